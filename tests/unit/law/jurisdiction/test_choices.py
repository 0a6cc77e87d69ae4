from __future__ import annotations

from amana.law.jurisdiction.choices import (
    Value,
    choices,
    day_after,
    day_before,
    stretches,
    turning_days,
    world_of,
)
from amana.law.jurisdiction.questions import Asked, Question, asked
from amana.law.treaty import packaged_treaty

TREATY = packaged_treaty()


def plain(**more: object) -> Asked:
    given = {"crime": "rs:7(1)(a)", "as_of": "2026-11-01", "when": "2013-08-21", **more}
    return asked(Question(**given))  # type: ignore[arg-type]  # members by name


def open_to(**more: object) -> dict[str, int]:
    return {each.on: len(each.values) for each in choices(TREATY, plain(**more))}


def test_what_is_known_is_no_choice() -> None:
    found = open_to(places=("SYR",), nationalities=("SYR",))
    assert set(found.values()) == {1}


def test_what_is_not_known_is_one() -> None:
    assert open_to(places=("SYR",))["nationality"] > 2
    assert open_to(places=None, nationalities=())["place"] > 2
    assert open_to(places=(), nationalities=())["registration"] > 2
    assert open_to(places=("XKX",), nationalities=(), when="2011-01-01")["territory"] == 2
    assert open_to(places=("LBY",), nationalities=())["mandate"] == 2
    assert open_to(crime="rs:8bis", places=("ESP",), nationalities=())["aggressor"] > 2


def test_an_operation_is_asked_about_only_where_a_referral_speaks_of_one() -> None:
    assert open_to(places=("FRA",), nationalities=())["mandate"] == 1
    assert open_to(places=("LBY",), nationalities=(), mandated=False)["mandate"] == 1


def test_acceptance_is_open_only_where_the_lists_end() -> None:
    known = open_to(crime="rs:8(2)(e)(xiv)", places=("FRA",), nationalities=(), when="2015-01-01")
    assert "acceptance" not in known
    late = open_to(crime="rs:8(2)(e)(xiv)", places=("FRA",), nationalities=(), when="2026-01-01")
    assert late["acceptance"] == 2


def test_days_fall_into_stretches_between_dated_facts() -> None:
    days = stretches(TREATY, plain(when="2011-10-30/2011-11-02"))
    assert "2011-11-01" in days
    assert len(stretches(TREATY, plain(when="2011-11-01"))) == 1
    assert list(turning_days(TREATY)) == sorted(turning_days(TREATY))


def test_the_days_beside_a_day() -> None:
    assert day_after("2024-02-28") == "2024-02-29"
    assert day_before("2024-03-01") == "2024-02-29"
    assert day_after("9999-12-31") == "9999-12-31"


def test_a_world_is_what_all_values_say_together() -> None:
    world = world_of((
        Value(day="2020-01-01"),
        Value(places=(("AAA", None),)),
        Value(places=(("BBB", "x"),)),
        Value(nationalities=("CCC",), accepting=frozenset({"CCC"})),
        Value(mandated=True),
    ))  # fmt: skip
    assert world.day == "2020-01-01"
    assert world.places == (("AAA", None), ("BBB", "x"))
    assert (world.nationalities, world.mandated) == (("CCC",), True)
    assert world.accepting == {"CCC"}
