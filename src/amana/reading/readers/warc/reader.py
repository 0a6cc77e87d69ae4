"""The reader of WARC and ARC files: a list of their records, and the payloads as children.

What a server sent comes out as the page or file that it is: without the frames of HTTP and without
its content coding. Its path is its address. Requests, revisits and notes of the crawler are listed.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import chain

from amana.reading.notices import Code
from amana.reading.readers.containers.listing import Line, Listing
from amana.reading.readers.intake import Content, GiveUp, Outlet
from amana.reading.readers.sampling import read_sample
from amana.reading.readers.warc.digests import Stated
from amana.reading.readers.warc.headers import arc_header, moment_of
from amana.reading.readers.warc.http import Body, Head, head_of
from amana.reading.readers.warc.records import Record, records
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

_HTTP = {"response", "request", "revisit"}
_LISTED = {"request", "revisit", "warcinfo"}
_HEAD = 1 << 16
_INFO = 1 << 16
_MOST_INFO = 50
_PATH = 1 << 13
_DECLARED = 200


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """List the records and hand out what they hold.

    Raises:
        GiveUp: there is no record in it.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    listing = Listing(order.budget)
    account = _Account(listing, out)
    for record in records(document, listing.gap):
        account.take(record)
    if not account.kinds:
        raise GiveUp(Code.CONTAINER_BROKEN)
    return listing.answer(account.counts(), account.metadata())


def begins(data: bytes) -> bool:
    """Tell whether a WARC or ARC file begins with these bytes."""
    if data.startswith(b"WARC/"):
        return True
    return b"\0" not in data.partition(b"\n")[0] and arc_header(data[:_HEAD]) is not None


class _Account:
    """Goes through the records; counts what there is and what is wrong."""

    def __init__(self, listing: Listing, out: Outlet) -> None:
        self._listing = listing
        self._out = out
        self._n = 0
        self._cut = self._wrong = self._odd = 0
        self._info: list[tuple[str, str]] = []
        self.kinds: Counter[str] = Counter()

    def take(self, record: Record) -> None:
        """List a record and hand out its payload."""
        self._n += 1
        header = record.header
        self.kinds[header.kind if header.kind.isalpha() and header.kind.isascii() else "other"] += 1
        opened = _Opened(record)
        notes = opened.hand_out(self._out)
        truncated = header.get("warc-truncated")
        self._cut += record.cut or bool(truncated and header.kind != "revisit")
        self._wrong += opened.wrong()
        self._odd += bool(opened.oddities)
        if truncated:
            notes.append(f"truncated: {truncated}")
        if record.cut:
            notes.append("not of the length that it states")
        words = (str(self._n), header.kind or "no type", header.get("warc-date"), opened.uri)
        told = " · ".join(filter(None, (*words, *notes)))
        end = record.start if record.plain else record.last
        self._listing.add(Line(told.encode(), record.first, end, encoding="utf-8"))
        if header.kind == "warcinfo":
            self._list_info(record)

    def _list_info(self, record: Record) -> None:
        """Add what the crawler says of itself (WARC 1.1 section 6.2) to text and metadata."""
        block = record.content.at(record.start, min(_INFO, record.end - record.start))
        at = record.start
        for line in block.splitlines(keepends=True):
            written, end = line.strip(), at + len(line)
            name, colon, value = written.partition(b":")
            if written:
                place = (at, end) if record.plain else (0, 0)
                self._listing.add(Line(b"  " + written, *place, encoding="utf-8"))
            key = name.decode("ascii", "replace").strip()
            if colon and key.isascii() and key.isalpha() and len(key) < _MOST_INFO:
                said = value.strip().decode("utf-8", "replace")[:_DECLARED]
                self._info.append((f"warc:{key}", said))
            at = end

    def counts(self) -> tuple[Told, ...]:
        """Return how often something was wrong."""
        return (
            Told(Code.CHILDREN_CUT, self._cut),
            Told(Code.DIGESTS_WRONG, self._wrong),
            Told(Code.FRAMING_ODD, self._odd),
        )

    def metadata(self) -> Iterator[tuple[str, str]]:
        """Yield how many records of each kind there are, and what the crawler says of itself."""
        yield "warc:records", str(self._n)
        for kind, count in sorted(self.kinds.items())[:_MOST_INFO]:
            yield f"warc:records.{kind[:_MOST_INFO]}", str(count)
        yield from list(dict.fromkeys(self._info))[:_MOST_INFO]


