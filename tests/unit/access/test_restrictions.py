"""Conditions of use: how people write them, which bind today, and when the last one ends."""

from __future__ import annotations

from datetime import date

import pytest

from amana.access import checked, free_from, in_force, parse_restriction, spell_restriction
from amana.core import UsageError
from amana.records import Restriction, RestrictionKind

PLAIN = [kind for kind in RestrictionKind if kind is not RestrictionKind.EMBARGO]
DAY = date(2027, 1, 31)


def embargo(until: str | None) -> Restriction:
    return Restriction(kind=RestrictionKind.EMBARGO, until=until)


@pytest.mark.parametrize("kind", PLAIN)
def test_a_plain_restriction_is_written_as_its_kind(kind: RestrictionKind) -> None:
    assert parse_restriction(f"  {kind.value.upper()} ") == Restriction(kind=kind)
    assert spell_restriction(Restriction(kind=kind)) == kind.value


def test_an_embargo_is_written_with_its_day() -> None:
    assert parse_restriction("embargo: 2027-01-31") == embargo("2027-01-31")
    assert spell_restriction(embargo("2027-01-31")) == "embargo:2027-01-31"


def test_a_day_has_one_spelling() -> None:
    assert parse_restriction("embargo:20270131") == embargo("2027-01-31")
    assert parse_restriction("embargo:2027-W04-7") == embargo("2027-01-31")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "secret",
        "embargo",
        "embargo:",
        "embargo:soon",
        "embargo:2027-02-30",
        "embargo:2027-01-31T00:00",
        "confidential:2027-01-31",
        "confidential:",
        "confidential,lead-only",
    ],
)
def test_anything_else_is_refused_with_what_can_be_said(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_restriction(text)
    assert repr(text) in caught.value.message
    assert "embargo:YYYY-MM-DD" in (caught.value.remedy or "")


def test_a_restriction_that_a_program_made_is_checked_the_same_way() -> None:
    assert checked(embargo("20270131")) == embargo("2027-01-31")
    assert checked(Restriction(kind=RestrictionKind.VIEW_ONLY)).until is None
    for wrong in (
        embargo(None),
        embargo("soon"),
        Restriction(kind=RestrictionKind.VIEW_ONLY, until="2027-01-31"),
    ):
        with pytest.raises(UsageError):
            checked(wrong)


def test_an_embargo_binds_until_its_day_and_no_longer() -> None:
    until = embargo("2027-01-31")
    assert in_force([until], date(2027, 1, 30)) == (until,)
    assert in_force([until], DAY) == ()
    assert in_force([until], date(2027, 2, 1)) == ()


@pytest.mark.parametrize("kind", PLAIN)
def test_any_other_restriction_binds_for_ever(kind: RestrictionKind) -> None:
    plain = Restriction(kind=kind)
    assert in_force([plain, embargo("2020-01-01")], date.max) == (plain,)
    assert free_from([plain, embargo("2020-01-01")]) is None


@pytest.mark.parametrize("until", [None, "", "soon", "2027-13-01"])
def test_an_embargo_without_a_readable_day_never_ends(until: str | None) -> None:
    assert in_force([embargo(until)], date.max) == (embargo(until),)
    assert free_from([embargo(until)]) is None


def test_the_last_embargo_decides() -> None:
    assert free_from([embargo("2027-01-31"), embargo("2026-01-31")]) == DAY
    assert free_from([]) == date.min
