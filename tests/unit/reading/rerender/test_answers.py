from __future__ import annotations

import gzip
import zlib

import brotli  # type: ignore[import-untyped]  # no stubs
import pytest
from tests.unit.reading.rerender.saved import content, record, response, revisit, zstd

from amana.reading.rerender.answers import Source, Wanted, answer, missing, wanted, whole_size
from amana.reading.rerender.walking import Walk, reopened

URL = "https://e.example/"
BODY = b"0123456789" * 100


def source(*records: bytes) -> Source:
    """The first record's head, the last one's body."""
    files = (content(b"".join(records)),)
    found = [reopened(files, held) for held in Walk(files).held()]
    assert found[0]
    assert found[-1]
    return Source(record=found[0], body=found[-1])


@pytest.mark.parametrize(
    ("coding", "coded"),
    [
        ("gzip", gzip.compress(BODY)),
        ("deflate", zlib.compress(BODY)),
        ("br", brotli.compress(BODY)),
        ("zstd", zstd(BODY)),
        ("gzip", BODY),
    ],
    ids=["gzip", "deflate", "br", "zstd", "decoded-already"],
)
def test_codings_and_chunks_are_undone(coding: str, coded: bytes) -> None:
    chunked = b"".join(b"%x;ext=1\r\n%s\r\n" % (len(p), p) for p in (coded[:9], coded[9:]))
    heads = (
        f"Content-Encoding: {coding}",
        "Transfer-Encoding: chunked",
        "Connection: X-Hop",
        "X-Hop: 1",
    )
    given = answer(
        source(response(URL, chunked + b"0\r\nTrailer: t\r\n\r\n", *heads, "X-Kept: yes"))
    )
    assert b"".join(given.pieces) == BODY
    assert dict(given.headers) == {"content-type": "text/html; charset=utf-8", "x-kept": "yes"}


def test_a_coding_that_nobody_knows_is_left_to_the_browser() -> None:
    given = answer(source(response(URL, b"abc", "Content-Encoding: rot13")))
    assert dict(given.headers)["content-encoding"] == "rot13"


@pytest.mark.parametrize(
    ("value", "expected", "told"),
    [
        ("bytes=0-", BODY, "bytes 0-999/1000"),
        ("bytes=990-", BODY[990:], "bytes 990-999/1000"),
        ("bytes=5-9", BODY[5:10], "bytes 5-9/1000"),
        ("bytes=-7", BODY[-7:], "bytes 993-999/1000"),
        ("bytes=999-5000", b"9", "bytes 999-999/1000"),
    ],
)
def test_a_range_of_a_whole_body(value: str, expected: bytes, told: str) -> None:
    held = source(response(URL, gzip.compress(BODY), "Content-Encoding: gzip", kind="video/mp4"))
    given = answer(held, wanted(value), whole_size(held))
    assert (given.status, given.size) == (206, len(expected))
    assert dict(given.headers)["content-range"] == told
    assert b"".join(given.pieces) == expected


def test_a_range_behind_the_end() -> None:
    held = source(response(URL, BODY))
    given = answer(held, wanted("bytes=1000-"), 1000)
    assert given.status == 416
    assert dict(given.headers)["content-range"] == "bytes */1000"


def test_a_part_that_was_recorded() -> None:
    part = source(response(URL, BODY[100:200], "Content-Range: bytes 100-199/1000", status="206 P"))
    given = answer(part, Wanted(first=150))
    assert dict(given.headers)["content-range"] == "bytes 150-199/1000"
    assert b"".join(given.pieces) == BODY[150:200]
    assert given.said == ("part",)
    all_of_it = source(response(URL, BODY, "Content-Range: bytes 0-999/1000", status="206 P"))
    assert answer(all_of_it).status == 200


def test_ranges_that_are_none() -> None:
    for value in ("", "bytes=-", "bytes=1-2,5-6", "lines=1-2", "bytes=a-b"):
        assert wanted(value) is None


def test_a_revisit_has_its_own_head_unless_it_says_not_modified() -> None:
    original = response(URL, BODY, "X-From: first")
    again = answer(source(revisit(URL, status="200 OK"), original))
    assert (again.status, b"".join(again.pieces), again.said) == (200, BODY, ("revisit",))
    not_modified = answer(source(revisit(URL), original))
    assert not_modified.status == 200
    assert dict(not_modified.headers)["content-type"] == "text/html; charset=utf-8"


def test_headers_cannot_break_out_of_their_line() -> None:
    given = answer(
        source(
            response(
                URL, "x", "X-A: a\rSet-Cookie: b=c", "Bad name: x", "Proxy-Authenticate: Basic"
            )
        )
    )
    assert b"\rSet" not in given.head().replace(b"\r\n", b"")
    assert {name for name, _ in given.headers} == {"content-type", "x-a"}


def test_a_body_that_breaks_off_is_told_as_cut() -> None:
    assert answer(source(response(URL, "x", warc_truncated="length"))).said == ("cut",)
    assert answer(source(response(URL, BODY)[:-500])).said == ("cut",)


def test_a_resource_and_what_is_missing() -> None:
    given = answer(source(record("resource", b"x", warc_target_uri=URL, content_type="text/plain")))
    assert given.head() == b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n"
    assert missing("no").head().startswith(b"HTTP/1.1 404 Not Found\r\n")
    assert answer(source(response(URL, "", status="204 No Content"))).size == 0
    assert (
        answer(source(response(URL, "x", status="299 Odd")))
        .head()
        .startswith(b"HTTP/1.1 299 Recorded")
    )
