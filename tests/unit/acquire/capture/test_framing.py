"""Where messages end, and what is odd about them: examples of the standard, and chance."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.truth.framings import Framed
from tests.truth.server import CLOSE, RESET

from amana.acquire.capture.accounts import Framing
from amana.acquire.capture.framing import (
    Malformed,
    RequestFraming,
    ResponseFraming,
    payload_of,
)

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n"


def fed(
    raw: bytes, method: str = "GET", cuts: list[int] | None = None
) -> tuple[ResponseFraming, int]:
    """Return the response and how many bytes of `raw` belong to it, fed in pieces."""
    response, taken = ResponseFraming(method), 0
    edges = sorted({0, len(raw), *(cut % (len(raw) + 1) for cut in cuts or [])})
    for start, stop in itertools.pairwise(edges):
        if response.done:
            break
        took = response.feed(raw[start:stop])
        taken += took
        if took < stop - start:
            break
    return response, taken


@pytest.mark.parametrize(
    ("raw", "framing", "length"),
    [
        (OK + b"Content-Length: 3\r\n\r\nabcdef", Framing.LENGTH, 3),
        (OK + b"Content-Length: 3, 3\r\n\r\nabcdef", Framing.LENGTH, 3),
        (OK + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcdef", Framing.CLOSE, 6),
        (OK + b"Content-Length: +3\r\n\r\nabcdef", Framing.CLOSE, 6),
        (OK + b"\r\nabcdef", Framing.CLOSE, 6),
        (CHUNKED + b"\r\n3;x=y\r\nabc\r\n0\r\nT: t\r\n\r\nab", Framing.CHUNKED, 23),
        (CHUNKED + b"Content-Length: 1\r\n\r\n0\r\n\r\nab", Framing.CHUNKED, 5),
        (OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\nab", Framing.CHUNKED, 5),
        (OK + b"Transfer-Encoding: gzip\r\n\r\n0\r\n\r\nab", Framing.CLOSE, 7),
        (CHUNKED + b"\r\nno number\r\nab", Framing.CHUNKED, 13),
        (b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nab", Framing.CLOSE, 7),
        (b"HTTP/1.1 204 None\r\nContent-Length: 3\r\n\r\nabc", Framing.NONE, 0),
        (b"HTTP/1.1 304 None\r\nContent-Length: 3\r\n\r\nabc", Framing.NONE, 0),
        (b"HTTP/1.1 101 Go\r\nUpgrade: websocket\r\n\r\nabc", Framing.UPGRADE, 0),
        (b"http/1.1 200\nContent-Length: 1\n\nabc", Framing.LENGTH, 1),
        (b"\r\n" + OK + b"Content-Length: 1\r\n\r\nabc", Framing.LENGTH, 1),
        (OK + b"Content-Length:\r\n 1\r\n\r\nabc", Framing.LENGTH, 1),
    ],
)  # fmt: skip
def test_a_body_ends_where_the_standard_says(raw: bytes, framing: Framing, length: int) -> None:
    response, taken = fed(raw)
    assert response.framing is framing
    assert taken - response.head_bytes == length
    assert raw[: response.head_bytes].endswith(b"\n")


def test_the_answer_to_head_has_no_body_whatever_it_announces() -> None:
    response, taken = fed(OK + b"Content-Length: 3\r\n\r\nabc", "HEAD")
    assert (response.framing, response.done, taken) == (Framing.NONE, True, response.head_bytes)


def test_an_interim_response_ends_with_its_head() -> None:
    interim = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    response, taken = fed(interim + OK)
    assert response.interim
    assert response.done
    assert taken == len(interim)


@given(number=st.integers(0, 1 << 32), cuts=st.lists(st.integers(0, 1 << 20), max_size=8))
def test_pieces_make_no_difference(number: int, cuts: list[int]) -> None:
    """However a response comes apart on the way, it ends at the same byte with the same words."""
    reply = Framed(number, "GET").reply()
    raw = b"".join(piece for piece in reply.pieces if isinstance(piece, bytes))
    whole, taken = fed(raw)
    parted, also = fed(raw, cuts=cuts)
    assert (taken, whole.done, whole.oddities) == (also, parted.done, parted.oddities)
    assert (whole.status, whole.framing) == (parted.status, parted.framing)


@given(number=st.integers(0, 1 << 32))
def test_what_a_server_sends_is_the_response_to_the_last_byte(number: int) -> None:
    reply = Framed(number, "GET").reply()
    raw = b"".join(piece for piece in reply.pieces if isinstance(piece, bytes))
    response, taken = fed(raw)
    assert taken == len(raw)
    cut = CLOSE in reply.pieces or RESET in reply.pieces
    assert response.done or response.end() or cut or "length" in str(response.framing)


@given(raw=st.binary(max_size=300), cuts=st.lists(st.integers(0, 300), max_size=5))
def test_any_bytes_are_taken_without_a_complaint(raw: bytes, cuts: list[int]) -> None:
    first, taken = fed(CHUNKED + b"\r\n" + raw, cuts=cuts)
    assert first.framing is Framing.CHUNKED
    assert taken <= first.head_bytes + len(raw)
    fed(raw, cuts=cuts)


def test_a_head_that_does_not_end_is_taken_as_content() -> None:
    response, taken = fed(OK + b"X: " + b"y" * (1 << 19))
    assert "head-too-long" in response.oddities
    assert response.framing is Framing.CLOSE
    assert taken == len(OK) + 3 + (1 << 19)


@pytest.mark.parametrize(
    ("raw", "stays"),
    [
        (OK + b"Content-Length: 0\r\n\r\n", True),
        (OK + b"Content-Length: 0\r\nConnection: close\r\n\r\n", False),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", False),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n", True),
        (OK + b"Content-Length: 0\nX: y\r\n\r\n", False),
        (CHUNKED + b"Content-Length: 5\r\n\r\n0\r\n\r\n", False),
        (OK + b"Content-Length : 0\r\n\r\n", False),
    ],
)
def test_a_connection_is_used_again_only_where_no_two_readers_can_differ(
    raw: bytes, *, stays: bool
) -> None:
    assert fed(raw)[0].stays is stays


def test_the_payload_is_what_the_chunks_hold() -> None:
    rng = random.Random(7)  # noqa: S311 - chance, nothing secret
    data = rng.randbytes(3_000)
    raw = CHUNKED + b"\r\n5;a=b\r\n" + data[:5] + b"\r\nbb3\r\n"
    head, payload = payload_of(raw + data[5:] + b"\r\n0\r\nX: t\r\n\r\n")
    assert payload == data
    assert head is not None
    assert payload_of(OK + b"Content-Length: 2\r\n\r\nhi")[1] == b"hi"


def taken_head(raw: bytes) -> tuple[RequestFraming, bytes]:
    request = RequestFraming()
    rest = request.take_head(raw)
    assert rest is not None
    return request, rest


GET = b"GET /a?b HTTP/1.1\r\nHost: a.test\r\n"


def test_a_request_is_taken_apart() -> None:
    request, rest = taken_head(GET + b"Content-Length: 3\r\nX-Y: \xe9 z \r\n\r\nabcdef")
    assert (request.method, request.target, rest) == ("GET", b"/a?b", b"abcdef")
    assert request.head.all(b"x-y") == (b"\xe9 z",)
    assert request.body.feed(rest, 0) == 3
    assert request.body.done


@given(cut=st.integers(1, len(GET) + 1))
def test_a_head_may_come_in_pieces(cut: int) -> None:
    request = RequestFraming()
    raw = GET + b"\r\n"
    assert request.take_head(raw[:cut]) is None
    assert request.take_head(raw[cut:]) == b""


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /a HTTP/1.1\r\n\r\n",
        GET + b"Host: b.test\r\n\r\n",
        GET + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        GET + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\n",
        GET + b"Content-Length: 3, 3\r\n\r\n",
        GET + b"Content-Length: +3\r\n\r\n",
        GET + b"Transfer-Encoding: gzip\r\n\r\n",
        GET + b"Transfer-Encoding: chunked, chunked\r\n\r\n",
        GET + b"Transfer-Encoding: xchunked\r\n\r\n",
        GET + b"Transfer-Encoding : chunked\r\n\r\n",
        GET + b" folded: yes\r\n\r\n",
        GET + b"no colon\r\n\r\n",
        GET + b"X: a\nTransfer-Encoding: chunked\r\n\r\n",
        GET + b"X: a\x00b\r\n\r\n",
        GET + b"X: a\rb\r\n\r\n",
        GET + b": empty\r\n\r\n",
        b"GET  /a HTTP/1.1\r\nHost: a.test\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: a.test\r\n\r\n",
        b"GET /a HTTP/2.0\r\nHost: a.test\r\n\r\n",
        b"GET /\xc3\xa4 HTTP/1.1\r\nHost: a.test\r\n\r\n",
        b"\r\nGET /a HTTP/1.1\r\nHost: a.test\r\n\r\n",
        b"POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_requests_that_can_be_read_in_two_ways_are_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        RequestFraming().take_head(raw)
