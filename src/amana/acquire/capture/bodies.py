"""Where a body ends: RFC 9112 sections 6.3 and 7.1, over bytes as they go by.

Each class is fed with what comes over the wire and says how much of it belongs to the body. No byte
is kept or changed here. What is broken is told in `oddities`; where the end of a body cannot be
known any more, everything until the connection closes is taken as belonging to it.
"""

from __future__ import annotations

import re
from typing import Protocol

from amana.acquire.capture.accounts import Framing

LONGEST_LINE = 1 << 14
LONGEST_TRAILER = 1 << 16
_SIZE = re.compile(rb"([ \t]*)([0-9A-Fa-f]{1,16})([ \t]*)(;[^\n]*?)?(\r?)\n")
_LENGTH = re.compile(rb"[0-9]{1,18}")


class Body(Protocol):
    """What a body of one framing can be asked."""

    framing: Framing
    done: bool
    oddities: list[str]

    def feed(self, piece: bytes, at: int) -> int:
        """Take in `piece` from byte `at` on; return the byte at which the body stops in it."""
        ...

    def end(self) -> bool:
        """Take in that the connection is closed; return whether the body is whole."""
        ...


class NoBody:
    """There is none (RFC 9112 section 6.3, rules 1 and 7); after 101, another protocol follows."""

    done = True

    def __init__(self, framing: Framing = Framing.NONE) -> None:
        self.framing = framing
        self.oddities: list[str] = []

    def feed(self, piece: bytes, at: int) -> int:
        """Take nothing."""
        del piece
        return at

    def end(self) -> bool:
        """Return that nothing is missing."""
        return True


class LengthBody:
    """As many bytes as Content-Length says."""

    framing = Framing.LENGTH

    def __init__(self, length: int) -> None:
        self.oddities: list[str] = []
        self._left = length
        self.done = not length

    def feed(self, piece: bytes, at: int) -> int:
        """Take what is left, or all there is."""
        taken = min(self._left, len(piece) - at)
        self._left -= taken
        self.done = not self._left
        return at + taken

    def end(self) -> bool:
        """Return whether as much came as was announced."""
        return self.done


class EndlessBody:
    """Everything until the connection closes."""

    framing = Framing.CLOSE
    done = False

    def __init__(self) -> None:
        self.oddities: list[str] = []

    def feed(self, piece: bytes, at: int) -> int:
        """Take all there is."""
        del at
        return len(piece)

    def end(self) -> bool:
        """Return that this is how it ends."""
        return True


class ChunkedBody:
    """Chunks, each with its size and perhaps an extension, then a trailer section."""

    framing = Framing.CHUNKED

    def __init__(self) -> None:
        self.oddities: list[str] = []
        self.done = False
        self.payload: list[tuple[int, int]] = []
        """Where data lies in what was fed: filled only for `payload_of`, which asks for it."""
        self._keep = False
        self._step = self._size
        self._line = b""
        self._left = 0
        self._trailer = 0
        self._broken = False

    def keeping(self) -> ChunkedBody:
        """Return this body, which from now on tells where data lies in each piece."""
        self._keep = True
        return self

    def feed(self, piece: bytes, at: int) -> int:
        """Take in sizes, data and trailers, as far as they go."""
        while at < len(piece) and not self.done:
            at = self._step(piece, at)
        return at

    def end(self) -> bool:
        """Return whether the last chunk was seen."""
        return self.done

    def _line_of(self, piece: bytes, at: int) -> tuple[bytes | None, int]:
        """Return the line that ends in `piece`, if it does, and where it does."""
        stop = piece.find(b"\n", at) + 1
        if not stop:
            self._line += piece[at:]
            if len(self._line) > LONGEST_LINE:
                self._lose("chunk-line-too-long")
            return None, len(piece)
        line, self._line = self._line + piece[at:stop], b""
        return line, stop

    def _size(self, piece: bytes, at: int) -> int:
        line, at = self._line_of(piece, at)
        if line is None:
            return at
        match = _SIZE.fullmatch(line)
        if match is None:
            self._lose("chunk-size-broken")
            return len(piece)
        before, size, after, extension, carriage = match.groups()
        self._odd("chunk-extension", bool(extension))
        self._odd("chunk-space", bool(before or after))
        self._odd("bare-line-feed", not carriage)
        self._left = int(size, 16)
        self._step = self._data if self._left else self._trailers
        return at

    def _data(self, piece: bytes, at: int) -> int:
        taken = min(self._left, len(piece) - at)
        if self._keep:
            self.payload.append((at, at + taken))
        self._left -= taken
        if not self._left:
            self._step = self._after_data
        return at + taken

    def _after_data(self, piece: bytes, at: int) -> int:
        line, at = self._line_of(piece, at)
        if line is None:
            return at
        if line not in {b"\r\n", b"\n"}:
            self._lose("chunk-end-broken")
            return len(piece)
        self._odd("bare-line-feed", line == b"\n")
        self._step = self._size
        return at

    def _trailers(self, piece: bytes, at: int) -> int:
        line, at = self._line_of(piece, at)
        if line is None:
            return at
        self._trailer += len(line)
        if line in {b"\r\n", b"\n"}:
            self._odd("bare-line-feed", line == b"\n")
            self.done = True
        elif self._trailer > LONGEST_TRAILER:
            self._lose("trailer-too-long")
        else:
            self._odd("trailer", holds=True)
        return at

    def _lose(self, oddity: str) -> None:
        """From here on nobody knows where the body ends."""
        self._odd(oddity, holds=True)
        self._broken = True
        self._step = self._rest

    def _rest(self, piece: bytes, at: int) -> int:
        del at
        return len(piece)

    def _odd(self, oddity: str, holds: bool) -> None:
        if holds and oddity not in self.oddities:
            self.oddities.append(oddity)


def stated_length(values: tuple[bytes, ...]) -> tuple[int | None, list[str]]:
    """Return what Content-Length says (RFC 9112 section 6.3, rule 5) and what is odd about it.

    None where it contradicts itself or is no number: then the body goes on until the end.
    """
    parts = [part.strip(b" \t") for value in values for part in value.split(b",")]
    if not all(_LENGTH.fullmatch(part) for part in parts):
        return None, ["length-broken"]
    if len({int(part) for part in parts}) > 1:
        return None, ["lengths-differ"]
    return int(parts[0]), ["length-repeated"] if len(parts) > 1 else []
