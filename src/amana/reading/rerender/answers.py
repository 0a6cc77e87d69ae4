"""From a record to the answer that a browser gets: the recorded head, and the body decoded.

What HTTP did to the body on its way is undone (readers/warc/http.py), so the headers that tell of
it are left out, and with them those that hold from hop to hop only (RFC 9110 section 7.6.1). All
others are given as they were recorded, also those that bind the page. Pure but for the reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from itertools import chain

import msgspec

from amana.reading.readers.warc.http import Body, Head, Oddity
from amana.reading.readers.warc.records import Record
from amana.reading.rerender.walking import head_in, status_of

MOST = 512 << 20
"""Bytes of one body that are given: a bomb ends here."""

_HOPS = {
    "connection",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "alt-svc",
    "content-length",
    "content-range",
}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_BODILESS = {204, 304}
_PART = 206
_MOST_HEADERS = 1_000


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of a body that are asked for: from `first` to `last`, or the `tail` last ones."""

    first: int = 0
    last: int | None = None
    tail: int | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What is sent: `size` is None where it is not known before all of it was decoded."""

    status: int
    headers: tuple[tuple[str, str], ...]
    pieces: Iterator[bytes]
    size: int | None = None
    said: tuple[str, ...] = ()

    def head(self) -> bytes:
        """Return status line and headers, all but the one that tells where the body ends."""
        lines = [f"HTTP/1.1 {self.status} {_reason(self.status)}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        return "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The records of an answer: whose head it is, and whose body (another one for a revisit)."""

    record: Record
    body: Record


def wanted(value: str) -> Wanted | None:
    """Return what a Range header asks for; None: all, also where several ranges are asked for."""
    found = _RANGE.fullmatch(value.strip().lower().replace(" ", ""))
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return Wanted(tail=int(last))
    return Wanted(first=int(first), last=int(last) if last else None)


def whole_size(source: Source) -> int:
    """Return how many bytes the decoded body has; reads all of it."""
    return sum(map(len, _pieces(source)[0]))


def answer(source: Source, part: Wanted | None = None, size: int | None = None) -> Answer:
    """Return the answer that a record holds.

    Args:
        source: the records.
        part: the range that is asked for.
        size: of the whole decoded body, needed for a range of it.
    """
    head = head_in(source.record)
    if source.record is not source.body and (
        head is None or head.status == HTTPStatus.NOT_MODIFIED
    ):
        head = head_in(source.body)  # whoever archived it had it already: a browser has not
    status = status_of(head)
    pieces, kept = _pieces(source)
    headers = tuple(_headers(source, head, kept=kept))
    said = _said(source)
    if status in _BODILESS and source.record is source.body:
        return Answer(status=status, headers=headers, pieces=iter(()), size=0, said=said)
    if status == _PART:
        return _recorded_part(
            Answer(status=status, headers=headers, pieces=pieces, said=said), head, part
        )
    found = Answer(status=status, headers=headers, pieces=pieces, said=said)
    if part is None or size is None or status != HTTPStatus.OK:
        return found
    return _ranged(found, part, size)


def missing(said: str) -> Answer:
    """Return the answer to what the archive does not hold."""
    body = said.encode("utf-8", "replace")
    headers = (("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store"))
    return Answer(status=404, headers=headers, pieces=iter((body,)), size=len(body))


def _ranged(found: Answer, part: Wanted, size: int) -> Answer:
    """Cut a range out of a whole body (RFC 9110 section 14)."""
    first, last = _bounds(part, size)
    if first > last:
        return Answer(
            status=416,
            headers=(*found.headers, ("content-range", f"bytes */{size}")),
            pieces=iter(()),
            size=0,
            said=found.said,
        )
    return Answer(
        status=_PART,
        headers=(*found.headers, ("content-range", f"bytes {first}-{last}/{size}")),
        pieces=_cut(found.pieces, first, last + 1 - first),
        size=last + 1 - first,
        said=found.said,
    )


def _recorded_part(found: Answer, head: Head | None, part: Wanted | None) -> Answer:
    """Give a part that was recorded: as far as it holds what is asked for."""
    stated = re.search(
        r"(\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", head.first("content-range") if head else ""
    )
    said = (*found.said, "part")
    if stated is None:
        return msgspec.structs.replace(found, said=said)
    begins, ends, size = int(stated[1]), int(stated[2]), stated[3]
    if part is None and begins == 0 and size == str(ends + 1):
        return msgspec.structs.replace(found, status=200)
    first, last = begins, ends
    if part is not None and part.tail is None and begins <= part.first <= ends:
        first, last = part.first, min(ends, part.last if part.last is not None else ends)
    return Answer(
        status=_PART,
        headers=(*found.headers, ("content-range", f"bytes {first}-{last}/{size}")),
        pieces=_cut(found.pieces, first - begins, last + 1 - first),
        said=said,
    )


def _bounds(part: Wanted, size: int) -> tuple[int, int]:
    if part.tail is not None:
        return max(0, size - part.tail), size - 1
    return part.first, min(size - 1, part.last if part.last is not None else size - 1)


def _cut(pieces: Iterator[bytes], skip: int, length: int) -> Iterator[bytes]:
    for piece in pieces:
        if length <= 0:
            return
        if skip >= len(piece):
            skip -= len(piece)
            continue
        given = piece[skip : skip + length]
        skip, length = 0, length - len(given)
        yield given


def _pieces(source: Source) -> tuple[Iterator[bytes], bool]:
    """Return the body decoded, and whether it still has a content coding that nobody knows."""
    record = source.body
    head = head_in(record)
    if head is None:
        return _bounded(record.block()), False
    body = Body(head, record.block(head.size))
    if head.status == _PART:  # a part of a coded body cannot be decoded by itself
        return _bounded(body.framed()), True
    decoded = body.decoded(body.framed()).pieces
    first = next(filter(None, decoded), b"")
    return _bounded(chain((first,), decoded)), Oddity.CODING_UNKNOWN in body.oddities


def _bounded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    left = MOST
    for piece in pieces:
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


def _headers(source: Source, head: Head | None, *, kept: bool) -> Iterator[tuple[str, str]]:
    if head is None:
        media_type = source.body.header.get("content-type")
        if media_type:
            yield "content-type", _CONTROL.sub(" ", media_type)
        return
    named = {name.lower() for name in head.all("connection")}
    for name, value in head.headers[:_MOST_HEADERS]:
        dropped = name in _HOPS or name in named or name.startswith("proxy-")
        if dropped or (name == "content-encoding" and not kept) or not _TOKEN.fullmatch(name):
            continue
        yield name, _CONTROL.sub(" ", value)


def _said(source: Source) -> tuple[str, ...]:
    said = []
    if source.record is not source.body:
        said.append("revisit")
    if source.body.cut or source.body.header.get("warc-truncated"):
        said.append("cut")
    return tuple(said)


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Recorded"
