from __future__ import annotations

import pytest

from amana.law.jurisdiction import weighing
from amana.law.jurisdiction.choices import Choice, Value
from amana.law.jurisdiction.crimes import class_of
from amana.law.jurisdiction.weighing import Result, weigh
from amana.law.treaty import packaged_treaty

TREATY, MURDER = packaged_treaty(), class_of("rs:7(1)(a)")
DAY = Choice("day", (), (Value(day="2013-08-21"),))


def nationality(*codes: str) -> Choice:
    return Choice("nationality", (), tuple(Value(nationalities=(code,)) for code in codes))


def test_all_worlds_with_a_basis_are_a_basis() -> None:
    found = weigh(TREATY, MURDER, [DAY, nationality("GBR", "FRA")])
    assert found.result is Result.BASIS_FOUND
    assert {each.state for each in found.bases} == {"GBR", "FRA"}


def test_a_basis_that_all_worlds_share_stands_alone() -> None:
    place = Choice("territory", (), (Value(places=(("JOR", None),)),))
    found = weigh(TREATY, MURDER, [DAY, place, nationality("GBR", "SYR")])
    assert [each.state for each in found.bases] == ["JOR"]


def test_no_world_with_a_basis_is_none() -> None:
    assert weigh(TREATY, MURDER, [DAY, nationality("SYR", "IRQ")]).result is Result.NO_BASIS_FOUND


def test_some_worlds_with_a_basis_depend_on_what_tells_them_apart() -> None:
    place = Choice("territory", ("x",), (Value(places=(("SYR", None),)), Value()))
    found = weigh(TREATY, MURDER, [DAY, place, nationality("SYR", "GBR")])
    assert found.result is Result.UNDETERMINED
    assert [each.on for each in found.depends] == ["nationality"]


def test_the_days_on_which_it_turns_are_told() -> None:
    days = Choice("day", (), tuple(Value(day=day) for day in ("2011-01-01", "2011-11-01")))
    found = weigh(TREATY, MURDER, [days, nationality("PHL")])
    assert found.turns == ("2011-11-01",)


def test_what_is_too_much_to_weigh_is_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "MOST", 2)
    found = weigh(TREATY, MURDER, [DAY, nationality("SYR", "IRQ", "USA")])
    assert found.result is Result.UNDETERMINED
    assert [each.on for each in found.depends] == ["nationality"]
