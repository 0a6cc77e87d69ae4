"""The seeds as a lawyer would enter them: the Palestine situation, the Syria question, and what
Iraq and the United States promised each other, each from its passages, asked as of two days.

The lines of `expected/law` are our own words; passages are cited by their place in the seeds. What
the seeds do not tell (a day, a later decision) stands there without a passage, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import amana
from amana.archive import Archive, read_decisions
from amana.law import Status

EXPECTED = Path(__file__).parent / "expected" / "law"
BEFORE, AFTER = "2024-11-22", "2025-03-01"


@pytest.fixture(scope="module")
def entered(test_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive with the two seeds, in which somebody entered what they tell."""
    with amana.init(tmp_path_factory.mktemp("law") / "archive", actor="Dalia Haddad") as archive:
        archive.add(sorted((test_data / "seeds").glob("*.txt")), analyse=False)
        texts = {}
        for listed in archive.list()[1]:
            assert listed.item is not None
            texts[str(listed.item.name)[:3]] = (listed.ref, archive.reading(listed.ref).text)
        for name in ("palestine", "syria", "iraq"):
            archive.decide(read_decisions(lines_of(name, texts)))
        yield archive


def lines_of(name: str, texts: dict[str, tuple[str, str]]) -> bytes:
    """Return a file of matters, with the words of its passages put in."""
    lines = []
    for line in (EXPECTED / f"{name}.jsonl").read_bytes().splitlines():
        told = msgspec.json.decode(line)
        for cite in told.get("cites", ()):
            cite["item"], text = texts[cite.pop("text")]
            cite["quote"] = text[cite["char_start"] : cite["char_end"]]
        lines.append(msgspec.json.encode(told))
    return b"\n".join(lines)


@pytest.mark.parametrize(
    ("case", "known_on", "state"),
    [
        ("deif-case", BEFORE, "warrant_issued"),
        ("deif-case", AFTER, "terminated_on_death"),
        ("haniyeh-case", BEFORE, "application_withdrawn"),
        ("sinwar-case", BEFORE, "application_withdrawn"),
        ("netanyahu-case", "2024-11-20", "application_filed"),
        ("netanyahu-case", BEFORE, "warrant_issued"),
        ("netanyahu-case", AFTER, "warrant_issued"),
        ("gallant-case", AFTER, "warrant_issued"),
    ],
)
def test_each_case_stands_as_it_was_known(
    entered: Archive, case: str, known_on: str, state: str
) -> None:
    found = entered.matters.status(case, known_on)
    assert found.state == state
    disputed = case == "deif-case" and known_on == BEFORE
    assert [each.rule for each in found.flags] == (["contradiction"] if disputed else [])


def test_a_death_is_claimed_until_the_chamber_is_satisfied(entered: Archive) -> None:
    before, after = (entered.matters.status("deif-case", day) for day in (BEFORE, AFTER))
    assert set(before.claimed) == {"deif-said-killed", "deif-not-confirmed"}
    assert track(before, "death") == ("contested", "2024-11-21")
    assert track(before, "warrant") == ("in_force", "2024-11-21")
    assert track(after, "death") == ("established", "2025-02-26")
    assert track(after, "warrant") == ("withdrawn", "2025-02-26")
    superseded = {each.key for each in after.superseded}
    assert "deif-not-confirmed" in superseded  # true as of its day


def test_a_dismissed_challenge_leaves_the_warrants_as_they_are(entered: Archive) -> None:
    found = entered.matters.status("netanyahu-case", BEFORE)
    (beside,) = found.beside
    assert [(each.track, each.state) for each in beside.tracks] == [
        ("challenge", "dismissed_premature")
    ]
    assert track(found, "warrant") == ("in_force", "2024-11-21")


def test_the_warrants_stand_on_the_passages_that_tell_them(entered: Archive) -> None:
    found = entered.matters.status("gallant-case", BEFORE)
    (warrant,) = (each for each in found.steps if each.key == "gallant-warrant")
    assert warrant.standard == "reasonable_grounds_to_believe"
    assert warrant.vote == "unanimous"
    assert len(warrant.cites) == 3
    for cite in warrant.cites:
        text = entered.reading(cite.item).text
        assert text[cite.char_start : cite.char_end] == cite.quote


@pytest.mark.parametrize(
    ("situation", "before", "after"),
    [
        (
            "syria",
            {"council-2014"},
            {"mechanism-trip", "khan-invited", "khan-visit"},
        ),
        ("palestine", set(), {"deif-acknowledged", "deif-established", "deif-ended"}),
    ],
)
def test_what_came_later_was_not_known_before(
    entered: Archive, situation: str, before: set[str], after: set[str]
) -> None:
    told = [
        {each.key for each in entered.matters.timeline(situation, day)} for day in (BEFORE, AFTER)
    ]
    assert told[0] < told[1]
    assert before <= told[0]
    assert after <= told[1]
    assert not after & told[0]


def test_who_promised_what_by_when(entered: Archive) -> None:
    known = {each.key: each for each in entered.matters.timeline("iraq-us", "2021-06-30")}
    assert known["dialogue-april"].said_by == "White House"
    assert known["withdrawal-agreed"].answers == "dialogue-april"
    later = {each.key: each for each in entered.matters.timeline("iraq-us", "2021-09-01")}
    stages = known["timetable-visit"].stage, later["timetable-visit"].stage
    assert stages[0] != stages[1]  # due in July: afterwards no word of it is known


def test_a_matrix_shows_what_speaks_against_beside_what_supports(entered: Archive) -> None:
    matrix = entered.matters.matrix("netanyahu-starvation")
    row = next(each for each in matrix.rows() if each.element == "rs:8(2)(b)(xxv)#1")
    assert [link.effect.value for link in row.links] == ["supports", "undermines"]
    assert [link.effect.value for link in matrix.against()] == ["undermines"]
    assert row.assessments == ()


def track(found: Status, name: str) -> tuple[str, str | None]:
    (one,) = (each for each in found.tracks if each.track == name)
    return one.state, one.since


@pytest.mark.parametrize("as_of", [BEFORE, AFTER])
@pytest.mark.parametrize(
    ("charge", "expected"),
    [
        ("netanyahu-starvation", ("basis_found", ["rs:12(2)(a)"], [])),
        ("deif-hostages", ("basis_found", ["rs:12(2)(b)"], [])),
        ("chlorine-officer", ("no_basis_found", [], [])),
        ("chlorine-unknown", ("undetermined", [], ["nationality"])),
        ("pilot-civilians", ("no_basis_found", [], [])),
    ],
)
def test_the_court_could_act_or_not_on_either_day(
    entered: Archive, charge: str, expected: tuple[str, list[str], list[str]], as_of: str
) -> None:
    (found,) = entered.matters.jurisdiction(charge, as_of)
    bases = [each.provision for each in found.answer.bases]
    unknown = [each.on for each in found.answer.unknowns]
    assert (found.answer.result, bases, unknown) == expected


def test_a_vetoed_referral_and_a_missing_acceptance_are_told(entered: Archive) -> None:
    (syria,) = entered.matters.jurisdiction("chlorine-officer", BEFORE)
    assert any("S/2014/348" in step.fact.en for step in syria.answer.steps)
    (gaza,) = entered.matters.jurisdiction("netanyahu-starvation", BEFORE)
    told = " ".join(each.fact.en for each in gaza.answer.contested)
    assert "asks for no acceptance by the State of nationality" in told
