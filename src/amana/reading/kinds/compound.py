"""What a compound file is, by what stands in its root ([MS-CFB] sections 2.2 to 2.6).

Only the root counts: a letter that is embedded in a table has its streams further down.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from amana.reading.readers.intake import Content
from amana.reading.signatures import OLE_CLASSES, OLE_NAMES, OLE_STREAMS

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNKNOWN = "application/x-ole-storage"

_HEADER = 512
_SHIFTS = (9, 12)
_LAST_SECTOR = 0xFFFFFFFA
_NONE = 0xFFFFFFFF
_ENTRY = 128
_IN_HEADER = 109
_MAX_SECTORS = 2048
_MAX_ENTRIES = 4096
_MAX_NAME = 64


def kind_of_compound(document: Content, ending: str) -> str:
    """Return the media type of a compound file.

    Rules, first match wins: a stream or storage of the root; the class of the root; where the
    directory is out of reach, a stream's name in the first bytes; the ending of the name.
    """
    directory = Directory(document)
    names, kind = directory.root()
    for stream, media_type in OLE_STREAMS:
        if stream.lower() in names:
            return media_type
    if kind in OLE_CLASSES:
        return OLE_CLASSES[kind]
    if not names:
        head = document.at(0, 1 << 16)
        for stream, media_type in OLE_STREAMS:
            if stream.encode("utf-16-le") in head:
                return media_type
    return OLE_NAMES.get(ending, UNKNOWN)


class Directory:
    """The directory of a compound file, read entry by entry; damage ends it early."""

    def __init__(self, document: Content) -> None:
        self._document = document
        header = document.at(0, _HEADER)
        self._whole = len(header) == _HEADER
        if not self._whole:
            return
        self._shift = int.from_bytes(header[30:32], "little")
        self._first = int.from_bytes(header[48:52], "little")
        self._tables: tuple[int, ...] = struct.unpack_from(f"<{_IN_HEADER}I", header, 76)
        self._more = int.from_bytes(header[68:72], "little")
        self._whole = self._shift in _SHIFTS

    def root(self) -> tuple[frozenset[str], str]:
        """Return the lower-case names in the root, and the class identifier of the root in hex."""
        if not self._whole:
            return frozenset(), ""
        entries = list(self._entries())
        if not entries:
            return frozenset(), ""
        names: set[str] = set()
        seen: set[int] = set()
        waiting = [int.from_bytes(entries[0][76:80], "little")]
        while waiting:
            number = waiting.pop()
            if number in seen or number >= len(entries):
                continue
            seen.add(number)
            entry = entries[number]
            size = min(int.from_bytes(entry[64:66], "little"), _MAX_NAME)
            names.add(entry[: max(0, size - 2)].decode("utf-16-le", "replace").lower())
            waiting += [int.from_bytes(entry[at : at + 4], "little") for at in (68, 72)]
        return frozenset(names), entries[0][80:96].hex()

    def _entries(self) -> Iterator[bytes]:
        sector, count = self._first, 0
        for _ in range(_MAX_SECTORS):
            if sector >= _LAST_SECTOR or count >= _MAX_ENTRIES:
                return
            data = self._document.at((sector + 1) << self._shift, 1 << self._shift)
            for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
                yield data[at : at + _ENTRY]
                count += 1
            sector = self._following(sector)

    def _following(self, sector: int) -> int:
        """Return the sector that follows in the chain, by the allocation table."""
        in_table = (1 << self._shift) // 4
        table = self._table(sector // in_table)
        if table >= _LAST_SECTOR:
            return _NONE
        place = ((table + 1) << self._shift) + 4 * (sector % in_table)
        data = self._document.at(place, 4)
        return int.from_bytes(data, "little") if data else _NONE

    def _table(self, number: int) -> int:
        """Return the sector of allocation table `number`."""
        if number < _IN_HEADER:
            return self._tables[number]
        in_list = (1 << self._shift) // 4 - 1
        listing, left = self._more, number - _IN_HEADER
        while left >= in_list and left < in_list * _MAX_SECTORS and listing < _LAST_SECTOR:
            data = self._document.at(((listing + 2) << self._shift) - 4, 4)
            listing, left = int.from_bytes(data, "little") if data else _NONE, left - in_list
        if left >= in_list or listing >= _LAST_SECTOR:
            return _NONE
        data = self._document.at(((listing + 1) << self._shift) + 4 * left, 4)
        return int.from_bytes(data, "little") if data else _NONE
