from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable

import pytest

from amana.reading.notices import Code
from amana.reading.readers.containers.zip import libraries, read, warm
from amana.reading.readers.intake import BytesContent, GiveUp
from amana.reading.wire import Budget, ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

WIDE = Budget(text_chars=10_000, runs=1000, pages=1, pixels=1)


class Taken:
    """An outlet that keeps everything."""

    def __init__(self) -> None:
        self.children: list[tuple[ChildRow, bytes]] = []

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        self.children.append((row, b"".join(pieces)))
        return True


def answer(data: bytes, *passwords: str) -> tuple[TextAnswer, list[tuple[ChildRow, bytes]]]:
    taken = Taken()
    order = ReadOrder(family="zip", name="", size=len(data), budget=WIDE, passwords=passwords)
    return read(BytesContent(data), order, taken), taken.children


def packed(*members: tuple[str, bytes, int]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content, method in members:
            archive.writestr(name, content, compress_type=method)
    return file.getvalue()


def test_what_is_stored_is_a_slice_and_the_rest_is_decompressed() -> None:
    data = packed(
        ("plain.txt", b"as it is", zipfile.ZIP_STORED),
        ("sub/", b"", zipfile.ZIP_STORED),
        ("sub/small.txt", b"again " * 50, zipfile.ZIP_DEFLATED),
        ("sub/bz", b"again " * 50, zipfile.ZIP_BZIP2),
    )
    found, children = answer(data)
    assert found.text == "plain.txt\nsub/\nsub/small.txt\nsub/bz"
    assert found.notices == ()
    (plain, nothing), (small, content), (_, other) = children
    assert (plain.path, plain.derivation, nothing) == (b"plain.txt", Derivation.SLICE, b"")
    assert data[plain.start : plain.end] == b"as it is"
    assert (small.path, small.derivation) == (b"sub/small.txt", Derivation.DECOMPRESSED)
    assert content == other == b"again " * 50
    assert small.modified is not None
    for run in found.runs:
        name = found.text[run.char_start : run.char_end]
        assert data[run.byte_start : run.byte_end].decode() == name


def test_a_damaged_member_is_told_and_the_others_are_taken() -> None:
    members = (("a", b"one " * 99, zipfile.ZIP_DEFLATED), ("b", b"two", zipfile.ZIP_STORED))
    data = bytearray(packed(*members))
    data[data.index(b"two")] ^= 1
    found, children = answer(bytes(data))
    assert [row.path for row, _ in children] == [b"a"]
    assert found.notices == (Told(Code.CHILDREN_DAMAGED, 1),)


def test_without_its_central_directory_it_is_given_up() -> None:
    with pytest.raises(GiveUp) as gave_up:
        answer(packed(("a", b"one", zipfile.ZIP_STORED))[:-30])
    assert gave_up.value.code is Code.CONTAINER_BROKEN
    assert answer(b"")[0].notices == (Told(Code.EMPTY_FILE),)
    assert answer(packed())[0].notices == (Told(Code.CONTAINER_EMPTY),)


def test_names_that_are_no_utf_8_keep_their_bytes() -> None:
    data = packed(("name", b"x", zipfile.ZIP_STORED))
    raw = "\u0631\u0633\u0627\u0644".encode("cp1256")
    found, ((row, _),) = answer(data.replace(b"name", raw))
    assert row.path == raw
    assert found.text == "\u0631\u0633\u0627\u0644"


def _crc(value: int) -> int:
    for _ in range(8):
        value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
    return value


def locked(password: bytes, content: bytes) -> bytes:
    """Return an archive whose one member is encrypted as PKZIP does (APPNOTE 6.1)."""
    data = packed(("a.txt", content, zipfile.ZIP_STORED))
    table, keys = [_crc(n) for n in range(256)], [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = table[(keys[0] ^ byte) & 255] ^ keys[0] >> 8
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = table[(keys[2] ^ keys[1] >> 24) & 255] ^ keys[2] >> 8

    for byte in password:
        update(byte)
    crc, sealed = struct.unpack_from("<I", data, 14)[0], bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + content:
        kept = keys[2] & 0xFFFF | 2
        sealed.append(byte ^ (kept * (kept ^ 1) >> 8 & 255))
        update(byte)
    head, central, end = 30 + len("a.txt"), data.index(b"PK\1\2"), data.index(b"PK\5\6")
    parts = [bytearray(data[:head]), bytearray(data[central:end]), bytearray(data[end:])]
    for part, flags, size in ((parts[0], 6, 18), (parts[1], 8, 20)):
        part[flags] |= 1
        struct.pack_into("<I", part, size, len(sealed))
    struct.pack_into("<I", parts[2], 16, head + len(sealed))
    return bytes(parts[0] + sealed + parts[1] + parts[2])


def test_what_is_encrypted_is_told_and_opens_with_its_password() -> None:
    data = locked(b"harbour", b"the letter")
    found, children = answer(data)
    assert (found.notices, children) == ((Told(Code.CHILDREN_LOCKED, 1),), [])
    assert answer(data, "quay")[0].notices == (Told(Code.CHILDREN_LOCKED, 1),)
    found, ((row, content),) = answer(data, "quay", "harbour")
    assert (found.notices, content) == ((), b"the letter")
    assert row.derivation is Derivation.DECOMPRESSED


def test_the_recipe_names_what_decompresses() -> None:
    assert [name for name, _ in libraries()] == ["zlib"]
    warm()
