from __future__ import annotations

import struct

import pytest

from amana.reading.readers.tnef.attributes import Broken
from amana.reading.readers.tnef.properties import (
    BINARY,
    LONG,
    NARROW,
    WIDE,
    Property,
    Storage,
    properties,
    rows,
)


def text(number: int, value: bytes, kind: int = NARROW) -> bytes:
    return struct.pack("<HHII", kind, number, 1, len(value)) + value + bytes(-len(value) % 4)


def listed(*found: bytes) -> bytes:
    return struct.pack("<I", len(found)) + b"".join(found)


def test_properties_of_every_kind() -> None:
    name = "name\0".encode("utf-16-le")
    data = listed(
        struct.pack("<HHI", LONG, 0x3705, 5),
        struct.pack("<HHH2x", 2, 0x0001, 7),
        text(0x37, b"ab\0"),
        struct.pack("<HH16xII", LONG, 0x8001, 0, 9) + struct.pack("<I", 4),
        struct.pack("<HH16xII", WIDE, 0x8002, 1, len(name)) + name + b"\0\0"
        + struct.pack("<II", 1, 2) + b"x\0\0\0",
        struct.pack("<HHI", 0x1003, 0x10, 2) + struct.pack("<II", 1, 2),
    )  # fmt: skip
    found = list(properties(data))
    assert [(each.number, each.value) for each in found] == [
        (0x3705, b"\5\0\0\0"),
        (0x0001, b"\7\0\0\0"),
        (0x37, b"ab\0"),
        (0x8001, b"\4\0\0\0"),
        (0x8002, b"x\0"),
        (0x10, b"\1\0\0\0"),
    ]
    at = found[2].start
    assert data[at : at + 3] == b"ab\0"


def test_rows_of_a_table() -> None:
    data = struct.pack("<I", 2) + listed(text(1, b"a")) + listed(text(1, b"b"), text(2, b"c"))
    assert [[each.value for each in row] for row in rows(data)] == [[b"a"], [b"b", b"c"]]


@pytest.mark.parametrize(
    "data",
    [b"\1", listed(b""), listed(text(1, b"abcd")[:-1]), listed(struct.pack("<HHI", 0x99, 1, 1)),
     listed(struct.pack("<HH16xI", LONG, 0x8001, 7))],
)  # fmt: skip
def test_properties_that_end_early_or_are_not_known(data: bytes) -> None:
    with pytest.raises(Broken):
        list(properties(data))


def test_a_storage_keeps_what_came_first_unless_told() -> None:
    storage = Storage(8)
    storage.put(0x37, WIDE, b"new")
    storage.put(0x37, NARROW, b"old", over=False)
    storage.put(0x3705, LONG, b"\5\0\0\0")
    storage.put(0x3705, LONG, b"\6\0\0\0", over=False)
    storage.put(0x3701, BINARY, b"content")
    assert storage.streams() == {
        "__substg1.0_0037001F": b"new",
        "__substg1.0_37010102": b"content",
        "__properties_version1.0": bytes(8) + struct.pack("<HHIQ", LONG, 0x3705, 0, 5),
    }
    assert Property(1, 2, b"", 3).start == 3
