"""The reader of archives that the system's libarchive takes apart.

These are 7z, RAR 4 and 5, CAB, ISO 9660, AR and Debian packages, CPIO and RPM, LHA, and the streams
of `compress`, lzip and lz4. Encryption of 7z and RAR is not undone, only told.

libarchive calls back for bytes. Memory that can be executed cannot be had inside the sandbox, so
the two callbacks exist from the start, and what they read from is set for each document.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import NamedTuple

from libarchive import ffi  # type: ignore[import-untyped]  # no stubs
from libarchive.exception import ArchiveError  # type: ignore[import-untyped]  # no stubs

from amana.reading.notices import Code
from amana.reading.readers.containers.listing import Line, Listing, moment
from amana.reading.readers.intake import BytesContent, Content, GiveUp, Outlet
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

logging.getLogger("libarchive").disabled = True  # nobody could hear it in the sandbox

_CHUNK = 1 << 16
_PIECE = 1 << 20
_FAILED = -1
_SEEK_SIZE = 0x10000
_PACKED = ("gzip", "bzip2", "xz", "lzma", "zstd")
_FORMATS = {
    "application/x-7z-compressed": (("7zip",), ()),
    "application/vnd.rar": (("rar", "rar5"), ()),
    "application/vnd.ms-cab-compressed": (("cab",), ()),
    "application/x-iso9660-image": (("iso9660",), ()),
    "application/x-archive": (("ar",), ()),
    "application/vnd.debian.binary-package": (("ar",), ()),
    "application/x-cpio": (("cpio",), ()),
    "application/x-rpm": (("cpio",), ("rpm", *_PACKED)),
    "application/x-lzh-compressed": (("lha",), ()),
    "application/x-compress": (("raw",), ("compress",)),
    "application/x-lzip": (("raw",), ("lzip",)),
    "application/x-lz4": (("raw",), ("lz4",)),
    "application/zip": (("zip",), ()),
}
_UNPACKED = {"ar", "cpio", "iso9660"}
_MARKS = {
    stat.S_IFCHR: " (character device)",
    stat.S_IFBLK: " (block device)",
    stat.S_IFIFO: " (FIFO)",
    stat.S_IFSOCK: " (socket)",
}
_is_encrypted = ffi.ffi("entry_is_encrypted", [ffi.c_archive_entry_p], ctypes.c_int)
_has_encrypted = ffi.ffi("read_has_encrypted_entries", [ffi.c_archive_p], ctypes.c_int)
_add_passphrase = ffi.ffi(
    "read_add_passphrase", [ffi.c_archive_p, ctypes.c_char_p], ctypes.c_int, ffi.check_int
)


class _Feed:
    """What the callbacks read from; there is one document in a worker, and so there is one feed."""

    def __init__(self) -> None:
        self._buffer = ctypes.create_string_buffer(_CHUNK)
        self._address = ctypes.addressof(self._buffer)
        self._document: Content = BytesContent(b"")
        self._at = 0
        self.gave_up: GiveUp | None = None

    def open(self, document: Content) -> None:
        """Begin at the first byte of a document."""
        self._document, self._at, self.gave_up = document, 0, None

    def read(self, _archive: int, _context: int, pointer: ctypes._Pointer[ctypes.c_void_p]) -> int:
        """Put the next bytes in place and return how many (archive_read_open(3))."""
        try:
            data = self._document.at(self._at, _CHUNK)
        except GiveUp as gave_up:
            self.gave_up = gave_up
            return _FAILED
        ctypes.memmove(self._address, data, len(data))
        pointer[0] = ctypes.c_void_p(self._address)
        self._at += len(data)
        return len(data)

    def seek(self, _archive: int, _context: int, offset: int, whence: int) -> int:
        """Go to a place and return it."""
        base = (0, self._at, self._document.size)[whence] if 0 <= whence <= 2 else -1  # noqa: PLR2004 - SEEK_END
        if base < 0 or base + offset < 0:
            return _FAILED
        self._at = min(base + offset, self._document.size)
        return self._at


_feed = _Feed()
_READ = ffi.READ_CALLBACK(_feed.read)
_SEEK = ffi.SEEK_CALLBACK(_feed.seek)


class Entry(NamedTuple):
    """What stands in an archive next. `target` is where a link points."""

    name: bytes
    kind: int
    target: bytes
    mark: str
    modified: str | None
    locked: bool


class Archive:
    """An archive that is gone through once, from its first entry to its last."""

    def __init__(self, pointer: int) -> None:
        self._pointer = pointer
        self._entry = ctypes.c_void_p()
        self.damaged = 0

    def entries(self) -> Iterator[Entry]:
        """Yield the entries; where one is damaged beyond a way on, no more come."""
        while True:
            try:
                if ffi.read_next_header(self._pointer, self._entry) == ffi.ARCHIVE_EOF:
                    return
            except ArchiveError as error:
                self._judge(error)
                if error.retcode == ffi.ARCHIVE_FATAL:
                    return
                continue
            yield self._told()

    def _judge(self, error: ArchiveError) -> None:
        if _feed.gave_up:
            raise _feed.gave_up
        if error.errno == errno.ENOMEM:
            raise MemoryError
        self.damaged += 1

    def _told(self) -> Entry:
        entry = self._entry
        kind = stat.S_IFMT(ffi.entry_filetype(entry))
        hard = _bytes(ffi.entry_hardlink, ffi.entry_hardlink_w, entry)
        soft = _bytes(ffi.entry_symlink, ffi.entry_symlink_w, entry)
        return Entry(
            name=_bytes(ffi.entry_pathname, ffi.entry_pathname_w, entry),
            kind=kind,
            target=hard or soft,
            mark=" (hard link)" if hard else _MARKS.get(kind, ""),
            modified=moment(ffi.entry_mtime(entry) if ffi.entry_mtime_is_set(entry) else None),
            locked=bool(_is_encrypted(entry)),
        )

    @property
    def locked(self) -> bool:
        """Whether something in it is encrypted, as far as that is known by now."""
        return bool(_has_encrypted(self._pointer) > 0)

    def pieces(self) -> Iterator[bytes]:
        """Yield the content of the entry, holes filled with zeros.

        Raises:
            ArchiveError: it is damaged, locked, or packed in a way that libarchive does not know.
        """
        address, size, offset = ctypes.c_void_p(), ctypes.c_size_t(), ctypes.c_longlong()
        at = 0
        while ffi.read_data_block(self._pointer, address, size, offset) != ffi.ARCHIVE_EOF:
            for hole in range(at, offset.value, _PIECE):
                yield bytes(min(_PIECE, offset.value - hole))
            if size.value and address.value:
                yield ctypes.string_at(address.value, size.value)
            at = max(at, offset.value) + size.value


def _bytes(
    spelled: Callable[[ctypes.c_void_p], bytes | None],
    wide: Callable[[ctypes.c_void_p], str | None],
    entry: ctypes.c_void_p,
) -> bytes:
    """Return a name as it is spelled, or where it cannot be, as UTF-8."""
    raw = spelled(entry)
    if raw is not None:
        return raw
    try:
        return (wide(entry) or "").encode("utf-8", "surrogatepass")
    except ValueError:  # no characters at all
        return b""


@contextmanager
def opened(
    document: Content, media_type: str, passwords: tuple[str, ...] = ()
) -> Iterator[Archive]:
    """Open an archive of a kind; the passwords are tried on what is encrypted.

    Raises:
        ArchiveError: it is none.
        GiveUp: it is not packed as its kind is.
    """
    formats, filters = _FORMATS[media_type]
    pointer = ffi.read_new()
    try:
        for name in formats:
            ffi.get_read_format_function(name)(pointer)
        for name in filters:
            ffi.get_read_filter_function(name)(pointer)
        for password in passwords:
            _add_passphrase(pointer, password.encode())
        _feed.open(document)
        ffi.read_set_seek_callback(pointer, _SEEK)
        ffi.read_open(pointer, None, ffi.NO_OPEN_CB, _READ, ffi.NO_CLOSE_CB)
        if filters and ffi.filter_count(pointer) == 1:
            raise GiveUp(Code.CONTAINER_BROKEN)  # it would be passed on as it is
        yield Archive(pointer)
    finally:
        ffi.read_free(pointer)


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """List what is inside and hand out the files.

    Raises:
        GiveUp: the list cannot be read, or only with a password.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    media_type = order.media_type if order.media_type in _FORMATS else _guessed(document)
    try:
        with opened(document, media_type) as archive:
            return _read(archive, order, out, media_type)
    except ArchiveError:
        raise (_feed.gave_up or GiveUp(Code.CONTAINER_BROKEN)) from None


