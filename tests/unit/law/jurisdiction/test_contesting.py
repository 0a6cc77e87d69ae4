from __future__ import annotations

import pytest

from amana.law.jurisdiction import Contested, Question, Result, jurisdiction


def contested(**more: object) -> dict[str, Contested]:
    given = {"crime": "rs:7(1)(a)", "as_of": "2026-11-01", "when": "2013-08-21", **more}
    answer = jurisdiction(Question(**given))  # type: ignore[arg-type]  # members by name
    return {each.key: each for each in answer.contested}


def test_nothing_is_contested_where_nobody_disputes() -> None:
    assert contested(places=("DEU",), nationalities=("DEU",)) == {}


def test_each_disputed_point_says_what_the_other_reading_leads_to() -> None:
    found = contested(places=("PSE",), nationalities=("ISR",), when="2024-03-01")
    assert {key: each.otherwise for key, each in found.items()} == {
        "dispute-statehood": Result.NO_BASIS_FOUND,
        "dispute-no-power-to-delegate": Result.NO_BASIS_FOUND,
        "dispute-non-party-nationals": Result.NO_BASIS_FOUND,
        "dispute-immunity": None,
    }


def test_a_ruling_is_not_told_of_before_it_was_made() -> None:
    asked = {"places": ("PSE",), "nationalities": ("ISR",), "when": "2016-01-01"}
    before = contested(as_of="2019-01-01", **asked)["dispute-statehood"].fact.en
    after = contested(as_of="2021-02-05", **asked)["dispute-statehood"].fact.en
    assert "Pre-Trial Chamber" not in before
    assert "2021-02-05" in after


def test_a_dispute_about_a_place_is_told_since_it_began() -> None:
    asked = {"places": ("UKR:crimea",), "nationalities": ("RUS",)}
    assert "place" not in contested(when="2014-01-10", **asked)
    later = contested(when="2016-01-10", **asked)["place"]
    assert later.otherwise is Result.NO_BASIS_FOUND
    assert "A/RES/68/262" in later.source.en


def test_amendments_and_states_that_are_not_party() -> None:
    found = contested(
        crime="rs:8(2)(e)(xiii)", places=("DEU",), nationalities=("SYR",), when="2020-01-01"
    )
    assert found["dispute-amendment-non-parties"].otherwise is Result.NO_BASIS_FOUND
    by_declaration = contested(
        crime="rs:8(2)(e)(xiii)", places=("UKR",), nationalities=("RUS",), when="2020-01-01"
    )
    assert by_declaration["dispute-declaration-amendment"].otherwise is Result.BASIS_FOUND


def test_aggression_without_acceptance() -> None:
    found = contested(
        crime="rs:8bis", places=("FRA",), nationalities=("DEU",), aggressor="DEU",
        when="2019-01-01",
    )  # fmt: skip
    assert found["dispute-aggression-without-acceptance"].otherwise is Result.BASIS_FOUND
    declared = contested(
        crime="rs:8bis", places=("UKR",), nationalities=("RUS",), aggressor="RUS",
        when="2022-02-24",
    )  # fmt: skip
    assert "dispute-declaration-aggression" not in declared  # Russia was not a party either way


def test_withdrawal_carve_out_and_transition() -> None:
    left = contested(places=("BDI",), nationalities=("BDI",), when="2016-01-01")
    assert left["dispute-nothing-pending"].otherwise is Result.NO_BASIS_FOUND
    assert "Burundi" in left["dispute-nothing-pending"].fact.en
    spared = contested(
        places=("SDN:darfur",), nationalities=("USA",), mandated=True, when="2009-01-01"
    )
    assert spared["dispute-carve-out-without-effect"].otherwise is Result.BASIS_FOUND
    apart = contested(
        crime="rs:8(2)(b)(vi)", places=("UKR",), nationalities=("UKR",), when="2025-02-01"
    )
    assert apart["dispute-declaration-lasts"].otherwise is Result.BASIS_FOUND


def test_points_without_effect_on_the_basis() -> None:
    found = contested(places=("SYR", "JOR"), nationalities=("SYR",))
    assert found["dispute-part-of-conduct"].otherwise is None


@pytest.mark.parametrize(
    ("place", "national", "when"),
    [("EGY", "EGY", "2013-07-01"), ("PSE", "ISR", "2014-06-12"), ("MMR", "MMR", "2018-01-01")],
)
def test_a_declaration_not_acted_on_would_be_a_basis(place: str, national: str, when: str) -> None:
    found = contested(places=(place,), nationalities=(national,), when=when)
    assert found["dispute-declaration-not-acted-on"].otherwise is Result.BASIS_FOUND


def test_what_bears_on_nothing_is_not_listed() -> None:
    elsewhere = contested(places=("SDN:elsewhere",), nationalities=("RWA",), when="2008-01-01")
    concerned = contested(places=("SDN:darfur",), nationalities=("SDN",), when="2008-01-01")
    assert "dispute-carve-out-without-effect" not in {**elsewhere, **concerned}
    stranger = contested(
        crime="rs:8(2)(a)(i)", places=("UKR",), nationalities=("RUS",), when="2025-02-01"
    )
    assert "dispute-declaration-lasts" not in stranger


def test_article_124_may_shield_nationals_elsewhere() -> None:
    found = contested(
        crime="rs:8(2)(a)(i)", places=("JOR",), nationalities=("FRA",), when="2005-01-01"
    )
    assert found["dispute-transition-shields"].otherwise is Result.NO_BASIS_FOUND


def test_a_referral_older_than_the_jurisdiction_over_aggression_is_contested() -> None:
    found = contested(
        crime="rs:8bis", places=("LBY",), nationalities=("FRA",), aggressor="FRA",
        when="2019-01-01",
    )  # fmt: skip
    assert found["dispute-early-referral"].otherwise is Result.NO_BASIS_FOUND
    assert "dispute-aggression-without-acceptance" not in found
