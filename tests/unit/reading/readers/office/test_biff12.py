from __future__ import annotations

import struct

import pytest

from amana.reading.readers.office.biff12 import (
    Broken,
    Frame,
    frames,
    rich_string,
    rk_number,
    string,
)


def test_records_of_short_and_long_types_and_sizes() -> None:
    data = b"\x00\x02ab" + b"\x9c\x01\x00" + b"\x05\x80\x01" + b"x" * 128
    found = list(frames(data[at : at + 3] for at in range(0, len(data), 3)))
    assert found == [
        Frame(0, b"ab", 0, 4),
        Frame(156, b"", 4, 7),
        Frame(5, b"x" * 128, 7, len(data)),
    ]


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x05abc", b"\x80", b"\x00\xff\xff\xff\x7f"])
def test_records_that_end_early_or_are_too_long(data: bytes) -> None:
    with pytest.raises(Broken):
        list(frames([data]))


def test_strings() -> None:
    wide = struct.pack("<I", 3) + "ألف".encode("utf-16-le")
    assert string(b"\0" + wide + b"!", 1) == ("ألف", 11)
    assert rich_string(b"\x01" + wide + b"formats", 0) == "ألف"
    assert string(b"\xff\xff\xff\xff", 0) == ("", 4)
    with pytest.raises(struct.error):
        string(struct.pack("<I", 9) + b"short", 0)


@pytest.mark.parametrize(
    ("packed", "number"),
    [
        (5 << 2 | 2, 5.0),
        (-5 << 2 | 2, -5.0),
        (1234 << 2 | 3, 12.34),
        (struct.unpack("<q", struct.pack("<d", 1.5))[0] >> 32, 1.5),
        (struct.unpack("<q", struct.pack("<d", 150.0))[0] >> 32 | 1, 1.5),
    ],
)
def test_packed_numbers(packed: int, number: float) -> None:
    assert rk_number(struct.pack("<i", packed), 0) == number
