"""The digests of OCFL 1.1 section 3.4 and of extension 0009, several of them in one pass."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from typing import BinaryIO, Protocol

CHUNK = 1 << 20
CONTENT_ALGORITHMS = ("sha512", "sha256")
"""Those that may address content."""


class _Hash(Protocol):
    def update(self, data: bytes, /) -> object: ...

    def hexdigest(self) -> str: ...


def _blake2b(bits: int) -> Callable[[], _Hash]:
    return lambda: hashlib.blake2b(digest_size=bits // 8)


_MAKE: dict[str, Callable[[], _Hash]] = {
    "md5": lambda: hashlib.md5(usedforsecurity=False),
    "sha1": lambda: hashlib.sha1(usedforsecurity=False),
    "sha256": hashlib.sha256,
    "sha512": hashlib.sha512,
    "blake2b-512": _blake2b(512),
    "blake2b-160": _blake2b(160),
    "blake2b-256": _blake2b(256),
    "blake2b-384": _blake2b(384),
    "sha512/256": lambda: hashlib.new("sha512_256"),
}
_HEX_DIGITS = {name: len(make().hexdigest()) for name, make in _MAKE.items()}
_HEX = re.compile(r"[0-9A-Fa-f]+\Z")
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,18})\Z")
SIZE = "size"
"""The size in bytes, which extension 0009 counts among the digests."""


def is_known(algorithm: str) -> bool:
    """Tell whether this is a digest algorithm of the specification or of an extension."""
    return algorithm in _MAKE or algorithm == SIZE


def has_form(digest: str, algorithm: str) -> bool:
    """Tell whether `digest` can be one of `algorithm`: hexadecimal of either case, whole length."""
    if algorithm == SIZE:
        return _NUMBER.match(digest) is not None
    return len(digest) == _HEX_DIGITS[algorithm] and _HEX.match(digest) is not None


class Tally:
    """Computes several digests and the size of bytes that pass through it once."""

    def __init__(self, algorithms: Iterable[str]) -> None:
        self._sums = {name: _MAKE[name]() for name in algorithms if name != SIZE}
        self.size = 0

    def update(self, chunk: bytes) -> None:
        """Take in the next bytes."""
        self.size += len(chunk)
        for each in self._sums.values():
            each.update(chunk)

    def digests(self) -> dict[str, str]:
        """Return each digest of what was taken in, in lower case, and the size as one of them."""
        sums = {name: each.hexdigest() for name, each in self._sums.items()}
        return {**sums, SIZE: str(self.size)}


def tally_stream(stream: BinaryIO, algorithms: Iterable[str]) -> Tally:
    """Take a stream in to its end; memory stays flat."""
    tally = Tally(algorithms)
    while chunk := stream.read(CHUNK):
        tally.update(chunk)
    return tally
