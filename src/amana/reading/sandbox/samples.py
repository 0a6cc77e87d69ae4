"""Small things of our own invention that programs must read before they may read anything else."""

from __future__ import annotations

import struct

from amana.reading.readers.pdf.sample import sample_pdf

PDF = sample_pdf("amana")

_DOTS = 8
_MARGIN = 4
_LETTERS = {
    "A": ("01110", "10001", "10001", "11111", "10001", "10001", "10001"),
    "M": ("10001", "11011", "10101", "10101", "10001", "10001", "10001"),
    "N": ("10001", "11001", "10101", "10011", "10001", "10001", "10001"),
}


def picture() -> bytes:
    """Return a picture of the word AMANA: a portable graymap (pgm(5)), black on white."""
    drawn = ["00".join(_LETTERS[letter][row] for letter in "AMANA") for row in range(7)]
    side = "0" * _MARGIN
    lines = [f"{side}{line}{side}" for line in drawn]
    empty = ["0" * len(lines[0])] * _MARGIN
    rows = [*empty, *lines, *empty]
    pixels = b"".join(
        b"".join((b"\x00" if dot == "1" else b"\xff") * _DOTS for dot in row) * _DOTS
        for row in rows
    )
    return b"P5 %d %d 255\n" % (len(rows[0]) * _DOTS, len(rows) * _DOTS) + pixels


def sound() -> bytes:
    """Return a tenth of a second of silence: RIFF WAVE, 8000 samples a second of 8 bits."""
    samples = b"\x80" * 800
    layout = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    body = b"WAVE" + layout + struct.pack("<4sI", b"data", len(samples)) + samples
    return struct.pack("<4sI", b"RIFF", len(body)) + body
