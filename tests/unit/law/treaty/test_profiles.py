from __future__ import annotations

from amana.law.treaty.profiles import counts, profile, profiles
from amana.law.treaty.states import state
from amana.law.treaty.status import packaged_treaty

TREATY = packaged_treaty()


def test_deposited_and_bound_are_two_counts() -> None:
    found = counts(TREATY, "2024-12-31")
    assert (found.signed, found.deposited, found.in_force) == (139, 125, 124)
    found = counts(TREATY, "1998-07-31")
    assert (found.deposited, found.in_force) == (0, 0)
    assert found.signed > 0


def test_a_day_of_which_the_acts_are_not_known_is_told() -> None:
    assert counts(TREATY, "2026-06-02").known_until is None
    assert counts(TREATY, "2026-06-03").known_until == "2026-06-02"
    assert TREATY.known_until("membership") == "2026-06-02"
    assert TREATY.as_of("2020-01-01").known_until("membership") is None
    assert TREATY.known_until("weather") is None


def test_what_comes_later_is_not_told() -> None:
    before = profile(TREATY, state("UKR"), "2024-10-24")
    assert (before.signed, before.deposited, before.in_force) == ("2000-01-20", None, False)
    between = profile(TREATY, state("UKR"), "2024-12-31")
    assert (between.entry_into_force, between.in_force) == ("2025-01-01", False)
    assert profile(TREATY, state("UKR"), "2025-01-01").in_force
    assert before.facts is not None
    assert all(fact.done <= "2024-10-24" for fact in before.facts)
    assert [fact.since for fact in before.declarations] == ["2013-11-21", "2014-02-20"]


def test_an_announcement_is_no_notice_and_a_notice_no_end() -> None:
    announced = profile(TREATY, state("HUN"), "2025-05-01")
    assert (announced.withdrawal_announced, announced.withdrawal_notified) == ("2025-04-03", None)
    notified = profile(TREATY, state("HUN"), "2026-06-01")
    assert (notified.withdrawal_effective, notified.in_force) == ("2026-06-02", True)
    assert not profile(TREATY, state("HUN"), "2026-06-02").in_force
    sahel = profile(TREATY, state("MLI"), "2026-11-22")
    assert (sahel.withdrawal_announced, sahel.withdrawal_notified) == ("2025-09-22", None)
    assert sahel.in_force


def test_a_rescinded_notice_is_told_as_such() -> None:
    noticed = profile(TREATY, state("GMB"), "2017-01-01")
    assert (noticed.withdrawal_notified, noticed.withdrawal_rescinded) == ("2016-11-10", None)
    back = profile(TREATY, state("GMB"), "2018-01-01")
    assert (back.withdrawal_notified, back.withdrawal_rescinded) == (None, "2017-02-10")
    assert back.in_force


def test_who_took_the_instrument_back_in_time_was_never_bound() -> None:
    found = profile(TREATY, state("MYS"), "2026-11-22")
    assert (found.deposited, found.entry_into_force) == ("2019-03-04", None)
    assert found.withdrawal_effective == "2019-04-29"


def test_a_territory_is_told_with_what_its_state_declared_of_it() -> None:
    found = profile(TREATY, state("GRL"), "2026-01-01")
    assert (found.part_of, found.in_force, found.deposited) == ("DNK", None, None)
    assert found.facts is not None
    assert [(fact.kind, fact.until) for fact in found.facts] == [
        ("territory-excluded", "2004-09-30")
    ]


def test_states_are_listed_as_they_existed() -> None:
    listed = {each.iso3: each for each in profiles(TREATY, "2011-07-08")}
    assert "SSD" not in listed
    assert "SCG" not in listed
    assert "GRL" not in listed
    assert listed["IRQ"].signed is None
    assert listed["XKX"].contested
    assert listed["PSE"].facts is None
    assert "SSD" in {each.iso3 for each in profiles(TREATY, "2011-07-09")}
