"""WARC/1.1 (ISO 28500:2017): each record a gzip member, written to its end or not at all.

A block is written exactly as it went over the wire. The payload digest is that of the bytes after
the head, as they were sent: with their chunks, as all tools of the field compute it.
"""

from __future__ import annotations

import asyncio
import os
import uuid
import zlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from amana.acquire.capture.accounts import Truncated
from amana.acquire.capture.spools import Spool

REQUEST = "application/http; msgtype=request"
RESPONSE = "application/http; msgtype=response"
FIELDS = "application/warc-fields"

FAST, THOROUGH = 1, 6
_GZIP = 31  # zlib's number for a gzip member with the largest window
_SHORT = 1 << 18
_WRITE = 1 << 20


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One record that is to be written; `fields` are those beside the ones every record has."""

    kind: str
    at: str
    content_type: str
    spool: Spool
    url: str | None = None
    identifier: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    truncated: Truncated | None = None
    payload: bool = False
    level: int = THOROUGH


class Placed(msgspec.Struct, frozen=True):
    """Where a record lies in the file."""

    identifier: str
    offset: int
    length: int


def new_identifier() -> str:
    """Return a new WARC-Record-ID."""
    return f"<urn:uuid:{uuid.uuid4()}>"


class Warc:
    """A file of records that grows; every member that was placed can be read, whatever comes."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
        self._turn = asyncio.Lock()
        self.size = 0

    async def place(self, *blocks: Block) -> list[Placed]:
        """Write records, one directly after the other.

        Raises:
            OSError: the disk does not take them; the file ends after the last whole record.
        """
        async with self._turn:
            if sum(block.spool.size for block in blocks) <= _SHORT:
                return [self._write(block) for block in blocks]
            return await asyncio.to_thread(lambda: [self._write(block) for block in blocks])

    def _write(self, block: Block) -> Placed:
        start = self.size
        identifier = block.identifier or new_identifier()
        packed = zlib.compressobj(block.level, zlib.DEFLATED, _GZIP)
        waiting = bytearray(packed.compress(_head(block, identifier)))
        try:
            for piece in block.spool.pieces():
                waiting += packed.compress(piece)
                if len(waiting) > _WRITE:
                    self._append(waiting)
                    waiting.clear()
            waiting += packed.compress(b"\r\n\r\n") + packed.flush()
            self._append(waiting)
        except OSError:
            if self._descriptor < 0:
                raise
            os.ftruncate(self._descriptor, start)
            os.lseek(self._descriptor, start, os.SEEK_SET)
            self.size = start
            raise
        return Placed(identifier, start, self.size - start)

    def _append(self, data: bytearray) -> None:
        at = 0
        while at < len(data):
            with memoryview(data) as view:
                at += os.write(self._descriptor, view[at:])
        self.size += at

    async def close(self) -> None:
        """Make what was written durable."""
        async with self._turn:
            descriptor, self._descriptor = self._descriptor, -1  # what comes too late must fail
            try:
                await asyncio.to_thread(os.fdatasync, descriptor)
            finally:
                os.close(descriptor)


def _head(block: Block, identifier: str) -> bytes:
    digested = block.spool.digested
    lines = [("WARC-Type", block.kind), ("WARC-Record-ID", identifier), ("WARC-Date", block.at)]
    if block.url is not None:
        lines.append(("WARC-Target-URI", block.url))
    lines += block.fields
    if block.truncated is not None:
        lines.append(("WARC-Truncated", block.truncated))
    lines.append(("WARC-Block-Digest", f"sha256:{digested.sha256}"))
    if block.payload:
        lines.append(("WARC-Payload-Digest", f"sha256:{block.spool.payload}"))
    lines += [("Content-Type", block.content_type), ("Content-Length", str(digested.bytes))]
    text = "".join(f"{name}: {value}\r\n" for name, value in lines)
    return f"WARC/1.1\r\n{text}\r\n".encode()


def fields_of(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Return a block of `application/warc-fields` (ISO 28500:2017 section 4)."""
    return "".join(f"{name}: {value}\r\n" for name, value in pairs).encode()
