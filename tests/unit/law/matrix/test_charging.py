from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from tests.unit.law.matrix import case
from tests.unit.law.matrix.case import CHARGE, CRIME, MODE, RANA, assess, cite, context, link

from amana.core import NotFound, UsageError
from amana.law.matrix.charging import (
    require_charge,
    require_ground,
    require_place,
    require_standard,
)
from amana.law.matrix.rows import NEXUS
from amana.law.statute import crimes, modes
from amana.records import Charge, Effect, Held, ReportedIncident, Standing

SUPPORTS = Effect.SUPPORTS
KNOWN = case.entered()


def charge(**members: str | Sequence[str]) -> Charge:
    return msgspec.structs.replace(case.CHARGED, **members)


def told(raised: pytest.ExceptionInfo[UsageError]) -> str:
    return f"{raised.value.message}. {raised.value.remedy}"


def test_a_charge_that_keeps_the_rules_is_taken() -> None:
    require_charge(case.CHARGED, KNOWN)


@pytest.mark.parametrize(
    ("members", "says", "remedy"),
    [
        ({"crime": "rs:7(1)(ff)"}, "no crime", "rs:7(1)(f)"),
        ({"crime": "Article 7, paragraph 1 (f)"}, "no crime", "write rs:7(1)(f)"),
        ({"crime": "المادة 7 (1) (و)"}, "no crime", "write rs:7(1)(f)"),
        ({"mode": "Art. 28(a)"}, "no mode of liability", "write rs:28(a)"),
        ({"mode": "rs:25(3)(a)/coo"}, "no mode of liability", MODE),
        ({"mode": "rs:25(3)(a)"}, "no mode of liability", "rs:25(3)(a)/direct"),
        ({"mode": "rs:25(3)(e)"}, "does not fit", MODE),
        ({"mode": "rs:25(3bis)"}, "no mode of liability by itself", MODE),
        ({"crime": "rs:8bis", "mode": "rs:25(3bis)"}, "no mode of liability by itself", MODE),
        ({"incidents": ()}, "names no incident", "name the keys"),
    ],
)
def test_what_the_law_does_not_know_is_refused_with_the_nearest(
    members: dict[str, str], says: str, remedy: str
) -> None:
    with pytest.raises(UsageError) as raised:
        require_charge(charge(**members), KNOWN)
    assert says in raised.value.message
    assert remedy in (raised.value.remedy or "")


def test_incitement_belongs_to_genocide_and_the_clause_on_leaders_is_never_a_mode() -> None:
    for crime in crimes():
        for mode in modes():
            fits = mode.alone and mode.fits(crime)
            if fits:
                require_charge(charge(crime=crime.id, mode=mode.id), KNOWN)
            else:
                with pytest.raises(UsageError):
                    require_charge(charge(crime=crime.id, mode=mode.id), KNOWN)
            if mode.id == "rs:25(3)(e)":
                assert fits is (crime.family == "6")


def test_incidents_of_another_situation_are_refused() -> None:
    elsewhere = msgspec.structs.replace(case.INCIDENT, key="far", situation="estmark")
    standings = case.entered((RANA, elsewhere))
    with pytest.raises(UsageError, match="belongs to the situation estmark"):
        require_charge(charge(incidents=("station-may", "far")), standings)


@pytest.mark.parametrize("element", ["#1", "#1a", f"#4{NEXUS}", "#5", "rs:30", f"{MODE}#3",
                                     "rs:17(1)(d)"])  # fmt: skip
def test_material_is_linked_to_what_the_charge_asks(element: str) -> None:
    require_place(link("one", element, SUPPORTS, cite()), KNOWN)
    require_place(assess("two", element, Held.OPEN), KNOWN)


@pytest.mark.parametrize("element", [f"{CRIME}#4", f"{CRIME}#4a", "rs:7(2)(a)"])
def test_what_is_contextual_is_linked_for_the_situation_alone(element: str) -> None:
    require_place(context("one", element, SUPPORTS, cite()), KNOWN)
    with pytest.raises(UsageError) as raised:
        require_place(link("one", element, SUPPORTS, cite()), KNOWN)
    assert "linked once for the situation" in told(raised)
    assert "'norland'" in told(raised)


