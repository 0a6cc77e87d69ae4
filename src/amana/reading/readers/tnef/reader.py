"""The reader of TNEF ([MS-OXTNEF]): the mail as Outlook meant it, and its attachments.

The properties are those of a mail that Outlook saves as a file, and are read as such; places in the
text are places in a property. Attachments are slices, mails inside are TNEF again.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from importlib.metadata import version

from msgspec import structs

from amana.reading.notices import Code
from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.outlook.attachments import BEGINNING
from amana.reading.readers.compound.outlook.reader import read_outlook
from amana.reading.readers.compound.streams import Compound, Path
from amana.reading.readers.intake import BytesContent, Content, GiveUp, Outlet, whole
from amana.reading.readers.sampling import must_read
from amana.reading.readers.tnef.attributes import SIGNATURE, Attribute, Broken, attributes
from amana.reading.readers.tnef.properties import (
    BINARY,
    LONG,
    NARROW,
    OBJECT,
    Property,
    Storage,
    properties,
    rows,
)
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

_MAIL_HEAD, _HEAD = 32, 8
_CONTENT, _CODE_PAGE = 0x3701, 0x3FFD
_PROPERTIES, _RECIPIENTS, _ATTACHED = 0x00069003, 0x00069004, 0x00069005
_BEGINS, _DATA, _PAGES = 0x00069002, 0x0006800F, 0x00069007
_OLDER = {
    0x00018004: 0x0037,  # subject
    0x0002800C: 0x1000,  # body
    0x00078008: 0x001A,  # class
    0x00018009: 0x1035,  # identifier
}
_OF_ATTACHED = frozenset({_ATTACHED, _DATA, 0x00018010})
_TITLE = 0x3704
_FROM, _NAME, _ADDRESS = 0x00008000, 0x0C1A, 0x0C1F
_CLASS = 16  # what kind of object it is stands before an object


class _Mail:
    """The storages of a mail in the making, and where the contents of its attachments stand."""

    def __init__(self) -> None:
        self.damaged = 0
        self._mail = Storage(_MAIL_HEAD)
        self._recipients: list[Storage] = []
        self._attached: list[Storage] = []
        self.places: dict[bytes, tuple[int, int]] = {}

    def take(self, attribute: Attribute) -> None:
        """Take in an attribute; what is damaged in it is counted."""
        self.damaged += not attribute.whole
        number, data = attribute.number, attribute.data
        try:
            if number == _PROPERTIES:
                _fill(self._mail, properties(data))
            elif number == _RECIPIENTS:
                for row in rows(data):
                    self._recipients.append(Storage(_HEAD))
                    _fill(self._recipients[-1], row)
            elif number == _BEGINS:
                self._attached.append(Storage(_HEAD))
            elif self._attached and number in _OF_ATTACHED:
                self._take_attached(attribute)
            else:
                self._older(number, data)
        except (Broken, struct.error):
            self.damaged += 1

    def _take_attached(self, attribute: Attribute) -> None:
        if attribute.number == _DATA:
            self._content(attribute.data, attribute.start)
        elif attribute.number == _ATTACHED:
            for found in properties(attribute.data):
                self._attach(found, attribute.start)
        else:
            self._attached[-1].put(_TITLE, NARROW, attribute.data, over=False)

    def _attach(self, found: Property, base: int) -> None:
        if found.number == _CONTENT and found.kind in {OBJECT, BINARY}:
            head = _CLASS if found.kind == OBJECT else 0
            self._content(found.value[head:], base + found.start + head)
        else:
            self._attached[-1].put(found.number, found.kind, found.value)

    def _content(self, data: bytes, start: int) -> None:
        self._attached[-1].put(_CONTENT, BINARY, data)
        if data:
            self.places.setdefault(data, (start, start + len(data)))

    def _older(self, number: int, data: bytes) -> None:
        """Take in an attribute from before there were properties."""
        if number in _OLDER:
            self._mail.put(_OLDER[number], NARROW, data, over=False)
        elif number == _PAGES:
            self._mail.put(_CODE_PAGE, LONG, data[:4], over=False)
        elif number == _FROM:
            _kind, _size, name, address = struct.unpack_from("<4H", data)
            self._mail.put(_NAME, NARROW, data[8 : 8 + name], over=False)
            self._mail.put(_ADDRESS, NARROW, data[8 + name : 8 + name + address], over=False)

    def saved(self) -> bytes:
        """Return the mail as Outlook would save it."""
        streams: dict[Path, bytes] = {(name,): data for name, data in self._mail.streams().items()}
        for kind, storages in (("__recip_version1.0_", self._recipients),
                               (BEGINNING, self._attached)):  # fmt: skip
            for n, storage in enumerate(storages):
                for name, data in storage.streams().items():
                    streams[f"{kind}#{n:08X}", name] = data
        return compound_file(streams)


def _fill(storage: Storage, found: Iterable[Property]) -> None:
    for each in found:
        storage.put(each.number, each.kind, each.value)


class _Slicing:
    """An outlet that hands out as a slice what is one, and counts."""

    def __init__(self, out: Outlet, places: dict[bytes, tuple[int, int]]) -> None:
        self._out = out
        self._places = places
        self.number = 0

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        """See `Outlet.child`."""
        data = b"".join(pieces)
        self.number += 1
        place = self._places.get(data)
        if place is None:
            return self._out.child(row, (data,))
        start, end = place
        return self._out.child(
            structs.replace(row, derivation=Derivation.SLICE, start=start, end=end)
        )


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a mail and hand out what is attached.

    Raises:
        GiveUp: it is no TNEF.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    data = whole(document)
    if not data.startswith(SIGNATURE):
        raise GiveUp(Code.CONTAINER_BROKEN)
    mail = _Mail()
    try:
        for attribute in attributes(data):
            mail.take(attribute)
    except Broken:
        mail.damaged += 1
    slicing = _Slicing(out, mail.places)
    answer = read_outlook(Compound(BytesContent(mail.saved())), order, slicing)
    notices = [told for told in answer.notices if told.code is not Code.STRUCTURE_DAMAGED]
    damaged = mail.damaged + dict(answer.notices).get(Code.STRUCTURE_DAMAGED, 0)
    if damaged:
        notices.append(Told(Code.STRUCTURE_DAMAGED, damaged))
    if not answer.text:
        empty = Told(Code.ONLY_EMBEDDED, slicing.number)
        notices.insert(0, empty if slicing.number else Told(Code.BLANK))
    return structs.replace(answer, notices=tuple(notices))


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what opens the storages."""
    return (("olefile", version("olefile")),)


def warm() -> None:
    """Read a mail of our own and make sure of the result."""
    subject = b"sample\0"
    head = struct.pack("<BII", 1, 0x00018004, len(subject))
    data = SIGNATURE + b"\0\0" + head + subject + struct.pack("<H", sum(subject))
    must_read(read, "tnef", data, "Subject: sample")
