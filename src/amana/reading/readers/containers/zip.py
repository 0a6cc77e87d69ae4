"""The reader of ZIP archives (APPNOTE.TXT 6.3.10).

What is stored uncompressed is a slice of the archive, anything else is decompressed. A member that
is encrypted is opened with the passwords that were given, or told. What this reader does not know
goes to a second one.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import Counter
from datetime import datetime
from typing import NamedTuple

from msgspec import structs

from amana.reading.notices import Code
from amana.reading.readers.containers import libarchive, zip_second
from amana.reading.readers.containers.listing import Line, Listing, encoding_of_names, shown
from amana.reading.readers.containers.zip_layout import (
    LOCAL,
    UTF_8,
    directory_is_encrypted,
    layout,
    unicode_path,
)
from amana.reading.readers.intake import Content, GiveUp, Outlet, stream
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

_ENCRYPTED, _STRONGLY = 0x1, 0x40
_AES = 99
_KNOWN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
_PIECE = 1 << 20
_COMMENT = 4000

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    struct.error,
)
"""What taking apart a damaged archive may raise."""


class Member(NamedTuple):
    """One member: its entry, its name as it is spelled there, and where its bytes are.

    `path` is the name in UTF-8 where the archive states one beside the other.
    """

    info: zipfile.ZipInfo
    name: bytes
    start: int
    end: int
    path: bytes


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read the list of members and hand them out.

    Raises:
        GiveUp: there is no member that could be found, or only with a password.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    try:
        archive = zipfile.ZipFile(stream(document))
    except BROKEN:
        return _without_directory(document, order, out)
    with archive:
        return _by_directory(archive, document, order, out)


def _by_directory(
    archive: zipfile.ZipFile, document: Content, order: ReadOrder, out: Outlet
) -> TextAnswer:
    members = [member_of(document, info) for info in archive.infolist()]
    members.sort(key=lambda one: one.info.header_offset)
    listing, counts = Listing(order.budget), Counter[Code]()
    laid = layout(document, members, archive.start_dir, listing.gap)
    others: list[Member] = []
    for member in members:
        listing.add(_line(member, document.size))
        if member.name.endswith(b"/"):
            continue
        if member.info.compress_type not in _KNOWN and not member.info.flag_bits & _STRONGLY:
            others.append(member)
            continue
        try:
            hand_out(archive, member, order.passwords, out)
        except Locked:
            counts[Code.CHILDREN_LOCKED] += 1
        except BROKEN:
            counts[Code.CHILDREN_DAMAGED] += 1
    _take_others(document, others, order.passwords, out, counts)
    counts[Code.DESCRIPTIONS_DIFFER] = laid.contradicted
    counts[Code.NAMES_REPEATED] = laid.repeated
    counts[Code.MEMBERS_OVERLAP] = laid.overlapping
    comment = shown(laid.comment, encoding_of_names([laid.comment]))[:_COMMENT]
    about = [("zip:comment", comment)] if comment else []
    return listing.answer((Told(code, n) for code, n in sorted(counts.items())), about)


def _line(member: Member, size: int) -> Line:
    at = max(0, member.info.header_offset + LOCAL.size)
    utf_8 = member.info.flag_bits & UTF_8 or member.path != member.name
    encoding = "utf-8" if utf_8 else None
    return Line(member.path, at, min(at + len(member.name), size), encoding=encoding)


def _take_others(
    document: Content,
    members: list[Member],
    passwords: tuple[str, ...],
    out: Outlet,
    counts: Counter[Code],
) -> None:
    """Let the second reader take what is encrypted with AES or packed in another method."""
    locked = [one for one in members if one.info.compress_type == _AES]
    open_ones = [one for one in members if one.info.compress_type != _AES]
    for some, code in ((locked, Code.CHILDREN_LOCKED), (open_ones, Code.CHILDREN_UNSUPPORTED)):
        if some and (passwords or some is open_ones):
            rows = (structs.replace(_row(one), path=one.name) for one in some)
            counts[code] += len(some) - zip_second.take_others(document, rows, passwords, out)
        else:
            counts[code] += len(some)


def _without_directory(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read an archive that has lost its central directory, member by member."""
    if directory_is_encrypted(document):
        raise GiveUp(Code.CONTAINER_LOCKED)
    listing = Listing(order.budget)
    counts = zip_second.take_all(document, listing, order.passwords, out)
    if not counts["listed"]:
        raise GiveUp(Code.CONTAINER_BROKEN)
    return listing.answer(
        (
            Told(Code.LIST_MISSING, 1),
            Told(Code.CHILDREN_LOCKED, counts["locked"]),
            Told(Code.CHILDREN_DAMAGED, counts["damaged"]),
        )
    )


