from __future__ import annotations

import msgspec

from amana.analysis.places.candidates import Name
from amana.analysis.places.gazetteer import Place
from amana.analysis.places.keys import key
from amana.analysis.places.resolve import distance, holds, resolve


def named(*texts: str) -> dict[str, Name]:
    return {key(text): Name(text, count=1, types={"GPE"}) for text in texts}


def place(number: int = 1, kind: str = "town", **fields: object) -> Place:
    plain = Place(number, "amana:x", 0.0, 0.0, kind, "NN", "NN", "NN.01", 1.0)
    return msgspec.structs.replace(plain, **fields)


def test_what_is_said_to_hold_a_place_decides() -> None:
    assert (resolve(named("Paris"), {})["paris"] or place()).around == "FR"
    names = named("Paris", "Texas")
    names["paris"].inside = {"texas"}
    assert (resolve(names, {})["paris"] or place()).division == "US.TX"


def test_names_pull_one_another() -> None:
    meant = resolve(named("Tripoli", "Misrata", "Zawiya", "Benghazi"), {})
    assert {(meant[each] or place()).around for each in meant} == {"LY"}
    meant = resolve(named("Tripoli", "Sidon", "Tyre", "Beirut"), {})
    assert {(meant[each] or place()).around for each in meant} == {"LB"}


def test_a_loose_match_needs_its_country() -> None:
    names = named("Dayr al-Zuwr")
    assert resolve(names, {})["dayr al zuwr"] is None
    assert resolve(names, {"SY": 1})["dayr al zuwr"] is not None


def test_what_is_no_place_means_none() -> None:
    assert resolve(named("Qwxzk"), {}) == {"qwxzk": None}
    assert resolve({}, {}) == {}


def test_countries_and_divisions_hold_what_lies_in_them() -> None:
    country = place(2, "country", division=None)
    division = place(3, "division")
    town = place(4)
    assert holds(country, town)
    assert holds(division, town)
    assert not holds(town, country)
    assert not holds(division, place(5, division="NN.02"))
    assert not holds(country, place(5, around="MM"))
    assert holds(place(6, "region", division=None), place(5, lat=1.0))
    assert not holds(place(6, "region", division=None), place(5, lat=5.0))


def test_distances_are_in_kilometres_and_go_across_the_date_line() -> None:
    assert round(distance(place(lat=33.5, lon=36.3), place(lat=33.3, lon=44.4))) in range(745, 760)
    assert distance(place(lat=0.0, lon=179.9), place(lat=0.0, lon=-179.9)) < 25
    assert distance(place(lat=None), place()) > 20_000
