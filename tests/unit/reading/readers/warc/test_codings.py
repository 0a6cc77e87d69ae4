from __future__ import annotations

import gzip
import zlib

import pytest

from amana.reading.readers.warc.codings import CODINGS


@pytest.mark.parametrize(
    ("name", "start", "begins"),
    [
        ("gzip", b"\x1f\x8b\x08", True),
        ("gzip", b"\x1f", True),
        ("gzip", b"<html>", False),
        ("deflate", zlib.compress(b"abc"), True),
        ("deflate", b"<!doctype html>" * 9, False),
        ("br", b"<!doctype html>" * 9, False),
        ("br", b"\x06", True),
        ("zstd", b"(\xb5/\xfd", True),
        ("zstd", b"(abc)", False),
    ],
)
def test_the_first_bytes_tell(name: str, start: bytes, *, begins: bool) -> None:
    assert CODINGS[name].begins(start) is begins


def test_a_bomb_comes_in_pieces() -> None:
    pieces = CODINGS["gzip"].undo(iter([gzip.compress(bytes(50 << 20))]), lambda: None)
    assert max(map(len, pieces)) <= 1 << 18
    pieces = CODINGS["br"].undo(iter([b"\x06"]), lambda: None)
    assert list(pieces) == []
