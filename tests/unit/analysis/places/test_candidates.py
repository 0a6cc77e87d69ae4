from __future__ import annotations

import pytest

from amana.analysis.places.candidates import WEIGHTS, Name, candidates, meanings_of


def best(name: Name, **about: float) -> tuple[str, str]:
    place = meanings_of(name, about, WEIGHTS)[0].found.place
    return place.gazetteer, place.kind


def test_the_word_beside_a_name_may_belong_to_it() -> None:
    assert best(Name("Rafah", kinds={"crossing": "crossing"}))[0] == "amana:rafah-crossing"
    assert best(Name("رفح", kinds={"crossing": "معبر"}))[0] == "amana:rafah-crossing"
    assert best(Name("Rapides", kinds={"district": "parish"}))[1] == "district"


def test_a_town_is_meant_rather_than_what_is_governed_from_it() -> None:
    assert best(Name("Homs"))[1] == "town"
    assert best(Name("Homs", kinds={"division": "governorate"}))[1] == "division"


def test_bare_names_have_curated_senses() -> None:
    assert best(Name("Gaza"))[0] == "amana:gaza-strip"
    assert best(Name("Gaza City"))[0] == "geonames:281133"
    assert best(Name("Washington"))[0] == "geonames:4140963"
    assert best(Name("Red Sea"))[1] == "water"


@pytest.mark.parametrize(("country", "division"), [("LY", "LY"), ("LB", "LB")])
def test_what_the_text_speaks_of_decides(country: str, division: str) -> None:
    meanings = meanings_of(Name("Tripoli"), {country: 1.0}, WEIGHTS)
    local = Name("Tripoli")
    local.local[country] = 2
    assert meanings[0].found.place.around in ("LY", "LB")
    assert meanings_of(local, {country: 1.0}, WEIGHTS)[0].found.place.around == division


@pytest.mark.parametrize("name", ["Albu Kamal", "Abu Kamal", "al-Bukamal", "البوكمال", "أبو كمال",
                                  "بالبوكمال", "Al-Boukamal"])  # fmt: skip
def test_a_town_is_found_under_its_many_spellings(name: str) -> None:
    assert best(Name(name), SY=1.0)[0] == "geonames:174448"


def test_a_kind_inside_of_an_unknown_name_leads_to_the_rest() -> None:
    assert candidates(Name("Norhaven base")) == []
    assert best(Name("City of Baghdad"))[0] == "geonames:98182"


def test_a_river_is_not_the_town_of_its_name() -> None:
    assert meanings_of(Name("Ardel River"), {"AF": 1.0}, WEIGHTS) == []
