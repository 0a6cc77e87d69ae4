"""A ZIP archive whose bytes are decided by what goes into it: members in order, one moment.

ZIP (PKWARE APPNOTE 6.3) as WACZ 1.1.1 wants it: what is packed already is stored, the rest
deflated. Digests are taken while the bytes go by.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from amana.core import CHUNK
from amana.core.durable import storage_errors, sync_folder

_STORED = frozenset({".gz", ".png"})
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
_FIRST_YEAR, _LAST_YEAR = 1980, 2107
_LARGE = 1 << 31


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A member that was written: its path in the archive, and the SHA-256 and size of its bytes."""

    path: str
    sha256: str
    bytes: int


class Package:
    """An archive that is being written, at its place only when it is whole."""

    def __init__(self, into: Path, at: str) -> None:
        """Begin; `at` is the moment (RFC 3339) that every member bears."""
        self._into = into
        self._beside = into.with_name(f"{into.name}.part")
        self._at = _zip_moment(at)
        self.members: list[Member] = []

    def __enter__(self) -> Self:
        """Open the file beside the place."""
        with storage_errors(self._into):
            self._file = self._beside.open("wb")
        self._zip = zipfile.ZipFile(self._file, "w")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Make it durable and put it in its place; after an error remove it."""
        if kind is not None:
            with contextlib.suppress(OSError, ValueError):  # of a disk that is full
                self._zip.close()
            with contextlib.suppress(OSError):
                self._file.close()
            self._beside.unlink(missing_ok=True)
            return
        with storage_errors(self._into):
            self._zip.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._beside.rename(self._into)
            sync_folder(self._into.parent)

    def add(self, path: str, content: bytes) -> Member:
        """Add a member from its bytes."""
        return self.add_pieces(path, (content,), len(content))

    def add_file(self, path: str, file: Path, size: int) -> Member:
        """Add the first `size` bytes of a file."""
        return self.add_pieces(path, pieces_of(file, size), size)

    def add_pieces(self, path: str, pieces: Iterable[bytes], size: int) -> Member:
        """Add a member piece by piece; `size` tells only whether it is large."""
        about = zipfile.ZipInfo(path, self._at)
        stored = Path(path).suffix in _STORED
        about.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        about.create_system = _UNIX
        about.external_attr = _PLAIN_FILE
        digest, written = hashlib.sha256(), 0
        with (
            storage_errors(self._into),
            self._zip.open(about, "w", force_zip64=size >= _LARGE) as member,
        ):
            for piece in pieces:
                digest.update(piece)
                written += len(piece)
                member.write(piece)
        told = Member(path=path, sha256=digest.hexdigest(), bytes=written)
        self.members.append(told)
        return told


def pieces_of(path: Path, size: int, start: int = 0) -> Iterator[bytes]:
    """Yield `size` bytes of a file from `start` on, or what there is of them."""
    with path.open("rb") as file:
        file.seek(start)
        while size and (piece := file.read(min(CHUNK, size))):
            size -= len(piece)
            yield piece


def _zip_moment(at: str) -> tuple[int, int, int, int, int, int]:
    """Return a moment as ZIP tells it, in UTC and to two seconds; 1980 where it cannot."""
    try:
        moment = datetime.fromisoformat(at).astimezone(UTC)
    except ValueError:
        moment = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        moment = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    return (*moment.timetuple()[:5], moment.second // 2 * 2)
