"""Which record an exchange becomes; the rest is seen over real connections in test_slots.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from amana.acquire.capture.blocks import raw_block, request_block, response_block
from amana.acquire.capture.framing import ResponseFraming
from amana.acquire.capture.spools import Spool
from amana.acquire.capture.warc import FAST, THOROUGH

AT = "2026-03-01T08:00:00.000000Z"


@pytest.mark.parametrize(
    ("raw", "kind", "level"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", "response", THOROUGH),
        (b"HTTP/1.1 200 OK\r\nContent-Type: Application/JSON\r\n\r\n", "response", THOROUGH),
        (b"HTTP/1.1 200\r\nContent-Type: text/x\r\nContent-Encoding: br\r\n\r\n", "response", FAST),
        (b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", "response", FAST),
        (b"HTTP/1.1 200 OK\r\n\r\n", "response", FAST),
        (b"nothing of the kind", "resource", FAST),
    ],
)  # fmt: skip
def test_text_is_packed_well_and_media_fast(
    raw: bytes, kind: str, level: int, tmp_path: Path
) -> None:
    framing = ResponseFraming("GET")
    framing.feed(raw)
    block = response_block(
        "http://a/", AT, Spool(tmp_path), framing, identifier="<urn:x>", fields=(), truncated=None
    )
    assert (block.kind, block.level) == (kind, level)


def test_partners_are_named(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    for partner, named in (("<urn:x>", (("WARC-Concurrent-To", "<urn:x>"),)), (None, ())):
        block = request_block(
            "http://a/", AT, spool, partner, identifier="<urn:y>", fields=(("A", "b"),)
        )
        assert (block.identifier, block.fields) == ("<urn:y>", (*named, ("A", "b")))
    assert raw_block("surplus:1", AT, spool, "<urn:x>").url == "urn:amana:surplus:1"
