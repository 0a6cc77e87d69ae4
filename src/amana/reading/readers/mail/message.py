"""The reader of a single message (RFC 5322, MIME: RFC 2045 to 2049)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from amana.reading.charsets import import_decoders
from amana.reading.notices import Code
from amana.reading.readers.html.source import find_encoding
from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.readers.mail.bodies import body_of, encoding_of_text, is_cut, read_body, told
from amana.reading.readers.mail.choosing import PLAIN, Chosen, choose, kind_of
from amana.reading.readers.mail.facts import SHOWN, facts_of
from amana.reading.readers.mail.fields import Field, Head
from amana.reading.readers.mail.inside import hand_out
from amana.reading.readers.mail.locked import is_armoured, is_enveloped
from amana.reading.readers.mail.parts import Part, Parts, split
from amana.reading.readers.mail.sheet import Sheet
from amana.reading.readers.mail.transfer import IDENTITY
from amana.reading.readers.mail.words import (
    STATEFUL,
    Piece,
    decoded,
    encoding_of,
    pieces,
    undeclared,
)
from amana.reading.readers.sampling import read_sample
from amana.reading.wire import Budget, ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

_SHORT = 300
_MUCH_MORE = 4
_COUNTED = re.compile(rb"[ \t]*(\d{1,12})[ \t]*\r?\n")
_MAX_FACTS = 350
_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*")


def _lead(data: bytes) -> int:
    """Return where the first line that is not empty begins, behind a byte order mark."""
    found = _LEAD.match(data)
    return found.end() if found else 0


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a message and hand out what is attached to it."""
    data = whole(document)
    if not data:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    start, end = extent(data)
    if end < len(data) and data[end:].strip():
        row = ChildRow(path=b"plist", derivation=Derivation.SLICE, start=end, end=len(data))
        out.child(row)
    return Message(data, split(data, start, end), order.budget).read(out)


def extent(data: bytes) -> tuple[int, int]:
    """Return where the message is: the whole, but for Apple's `.emlx`.

    That begins with a line with the number of its bytes, and ends with a property list.
    """
    counted = _COUNTED.match(data)
    if counted is None:
        return _lead(data) if data.strip() else 0, len(data)
    return counted.end(), min(len(data), counted.end() + int(counted.group(1)))


