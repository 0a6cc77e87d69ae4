from __future__ import annotations

import msgspec
import pytest
from tests.unit.law.matrix import case
from tests.unit.law.matrix.case import RANA, cite, entered

from amana.core import NotFound, UsageError
from amana.law import Noted, noticed
from amana.law import tested as enter  # its own name would be taken for a test
from amana.records import (
    Conclusion,
    Effect,
    Entered,
    Held,
    LegalProceeding,
    Nationality,
    Person,
    ReportedIncident,
    Situation,
    Standing,
    Step,
    Undertaking,
)

PROCEEDING = LegalProceeding(
    key="case-k", reason="r", situation="norland", model="icc-person", person="commander-k"
)
STEP = Step(key="step-1", reason="r", proceeding="case-k", step="application_filed")
PROMISE = Undertaking(
    key="talks", reason="r", situation="norland", kind="agreement", what="to resume talks"
)
VIEW = Conclusion(key="view", reason="r", situation="norland", text="The brigade ran it.")
SITUATION = msgspec.structs.replace(case.SITUATION, states=("SYR", "TUR"))
INCIDENT = msgspec.structs.replace(case.INCIDENT, states=("SYR",))
CHARGED = msgspec.structs.replace(case.CHARGED, states=("SYR",))
KNOWN: tuple[Standing, ...] = entered((RANA, PROCEEDING), (RANA, VIEW))


def refused(matter: Entered, standings: tuple[Standing, ...] = KNOWN) -> str:
    with pytest.raises(UsageError) as raised:
        enter(matter, standings)
    assert raised.value.remedy
    return f"{raised.value.message}. {raised.value.remedy}"


@pytest.mark.parametrize(
    "matter",
    [
        SITUATION,
        case.PERSON,
        INCIDENT,
        CHARGED,
        PROCEEDING,
        STEP,
        PROMISE,
        VIEW,
        case.link("one", "#3", Effect.SUPPORTS, cite()),
        case.context("two", "#4", Effect.UNDERMINES, cite()),
        case.assess("three", "#3", Held.OPEN),
    ],
    ids=lambda matter: type(matter).__name__,
)
def test_what_keeps_the_rules_is_taken(matter: Entered) -> None:
    enter(matter, KNOWN)


@pytest.mark.parametrize("key", ["", "Norland", "nor land", "x" * 65, "nörland", "a/b", "a\n"])
def test_a_key_is_small_letters_digits_and_hyphens(key: str) -> None:
    assert "is no key" in refused(msgspec.structs.replace(VIEW, key=key))


def test_a_key_keeps_its_kind_also_when_all_of_it_was_taken_back() -> None:
    assert "of the kind 'person'" in refused(msgspec.structs.replace(VIEW, key="commander-k"))
    back = entered((RANA, VIEW), taken_back=[(case.FIRST, 9)])
    assert "'conclusion'" in refused(msgspec.structs.replace(case.SITUATION, key="view"), back)


@pytest.mark.parametrize(
    ("matter", "near"),
    [
        (msgspec.structs.replace(VIEW, situation="norlnd"), "norland"),
        (msgspec.structs.replace(CHARGED, person="commander"), "commander-k"),
        (msgspec.structs.replace(CHARGED, incidents=("station-mai",)), "station-may"),
        (msgspec.structs.replace(STEP, proceeding="case-x"), "case-k"),
        (case.link("one", "#3", Effect.SUPPORTS, conclusion="vieww"), "view"),
    ],
)
def test_what_does_not_stand_cannot_be_named(matter: Entered, near: str) -> None:
    with pytest.raises(NotFound) as raised:
        enter(matter, KNOWN)
    assert near in (raised.value.remedy or "")


def test_what_stands_as_another_kind_cannot_be_named_either() -> None:
    with pytest.raises(NotFound):
        enter(msgspec.structs.replace(VIEW, situation="commander-k"), KNOWN)


@pytest.mark.parametrize("value", ["2024-02-30", "2024-13", "May 2024", "24-05-01", "2024-5-1", "",
                                   "2024-06-01/2024-05-01", "../.."])  # fmt: skip
def test_days_that_the_calendar_does_not_have_are_refused(value: str) -> None:
    for matter in (
        msgspec.structs.replace(SITUATION, period=value),
        msgspec.structs.replace(case.PERSON, born=value),
        msgspec.structs.replace(INCIDENT, date=value),
        msgspec.structs.replace(CHARGED, period=value),
        msgspec.structs.replace(STEP, date=value),
        msgspec.structs.replace(STEP, known=value),
        msgspec.structs.replace(PROMISE, due=value),
    ):
        assert "2024-05" in refused(matter) or "2024-11" in refused(matter)


