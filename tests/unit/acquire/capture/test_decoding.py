"""What a response says, beneath framing and codings."""

from __future__ import annotations

import gzip
import zlib

import brotli  # type: ignore[import-untyped]  # no stubs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.acquire.capture.decoding import plain

SAID = b"User-agent: *\nDisallow: /\n" * 40


def message(body: bytes, **fields: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return b"HTTP/1.1 200 OK\r\n" + lines.encode() + b"\r\n" + body


def chunked(body: bytes) -> bytes:
    pieces = (body[at : at + 7] for at in range(0, len(body), 7))
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\nT: t\r\n\r\n"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("identity", SAID),
        ("gzip", gzip.compress(SAID)),
        ("x-gzip", gzip.compress(SAID[:50]) + gzip.compress(SAID[50:])),
        ("deflate", zlib.compress(SAID)),
        ("deflate", zlib.compress(SAID)[2:-4]),
        ("br", brotli.compress(SAID)),
        ("gzip, br", brotli.compress(gzip.compress(SAID))),
    ],
)
def test_codings_are_undone(coding: str, body: bytes) -> None:
    assert plain(message(body, Content_Encoding=coding), 1 << 20) == SAID
    both = message(chunked(body), content_encoding=coding.upper(), TRANSFER_ENCODING="Chunked")
    assert plain(both, 1 << 20) == SAID
    assert plain(both, 9) == SAID[:9]


def test_zstd_is_undone() -> None:
    packed = bytes.fromhex("28b52ffd2005290000616d616e61")
    assert plain(message(packed, Content_Encoding="zstd"), 100) == b"amana"


def test_what_breaks_off_is_undone_up_to_there() -> None:
    packed = gzip.compress(SAID)
    assert SAID.startswith(plain(message(packed[:-12], Content_Encoding="gzip"), 1 << 20))
    assert plain(message(b"5\r\nabc", Transfer_Encoding="chunked"), 9) == b"abc"


def test_members_without_end_are_undone() -> None:
    empty = gzip.compress(b"")
    body = empty * 200_000 + gzip.compress(SAID)
    assert plain(message(body, Content_Encoding="gzip"), 1 << 20) == SAID
    long = bytes(range(256)) * 1000
    both = gzip.compress(long) + gzip.compress(SAID)
    assert plain(message(both, Content_Encoding="gzip"), 1 << 20) == long + SAID


def test_a_bomb_stays_small() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(plain(message(bomb, Content_Encoding="gzip"), 1000)) == 1000


@given(st.binary(), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_no_body_is_too_odd(body: bytes, coding: str) -> None:
    plain(message(body, Content_Encoding=coding, Transfer_Encoding="chunked"), 1000)
    plain(message(body, Content_Encoding=coding), 1000)
