from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from amana.core import UsageError
from amana.law import standards
from amana.law.proceedings.models import (
    MAIN,
    Model,
    Move,
    content,
    contradict,
    model,
    models,
    onward,
)
from amana.law.proceedings.undertakings import Stage, undertaking_kinds

MODELS = models()


@pytest.mark.parametrize("each", MODELS, ids=lambda each: each.id)
def test_a_model_speaks_of_states_that_it_has(each: Model) -> None:
    states = {track.code: {state.code for state in track.states} for track in each.tracks}
    assert MAIN in states
    assert all(track.start in states[track.code] for track in each.tracks)
    for step in each.steps:
        for move in step.moves:
            if move.track in states:
                named = {*move.before, move.to} - {"*", "+"}
                own = named <= states[move.track]
                assert own or (move.track == MAIN and move.lax), (step.code, named)


@pytest.mark.parametrize("each", MODELS, ids=lambda each: each.id)
def test_a_model_speaks_of_steps_that_it_has(each: Model) -> None:
    codes = [step.code for step in each.steps]
    assert len(codes) == len(set(codes))
    for step in each.steps:
        assert {*step.settles, *step.replaces, *step.contradicts} <= set(codes), step.code
    for guard in each.guards:
        assert guard.after is None or guard.after in codes
    for track in each.tracks:
        states = {state.code for state in track.states}
        for state in track.states:
            after = {code for outcome in state.outcomes for code in outcome.after}
            assert {*after, *state.upheld_by} <= set(codes), state.code
            assert set(state.through) <= states


def test_guards_and_remarks_of_a_model_name_its_own_states() -> None:
    every = {
        (track.code, state.code)
        for each in MODELS
        for track in each.tracks
        for state in track.states
    }
    for each in MODELS:
        named = [remark.when for remark in each.remarks] + [
            remark.unless for remark in each.remarks
        ]
        named += [guard.not_in for guard in each.guards] + [guard.unless for guard in each.guards]
        named += [{need.track: need.states} for guard in each.guards for need in guard.needs]
        for states in named:
            assert {(track, code) for track, codes in states.items() for code in codes} <= every


@pytest.mark.parametrize("each", MODELS, ids=lambda each: each.id)
def test_every_state_can_be_reached(each: Model) -> None:
    for track in each.tracks:
        moves = [move for step in each.steps for move in step.moves if move.track == track.code]
        assert reached(track.start, moves, track.code, each) == {s.code for s in track.states}


def reached(start: str, moves: list[Move], code: str, each: Model) -> set[str]:
    track = each.track(code)
    assert track is not None
    found, front = {start}, [start]
    while front:
        at = front.pop()
        new = {move.to for move in moves if move.leaves(track, at)} - found
        found |= new
        front += new
    return found


def test_standards_that_steps_need_are_on_the_list_of_standards() -> None:
    codes = {each.code for each in standards()}
    assert {s.standard for each in MODELS for s in each.steps if s.standard} <= codes
    person = model("icc-person")
    asked = {s: person.require_step(s).standard for s in ("warrant_issued", "charges_confirmed")}
    assert asked == {
        "warrant_issued": "reasonable_grounds_to_believe",
        "charges_confirmed": "substantial_grounds_to_believe",
    }


def test_everything_is_said_in_both_languages_and_has_its_source() -> None:
    for each in MODELS:
        assert each.about.source
        assert each.about.retrieved
        labels = [each.label, *(step.label for step in each.steps), *(s.by for s in each.steps)]
        labels += [label for t in each.tracks for s in t.states for label in (s.label, s.says)]
        labels += [remark.says for remark in each.remarks] + [guard.says for guard in each.guards]
        assert all(
            label.en and any("\u0621" <= c <= "\u064a" for c in label.ar) for label in labels
        )


def test_steps_with_a_provision_outside_of_the_statute_are_marked_unverified() -> None:
    for each in MODELS:
        if each.about.verified:
            for step in each.steps:
                foreign = [one for one in step.provisions if not one.startswith("rs:")]
                assert step.unverified or not foreign, step.code


def test_steps_of_which_the_statute_does_not_speak_are_marked_unverified() -> None:
    """No paragraph says that an application is withdrawn, or a warrant sealed."""
    for each in MODELS:
        if each.about.verified:
            bare = {step.code for step in each.steps if not step.provisions}
            assert bare <= {step.code for step in each.steps if step.unverified}
    person, situation = model("icc-person"), model("icc-situation")
    silent = ("application_withdrawn", "warrant_issued_sealed", "challenge_withdrawn")
    assert all(person.require_step(code).unverified for code in silent)
    assert situation.require_step("examination_phase_1").unverified
    assert not person.require_step("warrant_issued").unverified


def test_what_steps_lead_onward_to_is_no_way_back() -> None:
    assert "trial" in onward("icc-person", "main", "charges_confirmed")
    assert "application_filed" not in onward("icc-person", "main", "warrant_issued")


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "reference" / "law-proceedings.md").read_text(encoding="utf-8")


def test_the_page_for_lawyers_knows_every_model_flag_and_kind(page: str) -> None:
    listed = {*re.findall(r"^\| `([a-z_-]+)`", page, re.MULTILINE)}
    assert {each.id for each in MODELS} <= listed
    assert {each.code for each in undertaking_kinds()} <= listed
    assert {str(stage) for stage in Stage} <= listed
    flags = msgspec.json.decode(content("sentences.json"))
    rules = {name.removeprefix("flag-") for name in flags if name.startswith("flag-")}
    told = set(re.findall(r"`([a-z-]+)`", page))
    assert rules - {"guard"} <= told
    codes = {guard.code for each in MODELS for guard in each.guards}
    assert {name for name in told if name in codes}


def test_steps_that_the_page_names_are_those_of_a_model(page: str) -> None:
    known = {step.code for each in MODELS for step in each.steps} | {"known_on", "said_by"}
    known |= {each.code for each in standards()} | {each.code for each in undertaking_kinds()}
    assert set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", page)) - known == set()


def test_the_nearest_model_and_step_are_named() -> None:
    with pytest.raises(UsageError) as raised:
        model("icc")
    assert "icc-person, national-universal" in str(raised.value.remedy)
    with pytest.raises(UsageError) as other:
        model("icc-person").require_step("warant_issued")
    assert str(other.value.remedy).startswith("did you mean 'warrant_issued'?")
    with pytest.raises(UsageError) as third:
        model("icc-person").require_step("zzz")
    assert third.value.remedy == "`amana law proceedings icc-person` lists its steps"


def test_one_is_presumed_innocent_in_every_state_before_a_final_judgment() -> None:
    for name in ("icc-person", "national-universal"):
        (remark,) = (each for each in model(name).remarks if each.code == "presumed-innocent")
        main = model(name).track("main")
        assert main is not None
        assert {each.code for each in main.states} - {*remark.when["main"]} == {"judgment_final"}


def test_of_two_that_contradict_each_other_at_most_one_favours_the_person() -> None:
    for each in MODELS:
        favoured = [step for step in each.steps if step.favours]
        assert not any(contradict(one, other) for one in favoured for other in favoured)
        for one in favoured:
            assert any(contradict(one, other) for other in each.steps), one.code
