"""The reader of single compressed streams: gzip, bzip2, xz, LZMA alone, Zstandard.

Gzip: RFC 1952; Zstandard: RFC 8878; xz: The .xz File Format 1.2.1. Members, streams and frames that
follow each other are one stream. What is inside is one child; an archive inside is for its reader.
Only a web archive is read as it is, because there each record is a gzip member of its own.
"""

from __future__ import annotations

import bz2
import itertools
import lzma
import struct
import sys
import zlib
from collections.abc import Iterator
from typing import Protocol

from fastwarc.stream_io import ZstdReader

from amana.reading.notices import Code
from amana.reading.readers.containers import gzip
from amana.reading.readers.containers.gaps import without_padding
from amana.reading.readers.containers.listing import Line, Listing
from amana.reading.readers.intake import BytesContent, Content, GiveUp, Outlet, stream
from amana.reading.readers.sampling import read_sample
from amana.reading.readers.warc import reader
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

_PIECE = 1 << 20
_SMALL = 1 << 14
_GZIP_SAMPLE = bytes.fromhex("1f8b08000000000002034b4c4a0600c241243503000000")
_ZSTD_SAMPLE = bytes.fromhex("28b52ffd0458190000616263990977ad")
_INPUT = 1 << 16
_MEMORY = 1 << 30
_SHORT = {
    "tgz": ".tar", "taz": ".tar", "tbz": ".tar", "tbz2": ".tar", "tb2": ".tar", "txz": ".tar",
    "tlz": ".tar", "tzst": ".tar", "svgz": ".svg", "emz": ".emf", "wmz": ".wmf", "adz": ".adf",
}  # fmt: skip
_ENDINGS = {"gz", "bz2", "bz", "xz", "lzma", "zst", "zstd"}
_BROKEN = (gzip.Damaged, lzma.LZMAError, EOFError, OSError, ValueError)


class _Decompressor(Protocol):
    """What `bz2` and `lzma` share."""

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int = ...) -> bytes: ...


def _lzma() -> _Decompressor:
    return lzma.LZMADecompressor(lzma.FORMAT_AUTO, memlimit=_MEMORY)


_ZSTD = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = tuple(struct.pack("<I", 0x184D2A50 + n) for n in range(16))  # RFC 8878 section 3.1.2


class _Unpacked:
    """The content of a stream.

    Afterwards `end` says where the last complete part of it ends, `broken` that more follows and is
    damaged.
    """

    def __init__(self, document: Content) -> None:
        self._document = document
        self.end = 0
        self.broken = False

    def pieces(self) -> Iterator[bytes]:
        """Yield the content; stop, not raise, where the stream is damaged."""
        head = self._document.at(0, 4)
        if head.startswith(gzip.MAGIC):
            parts = self._members
        elif head == _ZSTD or head in _SKIPPABLE:
            parts = self._frames
        else:
            parts = self._streams
        try:
            yield from filter(None, parts())
        except _BROKEN:
            self.broken = True

    def _members(self) -> Iterator[bytes]:
        while self.end == 0 or self._document.at(self.end, 3) == gzip.MAGIC:
            member = gzip.Member(self._document, self.end)
            yield from member.pieces()
            self.end = member.end

    def _streams(self) -> Iterator[bytes]:
        head = self._document.at(0, 3)
        make = bz2.BZ2Decompressor if head == b"BZh" else _lzma
        while self.end == 0 or self._document.at(self.end, 3) == head:
            yield from self._stream(make())
            while make is _lzma and self._document.at(self.end, 4) == bytes(4):
                self.end += 4  # The .xz File Format section 2.2

    def _stream(self, unpack: _Decompressor) -> Iterator[bytes]:
        """Yield the content of one stream; `end` moves when it is complete."""
        at = self.end
        while not unpack.eof:
            data = self._document.at(at, _INPUT) if unpack.needs_input else b""
            if unpack.needs_input and not data:
                raise EOFError
            at += len(data)
            yield unpack.decompress(data, _PIECE)
        self.end = at - len(unpack.unused_data)

    def _frames(self) -> Iterator[bytes]:
        file = ZstdReader(stream(self._document))
        while piece := file.read(_SMALL):  # what a damaged frame still gives comes in whole reads
            yield piece
        self.end = self._document.size


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Hand out what is inside, and name it.

    Raises:
        GiveUp: nothing of it can be decompressed.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    unpacked = _Unpacked(document)
    pieces = unpacked.pieces()
    first = next(pieces, b"")
    if unpacked.broken and not first:
        raise GiveUp(Code.CONTAINER_BROKEN)
    if document.at(0, 3) == gzip.MAGIC and reader.begins(first):
        return reader.read(document, order, out)  # WARC 1.1 annex D: one member for each record
    stated, listing = _stated(document), Listing(order.budget)
    path = stated.name or name_inside(order.name).encode("utf-8", "replace")
    row = ChildRow(
        path=path,
        derivation=Derivation.DECOMPRESSED,
        start=0,
        end=document.size,
        modified=stated.modified,
    )
    whole = out.child(row, itertools.chain((first,), pieces))
    encoding = None if stated.name else "utf-8"
    listing.add(
        Line(path, stated.name_start, stated.name_start + len(stated.name), encoding=encoding)
    )
    if whole and not unpacked.broken:
        listing.gap(*without_padding(document, unpacked.end, document.size))
    return listing.answer((Told(Code.CHILDREN_CUT, int(unpacked.broken)),))


def _stated(document: Content) -> gzip.Header:
    """Return what the header of the first gzip member says."""
    try:
        return gzip.header_at(document, 0)
    except gzip.Damaged:
        return gzip.Header(b"", 0, None, 0)


def name_inside(name: str) -> str:
    """Return the name of what is in a compressed file of that name: without its ending."""
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    if not dot or not stem:
        return ending
    if ending.lower() in _SHORT:
        return stem + _SHORT[ending.lower()]
    return stem if ending.lower() in _ENDINGS else f"{stem}.{ending}"


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what decompresses."""
    return (
        ("zlib", zlib.ZLIB_RUNTIME_VERSION),
        ("python", ".".join(map(str, sys.version_info[:3]))),
        *(library for library in reader.libraries() if library[0] != "zlib"),
    )


def warm() -> None:
    """Read streams of our own and make sure of the result."""
    packed = (_GZIP_SAMPLE, bz2.compress(b"abc"), lzma.compress(b"abc"), _ZSTD_SAMPLE)
    for sample in packed:
        if b"".join(_Unpacked(BytesContent(sample)).pieces()) != b"abc":
            raise RuntimeError("the reader of compressed streams does not read its own sample")
        read_sample(read, "single", sample, name="a.gz")
    reader.warm()
