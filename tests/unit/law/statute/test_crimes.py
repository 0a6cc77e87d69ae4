from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from amana.core import UsageError
from amana.law.statute import Crime, Given, Kind, crime, crimes, crimes_at, families
from amana.law.statute.elements import MATERIAL

if TYPE_CHECKING:
    from pathlib import Path

DRAFTED = {
    "6": (5, 25),
    "7": (16, 75),
    "8(2)(a)": (11, 62),
    "8(2)(b)": (35, 171),
    "8(2)(c)": (7, 42),
    "8(2)(e)": (21, 104),
    "8bis": (1, 6),
}
"""Crimes and elements of each family in the Elements of Crimes."""


def _listed(material: Path) -> dict[str, int]:
    with (material / "law" / "rs_crimes.csv").open(encoding="utf-8", newline="") as lines:
        return {row["id"]: int(row["n_elements"]) for row in csv.DictReader(lines)}


def _drafted() -> list[Crime]:
    """Return the entries of the Elements of Crimes: the one without elements is among them."""
    return [
        each
        for each in crimes()
        if each.family in DRAFTED and each.elements_given is not Given.PENDING_SOURCE
    ]


@pytest.mark.parametrize("family", DRAFTED)
def test_each_family_has_as_many_crimes_and_elements_as_the_elements_of_crimes(family: str) -> None:
    counts = [len(each.elements) for each in _drafted() if each.family == family]
    assert (len(counts), sum(counts)) == DRAFTED[family]


def test_the_packaged_list_is_the_published_one_crime_by_crime(test_data: Path) -> None:
    ours = {each.id: len(each.elements) for each in _drafted()}
    assert ours == _listed(test_data)
    assert list(ours) == list(_listed(test_data))
    assert (len(ours), sum(ours.values())) == (96, 485)


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


def test_war_crimes_end_with_the_conflict_and_awareness_of_it() -> None:
    conflict_of = {
        "8(2)(a)": "el:international-armed-conflict",
        "8(2)(b)": "el:international-armed-conflict",
        "8(2)(c)": "el:non-international-armed-conflict",
        "8(2)(e)": "el:non-international-armed-conflict",
    }
    seen = Counter[str]()
    for each in _drafted():
        if each.family in conflict_of and each.elements:
            conflict, awareness = each.elements[-2:]
            assert conflict.shared == conflict_of[each.family]
            assert conflict.kind is Kind.CONTEXTUAL
            assert (awareness.shared, awareness.kind) == ("el:aware-of-armed-conflict", "mental")
            assert awareness.covers == (conflict.id,)
            seen[conflict.shared] += 1
    assert seen == {
        "el:international-armed-conflict": 45,
        "el:non-international-armed-conflict": 28,
    }


def test_grave_breaches_and_common_article_3_protect_persons_whose_status_is_known() -> None:
    for each in crimes():
        shared = [element.shared for element in each.elements]
        if each.family == "8(2)(a)":
            assert {"el:protected-persons", "el:protected-property"} & set(shared)
            assert shared[-3] in {"el:aware-of-protected-persons", "el:aware-of-protected-property"}
        if each.family == "8(2)(c)":
            at = shared.index("el:no-active-part")
            assert shared[at + 1] == "el:aware-of-no-active-part"


def test_what_is_shared_once_for_a_situation_is_contextual_and_nothing_else() -> None:
    contextual = {
        element.shared
        for each in crimes()
        for element in each.elements
        if element.kind is Kind.CONTEXTUAL
    }
    assert contextual == {
        "el:genocide-context",
        "el:attack-on-civilian-population",
        "el:institutionalized-regime",
        "el:international-armed-conflict",
        "el:non-international-armed-conflict",
    }


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


def test_a_provision_has_its_crime_those_below_it_or_the_one_that_it_defines() -> None:
    assert [each.id for each in crimes_at("rs:7(1)(f)")] == ["rs:7(1)(f)"]
    assert len(crimes_at("rs:8(2)(c)(i)")) == 4
    assert [each.id for each in crimes_at("rs:8bis(1)")] == ["rs:8bis"]
    assert [each.id for each in crimes_at("rs:8bis")] == ["rs:8bis"]
    assert crimes_at("rs:8bis(2)") == crimes_at("rs:7(2)") == crimes_at("rs:9") == ()


def test_what_asks_for_something_of_the_mind_itself_says_what_article_30_is_listed_for() -> None:
    said = set()
    for each in crimes():
        bare = each.default_mental.covers if each.default_mental else ()
        for element in each.elements:
            asks = Kind.MENTAL in element.also and element.id in bare
            assert ("own-mental-part" in {note.id for note in element.notes}) is asks, element.id
            said |= {element.id} if asks else set()
    assert {"rs:7(1)(h)#2", "rs:7(1)(h)#3", "rs:6(c)#4"} <= said


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


def test_later_weapons_wait_for_their_elements_and_the_annex_for_its_own() -> None:
    pending = [each.id for each in crimes() if each.elements_given is Given.PENDING_SOURCE]
    assert pending == [
        "rs:8(2)(b)(xxvii)", "rs:8(2)(b)(xxviii)", "rs:8(2)(b)(xxix)",
        "rs:8(2)(e)(xvi)", "rs:8(2)(e)(xvii)", "rs:8(2)(e)(xviii)", "rs:8(2)(e)(xix)",
    ]  # fmt: skip
    assert crime("rs:8(2)(b)(xx)").elements_given is Given.NONE_DRAFTED
    assert crime("rs:8(2)(b)(xx)").elements == ()


