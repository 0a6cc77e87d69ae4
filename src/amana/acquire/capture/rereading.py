"""The recording read again: every record of data.warc.gz, with digests computed from its bytes.

What a bundle says of a record is what was found here, never what was noted while it was recorded.
The file is that of our own recorder: one record to a gzip member (ISO 28500:2017 annex D.2), so a
torn last member is what a crash left, and ends the walk. Memory does not grow with the records.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

_PIECE = 1 << 18
_LONGEST_HEADER = 16 << 20
"""Of the named fields of a record; an address of a megabyte is no reason to lose it."""

_LONGEST_HEAD = 1 << 20
_MOST_BODY = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS


_HEAD = re.compile(rb"[\r\n]*[^\r\n](?s:.*?)\n\r?\n")
"""The head of a message, also where a server ends its lines without a carriage return."""

_STATUS = re.compile(rb"[\r\n]*HTTP/", re.IGNORECASE)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One record as it was found.

    `offset` and `length` are its bytes in the file; `sha256` and `size` are of its block. Of a
    response, `status`, `media_type` and `payload` (SHA-256 of what follows the head) are told; of
    a request its `method`, `media_type` and the first of its `body`. `wrong` are codes of what the
    record says of itself and is not so.
    """

    offset: int
    length: int
    kind: str
    sha256: str
    size: int
    record: str = ""
    url: str = ""
    date: str = ""
    concurrent: str = ""
    content_type: str = ""
    truncated: str | None = None
    status: int | None = None
    method: str = ""
    media_type: str = ""
    payload: str = ""
    location: str = ""
    body: bytes = b""
    wrong: tuple[str, ...] = ()


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """What a file of records holds: its whole records, and where they end.

    `end` is the first byte that belongs to no whole record: the size of the file, unless its tail
    is torn or something else.
    """

    found: tuple[Found, ...]
    end: int
    size: int

    @property
    def torn(self) -> bool:
        """Whether bytes follow the last whole record."""
        return self.end < self.size


def reread(path: Path) -> Recording:
    """Read a recording from its first byte to its last whole record."""
    found: list[Found] = []
    end = 0
    with path.open("rb") as file:
        size = file.seek(0, 2)
        while end < size:
            record = _Member(file, end).read()
            if record is None:
                break
            found.append(record)
            end = record.offset + record.length
    return Recording(found=tuple(found), end=end, size=size)


def block(path: Path, found: Found) -> Iterator[bytes]:
    """Yield the block of a record that was found, piece by piece."""
    with path.open("rb") as file:
        member = _Member(file, found.offset)
        pieces = member.pieces()
        _, piece = _until(pieces, b"\r\n\r\n", _LONGEST_HEADER)
        left = found.size
        while left:
            piece = piece or next(pieces, b"")
            if not piece:
                return
            yield piece[:left]
            left -= min(left, len(piece))
            piece = b""


