"""Pictures and objects in RTF: hexadecimal or raw bytes, taken out as children."""

from __future__ import annotations

import binascii
import struct
from typing import NamedTuple

from amana.reading.readers.intake import Outlet
from amana.reading.readers.packaged import unpack
from amana.reading.wire import ChildRow
from amana.records import Derivation

_NOT_HEX = bytes(set(range(256)) - set(b"0123456789ABCDEFabcdef"))
_EMBEDDED = 2
_COMPOUND = b"\xd0\xcf\x11\xe0"


class Collected:
    """The bytes of one picture or object, as they come by."""

    def __init__(self, start: int) -> None:
        self._start = start
        self._hex: list[bytes] = []
        self._raw: list[bytes] = []
        self.ending = "bin"

    def text(self, data: bytes) -> None:
        """Take hexadecimal digits."""
        self._hex.append(data)

    def raw(self, data: bytes) -> None:
        """Take bytes as they are (`bin`)."""
        self._raw.append(data)

    def content(self) -> bytes:
        """Return what was collected."""
        digits = b"".join(self._hex).translate(None, _NOT_HEX)
        return b"".join(self._raw) or binascii.unhexlify(digits[: len(digits) & ~1])

    def hand_out(self, path: bytes, data: bytes, end: int, out: Outlet) -> None:
        """Hand out `data` as a child that lies between the beginning and `end`."""
        row = ChildRow(path=path, derivation=Derivation.DECODED, start=self._start, end=end)
        out.child(row, [data])


class Native(NamedTuple):
    """What an object holds: the ending of a name for it, or the name that it has."""

    name: bytes
    data: bytes


def native(data: bytes) -> Native:
    """Return the embedded bytes of an object ([MS-OLEDS] section 2.2.5)."""
    try:
        _, kind = struct.unpack_from("<II", data)
        if kind != _EMBEDDED:
            return Native(b"", data)
        class_name, at = _counted(data, 8)
        _, at = _counted(data, at)
        _, at = _counted(data, at)
        (size,) = struct.unpack_from("<I", data, at)
    except struct.error:
        return Native(b"", data)
    body = data[at + 4 : at + 4 + size]
    if class_name.rstrip(b"\0") == b"Package" and not body.startswith(_COMPOUND):
        packaged = unpack(struct.pack("<I", len(body)) + body)
        return Native(packaged.name, packaged.data)
    return Native(b"", body)


def _counted(data: bytes, at: int) -> tuple[bytes, int]:
    (size,) = struct.unpack_from("<I", data, at)
    return data[at + 4 : at + 4 + size], at + 4 + size
