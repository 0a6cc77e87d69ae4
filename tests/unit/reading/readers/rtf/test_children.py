from __future__ import annotations

import struct

from amana.reading.readers.rtf.children import Collected, native


def counted(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data


def test_digits_are_collected_whatever_stands_between_them() -> None:
    collected = Collected(0)
    collected.text(b"48 6")
    collected.text(b"9\t2")
    assert collected.content() == b"Hi"
    collected.raw(b"raw")
    assert collected.content() == b"raw"


def test_what_an_object_holds_is_unpacked() -> None:
    head = struct.pack("<II", 0x501, 2)
    word = head + counted(b"Word.Document.8\0") + counted(b"") * 2 + counted(b"\xd0\xcf\x11\xe0..")
    assert native(word) == (b"", b"\xd0\xcf\x11\xe0..")
    inner = b"\x02\x00a.txt\0C:\\a.txt\0" + bytes(4) + counted(b"t\0") + counted(b"text")
    assert native(head + counted(b"Package\0") + counted(b"") * 2 + counted(inner)) == (
        b"a.txt",
        b"text",
    )
    assert native(b"cut") == (b"", b"cut")
