"""How much may be taken out of each root: one budget, whatever is read at the same time.

The budget holds for a root and everything inside it at any depth, however often reading is
interrupted and goes on: what was taken out before is counted. Time is counted for one run.

Who reads something of a root reserves a part of what is left, and gives back what was not used. A
part can be too small where the whole is not. So what was refused under a part is read again with
all that is left, alone (`whole`); only then it counts as refused.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import msgspec

from amana.catalogue import ItemRow
from amana.reading import Allowance
from amana.records import Child, Derivation


class _Account:
    """What was spent of one root, what is reserved, and by how many."""

    def __init__(self, children: int, size: int) -> None:
        self.children = children
        self.bytes = size
        self.seconds = 0.0
        self.reserved_children = 0
        self.reserved_bytes = 0
        self.holders = 0
        self.alone = False


class Reservation(msgspec.Struct, frozen=True, kw_only=True):
    """What one reading may take out; `whole` if it is all that is left of its root."""

    root: str
    allowance: Allowance
    whole: bool


Spent = Callable[[str], tuple[int, int]]
"""`spent(root)` returns how many things, of how many bytes, were taken out of a root before."""


class Allowances:
    """What may still be taken out of each root. May be used from several threads.

    `spent_inside(ref)` returns the same of what is directly inside of an item: where it is read
    again, that is taken out again, and counts once.
    """

    def __init__(
        self,
        spent: Spent,
        spent_inside: Spent,
        most: Allowance,
    ) -> None:
        self._spent = spent
        self._spent_inside = spent_inside
        self._most = most
        self._turn = threading.Condition()
        self._accounts: dict[str, _Account] = {}
        self._again: set[str] = set()

    def reserve(self, row: ItemRow, *, alone: bool = False) -> Reservation:
        """Reserve for reading an item: half of what is left of its root, or, `alone`, all of it.

        `alone` waits until nobody else reads of that root, and lets nobody else begin. Whoever has
        a reservation must not wait for another one.
        """
        with self._turn:
            account = self._account(row)
            self._turn.wait_for(lambda: not account.alone and not (alone and account.holders))
            children = max(0, self._most.children - account.children - account.reserved_children)
            size = max(0, self._most.child_bytes - account.bytes - account.reserved_bytes)
            if not alone:
                children, size = (children + 1) // 2, (size + 1) // 2
            account.holders += 1
            account.alone = alone
            account.reserved_children += children
            account.reserved_bytes += size
        depth = max(0, self._most.depth - row.ref.count("."))
        seconds = max(0.0, self._most.seconds - account.seconds)
        return Reservation(
            root=row.root,
            allowance=Allowance(children=children, child_bytes=size, depth=depth, seconds=seconds),
            whole=alone,
        )

    def settle(
        self, reservation: Reservation, children: Sequence[Child] = (), seconds: float = 0.0
    ) -> None:
        """Count what was taken out and how long it took; give back the rest of a reservation."""
        taken = sum(c.digests.size for c in children if c.derivation is not Derivation.SLICE)
        with self._turn:
            account = self._accounts[reservation.root]
            account.children += len(children)
            account.bytes += taken
            account.seconds += seconds
            account.reserved_children -= reservation.allowance.children
            account.reserved_bytes -= reservation.allowance.child_bytes
            account.holders -= 1
            account.alone = False
            self._turn.notify_all()

    def take(self, row: ItemRow, children: Sequence[Child]) -> bool:
        """Count what another item of the same bytes holds, if it may be taken out of this one too.

        What holds itself, or holds what holds it, ends so.
        """
        size = sum(c.digests.size for c in children if c.derivation is not Derivation.SLICE)
        for alone in (False, True):
            reservation = self.reserve(row, alone=alone)
            most = reservation.allowance
            fits = most.depth > 0 and len(children) <= most.children and size <= most.child_bytes
            self.settle(reservation, children if fits else ())
            if fits:
                return True
        return False

    def _account(self, row: ItemRow) -> _Account:
        if row.root not in self._accounts:
            self._accounts[row.root] = _Account(*self._spent(row.root))
        account = self._accounts[row.root]
        if row.ref not in self._again:
            self._again.add(row.ref)
            children, size = self._spent_inside(row.ref)
            account.children -= children
            account.bytes -= size
        return account
