"""The vault in memory: for tests, ours and our users'."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator
from typing import BinaryIO

from amana.core import (
    Digests,
    IntegrityError,
    NotFound,
    Readable,
    UnavailableError,
    digest_stream,
    is_sha256,
    sha256_hex,
)
from amana.records import Problem
from amana.vault.challenge import Challenge
from amana.vault.ports import Extent, Verdict
from amana.vault.units import OnBytes, Place, Reads, Unit, object_unit, read_all, unheard

_ERASED = "erased "


class MemoryVault:
    """A `Vault` that forgets everything when it is dropped.

    `objects` holds what is committed, in its order, so that tests can look at it and damage it. A
    tombstone keeps its place there, under the name `erased` and its number.
    """

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.quarantine: list[bytes] = []
        self._pending: dict[str, bytes] = {}
        self._unsettled = False

    @property
    def empty_state(self) -> str:
        """The state of a vault that holds nothing."""
        return "0"

    def put(self, stream: Readable) -> Digests:
        """Take in a stream."""
        if self._unsettled:
            raise UnavailableError(
                "nobody has said what became of the last commit", remedy="open the archive again"
            )
        chunks: list[bytes] = []
        digests = digest_stream(stream, chunks.append)
        if digests.sha256 not in self.objects:
            self._pending[digests.sha256] = b"".join(chunks)
        return digests

    def sync(self) -> str:
        """Return how many objects there are with the pending ones."""
        self._unsettled = True
        return str(len(self.objects) + len(self._pending))

    def accept(self) -> None:
        """Commit what is pending."""
        self.objects.update(self._pending)
        self._pending.clear()
        self._unsettled = False

    def discard(self) -> None:
        """Drop what is pending."""
        self._pending.clear()
        self._unsettled = False

    def recover(self, state: str, committed: Callable[[str], bool]) -> None:
        """Keep the first objects, as many as `state` says; the others go to quarantine."""
        del committed
        everything = {**self.objects, **self._pending}
        if int(state) > len(everything):
            raise IntegrityError(f"{state} objects were committed, {len(everything)} are here")
        kept = list(everything)[: int(state)]
        self.objects = {sha256: everything.pop(sha256) for sha256 in kept}
        self.quarantine += everything.values()
        self._pending.clear()
        self._unsettled = False

    def open(self, sha256: str) -> BinaryIO:
        """Return a committed object."""
        try:
            return io.BytesIO(self.objects[sha256])
        except KeyError:
            raise NotFound(f"the vault has no object {sha256}") from None

    def locate(self, sha256: str) -> Challenge | None:
        """Return a place of its own for each object."""
        if sha256 not in self.objects:
            return None
        return Challenge(path=f"vault/{sha256}", start=0, size=len(self.objects[sha256]))

    def __contains__(self, sha256: str) -> bool:
        """Tell whether an object is here."""
        if not is_sha256(sha256):
            raise NotFound(f"{sha256!r} is not a SHA-256")
        return sha256 in self.objects or sha256 in self._pending

    def extents(self, digests: Collection[str]) -> tuple[Extent, ...]:
        """Return the places of objects; the whole of `objects` is one pack here."""
        return tuple(
            Extent(pack=0, offset=number, size=len(data))
            for number, (sha256, data) in enumerate(self.objects.items())
            if sha256 in digests
        )

    def erase(self, digests: Collection[str], extents: Collection[Extent]) -> None:
        """Put tombstones in the places of objects."""
        if self._pending or self._unsettled:
            raise UnavailableError(
                "something is being taken in", remedy="open the archive again: nothing was erased"
            )
        names = list(self.objects)
        for place in extents:
            name = names[place.offset] if place.offset < len(names) else ""
            if name not in digests and not name.startswith(_ERASED):
                raise IntegrityError(f"something else is at {place.offset} than is to be erased")
        gone = {place.offset: bytes(place.size) for place in extents}
        self.objects = {
            f"{_ERASED}{number}" if number in gone else name: gone.get(number, data)
            for number, (name, data) in enumerate(self.objects.items())
        }

    def check(
        self,
        wanted: Collection[str],
        *,
        erased: Collection[Extent] = (),
        reads: Reads = read_all,
        on_bytes: OnBytes = unheard,
        state: str | None = None,
    ) -> Iterator[Verdict]:
        """Look at every object; the committed ones are all that is here at any moment."""
        del state
        yield from self._check_tombstones(erased)
        for sha256, data in sorted(self._living().items()):
            read, detail = reads(object_unit(sha256), sha256), None
            if read:
                on_bytes(len(data))
                if sha256_hex(data) != sha256:
                    detail = "has other bytes than when it was taken in"
            stray = detail is None and sha256 not in wanted
            if stray:
                detail = "is not in the custody log"
            yield _verdict(sha256, len(data), detail, read=read, stray=stray)
        for sha256 in sorted(set(wanted) - set(self.objects)):
            yield _verdict(sha256, 0, "is missing from the vault", read=False)

    def _living(self) -> dict[str, bytes]:
        return {name: data for name, data in self.objects.items() if is_sha256(name)}

    def _check_tombstones(self, erased: Collection[Extent]) -> Iterator[Verdict]:
        left = set(erased)
        for number, (name, data) in enumerate(self.objects.items()):
            place = Extent(pack=0, offset=number, size=len(data))
            if name.startswith(_ERASED):
                if any(data):
                    yield _wrong_tombstone("is named erased, but its bytes are still there")
                elif place not in left:
                    yield _wrong_tombstone("was erased, but no entry of the custody log says so")
                left.discard(place)
        for _ in left:
            yield _wrong_tombstone("was erased as the custody log says, but is not")

    def beyond(self, state: str) -> Iterator[Verdict]:
        """Name the objects beyond so many."""
        for sha256 in list(self.objects)[int(state) :]:
            yield _verdict(sha256, len(self.objects[sha256]), "is not accounted for by any commit")

    def units(self) -> Iterator[Unit]:
        """Yield a unit for the objects whose digests begin alike."""
        yield from sorted({object_unit(sha256) for sha256 in self._living()})

    def size(self, unit: Unit) -> int:
        """Return how many bytes the objects of a unit have."""
        return sum(
            len(data) for sha256, data in self._living().items() if object_unit(sha256) == unit
        )

    def open_pack(self, state: str) -> tuple[Unit, int] | None:
        """Return None: there are no packs here."""
        del state
        return None

    def place(self, sha256: str) -> Place | None:
        """Return where an object stands."""
        return Place(object_unit(sha256), 0) if sha256 in self.objects else None

    def close(self) -> None:
        """Nothing to let go of."""


def _verdict(
    sha256: str, size: int, detail: str | None, *, read: bool = True, stray: bool = False
) -> Verdict:
    problem = detail and Problem(step="originals", path=f"vault/{sha256}", detail=detail)
    return Verdict(
        sha256=sha256,
        size=size,
        problem=problem or None,
        unit=object_unit(sha256),
        read=read,
        stray=stray,
    )


def _wrong_tombstone(detail: str) -> Verdict:
    problem = Problem(step="originals", path="vault/erased", detail=detail)
    return Verdict(sha256=None, size=0, problem=problem)
