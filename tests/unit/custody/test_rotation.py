from __future__ import annotations

import base64
from collections.abc import Callable

import pytest

from amana.core import JSON, CustodyError
from amana.custody import LogReader, LogWriter, Signer, follow, rotation_path, salted
from amana.custody.backends import MemoryLog
from amana.custody.note import Note, decode_note, encode_note
from amana.custody.rotation import rotation_index, spell_rotation, verify_rotation


class Both:
    """Signs with two signers, as a key ring does while keys are changed."""

    def __init__(self, old: Signer, new: Signer) -> None:
        self.verifier = old.verifier
        self._signers = (old, new)

    def sign(self, text: str) -> Note:
        lines = [line for signer in self._signers for line in signer.sign(text).signatures]
        return Note(text=text, signatures=tuple(lines))


Change = Callable[..., bytes]


@pytest.fixture
def change(storage: MemoryLog) -> Change:
    """Return what makes a log with one change of keys, and returns the rotation."""

    def make(old: Signer, fresh: Signer, /, **said: JSON) -> bytes:
        keys = [list(signer.verifier.vkeys()) for signer in (old, fresh)]
        fields: dict[str, JSON] = {"type": "key-rotated", "old": keys[0], "new": keys[1], "x": 1}
        both = Both(old, fresh)
        if storage.head() is None:
            LogWriter.create(storage, old, "0").append([salted([("type", "x")])] * 3, lambda: "0")
        writer = LogWriter.recover(storage, both)
        values = list((fields | said).items())
        (index,) = writer.append([salted(values)], lambda: "0")
        reader = LogReader(storage, fresh.verifier)
        size = reader.checkpoint().size
        return spell_rotation(
            reader.payload(index), reader.inclusion(index, size), reader.checkpoint_note()
        )

    return make


@pytest.fixture
def new() -> Signer:
    return Signer.generate("example.org/log")


def test_whoever_trusts_the_old_keys_comes_to_the_new_ones(
    change: Change, signer: Signer, new: Signer
) -> None:
    made = change(signer, new)
    step = verify_rotation(made, signer.verifier)
    assert (step.index, step.checkpoint.size, step.new.vkey()) == (3, 4, new.verifier.vkey())
    third = Signer.generate("example.org/log")
    again = change(new, third)
    now, steps = follow(signer.verifier, [made, again])
    assert now.vkey() == third.verifier.vkey()
    assert [step.index for step in steps] == [3, 4]
    assert follow(new.verifier, [made, again])[0].vkey() == third.verifier.vkey()
    assert follow(third.verifier, [made, again]) == (third.verifier, ())
    assert follow(signer.verifier, [])[0] is signer.verifier


def test_nobody_else_leads_to_keys_of_their_own(
    change: Change, signer: Signer, new: Signer
) -> None:
    forger = Signer.generate("example.org/log")
    made = change(signer, new)
    with pytest.raises(CustodyError, match="not replaced by this change"):
        verify_rotation(made, forger.verifier)
    forged = change(signer, new, new=list(forger.verifier.vkeys()))
    with pytest.raises(CustodyError, match=r"not signed by|lost its"):
        verify_rotation(forged, signer.verifier)


def test_signatures_below_an_old_checkpoint_are_no_change_of_keys(
    change: Change, storage: MemoryLog, signer: Signer
) -> None:
    """Anybody can sign a checkpoint of the log; that the log names the keys is what counts."""
    forger = Signer.generate("example.org/log")
    made = change(signer, Signer.generate("example.org/log"), type="checked")
    head, _, note = made.partition(b"\n\n")
    signed = decode_note(note)
    lines = (*signed.signatures[:2], *forger.sign(signed.text).signatures)
    forged = head + b"\n\n" + encode_note(Note(text=signed.text, signatures=lines))
    with pytest.raises(CustodyError, match="is no change of keys"):
        verify_rotation(forged, signer.verifier)
    assert storage.head() is not None


def test_no_byte_of_a_rotation_can_be_changed(change: Change, signer: Signer, new: Signer) -> None:
    made = change(signer, new)
    step = max(1, len(made) // 400)
    for place in range(0, len(made), step):
        damaged = bytearray(made)
        damaged[place] ^= 1 << place % 7
        with pytest.raises(CustodyError):
            verify_rotation(bytes(damaged), signer.verifier)
    for wrong in (b"", made[:-1], made + b"\n", made.replace(b"index 3", b"index 03")):
        with pytest.raises(CustodyError):
            verify_rotation(wrong, signer.verifier)


def test_an_extra_line_of_something_else_is_refused(
    change: Change, signer: Signer, new: Signer
) -> None:
    made = change(signer, new)
    line = made.split(b"\n")[1]
    empty = b'{"leaf":"","slots":[],"withheld":[]}'
    odd = empty.replace(b"[]", b'[{"commitment":"a","message":"1","salt":"b"}]', 1)
    for extra in (b"", b"null", b"[]", empty, odd):
        wrong = made.replace(line, b"extra " + base64.b64encode(extra))
        with pytest.raises(CustodyError, match="no change of keys in the form of a tlog-proof"):
            verify_rotation(wrong, signer.verifier)


@pytest.mark.parametrize("keys", [None, "text", [1, 2], ["one"], []])
def test_keys_that_are_none_are_refused(
    change: Change, signer: Signer, new: Signer, keys: JSON
) -> None:
    with pytest.raises(CustodyError):
        verify_rotation(change(signer, new, new=keys), signer.verifier)


def test_a_rotation_has_one_place() -> None:
    assert rotation_index(rotation_path(12)) == 12
    for path in ("rotations/012.tlog-proof", "rotations/1", "x/1.tlog-proof"):
        assert rotation_index(path) is None
