"""What the archive needs of a place that keeps bytes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import BinaryIO, Protocol

import msgspec

from amana.core import Digests, Readable
from amana.records import Problem
from amana.vault.challenge import Challenge
from amana.vault.units import OnBytes, Place, Reads, Unit, read_all, unheard

SMALL = 1 << 20
"""Bytes below this size go into packs; others stand as files of their own (1 MiB)."""


class Extent(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Where a member stands: the pack's number, the offset of its header, the size of its content.

    Of a member that was erased, this is all that is left.
    """

    pack: int
    offset: int
    size: int


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """One object that was looked at during a check: its digest, size, and what is wrong if any.

    `read` tells whether its bytes were read, or only that it is there. `stray`: it is sound, but
    the log that the check was told of does not know it.
    """

    sha256: str | None
    size: int
    problem: Problem | None = None
    unit: Unit | None = None
    read: bool = True
    stray: bool = False


class Vault(Protocol):
    """Keeps originals and derivatives under their SHA-256.

    Nothing is ever overwritten, but by `erase`: on the order of two people, with a legal basis.
    """

    def put(self, stream: Readable) -> Digests:
        """Take in a stream to its end. Durable only after the next `sync`.

        Errors of the stream itself pass as they are, and nothing of it is kept.

        Raises:
            StorageFull: no room; `discard` is all that can follow.
            UnavailableError: an earlier write failed, or nobody has said yet what became of the
                last `sync`.
        """
        ...

    @property
    def empty_state(self) -> str:
        """The state of a vault that holds nothing."""
        ...

    def sync(self) -> str:
        """Make everything taken in durable; return how far the vault reaches now."""
        ...

    def accept(self) -> None:
        """Tell the vault that what the last `sync` made durable is committed."""
        ...

    def discard(self) -> None:
        """Undo whatever was taken in since the last `accept`, without keeping it in quarantine.

        After `sync`, what it made durable may have been committed: then only a caller that has
        looked at the log, and found that it was not, may call this.
        """
        ...

    def recover(self, state: str, committed: Callable[[str], bool]) -> None:
        """Move whatever was taken in beyond `state` to quarantine, and accept the rest.

        `state` is what an earlier `sync` returned. Called before anything is put.

        `committed` tells whether the custody log knows a digest.

        Raises:
            IntegrityError: the vault does not reach `state` any more.
        """
        ...

    def open(self, sha256: str) -> BinaryIO:
        """Return the bytes of a committed object as a stream that can seek.

        Raises:
            NotFound: the vault has no such object.
        """
        ...

    def locate(self, sha256: str) -> Challenge | None:
        """Return where the bytes of a committed object stand, in a replica of this vault too."""
        ...

    def __contains__(self, sha256: str) -> bool:
        """Tell whether the vault holds an object of this digest, committed or pending."""
        ...

    def extents(self, digests: Collection[str]) -> tuple[Extent, ...]:
        """Return where those of these objects stand that share a pack with others, in order."""
        ...

    def erase(self, digests: Collection[str], extents: Collection[Extent]) -> None:
        """Make committed objects irrecoverable here, durably; nothing may be pending.

        `extents` are what `extents` told of these digests before. Each becomes a tombstone: a
        member of the same size that is named `erased` and holds zeros. Safe to be called again
        after a crash, and for what is erased already.

        Raises:
            IntegrityError: something else stands at one of the extents; nothing of it was touched.
            UnavailableError: something is pending, or a write failed.
        """
        ...

    def check(
        self,
        wanted: Collection[str],
        *,
        erased: Collection[Extent] = (),
        reads: Reads = read_all,
        on_bytes: OnBytes = unheard,
        state: str | None = None,
    ) -> Iterator[Verdict]:
        """Yield a verdict for each object and each stray byte, unit by unit, in their order.

        `wanted` are the digests that the log says should be here, `erased` the tombstones. Every
        object is looked for; the bytes are read of those that `reads` chooses, and of tombstones.
        With `state`, whatever was taken in after it is passed over as far as it can be told
        (`beyond` names it); what a commit is just adding may come out as `stray`.
        """
        ...

    def beyond(self, state: str) -> Iterator[Verdict]:
        """Name whatever lies in packs beyond `state`. No commit may be under way."""
        ...

    def units(self) -> Iterator[Unit]:
        """Yield every unit in order."""
        ...

    def size(self, unit: Unit) -> int:
        """Return how many bytes a unit has.

        Raises:
            IntegrityError: it cannot be read.
        """
        ...

    def open_pack(self, state: str) -> tuple[Unit, int] | None:
        """Return the unit that grows, and how far it reaches at `state`; None: there is none."""
        ...

    def place(self, sha256: str) -> Place | None:
        """Return where a committed object stands; None where it is not here."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...


class Replica(Protocol):
    """A place that keeps copies of files under their paths: `vault/…`, `custody/…`, `FORMAT`.

    Paths have `/` between their parts and stay below the place. Whatever was written is durable
    after `settle`; before, it is either there whole or not.
    """

    def files(self, under: str = "") -> Iterator[tuple[str, int]]:
        """Yield path and size of everything below the folder `under`, in no order.

        What is no plain file (a link, a socket) is yielded with the size -1.
        """
        ...

    def size(self, path: str) -> int | None:
        """Return the size of a file, or None where there is none."""
        ...

    def open(self, path: str) -> BinaryIO:
        """Return a file as a stream that can seek.

        Raises:
            NotFound: it is not there.
            IntegrityError: it cannot be read.
        """
        ...

    def put(self, path: str, pieces: Iterable[bytes]) -> None:
        """Put a file in its place in one step. If `pieces` fails, what was there stays.

        Raises:
            StorageFull: no room.
            UnavailableError: it cannot be written.
        """
        ...

    def extend(self, path: str, at: int, pieces: Iterable[bytes]) -> None:
        """Cut a file to `at` bytes and append; what `pieces` gave before it failed stays.

        Raises:
            IntegrityError: the file is shorter than that.
            StorageFull: no room.
            UnavailableError: it cannot be written.
        """
        ...

    def remove(self, path: str) -> None:
        """Remove a file, if it is there."""
        ...

    def settle(self) -> None:
        """Make everything durable that was written or removed."""
        ...

    def answer(self, nonce: bytes, challenge: Challenge) -> str | None:
        """Return the answer to a challenge (`vault.challenge`), None where it has no such bytes."""
        ...
