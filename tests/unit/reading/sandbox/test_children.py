from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from amana.core import sha256_hex
from amana.reading.sandbox.children import Children
from amana.reading.taking import Digesting
from amana.reading.wire import (
    Budget,
    ChildBytes,
    ChildEnd,
    ChildRow,
    ImpossibleAnswer,
    Interim,
    ReadOrder,
    TextAnswer,
)
from amana.records import Derivation

BUDGET = Budget(text_chars=1, runs=1, pages=1, pixels=1, children=2, child_bytes=5)


@pytest.fixture
def children() -> Iterator[Children]:
    fd = os.memfd_create("test")
    os.write(fd, b"--document")
    order = ReadOrder(family="zip", name="", start=2, size=8, budget=BUDGET)
    yield Children(order, fd, Digesting())
    os.close(fd)


def following(*messages: Interim | TextAnswer) -> Callable[[], Interim | TextAnswer]:
    return iter(messages).__next__


def row(derivation: Derivation, start: int | None = None, end: int | None = None) -> ChildRow:
    return ChildRow(path=b"\xff", derivation=derivation, start=start, end=end)


def test_children_are_listed_with_their_digests(children: Children) -> None:
    children.receive(row(Derivation.SLICE, 3, 8), following())
    sent = following(ChildBytes(b"on"), ChildBytes(b"e"), ChildEnd(whole=True))
    children.receive(row(Derivation.DECODED), sent)
    first, second = children.found
    assert (first.n, first.digests.sha256) == (1, sha256_hex(b"ument"))
    assert (second.n, second.digests.sha256) == (2, sha256_hex(b"one"))
    assert second.path == {"b64": "/w=="}


def test_a_child_that_breaks_off_is_none(children: Children) -> None:
    children.receive(row(Derivation.DECODED), following(ChildBytes(b"on"), ChildEnd(whole=False)))
    assert children.found == []


@pytest.mark.parametrize(
    ("begins", "sent"),
    [
        (row(Derivation.SLICE), []),
        (row(Derivation.SLICE, 3, 9), []),
        (row(Derivation.SLICE, 4, 3), []),
        (row(Derivation.DECODED, 1, None), []),
        (row(Derivation.DECODED), [ChildBytes(b"more than")]),
        (row(Derivation.DECODED), [row(Derivation.DECODED)]),
        (row(Derivation.DECODED), [TextAnswer(text="")]),
    ],
)
def test_the_impossible_is_refused(
    children: Children, begins: ChildRow, sent: list[Interim | TextAnswer]
) -> None:
    with pytest.raises(ImpossibleAnswer):
        children.receive(begins, following(*sent))


def test_more_than_the_budget_is_refused(children: Children) -> None:
    for _ in range(2):
        children.receive(row(Derivation.SLICE, 0, 1), following())
    with pytest.raises(ImpossibleAnswer):
        children.receive(row(Derivation.SLICE, 0, 1), following())
