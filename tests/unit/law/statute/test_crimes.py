from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from amana.core import UsageError
from amana.law.statute import Given, Kind, crime, crimes, families
from amana.law.statute.elements import MATERIAL

if TYPE_CHECKING:
    from pathlib import Path

DRAFTED = {"6": (5, 25), "7": (16, 75)}
"""Crimes and elements of each family in the Elements of Crimes."""


def _listed(material: Path) -> dict[str, int]:
    with (material / "law" / "rs_crimes.csv").open(encoding="utf-8", newline="") as lines:
        return {row["id"]: int(row["n_elements"]) for row in csv.DictReader(lines)}


@pytest.mark.parametrize("family", DRAFTED)
def test_each_family_has_the_crimes_and_elements_of_the_published_list(
    family: str, test_data: Path
) -> None:
    ours = {each.id: len(each.elements) for each in crimes() if each.family == family}
    assert (len(ours), sum(ours.values())) == DRAFTED[family]
    listed = _listed(test_data)
    assert ours == {each: listed[each] for each in ours}


def test_identifiers_are_unique_and_elements_are_numbered_from_one() -> None:
    ids = [element.id for each in crimes() for element in each.elements]
    ids += [
        below.id for each in crimes() for element in each.elements for below in element.alternatives
    ]
    assert len(ids) == len(set(ids))
    for each in crimes():
        assert [element.id for element in each.elements] == [
            f"{each.id}#{number}" for number in range(1, len(each.elements) + 1)
        ]
        assert crime(each.id) is each
        assert each.id.startswith(f"rs:{each.family}")


def test_labels_tell_crimes_apart_in_both_languages() -> None:
    for language in ("en", "ar"):
        labels = [getattr(each.label, language) for each in crimes()]
        assert all(labels)
        assert len(labels) == len(set(labels))


def test_genocide_ends_with_the_pattern_and_has_the_special_intent() -> None:
    for each in crimes():
        if each.family == "6":
            assert each.elements[-1].shared == "el:genocide-context"
            assert each.elements[-1].kind is Kind.CONTEXTUAL
            assert each.elements[1].shared == "el:protected-group"
            assert each.elements[2].shared == "el:genocidal-intent"


def test_crimes_against_humanity_end_with_the_attack_and_knowledge_of_it() -> None:
    for each in crimes():
        if each.family == "7":
            attack, knowledge = each.elements[-2:]
            assert (attack.shared, attack.kind) == (
                "el:attack-on-civilian-population",
                "contextual",
            )
            assert (knowledge.shared, knowledge.kind) == ("el:knowledge-of-attack", "mental")
            assert attack.id in knowledge.covers


def test_no_element_is_lost_where_a_public_list_lost_them() -> None:
    assert [element.kind for element in crime("rs:6(c)").elements] == [
        "conduct", "circumstance", "mental", "circumstance", "contextual",
    ]  # fmt: skip
    assert [element.shared for element in crime("rs:7(1)(d)").elements][:3] == [
        "el:deported-or-forcibly-transferred", "el:lawful-presence", "el:aware-of-lawful-presence",
    ]  # fmt: skip
    assert len(crime("rs:7(1)(d)").elements) == 5


def test_article_30_covers_what_no_listed_mental_element_is_about() -> None:
    for each in crimes():
        bare = {element.id for element in each.elements if element.kind in MATERIAL}
        bare -= {covered for element in each.elements for covered in element.covers}
        default = each.default_mental
        assert (set(default.covers) if default else set()) == bare
        assert default is None or (default.id, default.kind) == ("rs:30", "mental")


def test_mental_elements_are_about_elements_of_their_own_crime() -> None:
    for each in crimes():
        material = {element.id for element in each.elements if element.kind is not Kind.MENTAL}
        for element in each.elements:
            assert set(element.covers) <= material
            assert element.kind is Kind.MENTAL or not element.covers


def test_an_element_is_a_crimes_own_when_no_other_crime_has_it() -> None:
    uses = Counter(element.shared for each in crimes() for element in each.elements)
    for each in crimes():
        for element in each.elements:
            assert element.own is (uses[element.shared] == 1), element.id


def test_where_elements_come_from_is_said() -> None:
    for each in crimes():
        if each.elements_given is Given.PENDING_SOURCE:
            assert each.amendment
            assert not each.elements
        if each.elements_given is Given.GIVEN:
            assert each.elements


def test_families_stand_in_the_order_of_their_crimes() -> None:
    order = list(dict.fromkeys(each.family for each in crimes()))
    assert [each.id for each in families()] == order
    assert all(each.label.en and each.label.ar for each in families())


def test_an_unknown_crime_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        crime("rs:7(1)(z)")
    assert "rs:7(1)" in (caught.value.remedy or "")
    with pytest.raises(UsageError) as caught:
        crime("?")
    assert "amana law crimes" in (caught.value.remedy or "")
