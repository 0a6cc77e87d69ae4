"""The properties of a storage in a mail ([MS-OXMSG] section 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import NamedTuple

from amana.reading.charsets import decode
from amana.reading.readers.codepages import DEFAULT, of_code_page, of_language
from amana.reading.readers.compound.properties import moment

PROPERTIES = "__properties_version1.0"
_WIDE, _NARROW, _BINARY = 0x001F, 0x001E, 0x0102
_LONG, _TIME = 0x0003, 0x0040
_ENTRY = 16
_MOST = 10_000
_CODE_PAGE, _LOCALE = 0x3FFD, 0x3FF1


class Found(NamedTuple):
    """A property that is text: the stream that holds it, its encoding, its bytes as text."""

    text: str
    stream: str
    encoding: str
    size: int


class Bag:
    """The properties of a mail, a recipient or an attachment; `head` bytes precede their table."""

    def __init__(self, streams: Mapping[str, bytes], head: int, encoding: str = "") -> None:
        self._streams = streams
        self._fixed: dict[tuple[int, int], bytes] = {}
        table = streams.get(PROPERTIES, b"")[head:]
        for at in range(0, min(len(table), _ENTRY * _MOST) - _ENTRY + 1, _ENTRY):
            kind, number = struct.unpack_from("<HH", table, at)
            self._fixed[number, kind] = table[at + 8 : at + 16]
        self.encoding = encoding or self._encoding()

    def _encoding(self) -> str:
        page = of_code_page(self.number(_CODE_PAGE) or 0)
        locale = self.number(_LOCALE)
        return page or (of_language(locale) if locale else DEFAULT)

    def number(self, number: int) -> int | None:
        """Return a property that is a number."""
        value = self._fixed.get((number, _LONG))
        return int.from_bytes(value[:4], "little") if value else None

    def time(self, number: int) -> str | None:
        """Return a property that is a time, in EDTF."""
        value = self._fixed.get((number, _TIME))
        return moment(int.from_bytes(value, "little")) if value else None

    def bytes(self, number: int) -> tuple[str, bytes] | None:
        """Return a property that is bytes: its stream and they."""
        name = stream_name(number, _BINARY)
        data = self._streams.get(name)
        return (name, data) if data else None

    def text(self, *numbers: int) -> Found | None:
        """Return the first of some properties that is text and not empty."""
        for number in numbers:
            for kind, encoding in ((_WIDE, "utf-16le"), (_NARROW, self.encoding)):
                name = stream_name(number, kind)
                data = self._streams.get(name, b"")
                text = decode(data, encoding)
                bare = text.rstrip("\0")
                if bare.strip():
                    size = len(data) - (len(text) - len(bare)) * (2 if kind == _WIDE else 1)
                    return Found(bare, name, encoding, size)
        return None

    def plain(self, *numbers: int) -> str:
        """Return the first of some properties that is text, in one line."""
        found = self.text(*numbers)
        return " ".join(found.text.split()) if found else ""


def stream_name(number: int, kind: int) -> str:
    """Return the name of the stream that holds a property."""
    return f"__substg1.0_{number:04X}{kind:04X}"
