from __future__ import annotations

import pytest

from amana.law.jurisdiction import Outcome, Question, jurisdiction
from amana.law.jurisdiction.excluding import EXCLUDING
from amana.law.jurisdiction.sentences import templates


def steps(**more: object) -> dict[str, Outcome]:
    given = {"crime": "rs:7(1)(a)", "as_of": "2026-11-01", "when": "2013-08-21", **more}
    answer = jurisdiction(Question(**given))  # type: ignore[arg-type]  # members by name
    return {each.key: each.outcome for each in answer.steps}


def test_every_word_for_what_excludes_is_a_sentence() -> None:
    assert set(templates()) >= EXCLUDING


@pytest.mark.parametrize(
    ("mandated", "nationalities", "key", "outcome"),
    [
        (True, ("USA",), "carved-out", Outcome.NOT_MET),
        (None, ("USA",), "carve-out-open", Outcome.UNDETERMINED),
        (False, ("USA",), "carve-out-not-met", Outcome.MET),
        (None, None, "carve-out-unknown-national", Outcome.UNDETERMINED),
    ],
)
def test_what_a_referral_leaves_to_others(
    mandated: bool | None, nationalities: tuple[str, ...] | None, key: str, outcome: Outcome
) -> None:
    found = steps(
        places=("LBY",), nationalities=nationalities, mandated=mandated, when="2011-04-01"
    )
    assert found[key] is outcome


def test_own_nationals_and_those_of_parties_are_not_left_to_others() -> None:
    found = steps(places=("LBY",), nationalities=("LBY", "ITA"), when="2011-04-01")
    assert not any(key.startswith("carve") for key in found)


def test_a_referral_of_other_days_or_areas_is_told() -> None:
    early = steps(places=("LBY",), nationalities=(), when="2011-02-10")
    assert early["referral-other-day"] is Outcome.NOT_MET
    beside = steps(places=("SDN:elsewhere",), nationalities=(), when="2005-02-10")
    assert beside["referral-other-area"] is Outcome.NOT_MET
    assert "not-referred-anywhere" in steps(places=(), nationalities=())


def test_bars_of_aggression_are_told_by_state() -> None:
    found = steps(
        crime="rs:8bis", places=("UKR",), nationalities=("RUS",), aggressor="RUS",
        when="2022-02-24",
    )  # fmt: skip
    assert found["aggression-non-party-national"] is Outcome.NOT_MET
    assert found["aggression-non-party-territory"] is Outcome.NOT_MET
    assert found["aggressor-non-party"] is Outcome.NOT_MET
    parties = steps(
        crime="rs:8bis", places=("ESP",), nationalities=("DEU",), aggressor="DEU",
        when="2019-01-01",
    )  # fmt: skip
    assert parties["aggressor-party"] is Outcome.MET