def test_states_are_told_by_code_and_existed() -> None:
    assert "did you mean SYR" in refused(msgspec.structs.replace(INCIDENT, states=("SYX",)))
    assert "write SYR" in refused(msgspec.structs.replace(INCIDENT, states=("Syria",)))
    south = msgspec.structs.replace(INCIDENT, states=("SSD",))
    assert "2011-07-09" in refused(msgspec.structs.replace(south, date="2010"))
    enter(msgspec.structs.replace(south, date="2011"), KNOWN)
    enter(msgspec.structs.replace(south, date=None), KNOWN)
    former = msgspec.structs.replace(INCIDENT, states=("YUG",), date="2024-05-01")
    assert "YUG" in refused(former)


def test_nationalities_begin_before_they_end_and_belong_to_states() -> None:
    def of(*nationalities: Nationality) -> Person:
        return msgspec.structs.replace(case.PERSON, nationalities=nationalities)

    enter(of(Nationality(state="SYR"), Nationality(state="TUR", since="2015")), KNOWN)
    back = Nationality(state="TUR", since="2015", until="2014")
    assert "before it begins" in refused(of(back))
    assert "EDTF" in refused(of(Nationality(state="TUR", since="last year")))
    assert "SSD" in refused(of(Nationality(state="SSD", since="1999", until="2001")))


@pytest.mark.parametrize(
    "matter",
    [
        msgspec.structs.replace(SITUATION, name=" "),
        msgspec.structs.replace(INCIDENT, name=""),
        msgspec.structs.replace(case.PERSON, name="\n"),
        msgspec.structs.replace(VIEW, text=""),
        msgspec.structs.replace(PROMISE, what="\t"),
    ],
)
def test_what_has_a_name_or_text_says_it(matter: Entered) -> None:
    assert "is missing" in refused(matter)


def test_a_proceeding_has_a_known_model_and_what_it_is_about() -> None:
    assert "icc-person" in refused(msgspec.structs.replace(PROCEEDING, model="icc-persons"))
    assert "none is named" in refused(msgspec.structs.replace(PROCEEDING, person=None))
    whole = msgspec.structs.replace(PROCEEDING, model="icc-situation")
    assert "as a whole" in refused(whole)
    national = msgspec.structs.replace(PROCEEDING, model="national-universal", state="DE")
    assert "write DEU" in refused(national)
    enter(msgspec.structs.replace(national, state="DEU"), KNOWN)


def test_a_step_is_one_of_its_model_with_words_of_law_that_are_known() -> None:
    assert "application_filed" in refused(msgspec.structs.replace(STEP, step="application_file"))
    assert "beyond_reasonable" in refused(msgspec.structs.replace(STEP, standard="beyond_doubt"))
    assert "rs:7(1)" in refused(msgspec.structs.replace(STEP, crimes=("rs:7(1)(z)",)))
    enter(msgspec.structs.replace(STEP, crimes=("rs:7(1)(f)", "vstgb:8(1)1")), KNOWN)


def test_nothing_answers_itself() -> None:
    standings = (*KNOWN, *entered((RANA, PROMISE))[-1:])
    assert "answers itself" in refused(msgspec.structs.replace(PROMISE, answers="talks"), standings)


def test_what_whoever_enters_a_charge_should_know_is_told_and_refuses_nothing() -> None:
    late = msgspec.structs.replace(CHARGED, period="2030")
    enter(late, KNOWN)
    assert [each.code for each in noticed(late, KNOWN)] == [Noted.OUTSIDE_DATES]
    child = msgspec.structs.replace(case.PERSON, born="2010")
    codes = [each.code for each in noticed(CHARGED, entered((RANA, child)))]
    assert codes == [Noted.UNDER_18]
    assert noticed(VIEW, KNOWN) == ()


@pytest.mark.parametrize("party", ["Third Brigade", "Estmark Air Force", "Harbour Front", "كتيبة"])
def test_the_same_facts_are_taken_of_every_party(party: str) -> None:
    person = Person(key="p", reason="r", name="Someone", of=party)
    incident = ReportedIncident(
        key="i", reason="r", situation="norland", name="Shelling", date="2024-05", actors=(party,)
    )
    standings = entered((RANA, person), (RANA, incident))
    own = msgspec.structs.replace(CHARGED, key="c", person="p", incidents=("i",))
    for matter in (person, incident, own, Situation(key="s", reason="r", name=party)):
        enter(matter, standings)
