from __future__ import annotations

import pytest

from amana.law.treaty.facts import (
    FactKind,
    entry_into_force,
    last_day,
    one_year_after,
)
from amana.law.treaty.lists import packaged_facts


@pytest.mark.parametrize(
    ("deposited", "bound"),
    [
        ("2002-12-03", "2003-03-01"),  # the 60th day is itself the first of a month
        ("2012-04-02", "2012-07-01"),
        ("2006-11-01", "2007-01-01"),
        ("1999-02-02", "2002-07-01"),  # not before the Statute itself
        ("2002-04-11", "2002-07-01"),
        ("2002-07-01", "2002-09-01"),
        ("2023-11-14", "2024-02-01"),
        ("2024-10-25", "2025-01-01"),
    ],
)
def test_entry_into_force_is_the_first_of_the_month_after_the_sixtieth_day(
    deposited: str, bound: str
) -> None:
    assert entry_into_force(deposited) == bound


@pytest.mark.parametrize(
    ("date", "last"),
    [("2003", "2003-12-31"), ("2024-02", "2024-02-29"), ("2025-12", "2025-12-31"),
     ("2014-06-13", "2014-06-13")],
)  # fmt: skip
def test_a_coarse_date_counts_from_the_last_day_that_it_can_mean(date: str, last: str) -> None:
    assert last_day(date) == last


@pytest.mark.parametrize("date", ["2014-02-30", "2014-13", "spring", "14", "2014-6-1"])
def test_an_impossible_date_is_refused(date: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        last_day(date)


def test_one_year_after() -> None:
    assert one_year_after("2016-10-27") == "2017-10-27"
    assert one_year_after("2024-02-29") == "2025-03-01"


def test_every_packaged_fact_has_a_source_a_day_and_an_id_of_its_own() -> None:
    facts = packaged_facts()
    assert len({fact.id for fact in facts}) == len(facts)
    for fact in facts:
        assert fact.source, fact.id
        assert last_day(fact.retrieved), fact.id
        for day in (fact.done, fact.since, fact.until, fact.complete):
            assert day is None or last_day(day) == day, fact.id


def test_what_a_fact_answers_is_there() -> None:
    facts = packaged_facts()
    ids = {fact.id for fact in facts}
    assert [fact.id for fact in facts if fact.about is not None and fact.about not in ids] == []


def test_facts_come_in_the_order_in_which_they_were_done() -> None:
    days = [fact.done for fact in packaged_facts()]
    assert days == sorted(days)


def test_entry_into_force_agrees_with_the_rule_but_for_successions() -> None:
    different = {
        fact.state
        for fact in packaged_facts()
        if fact.kind is FactKind.DEPOSIT and fact.since != entry_into_force(fact.date)
    }
    assert different == {"MNE"}
