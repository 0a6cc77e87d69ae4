"""The digests that records state of themselves: WARC 1.1 sections 5.8 and 5.9.

A digest is `algorithm:value`, the value in Base32 as most tools write it, or in hexadecimal or
Base64. A payload digest may be that of the body as it was sent, without its chunks, or decoded:
the standard means the second, tools differ, and whichever fits is taken.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Iterator
from typing import Protocol

_KNOWN = {"sha1": 20, "sha256": 32, "sha384": 48, "sha512": 64, "md5": 16, "blake2b": 64}


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...

    def digest(self) -> bytes: ...


class Stated:
    """A digest that a record states, and what the bytes have."""

    def __init__(self, stated: str) -> None:
        label, _, value = stated.partition(":")
        self._algorithm = label.strip().lower().replace("-", "")
        self._value = value.strip()
        self._hashes: list[_Hash] = []
        self.given = bool(stated)

    def watch(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Pass pieces on and hash them: one of the streams that the digest may be of."""
        if self._algorithm not in _KNOWN:
            return iter(pieces)
        hashed = hashlib.new(self._algorithm, usedforsecurity=False)
        self._hashes.append(hashed)
        return _passed(pieces, hashed)

    def fits(self) -> bool | None:
        """Tell whether a stream that was watched has this digest; None when it cannot be told."""
        if self._algorithm not in _KNOWN:
            return None
        expected = _values(self._value, _KNOWN[self._algorithm])
        return any(hashed.digest() in expected for hashed in self._hashes)

    def verdict(self, what: str) -> str:
        """Return in words whether it fits; nothing when no digest is stated."""
        if not self.given:
            return ""
        words = {True: "fits", False: "DOES NOT FIT", None: "not checked"}
        return f"{what} {self._algorithm} {words[self.fits()]}"


def _passed(pieces: Iterable[bytes], hashed: _Hash) -> Iterator[bytes]:
    for piece in pieces:
        hashed.update(piece)
        yield piece


def _values(value: str, length: int) -> list[bytes]:
    """Return what a value may mean, in each way of writing it."""
    bare = value.rstrip("=")
    if len(bare) == 2 * length:
        ways = [(bytes.fromhex, bare)]
    elif len(bare) == -(-length * 8 // 5):
        ways = [(base64.b32decode, bare.upper() + "=" * (-len(bare) % 8))]
    else:
        padded = bare + "=" * (-len(bare) % 4)
        ways = [(base64.b64decode, padded), (base64.urlsafe_b64decode, padded)]
    means = []
    for decode, text in ways:
        try:
            means.append(decode(text))
        except (ValueError, binascii.Error):
            continue
    return means
