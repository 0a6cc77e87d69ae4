"""Bytes in memory and on the disk: the same bytes, the same digests."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from amana.acquire.capture.spools import IN_MEMORY, Spool


@pytest.mark.parametrize("pieces", [[], [b"a"], [b"head", b"body", b"more"], [b"x" * 300_000] * 7])
def test_what_goes_in_comes_out_and_is_known_by_its_digest(
    pieces: list[bytes], tmp_path: Path
) -> None:
    spool = Spool(tmp_path)
    for piece in pieces:
        spool.write(piece)
    whole = b"".join(pieces)
    assert b"".join(spool.pieces()) == whole
    assert spool.start(6) == whole[:6]
    assert spool.digested.sha256 == hashlib.sha256(whole).hexdigest()
    assert spool.digested.bytes == spool.size == len(whole)
    spool.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cut", [1, 5, 9, 12])
@pytest.mark.parametrize("size", [20, IN_MEMORY + 20])
def test_the_payload_begins_where_the_head_ends(cut: int, size: int, tmp_path: Path) -> None:
    raw = b"head-end|" + b"p" * size
    spool = Spool(tmp_path)
    spool.write(raw[:cut])
    spool.write(raw[cut:])
    spool.head_ends(9)
    spool.write(b"tail")
    assert spool.payload == hashlib.sha256(raw[9:] + b"tail").hexdigest()
    spool.close()
