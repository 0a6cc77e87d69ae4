from __future__ import annotations

from amana.reading.readers.removals import Mark
from amana.reading.readers.rtf.state import COLLECTED, READ, Into, State, removed


def test_letters_are_read_or_collected_or_neither() -> None:
    assert not READ & COLLECTED
    assert Into.NOWHERE not in READ | COLLECTED


def test_who_deleted_and_when() -> None:
    state = removed(State(), b"deleted", None)
    state = removed(removed(state, b"revauthdel", 3), b"revdttmdel", -1)
    assert state.deleted
    assert state.removal == Mark(3, 0xFFFFFFFF)
    assert not removed(state, b"deleted", 0).deleted
