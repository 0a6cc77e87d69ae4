from __future__ import annotations

import pytest

from amana.reading.readers.warc.headers import arc_header, moment_of, warc_header

FIELDS = b"WARC-Type: response\r\nwarc-target-uri: http://example.org/\r\nContent-Length: 12\r\n"


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r\r\n"])
def test_headers_with_line_ends_of_every_kind(end: bytes) -> None:
    data = (b"WARC/1.1\r\n" + FIELDS + b"\r\n").replace(b"\r\n", end)
    header = warc_header(data + b"block")
    assert header is not None
    assert (header.kind, header.length, header.size) == ("response", 12, len(data))
    assert header.get("warc-target-uri") == "http://example.org/"
    assert header.get("warc-date") == ""


def test_folded_lines_and_lines_that_are_no_fields() -> None:
    header = warc_header(b"WARC/0.18\r\nA: one\r\n\ttwo\r\nnothing\r\n: none\r\n\r\n")
    assert header is not None
    assert header.fields == (("a", "one two"),)
    assert (header.kind, header.length) == ("", None)


def test_no_fields_at_all() -> None:
    header = warc_header(b"WARC/1.0\r\n\r\n")
    assert header is not None
    assert header.fields == ()


@pytest.mark.parametrize("data", [b"", b"WARC/1.0", b"WARC/x\r\n\r\n", b"WARC/1.0\r\nA: b\r\n"])
def test_what_is_no_header(data: bytes) -> None:
    assert warc_header(data) is None


@pytest.mark.parametrize("length", [b"-1", b"abc", b"1" * 30, b"\xd9\xa1", b""])
def test_lengths_that_are_none(length: bytes) -> None:
    header = warc_header(b"WARC/1.0\r\nContent-Length: " + length + b"\r\n\r\n")
    assert header is not None
    assert header.length is None


def test_arc_lines_of_both_versions() -> None:
    one = arc_header(b"http://example.org/a b 192.0.2.1 20240102030405 text/html 12\nblock")
    assert one is not None
    assert (one.kind, one.length, one.size) == ("response", 12, 61)
    assert one.get("warc-target-uri") == "http://example.org/a b"
    assert one.get("warc-date") == "2024-01-02T03:04:05Z"
    assert one.get("content-type") == "text/html"
    two = arc_header(
        b"dns:example.org 192.0.2.1 20240102 text/dns 200 3a1b - 77 file.arc.gz 56\nblock"
    )
    assert two is not None
    assert (two.kind, two.length) == ("resource", 56)
    assert two.get("warc-date") == "2024-01-02"
    first = arc_header(b"filedesc://a.arc 0.0.0.0 20240102030405 text/plain 76\n")
    assert first is not None
    assert first.kind == "warcinfo"


@pytest.mark.parametrize(
    "data", [b"", b"http://example.org/", b"a b c d e\n", b"http://a 192.0.2.1 20240102 t 1"]
)
def test_what_is_no_arc_line(data: bytes) -> None:
    assert arc_header(data) is None


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"),
        ("2024-01-02T03:04:05.123456Z", "2024-01-02T03:04:05Z"),
        ("2024-01-02", "2024-01-02"),
        ("2024", "2024"),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moments(date: str, told: str | None) -> None:
    assert moment_of(date) == told