def _guessed(document: Content) -> str:
    """Return a kind by the first bytes, where the order names none."""
    head = document.at(0, 8)
    return "application/x-archive" if head == b"!<arch>\n" else "application/x-7z-compressed"


def _read(archive: Archive, order: ReadOrder, out: Outlet, media_type: str) -> TextAnswer:
    listing, locked, damaged, listed = Listing(order.budget), 0, 0, 0
    plain = _FORMATS[media_type][0][0] in _UNPACKED and not _FORMATS[media_type][1]
    stream = _FORMATS[media_type][0] == ("raw",)
    for entry in archive.entries():
        name = _without_ending(order.name).encode() if stream else entry.name
        folder = b"/" if entry.kind == stat.S_IFDIR and not name.endswith(b"/") else b""
        listing.add(Line(name + folder, 0, 0, entry.mark, entry.target))
        listed += 1
        if entry.kind not in {stat.S_IFREG, 0} or entry.target:
            continue
        if entry.locked:  # of what is stored, libarchive would give the encrypted bytes
            locked += 1
            continue
        row = ChildRow(
            path=name,
            derivation=Derivation.DECODED if plain else Derivation.DECOMPRESSED,
            modified=entry.modified,
        )
        damaged += not hand_out(archive, row, out)
    if not listed and archive.locked:
        raise GiveUp(Code.CONTAINER_LOCKED)
    if not listed and archive.damaged:
        raise GiveUp(Code.CONTAINER_BROKEN)
    damaged += archive.damaged
    return listing.answer(
        (Told(Code.CHILDREN_LOCKED, locked), Told(Code.CHILDREN_DAMAGED, damaged))
    )


def hand_out(archive: Archive, row: ChildRow, out: Outlet) -> bool:
    """Hand out the entry that is next; return False when it cannot be read."""
    pieces = archive.pieces()
    try:
        first = next(pieces, b"")  # so that what cannot be read at all does not begin
        out.child(row, chain((first,), pieces))
    except ArchiveError as error:
        if _feed.gave_up:
            raise _feed.gave_up from None
        if error.errno == errno.ENOMEM:
            raise MemoryError from None
        return False
    return True


def _without_ending(name: str) -> str:
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    return stem if dot and stem else ending


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what takes archives apart."""
    return (("libarchive", str(ffi.version_number())),)


_SAMPLE = b"!<arch>\na.txt/          1700000000  0     0     100644  3         `\nabc\n"


def warm() -> None:
    """Read an archive of our own and make sure of the result."""
    must_read(read, "libarchive", _SAMPLE, "a.txt", media_type="application/x-archive")
