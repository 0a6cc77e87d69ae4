"""The streams of a PDF as they stand in its bytes (ISO 32000-1 section 7.3.8), without pdfium.

For what pdfium does not hand out (XMP), and to know how large a stream becomes before pdfium has to
hold all of it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

_BEGINNING = re.compile(rb"(?<!end)stream\r?\n")
_END = b"endstream"
_LONGEST_HEAD = 2048
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_OTHERS = re.compile(rb"/(?:ASCII|LZW|RunLength|Crypt|DCT|JPX|CCITT|JBIG2|Predictor)")
_MOST_LAYERS = 4
_RATIO = 1032  # no byte of DEFLATE becomes more (RFC 1951: 258 bytes of 2 bits)
_PIECE = 1 << 16


class Stream(NamedTuple):
    """A stream: what stands before it in its object, and where its bytes are."""

    head: bytes
    start: int
    end: int

    @property
    def layers(self) -> int:
        """How many times it is deflated."""
        return len(_FLATE.findall(self.head))


def streams(data: bytes) -> Iterator[Stream]:
    """Yield the streams in the order of their bytes."""
    at = 0
    while (begins := _BEGINNING.search(data, at)) is not None:
        end = data.find(_END, begins.end())
        if end < 0:
            return
        head = data[max(at, begins.start() - _LONGEST_HEAD) : begins.start()]
        yield Stream(head.rpartition(b"obj")[2], begins.end(), end)
        at = end + len(_END)


def inflated(data: bytes, stream: Stream, most: int) -> bytes | None:
    """Return the bytes of a stream, None where they are more than `most` or packed otherwise."""
    if _OTHERS.search(stream.head) or stream.layers > _MOST_LAYERS:
        return None
    found = bytearray()
    try:
        for piece in _pieces(data, stream):
            found += piece
            if len(found) > most:
                return None
    except zlib.error:
        return None
    return bytes(found)


def swells(data: bytes, most: int) -> bool:
    """Tell whether a deflated stream becomes larger than `most`, as far as it can be inflated."""
    return any(_swells(data, stream, most) for stream in streams(data))


def _swells(data: bytes, stream: Stream, most: int) -> bool:
    layers = stream.layers
    if (stream.end - stream.start) * _RATIO ** min(layers, _MOST_LAYERS) <= most:
        return False
    if layers > _MOST_LAYERS:
        return True
    size = 0
    try:
        for piece in _pieces(data, stream):
            size += len(piece)
            if size > most:
                return True
    except zlib.error:
        return False
    return False


def _pieces(data: bytes, stream: Stream) -> Iterator[bytes]:
    """Yield what a stream becomes, piece by piece.

    Raises:
        zlib.error: it is not deflated, or damaged.
    """
    pieces: Iterator[bytes] = (
        data[at : min(at + _PIECE, stream.end)] for at in range(stream.start, stream.end, _PIECE)
    )
    for _ in range(stream.layers):
        pieces = _undone(pieces)
    yield from pieces


def _undone(pieces: Iterator[bytes]) -> Iterator[bytes]:
    layer = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest:
            yield layer.decompress(rest, _PIECE)
            rest = layer.unconsumed_tail
    yield layer.flush()
