"""Taking out what is inside an original: who takes it, and how much of it at most."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import Protocol

import msgspec

from amana.core import Digests, Hasher
from amana.reading.wire import ChildRow

_GIB = 1 << 30


class Allowance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may still be taken out of one item and of everything inside it: a bound on bombs.

    `children` counts things inside, `child_bytes` the bytes that are not a slice of their parent,
    `depth` how many layers there may be below this one. `seconds` are left for it: with none,
    nothing is read any more; what was begun may take as long as one original may.
    """

    children: int = 100_000
    child_bytes: int = 64 * _GIB
    depth: int = 16
    seconds: float = inf


class Taker(Protocol):
    """Takes in the children of one original, in the order in which the reader finds them."""

    def take(self, row: ChildRow, pieces: Iterable[bytes]) -> Digests:
        """Take in a child, whose bytes are `pieces`; return their digests.

        Whatever `pieces` raises ends the child: it is to be forgotten, and the error to be passed
        on.
        """
        ...


class Digesting:
    """Takes nothing in but the digests."""

    def take(self, row: ChildRow, pieces: Iterable[bytes]) -> Digests:
        """See `Taker.take`."""
        del row
        hasher = Hasher()
        for piece in pieces:
            hasher.update(piece)
        return hasher.digests()
