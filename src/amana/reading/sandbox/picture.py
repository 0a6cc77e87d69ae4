"""Pixels to PNG (ISO/IEC 15948) or portable pixmap, outside the worker.

A worker that was taken over can send wrong pixels, but no hostile picture file.
"""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOUR_RGB = 2
_LEVEL = 4


def png(width: int, height: int, rgb: bytes) -> bytes:
    """Return the PNG of `height` rows of `width` pixels, three bytes each, 8 bits a colour."""
    row = 3 * width
    view = memoryview(rgb)
    packer = zlib.compressobj(_LEVEL)
    parts = []
    for at in range(0, row * height, row):
        parts.append(packer.compress(b"\0"))  # filter type 0: the row as it is
        parts.append(packer.compress(view[at : at + row]))
    parts.append(packer.flush())
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_RGB, 0, 0, 0)
    return (
        _SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", b"".join(parts))
        + _chunk(b"IEND", b"")
    )


def pnm(width: int, height: int, rgb: bytes) -> bytes:
    """Return the same as a portable pixmap (ppm(5)), which takes no time to make or to open."""
    return b"P6 %d %d 255\n" % (width, height) + rgb


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)
