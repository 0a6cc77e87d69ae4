"""The custody log: one committer appends, anybody reads.

Commit order (design section 4), each step durable before the next:
  1. the vault's bytes (done by the caller, who hands in how far they reach);
  2. the payloads;
  3. tiles, bundles, files that the entries bring and the signed checkpoint, staged aside;
  4. the head is swapped: this is the commit;
  5. staged files are published; only then is anything acknowledged.

Recovery takes the head as the truth, unless anything says that the log has been further already:
what is staged for the head is published, payloads beyond it go to quarantine. Anything that fails
between 1 and 5 leaves the writer unusable until it is opened again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from amana.core import CustodyError
from amana.custody.checkpoint import Checkpoint, verify_checkpoint
from amana.custody.enclosures import NO_FILES, require_new
from amana.custody.head import Head
from amana.custody.logkeys import CheckpointSigner, Verifier
from amana.custody.merkle import (
    EMPTY_ROOT,
    HASH_SIZE,
    inclusion_proof,
    leaf_hash,
    verify_inclusion,
)
from amana.custody.note import NoteVerifier, encode_note
from amana.custody.payload import (
    Payload,
    commitments,
    decode,
    leaf,
    seal,
)
from amana.custody.ports import LogStorage
from amana.custody.proof import tlog_proof
from amana.custody.segments import read_lines
from amana.custody.tiles import (
    WIDTH,
    TreeBuilder,
    TreeReader,
    decode_bundle,
    resource_path,
    widths,
)
from amana.records import Entry, Field

_PUT_BACK = (
    "do not write to this archive: something older was put back into it, and going on would fork "
    "the log. Put back the newest state of custody/, or go on in a new archive and keep this one"
)


class Proven(msgspec.Struct, frozen=True, kw_only=True):
    """An entry with what shows that it is in the log; `proof` is a tlog-proof."""

    payload: Payload
    checkpoint: Checkpoint
    proof: bytes


class LogReader:
    """Reads a log up to its published checkpoint, which it checks first."""

    def __init__(self, storage: LogStorage, verifier: NoteVerifier) -> None:
        self._storage = storage
        self._verifier = verifier

    def checkpoint(self) -> Checkpoint:
        """Return the published state of the log.

        Raises:
            CustodyError: it is missing or not signed by the log's keys.
        """
        return verify_checkpoint(self.checkpoint_note(), self._verifier)

    def checkpoint_note(self) -> bytes:
        """Return the signed checkpoint as it is published."""
        return self._storage.read("checkpoint")

    def payloads(self, start: int = 0, end: int | None = None) -> Iterator[Payload]:
        """Yield the payloads of the entries `start` to `end` (exclusive; default: all)."""
        size = self.checkpoint().size if end is None else end
        for line in read_lines(self._storage.read, start, size):
            yield decode(line)

    def entries(self, start: int = 0, end: int | None = None) -> Iterator[Entry]:
        """Yield the entries `start` to `end` with the fields that were not erased."""
        for payload in self.payloads(start, end):
            yield payload.entry()

    def entry(self, index: int) -> Entry:
        """Return entry `index`.

        Raises:
            CustodyError: the log has no such entry.
        """
        return self.payload(index).entry()

    def payload(self, index: int) -> Payload:
        """Return the stored payload of entry `index`."""
        if not 0 <= index < self.checkpoint().size:
            raise CustodyError(f"the log has no entry {index}")
        return next(self.payloads(index, index + 1))

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """Return the inclusion proof of entry `index` in the log of `size`."""
        return inclusion_proof(index, size, TreeReader(size, self._tile).fetch)

    def prove(self, index: int) -> Proven:
        """Return entry `index` with its proof, which was checked against the signed checkpoint.

        Raises:
            CustodyError: the log has no such entry, or is damaged where the proof comes from.
        """
        note = self.checkpoint_note()  # read once: the committer may publish the next meanwhile
        state = verify_checkpoint(note, self._verifier)
        path = self.inclusion(index, state.size)
        payload = next(self.payloads(index, index + 1))
        leaf_digest = leaf_hash(leaf(commitments(payload.slots)))
        verify_inclusion(leaf_digest, index, state.size, path, state.root)
        return Proven(payload=payload, checkpoint=state, proof=tlog_proof(index, path, note))

    def _tile(self, level: int, number: int, width: int) -> bytes:
        return read_tile(self._storage, str(level), number, width)


def read_tile(storage: LogStorage, kind: str, number: int, width: int) -> bytes:
    """Return a tile or bundle of at least `width`; the full one serves where partials are gone."""
    try:
        return storage.read(resource_path(kind, number, width))
    except CustodyError as error:
        if width < WIDTH:
            with contextlib.suppress(CustodyError):
                return storage.read(resource_path(kind, number, WIDTH))
        raise error from None


class LogWriter:
    """The one committer of a log."""

    def __init__(
        self, storage: LogStorage, signer: CheckpointSigner, head: Head, tree: TreeBuilder
    ) -> None:
        self._storage = storage
        self._signer = signer
        self._head = head
        self._tree = tree
        self._broken = False

    @classmethod
    def create(cls, storage: LogStorage, signer: CheckpointSigner, vault: str) -> LogWriter:
        """Start an empty log.

        Raises:
            CustodyError: there is a log already.
        """
        if storage.head() is not None:
            raise CustodyError("there is a log here already")
        head = Head(size=0, root=EMPTY_ROOT, vault=vault)
        state = Checkpoint(origin=signer.verifier.name, size=0, root=EMPTY_ROOT)
        storage.stage(0, {"checkpoint": encode_note(signer.sign(state.text()))})
        storage.swap_head(None, head)
        storage.publish(0)
        return cls(storage, signer, head, TreeBuilder(0, [], []))

    @classmethod
    def recover(cls, storage: LogStorage, signer: CheckpointSigner) -> LogWriter:
        """Open the log for writing and undo whatever was not committed.

        Rules, in this order; nothing is changed before the first three hold, nothing is moved to
        quarantine before all do:
          1. The head is whole.
          2. The published checkpoint is signed by this key and states no more than the head.
          3. Where it states less, a crash came between commit and publication: what was staged for
             the head is there, and its checkpoint is signed and states what the head states. The
             head is then made durable once more, because its own fsync may have failed.
          4. Head and published checkpoint agree, the tiles lead to their root, the open bundle to
             the open tile.
          5. No tile reaches beyond the head.
          6. The payload of the last entry is where the count of lines says that it is.

        Raises:
            CustodyError: no log, a damaged one, or another key than the one that signed it.
        """
        head = storage.head()
        if head is None:
            raise CustodyError("custody/head is missing", remedy="run `amana check`")
        if _published(storage, signer.verifier, head):
            storage.drop_staged()
        else:
            storage.swap_head(head, head)
            storage.publish(head.size)
        tree = _resume(storage, head.size)
        if tree.root() != head.root:
            raise CustodyError(
                "the tiles do not lead to the root of the head", remedy="run `amana check`"
            )
        _require_end(storage, head.size)
        storage.cut_payloads(head.size)
        return cls(storage, signer, head, tree)

    @property
    def size(self) -> int:
        """How many entries are committed."""
        return self._head.size

    @property
    def vault_state(self) -> str:
        """How far the vault was durable at the last commit."""
        return self._head.vault

    def append(
        self,
        entries: Sequence[Sequence[Field]],
        vault: Callable[[], str],
        files: Mapping[str, bytes] = NO_FILES,
    ) -> range:
        """Commit entries as one group; return their indexes. No entries: nothing happens.

        `vault` makes the vault's bytes durable and returns how far they reach. `files`, by their
        paths below custody/, land there with the group; the entries state them (`require_new`).

        Raises:
            CustodyError: the log was moved by somebody else, or an earlier commit failed.
            UsageError: the files cannot come with these entries; nothing was changed.
            StorageFull: no room; nothing of this group is committed.
        """
        if self._broken:
            raise CustodyError("an earlier commit failed", remedy="open the archive again")
        first = self._head.size
        if not entries:
            return range(first, first)
        require_new(entries, files, self._storage.paths)
        self._broken = True
        payloads = [Payload(index=first + i, slots=tuple(f)) for i, f in enumerate(entries)]
        tree = self._tree.copy()
        state = vault()
        lines, leaves = zip(*map(seal, payloads), strict=True)
        self._storage.append_payloads(first, lines)
        changed = tree.append(leaves)
        head = Head(size=tree.size, root=tree.root(), vault=state)
        checkpoint = Checkpoint(origin=self._signer.verifier.name, size=head.size, root=head.root)
        changed["checkpoint"] = encode_note(self._signer.sign(checkpoint.text()))
        self._storage.stage(head.size, {**changed, **files})
        self._storage.swap_head(self._head, head)
        self._storage.publish(head.size)
        self._head, self._tree, self._broken = head, tree, False
        return range(first, head.size)


def _published(storage: LogStorage, verifier: Verifier, head: Head) -> bool:
    """Tell whether the head's checkpoint is published; if not, make sure that it can be.

    Raises:
        CustodyError: head and checkpoint contradict each other (rules 2 and 3 of `recover`).
    """
    try:
        state = verify_checkpoint(storage.read("checkpoint"), verifier)
    except CustodyError:
        if storage.staged(head.size) is None:
            raise
        state = None  # the first one of all, which a crash left unpublished
    if state and (state.size, state.root) == (head.size, head.root):
        return True
    if state and state.size >= head.size:
        raise CustodyError(
            f"the checkpoint states {state.size} entries, the head {head.size}", remedy=_PUT_BACK
        )
    staged = storage.staged(head.size) or {}
    if "checkpoint" not in staged:
        raise CustodyError(
            f"the head states {head.size} entries, but the checkpoint of them is missing",
            remedy="do not write to this archive; run `amana check`",
        )
    coming = verify_checkpoint(staged["checkpoint"], verifier)
    if (coming.size, coming.root) != (head.size, head.root):
        raise CustodyError(
            f"the head states {head.size} entries, what was staged for it {coming.size}",
            remedy="do not write to this archive; run `amana check`",
        )
    return False


def _require_end(storage: LogStorage, size: int) -> None:
    """Make sure that no tile reaches beyond `size`.

    Tiles are never written before the head that covers them. The next one that a longer log would
    have is a wider one at the place of the open tile, up to the full one.

    Raises:
        CustodyError: the log was longer than its head says.
    """
    full, partial = widths(size)
    for kind in ("entries", "0"):
        for width in range(partial + 1, WIDTH + 1):
            path = resource_path(kind, full, width)
            try:
                storage.read(path)
            except CustodyError:
                continue
            raise CustodyError(
                f"custody/{path} belongs to a longer log than the head states ({size} entries)",
                remedy=_PUT_BACK,
            )


def _resume(storage: LogStorage, size: int) -> TreeBuilder:
    """Return the builder of a log of `size` from its published tiles.

    Raises:
        CustodyError: a tile is missing, or the open bundle does not fit the open tile.
    """
    full, partial = widths(size)
    entries: list[bytes] = []
    if partial:
        entries = decode_bundle(read_tile(storage, "entries", full, partial))[:partial]
        hashes = read_tile(storage, "0", full, partial)[: partial * HASH_SIZE]
        if b"".join(map(leaf_hash, entries)) != hashes:
            raise CustodyError(
                f"custody/{resource_path('entries', full, partial)} does not fit its tile",
                remedy="do not write to this archive; run `amana check`",
            )
    return TreeBuilder.resume(
        size,
        lambda level, number, width: read_tile(storage, str(level), number, width),
        entries,
    )
