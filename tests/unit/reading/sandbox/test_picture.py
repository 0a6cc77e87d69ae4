from __future__ import annotations

import struct
import zlib

from amana.reading.sandbox.picture import png, pnm


def test_a_png_holds_the_pixels() -> None:
    rgb = bytes(range(24))
    picture = png(4, 2, rgb)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(picture):
        length = int.from_bytes(picture[at : at + 4])
        kind, body = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        assert int.from_bytes(picture[at + 8 + length : at + 12 + length]) == zlib.crc32(
            kind + body
        )
        chunks[kind] = body
        at += 12 + length
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    assert struct.unpack(">IIBBBBB", chunks[b"IHDR"]) == (4, 2, 8, 2, 0, 0, 0)
    rows = zlib.decompress(chunks[b"IDAT"])
    assert rows == b"\0" + rgb[:12] + b"\0" + rgb[12:]


def test_a_portable_pixmap_is_the_pixels_behind_their_size() -> None:
    assert pnm(1, 2, b"abcdef") == b"P6 1 2 255\nabcdef"
