"""What the log was before, and whether it extends a checkpoint that somebody kept.

Who keeps a checkpoint of an archive can have it proven later that nothing up to there was removed
or changed: the log has only grown since.
"""

from __future__ import annotations

import msgspec

from amana.core import CustodyError, LogFork
from amana.custody.checkpoint import Checkpoint, verify_checkpoint
from amana.custody.copying import root_at
from amana.custody.log import LogReader, read_tile
from amana.custody.logkeys import Verifier
from amana.custody.merkle import consistency_proof, verify_consistency
from amana.custody.note import NoteVerifier
from amana.custody.ports import LogStorage
from amana.custody.rotation import replaced_keys, rotation_index
from amana.custody.tiles import TreeReader
from amana.custody.witnessing import Submission

ANOTHER = (
    "do not write to this archive: something older was put back into it, or there are two of it, "
    "and going on would fork the log. Put back the newest state of custody/, or go on in a new "
    "archive and keep this one"
)


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """That the log extends an earlier checkpoint; `proof` is what shows it to others.

    The proof has the form of a request to a witness (C2SP tlog-witness, add-checkpoint).
    """

    earlier: Checkpoint
    now: Checkpoint
    proof: bytes


class History:
    """The earlier states of one log, from its tiles."""

    def __init__(self, storage: LogStorage, verifier: NoteVerifier) -> None:
        self._storage = storage
        self._verifier = verifier
        self._log = LogReader(storage, verifier)

    def now(self) -> Checkpoint:
        """Return the state of the log."""
        return self._log.checkpoint()

    def root_at(self, size: int) -> bytes:
        """Return the root that the log had when it had `size` entries."""
        return root_at(self._storage, self.now().size, size)

    def since(self, size: int) -> Submission:
        """Return the checkpoint with the proof that it extends the first `size` entries."""
        note = self._log.checkpoint_note()
        now = verify_checkpoint(note, self._verifier)
        proof = consistency_proof(size, now.size, self._tree().fetch) if 0 < size < now.size else []
        return Submission(old=size, proof=tuple(proof), note=note)

    def signed_once(self, note: bytes) -> Checkpoint:
        """Return what a checkpoint states that the log signed with its keys, now or before.

        Raises:
            CustodyError: it is none, or signed by other keys.
        """
        try:
            return verify_checkpoint(note, self._verifier)
        except CustodyError:
            for keys in self.older_keys():
                try:
                    return verify_checkpoint(note, keys)
                except CustodyError:
                    continue
            raise

    def passed_through(self, note: bytes) -> Checkpoint:
        """Return what an earlier checkpoint states, if the log has passed through that state.

        Rules:
          1. The log signed it, with the keys that it has or had.
          2. With so many entries, the log had that root.

        Raises:
            CustodyError: a rule is broken.
        """
        state = self.signed_once(note)
        if self.root_at(state.size) != state.root:
            raise CustodyError(f"with {state.size} entries, the log had another root than stated")
        return state

    def extends(self, note: bytes, whose: str = "the checkpoint that was kept") -> Extension:
        """Prove that the log extends a checkpoint of its own.

        Raises:
            LogFork: it does not: it is shorter, or another one.
            CustodyError: it never signed that.
        """
        earlier, now = self.signed_once(note), self.now()
        if earlier.size > now.size:
            raise LogFork(
                f"{whose} states {earlier.size} entries of this log; here are {now.size}",
                remedy=ANOTHER,
            )
        if self.root_at(earlier.size) != earlier.root:
            raise LogFork(
                f"{whose} states another history: the first {earlier.size} entries differ",
                remedy=ANOTHER,
            )
        proven = self.since(earlier.size)
        if earlier.size:
            verify_consistency(earlier.size, now.size, proven.proof, earlier.root, now.root)
        return Extension(earlier=earlier, now=now, proof=proven.text())

    def _tree(self) -> TreeReader:
        return TreeReader(
            self.now().size, lambda level, n, w: read_tile(self._storage, str(level), n, w)
        )

    def older_keys(self) -> list[Verifier]:
        """Return the keys that the log had before those that it has."""
        paths = [path for path in self._storage.paths() if rotation_index(path) is not None]
        return [replaced_keys(self._storage.read(path)) for path in paths]
