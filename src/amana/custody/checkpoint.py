"""Checkpoints: the signed state of the log (C2SP tlog-checkpoint)."""

from __future__ import annotations

import base64
import re

import msgspec

from amana.core import CustodyError
from amana.custody.merkle import HASH_SIZE
from amana.custody.note import NoteVerifier, decode_note

_SIZE = re.compile(r"(?:0|[1-9][0-9]{0,17})\Z")  # below 2**63, as everybody else counts


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """The state that a checkpoint states: which log, how many entries, which root hash."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the note text: origin, size and root, a line each."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint that a note text states; extension lines are refused.

    Raises:
        CustodyError: the text is no checkpoint.
    """
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0] or not _SIZE.match(lines[1]):  # noqa: PLR2004 - three lines and what follows the last line feed
        raise CustodyError("this note is not a checkpoint")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except ValueError as error:
        raise CustodyError("the root hash of the checkpoint is malformed") from error
    checkpoint = Checkpoint(origin=lines[0], size=int(lines[1]), root=root)
    if len(root) != HASH_SIZE or checkpoint.text() != text:
        raise CustodyError("the root hash of the checkpoint is malformed")
    return checkpoint


def verify_checkpoint(data: bytes, verifier: NoteVerifier) -> Checkpoint:
    """Return the checkpoint in `data` after checking that the log's keys signed it.

    The log's key name equals the origin (C2SP tlog-checkpoint, Signatures).

    Raises:
        CustodyError: not a checkpoint, not of this log, or not signed by its keys.
    """
    note = decode_note(data)
    verifier.verify(note)
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != verifier.name:
        raise CustodyError(f"the checkpoint is of another log: {checkpoint.origin}")
    return checkpoint
