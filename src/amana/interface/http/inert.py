"""Pictures of a capture made harmless: a PNG written anew out of pixels that were tested.

A bundle may come from anywhere, so what it calls a picture may be anything. Nothing of it is handed
on but the size, the palette and a stream of pixels that is exactly as long as the size demands
(PNG, third edition; W3C Recommendation of 2025, sections 5, 7.2 and 11.2). No picture is decoded.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from amana.core import UnreadableError

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_KEPT = (b"PLTE", b"tRNS")
_LONGEST_PALETTE = 768
_MOST_SIDE = 65_535
_MOST_BYTES = 512 << 20
_STEP = 4 << 20
_LAST_FILTER = 4


def inert_png(content: bytes) -> bytes:
    """Return a picture as a PNG that holds nothing but its pixels.

    Raises:
        UnreadableError: it is no PNG, it is damaged, or it is too large.
    """
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise _broken()
    head, length = _head(chunks[0][1])
    pixels = b"".join(body for kind, body in chunks if kind == b"IDAT")
    _require_pixels(pixels, *length)
    kept = [
        (kind, body) for kind, body in chunks if kind in _KEPT and len(body) <= _LONGEST_PALETTE
    ]
    made = [(b"IHDR", head), *kept, (b"IDAT", pixels), (b"IEND", b"")]
    return _SIGNATURE + b"".join(_chunk(kind, body) for kind, body in made)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks with their bodies, each held against its checksum."""
    if not content.startswith(_SIGNATURE):
        raise _broken()
    at = len(_SIGNATURE)
    while at < len(content):
        if at + 12 > len(content):
            raise _broken()
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 8 + length
        if end + 4 > len(content):
            raise _broken()
        (checksum,) = struct.unpack_from(">I", content, end)
        if zlib.crc32(content[at + 4 : end]) != checksum:
            raise _broken()
        yield kind, content[at + 8 : end]
        at = end + 4
        if kind == b"IEND":
            return


def _head(body: bytes) -> tuple[bytes, tuple[int, int]]:
    """Return the header, and the bytes of a row with its filter and the number of rows."""
    if len(body) != struct.calcsize(">IIBBBBB"):
        raise _broken()
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", body)
    known = colour in _DEPTHS and depth in _DEPTHS[colour]
    if not known or packing or filtering or interlace:
        raise _broken()
    if not (0 < width <= _MOST_SIDE and 0 < height <= _MOST_SIDE):
        raise _broken()
    row = 1 + (width * _CHANNELS[colour] * depth + 7) // 8
    if row * height > _MOST_BYTES:
        raise _broken()
    return body, (row, height)


def _require_pixels(pixels: bytes, row: int, rows: int) -> None:
    """Raise unless the stream holds exactly these rows, each with a filter that there is."""
    inflating, seen = zlib.decompressobj(), 0
    rest = pixels
    try:
        while not inflating.eof:
            part = inflating.decompress(rest, _STEP)
            if not part and not inflating.eof:
                raise _broken()
            filters = part[-seen % row :: row]
            if any(each > _LAST_FILTER for each in filters):
                raise _broken()
            seen += len(part)
            if seen > row * rows:
                raise _broken()
            rest = inflating.unconsumed_tail
    except zlib.error as error:
        raise _broken() from error
    if seen != row * rows or inflating.unused_data:
        raise _broken()


def _chunk(kind: bytes, body: bytes) -> bytes:
    told = kind + body
    return struct.pack(">I", len(body)) + told + struct.pack(">I", zlib.crc32(told))


def _broken() -> UnreadableError:
    return UnreadableError(
        "this picture is damaged, or is no picture that a capture makes",
        remedy="download it from the list of evidence, and open it where nothing can be harmed",
    )
