"""Earlier checkpoints of a log: what others stamped or cosigned is one of them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence

from amana.core import CustodyError
from amana.custody.checkpoint import Checkpoint, verify_checkpoint
from amana.custody.logkeys import Verifier
from amana.custody.note import NoteVerifier
from amana.records import Entry, EntryType


def former_keys(entries: Iterable[Entry]) -> list[Verifier]:
    """Return the keys that a log had before, as its entries of changes tell.

    That they were its keys rests on the log, which the present ones sign.
    """
    found = []
    for entry in entries:
        old = entry.get("old")
        if entry.get("type") == EntryType.ROTATED and isinstance(old, (list, tuple)):
            with contextlib.suppress(CustodyError):  # `amana check` names it
                found.append(Verifier.parse("\n".join(map(str, old))))
    return found


def confirm_earlier(
    note: bytes, keys: Sequence[NoteVerifier], root_at: Callable[[int], bytes]
) -> Checkpoint:
    """Return what an earlier checkpoint states, if the log has passed through that state.

    Rules:
      1. It is signed by one of `keys`, those that the log has and had.
      2. With so many entries, the log had that root.

    Raises:
        CustodyError: a rule is broken.
    """
    state = _signed(note, keys)
    if root_at(state.size) != state.root:
        raise CustodyError(f"with {state.size} entries, the log had another root than stated")
    return state


def _signed(note: bytes, keys: Sequence[NoteVerifier]) -> Checkpoint:
    for key in keys[1:]:
        with contextlib.suppress(CustodyError):
            return verify_checkpoint(note, key)
    return verify_checkpoint(note, keys[0])
