from __future__ import annotations

import pytest
from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.names import STEP
from amana.analysis.names.english import is_headline
from amana.analysis.names.tokens import tokens_of
from amana.records import Mention

ARTICLE = """Mansurova, Nordenov to Discuss Withdrawal of US Troops

Norland's Prime Minister Dalia Mansurova, left, and General Ahmed al-Nordenov. (AP Photo/Omar Vesk)

Prime Minister Dalia Mansurova will travel to Washington in July and meet Ahmad al-Nordenov, \
the head of the Harbour Tribunal (HRT).

Mansurova's office said Nordenov, 61, was in Khartoum. The HRT and the United States said nothing.

Iraqi and US forces left the base near Estrova on Oct. 7, the Associated Press reported. AP said so.
"""


@pytest.fixture(scope="module")
def found(frame_of: MakeFrame) -> dict[str, set[tuple[str, str]]]:
    frame = frame_of(ARTICLE)
    by_name: dict[str, set[tuple[str, str]]] = {}
    for each in STEP.observe(frame, {}, Tools()):
        if isinstance(each, Mention):
            by_name.setdefault(each.span.quote, set()).add((each.type, each.entity))
    return by_name


@pytest.mark.parametrize(
    ("quote", "type_", "entity"),
    [
        ("Dalia Mansurova", "PERSON", "dalia-mansurova"),
        ("Mansurova", "PERSON", "dalia-mansurova"),
        ("Nordenov", "PERSON", "ahmed-al-nordenov"),
        ("Ahmad al-Nordenov", "PERSON", "ahmed-al-nordenov"),
        ("Omar Vesk", "PERSON", "omar-vesk"),
        ("AP", "ORG", "associated-press"),
        ("Associated Press", "ORG", "associated-press"),
        ("HRT", "ORG", "harbour-tribunal"),
        ("US", "GPE", "united-states"),
        ("United States", "GPE", "united-states"),
        ("Iraqi", "NORP", "iraqi"),
        ("Washington", "GPE", "washington"),
        ("Estrova", "GPE", "estrova"),
    ],
)
def test_a_name_has_one_type_and_key(
    found: dict[str, set[tuple[str, str]]], quote: str, type_: str, entity: str
) -> None:
    assert found[quote] == {(type_, entity)}


def test_nothing_else_is_a_name(found: dict[str, set[tuple[str, str]]]) -> None:
    assert not {"Discuss", "Withdrawal", "July", "Oct", "Prime Minister", "General"} & set(found)


def test_headlines_are_told_by_their_capitals() -> None:
    headline = "Court Issues Arrest Warrants for Harbour Officials"
    assert is_headline(tokens_of(headline, 0, len(headline)))
    sentence = "The Harbour Tribunal issued warrants for officials on Thursday."
    assert not is_headline(tokens_of(sentence, 0, len(sentence)))
