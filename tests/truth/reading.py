"""What a recording left in its folder, read with nothing but gzip."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import TypeVar

import msgspec

from amana.acquire.capture.accounts import Exchange, Lookup, Message, Refused

S = TypeVar("S")


def members(data: bytes, *, whole: bool = True) -> list[bytes]:
    """Return the members of a gzip file, unpacked; unless `whole`, the last may be cut."""
    found = []
    while data:
        one = zlib.decompressobj(31)
        content = one.decompress(data)
        if not one.eof:
            assert not whole, "the last member is cut"
            break
        found.append(content)
        data = one.unused_data
    return found


def fields_of(raw: bytes) -> dict[str, list[str]]:
    """Return the header fields of a record, names as they stand."""
    found: dict[str, list[str]] = {}
    for line in raw.partition(b"\r\n\r\n")[0].decode().split("\r\n")[1:]:
        name, _, value = line.partition(": ")
        found.setdefault(name, []).append(value)
    return found


def block_of(raw: bytes) -> bytes:
    """Return the block of a record, after seeing that it is as long as it says."""
    length = int(fields_of(raw)["Content-Length"][0])
    rest = raw.partition(b"\r\n\r\n")[2]
    assert rest[length:] == b"\r\n\r\n"
    return rest[:length]


class Recorded:
    """The files of one recording."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = (folder / "data.warc.gz").read_bytes()
        self.members = members(self.data)
        self.exchanges = self._lines("exchanges", Exchange)
        self.refused = self._lines("refused", Refused)
        self.lookups = self._lines("lookups", Lookup)
        self.messages = self._lines("websockets", Message)

    def _lines(self, name: str, kind: type[S]) -> list[S]:
        lines = (self.folder / f"{name}.jsonl").read_bytes().splitlines()
        return [msgspec.json.decode(line, type=kind) for line in lines]

    def member(self, exchange: Exchange) -> bytes:
        """Return the record of a response."""
        assert exchange.offset is not None
        assert exchange.length is not None
        return gzip.decompress(self.data[exchange.offset : exchange.offset + exchange.length])

    def block(self, exchange: Exchange) -> bytes:
        """Return the bytes of a response."""
        return block_of(self.member(exchange))

    def kind(self, kind: str) -> list[bytes]:
        """Return the records of a type."""
        return [raw for raw in self.members if fields_of(raw)["WARC-Type"] == [kind]]

    def named(self, name: str) -> list[bytes]:
        """Return the blocks of the records with this address."""
        return [
            block_of(raw) for raw in self.members if fields_of(raw).get("WARC-Target-URI") == [name]
        ]
