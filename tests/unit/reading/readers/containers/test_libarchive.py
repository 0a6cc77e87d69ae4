from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import libarchive  # type: ignore[import-untyped]  # no stubs
import pytest

from amana.reading.notices import Code
from amana.reading.readers.catalogue import FAMILIES
from amana.reading.readers.containers.libarchive import libraries, warm
from amana.reading.readers.containers.libarchive import read as read_archive
from amana.reading.readers.intake import GiveUp
from amana.reading.wire import Told
from amana.records import Derivation, State

if TYPE_CHECKING:
    from tests.unit.reading.conftest import Read
    from tests.unit.reading.readers.conftest import Open

KINDS = {
    "7zip": "application/x-7z-compressed",
    "cpio_newc": "application/x-cpio",
    "ar_svr4": "application/x-archive",
    "iso9660": "application/x-iso9660-image",
}
RAR = "application/vnd.rar"
SEVEN = KINDS["7zip"]
MEMBERS = (("a.txt", b"one"), ("b.txt", b"two " * 50_000))


def packed(form: str, *members: tuple[str, bytes], pack: str | None = None) -> bytes:
    """Return an archive that libarchive writes."""
    parts: list[bytes] = []

    def keep(data: bytes) -> int:
        parts.append(bytes(data))
        return len(data)

    with libarchive.custom_writer(keep, form, pack) as archive:
        for name, content in members:
            archive.add_file_from_memory(name, len(content), content, mtime=1_700_000_000)
    return b"".join(parts)


def _block(kind: int, flags: int, rest: bytes, more: bytes = b"") -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + more


def rar4(name: bytes, content: bytes, flags: int = 0x8000, main: int = 0) -> bytes:
    """Return a RAR 4 archive with one stored member."""
    fields = struct.pack(
        "<IIBIIBBHI",
        *(len(content), len(content), 3, zlib.crc32(content), 0x58215A00),
        *(20, 0x30, len(name), 0o100644),
    )
    return (
        b"Rar!\x1a\x07\0"
        + _block(0x73, main, bytes(6))
        + _block(0x74, flags, fields + name, content)
        + _block(0x7B, 0x4000, b"")
    )


def _header5(kind: int, flags: int, rest: bytes, more: bytes = b"") -> bytes:
    body = bytes([kind, flags]) + rest
    sized = bytes([len(body)]) + body
    return struct.pack("<I", zlib.crc32(sized)) + sized + more


def rar5(name: bytes, content: bytes) -> bytes:
    """Return a RAR 5 archive with one stored member."""
    fields = bytes([len(content), 0x4, len(content), 0o44])
    fields += struct.pack("<I", zlib.crc32(content)) + bytes([0, 1, len(name)]) + name
    return (
        b"Rar!\x1a\x07\x01\0"
        + _header5(1, 0, b"\0")
        + _header5(2, 2, fields, content)
        + _header5(5, 0, b"\0")
    )


@pytest.mark.parametrize("form", KINDS)
def test_what_is_inside_is_listed_and_handed_out(opened: Open, form: str) -> None:
    found = opened(read_archive, packed(form, *MEMBERS), media_type=KINDS[form])
    files = [child for child in found.children if child.row.path in {b"a.txt", b"b.txt"}]
    assert [child.data for child in files] == [content for _, content in MEMBERS]
    assert {child.row.modified for child in files} == {"2023-11-14T22:13:20Z"}
    plain = Derivation.DECOMPRESSED if form == "7zip" else Derivation.DECODED
    assert {child.row.derivation for child in files} == {plain}
    assert [line for line in found.answer.text.splitlines() if "txt" in line] == ["a.txt", "b.txt"]
    assert found.answer.notices == ()


@pytest.mark.parametrize("archive", [rar4(b"a.txt", b"one"), rar5(b"a.txt", b"one")])
def test_rar_archives_of_both_kinds(opened: Open, archive: bytes) -> None:
    found = opened(read_archive, archive, media_type=RAR)
    assert (found.names(), found.contents()) == ([b"a.txt"], [b"one"])
    assert found.answer.notices == ()


