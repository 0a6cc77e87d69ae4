"""Units: the pieces of a vault that a check takes up one after another.

A unit is a pack, or the folder `ab/cd` that large objects whose digests begin so lie in (most such
folders hold one). A check that is entered in the custody log names units, never digests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

Room = Literal["packs", "objects"]

FIRST, LAST = "0000", "ffff"
"""The first and the last folder of large objects that there can be."""


class Unit(NamedTuple):
    """A pack by its number (`00000001`), or a folder of large objects by its name (`abcd`).

    They sort in the order in which a check comes to them within a room.
    """

    room: Room
    name: str


class Place(NamedTuple):
    """Where an object stands: its unit, and up to which byte of a pack it reaches."""

    unit: Unit
    end: int


Reads = Callable[[Unit, str], bool]
"""`reads(unit, sha256)` tells whether a check reads the bytes of an object of that unit."""

OnBytes = Callable[[int], None]
"""`on_bytes(count)` is told of bytes that a check has read. It may wait, or raise to stop it."""


def read_all(unit: Unit, sha256: str) -> bool:
    """Have every object read."""
    del unit, sha256
    return True


def unheard(count: int) -> None:
    """Take no notice of what was read."""
    del count


def pack_unit(number: int) -> Unit:
    """Return the unit of pack `number`."""
    return Unit("packs", f"{number:08d}")


def object_unit(sha256: str) -> Unit:
    """Return the unit of a large object."""
    return Unit("objects", sha256[:4])
