"""Content codings of HTTP: gzip and deflate (RFC 9110 section 8.4.1), br (RFC 7932), zstd.

zstd is RFC 8878; a body may hold several gzip members or zstd frames one after the other.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import brotli  # type: ignore[import-untyped]  # no stubs
from fastwarc.stream_io import ZstdReader

_PIECE = 1 << 18
_SMALL = 1 << 14
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"

Broken = Callable[[], None]


class Undone(NamedTuple):
    """Bytes, and whether a coding was undone to have them."""

    pieces: Iterator[bytes]
    coded: bool


class Coding(NamedTuple):
    """How to tell that bytes are coded in this way, and how to undo it.

    `undo` calls its second argument where the bytes break off or are damaged, and ends there.
    """

    begins: Callable[[bytes], bool]
    undo: Callable[[Iterator[bytes], Broken], Iterator[bytes]]


def _inflate(pieces: Iterator[bytes], broken: Broken, wbits: int) -> Iterator[bytes]:
    """Inflate one stream after the other; what follows the last is left out and told."""
    inflate, began = zlib.decompressobj(wbits), False
    for piece in pieces:
        data = piece
        while data:
            if inflate.eof:
                if wbits < 0 or not data.startswith(_GZIP[:1]):
                    if data.strip(b"\0"):
                        broken()
                    return
                inflate = zlib.decompressobj(wbits)
            try:
                decoded = inflate.decompress(data, _PIECE)
            except zlib.error:
                broken()
                return
            data, began = inflate.unconsumed_tail or inflate.unused_data, True
            if decoded:
                yield decoded
    if began and not inflate.eof:
        broken()


def _gzip(pieces: Iterator[bytes], broken: Broken) -> Iterator[bytes]:
    return _inflate(pieces, broken, 16 + zlib.MAX_WBITS)


def _deflate(pieces: Iterator[bytes], broken: Broken) -> Iterator[bytes]:
    """Inflate zlib data (RFC 1950), or deflate data without its frame, as some servers send."""
    first = next(pieces, b"")
    while len(first) < 2:  # noqa: PLR2004 - the two bytes of a zlib header
        more = next(pieces, b"")
        if not more:
            break
        first += more
    wbits = zlib.MAX_WBITS if _is_zlib(first) else -zlib.MAX_WBITS
    return _inflate(_chained(first, pieces), broken, wbits)


def _is_zlib(start: bytes) -> bool:
    return len(start) > 1 and start[0] & 15 == 8 and int.from_bytes(start[:2], "big") % 31 == 0  # noqa: PLR2004 - RFC 1950 section 2.2


def _is_deflated(start: bytes) -> bool:
    try:
        wbits = zlib.MAX_WBITS if _is_zlib(start) else -zlib.MAX_WBITS
        zlib.decompressobj(wbits).decompress(start, _SMALL)
    except zlib.error:
        return False
    return True


def _brotli(pieces: Iterator[bytes], broken: Broken) -> Iterator[bytes]:
    decompressor = brotli.Decompressor()
    for piece in pieces:
        try:
            decoded = decompressor.process(piece, output_buffer_limit=_PIECE)
            while decoded:
                yield decoded
                done = decompressor.is_finished()
                decoded = b"" if done else decompressor.process(b"", output_buffer_limit=_PIECE)
        except brotli.error:
            broken()
            return
    if not decompressor.is_finished():
        broken()


def _is_brotli(start: bytes) -> bool:
    """Tell whether a decoder goes along with the first bytes, for nothing marks a stream."""
    try:
        decompressor = brotli.Decompressor()
        decoded = decompressor.process(start, output_buffer_limit=_SMALL)
    except brotli.error:
        return False
    return bool(decoded) or not decompressor.is_finished() or len(start) <= 2  # noqa: PLR2004 - of nothing


class _Pulled:
    """Pieces as what `ZstdReader` takes for a file that only goes forwards."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._ahead = b""
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        """Return some of the next bytes, none at the end."""
        if not self._ahead:
            self._ahead = next(self._pieces, b"")
        taken = self._ahead[:size] if size >= 0 else self._ahead
        self._ahead = self._ahead[len(taken) :]
        self._at += len(taken)
        return taken

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go nowhere."""
        raise OSError(offset, whence)

    def close(self) -> None:
        """Hold nothing that could be closed."""


def _zstd(pieces: Iterator[bytes], broken: Broken) -> Iterator[bytes]:
    reader = ZstdReader(_Pulled(pieces))
    while True:
        try:
            decoded = reader.read(_SMALL)
        except (OSError, ValueError):
            broken()
            return
        if not decoded:
            return
        yield decoded


def _chained(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from pieces


_OF_GZIP = Coding(lambda start: start.startswith(_GZIP[: len(start)]), _gzip)
CODINGS = {
    "gzip": _OF_GZIP,
    "x-gzip": _OF_GZIP,
    "deflate": Coding(_is_deflated, _deflate),
    "br": Coding(_is_brotli, _brotli),
    "zstd": Coding(lambda start: start.startswith(_ZSTD[: len(start)]), _zstd),
}
"""By their names in Content-Encoding, in lower case."""
