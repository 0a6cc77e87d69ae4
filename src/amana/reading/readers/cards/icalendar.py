"""The reader of calendars: iCalendar (RFC 5545) and its forerunner vCalendar 1.0.

Each event, task and note is a block: its lines as name and value, times as they are written, with
their zone. Files attached inside are children.
"""

from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.cards.lines import ContentLine, content_lines, file_encoding
from amana.reading.readers.cards.vcard import place_of
from amana.reading.readers.facts import Facts
from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.readers.paragraphs import Full, Paragraphs
from amana.reading.readers.sampling import read_sample
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

_PASSED_OVER = frozenset({"VTIMEZONE", "STANDARD", "DAYLIGHT"})
_WHOLE = "VCALENDAR"
_SILENT = frozenset({"BEGIN", "END", "VERSION", "SEQUENCE", "DTSTAMP", "CALSCALE", "UID"})
_FACTS = {
    "SUMMARY": "dc:title",
    "LOCATION": "ical:location",
    "ORGANIZER": "dc:creator",
    "DTSTART": "ical:start",
    "DTEND": "ical:end",
    "UID": "ical:uid",
    "CREATED": "ical:created",
}
_DEEPEST = 16


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a calendar."""
    data = whole(document)
    encoding = file_encoding(data)
    calendar = _Calendar(Paragraphs(order.budget), encoding, out)
    notices: list[Told] = []
    try:
        for line in content_lines(data):
            calendar.take(line)
        calendar.end()
    except Full as full:
        notices.append(Told(full.code, calendar.text.length))
    if calendar.damaged:
        notices.append(Told(Code.CHILDREN_DAMAGED, calendar.damaged))
    if not calendar.text.length and not notices:
        empty = Code.ENTRIES_WITHOUT_TEXT if calendar.entries else Code.CONTAINER_EMPTY
        notices.append(Told(empty, calendar.entries))
    facts = Facts()
    facts.add("ical:events", calendar.events)
    if calendar.events == 1:
        for key, value in calendar.facts:
            facts.add(key, value)
    return calendar.text.answer(notices=tuple(notices), metadata=facts.pairs(), encoding=encoding)


class _Calendar:
    """Puts the components together line by line."""

    def __init__(self, text: Paragraphs, encoding: str, out: Outlet) -> None:
        self.text = text
        self._encoding = encoding
        self._out = out
        self._within: list[str] = []
        self._children = self.events = self.entries = self.damaged = 0
        self.facts: list[tuple[str, str]] = []

    def take(self, line: ContentLine) -> None:
        """Take the next line."""
        if line.name == "BEGIN":
            self.end()
            component = line.raw.decode("ascii", "replace").strip().upper()
            self.events += component == "VEVENT"
            self.entries += component not in _PASSED_OVER and component != _WHOLE
            if len(self._within) < _DEEPEST:
                self._within.append(component)
        elif line.name == "END":
            self.end()
            if self._within:
                self._within.pop()
        elif not _PASSED_OVER & set(self._within):
            self._line(line)

    def end(self) -> None:
        """End the block that is open."""
        self.text.end("p", hints=tuple(name.lower()[:100] for name in self._within[-1:]))

    def _line(self, line: ContentLine) -> None:
        content = line.content()
        if content is not None:
            self._child(line, content)
            return
        if line.encoding == "B":
            self.damaged += 1
            return
        said, place = line.text(self._encoding)
        if line.name in _FACTS and self._within[-1:] == ["VEVENT"]:
            zone = line.parameters.get("TZID")
            self.facts.append((_FACTS[line.name], f"{said} {zone}" if zone else said))
        if line.name == "GEO":
            self.facts += place_of(said)
        if line.name in _SILENT or not said.strip():
            return
        self.text.put(("\n" if self.text.is_open else "") + f"{_label(line)}: ")
        self.text.put(said, place)

    def _child(self, line: ContentLine, content: bytes) -> None:
        self._children += 1
        parameters = line.parameters
        given = parameters.get("FILENAME") or parameters.get("X-FILENAME")
        name = given or f"{line.name.lower()}-{self._children}.bin"
        row = ChildRow(
            path=name.encode("utf-8", "replace"),
            derivation=Derivation.DECODED,
            start=line.start,
            end=line.end,
            declared=parameters.get("FMTTYPE", "")[:200] or None,
        )
        self._out.child(row, [content])


def _label(line: ContentLine) -> str:
    """Return a name with what decides how its value is to be understood."""
    said = [line.parameters[key] for key in ("CN", "TZID", "PARTSTAT") if key in line.parameters]
    return f"{line.name} ({', '.join(said)})" if said else line.name


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


def warm() -> None:
    """Read a calendar of our own and make sure of the result."""
    data = (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Asia/Damascus:20240101T100000\r\n"
        b"SUMMARY:a\\, lo\r\n ng\r\nATTACH;ENCODING=BASE64;VALUE=BINARY:YQ==\r\nEND:VEVENT\r\n"
        b"END:VCALENDAR\r\n"
    )
    answer = read_sample(read, "icalendar", data)
    if answer.text != "DTSTART (Asia/Damascus): 20240101T100000\nSUMMARY: a, long":
        raise RuntimeError("the reader of calendars does not read its own sample")
