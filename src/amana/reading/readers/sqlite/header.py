"""The first 100 bytes of a SQLite database (Database File Format, section 1.3)."""

from __future__ import annotations

import struct
from typing import NamedTuple

from amana.reading.readers.facts import Facts

SIZE = 100
_FIELDS = struct.Struct(">16sHBB4B" + "12I")
_LATE = struct.Struct(">2I")
_ENCODINGS = {1: "utf-8", 2: "utf-16le", 3: "utf-16be"}
_LOGGED = 2
_SMALLEST, _LARGEST = 512, 65_536
_WRITTEN_AT = 18
ROLLBACK = b"\x01\x01"


class Header(NamedTuple):
    """What the header says.

    `pages` is the size of the database in pages, `free` of how many of them nothing is in use,
    `logged` whether changes are first written to a log beside the database.
    """

    page_size: int
    pages: int
    free: int
    logged: bool
    encoding: str
    user_version: int
    application: int
    written_by: int


def header_of(head: bytes, size: int) -> Header | None:
    """Return the header of a database of `size` bytes, or None where it cannot be one.

    Versions before 3.7.0 did not keep the number of pages: then it is that of the file.
    """
    if len(head) < SIZE:
        return None
    fields = _FIELDS.unpack_from(head)
    page_size, writes, reads = fields[1:4]
    changes, pages, _trunk, free = fields[8:12]
    encoding, user_version, _vacuum, application = fields[16:20]
    valid_for, written_by = _LATE.unpack_from(head, 92)
    page_size = _LARGEST if page_size == 1 else page_size
    if page_size < _SMALLEST or page_size & (page_size - 1):
        return None
    if not pages or valid_for != changes:
        pages = size // page_size
    return Header(
        page_size=page_size,
        pages=pages,
        free=free,
        logged=_LOGGED in (writes, reads),
        encoding=_ENCODINGS.get(encoding, "utf-8"),
        user_version=user_version,
        application=application,
        written_by=written_by,
    )


def tell(header: Header, facts: Facts) -> None:
    """Keep what the header says."""
    facts.add("sqlite:page-size", header.page_size)
    facts.add("sqlite:pages", header.pages)
    facts.add("sqlite:free-pages", header.free)
    facts.add("sqlite:encoding", header.encoding)
    facts.add("sqlite:journal", "wal" if header.logged else "rollback")
    if header.user_version:
        facts.add("sqlite:user-version", header.user_version)
    if header.application:
        name = header.application.to_bytes(4, "big")
        shown = name.decode() if name.isalnum() and name.isascii() else f"{header.application:#x}"
        facts.add("sqlite:application-id", shown)
    if header.written_by:
        version, rest = divmod(header.written_by, 1_000_000)
        facts.add("sqlite:written-by", f"SQLite {version}.{rest // 1000}.{rest % 1000}")


def without_log(data: bytearray) -> None:
    """Say in the header that there is no log: a database in memory has none, and will not open."""
    data[_WRITTEN_AT : _WRITTEN_AT + 2] = ROLLBACK
