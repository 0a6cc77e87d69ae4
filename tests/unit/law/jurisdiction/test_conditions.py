from __future__ import annotations

import pytest

from amana.law.jurisdiction import Outcome, Question, jurisdiction


def conditions(**more: object) -> dict[str, Outcome]:
    given = {"crime": "rs:7(1)(a)", "as_of": "2026-11-01", "when": "2013-08-21", **more}
    answer = jurisdiction(Question(**given))  # type: ignore[arg-type]  # members by name
    return {each.key: each.outcome for each in answer.conditions}


@pytest.mark.parametrize(
    ("born", "when", "key", "outcome"),
    [
        ("1985-08-21", "2003-08-20", "age-child", Outcome.NOT_MET),
        ("1985-08-21", "2003-08-21", "age-adult", Outcome.MET),
        ("1985", "2003-08-21", "age-open", Outcome.OPEN),
        ("1985", "2002-12-31", "age-child", Outcome.NOT_MET),
        ("1984", "2003-01-01", "age-adult", Outcome.MET),
        ("1988-02-29", "2006-02-28", "age-child", Outcome.NOT_MET),
        ("1988-02-29", "2006-03-01", "age-adult", Outcome.MET),
        ("1985-08-21", "2003", "age-open", Outcome.OPEN),
        (None, "2003", "age-open", Outcome.OPEN),
    ],
)
def test_eighteen_years_at_the_time_of_the_conduct(
    born: str | None, when: str, key: str, outcome: Outcome
) -> None:
    found = conditions(places=("COD",), nationalities=("COD",), born=born, when=when)
    assert found[key] is outcome


def test_a_referral_by_the_council_is_a_trigger_and_needs_no_notice() -> None:
    found = conditions(places=("SDN",), nationalities=("SDN",), when="2004-01-01")
    assert found["trigger-council"] is Outcome.MET
    assert found["link-to-situation"] is Outcome.OPEN
    assert "notice" not in found


def test_referrals_by_states_and_authorisations_count_by_their_days() -> None:
    inside = conditions(places=("GEO",), nationalities=("RUS",), when="2008-08-08")
    outside = conditions(places=("GEO",), nationalities=("RUS",), when="2009-08-08")
    assert inside["trigger-authorised"] is Outcome.MET
    assert outside["trigger-open"] is Outcome.OPEN


def test_a_deferral_counts_on_the_day_as_of_which_it_is_asked() -> None:
    asked = {"places": ("AFG",), "nationalities": ("USA",), "when": "2003-05-02"}
    assert conditions(as_of="2003-06-15", **asked)["deferral"] is Outcome.OPEN
    assert conditions(as_of="2005-01-01", **asked)["deferral-none"] is Outcome.MET


def test_aggression_has_conditions_of_its_own() -> None:
    found = conditions(
        crime="rs:8bis", places=("ESP",), nationalities=("DEU",), aggressor="DEU",
        when="2019-01-01",
    )  # fmt: skip
    assert {"leadership", "council-determination"} <= set(found)


def test_until_when_the_lists_are_known_is_told_to_whom_asks_later() -> None:
    asked = {"places": ("DEU",), "nationalities": ("DEU",)}
    assert "known-until" in conditions(as_of="2026-11-01", **asked)
    assert "known-until" not in conditions(as_of="2024-01-01", **asked)


def test_a_referral_that_leaves_the_person_out_is_told() -> None:
    found = conditions(
        places=("SDN:darfur",), nationalities=("RWA",), mandated=True, when="2008-01-01"
    )
    assert "trigger-council-leaves-out" in found
    assert "trigger-open" not in found


def test_acts_are_not_listed_where_there_is_no_basis() -> None:
    found = conditions(places=("GEO",), nationalities=("RUS",), when="2008-08-08")
    assert "trigger-no-basis" not in found
    none = conditions(places=("UKR",), nationalities=("UKR",), when="2010-01-01")
    assert "trigger-no-basis" in none
    assert not {"trigger-state", "trigger-authorised"} & set(none)