class _Member:
    """One gzip member, read as one record."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        self._offset = offset
        self._length = 0
        self._whole = False

    def read(self) -> Found | None:
        """Return the record; None where there is no whole member that holds one."""
        pieces = self.pieces()
        header, rest = _until(pieces, b"\r\n\r\n", _LONGEST_HEADER)
        fields = _fields(header)
        size = fields.get("content-length", "")
        if not header.startswith(b"WARC/") or not size.isdecimal():
            return None
        block = _Block(int(size), fields.get("content-type", ""))
        rest = block.take(rest)
        for piece in pieces:
            rest += block.take(piece)
            if len(rest) > len(b"\r\n\r\n"):
                return None
        if not self._whole or block.lacks or rest != b"\r\n\r\n":
            return None
        return self._told(fields, block)

    def pieces(self) -> Iterator[bytes]:
        """Yield what the member holds; `_whole` tells afterwards whether it was all there."""
        self._file.seek(self._offset)
        inflate = zlib.decompressobj(_GZIP)
        while not inflate.eof and (piece := inflate.unconsumed_tail or self._file.read(_PIECE)):
            if not inflate.unconsumed_tail:
                self._length += len(piece)
            try:
                plain = inflate.decompress(piece, _PIECE)
            except zlib.error:
                return
            if plain:
                yield plain
        self._whole = inflate.eof
        self._length -= len(inflate.unused_data)

    def _told(self, fields: dict[str, str], block: _Block) -> Found:
        sha256, payload = block.digests()
        head = _Head(block.head)
        wrong = () if _states(fields.get("warc-block-digest"), sha256) else ("block-digest",)
        return Found(
            offset=self._offset,
            length=self._length,
            kind=fields.get("warc-type", ""),
            sha256=sha256,
            size=block.size,
            record=fields.get("warc-record-id", ""),
            url=fields.get("warc-target-uri", "").removeprefix("<").removesuffix(">"),
            date=fields.get("warc-date", ""),
            concurrent=fields.get("warc-concurrent-to", ""),
            content_type=fields.get("content-type", ""),
            truncated=fields.get("warc-truncated"),
            status=head.status,
            method=head.method,
            media_type=head.fields.get("content-type", ""),
            location=head.fields.get("location", ""),
            payload=payload,
            body=bytes(block.body) if head.method else b"",
            wrong=wrong,
        )


class _Block:
    """The block of a record as it goes by."""

    def __init__(self, size: int, content_type: str) -> None:
        self.size = size
        self.lacks = size
        self.head = b""
        self.body = bytearray()
        self._http = content_type.replace(" ", "").lower().startswith("application/http")
        self._whole = hashlib.sha256()
        self._payload = hashlib.sha256()
        self._begun = bytearray()
        self._in_head = self._http

    def take(self, piece: bytes) -> bytes:
        """Take in what belongs to the block, and return what follows it."""
        mine, rest = piece[: self.lacks], piece[self.lacks :]
        self.lacks -= len(mine)
        self._whole.update(mine)
        if self._in_head:
            self._begun += mine
            match = _HEAD.match(self._begun)
            if match or len(self._begun) > _LONGEST_HEAD or not self.lacks:
                end = match.end() if match else 0
                self.head = bytes(self._begun[:end])
                self._in_head = False
                self._follow(bytes(self._begun[end:]))
        else:
            self._follow(mine)
        return rest

    def _follow(self, piece: bytes) -> None:
        self._payload.update(piece)
        if not _STATUS.match(self.head):
            self.body += piece[: _MOST_BODY - len(self.body)]

    def digests(self) -> tuple[str, str]:
        """Return the SHA-256 of the block and of its payload."""
        return self._whole.hexdigest(), self._payload.hexdigest()


class _Head:
    """The head of an HTTP message: what the first line and two fields say."""

    def __init__(self, head: bytes) -> None:
        line, _, rest = head.lstrip(b"\r\n").partition(b"\n")
        words = line.split(None, 2)
        self.status: int | None = None
        self.method = ""
        self.fields = _fields(b"\n" + rest) if words else {}
        if _STATUS.match(line) and len(words) > 1 and words[1].isdigit():
            self.status = int(words[1][:3])
        elif len(words) > 1:
            self.method = words[0].decode("latin-1")


def _until(pieces: Iterator[bytes], mark: bytes, most: int) -> tuple[bytes, bytes]:
    """Return what stands before a mark and what follows it in the piece where it was found."""
    begun, searched = bytearray(), 0
    for piece in pieces:
        begun += piece
        at = begun.find(mark, max(0, searched - len(mark)))
        if at >= 0:
            return bytes(begun[:at]), bytes(begun[at + len(mark) :])
        searched = len(begun)
        if searched > most:
            break
    return b"", b""


def _fields(header: bytes) -> dict[str, str]:
    """Return named fields by their names in small letters; of several of a name the first."""
    fields: dict[str, str] = {}
    for line in header.split(b"\n")[1:]:
        name, _, value = line.partition(b":")
        text = value.strip().decode("utf-8", "replace")
        fields.setdefault(name.strip().decode("latin-1").lower(), text)
    return fields


def _states(stated: str | None, sha256: str) -> bool:
    """Tell whether a stated block digest is this one; none or another kind states nothing."""
    if stated is None or not stated.startswith("sha256:"):
        return True
    return stated == f"sha256:{sha256}"
