from __future__ import annotations

import pytest

from amana.reading.readers.mail.inside import path_of
from amana.reading.readers.mail.parts import split


@pytest.mark.parametrize(
    ("header", "path"),
    [
        (b"To: a", b"1"),
        (b"Content-Disposition: attachment; filename=a.txt", b"a.txt"),
        (b"Content-Type: x/y; name=b.txt", b"b.txt"),
        (b"Content-Disposition: x; filename==?utf-8?q?=D8=B3?=", "\u0633".encode()),
        (b"Content-Disposition: x; filename*=windows-1256''%D3", "\u0633".encode()),
        (b"Content-Disposition: x; filename*=klingon''%D3", b"\xd3"),
        (b'Content-Disposition: x; filename="\xd3.txt"', b"\xd3.txt"),
        (b'Content-Disposition: x; filename="../../a\0b"', b"../../ab"),
        (b"Content-Disposition: x; filename=" + b"a" * 9000, b"a" * 4096),
        (b'Content-Disposition: x; filename=" "', b"1"),
    ],
)
def test_names_are_bytes(header: bytes, path: bytes) -> None:
    assert path_of(split(header + b"\n\n").parts[0]) == path


def test_addresses_are_names_where_they_are_wanted() -> None:
    part = split(b"Content-Location: https://example.org/\n a.png\nContent-Type: x/y; name=b\n\n")
    assert path_of(part.parts[0], by_address=True) == b"https://example.org/a.png"
    assert path_of(part.parts[0]) == b"b"
