"""What must hold of treaty facts on every day."""

from __future__ import annotations

import calendar
import datetime as dt
import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from amana.core import UsageError
from amana.law.treaty import (
    FIRST_DAY,
    FactKind,
    Treaty,
    TreatyFact,
    counts,
    entry_into_force,
    findings,
    one_year_after,
    packaged_treaty,
    treaty_with,
)

DAYS = st.dates(dt.date(1998, 7, 17), dt.date(2080, 12, 31))
TREATY = packaged_treaty()
ENDS = {
    fact.since
    for fact in TREATY.of_kind(FactKind.WITHDRAWAL)
    if TREATY.answer(fact, FactKind.WITHDRAWAL_RESCINDED) is None
}


MEMBERS = st.fixed_dictionaries(
    {"kind": st.sampled_from([kind.value for kind in FactKind]), "date": st.sampled_from(
        ["2004", "2004-02", "2004-02-29", "2030-01-01", "٢٠٠٤", "2004-02-30"]
    )},
    optional={
        "source": st.just("s"), "retrieved": st.just("2026-01-01"),
        "state": st.sampled_from(["SYR", "MNE", "XKX", "GRL", "SUN", "XYZ", 7]),
        "since": st.sampled_from(["2004-05-01", "2004", None]),
        "until": st.sampled_from(["2003-01-01", "2011-05-01", None]),
        "instrument": st.sampled_from(["accession", "succession"]),
        "amendment": st.sampled_from(["2010-weapons", "none"]),
        "by": st.lists(st.sampled_from(["FRA", "XYZ", "a chamber"]), max_size=2),
        "about": st.sampled_from(["withdrawal:GMB:2016-11-10", "none"]),
        "replaces": st.sampled_from(["deposit:UKR:2024-10-25", "none", 1]),
        "removes": st.just("ruling:PSE:2021-02-05"), "reason": st.just("r"), "junk": st.none(),
    },
)  # fmt: skip


@given(st.lists(MEMBERS.map(json.dumps) | st.text(max_size=20), max_size=4))
def test_any_list_is_laid_over_or_refused_with_the_number_of_a_line(lines: list[str]) -> None:
    refused = ""
    facts: tuple[TreatyFact, ...] = ()
    try:
        facts = treaty_with("\n".join(lines).encode(), "own").facts
    except UsageError as error:
        refused = error.message
    assert bool(facts) != bool(refused)
    assert refused.startswith("own, line " if refused else "")
    counts(Treaty(facts), "2026-01-01")
    findings(facts, on="2026-01-01", months=12)


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
