"""The end of a body, byte by byte."""

from __future__ import annotations

import pytest

from amana.acquire.capture.bodies import (
    Body,
    ChunkedBody,
    EndlessBody,
    LengthBody,
    NoBody,
    stated_length,
)


@pytest.mark.parametrize(
    ("body", "raw", "belongs"),
    [
        (NoBody(), b"abc", 0),
        (LengthBody(2), b"abc", 2),
        (LengthBody(0), b"abc", 0),
        (ChunkedBody(), b"2\r\nab\r\n0\r\n\r\nX", 12),
        (ChunkedBody(), b"2\nab\n0\n\nX", 8),
    ],
)
def test_a_body_takes_its_bytes_and_no_more(body: Body, raw: bytes, belongs: int) -> None:
    taken = 0
    for n in range(len(raw)):
        if body.done:
            break
        taken += body.feed(raw[n : n + 1], 0)
    assert (taken, body.done, body.end()) == (belongs, True, True)


@pytest.mark.parametrize(
    ("raw", "oddity"),
    [
        (b"x\r\n", "chunk-size-broken"),
        (b"-2\r\nab\r\n", "chunk-size-broken"),
        (b"2\r\nabX\r\n", "chunk-end-broken"),
        (b"2" + b" " * 20_000, "chunk-line-too-long"),
        (b"0\r\n" + b"A: b\r\n" * 20_000, "trailer-too-long"),
        (b"1;e\r\na\r\n", "chunk-extension"),
    ],
)
def test_what_is_odd_about_chunks_is_told(raw: bytes, oddity: str) -> None:
    body = ChunkedBody()
    assert body.feed(raw, 0) == len(raw)
    assert oddity in body.oddities
    assert not body.end()


def test_without_an_end_of_its_own_a_body_ends_with_the_connection() -> None:
    body = EndlessBody()
    assert body.feed(b"abc", 1) == 3
    assert not body.done
    assert body.end()


@pytest.mark.parametrize(
    ("values", "length", "odd"),
    [
        ((b"3",), 3, []),
        ((b"3", b"3"), 3, ["length-repeated"]),
        ((b"3, 003",), 3, ["length-repeated"]),
        ((b"3", b"4"), None, ["lengths-differ"]),
        ((b"",), None, ["length-broken"]),
        ((b"0x3",), None, ["length-broken"]),
        ((b"9" * 30,), None, ["length-broken"]),
    ],
)
def test_a_length_counts_only_where_it_is_one_number(
    values: tuple[bytes, ...], length: int | None, odd: list[str]
) -> None:
    assert stated_length(values) == (length, odd)
