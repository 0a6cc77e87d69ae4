"""From the records of an archive to its index: what each answers, by which request it was had.

A request belongs to an answer if one names the other (WARC-Concurrent-To), or if both have the same
address and stand side by side. Records that cannot be answers are passed over.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import msgspec

from amana.reading.readers.intake import Content
from amana.reading.readers.warc.http import Body, Head, head_of
from amana.reading.readers.warc.records import Record, records
from amana.reading.rerender.addresses import whole
from amana.reading.rerender.index import Held
from amana.reading.rerender.opening import Slice
from amana.reading.rerender.told import LONGEST

HEAD = 1 << 16
"""Bytes in which the head of an HTTP message must end."""

_ANSWERS = {"response", "resource", "revisit"}
_MOST = 500_000
_BODY = 16 << 20
_PART = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.IGNORECASE)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A request that was recorded: its method, and the digest of what was sent along."""

    url: str
    method: str
    sent: str


class Walk:
    """Goes through the files of an archive once.

    `lacking` says in the end what was lost on the way.
    """

    def __init__(self, files: tuple[Content, ...]) -> None:
        self._files = files
        self._asked: dict[str, Asked] = {}
        self._lost = 0
        self.lacking: list[str] = []

    def held(self) -> list[Held]:
        """Return every record that may answer, with the method by which it was asked for."""
        found: list[Held] = []
        for file, content in enumerate(self._files):
            for record, nth in self._numbered(content):
                held = self._take(record, file, nth)
                if held is None:
                    continue
                if len(found) == _MOST:
                    self.lacking.append(f"more than {_MOST} answers: the rest is not used")
                    return list(map(self._with_request, found))
                found.append(held)
        if self._lost:
            self.lacking.append(f"{self._lost} bytes belong to no record")
        return list(map(self._with_request, found))

    def _numbered(self, content: Content) -> Iterator[tuple[Record, int]]:
        stretch, nth = -1, 0
        for record in records(content, self._gap):
            nth = nth + 1 if not record.plain and record.first == stretch else 0
            stretch = record.first
            yield record, nth

    def _gap(self, start: int, end: int) -> None:
        self._lost += end - start

    def _take(self, record: Record, file: int, nth: int) -> Held | None:
        header = record.header
        url = header.get("warc-target-uri").strip("<>")
        if not url.lower().startswith(("http://", "https://")) or len(url) > HEAD:
            return None
        if header.kind == "request":
            self._request(record, url)
        if header.kind not in _ANSWERS:
            return None
        head = head_in(record)
        status = status_of(head)
        if not 200 <= status <= 599:  # noqa: PLR2004 - what goes before an answer is none
            return None
        media_type = head.first("content-type") if head else header.get("content-type")
        return Held(
            url=whole(url),
            date=header.get("warc-date")[:LONGEST],
            kind=header.kind,
            status=status,
            media_type=media_type.partition(";")[0].strip().lower()[:80],
            first=record.first,
            last=self._files[file].size if record.plain else record.last,
            file=file,
            nth=nth,
            record=header.get("warc-record-id"),
            concurrent=header.get("warc-concurrent-to"),
            digest=header.get("warc-payload-digest").lower(),
            refers=(
                header.get("warc-refers-to"),
                header.get("warc-refers-to-target-uri").strip("<>"),
                header.get("warc-refers-to-date"),
            ),
            part=_part(head) if status == 206 else None,  # noqa: PLR2004 - RFC 9110 section 15.3.7
        )

    def _request(self, record: Record, url: str) -> None:
        head = head_in(record, request=True)
        if head is None or not head.method:
            return
        sent = hashlib.sha256()
        size = 0
        for piece in Body(head, record.block(head.size)).framed():
            size += len(piece)
            if size > _BODY:
                break
            sent.update(piece)
        digest = sent.hexdigest() if size else ""
        asked = Asked(url=whole(url), method=head.method.upper(), sent=digest)
        if asked.method == "GET" and not asked.sent:
            return
        concurrent = record.header.get("warc-concurrent-to")
        beside = f"{whole(url)} {record.header.get('warc-date')}"
        for name in (record.header.get("warc-record-id"), concurrent or beside):
            if name and len(self._asked) < _MOST:
                self._asked[name] = asked

    def _with_request(self, held: Held) -> Held:
        for name in (held.record, held.concurrent, f"{held.url} {held.date}"):
            if name and (asked := self._asked.get(name)) and asked.url == held.url:
                return msgspec.structs.replace(held, method=asked.method, sent=asked.sent)
        return held


def head_in(record: Record, *, request: bool = False) -> Head | None:
    """Return the head of the HTTP message in a record; None where there is none."""
    start = record.content.at(record.start, min(HEAD, record.end - record.start))
    stated = record.header.get("content-type").lower()
    if not start or not (stated.startswith("application/http") or start[:5].upper() == b"HTTP/"):
        return None
    head = head_of(start, request=request)
    return head if head.size else None


def status_of(head: Head | None) -> int:
    """Return the status of an answer; what was kept without its head was there."""
    return (head.status if head else None) or 200


def _part(head: Head | None) -> tuple[int, int, int] | None:
    found = _PART.fullmatch(head.first("content-range").strip()) if head else None
    if found is None:
        return None
    first, last, size = found.groups()
    return int(first), int(last), int(size) if size.isdigit() else -1


def reopened(files: tuple[Content, ...], held: Held) -> Record | None:
    """Return a record that was found before; None where it is not there any more."""
    stretch = Slice(files[held.file], held.first, held.last - held.first)
    for nth, record in enumerate(records(stretch, lambda *_: None)):
        if nth == held.nth:
            return record
    return None
