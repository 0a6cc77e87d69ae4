"""The reader of web pages that were saved as mail (MHTML, RFC 2557).

The root is read as the web page that it is; what it shows and loads is inside, by its address.
"""

from __future__ import annotations

from collections.abc import Iterator

from amana.reading.notices import Code
from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.readers.mail.choosing import PAGE, choose, kind_of
from amana.reading.readers.mail.dates import edtf
from amana.reading.readers.mail.fields import value_of
from amana.reading.readers.mail.message import Message, extent
from amana.reading.readers.mail.parts import Parts, split
from amana.reading.readers.mail.words import plain
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ReadOrder, TextAnswer, Told

_LONGEST = 4000
_KEPT = ("from", "subject", "date", "content-location", "snapshot-content-location", "x-mimeole")


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a saved page and hand out what belongs to it; one without a page is read as mail."""
    data = whole(document)
    if not data:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    parts = split(data, *extent(data))
    page = _page(parts)
    if page is None:
        return Message(data, parts, order.budget).read(out)
    message = Message(data, parts, order.budget, bodies=(page,))
    found = message.body(page)
    notices = message.hand_out(out, by_address=True)
    notices += [] if found.text else [Told(Code.PAGE_WITHOUT_TEXT)]
    facts = (*found.metadata, *_facts(data, parts, page, message.header_encoding))
    return message.finish(facts, notices)


def _page(parts: Parts) -> int | None:
    """Return the place of the root, which may be one of several alternatives."""
    bodies = choose(parts.parts, lambda _plain, _page: True).bodies
    return next((place for place in bodies if kind_of(parts.parts[place]) == PAGE), None)


def _facts(data: bytes, parts: Parts, page: int, encoding: str) -> Iterator[tuple[str, str]]:
    """Yield where the page was and when it was saved, as its header says."""
    head = parts.parts[0].head
    said = {name: plain(value_of(data, head.first(name)), encoding)[:_LONGEST] for name in _KEPT}
    address = said["snapshot-content-location"] or said["content-location"]
    if not address:
        address = parts.parts[page].location.decode("utf-8", "replace")
    yield "dc:source", address[:_LONGEST]
    yield "dc:title", said["subject"]
    yield "dcterms:created", edtf(said["date"]) or ""
    for name, value in said.items():
        yield f"mhtml:{name}", value


_SAMPLE = (
    b"From: <Saved by Us>\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: text/html\r\nContent-Location: https://example.org/\r\n\r\n<p>one\r\n--b--\r\n"
)


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


def warm() -> None:
    """Read a page of our own and make sure of the result."""
    must_read(read, "mhtml", _SAMPLE, "one")
