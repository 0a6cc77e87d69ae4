from __future__ import annotations

import pytest

from amana.analysis.incidents.scheme import arabic, english, folded, kinds, triggers


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_trigger_names_a_type_of_the_scheme(language: str) -> None:
    rows = [row for each in triggers(language).values() for row in each]
    assert {row.type for row in rows} <= set(kinds())
    assert {row.need for row in rows} <= {"", "armed", "person", "object", "context"}


def test_every_type_has_labels_in_both_languages_and_covers_known_types() -> None:
    for kind in kinds().values():
        assert kind.en
        assert any("\u0600" <= letter <= "\u06ff" for letter in kind.ar)
        assert kind.covers <= set(kinds())


def test_types_are_mapped_to_the_terms_of_other_schemes() -> None:
    assert "acled: Explosions/Remote violence: Air/drone strike" in kinds()["airstrike"].mapped
    assert "airwars: Airstrike" in kinds()["airstrike"].mapped


def test_legal_qualifications_are_no_types() -> None:
    assert not {"genocide", "war crime", "crime against humanity"} & set(kinds())


def test_means_make_types_of_the_scheme() -> None:
    for weapons in (english().weapons, arabic().weapons):
        assert set(weapons) - {""} <= set(kinds())


def test_arabic_words_are_folded() -> None:
    assert folded("إصابة") in arabic().harm["injured"]
    assert all(folded(word) == word for word in arabic().forces)
