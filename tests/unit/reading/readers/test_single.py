from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
from typing import TYPE_CHECKING

import pytest
from fastwarc.stream_io import ZstdWriter

from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.single import libraries, name_inside, read, warm
from amana.reading.wire import Told
from amana.records import Derivation, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.reading.conftest import Read
    from tests.unit.reading.readers.conftest import Open

NOISE = random.Random(1).randbytes(300_000)  # noqa: S311 - no secret


class Kept(io.BytesIO):
    def close(self) -> None:
        """Stay open for whoever asks what was written."""


def zstd(data: bytes) -> bytes:
    file = Kept()
    with ZstdWriter(file) as writer:
        writer.write(data)
    return file.getvalue()


def alone(data: bytes) -> bytes:
    return lzma.compress(data, lzma.FORMAT_ALONE)


PACKERS = [gzip.compress, bz2.compress, lzma.compress, alone, zstd]


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize("content", [b"", b"hello", bytes(5 << 20), NOISE])
def test_what_is_inside_is_one_child(
    opened: Open, pack: Callable[[bytes], bytes], content: bytes
) -> None:
    data = pack(content)
    answer, ((row, inside),) = opened(read, data, "box/letter.txt.gz")
    assert inside == content
    assert (row.path, row.derivation) == (b"letter.txt", Derivation.DECOMPRESSED)
    assert (row.start, row.end) == (0, len(data))
    assert (answer.text, answer.notices) == ("letter.txt", ())


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstd])
def test_streams_that_follow_each_other_are_one(
    opened: Open, pack: Callable[[bytes], bytes]
) -> None:
    assert opened(read, pack(b"one ") + pack(b"two")).contents() == [b"one two"]


def test_padding_between_xz_streams(opened: Open) -> None:
    data = lzma.compress(b"one ") + bytes(8) + lzma.compress(b"two") + bytes(4)
    found = opened(read, data)
    assert (found.contents(), found.answer.notices) == ([b"one two"], ())


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_what_follows_is_told(opened: Open, pack: Callable[[bytes], bytes]) -> None:
    data = pack(b"one") + b"something else"
    found = opened(read, data, "a.gz")
    assert found.contents() == [b"one"]
    assert found.answer.notices == (Told(Code.BYTES_UNACCOUNTED, 14),)
    assert found.answer.metadata == (("amana:unaccounted", f"{len(data) - 14}-{len(data)}"),)
    padded = opened(read, pack(b"one") + bytes(99), "a.gz")
    assert (padded.contents(), padded.answer.notices) == ([b"one"], ())


@pytest.mark.parametrize("pack", PACKERS)
def test_a_stream_that_ends_early_gives_what_it_has(
    opened: Open, pack: Callable[[bytes], bytes]
) -> None:
    data = pack(NOISE * 4)
    found = opened(read, data[: len(data) * 3 // 4], "a.gz")
    (content,) = found.contents()
    assert NOISE * 4 != content != b""
    assert (NOISE * 4).startswith(content)
    assert found.answer.notices == (Told(Code.CHILDREN_CUT, 1),)


def test_a_wrong_checksum_is_told(opened: Open) -> None:
    data = bytearray(gzip.compress(b"hello"))
    data[-8] ^= 1
    found = opened(read, bytes(data), "a.gz")
    assert found.answer.notices == (Told(Code.CHILDREN_CUT, 1),)


def named(name: bytes, extra: bytes = b"") -> bytes:
    """Return a gzip member whose header states a name (RFC 1952 section 2.3)."""
    data = gzip.compress(b"hello", mtime=1_700_000_000)
    flags = 8 | (4 if extra else 0)
    more = len(extra).to_bytes(2, "little") + extra if extra else b""
    return data[:3] + bytes([flags]) + data[4:10] + more + name + b"\0" + data[10:]


@pytest.mark.parametrize("extra", [b"", b"extra\0field"])
def test_the_header_names_it(opened: Open, extra: bytes) -> None:
    raw = "رسالة.txt".encode("cp1256")
    data = named(raw, extra)
    answer, ((row, _),) = opened(read, data, "other.gz")
    assert (row.path, row.modified) == (raw, "2023-11-14T22:13:20Z")
    assert answer.text == "رسالة.txt"
    (run,) = answer.runs
    assert data[run.byte_start : run.byte_end] == raw


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("a.tar.gz", "a.tar"),
        ("a.tgz", "a.tar"),
        ("A.TBZ2", "A.tar"),
        ("map.svgz", "map.svg"),
        ("in/a.txt.xz", "a.txt"),
        ("a", "a"),
        ("a.bin", "a.bin"),
        (".gz", "gz"),
        ("", ""),
    ],
)
def test_the_name_without_its_ending(name: str, inside: str) -> None:
    assert name_inside(name) == inside


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b\x08", b"BZh9x", b"\xfd7zXZ\0\0", b"(\xb5/\xfd", b"]\0"]
)
def test_what_cannot_be_undone_at_all_is_given_up(opened: Open, data: bytes) -> None:
    with pytest.raises(GiveUp) as gave_up:
        opened(read, data)
    assert gave_up.value.code is Code.CONTAINER_BROKEN


def test_no_bytes(opened: Open) -> None:
    assert opened(read, b"").answer.notices == (Told(Code.EMPTY_FILE),)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstd])
def test_in_the_sandbox(read: Read, pack: Callable[[bytes], bytes]) -> None:
    outcome = read(pack(b"hello"), "letter.txt.gz")
    assert outcome.state is State.READ
    (child,) = outcome.children
    assert (child.path, child.digests.size) == ("letter.txt", 5)


def test_the_recipe_names_what_decompresses() -> None:
    assert [name for name, _ in libraries()] == ["zlib", "python", "brotli", "fastwarc"]
    warm()
