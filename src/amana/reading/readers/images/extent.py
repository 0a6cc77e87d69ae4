"""Where a picture ends inside its bytes, what was put behind it, and the comments on the way.

JPEG: ITU-T T.81 annex B. PNG: ISO/IEC 15948 section 5. GIF: GIF89a specification. WebP: RIFF.
"""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

from amana.reading.readers.facts import Facts, decoded

_MOST_PARTS = 2_000_000
_LARGEST_TEXT = 1 << 16
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_COMMENT, _SCAN, _JPEG_END = 0xFE, 0xDA, 0xD9
_GIF_IMAGE, _GIF_EXTENSION, _GIF_END = 0x2C, 0x21, 0x3B
_GIF_COMMENT, _GIF_CONTROL = 0xFE, 0xF9
_PNG_HEAD = 8
_SHORT = 2


class Extent(NamedTuple):
    """Where the picture ends (None: not found), and of how many frames it is (0: not counted)."""

    end: int | None
    frames: int = 0


def extent(data: bytes, kind: str, facts: Facts) -> Extent:
    """Walk through a picture of a kind (as Pillow names it) and take its comments to `facts`."""
    match kind:
        case "JPEG" | "MPO":
            return Extent(_jpeg(data, facts))
        case "PNG":
            return Extent(_png(data, facts))
        case "GIF":
            return _gif(data, facts)
        case "WEBP":
            return Extent(8 + int.from_bytes(data[4:8], "little"))
        case _:
            return Extent(None)


def _jpeg(data: bytes, facts: Facts) -> int | None:
    at = 2
    for _ in range(_MOST_PARTS):
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return None
        marker = data[at + 1]
        if marker == _JPEG_END:
            return at + 2
        if marker in (0, 0xFF) or marker in _JPEG_ALONE:
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004 - a fill byte
            continue
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _COMMENT:
            facts.add("jpeg:comment", decoded(data[at + 4 : at + 2 + size]))
        at += 2 + max(size, _SHORT)
    return None


def _png(data: bytes, facts: Facts) -> int | None:
    at = _PNG_HEAD
    for _ in range(_MOST_PARTS):
        if at + 8 > len(data):
            return None
        size, kind = struct.unpack_from(">I4s", data, at)
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            _png_text(kind, data[at + 8 : at + 8 + min(size, _LARGEST_TEXT)], facts)
        at += 12 + size
        if kind == b"IEND":
            return at if at <= len(data) else None
    return None


def _png_text(kind: bytes, body: bytes, facts: Facts) -> None:
    name, _, rest = body.partition(b"\0")
    text, packed, encoding = rest, False, "latin-1"
    if kind == b"zTXt":
        text, packed = rest[1:], True
    elif kind == b"iTXt":
        packed, encoding = rest[:1] == b"\1", "utf-8"
        text = [*rest[2:].split(b"\0", 2), b"", b""][2]
    if packed:
        try:
            text = zlib.decompressobj().decompress(text, _LARGEST_TEXT)
        except zlib.error:
            return
    if name != b"XML:com.adobe.xmp":
        facts.add(f"png:{name.decode('latin-1')}", text.decode(encoding, "replace"))


def _gif(data: bytes, facts: Facts) -> Extent:
    frames, at = 0, 13 + _colours(data[10:11])
    for _ in range(_MOST_PARTS):
        kind = data[at : at + 1]
        if kind == bytes([_GIF_END]):
            return Extent(at + 1, frames)
        if kind == bytes([_GIF_IMAGE]):
            frames += 1
            at = _skip_blocks(data, at + 11 + _colours(data[at + 9 : at + 10]))
        elif kind == bytes([_GIF_EXTENSION]):
            if data[at + 1 : at + 2] == bytes([_GIF_COMMENT]):
                facts.add("gif:comment", decoded(data[at + 3 : at + 3 + data[at + 2]]))
            at = _skip_blocks(data, at + 2)
        else:
            return Extent(None, frames)
    return Extent(None, frames)


def _colours(flags: bytes) -> int:
    """Return the bytes of a table of colours, which the flags announce."""
    return 3 << ((flags[0] & 7) + 1) if flags and flags[0] & 0x80 else 0


def _skip_blocks(data: bytes, at: int) -> int:
    """Return where a run of blocks ends, each with its length before it."""
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1
