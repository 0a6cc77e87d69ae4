from __future__ import annotations

import pytest

from amana.analysis.amounts import Line
from amana.analysis.parsing import SpacyParser
from amana.analysis.quantities.phrases import (
    BEFORE_NOUN,
    OF_NOUN,
    Around,
    bare,
    is_time,
    noun_at,
    plural,
    unit_of,
)


@pytest.mark.parametrize(
    ("text", "at", "noun"),
    [
        ("They met two other senior officials in May.", "other", "other senior officials"),
        ("They saw 14 people displaced by war.", "people", "people"),
        ("They saw 14 of the villages burn.", "the", "the villages"),
        ("They said 14 were there.", "were", None),
    ],
)
def test_the_phrase_ends_with_its_noun(text: str, at: str, noun: str | None) -> None:
    [parsed] = SpacyParser().parse(text, [(0, len(text))])
    around = Around(Line(text, 0, "en"), parsed.words)
    found = noun_at(around, text.index(at), OF_NOUN if at == "the" else BEFORE_NOUN)
    assert (text[found.start : found.end] if found else None) == noun


def test_without_a_parse_a_list_of_stops_ends_it() -> None:
    text = "12 old houses in the village"
    found = noun_at(Around(Line(text, 0, "en")), 3, BEFORE_NOUN)
    assert found is not None
    assert text[found.start : found.end] == "old houses"


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("12 people live there", "people"),
        ("12 crew members sank", "crew members"),
        ("12 men has", "men"),
        ("12 were", None),
        ("12 Norland's army left", "Norland's army"),
        ("12 metal gates, closed", "metal gates"),
    ],
)
def test_endings_and_lists_stand_in_for_a_parse(text: str, noun: str | None) -> None:
    found = noun_at(Around(Line(text, 0, "en")), 3, BEFORE_NOUN)
    assert (text[found.start : found.end] if found else None) == noun


def test_units() -> None:
    assert unit_of("children") == unit_of("Norlanians") == "people"
    assert unit_of("km") == "kilometres"
    assert unit_of("city") == "cities"
    assert (plural("attack"), plural("boxes"), plural("church")) == ("attacks", "boxes", "churches")
    assert bare("the old houses") == "old houses"
    assert is_time("months")
    assert not is_time("mouths")
