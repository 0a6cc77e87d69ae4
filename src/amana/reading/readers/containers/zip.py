"""The reader of ZIP archives (APPNOTE.TXT 6.3.10).

What is stored uncompressed is a slice of the archive, anything else is decompressed. A member that
is encrypted is opened with the passwords that were given, or told.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import datetime
from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.readers.containers.listing import Line, Listing
from amana.reading.readers.intake import BytesContent, Closed, Content, GiveUp, Outlet, stream
from amana.reading.wire import Budget, ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

_LOCAL = struct.Struct("<4s5H3I2H")
_ENCRYPTED, _UTF_8 = 0x1, 0x800
_PIECE = 1 << 20

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
    """One member: its entry, its name as it is spelled there, and where its bytes are."""

    info: zipfile.ZipInfo
    name: bytes
    start: int
    end: int


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read the list of members and hand them out.

    Raises:
        GiveUp: there is no central directory.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    try:
        archive = zipfile.ZipFile(stream(document))
    except BROKEN:
        raise GiveUp(Code.CONTAINER_BROKEN) from None
    members = [member_of(document, info) for info in archive.infolist()]
    listing, damaged, locked = Listing(order.budget), 0, 0
    for member in sorted(members, key=lambda one: one.info.header_offset):
        encoding = "utf-8" if member.info.flag_bits & _UTF_8 else None
        at = member.info.header_offset + _LOCAL.size
        listing.add(Line(member.name, at, at + len(member.name), encoding=encoding))
        if member.info.is_dir():
            continue
        try:
            hand_out(archive, member, order.passwords, out)
        except Locked:
            locked += 1
        except BROKEN:
            damaged += 1
    return listing.answer(
        (Told(Code.CHILDREN_LOCKED, locked), Told(Code.CHILDREN_DAMAGED, damaged))
    )


class Locked(Exception):
    """None of the passwords opens it."""


def member_of(document: Content, info: zipfile.ZipInfo) -> Member:
    """Return what an entry of the central directory leads to."""
    raw = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF_8 else "cp437")
    header = document.at(info.header_offset, _LOCAL.size)
    lengths = _LOCAL.unpack(header)[-2:] if len(header) == _LOCAL.size else (0, 0)
    start = info.header_offset + _LOCAL.size + sum(lengths)
    return Member(info, raw, start, start + info.compress_size)


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
    stored = info.compress_type == zipfile.ZIP_STORED and not encrypted
    row = ChildRow(
        path=member.name,
        derivation=Derivation.SLICE if stored else Derivation.DECOMPRESSED,
        start=member.start,
        end=member.end,
        declared=declared,
        modified=_moment(info),
    )
    if stored:
        with archive.open(info) as opened:  # for its checksum, and what lies on top of another
            for _ in iter(lambda: opened.read(_PIECE), b""):
                pass
        out.child(row)
        return
    password = _password(archive, info, passwords) if encrypted else None
    with archive.open(info, pwd=password) as opened:
        out.child(row, iter(lambda: opened.read(_PIECE), b""))


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
    return (("zlib", zlib.ZLIB_RUNTIME_VERSION),)


def warm() -> None:
    """Read an archive of our own and make sure of the result."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "a" * 100)
    document = BytesContent(file.getvalue())
    budget = Budget(text_chars=100, runs=10, pages=1, pixels=1)
    order = ReadOrder(family="zip", name="", size=document.size, budget=budget)
    if read(document, order, Closed()).text != "a.txt":
        raise RuntimeError("the reader of ZIP archives does not read its own sample")
