from __future__ import annotations

from tests.unit.law.cases import standings

from amana.law.proceedings.machine import run
from amana.law.proceedings.models import model
from amana.law.proceedings.placing import sorted_out
from amana.law.proceedings.weighing import Contradiction, Weighed, weighed
from amana.records import Step

PERSON = model("icc-person")


def weigh(*told: tuple[str, str, str]) -> Weighed:
    steps = [
        Step(key=f"{code}-{number}", reason="-", proceeding="p", step=code, date=date, said_by=who)
        for number, (code, date, who) in enumerate(told)
    ]
    how = standings(*steps)
    pairs = list(zip(steps, how, strict=True))
    return weighed(run(PERSON, sorted_out(pairs, PERSON, "2030-01-01", "2030-01-01").counted).ran)


def test_words_of_different_speakers_stand_side_by_side() -> None:
    found = weigh(("death_claimed", "2024-01-01", "A"), ("death_denied", "2024-02-01", "B"))
    assert found.contradictions == (
        Contradiction(one=("death_claimed-0",), other=("death_denied-1",)),
    )
    assert found.superseded == ()
    assert found.claimed == ("death_claimed-0", "death_denied-1")


def test_a_later_word_of_the_same_speaker_takes_the_place_of_the_earlier() -> None:
    found = weigh(
        ("death_denied", "2024-01-01", "A  Front"),
        ("death_acknowledged", "2024-02-01", "a front"),
    )
    assert [(each.key, each.by) for each in found.superseded] == [
        ("death_denied-0", "death_acknowledged-1")
    ]
    assert found.contradictions == ()
    assert found.claimed == ("death_acknowledged-1",)


def test_words_of_one_day_or_of_nobody_take_no_place() -> None:
    same = weigh(("death_denied", "2024-01-01", "A"), ("death_acknowledged", "2024-01-01", "A"))
    nobody = weigh(("death_denied", "2024-01-01", ""), ("death_acknowledged", "2024-02-01", ""))
    assert same.superseded == nobody.superseded == ()


def test_an_act_settles_claims_and_replaces_denials() -> None:
    found = weigh(
        ("death_claimed", "2024-01-01", "A"), ("death_denied", "2024-02-01", "B"),
        ("death_established", "2024-03-01", ""),
    )  # fmt: skip
    assert [(each.key, each.by) for each in found.superseded] == [
        ("death_denied-1", "death_established-2")
    ]
    assert found.claimed == ()
    assert found.contradictions == ()


def test_acts_of_one_day_that_exclude_each_other_are_in_contradiction() -> None:
    found = weigh(
        ("application_filed", "2024-01-01", ""), ("application_rejected", "2024-03-01", ""),
        ("warrant_issued", "2024-03", ""),
    )  # fmt: skip
    assert len(found.contradictions) == 1
    later = weigh(
        ("application_filed", "2024-01-01", ""), ("application_rejected", "2024-03-01", ""),
        ("application_filed", "2024-04-01", ""), ("warrant_issued", "2024-05-01", ""),
    )  # fmt: skip
    assert later.contradictions == ()
