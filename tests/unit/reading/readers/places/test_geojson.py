from __future__ import annotations

import json
from collections.abc import Callable

from amana.reading import Outcome, locate
from amana.records import ByteRange

Read = Callable[..., Outcome]


def test_features_are_blocks(read: Read) -> None:
    point = {"type": "Point", "coordinates": [36.3, 33.5]}
    line = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    data = json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"name": "حلب", "n": 3, "x": None}, "geometry": point},
        {"type": "Feature", "properties": {"name": "b"}, "geometry": line},
    ]}, ensure_ascii=False).encode()  # fmt: skip
    reading = read(data, "a.geojson").reading
    assert reading is not None
    assert reading.text == (
        "name: حلب\nn: 3\ncoordinates: [36.3, 33.5]\nname: b\ncoordinates: [[1, 2], [3, 4]]"
    )
    assert [block.hints for block in reading.blocks] == [("feature",)] * 2
    at = reading.text.index("[36")
    (place,) = locate(reading, at, at + 12)
    assert isinstance(place, ByteRange)
    assert data[place.start : place.end] == b"[36.3, 33.5]"
    assert "geo:lat" not in dict(reading.metadata)


def test_a_single_place(read: Read) -> None:
    reading = read(b'{"type": "Point", "coordinates": [36.3, 33.5, 7]}', "a.geojson").reading
    assert reading is not None
    assert dict(reading.metadata)["geo:lat"] == "33.5"
    reading = read(b'{"type": "Point", "coordinates": [3600, 33.5]}', "a.geojson").reading
    assert reading is not None
    assert "geo:lat" not in dict(reading.metadata)


def test_damage_is_told(read: Read) -> None:
    cut = b'{"type": "Feature", "properties": {"name": "a"}, "geometry": {"type": "Po'
    assert read(cut, "a.geojson").state.value in {"partly-read", "read-empty"}
