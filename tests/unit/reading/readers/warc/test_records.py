from __future__ import annotations

import gzip

import pytest

from amana.reading.readers.intake import BytesContent
from amana.reading.readers.warc.records import Record, records


def record(block: bytes, length: int | str | None = None, kind: str = "resource") -> bytes:
    stated = len(block) if length is None else length
    return (
        b"WARC/1.1\r\nWARC-Type: %s\r\nContent-Length: %s\r\n\r\n"
        % (kind.encode(), str(stated).encode())
        + block
        + b"\r\n\r\n"
    )


def walk(data: bytes) -> tuple[list[Record], list[tuple[int, int]]]:
    gaps: list[tuple[int, int]] = []
    found = list(records(BytesContent(data), lambda start, end: gaps.append((start, end))))
    return found, [gap for gap in gaps if gap[0] < gap[1]]


def blocks(data: bytes) -> list[bytes]:
    return [b"".join(found.block()) for found in walk(data)[0]]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_records_with_their_bytes(pack: type[bytes]) -> None:
    parts = [pack(record(block)) for block in (b"one", b"", b"three" * 100_000)]
    found, gaps = walk(b"".join(parts))
    assert [b"".join(one.block()) for one in found] == [b"one", b"", b"three" * 100_000]
    assert gaps == []
    assert [one.cut for one in found] == [False] * 3
    if pack is bytes:
        assert found[0].last == len(parts[0]) - 4
    else:
        assert [one.last - one.first for one in found] == [len(part) for part in parts]


def test_all_records_in_one_member() -> None:
    data = gzip.compress(record(b"one") + record(b"two"))
    found, gaps = walk(data)
    assert [(one.first, one.last) for one in found] == [(0, len(data))] * 2
    assert (blocks(data), gaps) == ([b"one", b"two"], [])


def test_a_length_that_is_too_short_loses_nothing_in_silence() -> None:
    data = record(b"one and more", 3) + record(b"two")
    found, gaps = walk(data)
    assert blocks(data) == [b"one", b"two"]
    assert [data[start:end] for start, end in gaps] == [b" and more"]
    assert [one.cut for one in found] == [True, False]


@pytest.mark.parametrize("length", [5_000, 20, "none", -1])
def test_a_length_that_is_too_long_swallows_no_other_record(length: int | str) -> None:
    data = record(b"one", length) + record(b"two") + record(b"three")
    found, gaps = walk(data)
    assert blocks(data) == [b"one", b"two", b"three"]
    assert (gaps, [one.cut for one in found]) == ([], [True, False, False])


def test_a_file_that_ends_early() -> None:
    found, gaps = walk(record(b"one") + record(b"two" * 100)[:-100])
    assert [one.cut for one in found] == [False, True]
    assert gaps == []
    assert len(walk(record(b"one")[:20])[0]) == 0
    assert walk(record(b"one")[:20])[1] == [(0, 20)]


def test_a_record_inside_a_record_is_part_of_its_block() -> None:
    data = record(record(b"inner")) + record(b"two")
    assert blocks(data) == [record(b"inner"), b"two"]
    assert blocks(record(record(b"inner")) + b"noise\n" + record(b"two")) == [
        record(b"inner"),
        b"two",
    ]


def test_noise_between_records_is_told_with_its_place() -> None:
    data = b"before\n" + record(b"one") + b"between\r\n" + record(b"two") + b"after"
    found, gaps = walk(data)
    assert blocks(data) == [b"one", b"two"]
    assert [data[start:end] for start, end in gaps] == [b"before", b"between", b"after"]
    assert len(found) == 2


def test_zeros_at_the_end_are_no_noise() -> None:
    assert walk(record(b"one") + bytes(1000))[1] == []


def test_no_archive_at_all() -> None:
    assert walk(b"something else") == ([], [(0, 14)])
    data = gzip.compress(b"something else")
    assert walk(data) == ([], [(0, len(data))])


def arc(*parts: tuple[str, bytes]) -> list[bytes]:
    head = b"1 0 Crawler\nURL IP-address Archive-date Content-type Archive-length\n"
    lines = [("filedesc://a.arc 0.0.0.0 20240102030405 text/plain", head), *parts]
    return [b"%s %d\n%s\n" % (line.encode(), len(block), block) for line, block in lines]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_arc_files(pack: type[bytes]) -> None:
    line = "http://example.org/{} 192.0.2.1 20240102030405 text/html"
    parts = arc((line.format("a b"), b"HTTP/1.0 200 OK\n\none"), (line.format("c"), b"two\n"))
    found, gaps = walk(b"".join(map(pack, parts)))
    assert [one.header.kind for one in found] == ["warcinfo", "response", "response"]
    assert [b"".join(one.block()) for one in found][1:] == [b"HTTP/1.0 200 OK\n\none", b"two\n"]
    assert gaps == []
