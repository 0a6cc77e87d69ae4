"""Messages of a WebSocket out of the bytes that pass: RFC 6455, with RFC 7692 where agreed.

Nothing here touches the bytes; it reads along. What does not decode is told as what it is, and the
raw bytes are in the WARC in any case.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

from amana.acquire.capture.framing import Head

LONGEST = 1 << 20
"""Longer messages are told by their length alone."""

_KINDS = {0x1: "text", 0x2: "binary", 0x8: "close", 0x9: "ping", 0xA: "pong"}
_TAIL = b"\x00\x00\xff\xff"  # RFC 7692 section 7.2.2
_CONTROL = 0x8


class Decoded(NamedTuple):
    """One message: its kind, how many bytes it has, and they themselves unless there are too many.

    None as well where they could not be unpacked.
    """

    kind: str
    size: int
    content: bytes | None


class Reading:
    """One direction of a WebSocket; feed it with what passes."""

    def __init__(self, *, packed: bool = False, keeps_window: bool = True) -> None:
        self._held = bytearray()
        self._packed = packed
        self._keeps_window = keeps_window
        self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        self._kind = ""
        self._parts = bytearray()
        self._size = 0
        self._squeezed = False
        self._skip = 0
        self._lost = False

    def feed(self, piece: bytes) -> Iterator[Decoded]:
        """Take in bytes; yield the messages that end in them."""
        if self._lost:
            return
        if self._skip:
            passed = min(self._skip, len(piece))
            self._skip -= passed
            piece = piece[passed:]
        self._held += piece
        while (frame := self._frame()) is not None:
            yield from self._taken(*frame)

    def _frame(self) -> tuple[int, bytes, int] | None:
        """Return the first byte, the content and the length of the next frame, if it is here."""
        held = self._held
        if len(held) < 2:  # noqa: PLR2004 - RFC 6455 section 5.2: two bytes at least
            return None
        masked, length, at = held[1] & 0x80, held[1] & 0x7F, 2
        more = {126: 2, 127: 8}.get(length, 0)
        if len(held) < at + more + (4 if masked else 0):
            return None
        if more:
            length, at = int.from_bytes(held[at : at + more], "big"), at + more
        mask = bytes(held[at : at + 4]) if masked else b""
        at += len(mask)
        if length > LONGEST:
            self._skip = max(0, at + length - len(held))
            first = held[0]
            del held[: at + length]
            return first, b"", length
        if len(held) < at + length:
            return None
        first, content = held[0], bytes(held[at : at + length])
        del held[: at + length]
        return first, _unmasked(content, mask) if mask else content, length

    def _taken(self, first: int, content: bytes, length: int) -> Iterator[Decoded]:
        final, code = first & 0x80, first & 0x0F
        if code & _CONTROL:
            yield Decoded(_KINDS.get(code, f"code-{code}"), length, content)
            return
        if code:
            self._kind = _KINDS.get(code, f"code-{code}")
            self._squeezed = self._packed and bool(first & 0x40)
            self._parts.clear()
            self._size = 0
        self._size += length
        if self._size <= LONGEST:
            self._parts += content
        if final:
            yield self._message()

    def _message(self) -> Decoded:
        if self._size > LONGEST:
            self._lost = self._packed and self._keeps_window  # what follows refers to it
            return Decoded(self._kind, self._size, None)
        content = bytes(self._parts)
        if not self._squeezed:
            return Decoded(self._kind, len(content), content)
        try:
            plain = self._unpacker.decompress(content + _TAIL, LONGEST)
        except zlib.error:
            self._lost = True
            return Decoded(self._kind, len(content), None)
        if self._unpacker.unconsumed_tail:
            self._lost = True
            return Decoded(self._kind, len(content), None)
        if not self._keeps_window:
            self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        return Decoded(self._kind, len(plain), plain)


def readings_of(head: Head) -> tuple[Reading, Reading] | None:
    """Return what reads the browser's messages and the server's; None if it is no WebSocket.

    `head` is that of the response 101, which says what was agreed.
    """
    if b"websocket" not in head.tokens(b"upgrade"):
        return None
    terms = b",".join(head.all(b"sec-websocket-extensions")).lower()
    packed = b"permessage-deflate" in terms
    return (
        Reading(packed=packed, keeps_window=b"client_no_context_takeover" not in terms),
        Reading(packed=packed, keeps_window=b"server_no_context_takeover" not in terms),
    )


def _unmasked(content: bytes, mask: bytes) -> bytes:
    """Undo the masking (RFC 6455 section 5.3), as one long number."""
    size = len(content)
    pad = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(content, "big") ^ int.from_bytes(pad, "big")).to_bytes(size, "big")
