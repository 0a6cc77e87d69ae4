from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from amana.core import UnreadableError
from amana.interface.http.inert import inert_png

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(mode: str = "RGB", size: tuple[int, int] = (7, 5)) -> bytes:
    file = io.BytesIO()
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "<script>alert(1)</script>")
    picture = Image.linear_gradient("L").resize(size).convert(mode)
    picture.save(file, "PNG", pnginfo=told)
    return file.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    told = kind + body
    return struct.pack(">I", len(body)) + told + struct.pack(">I", zlib.crc32(told))


def made(
    rows: bytes, *, width: int = 2, height: int = 2, depth: int = 8, colour: int = 0,
    interlace: int = 0,
) -> bytes:  # fmt: skip
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    pixels = chunk(b"IDAT", zlib.compress(rows))
    return SIGNATURE + chunk(b"IHDR", head) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_the_pixels_stay_and_the_words_go(mode: str) -> None:
    content = png(mode)
    assert b"script" in content
    kept = inert_png(content)
    assert b"script" not in kept
    before, after = (Image.open(io.BytesIO(each)) for each in (content, kept))
    assert (before.size, before.mode) == (after.size, after.mode)
    assert before.tobytes() == after.tobytes()
    assert inert_png(kept) == kept


def test_what_follows_the_picture_is_left_out() -> None:
    content = png()
    assert inert_png(content + b"<html>") == inert_png(content)


GOOD = made(bytes(6))


def test_a_picture_made_by_hand_is_one() -> None:
    assert inert_png(GOOD) == GOOD


WRONG = {
    "nothing": b"",
    "a page": b"<html><script>alert(1)</script>",
    "a page that begins as a picture": SIGNATURE + b"<html>",
    "cut": GOOD[:-5],
    "without an end": GOOD[:-12],
    "too few rows": made(bytes(3)),
    "too many rows": made(bytes(9)),
    "an unknown filter": made(b"\x05\0\0\0\0\0"),
    "an unknown filter in the second row": made(b"\0\0\0\x09\0\0"),
    "interlaced": made(bytes(6), interlace=1),
    "no such depth": made(bytes(6), depth=3),
    "no such colour": made(bytes(6), colour=5),
    "no width": made(b"", width=0),
    "vast": made(bytes(6), width=65_000, height=65_000),
    "a bomb": made(bytes(4 << 20), width=2, height=2),
    "pixels that are none": SIGNATURE
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", b"no zlib")
    + chunk(b"IEND", b""),
    "another checksum": GOOD[:30] + bytes([GOOD[30] ^ 1]) + GOOD[31:],
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_whole_picture_is_refused(what: str) -> None:
    with pytest.raises(UnreadableError, match="picture"):
        inert_png(WRONG[what])


@given(at=st.integers(0, len(GOOD) - 1), bit=st.integers(0, 7))
def test_no_flipped_bit_passes(at: int, bit: int) -> None:
    damaged = bytearray(GOOD)
    damaged[at] ^= 1 << bit
    with pytest.raises(UnreadableError):
        inert_png(bytes(damaged))
