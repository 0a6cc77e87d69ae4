from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.core import CustodyError
from amana.custody import Checkpoint, LogWriter, Signer, salted, verify_consistency
from amana.custody.backends import MemoryLog
from amana.custody.history import History
from amana.custody.merkle import EMPTY_ROOT
from amana.custody.note import encode_note
from amana.custody.witnessing import parse_submission

Grow = Callable[[int], LogWriter]


@pytest.mark.parametrize("old", [0, 1, 3, 255, 256, 257, 300])
def test_a_log_extends_every_state_that_it_had(
    storage: MemoryLog, signer: Signer, grow: Grow, old: int
) -> None:
    if old:
        grow(old)
        kept = storage.files["checkpoint"]
    else:
        state = Checkpoint(origin="example.org/log", size=0, root=EMPTY_ROOT)
        kept = encode_note(signer.sign(state.text()))
    grow(600)
    history = History(storage, signer.verifier)
    made = history.extends(kept)
    assert (made.earlier.size, made.now.size) == (old, 600)
    shown = parse_submission(made.proof)
    assert shown.note == storage.files["checkpoint"]
    if old:
        verify_consistency(old, 600, shown.proof, made.earlier.root, made.now.root)
        assert history.root_at(old) == made.earlier.root


def test_a_shorter_log_and_another_one_are_denied(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(5)
    history = History(storage, signer.verifier)
    for size, why in ((9, "states 9 entries of this log; here are 5"), (4, "the first 4 entries")):
        state = Checkpoint(origin="example.org/log", size=size, root=bytes(range(32)))
        with pytest.raises(CustodyError, match=why):
            history.extends(encode_note(signer.sign(state.text())))


def test_what_the_log_never_signed_is_no_checkpoint_of_it(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    grow(5)
    stranger = Signer.generate("example.org/log")
    note = encode_note(stranger.sign(History(storage, signer.verifier).now().text()))
    for data in (note, b"", b"text\n"):
        with pytest.raises(CustodyError):
            History(storage, signer.verifier).extends(data)


def test_a_log_has_passed_through_its_own_states_and_no_others(
    storage: MemoryLog, signer: Signer, grow: Grow
) -> None:
    history, notes = History(storage, signer.verifier), {}
    for size in (1, 2, 255, 256, 257, 700):
        grow(size)
        notes[size] = storage.files["checkpoint"]
    assert {size: history.passed_through(note).size for size, note in notes.items()} == {
        size: size for size in notes
    }
    fork = MemoryLog()
    LogWriter.create(fork, signer, "0").append([salted([("n", n)]) for n in range(2)], lambda: "0")
    with pytest.raises(CustodyError, match="with 2 entries, the log had another root"):
        history.passed_through(fork.files["checkpoint"])
    LogWriter.recover(fork, signer).append([salted([("n", n)]) for n in range(999)], lambda: "0")
    with pytest.raises(CustodyError, match=r"missing|too short"):
        history.passed_through(fork.files["checkpoint"])
