"""The reader of mailboxes (RFC 4155, and the variants mboxo, mboxrd, mboxcl and mboxcl2).

A mailbox may be larger than memory: it is gone through piece by piece. Each message is a slice of
it; the text is a table of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.readers.intake import Content, GiveUp, Outlet
from amana.reading.readers.mail.dates import edtf
from amana.reading.readers.mail.fields import Head, Lines, read_head, value_of
from amana.reading.readers.mail.words import plain, undeclared
from amana.reading.readers.sampling import must_read
from amana.reading.wire import BlockRow, Budget, ChildRow, ReadOrder, Run, TextAnswer, Told
from amana.records import Derivation

_CHUNK = 4 << 20
_LONGEST_LINE = 1024
_HEAD, _USUAL_HEAD = 1 << 16, 1 << 12
_LINE_ENDS = 4  # bytes of two of them
_LONGEST = 500
_MAX_BLOCKS = 400_000
_WEEKDAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_TIME = rb"\d{1,2}:\d{2}(?::\d{2})?"
_FROM = re.compile(
    rb"From [^\r\n]{1,400}?[ \t]" + _WEEKDAY + rb",?[ \t]{1,3}(?:"
    + _MONTH + rb"[ \t]{1,3}\d{1,2}[ \t]{1,3}" + _TIME + rb"(?:[ \t]{1,3}[A-Za-z0-9+-]{1,6}){0,2}"
    rb"[ \t]{1,3}\d{4}|\d{1,2}[ \t]{1,3}" + _MONTH + rb"[ \t]{1,3}\d{4}[ \t]{1,3}" + _TIME
    + rb")\b[^\n]{0,200}(?:\n|\Z)"
)  # fmt: skip
_LOOSE = re.compile(rb"From [^\r\n]+")
_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*")
_BLANK_BEFORE = re.compile(rb"(?:\A|\n)\r?\n\Z")
_DIGITS = re.compile(r"\d{1,15}")


class Entry(NamedTuple):
    """A message in a mailbox: its `From ` line, then itself, without the empty line behind it."""

    line: int
    start: int
    end: int


class Mailbox:
    """Goes through a mailbox once; `quoted` counts the lines that begin with `>From `."""

    def __init__(self, document: Content) -> None:
        self._document = document
        self.quoted = 0
        self.first = 0
        self._seen = (-1, b"", Head((), 0))

    def entries(self) -> Iterator[Entry]:
        """Yield the messages in order.

        Rules:

        1. A message begins behind a line that begins with `From ` and holds a date as in RFC 4155
           (with or without a zone), has an empty line before it, or stands at the beginning. The
           very first one may hold anything.
        2. Where a message has a `Content-Length` at the end of which such a line stands, or the end
           of the mailbox, it ends there, whatever its lines look like.
        """
        line: int | None = None
        start = skip = 0
        for at in self._lines():
            if at < skip:
                continue
            if line is not None:
                yield Entry(line, start, self._without_blank(start, at))
            else:
                self.first = at
            line, start = at, self._end_of_line(at)
            skip = self._length_says(start)
        size = self._document.size
        if line is not None:
            yield Entry(line, start, self._without_blank(start, size))

    def _lines(self) -> Iterator[int]:
        """Yield where lines begin by which a message may begin, the first of all among them."""
        document, size = self._document, self._document.size
        lead = _LEAD.match(document.at(0, _LONGEST_LINE))
        first = lead.end() if lead else 0
        if _LOOSE.match(document.at(first, _LONGEST_LINE)):
            yield first
        for base in range(0, size, _CHUNK):
            before = min(base, 3)
            data = document.at(base - before, before + _CHUNK + _LONGEST_LINE)
            until = before + _CHUNK
            self.quoted += data.count(b"\n>From ", before, until + len(b"\n>From ") - 1)
            at = data.find(b"\nFrom ", before) + 1
            while 0 < at <= until:
                blank = _BLANK_BEFORE.search(data, max(0, at - 3), at)
                if blank and _FROM.match(data, at, at + _LONGEST_LINE):
                    place = base - before + at
                    if place > first:
                        yield place
                at = data.find(b"\nFrom ", at) + 1

    def _end_of_line(self, at: int) -> int:
        """Return where a line ends that may be longer than a piece."""
        while at < self._document.size:
            data = self._document.at(at, _LONGEST_LINE)
            found = data.find(b"\n")
            if found >= 0:
                return at + found + 1
            at += len(data)
        return at

    def _without_blank(self, start: int, end: int) -> int:
        """Return `end` without the empty line that a mailbox has behind each message."""
        tail = self._document.at(max(start, end - 4), min(4, end - start))
        for blank in (b"\r\n\r\n", b"\n\r\n", b"\n\n"):
            if tail.endswith(blank):
                return end - (2 if blank.endswith(b"\r\n") else 1)
        return end

    def head(self, entry: Entry) -> tuple[bytes, Head]:
        """Return the beginning of a message, and its header in it."""
        size = entry.end - entry.start
        start, data, head = self._seen
        if start != entry.start:
            data = self._document.at(entry.start, min(_USUAL_HEAD, size))
            head = read_head(Lines(data), 0, len(data))
            self._seen = (entry.start, data, head)
        if data.find(b"\n", head.body, size) < 0:  # what ended it is not seen as a whole
            data = self._document.at(entry.start, min(_HEAD, size))
            head = read_head(Lines(data), 0, len(data))
        return data, head

    def _length_says(self, start: int) -> int:
        """Return where the message that begins at `start` ends by its `Content-Length`, else 0."""
        size = self._document.size
        data, head = self.head(Entry(start, start, size))
        length = value_of(data, head.first("content-length")).decode("ascii", "replace")
        if not _DIGITS.fullmatch(length):
            return 0
        end = start + head.body + int(length)
        behind = self._document.at(end, _LONGEST_LINE)
        line = behind.lstrip(b"\r\n")
        if end <= size and (
            not behind or (len(behind) - len(line) <= _LINE_ENDS and _FROM.match(line))
        ):
            return end
        return 0


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read the table of messages and hand them out.

    Raises:
        GiveUp: there is no line by which a message begins.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    mailbox, table = Mailbox(document), Table(order.budget)
    for number, entry in enumerate(mailbox.entries(), 1):
        if number == 1 and document.at(0, min(mailbox.first, _HEAD)).strip(b"\xef\xbb\xbf \t\r\n"):
            out.child(_slice(b"preamble", 0, mailbox.first, "text/plain"))
            table.notices.append(Told(Code.TEXT_OUTSIDE_PARTS, 1))
        table.add(number, entry, *mailbox.head(entry))
        out.child(_slice(str(number).encode(), entry.start, entry.end, "message/rfc822"))
    if not table.count:
        raise GiveUp(Code.CONTAINER_BROKEN)
    if mailbox.quoted:
        table.notices.append(Told(Code.FROM_QUOTED, mailbox.quoted))
    return table.finish()


def _slice(path: bytes, start: int, end: int, declared: str) -> ChildRow:
    return ChildRow(
        path=path, derivation=Derivation.SLICE, start=start, end=end, declared=declared
    )  # fmt: skip


class Table:
    """One line for each message: its number, date, sender and subject."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._rows: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._cut = False
        self.count = 0
        self.notices: list[Told] = []

    def add(self, number: int, entry: Entry, data: bytes, head: Head) -> None:
        """Add the line of a message, whose header stands at the beginning of `data`."""
        self.count = number
        encoding = undeclared(data[: head.body])
        said = [
            plain(value_of(data, head.first(name)), encoding)[:_LONGEST]
            for name in ("date", "from", "subject")
        ]
        row = "\t".join((str(number), edtf(said[0]) or said[0], *said[1:]))
        full = self._length + len(row) + 1 > self._budget.text_chars
        if self._cut or full or len(self._runs) >= min(self._budget.runs, _MAX_BLOCKS):
            self._cut = True
            return
        at = self._length
        end = max(entry.start + head.body, entry.line + 1)
        self._runs.append(Run(at, at + len(row), entry.line, end, exact=False))
        self._rows.append(row)
        self._length += len(row) + 1

    def finish(self) -> TextAnswer:
        """Return the table as an answer."""
        cut = [Told(Code.TEXT_CUT, max(0, self._length - 1))] if self._cut else []
        return TextAnswer(
            text="\n".join(self._rows),
            runs=tuple(self._runs),
            blocks=tuple(
                BlockRow(run.char_start, run.char_end, "tr", ("table",), (), 0)
                for run in self._runs
            ),
            metadata=(("mbox:messages", str(self.count)),),
            notices=(*self.notices, *cut),
        )


_SAMPLE = (
    b"From a@example.org Mon Mar  2 10:00:00 2026\nSubject: one\n\nText\n\n"
    b"From - Mon Mar  2 10:00:00 2026\nSubject: two\nContent-Length: 1\n\n\n"
)


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


def warm() -> None:
    """Read a mailbox of our own and make sure of the result."""
    must_read(read, "mbox", _SAMPLE, "1\t\t\tone\n2\t\t\ttwo")
