from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.core import CustodyError
from amana.custody import (
    LogReader,
    LogWriter,
    Signer,
    confirm_earlier,
    former_keys,
    root_at,
    salted,
)
from amana.custody.backends import MemoryLog
from amana.records import Entry

Grow = Callable[[int], LogWriter]


def test_every_earlier_state_is_confirmed(storage: MemoryLog, signer: Signer, grow: Grow) -> None:
    notes = {}
    for size in (1, 2, 255, 256, 257, 700):
        grow(size)
        notes[size] = storage.files["checkpoint"]

    def root(size: int) -> bytes:
        return root_at(storage, LogReader(storage, signer.verifier).checkpoint().size, size)

    for size, note in notes.items():
        assert confirm_earlier(note, [signer.verifier], root).size == size


def test_another_history_is_not(storage: MemoryLog, signer: Signer, grow: Grow) -> None:
    grow(3)

    def root(size: int) -> bytes:
        return root_at(storage, LogReader(storage, signer.verifier).checkpoint().size, size)

    fork = MemoryLog()
    LogWriter.create(fork, signer, "0").append([salted([("n", n)]) for n in range(2)], lambda: "0")
    with pytest.raises(CustodyError, match="with 2 entries, the log had another root"):
        confirm_earlier(fork.files["checkpoint"], [signer.verifier], root)
    LogWriter.recover(fork, signer).append([salted([("n", n)]) for n in range(9)], lambda: "0")
    with pytest.raises(CustodyError, match=r"missing|too short"):
        confirm_earlier(fork.files["checkpoint"], [signer.verifier], root)


def test_former_keys_are_those_that_the_log_names(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(3)

    def root(size: int) -> bytes:
        return root_at(storage, LogReader(storage, signer.verifier).checkpoint().size, size)

    newer = Signer.generate("example.org/log").verifier
    note = storage.files["checkpoint"]
    with pytest.raises(CustodyError, match="not signed by"):
        confirm_earlier(note, [newer], root)
    told = salted([("type", "key-rotated"), ("old", list(signer.verifier.vkeys()))])
    other = salted([("type", "key-rotated"), ("old", ["nonsense"])])
    former = former_keys([Entry(index=0, fields=told), Entry(index=1, fields=other)])
    assert [key.vkey() for key in former] == [signer.verifier.vkey()]
    assert confirm_earlier(note, [newer, *former], root).size == 3
