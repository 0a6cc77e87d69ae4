from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from functools import partial

import brotli  # type: ignore[import-untyped]  # no stubs
import pytest

from amana.reading.readers.warc.http import Body, Head, Oddity, head_of

packed = partial(gzip.compress, mtime=0)
"""The same bytes at any time: they name tests."""

PAGE = b"<!doctype html><p>\xd9\x86\xd8\xb5</p>" * 50
CHUNKED = b"Transfer-Encoding: chunked\r\n"


def message(headers: bytes, body: bytes, line: bytes = b"HTTP/1.1 200 OK\r\n") -> bytes:
    return line + headers + b"\r\n" + body


def chunks(data: bytes, size: int = 100, extension: bytes = b"", trailer: bytes = b"") -> bytes:
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return (
        b"".join(b"%x%s\r\n%s\r\n" % (len(part), extension, part) for part in parts)
        + b"0\r\n%s\r\n" % trailer
    )


def cut_up(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def undone(data: bytes, size: int = 1 << 20) -> tuple[bytes, list[Oddity]]:
    head = head_of(data)
    body = Body(head, cut_up(data[head.size :], size))
    return b"".join(body.decoded(body.framed()).pieces), body.oddities


def raw_deflate(data: bytes) -> bytes:
    deflate = zlib.compressobj(wbits=-15)
    return deflate.compress(data) + deflate.flush()


# The Zstandard frame of "abc" that the program zstd writes.
ZSTD = bytes.fromhex("28b52ffd0458190000616263990977ad")

LEGAL = [
    (b"", PAGE, PAGE),
    (b"Content-Length: %d\r\n" % len(PAGE), PAGE, PAGE),
    (b"content-length:%d\n" % len(PAGE), PAGE, PAGE),
    (CHUNKED, chunks(PAGE), PAGE),
    (CHUNKED, chunks(PAGE, extension=b";ext=1"), PAGE),
    (CHUNKED, chunks(PAGE, extension=b' ; name="a;b"'), PAGE),
    (CHUNKED, chunks(PAGE, trailer=b"Trailer: t\r\nOther: u\r\n"), PAGE),
    (b"transfer-encoding: CHUNKED\r\n", chunks(PAGE), PAGE),
    (CHUNKED, b"00A\r\n0123456789\r\n0000\r\n\r\n", b"0123456789"),
    (CHUNKED, b"0\r\n\r\n", b""),
    (CHUNKED + b"Content-Length: 9\r\n", chunks(PAGE), PAGE),
    (b"Content-Encoding: gzip\r\n", packed(PAGE), PAGE),
    (b"Content-Encoding: x-gzip\r\n", packed(PAGE), PAGE),
    (b"Content-Encoding: gzip\r\n", packed(PAGE) + packed(b"more"), PAGE + b"more"),
    (b"Content-Encoding: deflate\r\n", zlib.compress(PAGE), PAGE),
    (b"Content-Encoding: deflate\r\n", raw_deflate(PAGE), PAGE),
    (b"Content-Encoding: br\r\n", brotli.compress(PAGE), PAGE),
    (b"Content-Encoding: br\r\n", brotli.compress(b"a" * 5_000_000), b"a" * 5_000_000),
    (b"Content-Encoding: zstd\r\n", ZSTD, b"abc"),
    (b"Content-Encoding: zstd\r\n", ZSTD + ZSTD, b"abcabc"),
    (b"Content-Encoding: identity\r\n", PAGE, PAGE),
    (b"Content-Encoding: deflate, gzip\r\n", packed(zlib.compress(PAGE)), PAGE),
    (
        b"Content-Encoding: deflate\r\nContent-Encoding: gzip\r\n",
        packed(zlib.compress(PAGE)),
        PAGE,
    ),
    (b"Content-Encoding:\r\n\tdeflate,\r\n gzip\r\n", packed(zlib.compress(PAGE)), PAGE),
    (CHUNKED + b"Content-Encoding: br\r\n", chunks(brotli.compress(PAGE), 7), PAGE),
    (b"Transfer-Encoding: gzip, chunked\r\n", chunks(packed(PAGE), 7), PAGE),
    (b"Content-Encoding: gzip\r\n", b"", b""),
]


@pytest.mark.parametrize(("headers", "body", "inside"), LEGAL)
@pytest.mark.parametrize("size", [1, 3, 1 << 20])
def test_what_the_standard_allows_is_undone(
    headers: bytes, body: bytes, inside: bytes, size: int
) -> None:
    if size == 1 and len(inside) > 1 << 20:
        size = 100
    assert undone(message(headers, body), size) == (inside, [])


BROKEN = [
    (CHUNKED, PAGE, PAGE, Oddity.NOT_CHUNKED),
    (CHUNKED, chunks(PAGE)[:-5], PAGE, Oddity.CHUNKS_CUT),
    (CHUNKED, b"a\r\n01234", b"01234", Oddity.CHUNKS_CUT),
    (CHUNKED, b"3\r\nabc\r\nno chunk", b"abcno chunk", Oddity.CHUNKS_BROKEN),
    (CHUNKED, b"3\nabc\n0\n\n", b"abc", None),
    (CHUNKED, chunks(b"abc") + b"HTTP/1.1 200 OK", b"abc", Oddity.AFTER_CHUNKS),
    (CHUNKED, b"3\r\nabc\r\n0\r\nfollowing", b"abc", Oddity.AFTER_CHUNKS),
    (CHUNKED, b"ffffffffffffffff\r\nabc", b"abc", Oddity.CHUNKS_CUT),
    (b"Content-Length: 3\r\n", b"abcdef", b"abcdef", Oddity.LENGTH_SHORT),
    (b"Content-Length: 9\r\n", b"abcdef", b"abcdef", Oddity.LENGTH_LONG),
    (b"Content-Length: nine\r\n", b"abcdef", b"abcdef", None),
    (b"Content-Length: -3\r\n", b"abcdef", b"abcdef", None),
    (b"Content-Encoding: gzip\r\n", PAGE, PAGE, Oddity.NOT_CODED),
    (b"Content-Encoding: br\r\n", PAGE, PAGE, Oddity.NOT_CODED),
    (b"Content-Encoding: deflate\r\n", PAGE, PAGE, Oddity.NOT_CODED),
    (b"Content-Encoding: zstd\r\n", PAGE, PAGE, Oddity.NOT_CODED),
    (b"Content-Encoding: gzip, gzip\r\n", packed(PAGE), PAGE, Oddity.NOT_CODED),
    (b"Content-Encoding: UTF-8\r\n", PAGE, PAGE, Oddity.CODING_UNKNOWN),
    (b"Content-Encoding: gzip\r\n", packed(PAGE)[:-8], PAGE, Oddity.CODING_BROKEN),
    (b"Content-Encoding: gzip\r\n", packed(PAGE) + b"x", PAGE, Oddity.CODING_BROKEN),
    (b"Content-Encoding: br\r\n", brotli.compress(PAGE)[:-1], None, Oddity.CODING_BROKEN),
    (b"Content-Encoding: zstd\r\n", ZSTD[:-1], None, Oddity.CODING_BROKEN),
]


@pytest.mark.parametrize(("headers", "body", "inside", "oddity"), BROKEN)
@pytest.mark.parametrize("size", [1, 1 << 20])
def test_what_contradicts_itself_is_given_as_far_as_it_goes(
    headers: bytes, body: bytes, inside: bytes | None, oddity: Oddity | None, size: int
) -> None:
    found, oddities = undone(message(headers, body), size)
    assert inside is None or found == inside
    assert oddities == ([oddity] if oddity else [])


@pytest.mark.parametrize("status", [b"204 No Content", b"304 Not Modified", b"100 Continue"])
def test_a_body_where_there_may_be_none(status: bytes) -> None:
    line = b"HTTP/1.1 " + status + b"\r\n"
    assert undone(message(b"Content-Length: 5\r\n", b"", line)) == (b"", [])
    assert undone(message(b"", b"abc", line)) == (b"abc", [Oddity.BODY_UNEXPECTED])


@pytest.mark.parametrize(
    "line",
    [
        b"HTTP/1.0 200 OK\r\n",
        b"HTTP/1.1 200\r\n",
        b"HTTP/1.1 200 \r\n",
        b"HTTP/2 200 OK\n",
        b"http/1.1 200 OK\r\r\n",
    ],
)
def test_status_lines(line: bytes) -> None:
    head = head_of(message(b"A: b\r\n", b"abc", line))
    assert (head.status, head.headers, head.oddities) == (200, (("a", "b"),), ())


def test_headers_of_every_kind() -> None:
    data = message(
        b"A:  b \r\nA: c, d\r\n folded\r\nno colon\r\n: none\r\nX-\xe9: \xff\r\n", b"body"
    )
    head = head_of(data)
    assert head.headers == (("a", "b"), ("a", "c, d folded"), ("x-\xe9", "\xff"))
    assert head.all("a") == ["b", "c", "d folded"]
    assert (head.first("a"), head.first("b")) == ("b", "")
    assert data[head.size :] == b"body"


def test_no_headers_at_all() -> None:
    assert head_of(b"HTTP/1.1 200 OK\r\n\r\nbody") == Head(200, "", (), 19)
    assert undone(b"<html>just a page") == (b"<html>just a page", [Oddity.NO_HEADERS])
    assert head_of(b"").oddities == (Oddity.NO_HEADERS,)
    assert head_of(b"HTTP/1.1 200 OK\r\nA: b\r\nC").oddities == (Oddity.HEADERS_CUT,)


def test_requests() -> None:
    head = head_of(b"POST /a?b HTTP/1.1\r\nHost: example.org\r\n\r\nabc", request=True)
    assert (head.status, head.method, head.first("host")) == (None, "POST", "example.org")
    assert head_of(b"GET /\r\nA: b\r\n\r\n", request=True).method == "GET"
    assert head_of(b"\x16\x03\x01", request=True).oddities == (Oddity.NO_HEADERS,)
