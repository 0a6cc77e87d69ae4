"""The custody log: one committer appends, anybody reads.

Commit order (design section 4), each step durable before the next:
  1. the vault's bytes (done by the caller, who hands in how far they reach);
  2. the payloads;
  3. tiles, bundles and the signed checkpoint, staged aside;
  4. the head is swapped: this is the commit;
  5. staged files are published; only then is anything acknowledged.

Recovery takes the head as the truth: what is staged for it is published, payloads beyond it go to
quarantine. Anything that fails between 1 and 5 leaves the writer unusable until it is opened again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from amana.core import CustodyError
from amana.custody.checkpoint import Checkpoint, sign_checkpoint, verify_checkpoint
from amana.custody.head import Head
from amana.custody.merkle import EMPTY_ROOT, inclusion_proof
from amana.custody.note import Signer, Verifier, encode_note
from amana.custody.payload import Payload, commitments, decode, encode, leaf
from amana.custody.ports import LogStorage
from amana.custody.tiles import (
    WIDTH,
    TreeBuilder,
    TreeReader,
    decode_bundle,
    resource_path,
    widths,
)
from amana.records import Entry, Field


class LogReader:
    """Reads a log up to its published checkpoint, which it checks first."""

    def __init__(self, storage: LogStorage, verifier: Verifier) -> None:
        self._storage = storage
        self._verifier = verifier

    def checkpoint(self) -> Checkpoint:
        """Return the published state of the log.

        Raises:
            CustodyError: it is missing or not signed by the log's key.
        """
        return verify_checkpoint(self.checkpoint_note(), self._verifier)

    def checkpoint_note(self) -> bytes:
        """Return the signed checkpoint as it is published."""
        return self._storage.read("checkpoint")

    def payloads(self, start: int = 0, end: int | None = None) -> Iterator[Payload]:
        """Yield the payloads of the entries `start` to `end` (exclusive; default: all)."""
        size = self.checkpoint().size if end is None else end
        for line in self._storage.payloads(start, size):
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

    def _tile(self, level: int, number: int, width: int) -> bytes:
        return read_tile(self._storage, str(level), number, width)


def read_tile(storage: LogStorage, kind: str, number: int, width: int) -> bytes:
    """Return a tile or bundle of at least `width`; the full one serves where partials are gone."""
    try:
        return storage.read(resource_path(kind, number, width))
    except CustodyError:
        if width == WIDTH:
            raise
        return storage.read(resource_path(kind, number, WIDTH))


class LogWriter:
    """The one committer of a log."""

    def __init__(self, storage: LogStorage, signer: Signer, head: Head, tree: TreeBuilder) -> None:
        self._storage = storage
        self._signer = signer
        self._head = head
        self._tree = tree
        self._broken = False

    @classmethod
    def create(cls, storage: LogStorage, signer: Signer, vault: str) -> LogWriter:
        """Start an empty log.

        Raises:
            CustodyError: there is a log already.
        """
        if storage.head() is not None:
            raise CustodyError("there is a log here already")
        head = Head(size=0, root=EMPTY_ROOT, vault=vault)
        state = Checkpoint(origin=signer.verifier.name, size=0, root=EMPTY_ROOT)
        storage.stage(0, {"checkpoint": encode_note(sign_checkpoint(state, signer))})
        storage.swap_head(None, head)
        storage.publish(0)
        return cls(storage, signer, head, TreeBuilder(0, [], []))

    @classmethod
    def recover(cls, storage: LogStorage, signer: Signer) -> LogWriter:
        """Open the log for writing and undo whatever was not committed.

        Raises:
            CustodyError: no log, a damaged one, or another key than the one that signed it.
        """
        head = storage.head()
        if head is None:
            raise CustodyError("custody/head is missing", remedy="run `amana check`")
        storage.publish(head.size)
        storage.cut_payloads(head.size)
        state = verify_checkpoint(storage.read("checkpoint"), signer.verifier)
        if (state.size, state.root) != (head.size, head.root):
            raise CustodyError(
                f"the checkpoint states {state.size} entries, the head {head.size}",
                remedy="do not write to this archive: one of the two was changed or restored from "
                "a backup; run `amana check`",
            )
        tree = _resume(storage, head.size)
        if tree.root() != head.root:
            raise CustodyError(
                "the tiles do not lead to the root of the head", remedy="run `amana check`"
            )
        return cls(storage, signer, head, tree)

    @property
    def size(self) -> int:
        """How many entries are committed."""
        return self._head.size

    @property
    def vault_state(self) -> str:
        """How far the vault was durable at the last commit."""
        return self._head.vault

    def append(self, entries: Sequence[Sequence[Field]], vault: Callable[[], str]) -> range:
        """Commit entries as one group; return their indexes.

        `vault` makes the vault's bytes durable and returns how far they reach.

        Raises:
            CustodyError: the log was moved by somebody else, or an earlier commit failed.
            StorageFull: no room; nothing of this group is committed.
        """
        if self._broken:
            raise CustodyError("an earlier commit failed", remedy="open the archive again")
        self._broken = True
        first = self._head.size
        payloads = [Payload(index=first + i, slots=tuple(f)) for i, f in enumerate(entries)]
        tree = self._tree.copy()
        state = vault()
        self._storage.append_payloads(first, [encode(p) for p in payloads])
        changed = tree.append([leaf(commitments(p.slots)) for p in payloads])
        head = Head(size=tree.size, root=tree.root(), vault=state)
        checkpoint = Checkpoint(origin=self._signer.verifier.name, size=head.size, root=head.root)
        changed["checkpoint"] = encode_note(sign_checkpoint(checkpoint, self._signer))
        self._storage.stage(head.size, changed)
        self._storage.swap_head(self._head, head)
        self._storage.publish(head.size)
        self._head, self._tree, self._broken = head, tree, False
        return range(first, head.size)


def _resume(storage: LogStorage, size: int) -> TreeBuilder:
    """Return the builder of a log of `size` from its published tiles."""
    full, partial = widths(size)
    entries = decode_bundle(read_tile(storage, "entries", full, partial)) if partial else []
    return TreeBuilder.resume(
        size,
        lambda level, number, width: read_tile(storage, str(level), number, width),
        entries[:partial],
    )
