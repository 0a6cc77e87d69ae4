"""HTTP/1.1 messages as they go by: where each ends, and what is odd about it (RFC 9112).

Pure state over bytes: no socket, no clock. Responses are taken as servers send them: whatever they
are, every byte is accounted for and the browser gets it unchanged. Requests come from our own
browser and are passed on only if there is one way to read them: anything else is `Malformed`,
which is how no request can be smuggled behind another.
"""

from __future__ import annotations

import re

import msgspec

from amana.acquire.capture.accounts import Framing
from amana.acquire.capture.bodies import (
    Body,
    ChunkedBody,
    EndlessBody,
    LengthBody,
    NoBody,
    stated_length,
)

LONGEST_RESPONSE_HEAD = 1 << 18  # as Chromium takes it
LONGEST_REQUEST_HEAD = 4 << 20  # addresses of two million letters are legal for a browser

_END = re.compile(rb"\n\r?\n")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_STATUS = re.compile(rb"HTTP/([0-9])\.([0-9])[ \t]+([0-9]{3})(?:[ \t][^\r\n]*)?", re.IGNORECASE)
_REQUEST = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}) ([!-~]+) HTTP/1\.([01])")
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*")
_SPACED = re.compile(rb"[^:]*[ \t]:|[ \t]")
_SWITCHING, _FIRST_FINAL, _NO_CONTENT, _RESET, _NOT_MODIFIED = 101, 200, 204, 205, 304


class Malformed(ValueError):
    """A request that could be read in more than one way, or in none."""


class Head(msgspec.Struct, frozen=True):
    """The start line and the header fields of a message; names are lower case.

    `lines` are the fields as they came, each without the end of its line.
    """

    start: bytes
    fields: tuple[tuple[bytes, bytes], ...]
    lines: tuple[bytes, ...]

    def all(self, name: bytes) -> tuple[bytes, ...]:
        """Return the values of every field of that name."""
        return tuple(value for known, value in self.fields if known == name)

    def tokens(self, name: bytes) -> list[bytes]:
        """Return the parts of every field of that name, cut at commas, in lower case."""
        parts = (part for value in self.all(name) for part in value.split(b","))
        return [part.strip(b" \t").lower() for part in parts if part.strip(b" \t")]


class ResponseFraming:
    """One response, interim or final, to a request of `method`.

    Feed it with what the server sends until it is `done`, or tell it the `end` of the connection.
    `interim`: it is a 1xx, and another response follows to the same request.
    """

    def __init__(self, method: str) -> None:
        self._method = method
        self._held = bytearray()
        self._begun = 0  # where the status line begins
        self._body: Body | None = None
        self.head: Head | None = None
        self.head_bytes = 0
        self.status: int | None = None
        self.version = b"1.1"
        self.interim = False
        self._odd: list[str] = []

    @property
    def done(self) -> bool:
        """Whether its last byte was seen."""
        return self._body is not None and self._body.done

    @property
    def framing(self) -> Framing | None:
        """How its end is marked; None while its head is not whole."""
        return self._body.framing if self._body else None

    @property
    def oddities(self) -> tuple[str, ...]:
        """What is rare or broken in it, as codes."""
        return tuple(dict.fromkeys([*self._odd, *(self._body.oddities if self._body else ())]))

    @property
    def stays(self) -> bool:
        """Whether another request may follow on this connection (RFC 9112 section 9.3).

        Only after a response about whose end no two readers can differ.
        """
        if not self.done or self.head is None or self.interim or set(self.oddities) - _HARMLESS:
            return False
        wishes = self.head.tokens(b"connection")
        return b"close" not in wishes and (self.version == b"1.1" or b"keep-alive" in wishes)

    def feed(self, piece: bytes) -> int:
        """Take in `piece`; return how many of its bytes, from the first on, belong to this."""
        if self._body is not None:
            return self._body.feed(piece, 0)
        before = len(self._held)
        self._held += piece
        if not self._begins_like_http():
            self._take_as_body()
            return len(piece)
        end = _END.search(self._held, max(self._begun, before - 3))
        if end is None:
            if len(self._held) > LONGEST_RESPONSE_HEAD:
                self._odd.append("head-too-long")
                self._take_as_body()
            return len(piece)
        self.head_bytes = end.end()
        head = bytes(self._held[: end.end()])
        self._held.clear()
        self._take_head(head)
        body: Body = self._body or NoBody()
        return body.feed(piece, self.head_bytes - before)

    def end(self) -> bool:
        """Take in that the connection is closed; return whether the response is whole."""
        return self._body is not None and self._body.end()

    def _begins_like_http(self) -> bool:
        while self._begun < len(self._held) and self._held[self._begun] in b"\r\n":
            self._begun += 1
        return b"HTTP/".startswith(self._held[self._begun : self._begun + 5].upper())

    def _take_as_body(self) -> None:
        """There is no head that could be read: all of it is content (as with HTTP/0.9)."""
        self._odd.append("no-status-line")
        self._held.clear()
        self._body = EndlessBody()

    def _take_head(self, raw: bytes) -> None:
        stripped = raw.lstrip(b"\r\n")
        self._note("line-before-status", len(stripped) != len(raw))
        self._note("bare-line-feed", re.search(rb"(?<!\r)\n", stripped) is not None)
        self._note("folded-line", _FOLD.search(stripped[: stripped.rfind(b"\n")]) is not None)
        self.head = head = _lenient_head(stripped)
        self._note("field-without-colon", len(head.fields) != len(head.lines))
        self._note("space-before-colon", any(_SPACED.match(line) for line in head.lines))
        match = _STATUS.fullmatch(head.start)
        if match is None:
            self._odd.append("status-line-broken")
            self._body = EndlessBody()
            return
        self.version = match[1] + b"." + match[2]
        self.status = int(match[3])
        self.interim = 100 <= self.status < _FIRST_FINAL and self.status != _SWITCHING  # noqa: PLR2004 - the class 1xx
        self._note("interim", self.interim)
        self._note("version-" + self.version.decode(), self.version != b"1.1")
        self._body = self._body_of(head)

    def _body_of(self, head: Head) -> Body:
        """RFC 9112 section 6.3, in the order of its rules."""
        if self.status == _SWITCHING:
            return NoBody(Framing.UPGRADE)
        if self.interim or self._method == "HEAD" or self.status in {_NO_CONTENT, _NOT_MODIFIED}:
            return NoBody()
        if self.status == _RESET:  # browsers expect nothing after it, whatever it announces
            self._note("reset-content", holds=True)
            return NoBody()
        lengths = head.all(b"content-length")
        if codings := head.tokens(b"transfer-encoding"):
            self._note("length-beside-coding", bool(lengths))
            return self._coded(codings)
        if not lengths:
            return EndlessBody()
        length, odd = stated_length(lengths)
        self._odd += odd
        return EndlessBody() if length is None else LengthBody(length)

    def _coded(self, codings: list[bytes]) -> Body:
        """A coding that HTTP/1.0 does not have leaves nothing but the end of the connection."""
        if self.version < b"1.1":
            self._note("coding-in-http-1.0", holds=True)
            return EndlessBody()
        self._note("more-codings", len(codings) > 1)
        return ChunkedBody() if codings[-1] == b"chunked" else EndlessBody()

    def _note(self, oddity: str, holds: bool) -> None:
        if holds:
            self._odd.append(oddity)


