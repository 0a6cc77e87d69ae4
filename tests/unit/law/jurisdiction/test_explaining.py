from __future__ import annotations

from amana.law.jurisdiction import Answer, Outcome, Question, jurisdiction


def ask(**more: object) -> Answer:
    given = {"crime": "rs:7(1)(a)", "as_of": "2026-11-01", "when": "2013-08-21", **more}
    return jurisdiction(Question(**given))  # type: ignore[arg-type]  # members by name


def outcomes(answer: Answer) -> dict[str, Outcome]:
    return {each.key: each.outcome for each in answer.steps}


def test_a_withdrawal_that_came_later_is_told_and_leaves_earlier_crimes() -> None:
    found = outcomes(ask(places=("BDI",), nationalities=(), when="2016-01-01"))
    assert found["withdrawal-later"] is Outcome.NOTED
    assert found["is-party"] is Outcome.MET


def test_an_announcement_is_noted_and_changes_nothing() -> None:
    found = outcomes(ask(places=("MLI",), nationalities=(), when="2025-10-10"))
    assert found["withdrawal-announced"] is Outcome.NOTED
    assert found["is-party"] is Outcome.MET


def test_a_rescinded_notice_is_noted() -> None:
    assert "withdrawal-rescinded" in outcomes(ask(places=("ZAF",), nationalities=()))


def test_amended_crimes_tell_since_when_and_who_accepted() -> None:
    asked = {"crime": "rs:8(2)(e)(xiv)", "places": ("DEU",), "nationalities": ("FRA",)}
    found = outcomes(ask(when="2020-01-01", **asked))
    assert found["crime-added"] is Outcome.MET
    assert found["amendment-accepted"] is Outcome.MET
    assert found["amendment-refused-national"] is Outcome.NOT_MET
    assert outcomes(ask(when="2012-01-01", **asked))["not-yet-a-crime"] is Outcome.NOT_MET
    assert "amendment-acceptance-open" in outcomes(ask(when="2026-01-01", **asked))


def test_aggression_tells_of_activation_and_thirty_acceptances() -> None:
    asked = {
        "crime": "rs:8bis", "places": ("ESP",), "nationalities": ("DEU",), "aggressor": "DEU",
    }  # fmt: skip
    found = ask(when="2019-01-01", **asked)
    assert outcomes(found)["aggression-active"] is Outcome.MET
    thirty = next(each for each in found.steps if each.key == "aggression-thirty")
    assert "2017-06-26" in thirty.fact.en
    assert outcomes(ask(when="2018-01-01", **asked))["aggression-not-active"] is Outcome.NOT_MET


def test_a_declaration_of_transition_is_told_with_whom_it_is_about() -> None:
    asked = {"crime": "rs:8(2)(b)(vi)", "places": ("UKR",), "when": "2025-02-01"}
    key = "transitional-until"
    assert outcomes(ask(nationalities=("UKR",), **asked))[key] is Outcome.NOT_MET
    assert outcomes(ask(nationalities=("RUS",), **asked))[key] is Outcome.NOTED
    assert outcomes(ask(nationalities=None, **asked))[key] is Outcome.UNDETERMINED


def test_places_say_what_they_stand_for() -> None:
    assert "place-stands-for" in outcomes(ask(places=("GRL",), nationalities=()))
    assert "place-none" in outcomes(ask(places=(), nationalities=(), registered=("COM",)))
    assert "place-stands-for-none" in outcomes(ask(places=("ATA",), nationalities=()))
    disputed = outcomes(ask(places=("XKX",), nationalities=()))
    assert disputed["place-disputed"] is Outcome.UNDETERMINED


def test_the_time_is_told_by_how_it_lies_to_the_entry_into_force() -> None:
    assert "before-statute" in outcomes(ask(places=("DEU",), when="2001"))
    assert "when-open" in outcomes(ask(places=("DEU",), when="2002"))
    assert "in-time" in outcomes(ask(places=("DEU",), when="2003"))
