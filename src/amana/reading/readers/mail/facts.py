"""What the header of a mail says about it (metadata)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amana.reading.readers.mail.dates import edtf
from amana.reading.readers.mail.fields import Field, Head, value_of
from amana.reading.readers.mail.words import plain

SHOWN = ("from", "to", "cc", "bcc", "date", "subject", "reply-to")
"""Fields that are lines of the text."""

_PEOPLE = ("from", "sender", "reply-to", "to", "cc", "bcc")
_KEPT = (
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "return-path",
    "delivered-to",
    "x-originating-ip",
    "x-mailer",
    "user-agent",
    "list-id",
    "resent-from",
    "resent-to",
    "resent-date",
    "authentication-results",
)
_MOST_PEOPLE = 50
_SOME = 5
_LONGEST = 4000
_TURN = re.compile(rb'=\?[!->@-~]{1,75}\?[bBqQ]\?[^?]*+\?=|["(<>),;\\]')
_ADDRESS = re.compile(r"<([^<>]*)>")


class _Said:
    """The fields of a header by name, and what they say."""

    def __init__(self, data: bytes, head: Head, encoding: str) -> None:
        self._data = data
        self._encoding = encoding
        self._fields: dict[str, list[Field]] = {}
        for field in head.fields:
            self._fields.setdefault(field.name, []).append(field)

    def values(self, name: str) -> list[bytes]:
        """Return the values of the first fields of a name, and of the last one."""
        fields = self._fields.get(name, [])
        some = (*fields[:_SOME], *fields[_SOME:][-1:])
        return [value_of(self._data, field) for field in some]

    def texts(self, name: str) -> list[str]:
        """Return the same as text."""
        return [self.text(value) for value in self.values(name)]

    def people(self, name: str) -> list[str]:
        """Return the addresses in the fields of a name."""
        values = self.values(name)
        found = [address for value in values for address in split_addresses(value)]
        return [self.text(address) for address in found[:_MOST_PEOPLE]]

    def text(self, value: bytes) -> str:
        """Return a value as text."""
        return plain(value, self._encoding)[:_LONGEST]


def facts_of(data: bytes, head: Head, encoding: str) -> Iterator[tuple[str, str]]:
    """Yield the metadata of a header whose bytes that declare nothing are in `encoding`.

    First the general ones (`dc:title`, `dc:creator`, `dcterms:created`), then those of mail: people
    one by one, other fields as they are written, and of the hops the last and the first one.
    """
    said = _Said(data, head, encoding)
    yield from (("dc:title", text) for text in said.texts("subject")[:1])
    yield from (("dc:creator", called(address)) for address in said.people("from"))
    created = [edtf(text) for text in said.texts("date")[:1]]
    yield from (("dcterms:created", date) for date in created if date)
    for name in _PEOPLE:
        yield from ((f"mail:{name}", address) for address in said.people(name))
    for name in _KEPT:
        yield from ((f"mail:{name}", text) for text in said.texts(name))
    hops = said.texts("received")
    yield from (("mail:received", hop) for hop in (*hops[:1], *hops[1:][-1:]))


def split_addresses(value: bytes) -> list[bytes]:
    """Return the addresses in a list of them (RFC 5322 section 3.4), as they are written.

    They are cut at commas and semicolons outside of quotes, comments and angle brackets; what is
    not closed reaches to the end. Nothing is looked at twice.
    """
    found, start, at = list[bytes](), 0, 0
    quoted = angle = False
    comments = 0
    while match := _TURN.search(value, at):
        turn, at = match.group(), match.end()
        if turn == b"\\":
            at += 1
        elif quoted:
            quoted = turn != b'"'
        elif turn == b"(" or comments:
            comments += (turn == b"(") - (turn == b")")
        elif turn in b'"<>':
            quoted, angle = turn == b'"', turn == b"<" or (turn == b'"' and angle)
        elif turn in b",;" and not angle:
            found.append(value[start : match.start()].strip())
            start = at
    found.append(value[start:].strip())
    return [address for address in found if address]


def called(address: str) -> str:
    """Return by what name an address calls somebody; the address itself where there is none."""
    match = _ADDRESS.search(address)
    if match is None:
        return address
    name = address[: match.start()].strip().strip('"').strip()
    return name or match.group(1).strip() or address