_HARMLESS = {"chunk-extension", "trailer", "version-1.0", "folded-line", "length-repeated"}
"""Oddities that leave no doubt about where a response ends."""


def _lenient_head(raw: bytes) -> Head:
    """Cut a head apart as far as it can be; a folded line is one with the line before."""
    start, *lines = _FOLD.sub(b" ", raw.rstrip(b"\r\n")).split(b"\n")
    kept = tuple(line.rstrip(b"\r") for line in lines)
    pairs = (line.partition(b":") for line in kept)
    fields = tuple((name.strip().lower(), value.strip()) for name, colon, value in pairs if colon)
    return Head(start.rstrip(b"\r"), fields, kept)


class RequestFraming:
    """One request of the browser: its head, and where its body ends.

    `take_head` is fed until it returns the bytes that follow the head; then `body` says where the
    body ends.
    """

    def __init__(self) -> None:
        self._held = bytearray()
        self.method = ""
        self.target = b""
        self.version = b"1.1"
        self.head = Head(b"", (), ())
        self.body: Body = NoBody()

    @property
    def begun(self) -> bool:
        """Whether anything of it has come."""
        return bool(self._held)

    def take_head(self, piece: bytes) -> bytes | None:
        """Take in `piece`; return what follows the head, or None while it is not whole.

        Raises:
            Malformed: it is not exactly one request that everybody reads alike.
        """
        searched = max(0, len(self._held) - 3)
        self._held += piece
        end = self._held.find(b"\r\n\r\n", searched)
        if end < 0:
            if len(self._held) > LONGEST_REQUEST_HEAD:
                raise Malformed("the head of the request does not end")
            return None
        rest = bytes(self._held[end + 4 :])
        self._take(bytes(self._held[:end]))
        return rest

    def _take(self, raw: bytes) -> None:
        start, *lines = raw.split(b"\r\n")
        match = _REQUEST.fullmatch(start)
        if match is None:
            raise Malformed("the request line is none")
        self.method, self.target = match[1].decode("ascii"), match[2]
        self.version = b"1." + match[3]
        self.head = Head(start, tuple(_strict_field(line) for line in lines), tuple(lines))
        if len(self.head.all(b"host")) > 1 or (
            self.version == b"1.1" and not self.head.all(b"host")
        ):
            raise Malformed("the request has not exactly one Host")
        self.body = self._body_of(self.head)

    def _body_of(self, head: Head) -> Body:
        lengths, codings = head.all(b"content-length"), head.all(b"transfer-encoding")
        if len(lengths) + len(codings) > 1:
            raise Malformed("the length of the request's body is said twice")
        if codings:
            if codings[0].lower() != b"chunked" or self.version == b"1.0":
                raise Malformed("the request's body has another coding than chunked")
            return ChunkedBody()
        if not lengths:
            return NoBody()
        if not lengths[0].isdigit():
            raise Malformed("the length of the request's body is no number")
        return LengthBody(int(lengths[0]))


def _strict_field(line: bytes) -> tuple[bytes, bytes]:
    name, colon, value = line.partition(b":")
    if not colon or not _TOKEN.fullmatch(name) or not _VALUE.fullmatch(value):
        raise Malformed("a header of the request is none")
    return name.lower(), value.strip(b" \t")


def payload_of(block: bytes, method: str = "GET") -> tuple[Head | None, bytes]:
    """Return the head of a whole response, and its body without chunks, as far as it goes."""
    response = ResponseFraming(method)
    response.feed(block)
    body = block[response.head_bytes :]
    if response.framing is not Framing.CHUNKED:
        return response.head, body
    chunks = ChunkedBody().keeping()
    chunks.feed(body, 0)
    return response.head, b"".join(body[start:end] for start, end in chunks.payload)
