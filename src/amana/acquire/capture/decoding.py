"""What a response says, without its framing and codings: to look something up in it.

The recording keeps the bytes as they came; here the first of them are undone for robots.txt and for
the search for the collector's own address. Chunks (RFC 9112 section 7.1) with their extensions and
trailers; gzip, deflate, br and zstd (RFC 9110 section 8.4.1). What is broken is undone up to there.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]  # no stubs
from fastwarc.stream_io import ZstdReader

_GZIP = 16 + zlib.MAX_WBITS
_FIRST_STEP = 512
_SIZE = b"0123456789abcdefABCDEF"


def plain(message: bytes, most: int) -> bytes:
    """Return at most `most` bytes of the body of an HTTP message that may break off anywhere."""
    head, _, body = message.partition(b"\r\n\r\n")
    fields = _fields(head)
    if fields.get(b"transfer-encoding", b"").lower().rpartition(b",")[2].strip() == b"chunked":
        body = _unchunked(body)
    for name in reversed(fields.get(b"content-encoding", b"").lower().split(b",")):
        undo = _CODINGS.get(name.strip())
        body = undo(body, most) if undo else body
    return body[:most]


def _fields(head: bytes) -> dict[bytes, bytes]:
    fields: dict[bytes, bytes] = {}
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        key = name.strip().lower()
        fields[key] = fields[key] + b", " + value.strip() if key in fields else value.strip()
    return fields


def _unchunked(body: bytes) -> bytes:
    """Return a body without its chunks, as far as they go."""
    stream, parts = io.BytesIO(body), []
    while line := stream.readline(1 << 16):
        digits = line.partition(b";")[0].strip()
        if not digits or digits.strip(_SIZE) or not (size := int(digits, 16)):
            break
        parts.append(stream.read(min(size, len(body))))
        stream.readline(1 << 16)
    return b"".join(parts)


def _inflated(body: bytes, most: int, wbits: int) -> bytes:
    """Inflate one member after the other, in pieces: a member does not copy all that follows it."""
    found, at = bytearray(), 0
    while at < len(body) and len(found) < most:
        inflate, step = zlib.decompressobj(wbits), _FIRST_STEP
        try:
            while at < len(body) and len(found) < most and not inflate.eof:
                piece = body[at : at + step]
                found += inflate.decompress(piece, most - len(found))
                at += len(piece) - len(inflate.unused_data)
                step *= 2
        except zlib.error:
            break
    return bytes(found)


def _gzip(body: bytes, most: int) -> bytes:
    return _inflated(body, most, _GZIP)


def _deflate(body: bytes, most: int) -> bytes:
    """Inflate zlib data, or deflate data without its frame, as some servers send."""
    return _inflated(body, most, zlib.MAX_WBITS) or _inflated(body, most, -zlib.MAX_WBITS)


def _brotli(body: bytes, most: int) -> bytes:
    decompressor, found = brotli.Decompressor(), b""
    try:
        piece = decompressor.process(body, output_buffer_limit=most)
        while piece and len(found) < most:
            found += piece
            if decompressor.is_finished():
                break
            piece = decompressor.process(b"", output_buffer_limit=most)
    except brotli.error:
        pass  # what came before the break stays
    return found


def _zstd(body: bytes, most: int) -> bytes:
    reader, found = ZstdReader(io.BytesIO(body)), bytearray()
    try:
        while len(found) < most and (piece := reader.read(1 << 14)):
            found += piece
    except (OSError, ValueError):
        pass  # what came before the break stays
    return bytes(found)


_CODINGS: dict[bytes, Callable[[bytes, int], bytes]] = {
    b"gzip": _gzip,
    b"x-gzip": _gzip,
    b"deflate": _deflate,
    b"br": _brotli,
    b"zstd": _zstd,
}
