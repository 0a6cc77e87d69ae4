"""The reader of GeoJSON (RFC 7946): each feature is a block of its properties and coordinates.

Coordinates stand in the text as they are written, longitude first.
"""

from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.facts import Facts
from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.readers.jsonwalk import Damaged, Event, Step, string_at, walk
from amana.reading.readers.paragraphs import Full, Paragraphs, Place
from amana.reading.readers.sampling import read_sample
from amana.reading.wire import Budget, ReadOrder, TextAnswer, Told

_SILENT = frozenset({"type"})
_NOTHING = frozenset({"null"})
_LATITUDE, _LONGITUDE = 90, 180


class _Features:
    """Puts the text together while the walk goes on."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self._data = data
        self.text = Paragraphs(budget)
        self._coordinates: tuple[int, int] | None = None
        self._numbers: list[str] = []
        self.features = self.geometries = 0
        self.point: tuple[str, str] | None = None

    def take(self, step: Step) -> None:
        """Take the next step of the walk."""
        if self._coordinates is not None:
            self._within_coordinates(step)
        elif step.event is Event.BEGIN and step.name == "coordinates":
            self._coordinates, self._numbers = (step.start, step.depth), []
        elif step.event is Event.END:
            if step.depth == 0 or (self._data[step.start : step.end] == b"}" and step.depth == 2):  # noqa: PLR2004 - a member of `features`
                self.text.end("p", hints=("feature",))
        elif step.event is not Event.BEGIN:
            self._value(step)

    def _value(self, step: Step) -> None:
        if step.event is Event.STRING:
            said, place = string_at(self._data, step.start, step.end)
        else:
            raw = self._data[step.start : step.end]
            said, place = raw.decode("utf-8", "replace"), Place(step.start, step.end, raw.isascii())
        self.features += step.name == "type" and said == "Feature"
        if step.name in _SILENT or said in _NOTHING:
            return
        self._label(step.name)
        self.text.put(said, place)

    def _within_coordinates(self, step: Step) -> None:
        start, depth = self._coordinates or (0, 0)
        if step.event is Event.PLAIN:
            self._numbers.append(self._data[step.start : step.end].decode("ascii", "replace"))
        if step.event is not Event.END or step.depth != depth:
            return
        self._coordinates = None
        self.geometries += 1
        self.point = _point(self._numbers)
        raw = self._data[start : step.end]
        self._label("coordinates")
        self.text.put(raw.decode("utf-8", "replace"), Place(start, step.end, raw.isascii()))

    def _label(self, name: str) -> None:
        self.text.put("\n" if self.text.is_open else "")
        self.text.put(f"{name}: " if name else "")


def _point(numbers: list[str]) -> tuple[str, str] | None:
    """Return latitude and longitude, where the numbers are those of one place."""
    try:
        longitude, latitude = (float(number) for number in numbers[:2])
    except ValueError:
        return None
    possible = abs(latitude) <= _LATITUDE and abs(longitude) <= _LONGITUDE
    return (numbers[1], numbers[0]) if possible and len(numbers) <= 3 else None  # noqa: PLR2004 - with height


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read GeoJSON."""
    del out
    data = whole(document)
    found = _Features(data, order.budget)
    notices: list[Told] = []
    try:
        for step in walk(data):
            found.take(step)
    except Damaged:
        notices.append(Told(Code.STRUCTURE_DAMAGED, 1))
    except Full as full:
        notices.append(Told(full.code, found.text.length))
    if not found.text.length and not notices:
        empty = Code.ENTRIES_WITHOUT_TEXT if found.features else Code.CONTAINER_EMPTY
        notices.append(Told(empty, found.features))
    facts = Facts()
    facts.add("geojson:features", found.features)
    if found.geometries == 1 and found.point is not None:
        facts.add("geo:lat", found.point[0])
        facts.add("geo:lon", found.point[1])
    return found.text.answer(notices=tuple(notices), metadata=facts.pairs(), encoding="utf-8")


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


def warm() -> None:
    """Read a place of our own and make sure of the result."""
    data = (
        b'{"type":"Feature","properties":{"name":"a\\u0301"},"geometry":{"type":"Point",'
        b'"coordinates":[36.3, 33.5]}}'
    )
    answer = read_sample(read, "geojson", data)
    if answer.text != "name: a\u0301\ncoordinates: [36.3, 33.5]":
        raise RuntimeError("the reader of GeoJSON does not read its own sample")
