from __future__ import annotations

import struct
from collections.abc import Iterable

import pytest

from amana.reading.notices import Code
from amana.reading.readers.intake import Closed
from amana.reading.readers.values import Text, Values
from amana.reading.wire import ChildRow, Told
from amana.records import Derivation

PATH = ("messages", 12, "media")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


class Keeping:
    def __init__(self) -> None:
        self.kept: list[tuple[ChildRow, bytes]] = []

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        self.kept.append((row, b"".join(pieces)))
        return True


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (-7, "-7"),
        (2**63 - 1, "9223372036854775807"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (float("inf"), "inf"),
        (Text("مرحبا".encode()), "مرحبا"),
        (b"", "x''"),
        (b"\x00\xff", "x'00ff'"),
        (b'{"name": "Hala"}', '{"name": "Hala"}'),
        (bytes(100), f"x'{'00' * 16}…' (100 bytes)"),
    ],
)
def test_values_as_text(value: object, text: str) -> None:
    assert Values(Closed()).shown(value, PATH) == text


def test_a_value_that_is_a_file_is_handed_out() -> None:
    taken = Keeping()
    values = Values(taken)
    assert values.shown(PNG, PATH).startswith("x'89504e47")
    assert [(row.path, row.derivation, data) for row, data in taken.kept] == [
        (b"messages/12/media", Derivation.DECODED, PNG)
    ]
    assert values.notices() == ()


def test_bytes_that_only_happen_to_begin_like_a_file_are_no_file() -> None:
    taken = Keeping()
    values = Values(taken)
    values.shown(b"\xff\xfb\x90\x64" + bytes(range(200)), PATH)  # the sign of MPEG sound
    values.shown(struct.pack("<H", 0xEA60) + bytes(range(200)), PATH)
    assert taken.kept == []
    assert values.notices() == (Told(Code.VALUES_OPAQUE, 2),)


def test_text_that_is_not_valid_is_told() -> None:
    values = Values(Closed())
    assert values.shown(Text(b"caf\xe9 \xef\xbf\xbd"), PATH) == "caf\ufffd \ufffd"
    assert values.notices() == (Told(Code.BYTES_UNDECODABLE, 1),)
