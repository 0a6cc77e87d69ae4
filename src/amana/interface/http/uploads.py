"""Uploads as they come from a browser: words of a form, and files (RFC 7578).

The bytes go into one nameless file inside the archive's `work/` and are read from there: never into
the system's temporary folder, never by the name that they came with. The file has no name in any
folder, so whatever ends this process ends it, too. Memory stays flat for any size and number.
"""

from __future__ import annotations

import asyncio
import io
import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from multipart import (  # type: ignore[import-untyped]  # it brings no types
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
)

from amana.archive import NamedStream
from amana.core import UsageError
from amana.core.durable import make_folders, storage_errors, write_all

FILES = "files"
_BLOCK = 1 << 20
_MAX_WORD = 1 << 16
_MAX_WORDS = 1000
_MAX_HEADER = 1 << 16


class Upload(NamedTuple):
    """One file: its name as it was given, and where it stands in the spool."""

    name: str
    start: int
    end: int


class Uploads:
    """What one request brought: its words by field, and its files. Close it in the end."""

    def __init__(self, spool: BinaryIO) -> None:
        self._spool = spool
        self.words: dict[str, list[str]] = {}
        self.files: list[Upload] = []

    def __enter__(self) -> Self:
        """Return the uploads themselves."""
        return self

    def __exit__(self, *error: object) -> None:
        """Forget the bytes."""
        self.close()

    def close(self) -> None:
        """Forget the bytes."""
        self._spool.close()

    def streams(self) -> list[NamedStream]:
        """Return the files as streams, in the order in which they were sent."""
        return [
            NamedStream(name=each.name, stream=io.BufferedReader(_Slice(self._spool, each), _BLOCK))
            for each in self.files
        ]


class _Slice(io.RawIOBase):
    """The bytes of one upload in the spool, read without moving its position."""

    def __init__(self, spool: BinaryIO, upload: Upload) -> None:
        super().__init__()
        self._spool = spool
        self._at, self._end = upload.start, upload.end

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # any writable buffer
        """Read as much as is there and fits."""
        view = memoryview(buffer)[: self._end - self._at]
        read = os.preadv(self._spool.fileno(), [view], self._at) if view else 0
        self._at += read
        return read


async def take_uploads(chunks: AsyncIterator[bytes], boundary: str, folder: Path) -> Uploads:
    """Take in the body of a request; its bytes are kept in a nameless file in `folder`.

    Raises:
        UsageError: it is no complete multipart/form-data, or its words are too long or too many.
        StorageFull: no room.
    """
    make_folders(folder, 0o700)
    with storage_errors(folder):
        spool = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - closed by Uploads
    uploads = Uploads(spool)
    try:
        taking = _Taking(uploads, spool, folder)
        with PushMultipartParser(boundary, max_header_size=_MAX_HEADER) as parser:
            async for chunk in chunks:
                for event in parser.parse(chunk) if chunk else ():
                    taking.take(event)
                if taking.is_full:
                    await asyncio.to_thread(taking.write)
        await asyncio.to_thread(taking.write)
    except MultipartError as error:
        spool.close()
        raise UsageError(
            "the form did not come whole", remedy="send it again, as multipart/form-data"
        ) from error
    except BaseException:
        spool.close()
        raise
    return uploads


class _Taking:
    """Sorts the parts of a form into words and files as they come."""

    def __init__(self, uploads: Uploads, spool: BinaryIO, folder: Path) -> None:
        self._uploads = uploads
        self._spool = spool
        self._folder = folder
        self._block = bytearray()
        self._size = 0
        self._part = MultipartSegment([])
        self._start = 0
        self._word = bytearray()

    @property
    def is_full(self) -> bool:
        """Whether there is a block to be written."""
        return len(self._block) >= _BLOCK

    def write(self) -> None:
        """Write what is held in memory to the disk."""
        with storage_errors(self._folder):
            write_all(self._spool.fileno(), memoryview(self._block))
        self._block = bytearray()

    def take(self, event: MultipartSegment | bytes | None) -> None:
        """Take the beginning of a part, a run of its bytes, or its end."""
        if isinstance(event, MultipartSegment):
            self._part, self._start, self._word = event, self._size, bytearray()
        elif event is None:
            self._end()
        elif self._is_file:
            self._block += event
            self._size += len(event)
        else:
            self._word += event
            if len(self._word) > _MAX_WORD:
                raise UsageError(f"{self._part.name} is longer than {_MAX_WORD} bytes")

    @property
    def _is_file(self) -> bool:
        return bool(self._part.name == FILES)

    def _end(self) -> None:
        if not self._is_file:
            words = self._uploads.words.setdefault(str(self._part.name), [])
            try:
                words.append(self._word.decode("utf-8"))
            except UnicodeDecodeError:
                raise UsageError(f"{self._part.name} is not in UTF-8") from None
            if sum(map(len, self._uploads.words.values())) > _MAX_WORDS:
                raise UsageError(f"the form has more than {_MAX_WORDS} words")
        elif self._part.filename or self._size > self._start:
            # Browsers send a nameless, empty part where no file was chosen.
            name = self._part.filename or "unnamed"
            self._uploads.files.append(Upload(name, self._start, self._size))
