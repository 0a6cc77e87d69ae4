from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

import libarchive  # type: ignore[import-untyped]  # no stubs
import pytest

from amana.reading.notices import Code
from amana.reading.readers.containers.zip import libraries, read, warm
from amana.reading.readers.intake import BytesContent, GiveUp
from amana.reading.wire import Budget, ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

if TYPE_CHECKING:
    from tests.unit.reading.readers.conftest import Open

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


def test_what_is_no_archive_is_given_up() -> None:
    with pytest.raises(GiveUp) as gave_up:
        answer(b"PK\3\4 and nothing else")
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
    assert [name for name, _ in libraries()] == ["zlib", "libarchive"]
    warm()


def patched(data: bytes, place: bytes, offset: int, new: bytes) -> bytes:
    """Return the archive with bytes put in place behind the last signature of a kind."""
    at = data.rindex(place) + offset
    return data[:at] + new + data[at + len(new) :]


def test_what_belongs_to_nothing_is_told(opened: Open) -> None:
    data = packed(("a.txt", b"one", zipfile.ZIP_STORED))
    found = opened(read, b"#!/bin/sh\n" + data + b"tail")
    assert found.contents() == [b"one"]
    assert found.answer.notices == (Told(Code.BYTES_UNACCOUNTED, 14),)
    assert found.answer.metadata == (
        ("amana:unaccounted", "0-10"),
        ("amana:unaccounted", f"{len(data) + 10}-{len(data) + 14}"),
    )


def test_a_member_that_was_deleted_leaves_a_gap() -> None:
    data = packed(("a", b"one", zipfile.ZIP_STORED), ("b", b"two", zipfile.ZIP_STORED))
    central = data.index(b"PK\1\2")
    second = data.rindex(b"PK\1\2")
    end = bytearray(data[data.index(b"PK\5\6") :])
    struct.pack_into("<HHII", end, 8, 1, 1, len(data) - len(end) - second, central)
    found, ((row, _),) = answer(data[:central] + data[second : -len(end)] + bytes(end))
    assert row.path == b"b"
    assert found.notices == (Told(Code.BYTES_UNACCOUNTED, data.index(b"PK\3\4", 4)),)


def test_two_descriptions_of_one_member_are_told_and_it_is_taken() -> None:
    data = packed(("a.txt", b"one", zipfile.ZIP_STORED))
    found, ((row, _),) = answer(patched(data, b"PK\1\2", 46, b"b.exe"))
    assert row.path == b"b.exe"
    assert found.notices == (Told(Code.DESCRIPTIONS_DIFFER, 1),)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_repeated_names_are_told() -> None:
    member = ("a.txt", b"one", zipfile.ZIP_STORED)
    found, children = answer(packed(member, member))
    assert len(children) == 2
    assert found.notices == (Told(Code.NAMES_REPEATED, 1),)


def test_members_that_share_bytes_are_told() -> None:
    data = packed(("a", b"one", zipfile.ZIP_STORED), ("b", b"one", zipfile.ZIP_STORED))
    found, children = answer(patched(data, b"PK\1\2", 42, bytes(4)))
    assert len(children) == 2
    codes = {told.code for told in found.notices}
    assert {Code.MEMBERS_OVERLAP, Code.DESCRIPTIONS_DIFFER, Code.BYTES_UNACCOUNTED} == codes


def test_a_name_in_utf_8_beside_another_one() -> None:
    raw, name = b"?????.txt", "ميناء.txt".encode()
    field = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(raw)) + name
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo(raw.decode())
        info.extra = field
        archive.writestr(info, b"one")
    found, ((row, _),) = answer(file.getvalue())
    assert (row.path, found.text) == (name, "ميناء.txt")


def test_without_its_central_directory_members_are_found_all_the_same() -> None:
    data = packed(("a", b"one " * 99, zipfile.ZIP_DEFLATED), ("b", b"two", zipfile.ZIP_STORED))
    found, children = answer(data[: data.index(b"PK\1\2")])
    assert [content for _, content in children] == [b"one " * 99, b"two"]
    assert Told(Code.LIST_MISSING, 1) in found.notices


def test_an_encrypted_central_directory_ends_as_encrypted() -> None:
    with pytest.raises(GiveUp) as gave_up:
        answer(b"PK\x03\x04" + bytes(50) + b"PK\x06\x08" + bytes(40))
    assert gave_up.value.code is Code.CONTAINER_LOCKED


def with_method(number: int) -> bytes:
    data = packed(("a.txt", b"one", zipfile.ZIP_STORED))
    data = patched(data, b"PK\3\4", 8, struct.pack("<H", number))
    return patched(data, b"PK\1\2", 10, struct.pack("<H", number))


def test_methods_that_nobody_knows_are_told() -> None:
    found, children = answer(with_method(9))  # deflate64
    assert (found.notices, children) == ((Told(Code.CHILDREN_UNSUPPORTED, 1),), [])


WORD = "harbour"


def test_aes_opens_with_its_password() -> None:
    parts: list[bytes] = []

    def keep(data: bytes) -> int:
        parts.append(bytes(data))
        return len(data)

    with libarchive.custom_writer(
        keep, "zip", options="encryption=aes256", passphrase=WORD
    ) as archive:
        archive.add_file_from_memory("a.txt", 10, b"the letter")
    data = b"".join(parts)
    assert answer(data)[0].notices == (Told(Code.CHILDREN_LOCKED, 1),)
    assert answer(data, "quay")[0].notices == (Told(Code.CHILDREN_LOCKED, 1),)
    found, ((row, content),) = answer(data, WORD)
    assert (row.path, content, found.notices) == (b"a.txt", b"the letter", ())
