from __future__ import annotations

import io
import tarfile
from typing import TYPE_CHECKING

import pytest

from amana.reading.notices import Code
from amana.reading.readers.containers.tar import libraries, read, warm
from amana.reading.readers.intake import GiveUp
from amana.reading.wire import Told
from amana.records import Derivation, State

if TYPE_CHECKING:
    from tests.unit.reading.conftest import Read
    from tests.unit.reading.readers.conftest import Open

FORMATS = (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)
LONG = "تقرير/" * 30 + "a.txt"


def packed(*members: tuple[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), 1_700_000_000
            archive.addfile(info, io.BytesIO(content))
    return file.getvalue()


def special(kind: bytes, name: str, target: str = "") -> bytes:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")


@pytest.mark.parametrize("form", FORMATS)
def test_members_are_slices_of_the_archive(opened: Open, form: int) -> None:
    names = ("a.txt", "sub/b") if form == tarfile.USTAR_FORMAT else ("a.txt", LONG)
    data = packed((names[0], b"one"), (names[1], b"two" * 400), form=form)
    answer, children = opened(read, data)
    assert [child.row.path.decode() for child in children] == list(names)
    assert [child.data for child in children] == [b"one", b"two" * 400]
    assert {child.row.derivation for child in children} == {Derivation.SLICE}
    assert {child.row.modified for child in children} == {"2023-11-14T22:13:20Z"}
    assert answer.text == "\n".join(names)
    assert answer.notices == ()
    assert answer.runs[0].byte_start == 0


def test_the_format_without_a_magic_is_read(opened: Open) -> None:
    data = bytearray(packed(("old.txt", b"of version 7"), form=tarfile.USTAR_FORMAT))
    data[257:265] = bytes(8)
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    assert opened(read, bytes(data)).contents() == [b"of version 7"]


def test_links_devices_and_fifos_are_listed_and_not_followed(opened: Open) -> None:
    data = b"".join(
        (
            special(tarfile.SYMTYPE, "link", "../../etc/passwd"),
            special(tarfile.LNKTYPE, "hard", "other"),
            special(tarfile.CHRTYPE, "null"),
            special(tarfile.BLKTYPE, "disk"),
            special(tarfile.FIFOTYPE, "pipe"),
            special(tarfile.DIRTYPE, "folder"),
            bytes(1024),
        )
    )
    answer, children = opened(read, data)
    assert children == []
    assert answer.text.splitlines() == [
        "link → ../../etc/passwd",
        "hard (hard link) → other",
        "null (character device)",
        "disk (block device)",
        "pipe (FIFO)",
        "folder/",
    ]
    assert answer.notices == ()


def test_names_keep_their_bytes(opened: Open) -> None:
    raw = "رسالة من الميناء".encode("cp1256")
    data = packed((raw.decode("utf-8", "surrogateescape"), b"x"), form=tarfile.GNU_FORMAT)
    answer, children = opened(read, data)
    assert children[0].row.path == raw
    assert answer.text == "رسالة من الميناء"


def sparse() -> bytes:
    """Return what GNU tar writes for a file of 5000 bytes, two parts of which are there."""
    info = tarfile.TarInfo("sparse")
    info.type, info.size = tarfile.GNUTYPE_SPARSE, 8
    head = bytearray(info.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict"))
    for place, (start, length) in zip((386, 410), ((1000, 5), (4997, 3)), strict=True):
        head[place : place + 24] = b"%011o\0%011o\0" % (start, length)
    head[483:495] = b"%011o\0" % 5000
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + b"helloend" + bytes(504 + 1024)


def test_holes_of_a_sparse_file_are_put_back(opened: Open) -> None:
    ((row, content),) = opened(read, sparse()).children
    assert content == bytes(1000) + b"hello" + bytes(3992) + b"end"
    assert (row.derivation, row.start, row.end) == (Derivation.DECODED, 512, 520)


def test_a_sparse_map_in_a_pax_header(opened: Open) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("GNUSparseFile.0/sparse")
        info.pax_headers = {
            "GNU.sparse.major": "1",
            "GNU.sparse.minor": "0",
            "GNU.sparse.name": "sparse",
            "GNU.sparse.realsize": "20",
        }
        content = b"1\n10\n5\n".ljust(512, b"\0") + b"hello"
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
        after = tarfile.TarInfo("after")
        after.size = 2
        archive.addfile(after, io.BytesIO(b"ok"))
    found = opened(read, file.getvalue())
    assert found.names() == [b"sparse", b"after"]
    assert found.contents() == [bytes(10) + b"hello" + bytes(5), b"ok"]
    assert found.answer.notices == ()


def test_a_map_of_holes_that_contradicts_itself_is_damage(opened: Open) -> None:
    data = bytearray(sparse())
    data[410:421] = b"%011o" % 1001
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    assert opened(read, bytes(data)).answer.notices == (Told(Code.CHILDREN_DAMAGED, 1),)


def test_a_damaged_header_is_told_and_the_rest_goes_on(opened: Open) -> None:
    data = bytearray(packed(("a", b"one"), ("b", b"two"), ("c", b"three")))
    data[1024 + 3] ^= 1
    found = opened(read, bytes(data))
    assert found.names() == [b"a", b"c"]
    lost = data[1024:2048].rstrip(b"\0")
    assert found.answer.notices == (Told(Code.BYTES_UNACCOUNTED, len(lost)),)
    assert found.answer.metadata == (("amana:unaccounted", f"1024-{1024 + len(lost)}"),)


def test_archives_one_after_the_other_and_what_follows(opened: Open) -> None:
    data = packed(("a", b"one")) + packed(("b", b"two")) + b"#!/bin/sh"
    found = opened(read, data)
    assert found.names() == [b"a", b"b"]
    assert found.answer.notices == (Told(Code.BYTES_UNACCOUNTED, 9),)


def test_a_member_that_ends_early_is_taken_as_far_as_it_goes(opened: Open) -> None:
    found = opened(read, packed(("a", b"one"), ("b", b"x" * 2000))[: 1024 + 512 + 700])
    assert found.contents() == [b"one", b"x" * 700]
    assert found.answer.notices == (Told(Code.CHILDREN_CUT, 1),)


def test_lengths_that_lie_do_not_lead_astray(opened: Open) -> None:
    data = bytearray(packed(("a", b"one"), ("b", b"two")))
    data[124:136] = b"\xff" * 12  # minus one, in base 256
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    assert opened(read, bytes(data)).names() == [b"b"]


def test_what_is_no_archive_is_given_up(opened: Open) -> None:
    with pytest.raises(GiveUp) as gave_up:
        opened(read, b"no archive" * 100)
    assert gave_up.value.code is Code.CONTAINER_BROKEN
    assert opened(read, b"").answer.notices == (Told(Code.EMPTY_FILE),)
    assert opened(read, bytes(1024)).answer.notices == (Told(Code.CONTAINER_EMPTY),)


def test_in_the_sandbox(read: Read) -> None:
    outcome = read(packed(("a.txt", b"one"), (LONG, b"two")), "a.tar")
    assert outcome.state is State.READ
    assert [child.path for child in outcome.children] == ["a.txt", LONG]


def test_the_recipe_names_what_reads() -> None:
    assert [name for name, _ in libraries()] == ["python"]
    warm()