def test_offences_of_article_70_say_that_no_elements_were_drafted() -> None:
    offences = [each for each in crimes() if each.family == "70"]
    assert [each.id for each in offences] == [f"rs:70(1)({letter})" for letter in "abcdef"]
    for each in offences:
        assert each.elements_given is Given.NONE_DRAFTED
        assert each.elements[-1].shared == "el:offence-intentional"
        assert not any(element.kind is Kind.CONTEXTUAL for element in each.elements)
        assert "article-70-words" in {note.id for note in each.notes}


@pytest.mark.parametrize(
    ("identifier", "valid_from"),
    [
        ("rs:6(a)", "2002-07-01"),
        ("rs:70(1)(c)", "2002-07-01"),
        ("rs:8(2)(e)(xii)", "2002-07-01"),
        ("rs:8(2)(e)(xiii)", "2012-09-26"),
        ("rs:8bis", "2018-07-17"),
        ("rs:8(2)(b)(xxvii)", "2020-04-02"),
        ("rs:8(2)(e)(xix)", "2021-10-14"),
    ],
)
def test_a_crime_is_valid_from_the_statute_or_from_its_amendment(
    identifier: str, valid_from: str
) -> None:
    assert crime(identifier).valid_from == valid_from


@pytest.mark.parametrize(
    ("identifier", "article"),
    [
        ("rs:7(1)(g)-1", "7(1)(g)"),
        ("rs:8(2)(c)(i)-4", "8(2)(c)(i)"),
        ("rs:8bis", "8bis"),
    ],
)
def test_a_crime_is_cited_by_its_provision(identifier: str, article: str) -> None:
    assert crime(identifier).article == article


def test_an_unknown_crime_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        crime("rs:7(1)(z)")
    assert "rs:7(1)" in (caught.value.remedy or "")
    with pytest.raises(UsageError) as caught:
        crime("?")
    assert "amana law crimes" in (caught.value.remedy or "")


SPOT_CHECKED = {
    "rs:6(a)#1": "conduct",
    "rs:6(d)#4": "mental",
    "rs:6(e)#4": "circumstance",
    "rs:6(e)#6": "mental",
    "rs:7(1)(b)#2": "circumstance",
    "rs:7(1)(d)#2": "circumstance",
    "rs:7(1)(e)#3": "mental",
    "rs:7(1)(f)#2": "circumstance",
    "rs:7(1)(g)-1#1": "conduct",
    "rs:7(1)(g)-1#2": "circumstance",
    "rs:7(1)(g)-4#1": "conduct",
    "rs:7(1)(h)#4": "circumstance",
    "rs:7(1)(i)#2": "circumstance",
    "rs:7(1)(i)#6": "mental",
    "rs:7(1)(j)#4": "contextual",
    "rs:7(1)(j)#5": "mental",
    "rs:7(1)(k)#1": "conduct",
    "rs:8(2)(a)(ii)-1#2": "mental",
    "rs:8(2)(a)(ii)-3#2": "consequence",
    "rs:8(2)(a)(iv)#3": "circumstance",
    "rs:8(2)(a)(viii)#2": "conduct",
    "rs:8(2)(a)(viii)#3": "mental",
    "rs:8(2)(b)(i)#2": "circumstance",
    "rs:8(2)(b)(i)#3": "mental",
    "rs:8(2)(b)(iv)#2": "circumstance",
    "rs:8(2)(b)(iv)#3": "mental",
    "rs:8(2)(b)(vii)-1#2": "mental",
    "rs:8(2)(b)(vii)-2#4": "consequence",
    "rs:8(2)(b)(x)-1#2": "consequence",
    "rs:8(2)(b)(xi)#4": "conduct",
    "rs:8(2)(b)(xii)#2": "mental",
    "rs:8(2)(b)(xii)#3": "circumstance",
    "rs:8(2)(b)(xvi)#2": "mental",
    "rs:8(2)(b)(xix)#3": "mental",
    "rs:8(2)(b)(xxi)#2": "circumstance",
    "rs:8(2)(b)(xxiii)#2": "mental",
    "rs:8(2)(c)(iv)#4": "circumstance",
    "rs:8(2)(c)(iv)#6": "contextual",
    "rs:8(2)(e)(viii)#3": "circumstance",
    "rs:8bis#2": "circumstance",
    "rs:8bis#3": "circumstance",
    "rs:8bis#6": "mental",
}
"""Kinds that were set by hand against the text, apart from the packaged list."""


def test_kinds_are_those_that_a_reader_of_the_text_gave() -> None:
    kinds = {element.id: element.kind.value for each in crimes() for element in each.elements}
    assert {identifier: kinds[identifier] for identifier in SPOT_CHECKED} == SPOT_CHECKED


def test_the_page_for_lawyers_tells_the_same_numbers(root: Path) -> None:
    page = (root / "docs" / "reference" / "law-crimes.md").read_text(encoding="utf-8")
    cells = [[cell.strip() for cell in row.split("|")[1:-1]] for row in page.splitlines()]
    told = {row[0].strip("`"): tuple(row[2:4]) for row in cells if len(row) == 4}
    assert {family: told[family] for family in DRAFTED} == {
        family: (str(entries), str(elements)) for family, (entries, elements) in DRAFTED.items()
    }
    serves = Counter(element.shared for each in crimes() for element in each.elements)
    sentence = (
        f"The awareness of an armed conflict serves {serves['el:aware-of-armed-conflict']} crimes, "
        f"the nexus to an international one {serves['el:international-armed-conflict']}, to a "
        f"non-international one {serves['el:non-international-armed-conflict']}, the attack "
        f"against a population {serves['el:attack-on-civilian-population']}."
    )
    assert sentence in " ".join(page.split())
    article_70 = sum(len(each.elements) for each in crimes() if each.family == "70")
    assert f"| 6 | {article_70}, from the Statute's own words |" in page
