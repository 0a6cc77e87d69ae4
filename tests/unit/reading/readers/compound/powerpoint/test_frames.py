from __future__ import annotations

import struct

from amana.reading.readers.compound.powerpoint.frames import Frame, frame_at, walk


def record(kind: int, body: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(body)) + body


def test_records_are_walked_into_containers() -> None:
    data = record(1, record(2, b"ab") + record(3, record(4, b"c"), 0xF), 0xF) + record(5, b"d")
    assert [(found.kind, found.within) for found in walk(data, 0, len(data))] == [
        (1, ()),
        (2, (1,)),
        (3, (1,)),
        (4, (1, 3)),
        (5, ()),
    ]
    assert [found.kind for found in walk(data, 0, len(data), deepest=0)] == [1, 5]


def test_records_of_any_depth_and_length_end() -> None:
    deep = b""
    for _ in range(200):
        deep = record(1, deep, 0xF)
    assert list(walk(deep, 0, len(deep)))
    lying = struct.pack("<HHI", 0xF, 1, 0xFFFFFFFF) + record(2, b"ab")
    assert [found.kind for found in walk(lying, 0, len(lying))] == [1, 2]


def test_a_record_stands_where_one_is_said_to_stand() -> None:
    data = b"..." + record(7, b"ab", 0x10)
    assert frame_at(data, 3) == Frame(7, 1, 11, 13)
    assert frame_at(data, -1) is None
    assert frame_at(data, 10) is None
