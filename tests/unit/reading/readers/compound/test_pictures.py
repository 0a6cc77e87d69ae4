from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from amana.reading.readers.compound.pictures import (
    Picture,
    found_at,
    found_in,
    found_in_store,
    hand_out_pictures,
)
from amana.reading.readers.intake import Outlet

PNG = b"\x89PNG picture"

Named = Callable[[], dict[bytes, bytes]]


def drawn(kind: int, body: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(body)) + body


def png(data: bytes = PNG) -> bytes:
    return drawn(0xF01E, bytes(17) + data, 0x6E0 << 4)


def metafile(data: bytes, packed: int = 0) -> bytes:
    return drawn(0xF01A, bytes(16) + bytes(32) + bytes([packed, 0xFE]) + data, 0x3D4 << 4)


def test_pictures_are_found_within_containers() -> None:
    data = drawn(0xF004, drawn(0xF00A, b"shape") + png(), 0xF)
    assert list(found_in(data)) == [Picture("png", PNG)]
    assert list(found_in(metafile(zlib.compress(b"lines")))) == [Picture("emf", b"lines")]
    assert list(found_in(metafile(b"lines", packed=0xFE))) == [Picture("emf", b"lines")]
    assert list(found_in(metafile(b"no zlib"))) == [None]


def test_pictures_of_word_lie_in_the_data_stream() -> None:
    body = png()
    data = b"....." + struct.pack("<IH", 68 + len(body), 68) + bytes(62) + body
    assert list(found_at(data, [5, 10_000])) == [Picture("png", PNG)]


def test_pictures_of_a_store_lie_elsewhere_or_behind_their_entry() -> None:
    entry = bytes(28) + struct.pack("<I", 7) + bytes(4)
    store = drawn(0xF001, drawn(0xF007, entry) + drawn(0xF007, entry + png(b"inside")), 0xF)
    found = list(found_in_store(store, bytes(7) + png()))
    assert found == [Picture("png", PNG), Picture("png", b"inside")]


def test_each_picture_is_handed_out_once(taken: Outlet, named: Named) -> None:
    found = [Picture("png", PNG), None, Picture("png", PNG), Picture("jpg", b"jpg")]
    assert hand_out_pictures(found, taken) == 1
    assert named() == {b"pictures/1.png": PNG, b"pictures/2.jpg": b"jpg"}
