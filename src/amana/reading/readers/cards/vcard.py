"""The reader of address cards: vCard 4.0 (RFC 6350), 3.0 (RFC 2426) and 2.1.

Each card is a block: its lines as name and value, in the order of the card. Portraits, sounds and
keys inside a card are children.
"""

from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.cards.lines import ContentLine, content_lines, file_encoding
from amana.reading.readers.facts import Facts
from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.readers.paragraphs import Full, Paragraphs
from amana.reading.readers.sampling import read_sample
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

_SILENT = frozenset({"BEGIN", "END", "VERSION", "PRODID", "REV"})
_STRUCTURED = frozenset({"N", "ADR", "ORG"})
_ENDINGS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "OGG": "ogg", "WAVE": "wav", "BMP": "bmp"}
_GEO = 2


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a file of cards."""
    data = whole(document)
    encoding = file_encoding(data)
    cards = _Cards(Paragraphs(order.budget), encoding, out)
    notices: list[Told] = []
    try:
        for line in content_lines(data):
            cards.take(line)
        cards.end()
    except Full as full:
        notices.append(Told(full.code, cards.text.length))
    if cards.damaged:
        notices.append(Told(Code.CHILDREN_DAMAGED, cards.damaged))
    if not cards.text.length and not notices:
        empty = Code.ENTRIES_WITHOUT_TEXT if cards.count else Code.CONTAINER_EMPTY
        notices.append(Told(empty, cards.count))
    facts = Facts()
    facts.add("vcard:cards", cards.count)
    if cards.count == 1:
        for key, value in cards.facts:
            facts.add(key, value)
    return cards.text.answer(notices=tuple(notices), metadata=facts.pairs(), encoding=encoding)


class _Cards:
    """Puts the cards together line by line."""

    def __init__(self, text: Paragraphs, encoding: str, out: Outlet) -> None:
        self.text = text
        self._encoding = encoding
        self._out = out
        self._children = self.count = self.damaged = 0
        self.facts: list[tuple[str, str]] = []

    def take(self, line: ContentLine) -> None:
        """Take the next line."""
        if line.name == "BEGIN":
            self.end()
            self.count += line.raw.strip().upper() == b"VCARD"
        elif line.name == "END":
            self.end()
        content = line.content()
        if content is not None:
            self._child(line, content)
        elif line.encoding == "B":
            self.damaged += 1
        elif line.name not in _SILENT:
            self._line(line)

    def end(self) -> None:
        """End the card that is open."""
        self.text.end("p", hints=("vcard",))

    def _line(self, line: ContentLine) -> None:
        said, place = line.text(self._encoding)
        if line.name in _STRUCTURED:
            shown = " ".join(part for part in said.split(";") if part.strip())
            said, place = shown, place._replace(exact=place.exact and shown == said)
        if not said.strip():
            return
        kind = line.parameters.get("TYPE", "") or ",".join(
            key for key, value in line.parameters.items() if not value
        )
        label = f"{line.name} ({kind.lower()})" if kind else line.name
        self.text.put(("\n" if self.text.is_open else "") + f"{label}: ")
        self.text.put(said, place)
        if line.name == "FN":
            self.facts.append(("dc:title", said))
        if line.name == "GEO":
            self.facts += place_of(said)

    def _child(self, line: ContentLine, content: bytes) -> None:
        self._children += 1
        kind = line.parameters.get("TYPE", "") or line.parameters.get("MEDIATYPE", "")
        ending = _ENDINGS.get(kind.rpartition("/")[2].upper(), "bin")
        name = f"card-{self.count}-{line.name.lower()}-{self._children}.{ending}"
        row = ChildRow(
            path=name.encode("ascii", "replace"),
            derivation=Derivation.DECODED,
            start=line.start,
            end=line.end,
            declared=kind[:200] or None,
        )
        self._out.child(row, [content])


def place_of(said: str) -> list[tuple[str, str]]:
    """Return latitude and longitude of `geo:LAT,LON` or `LAT;LON`, as they are written."""
    numbers = said.removeprefix("geo:").partition("?")[0].replace(";", ",").split(",")[:_GEO]
    try:
        latitude, longitude = (float(number) for number in numbers)
    except ValueError:
        return []
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004 - degrees
        return []
    return [("geo:lat", numbers[0].strip()), ("geo:lon", numbers[1].strip())]


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


def warm() -> None:
    """Read a card of our own and make sure of the result."""
    data = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D8=A2=\r\n"
        b"=D8=AF\r\nPHOTO;ENCODING=BASE64;JPEG:\r\n /9j/4A==\r\n\r\nEND:VCARD\r\n"
    )
    answer = read_sample(read, "vcard", data)
    if "\u0622\u062f" not in answer.text or answer.notices:
        raise RuntimeError("the reader of address cards does not read its own sample")
