"""What HTTP/1 did to a body, undone: RFC 9112 (framing), RFC 9110 section 8.4 (content codings).

Pure functions over bytes. Servers break every rule there is, and archives keep what they sent, so
nothing here raises: a body that contradicts its headers is given as far as it goes, and `oddities`
say what was odd. Undone is what the bytes show, not what the headers claim: a body that somebody
already decoded, with its headers still there, is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from amana.reading.readers.warc.codings import CODINGS, Undone

_STATUS = re.compile(rb"HTTP/(\d(?:\.\d)?) +(\d{3})(?: ?([^\r\n]*))?\r{0,2}\n", re.IGNORECASE)
_REQUEST = re.compile(rb"([!-~]+) [^\r\n]*\r{0,2}\n")
_FOLD = re.compile(rb"\r{0,2}\n[ \t]+")
_END = re.compile(rb"\n\r{0,2}\n")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,16})[ \t]*(;[^\n]*)?\r?\n")
_LONGEST_LINE = 1 << 14
_NO_BODY = {204, 304}
_LINE = 1 << 12


class Oddity(StrEnum):
    """What was odd about a message, in words for the list of records."""

    NO_HEADERS = "no headers"
    HEADERS_CUT = "headers cut"
    NOT_CHUNKED = "not chunked, though it says so"
    CHUNKS_BROKEN = "chunks broken"
    CHUNKS_CUT = "last chunk missing"
    AFTER_CHUNKS = "bytes after the last chunk"
    LENGTH_SHORT = "longer than its Content-Length"
    LENGTH_LONG = "shorter than its Content-Length"
    BODY_UNEXPECTED = "a body where there may be none"
    CODING_UNKNOWN = "content coding unknown"
    NOT_CODED = "content coding already undone"
    CODING_BROKEN = "content coding broken"


class Head(NamedTuple):
    """The start line and the headers of a message, and where its body begins.

    `status` is None for a request. Names of headers are lower case.
    """

    status: int | None
    method: str
    headers: tuple[tuple[str, str], ...]
    size: int
    oddities: tuple[Oddity, ...] = ()

    def all(self, name: str) -> list[str]:
        """Return the values of every header of that name, lists cut at their commas."""
        values = (value for known, value in self.headers if known == name)
        return [part.strip() for value in values for part in value.split(",") if part.strip()]

    def first(self, name: str) -> str:
        """Return the value of the first header of that name; empty when there is none."""
        return next((value for known, value in self.headers if known == name), "")


def head_of(data: bytes, *, request: bool = False) -> Head:
    """Return the head of the message that `data` begins with."""
    line = (_REQUEST if request else _STATUS).match(data)
    if line is None:
        return Head(None, "", (), 0, (Oddity.NO_HEADERS,))
    status = None if request else int(line.group(2))
    method = line.group(1).decode("ascii") if request else ""
    end = _END.search(data, line.end() - 1)
    block = data[line.end() : end.start() if end else len(data)]
    size = end.end() if end else len(data)
    return Head(status, method, _fields(block), size, () if end else (Oddity.HEADERS_CUT,))


def _fields(block: bytes) -> tuple[tuple[str, str], ...]:
    """Cut headers apart; a folded line (RFC 9112 section 5.2) is one with the line before."""
    pairs = (line.partition(b":") for line in _FOLD.sub(b" ", block).split(b"\n"))
    return tuple(
        (name.strip().decode("latin-1").lower(), _value(value))
        for name, colon, value in pairs
        if colon and name.strip()
    )


def _value(value: bytes) -> str:
    try:
        return value.strip().decode("utf-8")
    except UnicodeDecodeError:
        return value.strip().decode("latin-1")


class Body:
    """The body of a message, decoded as it is read.

    `raw`, `framed` and `decoded` yield it as it was sent, without chunks, and without content
    codings. They are one stream at three places: take `decoded`, and put what watches in between.
    Whether `chunked` or `coded` holds is known from the first bytes.
    """

    def __init__(self, head: Head, pieces: Iterable[bytes]) -> None:
        self.oddities = list(head.oddities)
        self._head = head
        self._pieces = _Ahead(pieces)
        self.chunked = self._is_chunked()

    def _is_chunked(self) -> bool:
        names = [name.lower() for name in self._head.all("transfer-encoding")]
        if "chunked" not in names:
            return False
        start = self._pieces.peek(_LINE)
        if not start or _CHUNK.match(start):
            return bool(start)
        self._odd(Oddity.NOT_CHUNKED)
        return False

    def _odd(self, oddity: Oddity) -> None:
        if oddity not in self.oddities:
            self.oddities.append(oddity)

    def framed(self) -> Iterator[bytes]:
        """Yield the body without its transfer coding."""
        if self.chunked:
            yield from self._dechunked()
            return
        size = 0
        for piece in self._pieces:
            size += len(piece)
            yield piece
        self._judge_length(size)

    def _judge_length(self, size: int) -> None:
        stated = self._head.first("content-length")
        status = self._head.status
        if size and status is not None and (status in _NO_BODY or status < 200):  # noqa: PLR2004 - RFC 9110 section 15.2
            self._odd(Oddity.BODY_UNEXPECTED)
        elif (
            stated.isdigit()
            and len(stated) < _LONGEST_LINE
            and "transfer-encoding" not in dict(self._head.headers)
        ):
            if int(stated) < size:
                self._odd(Oddity.LENGTH_SHORT)
            elif int(stated) > size and size:
                self._odd(Oddity.LENGTH_LONG)

    def _dechunked(self) -> Iterator[bytes]:
        """Yield the data of the chunks (RFC 9112 section 7.1), extensions and trailers left out."""
        while True:
            line = _CHUNK.match(self._pieces.peek(_LONGEST_LINE))
            if line is None:
                broken = bool(self._pieces.peek(1))
                self._odd(Oddity.CHUNKS_BROKEN if broken else Oddity.CHUNKS_CUT)
                yield from self._pieces  # better with its frames than not at all
                return
            self._pieces.skip(line.end())
            left = int(line.group(1), 16)
            if not left:
                break
            while left:
                piece = self._pieces.take(left)
                if not piece:
                    self._odd(Oddity.CHUNKS_CUT)
                    return
                left -= len(piece)
                yield piece
            ending = self._pieces.peek(2)
            self._pieces.skip(2 if ending == b"\r\n" else int(ending[:1] == b"\n"))
        self._skip_trailers()

    def _skip_trailers(self) -> None:
        """Leave out the trailer section (RFC 9112 section 7.1.2)."""
        while line := self._pieces.peek(_LONGEST_LINE).partition(b"\n")[0]:
            self._pieces.skip(len(line) + 1)
            if line == b"\r":
                break
            if b":" not in line:
                self._odd(Oddity.AFTER_CHUNKS)
        else:
            self._pieces.skip(1)
        if self._pieces.peek(1):
            self._odd(Oddity.AFTER_CHUNKS)

    def decoded(self, framed: Iterable[bytes]) -> Undone:
        """Undo the content codings of the framed body, and codings of transfer beside chunks.

        What comes back says whether there was anything to undo.
        """
        transfer = [n.lower() for n in self._head.all("transfer-encoding")]
        content = [n.lower() for n in self._head.all("content-encoding")]
        undone = Undone(iter(framed), coded=False)
        names = [n for n in (*content, *transfer) if n not in {"identity", "chunked", "none"}]
        for name in reversed(names):
            undone = self._undo(name, undone)
        return undone

    def _undo(self, name: str, undone: Undone) -> Undone:
        coding = CODINGS.get(name)
        if coding is None:
            self._odd(Oddity.CODING_UNKNOWN)
            return undone
        pieces = _Ahead(undone.pieces)
        start = pieces.peek(_LINE)
        if not start:
            return Undone(iter(()), coded=undone.coded)
        if not coding.begins(start):
            self._odd(Oddity.NOT_CODED)
            return Undone(iter(pieces), coded=undone.coded)
        decoded = coding.undo(iter(pieces), lambda: self._odd(Oddity.CODING_BROKEN))
        return Undone(decoded, coded=True)


class _Ahead:
    """Pieces of bytes that can be looked at before they are taken."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._ahead = b""

    def __iter__(self) -> Iterator[bytes]:
        ahead, self._ahead = self._ahead, b""
        return filter(None, chain((ahead,), self._pieces))

    def peek(self, length: int) -> bytes:
        """Return the next bytes, `length` of them where there are so many."""
        while len(self._ahead) < length:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._ahead += piece
        return self._ahead[:length]

    def take(self, length: int) -> bytes:
        """Take some of the next bytes, at most `length`; none are left when none come."""
        if not self._ahead:
            self._ahead = next(filter(None, self._pieces), b"")
        taken, self._ahead = self._ahead[:length], self._ahead[length:]
        return taken

    def skip(self, length: int) -> None:
        """Leave out bytes that were looked at."""
        self._ahead = self._ahead[length:]
