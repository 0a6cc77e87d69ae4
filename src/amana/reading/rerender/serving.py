"""The archive as a proxy server: one thread for each connection that the browser opens.

What comes is a request with a whole address, or CONNECT and then TLS with a certificate that only
this browser is told to accept; either way the index says what answers. Nothing is asked of anybody.
"""

from __future__ import annotations

import contextlib
import hashlib
import socket
import ssl
import threading
from collections.abc import Callable

import msgspec

from amana.reading.readers.intake import Content, GiveUp
from amana.reading.readers.warc.http import Head, head_of
from amana.reading.rerender.answers import Answer, Source, answer, missing, wanted, whole_size
from amana.reading.rerender.index import Held, Index, Match, Question
from amana.reading.rerender.told import LONGEST, Answered, How
from amana.reading.rerender.walking import reopened

_LONGEST_HEAD = 1 << 18
_MOST_SENT = 64 << 20
_PIECE = 1 << 16
_CONNECTIONS = 100
_SILENCE = 120.0
_TLS = 0x16  # RFC 8446 section 5.1: a handshake
_LAST_CHUNK = b"0\r\n\r\n"
_NO_PROXY = 407

Tell = Callable[[Answered], None]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A request as it came: `target` is what stands in its first line."""

    head: Head
    target: str
    sent: str


class Server:
    """Answers from the files of one archive."""

    def __init__(
        self, files: tuple[Content, ...], index: Index, tls: ssl.SSLContext, tell: Tell
    ) -> None:
        self._files, self._index, self._tls, self._tell = files, index, tls, tell
        self._room = threading.BoundedSemaphore(_CONNECTIONS)
        self._sizes: dict[Held, int] = {}

    def serve(self, listening: socket.socket) -> None:
        """Take connections until the socket is closed."""
        while True:
            self._room.acquire()
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._connected, args=(connection,), daemon=True).start()

    def _connected(self, connection: socket.socket) -> None:
        try:
            with contextlib.suppress(OSError, ValueError, GiveUp):
                self.talk(connection)
        finally:
            connection.close()
            self._room.release()

    def talk(self, connection: socket.socket) -> None:
        """Answer what one connection asks, until it ends. Raises OSError and ValueError."""
        connection.settimeout(_SILENCE)
        wire = _Wire(connection)
        asked = wire.request()
        if asked and asked.head.method.upper() == "CONNECT":
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            host, secure = asked.target, connection.recv(1, socket.MSG_PEEK)[:1] == bytes([_TLS])
            if secure:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                self._answer_all(_Wire(connection), f"{'https' if secure else 'http'}://{host}")
        else:
            self._answer_all(wire, "", asked)

    def _answer_all(self, wire: _Wire, origin: str, asked: Asked | None = None) -> None:
        while asked := asked or wire.request():
            self._answer(wire, origin, asked)
            asked = None

    def _answer(self, wire: _Wire, origin: str, asked: Asked) -> None:
        part = wanted(asked.head.first("range"))
        method = asked.head.method.upper()
        question = Question(
            url=_address(origin, asked.target),
            method=method,
            sent=asked.sent,
            start=part.first if part else None,
            page=asked.head.first("sec-fetch-dest").lower() == "document",
        )
        match = None if asked.head.first("upgrade") else self._index.match(question)
        found, told = self._found(question, match)
        if match and found:
            size = self._size(match.held, found) if part and match.held.part is None else None
            given = answer(found, part, size)
        else:
            given = missing(f"The archive holds nothing for {question.url}\n")
        if given.status == _NO_PROXY and not origin:
            given = msgspec.structs.replace(given, status=403)  # it would be taken for ours
        said = (*told.said, *given.said)
        self._tell(msgspec.structs.replace(told, status=given.status, said=said))
        wire.send(given, bodiless=method == "HEAD")

    def _found(self, question: Question, match: Match | None) -> tuple[Source | None, Answered]:
        """Return the records that answer, and what is to be told of it."""
        told = Answered(url=question.url[:LONGEST], how=How.MISSING, method=question.method[:40])
        source = self._source(match.held) if match else None
        if match is None or source is None:
            lost = match is not None and match.held.kind == "revisit"
            return None, msgspec.structs.replace(told, said=("revisit-lost",) if lost else ())
        held = match.held
        other = held.url if held.url != question.url.partition("#")[0] else None
        return source, msgspec.structs.replace(
            told,
            how=match.how,
            date=held.date,
            served=other[:LONGEST] if other else None,
            said=("method-differs",) if match.method_differs else (),
        )

    def _source(self, held: Held) -> Source | None:
        """Return the records of an answer; None where what a revisit repeats is not there."""
        try:
            record = reopened(self._files, held)
            original = self._index.original(held) if held.kind == "revisit" else held
            body = (
                record if original is held or original is None else reopened(self._files, original)
            )
        except GiveUp:
            return None
        if record is None or body is None or original is None:
            return None
        return Source(record=record, body=body)

    def _size(self, held: Held, source: Source) -> int:
        if held not in self._sizes:
            self._sizes[held] = whole_size(source)
        return self._sizes[held]


class _Wire:
    """One connection, read as requests and written as answers."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._ahead = b""

    def request(self) -> Asked | None:
        """Return the next request; None at the end. Raises ValueError for what is none."""
        while b"\r\n\r\n" not in self._ahead:
            more = self._connection.recv(_PIECE)
            if not more:
                return None
            self._ahead += more
            if len(self._ahead) > _LONGEST_HEAD:
                raise ValueError("a head without an end")
        head = head_of(self._ahead, request=True)
        words = self._ahead.partition(b"\r\n")[0].split(b" ")
        self._ahead = self._ahead[head.size :]
        if not head.size or len(words) < 3:  # noqa: PLR2004 - method, target, version
            raise ValueError("no request")
        target = b" ".join(words[1:-1]).decode("utf-8", "replace")
        return Asked(head=head, target=target, sent=self._body(head))

    def _body(self, head: Head) -> str:
        """Take what is sent along; returns its digest."""
        length = head.first("content-length")
        left = int(length) if length.isdecimal() else 0
        if left > _MOST_SENT or "transfer-encoding" in dict(head.headers):
            raise ValueError("more is sent than is taken")
        hashed = hashlib.sha256()
        size = left
        while left:
            piece = self._ahead[:left] or self._connection.recv(min(left, _PIECE))
            if not piece:
                raise ValueError("less is sent than was said")
            self._ahead = self._ahead[len(piece) :]
            hashed.update(piece)
            left -= len(piece)
        return hashed.hexdigest() if size else ""

    def send(self, given: Answer, *, bodiless: bool) -> None:
        """Send an answer: with its length where it is known, in chunks otherwise."""
        head = given.head()
        framing = b"transfer-encoding: chunked"
        if given.size is not None:
            framing = b"content-length: %d" % given.size
        if given.status in {204, 304}:
            self._connection.sendall(head + b"\r\n")
            return
        self._connection.sendall(head + framing + b"\r\n\r\n")
        if bodiless:
            return
        sent = 0
        for piece in filter(None, given.pieces):
            sent += len(piece)
            whole = given.size is not None
            self._connection.sendall(piece if whole else b"%x\r\n%s\r\n" % (len(piece), piece))
        if given.size is None:
            self._connection.sendall(_LAST_CHUNK)
        elif sent != given.size:
            raise ValueError("the body ends before it should: so does the connection")


def _address(origin: str, target: str) -> str:
    """Return the whole address of what a request line names."""
    if not origin:
        return target
    host = origin.removesuffix(":443" if origin.startswith("https") else ":80")
    return host + (target if target.startswith("/") else f"/{target}")