class Locked(Exception):
    """None of the passwords opens it."""


def member_of(document: Content, info: zipfile.ZipInfo) -> Member:
    """Return what an entry of the central directory leads to."""
    spelled = "utf-8" if info.flag_bits & UTF_8 else "cp437"
    raw = info.orig_filename.encode(spelled)
    place = max(0, info.header_offset)  # one that lies may be negative, or behind the end
    header = document.at(place, LOCAL.size)
    name_size, extra_size = LOCAL.unpack(header)[-2:] if len(header) == LOCAL.size else (0, 0)
    start = place + LOCAL.size
    local = document.at(start, name_size)
    if local != raw:  # zipfile would not open it; that it differs is told
        info.orig_filename = local.decode(spelled, "replace")
    start = min(start + name_size + extra_size, document.size)
    end = min(start + info.compress_size, document.size)
    path = unicode_path(info.extra, raw) or raw
    return Member(info, raw, start, end, path)


def hand_out(
    archive: zipfile.ZipFile,
    member: Member,
    passwords: tuple[str, ...],
    out: Outlet,
    declared: str | None = None,
) -> None:
    """Hand out one member.

    Raises:
        Locked: it is encrypted, and no password opens it.
        Exception: one of `BROKEN`, where it is damaged.
    """
    info = member.info
    encrypted = bool(info.flag_bits & _ENCRYPTED)
    if encrypted and info.flag_bits & _STRONGLY:
        raise Locked
    stored = info.compress_type == zipfile.ZIP_STORED and not encrypted
    row = _row(member, declared, stored=stored)
    if stored:
        with archive.open(info) as opened:  # for its checksum, and what lies on top of another
            for _ in iter(lambda: opened.read(_PIECE), b""):
                pass
        out.child(row)
        return
    password = _password(archive, info, passwords) if encrypted else None
    with archive.open(info, pwd=password) as opened:
        out.child(row, iter(lambda: opened.read(_PIECE), b""))


def _row(member: Member, declared: str | None = None, *, stored: bool = False) -> ChildRow:
    return ChildRow(
        path=member.path,
        derivation=Derivation.SLICE if stored else Derivation.DECOMPRESSED,
        start=member.start,
        end=member.end,
        declared=declared,
        modified=_moment(member.info),
    )


def _password(archive: zipfile.ZipFile, info: zipfile.ZipInfo, passwords: tuple[str, ...]) -> bytes:
    for password in passwords:
        try:
            with archive.open(info, pwd=password.encode()) as opened:
                for _ in iter(lambda: opened.read(_PIECE), b""):
                    pass
        except BROKEN:
            continue
        return password.encode()
    raise Locked


def _moment(info: zipfile.ZipInfo) -> str | None:
    """Return the date of a member in EDTF, to two seconds, in whatever zone it was written."""
    try:
        return datetime(*info.date_time).isoformat()  # noqa: DTZ001 - ZIP states no zone
    except ValueError:
        return None


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what decompresses."""
    return (("zlib", zlib.ZLIB_RUNTIME_VERSION), *libarchive.libraries())


def warm() -> None:
    """Read an archive of our own and make sure of the result."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "a" * 100)
    must_read(read, "zip", file.getvalue(), "a.txt")