def test_the_nexus_of_a_charge_is_named_where_its_context_was_meant() -> None:
    with pytest.raises(UsageError) as raised:
        require_place(assess("one", "#4", Held.MET), KNOWN)
    assert f"{CRIME}#4{NEXUS}" in told(raised)


@pytest.mark.parametrize("element", [f"{CRIME}#1", f"{CRIME}#4{NEXUS}", f"{MODE}#1", "rs:17(1)(d)"])
def test_what_is_not_contextual_is_linked_for_a_charge(element: str) -> None:
    with pytest.raises(UsageError, match="is not contextual"):
        require_place(context("one", element, SUPPORTS, cite()), KNOWN)


def test_contextual_elements_of_any_crime_can_be_linked_before_there_is_a_charge() -> None:
    for element in ("el:attack-on-civilian-population", "rs:7(1)(a)#2", "rs:8(1)"):
        require_place(context("one", element, SUPPORTS, cite()), KNOWN)


def test_an_element_of_another_crime_is_refused_with_its_crime() -> None:
    with pytest.raises(UsageError) as raised:
        require_place(link("one", "rs:6(a)#1", SUPPORTS, cite()), KNOWN)
    assert "belongs to rs:6(a)" in told(raised)
    assert CRIME in told(raised)


@pytest.mark.parametrize(
    ("element", "near"), [(f"{CRIME}#11", f"{CRIME}#1"), (f"{MODE}#9", f"{MODE}#"), ("x", None)]
)
def test_an_unknown_element_is_refused_with_the_nearest(element: str, near: str | None) -> None:
    with pytest.raises(UsageError) as raised:
        require_place(link("one", element, SUPPORTS, cite()), KNOWN)
    assert "no element" in told(raised)
    assert (near or "amana law crimes") in told(raised)


def test_a_link_is_for_a_charge_or_a_situation() -> None:
    both = msgspec.structs.replace(link("one", "#1", SUPPORTS, cite()), situation="norland")
    neither = msgspec.structs.replace(both, situation=None, charge=None)
    for matter in (both, neither):
        with pytest.raises(UsageError, match="a charge or a situation, and not both"):
            require_place(matter, KNOWN)


def test_a_charge_that_does_not_stand_is_told() -> None:
    unknown = msgspec.structs.replace(link("one", "#1", SUPPORTS, cite()), charge="station")
    with pytest.raises(NotFound):
        require_place(unknown, KNOWN)


def test_a_link_rests_on_words_or_on_a_conclusion() -> None:
    require_ground(link("one", "#1", SUPPORTS, cite()))
    require_ground(link("one", "#1", SUPPORTS, conclusion="view"))
    with pytest.raises(UsageError, match="cites no passage and names no conclusion"):
        require_ground(link("one", "#1", SUPPORTS))


def test_an_assessment_names_a_standard() -> None:
    require_standard(assess("one", "#1", Held.MET))
    with pytest.raises(UsageError) as raised:
        require_standard(assess("one", "#1", Held.MET, "reasonable_ground"))
    assert "reasonable_grounds_to_believe" in told(raised)


def test_all_parties_alleged_crimes_are_entered_alike() -> None:
    """The same facts for many parties: each is taken, each is refused for the same reasons."""
    for number, party in enumerate(("Third Brigade", "Harbour Front", "Estmark", "كتيبة الميناء")):
        person = msgspec.structs.replace(case.PERSON, key=f"p-{number}", of=party)
        incident: ReportedIncident = msgspec.structs.replace(
            case.INCIDENT, key=f"i-{number}", actors=(party,)
        )
        standings: tuple[Standing, ...] = case.entered((RANA, person), (RANA, incident))
        own = charge(key=f"c-{number}", person=f"p-{number}", incidents=(f"i-{number}",))
        require_charge(own, standings)
        with pytest.raises(UsageError, match="does not fit"):
            require_charge(msgspec.structs.replace(own, mode="rs:25(3)(e)"), standings)
    assert case.CHARGED.key == CHARGE
