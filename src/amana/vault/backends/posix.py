"""The vault as a folder: `objects/` for large objects, `packs/` for small ones.

Bytes are written once and never again, but by `erase`: objects are 0444, packs only grow. Nothing
counts before `accept`; what a crash leaves behind is moved to quarantine by `recover`.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from amana.core import (
    CHUNK,
    Digests,
    Hasher,
    NotFound,
    Readable,
    UnavailableError,
    digest_stream,
    is_sha256,
    uuid7,
)
from amana.core.durable import make_folders, storage_errors, sync_folder, write_all
from amana.vault.challenge import Challenge
from amana.vault.check import VaultCheck, object_path, size_of, units_in
from amana.vault.erasing import erase_member, erase_object
from amana.vault.finder import Finder, parse_state, spell_state
from amana.vault.index import PackIndex
from amana.vault.packs import SEAL_AT, Member, PackWriter, cut_packs, pack_path
from amana.vault.ports import SMALL, Extent, Verdict
from amana.vault.scan import readable
from amana.vault.units import (
    OnBytes,
    Place,
    Reads,
    Unit,
    object_unit,
    pack_unit,
    read_all,
    unheard,
)
from amana.vault.ustar import BLOCK
from amana.vault.window import Window


class PosixVault:
    """A `Vault` below `folder`; `work` holds staging and quarantine, `index` is a cache file.

    Only the committer calls `recover`, and then `put` to `discard`; anybody may `open` and `check`.
    """

    def __init__(self, folder: Path, work: Path, index: Path, *, seal_at: int = SEAL_AT) -> None:
        self._folder = folder
        self._packs = folder / "packs"
        self._objects = folder / "objects"
        self._staging = work / "objects"
        self._quarantine = work / "quarantine"
        self._index = PackIndex(index)
        self._finder = Finder(self._packs, self._index)
        self._seal_at = seal_at
        self._writer: PackWriter | None = None
        self._state = self.empty_state
        self._members: dict[str, Member] = {}
        self._staged: dict[str, Path] = {}
        self._unsettled = False

    @property
    def empty_state(self) -> str:
        """The state of a vault that holds nothing."""
        return spell_state(1, 0)

    def put(self, stream: Readable) -> Digests:
        """Take in a stream: small ones into the open pack, others as staged files."""
        if self._unsettled:
            raise UnavailableError(
                "nobody has said what became of the last commit", remedy="open the archive again"
            )
        first = _read_up_to(stream, SMALL)
        if len(first) == SMALL:
            return self._put_large(first, stream)
        digests = digest_stream(io.BytesIO(first))
        if not self._in_packs(digests.sha256):
            self._members[digests.sha256] = self._open_pack().append(digests.sha256, first)
        return digests

    def _put_large(self, first: bytes, stream: Readable) -> Digests:
        with storage_errors(self._staging):
            make_folders(self._staging)
            descriptor, name = tempfile.mkstemp(dir=self._staging, prefix="new-")
        path = Path(name)
        try:
            digests = _copy(first, stream, descriptor, path)
            with storage_errors(path):
                self._keep(descriptor, path, digests.sha256)
        except BaseException:
            with contextlib.suppress(OSError):
                path.unlink()
            raise
        finally:
            os.close(descriptor)
        return digests

    def _keep(self, descriptor: int, path: Path, sha256: str) -> None:
        """Give a staged file that is new its digest as its name, durably."""
        if self._is_known(sha256):
            path.unlink()
            return
        os.fchmod(descriptor, 0o444)
        os.fsync(descriptor)
        staged = self._staging / sha256
        path.rename(staged)
        self._staged[sha256] = staged

    def _open_pack(self) -> PackWriter:
        if self._writer is None:
            self._writer = PackWriter(self._packs, *parse_state(self._state), self._seal_at)
        return self._writer

    def sync(self) -> str:
        """Make pack and objects durable: staged objects are linked into their places."""
        self._unsettled = True
        writer = self._open_pack()
        writer.sync()
        with storage_errors(self._objects):
            if self._staged:
                sync_folder(self._staging)
            for sha256, staged in self._staged.items():
                self._link(staged, sha256)
        return spell_state(writer.number, writer.length)

    def _link(self, staged: Path, sha256: str) -> None:
        target = object_path(self._objects, sha256)
        make_folders(target.parent)
        with contextlib.suppress(FileExistsError):
            os.link(staged, target)
        sync_folder(target.parent)

    def accept(self) -> None:
        """Count what the last `sync` made durable as committed."""
        writer = self._open_pack()
        before, self._state = self._state, spell_state(writer.number, writer.length)
        self._finder.add(self._members.values(), before, self._state)
        for staged in self._staged.values():
            with contextlib.suppress(OSError):  # a second name of a committed object harms nobody
                staged.unlink()
        self._members.clear()
        self._staged.clear()
        self._unsettled = False

    def discard(self) -> None:
        """Undo whatever was taken in since the last `accept`."""
        if self._writer is None and not self._staged:
            return
        staged = dict(self._staged)
        self._forget_pending()
        with storage_errors(self._objects):
            for sha256, path in staged.items():
                if self._unsettled:
                    object_path(self._objects, sha256).unlink(missing_ok=True)
                path.unlink(missing_ok=True)
        cut_packs(self._packs, *parse_state(self._state), None)
        self._unsettled = False

    def _forget_pending(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._members.clear()
        self._staged.clear()

    def recover(self, state: str, committed: Callable[[str], bool]) -> None:
        """Move whatever lies beyond `state` to quarantine and bring the index up to it."""
        self._forget_pending()
        self._unsettled = True
        cut_packs(self._packs, *parse_state(state), self._quarantine)
        self._settle(committed)
        self._state = state
        self._finder.complete(state)
        self._unsettled = False

    def _settle(self, committed: Callable[[str], bool]) -> None:
        """Decide about staged objects that a crash left: committed ones stay, others leave.

        An object is linked into its place before the commit and loses its staged name after it. A
        committed one that is not in its place was lost there and had been handed in again.
        """
        with storage_errors(self._staging):
            left = sorted(self._staging.iterdir()) if self._staging.is_dir() else []
            for staged in left:
                if is_sha256(staged.name) and committed(staged.name):
                    self._link(staged, staged.name)
                    staged.unlink()
                    continue
                if is_sha256(staged.name):
                    with contextlib.suppress(FileNotFoundError):
                        object_path(self._objects, staged.name).unlink()
                make_folders(self._quarantine)
                staged.rename(self._quarantine / f"{uuid7()}-{staged.name}")
            if left:
                sync_folder(self._staging)

    def open(self, sha256: str) -> BinaryIO:
        """Return a committed object; a member of a pack as a window into it."""
        path = self._object(sha256)
        if (member := self._finder.find(sha256)) is not None:
            return self._window(member)
        with readable(path):
            if path.exists():
                return path.open("rb")
        if (member := self._finder.search(sha256)) is not None:
            return self._window(member)
        raise NotFound(f"the vault has no object {sha256}", remedy="run `amana check`")

    def locate(self, sha256: str) -> Challenge | None:
        """Return the large object, or the stretch of a pack."""
        member = self._finder.find(sha256)
        path = self._object(sha256)
        if member is None and path.is_file():
            size = path.stat().st_size
            return Challenge(path=f"vault/{path.relative_to(self._folder)}", start=0, size=size)
        if member is None and (member := self._finder.search(sha256)) is None:
            return None
        name = pack_path(self._packs, member.pack).relative_to(self._folder)
        return Challenge(path=f"vault/{name}", start=member.offset, size=member.size)

    def _window(self, member: Member) -> Window:
        path = pack_path(self._packs, member.pack)
        with readable(path):
            return Window(path, member.offset, member.size)

    def __contains__(self, sha256: str) -> bool:
        """Tell whether an object is here, committed or pending."""
        return self._is_known(sha256) or self._finder.search(sha256) is not None

    def _is_known(self, sha256: str) -> bool:
        """Tell whether an object is here, as far as the index knows."""
        return sha256 in self._staged or self._in_packs(sha256) or self._object(sha256).exists()

    def _in_packs(self, sha256: str) -> bool:
        return sha256 in self._members or self._finder.find(sha256) is not None

    def _object(self, sha256: str) -> Path:
        if not is_sha256(sha256):
            raise NotFound(f"{sha256!r} is not a SHA-256")
        return object_path(self._objects, sha256)

    def extents(self, digests: Collection[str]) -> tuple[Extent, ...]:
        """Return where those of these objects stand that are members of packs."""
        members = (self._finder.find(each) or self._finder.search(each) for each in digests)
        return tuple(sorted(
            Extent(pack=member.pack, offset=member.offset - BLOCK, size=member.size)
            for member in members
            if member is not None
        ))  # fmt: skip

    def erase(self, digests: Collection[str], extents: Collection[Extent]) -> None:
        """Leave tombstones in packs; overwrite and remove large objects."""
        if self._members or self._staged or self._unsettled:
            raise UnavailableError(
                "something is being taken in", remedy="open the archive again: nothing was erased"
            )
        last, _ = parse_state(self._state)
        for place in sorted(extents):
            erase_member(self._packs, place, digests, sealed=place.pack < last)
        for sha256 in sorted(digests):
            erase_object(self._objects, sha256)
        self._finder.forget(digests)

    def check(
        self,
        wanted: Collection[str],
        *,
        erased: Collection[Extent] = (),
        reads: Reads = read_all,
        on_bytes: OnBytes = unheard,
        state: str | None = None,
    ) -> Iterator[Verdict]:
        """Look at every pack and object; name what is damaged, missing or stray."""
        until = None if state is None else parse_state(state)
        return VaultCheck(
            self._folder, wanted, erased=erased, reads=reads, on_bytes=on_bytes, state=until
        ).run()

    def beyond(self, state: str) -> Iterator[Verdict]:
        """Name what lies in packs beyond a state."""
        return VaultCheck(self._folder, (), state=parse_state(state)).beyond()

    def units(self) -> Iterator[Unit]:
        """Yield packs, then folders of large objects."""
        return units_in(self._folder)

    def size(self, unit: Unit) -> int:
        """Return how many bytes a unit has on the disk."""
        with readable(self._folder):
            return size_of(self._folder, unit)

    def open_pack(self, state: str) -> tuple[Unit, int] | None:
        """Return the open pack and its length; None where it has not been begun."""
        number, length = parse_state(state)
        return (pack_unit(number), length) if length else None

    def place(self, sha256: str) -> Place | None:
        """Return where an object stands."""
        if (member := self._finder.find(sha256)) is None:
            if self._object(sha256).exists():
                return Place(object_unit(sha256), 0)
            member = self._finder.search(sha256)
        return (
            None if member is None else Place(pack_unit(member.pack), member.offset + member.size)
        )

    def close(self) -> None:
        """Let go of the open pack and the index."""
        self._forget_pending()
        self._index.close()


def _copy(first: bytes, stream: Readable, descriptor: int, path: Path) -> Digests:
    """Write `first` and the rest of a stream; errors of the stream itself pass as they are."""
    hasher = Hasher()
    chunk = first
    while chunk:
        hasher.update(chunk)
        with storage_errors(path):
            write_all(descriptor, chunk)
        chunk = stream.read(CHUNK)
    return hasher.digests()


def _read_up_to(stream: Readable, limit: int) -> bytes:
    """Read until `limit` bytes or the end; a raw stream may give less than asked for."""
    parts: list[bytes] = []
    left = limit
    while left and (chunk := stream.read(left)):
        parts.append(chunk)
        left -= len(chunk)
    return b"".join(parts)
