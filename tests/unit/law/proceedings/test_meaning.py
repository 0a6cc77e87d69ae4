from __future__ import annotations

import pytest

from amana.law.proceedings.meaning import (
    date_of,
    folded,
    is_meant,
    mapping,
    party_name,
    rows_for,
    state_of,
)
from amana.law.proceedings.models import model
from amana.law.proceedings.undertakings import undertaking_kind
from amana.records import Party, Person, Proceeding, Span

AMIN = Person(key="amin", reason="-", name="Amin Darwish", name_ar="أمين درويش")


def span(quote: str) -> Span:
    return Span(char_start=0, char_end=len(quote), byte_start=0, byte_end=len(quote), quote=quote)


def seen(step: str, status: str, **told: object) -> Proceeding:
    members = {"span": span("words"), "trigger": span("words"), "step": step, "status": status}
    return Proceeding(**{**members, **told})  # type: ignore[arg-type]  # any members


def test_the_mapping_leads_to_steps_and_kinds_that_there_are() -> None:
    for row in mapping().rows:
        if row.to == "undertaking":
            assert undertaking_kind(row.code)
        else:
            assert model(row.to).require_step(row.code)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Amin Darwish", True), ("darwish", True), ("Mr Amin Darwish", True), ("درويش", True),
        ("A. D.", False), ("Darwishi", False), ("", False), ("Amin Hamdan", False),
    ],
)  # fmt: skip
def test_a_person_is_meant_when_all_words_of_one_name_are_in_the_other(
    name: str, *, meant: bool
) -> None:
    assert is_meant(name, AMIN) is meant


def test_each_forum_that_is_open_gives_its_first_line() -> None:
    assert [row.to for row in rows_for(seen("conviction", "decided"))] == [
        "icc-person", "national-universal",
    ]  # fmt: skip
    court = Party(canonical="International Criminal Court")
    assert [row.to for row in rows_for(seen("conviction", "decided", authority=court))] == [
        "icc-person"
    ]
    for name, forums in (
        ("the court", ["icc-person", "national-universal"]),
        ("a three-judge panel", ["icc-person", "national-universal"]),
        ("Court of Oran", ["national-universal"]),
    ):
        judged = seen("conviction", "decided", authority=Party(span=span(name)))
        assert [row.to for row in rows_for(judged)] == forums
    opened = seen("investigation opened", "active", span=span("a preliminary examination"))
    assert next(rows_for(opened)).code == "examination_opened"
    assert list(rows_for(seen("sanction", "issued"))) == []


def test_a_mark_of_doubt_leaves_the_date_and_is_noted() -> None:
    assert date_of(seen("trial", "active", date="2024-11?")) == (
        "2024-11", "date as observed: 2024-11?",
    )  # fmt: skip
    assert date_of(seen("trial", "active", date="2024-11-21", note="n")) == ("2024-11-21", "n")
    assert date_of(seen("trial", "active")) == (None, "")


def test_parties_and_states_by_name() -> None:
    assert party_name(Party(canonical="Aland")) == "Aland"
    assert party_name(Party(span=span("the premier"))) == "the premier"
    assert party_name(Party(entity="e-1")) == "e-1"
    assert party_name(Party(span=span("It"))) == ""
    assert (state_of("Syria"), state_of("The Hague")) == ("SYR", None)
    assert folded("Al-Ḥamdān!") == folded("al hamdan")
