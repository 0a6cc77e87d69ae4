from __future__ import annotations

import struct

import pytest

from amana.reading.readers.tnef.attributes import SIGNATURE, Attribute, Broken, attributes

HEAD = SIGNATURE + b"\x01\x00"


def attribute(number: int, data: bytes, level: int = 1, wrong: int = 0) -> bytes:
    head = struct.pack("<BII", level, number, len(data))
    return head + data + struct.pack("<H", (sum(data) + wrong) & 0xFFFF)


def test_attributes_with_their_places() -> None:
    data = HEAD + attribute(0x18004, b"one\0") + attribute(0x6800F, b"two", level=2, wrong=1)
    assert list(attributes(data)) == [
        Attribute(0x18004, b"one\0", 15, whole=True),
        Attribute(0x6800F, b"two", 30, whole=False),
    ]


def test_zeros_at_the_end_are_padding() -> None:
    assert len(list(attributes(HEAD + attribute(1, b"x") + bytes(5)))) == 1


@pytest.mark.parametrize("end", [b"\x01", b"\x07" + bytes(20), attribute(1, b"long")[:-3]])
def test_attributes_that_do_not_go_on(end: bytes) -> None:
    found = attributes(HEAD + attribute(1, b"x") + end)
    assert next(found).data == b"x"
    with pytest.raises(Broken):
        list(found)
