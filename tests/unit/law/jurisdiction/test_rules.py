from __future__ import annotations

import pytest

from amana.law.jurisdiction.crimes import class_of
from amana.law.jurisdiction.rules import (
    Given,
    activation,
    bars,
    bases,
    first_acceptance,
    outside_time,
    referrals,
)
from amana.law.jurisdiction.worlds import Reading, World
from amana.law.treaty import packaged_treaty

TREATY = packaged_treaty()


def hows(world: World, crime: str = "rs:7(1)(a)", reading: Reading | None = None) -> list[str]:
    return [each.how for each in bases(Given(TREATY, class_of(crime), world, reading))]


def test_territory_registration_and_nationality_each_suffice() -> None:
    day = "2013-08-21"
    assert hows(World(day, places=(("JOR", None),))) == ["territory-party"]
    assert hows(World(day, registered=("COM",))) == ["registration-party"]
    assert hows(World(day, nationalities=("GBR",))) == ["nationality-party"]
    assert hows(World(day, places=((None, None),))) == []


def test_nothing_before_the_statute() -> None:
    world = World("2002-06-30", places=(("JOR", None),))
    assert [each.why for each in outside_time(Given(TREATY, class_of("rs:6(a)"), world))] == [
        "before-statute"
    ]
    assert hows(world) == []


def test_a_referral_needs_no_acceptance_but_its_area() -> None:
    day = "2010-01-01"
    assert hows(World(day, places=(("SDN", "darfur"),))) == ["referred"]
    assert hows(World(day, places=(("SDN", "elsewhere"),))) == []
    assert len(referrals(TREATY, World(day, places=(("SDN", None),)))) == 1


def test_what_excludes_an_amended_crime_is_named() -> None:
    world = World("2020-01-01", places=(("DEU", None),), nationalities=("FRA",))
    given = Given(TREATY, class_of("rs:8(2)(e)(xiii)"), world)
    assert [(each.why, each.state) for each in bars(given)] == [
        ("amendment-refused-national", "FRA")
    ]


@pytest.mark.parametrize(
    ("amendment", "since"), [("2010-weapons", "2012-09-26"), ("2019-starvation", "2021-10-14")]
)
def test_the_first_acceptance_brings_an_amendment_into_force(amendment: str, since: str) -> None:
    found = first_acceptance(TREATY, amendment)
    assert found is not None
    assert found.since == since


def test_aggression_counts_from_its_activation() -> None:
    found = activation(TREATY, "2010-aggression")
    assert found is not None
    assert found.since == "2018-07-17"
    assert activation(TREATY, "2010-weapons") is None


@pytest.mark.parametrize(
    ("reading", "world", "crime"),
    [
        (Reading.NOT_A_STATE, World("2020-01-01", (("PSE", None),)), "rs:6(a)"),
        (Reading.NON_PARTY_NATIONALS, World("2020-01-01", (("JOR", None),), ("SYR",)), "rs:6(a)"),
        (Reading.NO_POWER_TO_DELEGATE, World("2020-01-01", (("PSE", None),), ("ISR",)), "rs:6(a)"),
        (Reading.NOTHING_PENDING, World("2015-01-01", (("BDI", None),)), "rs:6(a)"),
        (
            Reading.AMENDMENT_NON_PARTIES,
            World("2020-01-01", (("DEU", None),), ("SYR",)),
            "rs:8(2)(e)(xiii)",
        ),
    ],
)
def test_another_reading_takes_the_basis_away(reading: Reading, world: World, crime: str) -> None:
    assert hows(world, crime)
    assert hows(world, crime, reading) == []
