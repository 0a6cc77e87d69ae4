from __future__ import annotations

import gzip as standard

import pytest

from amana.reading.readers.containers.gzip import Damaged, Header, Member, header_at
from amana.reading.readers.intake import BytesContent


def head(flags: int, rest: bytes) -> BytesContent:
    return BytesContent(b"xx" + b"\x1f\x8b\x08" + bytes([flags]) + bytes(6) + rest)


def test_headers_with_everything() -> None:
    rest = b"\x03\0a\0bname\0a comment\0CRdata"
    assert header_at(head(0x1E, rest), 2) == Header(b"name", 17, None, 2 + 10 + len(rest) - 4)
    assert header_at(head(0, b"data"), 2) == Header(b"", 2, None, 12)


@pytest.mark.parametrize("flags", [8, 16])
def test_headers_that_do_not_end(flags: int) -> None:
    with pytest.raises(Damaged):
        header_at(head(flags, b"name"), 2)
    with pytest.raises(Damaged):
        header_at(BytesContent(b"\x1f\x8b\x08"), 0)


def test_members_know_where_they_end() -> None:
    first = standard.compress(b"one" * 100_000)
    document = BytesContent(first + standard.compress(b"two"))
    one = Member(document, 0)
    assert b"".join(one.pieces()) == b"one" * 100_000
    assert one.end == len(first)
    assert b"".join(Member(document, one.end).pieces()) == b"two"


@pytest.mark.parametrize("place", [-8, -1])
def test_what_was_inflated_is_had_before_the_checksum_is_wrong(place: int) -> None:
    data = bytearray(standard.compress(b"one"))
    data[place] ^= 1
    pieces = Member(BytesContent(bytes(data)), 0).pieces()
    assert next(pieces) == b"one"
    with pytest.raises(Damaged):
        next(pieces)
