"""Whatever people enter, in whatever order: a status of that day, and never a crash."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.law.cases import passage, standings

from amana.law.proceedings import (
    Status,
    models,
    status_of,
    timeline,
    undertaking_kinds,
    undertakings,
)
from amana.records import Entered, LegalProceeding, Person, Situation, Step, Undertaking

DATES = st.sampled_from([
    None, "2023", "2024", "2024-01", "2024-02", "2024-02-29", "2024-03-01", "2024-05-20",
    "2024-05/2024-07", "2024-09", "2024-11-21", "2024-11-21T10:00:00Z", "../2024", "2025-02-26",
    "one day", "9999-12-31",
])  # fmt: skip
DAYS = st.sampled_from(["0001-01-01", "2024-02-29", "2024-05-20", "2024-11-22", "9999-12-31"])
KNOWN = "2024-11-22"
AMIN = Person(key="amin", reason="-", name="Amin {person}")


@st.composite
def steps(draw: st.DrawFn, known: st.SearchStrategy[str | None] = DATES) -> list[Step]:
    model = draw(st.sampled_from(models()))
    codes = st.sampled_from([*(each.code for each in model.steps), "no-such-step"])
    count = draw(st.integers(0, 14))
    return [
        Step(
            key=f"s-{number}",
            reason="-",
            proceeding=f"{model.id}-case",
            step=draw(codes),
            date=draw(DATES),
            known=draw(known),
            by=draw(st.sampled_from(["", "XAA", "HUN", "Chamber"])),
            said_by=draw(st.sampled_from(["", "A", "B"])),
            vote=draw(st.sampled_from(["", "2-1", "unanimous"])),
            cites=draw(st.sampled_from([(), (passage("2024-06-01"),)])),
        )
        for number in range(count)
    ]


def cases() -> list[LegalProceeding]:
    return [
        LegalProceeding(
            key=f"{each.id}-case", reason="-", situation="coast", model=each.id,
            person=None if each.level == "situation" else "amin",
        )
        for each in models()
    ]  # fmt: skip


def asked(found: Sequence[Step], known_on: str = KNOWN, on: str | None = None) -> Status:
    about = found[0].proceeding if found else "icc-person-case"
    return status_of(standings(AMIN, *cases(), *found), about, known_on, on)


def plain(status: Status) -> object:
    """Return a status without the numbers of entries."""
    steps = [msgspec.structs.replace(each, number=0) for each in (*status.steps, *status.ahead)]
    return steps, msgspec.structs.replace(status, steps=(), ahead=())


@settings(max_examples=40)
@given(found=steps(), known_on=DAYS, on=st.none() | DAYS)
def test_no_sequence_of_steps_is_refused(found: list[Step], known_on: str, on: str | None) -> None:
    status = asked(found, known_on, on)
    assert all("{person}" in each.en or "{" not in each.en for each in status.sentences)
    assert msgspec.json.decode(msgspec.json.encode(status), type=Status) == status


@settings(max_examples=40)
@given(data=st.data(), found=steps())
def test_the_order_of_entry_makes_no_difference(data: st.DataObject, found: list[Step]) -> None:
    shuffled = data.draw(st.permutations(found))
    assert plain(asked(shuffled)) == plain(asked(found))


@settings(max_examples=40)
@given(
    found=steps(),
    later=steps(known=st.sampled_from(["2024-11-23", "2024-11", "2025", "9999-12-31"])),
)
def test_what_became_known_later_changes_nothing(found: list[Step], later: list[Step]) -> None:
    about = found[0].proceeding if found else "icc-person-case"
    new = [
        msgspec.structs.replace(each, key=f"later-{each.key}", proceeding=about) for each in later
    ]
    assert asked([*found, *new]) == asked(found) or not found


@st.composite
def promises(draw: st.DrawFn, known: st.SearchStrategy[str | None] = DATES) -> list[Undertaking]:
    codes = st.sampled_from([*(each.code for each in undertaking_kinds()), "no-such-kind"])
    keys = [f"u-{number}" for number in range(draw(st.integers(0, 8)))]
    return [
        Undertaking(
            key=key,
            reason="-",
            situation="coast",
            kind=draw(codes),
            what="what {was} promised",
            date=draw(DATES),
            due=draw(DATES),
            known=draw(known),
            answers=draw(st.sampled_from([None, *keys])),
        )
        for key in keys
    ]


COAST = Situation(key="coast", reason="-", name="The coast")


@settings(max_examples=40)
@given(data=st.data(), found=steps(), promised=promises(), known_on=DAYS)
def test_a_timeline_holds_what_was_known_whatever_the_order_of_entry(
    data: st.DataObject, found: list[Step], promised: list[Undertaking], known_on: str
) -> None:
    matters: list[Entered] = [COAST, AMIN, *cases(), *found, *promised]
    line = timeline(standings(*matters), "coast", known_on)
    shuffled = data.draw(st.permutations(matters))
    assert [each.key for each in timeline(standings(*shuffled), "coast", known_on)] == [
        each.key for each in line
    ]
    assert all(each.known.day is None or each.known.day <= known_on for each in line)
    dated = [each.first for each in line if each.first]
    assert dated == sorted(dated)
    assert all(each.first for each in line[: len(dated)])


@settings(max_examples=40)
@given(
    promised=promises(),
    later=promises(known=st.sampled_from(["2024-11-23", "2025", "9999-12-31"])),
)
def test_an_answer_that_became_known_later_changes_no_undertaking(
    promised: list[Undertaking], later: list[Undertaking]
) -> None:
    new = [msgspec.structs.replace(each, key=f"later-{each.key}") for each in later]
    before = undertakings(standings(*promised), "coast", KNOWN)
    assert undertakings(standings(*promised, *new), "coast", KNOWN) == before
    assert not {str(each.stage) for each in before} & {"broken", "failed"}
