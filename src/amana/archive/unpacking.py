"""What is found inside items: taken out, given references, entered as results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from amana.archive.spool import Spool
from amana.archive.writer import Transaction
from amana.catalogue import ItemRow, Result
from amana.core import Digests, spoken
from amana.reading import ChildRow, Digesting
from amana.records import Child, Derivation, State


class TakenOut:
    """Takes the children of one item in: their bytes wait below `incoming` for the commit."""

    def __init__(self, incoming: Path) -> None:
        self.spool = Spool(incoming)
        self._digesting = Digesting()

    def take(self, row: ChildRow, pieces: Iterable[bytes]) -> Digests:
        """See `reading.Taker.take`. A slice is not kept apart from its parent."""
        if row.derivation is Derivation.SLICE:
            return self._digesting.take(row, pieces)
        return self.spool.put(_Pieces(pieces))

    def put_into(self, transaction: Transaction, results: Iterable[Result]) -> None:
        """Have the bytes of these children kept by a transaction, each once."""
        wanted = {r.inside.digests.sha256: r.inside.derivation for r in results if r.inside}
        for sha256, derivation in wanted.items():
            if derivation is not Derivation.SLICE:
                with self.spool.open(sha256) as stream:
                    transaction.put(stream)


class _Pieces:
    """Pieces as something that can be read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)

    def read(self, size: int = -1, /) -> bytes:
        """Return the next piece, whatever its size."""
        del size
        return next((piece for piece in self._pieces if piece), b"")


def results_of(
    row: ItemRow, children: Iterable[Child], known: Iterable[ItemRow]
) -> Iterator[tuple[str, Result]]:
    """Yield reference and first result of each child that is not `known` inside this item already.

    Rules:
      1. A child is the same as one found before if path, derivation and bytes are; of several that
         are the same, the first is the first, and so on.
      2. New ones get the numbers after the highest.
    """
    held: Counter[tuple[str | None, Derivation | None, str]] = Counter()
    last = 0
    for each in known:
        held[each.path, each.derivation, each.sha256] += 1
        last = max(last, each.position)
    for child in children:
        identity = (spoken(child.path), child.derivation, child.digests.sha256)
        if held[identity]:
            held[identity] -= 1
            continue
        last += 1
        yield f"{row.ref}.{last}", _first_result(child)


def _first_result(child: Child) -> Result:
    return Result(
        state=State.PRESERVED.value,
        media_type=child.declared or "application/octet-stream",
        inside=child,
    )
