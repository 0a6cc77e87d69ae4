"""The reader of TAR archives: v7, ustar and pax (POSIX.1-2008 pax, Extended Description), GNU.

A member is a slice of the archive, unless it is sparse: then its holes are put back. Links, devices
and FIFOs are listed with where they point; they are never followed and have no bytes of their own.
"""

from __future__ import annotations

import io
import sys
import tarfile
from collections.abc import Iterator
from typing import NamedTuple, cast

from amana.reading.notices import Code
from amana.reading.readers.containers.gaps import without_padding
from amana.reading.readers.containers.listing import Line, Listing, moment
from amana.reading.readers.intake import Content, GiveUp, Outlet, stream
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

_BLOCK = tarfile.BLOCKSIZE
_PIECE = 1 << 20
_NAMED = 1 << 16  # a name with its long headers stands within this
_MARKS = {
    tarfile.CHRTYPE: " (character device)",
    tarfile.BLKTYPE: " (block device)",
    tarfile.FIFOTYPE: " (FIFO)",
    tarfile.LNKTYPE: " (hard link)",
}
_BROKEN = (tarfile.TarError, ValueError, OverflowError, IndexError, UnicodeError)


class Member(NamedTuple):
    """One member, and the bytes of the archive that hold its headers and its content."""

    info: tarfile.TarInfo
    start: int
    data: int
    end: int


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """List the members and hand out those that are files.

    Raises:
        GiveUp: there is no member in it, and something else.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    listing, last, cut, damaged = Listing(order.budget), 0, 0, 0
    for member in _members(document):
        listing.gap(*without_padding(document, last, member.start))
        last = min(member.end + -member.end % _BLOCK, document.size)
        listing.add(_line(member))
        if _has_content(member.info):
            damaged += not _hand_out(document, member, out)
            cut += member.end > document.size
    listing.gap(*without_padding(document, last, document.size))
    answer = listing.answer((Told(Code.CHILDREN_CUT, cut), Told(Code.CHILDREN_DAMAGED, damaged)))
    if not answer.text and answer.metadata:
        raise GiveUp(Code.CONTAINER_BROKEN)
    return answer


def _members(document: Content) -> Iterator[Member]:
    """Yield members in order; where a header is damaged, look for the next one block by block."""
    archive = tarfile.TarFile(
        fileobj=io.BytesIO(bytes(2 * _BLOCK)), encoding="utf-8", errors="surrogateescape"
    )
    file = stream(document)
    archive.fileobj = file
    at = 0
    while at + _BLOCK <= document.size:
        file.seek(at)
        try:
            info = tarfile.TarInfo.fromtarfile(archive)
            member = Member(info, at, info.offset_data, info.offset_data + _stored(info))
        except _BROKEN:
            at += _BLOCK
            continue
        if not at < member.data <= member.end:
            at += _BLOCK
            continue
        yield member
        at = member.end + -member.end % _BLOCK


def _stored(info: tarfile.TarInfo) -> int:
    """Return how many bytes of content stand in the archive."""
    if info.sparse is not None:
        return sum(length for _, length in _parts(info))
    return info.size if _has_content(info) else 0


def _parts(info: tarfile.TarInfo) -> list[tuple[int, int]]:
    """Return where the parts of a sparse file stand in it, and their lengths."""
    parts = cast("list[tuple[int, int]]", info.sparse or ())  # the stubs know it as bytes
    return [(start, length) for start, length in parts if length]


def _has_content(info: tarfile.TarInfo) -> bool:
    return info.isreg() or info.type not in tarfile.SUPPORTED_TYPES


def _line(member: Member) -> Line:
    info = member.info
    name = _raw(info.name) + (b"/" if info.isdir() else b"")
    target = _raw(info.linkname) if info.issym() or info.islnk() else b""
    mark = _MARKS.get(info.type, "")
    return Line(name, member.start, min(member.data, member.start + _NAMED), mark, target)


def _raw(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _hand_out(document: Content, member: Member, out: Outlet) -> bool:
    """Hand out a file; return False when its map of holes contradicts itself."""
    info, end = member.info, min(member.end, document.size)
    sparse = info.sparse is not None
    row = ChildRow(
        path=_raw(info.name),
        derivation=Derivation.DECODED if sparse else Derivation.SLICE,
        start=min(member.data, end),
        end=end,
        modified=moment(info.mtime),
    )
    if not sparse:
        out.child(row)
        return True
    try:
        out.child(row, _with_holes(document, member))
    except _HolesContradict:
        return False
    return True


class _HolesContradict(Exception):
    """The parts of a sparse file overlap or go beyond its end."""


def _with_holes(document: Content, member: Member) -> Iterator[bytes]:
    written, at = 0, member.data
    for start, length in _parts(member.info):
        if start < written or length < 0 or start + length > member.info.size:
            raise _HolesContradict
        yield from _zeros(start - written)
        for place in range(at, at + length, _PIECE):
            yield document.at(place, min(_PIECE, at + length - place))
        written, at = start + length, at + length
    yield from _zeros(member.info.size - written)


def _zeros(length: int) -> Iterator[bytes]:
    for done in range(0, length, _PIECE):
        yield bytes(min(_PIECE, length - done))


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what takes the headers apart: the standard library."""
    return (("python", ".".join(map(str, sys.version_info[:3]))),)


def warm() -> None:
    """Read an archive of our own and make sure of the result."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("\u0643" * 120)
        info.size = 3
        archive.addfile(info, io.BytesIO(b"abc"))
    must_read(read, "tar", file.getvalue(), "\u0643" * 120)
