"""Pictures in documents of the older office programs ([MS-ODRAW] sections 2.2.22 to 2.2.32)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from amana.reading.readers.intake import Outlet
from amana.reading.wire import ChildRow
from amana.records import Derivation

_STORE_ENTRY = 0xF007
_ENTRY_HEAD = 36
_CONTAINER = 0xF
_HEAD = 8
_METAFILES = {0xF01A: "emf", 0xF01B: "wmf", 0xF01C: "pict"}
_BITMAPS = {0xF01D: "jpg", 0xF01E: "png", 0xF01F: "dib", 0xF029: "tif", 0xF02A: "jpg"}
_TWO_IDS = frozenset({0x3D5, 0x217, 0x543, 0x46B, 0x6E3, 0x6E1, 0x7A9, 0x6E5})
_METAFILE_HEAD = 34
_LARGEST = 256 << 20
_MOST = 20_000


class Picture(NamedTuple):
    """The bytes of a picture and the ending of its name."""

    ending: str
    data: bytes


Found = Picture | None
"""A picture, or None for one that is damaged."""


def found_at(data: bytes, places: Iterable[int]) -> Iterator[Found]:
    """Return the pictures of a Word document at places of its stream `Data` ([MS-DOC] 2.9.190)."""
    for place in places:
        if place + 6 > len(data):
            continue  # the number of an object, not a place
        size, head = struct.unpack_from("<IH", data, place)
        yield from found_in(data[place + head : place + size])


def found_in_store(store: bytes, delayed: bytes) -> Iterator[Found]:
    """Return the pictures of which a drawing group holds the entries ([MS-ODRAW] 2.2.32).

    Most of them lie elsewhere, in the stream `delayed`.
    """
    for _, kind, start, size in _records(store):
        if kind != _STORE_ENTRY or size < _ENTRY_HEAD:
            continue
        (place,) = struct.unpack_from("<I", store, start + 28)
        if size == _ENTRY_HEAD and place + _HEAD < len(delayed):
            (length,) = struct.unpack_from("<I", delayed, place + 4)
            yield from found_in(delayed[place : place + _HEAD + length])
    yield from found_in(store)


def hand_out_pictures(found: Iterable[Found], out: Outlet) -> int:
    """Hand out pictures under numbered names, each once; return how many are damaged."""
    seen: set[bytes] = set()
    damaged = 0
    for picture in found:
        if picture is None:
            damaged += 1
        elif picture.data and picture.data not in seen:
            seen.add(picture.data)
            path = f"pictures/{len(seen)}.{picture.ending}".encode()
            out.child(ChildRow(path=path, derivation=Derivation.DECODED), [picture.data])
    return damaged


def found_in(data: bytes) -> Iterator[Found]:
    """Return the pictures among drawing records."""
    for version, kind, start, size in _records(data):
        if kind in _METAFILES or kind in _BITMAPS:
            yield _picture(version >> 4, kind, data[start : start + size])


def _records(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Walk drawing records, into containers: version and instance, type, start, size."""
    at, count = 0, 0
    while at + _HEAD <= len(data) and count < _MOST:
        version, kind, size = struct.unpack_from("<HHI", data, at)
        at += _HEAD
        count += 1
        yield version, kind, at, min(size, len(data) - at)
        if version & _CONTAINER == _CONTAINER:
            continue  # what it holds follows
        if kind == _STORE_ENTRY and size > _ENTRY_HEAD <= len(data) - at:
            size = _ENTRY_HEAD + data[at + 33]  # its name; the picture follows
        at += size


def _picture(instance: int, kind: int, body: bytes) -> Found:
    ids = 32 if instance in _TWO_IDS else 16
    if kind in _BITMAPS:
        return Picture(_BITMAPS[kind], body[ids + 1 :])
    if len(body) < ids + _METAFILE_HEAD:
        return None
    packed, data = body[ids + 32], body[ids + _METAFILE_HEAD :]
    if packed == 0:
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(data, _LARGEST)
        except zlib.error:
            return None
    return Picture(_METAFILES[kind], data)
