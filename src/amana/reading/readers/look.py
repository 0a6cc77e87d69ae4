"""Looking closer at what the bytes alone do not tell: inside a worker, with libraries.

It answers with a media type as its text, empty where it knows nothing; the worker adds the opinion
of libmagic as to any answer. A gzip stream is opened for its first bytes: web archives are
compressed record by record and are no packed files.
"""

from __future__ import annotations

import zlib

from amana.reading.readers import libmagic
from amana.reading.readers.intake import Content, Outlet
from amana.reading.readers.sampling import read_sample
from amana.reading.wire import ReadOrder, TextAnswer

_GZIP = b"\x1f\x8b"
_AUTO = zlib.MAX_WBITS | 32
_INPUT, _OUTPUT = 1 << 16, 64
_WITHIN = ((b"WARC/", "application/warc"), (b"filedesc://", "application/x-ia-arc"))
_SAMPLE = zlib.compress(b"WARC/1.1\r\n", wbits=zlib.MAX_WBITS | 16)


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Look closer at a document."""
    del order, out
    return TextAnswer(text=_unpacked(document.at(0, _INPUT)))


def _unpacked(head: bytes) -> str:
    if not head.startswith(_GZIP):
        return ""
    try:
        begins = zlib.decompressobj(_AUTO).decompress(head, _OUTPUT)
    except zlib.error:
        return ""
    return next((kind for sign, kind in _WITHIN if begins.startswith(sign)), "")


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what is asked."""
    return libmagic.version()


def warm() -> None:
    """Look at a sample of our own and make sure of the result."""
    if read_sample(read, "look", _SAMPLE).text != "application/warc":
        raise RuntimeError("what looks closer does not see what is in its own sample")
