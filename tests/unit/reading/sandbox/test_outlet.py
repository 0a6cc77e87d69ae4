from __future__ import annotations

from collections.abc import Iterator

import pytest

from amana.reading.notices import Code
from amana.reading.sandbox.outlet import ChannelOutlet
from amana.reading.wire import (
    Budget,
    ChildBytes,
    ChildEnd,
    ChildRow,
    Interim,
    TextAnswer,
    Told,
)
from amana.records import Derivation

DECODED = ChildRow(path=b"a", derivation=Derivation.DECODED)
SLICE = ChildRow(path=b"b", derivation=Derivation.SLICE, start=0, end=9)


def outlet(children: int, child_bytes: int) -> tuple[ChannelOutlet, list[Interim]]:
    told: list[Interim] = []
    budget = Budget(
        text_chars=1, runs=1, pages=1, pixels=1, children=children, child_bytes=child_bytes
    )
    return ChannelOutlet(budget, told.append), told


def test_a_child_begins_has_bytes_and_ends() -> None:
    out, told = outlet(2, 100)
    assert out.child(DECODED, [b"on", b"e"])
    assert out.child(SLICE)
    assert told == [DECODED, ChildBytes(b"on"), ChildBytes(b"e"), ChildEnd(whole=True), SLICE]
    assert out.complete(TextAnswer(text="")) == TextAnswer(text="")


def test_large_pieces_are_cut() -> None:
    out, told = outlet(1, 3 << 20)
    assert out.child(DECODED, [b"x" * ((2 << 20) + 1)])
    assert [len(m.data) for m in told if isinstance(m, ChildBytes)] == [1 << 20, 1 << 20, 1]


def test_the_budget_ends_what_is_too_large_and_says_so() -> None:
    out, told = outlet(2, 5)
    assert not out.child(DECODED, [b"three", b"more"])
    assert told[-1] == ChildEnd(whole=False)
    assert not out.child(DECODED, [b"x"])
    assert not out.child(SLICE)
    notices = out.complete(TextAnswer(text="")).notices
    assert notices == (Told(Code.CHILDREN_REFUSED, 3),)


def test_what_a_reader_raises_ends_the_child() -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise EOFError

    out, told = outlet(2, 100)
    with pytest.raises(EOFError):
        out.child(DECODED, broken())
    assert told[-1] == ChildEnd(whole=False)
    assert out.complete(TextAnswer(text="")).notices == ()
