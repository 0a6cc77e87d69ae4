from __future__ import annotations

import pytest
from tests.unit.law.cases import passage, standings

from amana.core import UsageError
from amana.law.proceedings.undertakings import (
    Stage,
    UndertakingTold,
    undertaking_kind,
    undertaking_kinds,
    undertakings,
)
from amana.records import Undertaking


def entered(key: str, kind: str, **told: object) -> Undertaking:
    members = {"key": key, "situation": "rivers", "kind": kind, "what": f"{kind} of {key}", **told}
    return Undertaking(reason="-", **members)  # type: ignore[arg-type]  # any members


VISIT = entered(
    "visit", "visit_planned", what="a visit to set a timetable", by=("Aland",), to=("Bland",),
    date="2021-06-29", due="2021-07", said_by="its spokesperson",
)  # fmt: skip


def asked(known_on: str, *matters: Undertaking, on: str | None = None) -> UndertakingTold:
    return next(
        each
        for each in undertakings(standings(VISIT, *matters), "rivers", known_on, on)
        if each.key == "visit"
    )


def test_a_promise_is_told_with_who_to_whom_and_by_when() -> None:
    told = asked("2021-07-10")
    assert told.says.en == (
        "2021-06-29: visit planned or announced: a visit to set a timetable, by Aland, to Bland, "
        "due 2021-07, as its spokesperson says"
    )
    assert told.entered_by == "Rana Haddad"
    assert told.stage is Stage.OPEN


def test_past_its_due_day_there_is_no_word_of_it_and_never_a_breach() -> None:
    assert asked("2021-07-31").stage is Stage.OPEN
    late = asked("2021-08-01")
    assert late.stage is Stage.NO_WORD
    assert [each.en for each in late.sentences] == [
        "It was due 2021-07; no word of it is known on 2021-08-01."
    ]
    assert late.sentences[0].ar


def test_an_answer_counts_from_the_day_on_which_it_was_known() -> None:
    took_place = entered("met", "visit", date="2021-07-26", known="2021-08-20", answers="visit")
    assert asked("2021-08-10", took_place).stage is Stage.NO_WORD
    told = asked("2021-08-20", took_place)
    assert told.stage is Stage.ANSWERED
    assert [each.outcome for each in told.told] == ["happened"]
    assert told.sentences[0].en.startswith("It is said to have happened: 2021-07-26: visit")


def test_a_postponement_moves_the_due_day() -> None:
    later = entered("later", "postponed", date="2021-07-20", due="2021-09-15", answers="visit")
    told = asked("2021-08-20", later)
    assert (told.stage, told.due, told.due_now) == (Stage.OPEN, "2021-07", "2021-09-15")
    assert asked("2021-09-16", later).stage is Stage.NO_WORD


def test_answers_that_differ_stand_side_by_side() -> None:
    done = entered("done", "carried_out", date="2021-08-01", answers="visit", said_by="Aland")
    not_done = entered("not", "not_carried_out", date="2021-08-01", answers="visit", said_by="B")
    told = asked("2021-08-20", done, not_done)
    assert told.contested
    assert [each.key for each in told.told] == ["done", "not"]
    assert told.sentences[-1].en == "What is said of it differs."


def test_without_a_due_day_nothing_is_late() -> None:
    found = undertakings(
        standings(entered("a", "agreement", date="2020-01-01")), "rivers", "2030-01-01"
    )
    assert [each.stage for each in found] == [Stage.NO_DUE]


def test_what_is_no_promise_is_only_told() -> None:
    matters = standings(entered("a", "mandate", date="2016-12-21"), entered("b", "odd", date=None))
    assert [(each.key, each.stage) for each in undertakings(matters, "rivers", "2030-01-01")] == [
        ("a", Stage.TOLD), ("b", Stage.NO_DUE),
    ]  # fmt: skip


def test_what_was_not_known_or_had_not_happened_is_not_told() -> None:
    matters = standings(
        VISIT,
        entered("later", "visit", date="2021-06-30", cites=(passage("2022-01-01"),)),
        entered("elsewhere", "visit", date="2021-06-30", situation="hills"),
    )
    assert [each.key for each in undertakings(matters, "rivers", "2021-07-01")] == ["visit"]
    assert undertakings(matters, "rivers", "2021-07-01", on="2021-06-28") == ()


def test_what_answers_itself_or_goes_round_is_told_all_the_same() -> None:
    one = entered("one", "request", date="2021-01-01", answers="two")
    two = entered("two", "request", date="2021-01-01", answers="one")
    self_ = entered("self", "request", date="2021-01-01", answers="self")
    found = undertakings(standings(one, two, self_), "rivers", "2022-01-01")
    assert [(each.key, len(each.told)) for each in found] == [("one", 1), ("self", 0), ("two", 1)]


def test_an_answer_in_another_situation_counts() -> None:
    other = entered("met", "visit", date="2021-07-26", answers="visit", situation="hills")
    assert asked("2021-08-20", other).stage is Stage.ANSWERED


def test_the_list_is_whole_and_in_both_languages() -> None:
    kinds = undertaking_kinds()
    assert len({each.code for each in kinds}) == len(kinds)
    assert {each.group for each in kinds} == {"commitment", "mission", "mandate", "answer"}
    assert all(each.label.en and each.label.ar for each in kinds)


def test_the_nearest_kind_is_named() -> None:
    assert undertaking_kind("visit").promise is False
    with pytest.raises(UsageError) as raised:
        undertaking_kind("visits")
    assert raised.value.remedy == "did you mean 'visit'?"
