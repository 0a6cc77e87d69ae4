from __future__ import annotations

import pytest

from amana.analysis.places.lexicon import (
    after_preposition,
    kind_around,
    lexicon,
    lies_inside,
    split_kind,
)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("in the Norhaven governorate on Sunday", "Norhaven", ("division", "governorate")),
        ("the Estra border crossing was shut", "Estra", ("crossing", "border crossing")),
        ("in the city of Norhaven, they said", "Norhaven", ("town", "city of")),
        ("قصف مخيم نورهافن صباحا", "نورهافن", ("camp", "مخيم")),
        ("وصلوا إلى بلدة استرا ليلا", "استرا", ("town", "بلدة")),
        ("وبمدينة استرا ليلا", "استرا", ("town", "مدينة")),
    ],
)
def test_words_beside_a_name_say_its_kind(text: str, name: str, kind: tuple[str, str]) -> None:
    start = text.index(name)
    assert kind_around(text, start, start + len(name)) == kind


@pytest.mark.parametrize(
    "text", ["Norhaven", "Norhaven. City people", "Norhaven, town hall", "to Norhaven cityscapes"]
)
def test_other_words_say_nothing(text: str) -> None:
    start = text.index("Norhaven")
    assert kind_around(text, start, start + 8) is None


def test_the_kind_inside_a_name_is_split_off() -> None:
    assert split_kind("Norhaven military base") == ("Norhaven", "base")
    assert split_kind("City of Norhaven") == ("Norhaven", "town")
    assert split_kind("سجن استرا") == ("استرا", "prison")
    assert split_kind("Norhaven") is None
    assert split_kind("") is None


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Estra, Norland", "sign"),
        ("Estra in Norland", "word"),
        ("Estra (Norland)", "sign"),
        ("Estra in the northern Norland", "word"),
        ("Estra and Norland", None),
        ("Estra. Norland", None),
        ("Estra to Norland", None),
        ("Estra-Norland", None),
        ("Estra was shelled in Norland", None),
        ("Estra, Bren, Norland", None),
    ],
)
def test_one_place_is_said_to_lie_in_another(text: str, inside: str | None) -> None:
    assert lies_inside(text, len("Estra"), text.index("Norland")) == inside


def test_one_place_is_said_to_lie_in_another_in_arabic() -> None:
    text = "استرا في ريف نورلاند"
    assert lies_inside(text, 5, text.index("نورلاند"))
    assert lies_inside("استرا، نورلاند", 5, 7)
    assert not lies_inside("استرا ونورلاند", 5, 7)


def test_a_preposition_is_noticed() -> None:
    assert after_preposition("fighting near Estra", 14)
    assert not after_preposition("Estra said", 0)
    assert not after_preposition("General Estra said", 8)


def test_all_words_are_in_small_letters() -> None:
    words = lexicon()
    for word in (*words.before, *words.after, *words.inside, *words.prepositions):
        assert word == word.lower()
