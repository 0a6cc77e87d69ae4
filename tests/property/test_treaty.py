"""What must hold of treaty facts on every day."""

from __future__ import annotations

import calendar
import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from amana.law.treaty import (
    FIRST_DAY,
    FactKind,
    counts,
    entry_into_force,
    one_year_after,
    packaged_treaty,
)

DAYS = st.dates(dt.date(1998, 7, 17), dt.date(2080, 12, 31))
TREATY = packaged_treaty()
ENDS = {
    fact.since
    for fact in TREATY.of_kind(FactKind.WITHDRAWAL)
    if TREATY.answer(fact, FactKind.WITHDRAWAL_RESCINDED) is None
}


@given(DAYS)
def test_entry_into_force_is_the_first_day_of_a_month_after_the_sixtieth_day(day: dt.date) -> None:
    bound = entry_into_force(day.isoformat())
    assert bound >= FIRST_DAY
    assert bound.endswith("-01")
    if bound == FIRST_DAY:
        return
    at = dt.date.fromisoformat(bound)
    sixtieth = day + dt.timedelta(days=60)
    assert at > sixtieth
    assert (at - sixtieth).days <= calendar.monthrange(sixtieth.year, sixtieth.month)[1]
    assert (at.year * 12 + at.month) - (sixtieth.year * 12 + sixtieth.month) == 1


@given(st.lists(DAYS, min_size=2))
def test_who_deposits_later_is_not_bound_earlier(days: list[dt.date]) -> None:
    bound = [entry_into_force(day.isoformat()) for day in sorted(days)]
    assert bound == sorted(bound)


@given(DAYS)
def test_one_year_after_is_the_same_day_or_the_first_of_march(day: dt.date) -> None:
    after = dt.date.fromisoformat(one_year_after(day.isoformat()))
    assert (after - day).days in (365, 366)
    assert (after.month, after.day) == (day.month, day.day) or (after.month, after.day) == (3, 1)


@given(st.lists(DAYS, min_size=2, max_size=6, unique=True))
def test_counts_fall_only_on_days_on_which_a_withdrawal_takes_effect(days: list[dt.date]) -> None:
    told = [(day.isoformat(), counts(TREATY, day.isoformat())) for day in sorted(days)]
    for (one, before), (two, after) in pairwise(told):
        gone = sum(1 for end in ENDS if end and one < end <= two)
        assert after.signed >= before.signed
        assert after.in_force >= before.in_force - gone
        assert after.deposited >= before.deposited - gone
        assert after.in_force <= after.deposited


@given(DAYS, DAYS)
def test_what_was_known_later_changes_nothing_that_was_bound_by_then(
    day: dt.date, later: dt.date
) -> None:
    first, second = sorted((day.isoformat(), later.isoformat()))
    then = TREATY.as_of(first)
    # A State that succeeds is bound from its first day on, which others learn later.
    assert set(TREATY.as_of(second).parties(first)) - set(then.parties(first)) <= {"MNE"}
    assert set(then.parties(first)) <= set(TREATY.as_of(second).parties(first))
