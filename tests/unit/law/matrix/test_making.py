from __future__ import annotations

import csv
import inspect
import io
import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.law.matrix import case
from tests.unit.law.matrix.case import (
    CHARGE,
    CRIME,
    DALIA,
    EDITION,
    FIRST,
    OMAR,
    RANA,
    STORY,
    assess,
    changed,
    cite,
    context,
    entered,
    link,
    made,
)

from amana.core import NotFound, UsageError
from amana.law import matrix as room
from amana.law.matrix import Matrix, Noted, as_csv, as_html, as_json, matrix_of
from amana.law.matrix.shapes import AGAINST, Linked, Row, Scope, Section, Status
from amana.records import Assessment, Effect, Entered, Held, Link, Standing

SUPPORTS, UNDERMINES = Effect.SUPPORTS, Effect.UNDERMINES
PEOPLE = (RANA, OMAR, DALIA)
ELEMENTS = ("#1", "#1a", "#1b", "#2", "#3", "#4/nexus", "rs:30", "rs:17(1)(d)")


def row(matrix: Matrix, element: str) -> Row:
    return next(each for each in matrix.rows() if each.element == case.named(element))


def numbers(matrix: Matrix) -> set[int]:
    """Return the entries of every link and assessment of a matrix, wherever they stand in it."""
    found = {each.stated.number for each in matrix.elsewhere}
    found |= {each.stated.number for each in matrix.elsewhere_assessments}
    for each in matrix.rows():
        found |= {known.stated.number for known in (*each.links, *each.earlier)}
        found |= {held.stated.number for held in (*each.assessments, *each.earlier_assessments)}
    return found


def of_charge(standings: tuple[Standing, ...]) -> set[int]:
    return {
        each.number
        for each in standings
        if isinstance(each.matter, Link | Assessment) and each.matter.charge == CHARGE
    }


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, Entered]:
    key = draw(st.sampled_from(("one", "two", "three")))
    element = draw(st.sampled_from((*ELEMENTS, "#9", "rs:6(a)#1")))
    by = draw(st.sampled_from(PEOPLE))
    cites = (cite(),) if draw(st.booleans()) else (case.gone(),)
    if draw(st.booleans()):
        return by, link(f"{key}-link", element, draw(st.sampled_from(Effect)), *cites)
    return by, assess(f"{key}-held", element, draw(st.sampled_from(Held)))


@settings(max_examples=30)
@given(st.lists(lines(), max_size=8), st.sets(st.integers(FIRST, FIRST + 8), max_size=3))
def test_whatever_was_entered_for_a_charge_stands_in_its_matrix_and_its_exports(
    told: list[tuple[str, Entered]], taken_back: set[int]
) -> None:
    standings = entered(*told, taken_back=[(number, 99) for number in taken_back])
    matrix = matrix_of(standings, CHARGE)
    wanted = of_charge(standings)
    assert numbers(matrix) == wanted
    page = as_html(matrix, EDITION).decode()
    for number in wanted:
        assert f"before={number + 1}" in page
    text = as_csv(matrix, EDITION).decode("utf-8-sig")
    told_lines = csv.DictReader(io.StringIO(text, newline=""))
    assert {int(each["entry"]) for each in told_lines if each["entry"]} >= wanted
    whole = as_json(matrix, EDITION).decode()
    assert {each for each in wanted if f'"number": {each},' not in whole} == set()


@settings(max_examples=40)
@given(st.lists(lines(), max_size=8))
def test_what_undermines_or_explains_otherwise_has_a_part_of_its_own(
    told: list[tuple[str, Entered]],
) -> None:
    standings = entered(*told)
    matrix = matrix_of(standings, CHARGE)
    against = {each.stated.number for each in matrix.against()}
    newest: dict[tuple[str, str], Standing] = {}
    for each in standings:
        if isinstance(each.matter, Link):
            newest[each.matter.key, each.by] = each
    wanted = {
        each.number
        for each in newest.values()
        if isinstance(each.matter, Link) and each.matter.effect in AGAINST
    }
    assert against == wanted
    told_json = json.loads(as_json(matrix, EDITION))
    assert set(told_json["against"]) == wanted
    every = {
        e.number for e in standings if isinstance(e.matter, Link) and e.matter.effect in AGAINST
    }
    assert set(told_json["once_against"]) == every - wanted


@pytest.mark.parametrize("name", room.__all__)
def test_no_public_name_takes_anything_by_which_material_could_be_left_out(name: str) -> None:
    public = getattr(room, name)
    allowed = {
        "matrix_of": {"standings", "charge_key", "origins", "originals"},
        "as_json": {"matrix", "edition"},
        "as_csv": {"matrix", "edition"},
        "as_html": {"matrix", "edition", "language"},
        "sentence": {"notice", "language"},
    }
    if inspect.isfunction(public):
        assert set(inspect.signature(public).parameters) == allowed[name]


def test_no_row_of_a_matrix_has_a_number_that_could_be_a_score() -> None:
    told = {field.name for field in msgspec.structs.fields(Row)}
    assert told == {
        "element", "shared", "kind", "label", "scope", "status", "links", "assessments", "earlier",
        "earlier_assessments", "notices", "covers", "remarks", "case_law",
        "alternatives",
    }  # fmt: skip


def test_another_person_cannot_take_a_link_away_by_entering_its_key_again() -> None:
    matrix = made(
        (OMAR, link("mine", "#3", UNDERMINES, cite())),
        (RANA, link("mine", "#3", SUPPORTS, cite())),
    )
    found = row(matrix, "#3")
    assert [each.effect for each in found.links] == [UNDERMINES, SUPPORTS]
    assert found.earlier == ()


