from __future__ import annotations

import msgspec

from amana.analysis.places.gazetteer import Place
from amana.analysis.places.geometry import contradicts, distance, holds


def place(number: int = 1, kind: str = "town", **fields: object) -> Place:
    plain = Place(number, "amana:x", 0.0, 0.0, kind, "NN", "NN", "NN.01", 1.0)
    return msgspec.structs.replace(plain, **fields)


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


def test_what_lies_elsewhere_cannot_lie_in_a_holder() -> None:
    town = place(4)
    assert contradicts(place(2, "country", around="MM"), town, explicit=False)
    assert not contradicts(place(2, "country"), town, explicit=True)
    assert contradicts(place(3, "division", division="NN.02"), town, explicit=True)
    assert not contradicts(place(3, "division", division="NN.02"), town, explicit=False)
    assert not contradicts(place(3, "division"), town, explicit=True)
    assert contradicts(place(5, lat=3.0), town, explicit=True)
    assert not contradicts(place(5, lat=3.0), town, explicit=False)
    assert not contradicts(place(5, lat=None), town, explicit=True)
    assert not contradicts(place(2, "country", around="MM"), place(6, "country"), explicit=True)