class Message:
    """A message in parts, on its way to being text and things inside.

    Its text is what `choose` says, or the parts at the places `bodies`.
    """

    def __init__(
        self, data: bytes, parts: Parts, budget: Budget, bodies: tuple[int, ...] | None = None
    ) -> None:
        self._data = data
        self._parts = parts
        self._budget = budget
        self._told: Counter[Code] = Counter()
        self._language: str | None = None
        chosen = Chosen(bodies, ()) if bodies else choose(parts.parts, self._is_stub)
        self.chosen = chosen
        text = [parts.parts[place] for place in self.chosen.bodies]
        self._hint = next((self._encoding(part) for part in text), None)
        self.header_encoding = undeclared(self._header_bytes(), self._hint)
        self._sheet = Sheet(budget, self._own_encoding(text))

    @property
    def head(self) -> Head:
        """Return the header of the message."""
        return self._parts.parts[0].head

    def read(self, out: Outlet) -> TextAnswer:
        """Return the lines of the header and the text, and hand out everything else."""
        for field in self.head.fields:
            if field.name in SHOWN and not self._sheet.full():
                self._sheet.header_line(self._line(field), self.header_encoding)
        self._bodies()
        notices = self.hand_out(out) + self._locks()
        facts = facts_of(self._data, self.head, self.header_encoding)
        return self.finish(facts, notices)

    def hand_out(self, out: Outlet, *, by_address: bool = False) -> list[Told]:
        """Hand out everything that is not text; return what is to be told about it."""
        notices = hand_out(
            self._data, self._parts, self.chosen.bodies, out, by_address=by_address
        )  # fmt: skip
        return notices + ([Told(Code.MAIL_UNCLOSED)] if self._is_unclosed() else [])

    def finish(self, facts: Iterable[tuple[str, str]], notices: list[Told]) -> TextAnswer:
        """Return the answer."""
        own = [Told(code, n) for code, n in self._told.items()]
        kept = dict.fromkeys((key, value) for key, value in facts if value)
        return self._sheet.finish(tuple(kept)[:_MAX_FACTS], (*own, *notices), self._language)

    def body(self, place: int) -> TextAnswer:
        """Add a body to the text; return what its reader found."""
        part = self._parts.parts[place]
        body = body_of(self._data, part)
        found = read_body(part, body, self._sheet.left)
        self._sheet.body(found, part.number, body.at)
        for notice in told(found.notices):
            self._told[notice.code] += notice.n
        for notice in filter(is_cut, found.notices):
            self._sheet.cut(notice.code)
        if body.damaged:
            self._told[Code.TRANSFER_DAMAGED] += 1
        self._language = self._language or found.language
        return found

    def _bodies(self) -> None:
        for place in self.chosen.bodies:
            if self._sheet.full():
                return
            self.body(place)

    def _line(self, field: Field) -> Iterator[Piece]:
        """Yield a field as a line of text: `Subject: …`."""
        data, lines = self._data, self._parts.lines
        yield Piece(
            data[field.start : field.value].decode("ascii"), field.start, field.value, exact=True
        )
        start, end = field.value, lines.bare(field.value, field.end)
        at = start
        while at < end and data[at] in b" \t\r\n":
            at += 1
        yield Piece(" ", start, at, exact=data[start:at] == b" ")
        yield from pieces(data, at, end, self.header_encoding)

    def _header_bytes(self) -> bytes:
        shown = (f for f in self.head.fields if f.name in SHOWN)
        return b"\n".join(self._data[field.start : field.end] for field in shown)

    def _encoding(self, part: Part) -> str | None:
        return encoding_of(part.parameters.get("charset", b"").decode("ascii", "replace"))

    def _own_encoding(self, text: list[Part]) -> str:
        """Return the encoding of the first text that stands in the message as it is."""
        for part in text:
            if part.transfer in IDENTITY:
                body = body_of(self._data, part)
                if not body.content.isascii():
                    find = encoding_of_text if kind_of(part) == PLAIN else find_encoding
                    return find(body.content, self._encoding(part))[0]
        return self.header_encoding

    def _is_stub(self, plain: Part, page: Part) -> bool:
        """Tell whether a plain text is empty, or short where the page says much more."""
        letters = _letters(read_body(plain, body_of(self._data, plain), self._budget).text)
        if letters >= _SHORT:
            return False
        shown = _letters(read_body(page, body_of(self._data, page), self._budget).text)
        return (not letters and shown > 0) or (shown >= _SHORT and letters * _MUCH_MORE < shown)

    def _locks(self) -> list[Told]:
        """Tell what is encrypted: parts, or all that the message has to say."""
        encrypted = len(self.chosen.encrypted)
        for part in self._parts.parts:
            encrypted += is_enveloped(self._data, part)
        bodies = [self._parts.parts[place] for place in self.chosen.bodies]
        armoured = [part for part in bodies if is_armoured(self._data, part)]
        encrypted += len(armoured)
        if not encrypted:
            return []
        alone = len(armoured) == len(bodies)
        return [Told(Code.MAIL_ENCRYPTED) if alone else Told(Code.CHILDREN_LOCKED, encrypted)]

    def _is_unclosed(self) -> bool:
        return not all(part.ended for part in self._parts.parts)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


_SAMPLE = (
    "From: =?utf-8?B?2LPZhNin2YU=?= <a@example.org>\r\nDate: Mon, 2 Mar 2026 10:00:00 +0300\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; "
    "charset=windows-1256\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=D3=E1=C7=E3\r\n"
    "--b\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n--b--\r\n"
).encode("ascii")


def warm() -> None:
    """Read a message of our own and make sure of the result."""
    import_decoders()
    for name in sorted(STATEFUL):
        decoded(b"abc", name)
    found = read_sample(read, "mail", _SAMPLE)
    word = "\u0633\u0644\u0627\u0645"
    if f"From: {word} <" not in found.text or not found.text.endswith(f"\n\n{word}\n\nabc"):
        raise RuntimeError("the reader of mail does not read its own sample")
