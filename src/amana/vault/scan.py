"""Walking a pack from member to member, as a stranger's `tar` would, but telling what is wrong."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from amana.core import CHUNK, IntegrityError
from amana.vault.packs import Member, pack_path
from amana.vault.ports import Extent
from amana.vault.units import OnBytes, unheard
from amana.vault.ustar import BLOCK, END, ERASED, extent, padding, parse

_BUFFER = 1 << 18
_STRAY = "holds bytes that are no member, or a damaged header"
_BAD_END = "ends in two blocks that are neither a member nor zero"


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch of a pack: a member, a tombstone, or bytes that are neither (`detail`: why).

    `read` tells whether the bytes of the member were hashed.
    """

    offset: int
    size: int
    member: Member | None = None
    tombstone: Extent | None = None
    detail: str | None = None
    read: bool = False

    @property
    def place(self) -> str:
        """Where it begins. Of a member, that is not where its bytes first differ."""
        what = "from" if self.member is None and self.tombstone is None else "member at"
        return f"{what} byte {self.offset}"


def scan_pack(
    folder: Path,
    number: int,
    *,
    is_open: bool,
    hash_bytes: bool,
    start: int = 0,
    until: int | None = None,
    only: Callable[[str], bool] = lambda _: True,
    on_bytes: OnBytes = unheard,
) -> Iterator[Scan]:
    """Walk a pack from byte `start`; with `hash_bytes`, re-read and hash the members of `only`.

    With `until`, the pack is taken to end there: what follows is being written.

    A damaged header loses the count of the walk; the next canonical header resumes it, and the
    stretch between is reported. (It may be a header inside a member that is a pack itself: only
    `hash_bytes` tells whether a member that follows a damaged stretch is what it says.)

    Raises:
        IntegrityError: the pack cannot be read.
    """
    path = pack_path(folder, number)
    with readable(path), path.open("rb", _BUFFER) as pack:
        total = path.stat().st_size if until is None else min(until, path.stat().st_size)
        at = start
        while at < total:
            pack.seek(at)
            if total - at == len(END) and pack.read(len(END)) == END:
                if is_open:
                    yield Scan(offset=at, size=len(END), detail="is sealed, but no pack follows")
                return
            pack.seek(at)
            try:
                name, size = parse(pack.read(BLOCK))
            except IntegrityError:
                until = _next_header(pack, at + BLOCK, total)
                if until == total and not is_open:
                    until = _seal(pack, at, total)
                bad_end = not is_open and until == total == at + len(END)
                yield Scan(offset=at, size=until - at, detail=_BAD_END if bad_end else _STRAY)
                if bad_end:
                    return
                at = until
                continue
            place = Extent(pack=number, offset=at, size=size)
            yield _stretch(
                pack, name, place, total, on_bytes=on_bytes if hash_bytes else None, only=only
            )
            at += extent(size)
        if not is_open:
            yield Scan(offset=total, size=0, detail="is not sealed")


def _stretch(
    pack: BinaryIO,
    name: str,
    place: Extent,
    total: int,
    *,
    on_bytes: OnBytes | None,
    only: Callable[[str], bool],
) -> Scan:
    """Return the member or tombstone at `place`, whose content `pack` stands before.

    With `on_bytes`, its bytes are read: of members, where `only` says so.
    """
    whole = place.offset + extent(place.size) <= total
    detail = None if whole else "ends inside a member"
    size = place.size if whole else total - place.offset
    if name == ERASED:
        if whole and on_bytes and not _is_zero(pack, extent(place.size) - BLOCK, on_bytes):
            detail = "is named erased, but its bytes are still there"
        return Scan(offset=place.offset, size=size, tombstone=place, detail=detail)
    at = place.offset + BLOCK
    member = Member(sha256=name, pack=place.pack, offset=at, size=place.size)
    read = whole and on_bytes is not None and only(name)
    if read and on_bytes is not None:
        detail = _damage(pack, member, on_bytes)
    return Scan(offset=place.offset, size=size, member=member, detail=detail, read=read)


def _is_zero(pack: BinaryIO, left: int, on_bytes: OnBytes) -> bool:
    while left and (chunk := pack.read(min(left, CHUNK))):
        on_bytes(len(chunk))
        if chunk.count(0) != len(chunk):
            return False
        left -= len(chunk)
    return True


@contextlib.contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn a refusal of the file system to read `path` into an error that says what to do.

    Raises:
        IntegrityError: the file system gave an error.
    """
    try:
        yield
    except OSError as error:
        raise IntegrityError(
            f"{path.name} cannot be read: {error.strerror}",
            remedy="check the disk and the permissions of the archive; `amana check` tells what "
            "else is affected",
        ) from error


def _damage(pack: BinaryIO, member: Member, on_bytes: OnBytes) -> str | None:
    """Return what is wrong with the bytes of a member, which `pack` stands before."""
    digest = hashlib.sha256()
    left = member.size
    while left and (chunk := pack.read(min(left, CHUNK))):
        digest.update(chunk)
        left -= len(chunk)
        on_bytes(len(chunk))
    if digest.hexdigest() != member.sha256:
        return "has other bytes than when it was taken in"
    zeros = padding(member.size)
    return None if pack.read(len(zeros)) == zeros else "has padding that is not zero"


def _next_header(pack: BinaryIO, at: int, total: int) -> int:
    """Return the offset of the next canonical header from `at` on, or the end."""
    pack.seek(at)
    while at < total:
        try:
            parse(pack.read(BLOCK))
        except IntegrityError:
            at += BLOCK
        else:
            return at
    return total


def _seal(pack: BinaryIO, at: int, total: int) -> int:
    """Return where the two zero blocks begin behind a damaged stretch, or the end without them."""
    pack.seek(max(at + BLOCK, total - len(END)))
    return total - len(END) if pack.read() == END else total