def test_names_beyond_ascii(opened: Open) -> None:
    found = opened(read_archive, packed("7zip", ("خبر.txt", b"x")), media_type=SEVEN)
    assert (found.names(), found.answer.text) == (["خبر.txt".encode()], "خبر.txt")


def test_members_that_are_locked_are_listed_and_told(opened: Open) -> None:
    found = opened(read_archive, rar4(b"a.txt", b"one", 0x8004), media_type=RAR)
    assert (found.children, found.answer.text) == ([], "a.txt")
    assert found.answer.notices == (Told(Code.CHILDREN_LOCKED, 1),)
    with_password = opened(
        read_archive, rar4(b"a.txt", b"one", 0x8004), media_type=RAR, passwords=("harbour",)
    )
    assert with_password.answer.notices == (Told(Code.CHILDREN_LOCKED, 1),)


def test_a_list_that_is_locked_ends_as_encrypted(opened: Open) -> None:
    with pytest.raises(GiveUp) as gave_up:
        opened(read_archive, rar4(b"a.txt", b"one", 0x8000, main=0x80), media_type=RAR)
    assert gave_up.value.code is Code.CONTAINER_LOCKED


def test_damage_is_told_and_what_is_whole_is_taken(opened: Open) -> None:
    data = bytearray(packed("7zip", *MEMBERS))
    data[40] ^= 0xFF
    found = opened(read_archive, bytes(data), media_type=SEVEN)
    assert Told(Code.CHILDREN_DAMAGED, 2) in found.answer.notices
    cpio = packed("cpio_newc", *MEMBERS)
    found = opened(read_archive, cpio[:-100_000], media_type=KINDS["cpio_newc"])
    assert found.contents()[:1] == [b"one"]
    assert found.answer.notices


@pytest.mark.parametrize("media_type", [*KINDS.values(), RAR])
def test_what_is_no_archive_is_given_up(opened: Open, media_type: str) -> None:
    with pytest.raises(GiveUp) as gave_up:
        opened(read_archive, b"something else" * 1000, media_type=media_type)
    assert gave_up.value.code is Code.CONTAINER_BROKEN
    assert opened(read_archive, b"", media_type=media_type).answer.notices == (
        Told(Code.EMPTY_FILE),
    )


@pytest.mark.parametrize("pack", ["compress", "lzip", "lz4"])
def test_streams(opened: Open, pack: str) -> None:
    data = packed("raw", ("any", b"one " * 1000), pack=pack)
    found = opened(read_archive, data, "in/letter.txt.Z", media_type=f"application/x-{pack}")
    assert (found.names(), found.contents()) == ([b"letter.txt"], [b"one " * 1000])


@pytest.mark.parametrize("form", KINDS)
def test_in_the_sandbox(read: Read, form: str) -> None:
    outcome = read(packed(form, *MEMBERS), "archive")
    assert (outcome.media_type, outcome.state) == (KINDS[form], State.READ)
    sizes = [child.digests.size for child in outcome.children if "txt" in str(child.path)]
    assert sizes == [3, 200_000]


@pytest.mark.parametrize("archive", [rar4(b"a.txt", b"one"), rar5(b"a.txt", b"one")])
def test_rar_in_the_sandbox(read: Read, archive: bytes) -> None:
    outcome = read(archive, "a.rar")
    assert (outcome.state, len(outcome.children)) == (State.READ, 1)


def test_every_kind_of_the_family_has_its_formats(opened: Open) -> None:
    (family,) = (family for family in FAMILIES if family.name == "libarchive")
    for media_type in family.media_types:
        with pytest.raises(GiveUp):
            opened(read_archive, b"\0" * 10, media_type=media_type)


def test_the_recipe_names_what_takes_apart() -> None:
    assert [name for name, _ in libraries()] == ["libarchive"]
    warm()