def test_a_newer_version_by_its_author_leaves_the_older_one_to_be_seen() -> None:
    matrix = made(
        (OMAR, link("mine", "#3", UNDERMINES, cite())),
        (OMAR, link("mine", "#2", SUPPORTS, cite())),
    )
    assert [each.stated.replaced for each in row(matrix, "#3").earlier] == [FIRST + 1]
    assert [each.effect for each in row(matrix, "#2").links] == [SUPPORTS]


def test_taking_back_the_newest_lets_the_older_version_stand_again() -> None:
    matrix = made(
        (OMAR, link("mine", "#3", UNDERMINES, cite())),
        (OMAR, link("mine", "#3", SUPPORTS, cite())),
        taken_back=[(FIRST + 1, 40)],
    )
    found = row(matrix, "#3")
    assert [each.effect for each in found.links] == [UNDERMINES]
    assert [each.stated.withdrawn for each in found.earlier] == [40]


def test_what_was_linked_before_the_charge_named_another_crime_is_kept() -> None:
    matrix = made(
        (OMAR, link("mine", "#3", UNDERMINES, cite())),
        (DALIA, assess("held", "#3", Held.NOT_MET)),
        changed(crime="rs:7(1)(a)"),
    )
    assert [each.stated.key for each in matrix.elsewhere] == ["mine"]
    assert [each.stated.key for each in matrix.elsewhere_assessments] == ["held"]
    assert [each.stated.key for each in matrix.against()] == ["mine"]
    assert Noted.ELSEWHERE in {each.code for each in matrix.notices}
    page = as_html(matrix, EDITION).decode()
    assert "why mine" in page
    assert "in none of its rows" in page


def test_what_is_contextual_is_linked_once_and_stands_in_every_charge_of_the_situation() -> None:
    told = (RANA, context("attack", "#4", SUPPORTS, cite()))
    other = (RANA, msgspec.structs.replace(case.CHARGED, key="other", crime="rs:7(1)(a)"))
    standings = entered(told, other)
    for charge in (CHARGE, "other"):
        found = matrix_of(standings, charge)
        contextual = next(part for part in found.parts if part.section is Section.CONTEXT)
        assert [each.stated.key for each in contextual.rows[0].links] == ["attack"]
        assert contextual.rows[0].scope is Scope.SITUATION


def test_a_link_may_name_the_shared_element_itself() -> None:
    matrix = made((RANA, context("attack", "el:attack-on-civilian-population", SUPPORTS, cite())))
    assert [each.stated.key for each in row(matrix, "#4").links] == ["attack"]


def test_what_is_linked_for_the_situation_does_not_stand_in_charges_of_another() -> None:
    elsewhere = msgspec.structs.replace(case.SITUATION, key="estmark")
    matter = context("attack", "#4", SUPPORTS, cite())
    matrix = made((RANA, elsewhere), (RANA, msgspec.structs.replace(matter, situation="estmark")))
    assert row(matrix, "#4").links == ()


def test_alternatives_are_rows_below_their_element() -> None:
    matrix = made((RANA, link("pain", "#1a", SUPPORTS, cite())))
    found = row(matrix, "#1")
    assert [each.element for each in found.alternatives] == [f"{CRIME}#1a", f"{CRIME}#1b"]
    assert found.status is Status.MATERIAL_LINKED
    assert row(matrix, "#1b").status is Status.NO_MATERIAL


def test_parts_and_rows_come_in_the_order_of_the_statute() -> None:
    matrix = made()
    assert [part.section for part in matrix.parts] == list(Section)
    crime = next(part for part in matrix.parts if part.section is Section.CRIME)
    assert [each.element.removeprefix(CRIME) for each in crime.rows] == [
        "#1", "#2", "#3", "#4/nexus", "#5", "rs:30",
    ]  # fmt: skip


def test_the_same_facts_make_the_same_rows_whoever_is_charged() -> None:
    """Parties are names only: nothing in the matrix depends on which one it is."""
    shapes = set()
    for party in ("Third Brigade", "Harbour Front", "Estmark Air Force", "كتيبة الميناء"):
        person = msgspec.structs.replace(case.PERSON, of=party)
        incident = msgspec.structs.replace(case.INCIDENT, actors=(party,))
        matrix = made(*STORY, (RANA, person), (RANA, incident))
        assert matrix.charge.person.actors == (party,)
        shapes.add(msgspec.json.encode((matrix.parts, matrix.notices)))
    assert len(shapes) == 1


def test_an_unknown_charge_is_told_with_the_nearest() -> None:
    with pytest.raises(NotFound) as error:
        matrix_of(entered(), "station-tortures")
    assert error.value.remedy == f"did you mean {CHARGE!r}?"


def test_a_charge_of_a_crime_that_is_not_known_any_more_says_so() -> None:
    with pytest.raises(UsageError, match="no crime"):
        made(changed(crime="rs:7(1)(z)"))


def test_the_order_of_loading_makes_no_difference() -> None:
    standings = entered(*STORY)
    told = msgspec.json.encode(matrix_of(standings, CHARGE))
    assert msgspec.json.encode(matrix_of(tuple(reversed(standings)), CHARGE)) == told


def test_a_link_says_where_each_of_its_passages_comes_from() -> None:
    matrix = made(*STORY)
    found: Linked = row(matrix, "#1").links[0]
    assert found.passages[0].original == case.ORIGINALS["IT-9H8J-K7L6.1"]
    assert found.passages[0].origin == case.ORIGINALS["IT-9H8J-K7L6.1"]
