"""The budget of a root holds whatever is read at the same time, and refuses nothing that fits."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given, settings
from hypothesis import strategies as st

from amana.archive.allowances import Allowances
from amana.catalogue import ItemRow
from amana.core import Digests
from amana.reading import Allowance
from amana.records import Child, Derivation, State


def row(ref: str) -> ItemRow:
    return ItemRow(
        ref=ref, sha256="", blake3="", size=0, name=None, source=None, collector=None, purpose=None,
        method=None, consent=None, acquired_at="", acquired_entry=0, state=State.PRESERVED,
        reason=None, media_type=None, reading=None, root=ref.partition(".")[0],
    )  # fmt: skip


def child(size: int) -> Child:
    digests = Digests(sha256="", blake3="", size=size)
    return Child(n=1, path=None, derivation=Derivation.DECODED, digests=digests)


class Reader:
    """A reader that finds things of certain sizes, and knows no more than its allowance."""

    def __init__(self, allowances: Allowances) -> None:
        self.allowances = allowances
        self.kept: list[Child] = []
        self.refused = 0
        self.lock = threading.Lock()

    def read(self, number: int, sizes: list[int]) -> None:
        """Read as the archive does: under a part first, and alone if that was too little."""
        for alone in (False, True):
            reservation = self.allowances.reserve(row(f"IT-A.{number}"), alone=alone)
            children, left = reservation.allowance.children, reservation.allowance.child_bytes
            found: list[Child] = []
            for size in sizes:
                if children and size <= left:
                    found.append(child(size))
                    children, left = children - 1, left - size
            refused = len(sizes) - len(found)
            counts = alone or not refused
            if counts:
                with self.lock:
                    self.kept += found
                    self.refused += refused
            self.allowances.settle(reservation, found if counts else ())
            if counts:
                return


originals = st.lists(st.lists(st.integers(0, 40), max_size=6), max_size=8)


@settings(max_examples=60, deadline=None)
@given(originals, st.integers(0, 30), st.integers(0, 400), st.integers(1, 4))
def test_the_budget_is_one_for_all(
    sizes: list[list[int]], most: int, most_bytes: int, workers: int
) -> None:
    allowances = Allowances(
        lambda _: (0, 0), lambda _: (0, 0), Allowance(children=most, child_bytes=most_bytes)
    )
    reader = Reader(allowances)
    with ThreadPoolExecutor(workers) as threads:
        list(threads.map(reader.read, range(len(sizes)), sizes))
    assert len(reader.kept) <= most
    assert sum(each.digests.size for each in reader.kept) <= most_bytes
    if sum(map(len, sizes)) <= most and sum(map(sum, sizes)) <= most_bytes:
        assert reader.refused == 0
