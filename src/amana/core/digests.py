"""SHA-256 as the identity of bytes, BLAKE3 beside it, computed in one pass.

SHA-256 (FIPS 180-4) is what courts, BagIt, RFC 3161 and transparency logs speak. BLAKE3 is an
unrelated second function that hedges a break of the first. Digests are lower-case hexadecimal.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Protocol

import blake3
import msgspec

CHUNK = 1 << 20
_HEX = re.compile(r"[0-9a-f]{64}\Z")


class Readable(Protocol):
    """What gives bytes in order, and nothing more: a file, or a stream that watches what passes."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` of the next bytes; none at the end."""
        ...


class Digests(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Identity and size of a byte string: both digests in hexadecimal, the size in bytes."""

    sha256: str
    blake3: str
    size: int


class Hasher:
    """Computes both digests and the size of bytes that pass through it once."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self._blake3 = blake3.blake3()
        self._size = 0

    def update(self, chunk: bytes) -> None:
        """Take in the next bytes."""
        self._sha256.update(chunk)
        self._blake3.update(chunk)
        self._size += len(chunk)

    def digests(self) -> Digests:
        """Return the digests of everything taken in so far."""
        return Digests(
            sha256=self._sha256.hexdigest(), blake3=self._blake3.hexdigest(), size=self._size
        )


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of `data` in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_stream(stream: Readable, into: Callable[[bytes], object] | None = None) -> Digests:
    """Digest `stream` to its end, handing each chunk to `into` on the way."""
    hasher = Hasher()
    while chunk := stream.read(CHUNK):
        hasher.update(chunk)
        if into is not None:
            into(chunk)
    return hasher.digests()


def is_sha256(text: str) -> bool:
    """Tell whether `text` is a SHA-256 in lower-case hexadecimal."""
    return _HEX.match(text) is not None
