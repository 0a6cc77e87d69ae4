"""The budget of a root: one for all that is inside, whoever reads at the same time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from amana.archive.allowances import Allowances, Reservation
from amana.catalogue import ItemRow
from amana.core import Digests
from amana.reading import Allowance
from amana.records import Child, Derivation, State

MOST = Allowance(children=10, child_bytes=1000, depth=3)


def row(ref: str) -> ItemRow:
    return ItemRow(
        ref=ref, sha256="", blake3="", size=0, name=None, source=None, collector=None, purpose=None,
        method=None, consent=None, acquired_at="", acquired_entry=0, state=State.PRESERVED,
        reason=None, media_type=None, reading=None, root=ref.partition(".")[0],
    )  # fmt: skip


def child(size: int, derivation: Derivation = Derivation.DECODED) -> Child:
    digests = Digests(sha256="0" * 64, blake3="0" * 64, size=size)
    return Child(n=1, path="x", derivation=derivation, digests=digests)


def nothing(_: str) -> tuple[int, int]:
    return 0, 0


def left(allowances: Allowances, ref: str) -> Allowance:
    reservation = allowances.reserve(row(ref), alone=True)
    allowances.settle(reservation)
    return reservation.allowance


def test_what_was_taken_out_before_counts_and_depth_is_that_of_the_reference() -> None:
    allowances = Allowances(lambda _: (4, 300), nothing, MOST)
    assert left(allowances, "IT-A") == Allowance(children=6, child_bytes=700, depth=3)
    assert left(allowances, "IT-A.1.2") == Allowance(children=6, child_bytes=700, depth=1)
    assert left(allowances, "IT-A.1.2.3.4") == Allowance(children=6, child_bytes=700, depth=0)


def test_a_slice_takes_no_bytes_and_the_rest_is_given_back() -> None:
    allowances = Allowances(nothing, nothing, MOST)
    reservation = allowances.reserve(row("IT-A"))
    assert (reservation.allowance.children, reservation.allowance.child_bytes) == (5, 500)
    allowances.settle(reservation, [child(30), child(50, Derivation.SLICE)], seconds=2.0)
    assert left(allowances, "IT-A") == Allowance(children=8, child_bytes=970, depth=3)


def test_what_is_read_again_is_counted_once() -> None:
    allowances = Allowances(lambda _: (4, 300), {"IT-A": (3, 200)}.__getitem__, MOST)
    assert left(allowances, "IT-A") == Allowance(children=9, child_bytes=900, depth=3)
    assert left(allowances, "IT-A") == Allowance(children=9, child_bytes=900, depth=3)


def test_seconds_are_counted_over_everything_inside() -> None:
    allowances = Allowances(nothing, nothing, Allowance(seconds=10.0))
    first = allowances.reserve(row("IT-A"))
    assert first.allowance.seconds == 10.0
    allowances.settle(first, seconds=7.5)
    assert allowances.reserve(row("IT-A.1")).allowance.seconds == 2.5
    assert allowances.reserve(row("IT-B")).allowance.seconds == 10.0


def test_two_at_once_share_and_who_wants_all_waits_for_the_others() -> None:
    allowances = Allowances(nothing, nothing, MOST)
    first, second = allowances.reserve(row("IT-A.1")), allowances.reserve(row("IT-A.2"))
    assert first.allowance.children + second.allowance.children <= MOST.children
    waiting, got = threading.Event(), list[Reservation]()

    def want_all() -> None:
        waiting.set()
        got.append(allowances.reserve(row("IT-A.3"), alone=True))

    with ThreadPoolExecutor(1) as threads:
        future = threads.submit(want_all)
        waiting.wait()
        allowances.settle(first, [child(1)] * 2)
        assert not got
        allowances.settle(second)
        future.result()
    assert (got[0].whole, got[0].allowance.children) == (True, 8)
    assert allowances.reserve(row("IT-B")).allowance.children == 5  # another root does not wait


def test_what_others_of_the_same_bytes_hold_is_taken_over_while_there_is_room() -> None:
    allowances = Allowances(lambda _: (4, 300), nothing, MOST)
    assert not allowances.take(row("IT-A"), [child(1)] * 7)  # too many
    assert not allowances.take(row("IT-A"), [child(800)])  # too large
    assert not allowances.take(row("IT-A.1.1.1"), [child(1)])  # too deep
    assert allowances.take(row("IT-A"), [child(600)] * 1 + [child(900, Derivation.SLICE)])
    assert left(allowances, "IT-A") == Allowance(children=4, child_bytes=100, depth=3)