class _Opened:
    """A record whose block is gone through once: hashed, decoded and handed out on the way."""

    def __init__(self, record: Record) -> None:
        self._record = record
        header = record.header
        self.uri = header.get("warc-target-uri").strip("<>") or header.get("warc-filename")
        self.oddities: list[str] = []
        self._block = Stated(header.get("warc-block-digest"))
        self._payload = Stated(header.get("warc-payload-digest"))
        self._checked = header.kind != "revisit"  # its payload is that of another record
        self._head = self._http_head()

    def _http_head(self) -> Head | None:
        record = self._record
        if record.header.kind not in _HTTP:
            return None
        start = record.content.at(record.start, min(_HEAD, record.end - record.start))
        stated = record.header.get("content-type").lower()
        if not start or not (stated.startswith("application/http") or start[:5] == b"HTTP/"):
            return None
        return head_of(start, request=record.header.kind == "request")

    def wrong(self) -> int:
        """Return how many digests do not fit."""
        payload = self._payload.fits() if self._checked and self._payload.given else None
        block = self._block.fits() if self._block.given else None
        return (block is False) + (payload is False)

    def hand_out(self, out: Outlet) -> list[str]:
        """Go through the block; return what is to be said of it."""
        record, head = self._record, self._head
        size = head.size if head else 0
        first = record.content.at(record.start, size)
        sent = self._block.watch(chain((first,) if first else (), record.block(size)))
        if first:
            next(sent)
        sent = self._payload.watch(sent)
        self._give(Body(head or _NO_HEAD, sent), size, out)
        for _ in sent:
            pass
        return [*self._about(), *self.oddities, *self._verdicts()]

    def _give(self, body: Body, size: int, out: Outlet) -> None:
        record = self._record
        framed: Iterable[bytes] = body.framed()
        framed = self._payload.watch(framed) if body.chunked else framed
        undone = body.decoded(framed)
        pieces = self._payload.watch(undone.pieces) if undone.coded else undone.pieces
        start = next(filter(None, pieces), b"")
        if start and record.header.kind not in _LISTED:
            changed = body.chunked or undone.coded or not record.plain
            row = self._row(size, chunked=body.chunked, coded=undone.coded)
            if changed:
                out.child(row, chain((start,), pieces))
        for _ in pieces:
            pass
        if start and record.header.kind not in _LISTED and not changed:
            out.child(row)
        if self._head is None or record.header.kind != "response":
            return  # what a browser asks is not judged, nor what is only repeated
        self.oddities = [str(oddity) for oddity in body.oddities]

    def _row(self, size: int, *, chunked: bool, coded: bool) -> ChildRow:
        record, header = self._record, self._record.header
        derivation = Derivation.DECODED if chunked else Derivation.SLICE
        if coded or not record.plain:
            derivation = Derivation.DECOMPRESSED
        start, end = record.start + size, record.end
        declared = self._head.first("content-type") if self._head else header.get("content-type")
        return ChildRow(
            path=(self.uri or header.get("warc-record-id")).encode()[:_PATH],
            derivation=derivation,
            start=start if record.plain else record.first,
            end=end if record.plain else record.last,
            declared=declared[:_DECLARED] or None,
            modified=moment_of(header.get("warc-date")),
        )

    def _about(self) -> Iterator[str]:
        header, head = self._record.header, self._head
        if head is not None and head.status is not None:
            yield str(head.status)
        elif head is not None and head.method:
            yield head.method
        yield (head.first("content-type") if head else header.get("content-type"))
        yield f"{self._record.end - self._record.start} bytes"
        if header.kind == "revisit":
            seen = (header.get("warc-refers-to-target-uri"), header.get("warc-refers-to-date"))
            known = " ".join(filter(None, seen)) or header.get("warc-refers-to")
            yield f"same as {known or 'a record that it does not name'}"

    def _verdicts(self) -> Iterator[str]:
        yield self._block.verdict("block")
        if self._checked:
            yield self._payload.verdict("payload")


_NO_HEAD = Head(None, "", (), 0)


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what decompresses."""
    return (
        ("zlib", zlib.ZLIB_RUNTIME_VERSION),
        ("brotli", version("brotli")),
        ("fastwarc", version("fastwarc")),
    )


_ANSWER = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n"
    b"3\r\nabc\r\n0\r\n\r\n"
)
_SAMPLE = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"
    b"WARC-Target-URI: https://example.org/\r\nContent-Type: application/http\r\n"
    b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(_ANSWER), _ANSWER)
)


def warm() -> None:
    """Read a record of our own and make sure of the result."""
    said = read_sample(read, "warc", _SAMPLE).text
    if "https://example.org/ · 200 · text/plain" not in said:
        raise RuntimeError("the reader of web archives does not read its own sample")
