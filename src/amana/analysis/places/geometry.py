"""How far places are from one another, and whether one lies in another as far as is known."""

from __future__ import annotations

from math import cos, hypot, radians

from amana.analysis.places.gazetteer import Place

_DEGREE = 111.2  # kilometres
_UNKNOWN = 1e5
_WIDE = {"region": 250.0, "district": 80.0}
_HOLDS = 40.0
_FAR = {"region": 500.0, "water": 500.0, "river": 1000.0, "district": 100.0, "mountain": 200.0}
_APART = 60.0
_WITHOUT = ("country", "continent")


def holds(holder: Place, place: Place) -> bool:
    """Tell whether a country, division or region holds a place."""
    if place.number == holder.number or place.kind in _WITHOUT:
        return False
    if holder.kind == "country":
        return holder.around == place.around
    if holder.kind == "division" and place.division:
        return holder.division == place.division and place.kind != "division"
    return distance(place, holder) < _WIDE.get(holder.kind, _HOLDS)


def distance(one: Place, other: Place) -> float:
    """Return about how far two places are from one another, in kilometres."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 1e5
    east = abs(one.lon - other.lon)
    east = min(east, 360 - east) * cos(radians((one.lat + other.lat) / 2))
    return _DEGREE * hypot(one.lat - other.lat, east)


def contradicts(holder: Place, place: Place, *, explicit: bool) -> bool:
    """Tell whether a place cannot lie in a holder.

    `explicit` says that a word says so ("in"); a comma stands in lists, too, and then only another
    country is taken for a contradiction.
    """
    if place.kind in _WITHOUT or holder.kind == "continent" or place.number == holder.number:
        return False
    if holder.kind == "country":
        return place.around is not None and holder.around != place.around
    if holder.kind == "division" and place.division:
        return explicit and holder.division != place.division
    return explicit and _FAR.get(holder.kind, _APART) < distance(place, holder) < _UNKNOWN
