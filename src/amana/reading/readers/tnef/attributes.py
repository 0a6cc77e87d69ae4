"""Attributes of a TNEF stream ([MS-OXTNEF] section 2.1.3), with their places."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

SIGNATURE = b"\x78\x9f\x3e\x22"
_HEAD = 6
_ATTRIBUTE = struct.Struct("<BII")
_LEVELS = (1, 2)
_SUM = 2


class Attribute(NamedTuple):
    """An attribute: its number, its data, where they begin, and whether they are what they were."""

    number: int
    data: bytes
    start: int
    whole: bool


class Broken(Exception):
    """The attributes do not go on."""


def attributes(data: bytes) -> Iterator[Attribute]:
    """Yield the attributes of a stream.

    Raises:
        Broken: it ends within one, or goes on with something else.
    """
    at = _HEAD
    while at < len(data):
        if not data[at:].strip(b"\0") and len(data) - at < _ATTRIBUTE.size:
            return  # padding
        start = at + _ATTRIBUTE.size
        if start > len(data):
            raise Broken
        level, number, length = _ATTRIBUTE.unpack_from(data, at)
        end = start + length
        if level not in _LEVELS or end + _SUM > len(data):
            raise Broken
        content = data[start:end]
        (stated,) = struct.unpack_from("<H", data, end)
        yield Attribute(number, content, start, stated == sum(content) & 0xFFFF)
        at = end + _SUM
