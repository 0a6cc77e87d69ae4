"""Checksum algorithms by the names that manifests have (RFC 8493 section 2.4)."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Mapping

_PIECE = 1 << 18


def plain_name(name: str) -> str:
    """Return the one spelling of an algorithm's name: lower case, letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


KNOWN: Mapping[str, str] = {
    plain_name(name): name
    for name in sorted(hashlib.algorithms_guaranteed)
    if hashlib.new(name, usedforsecurity=False).digest_size
}
"""Names in `hashlib` by their one spelling; functions without a fixed length are left out."""

BROKEN = frozenset({"md5", "sha1"})
"""Notice damage, but not intent: whoever wants to can make other bytes with the same checksum."""

EMPTY = {plain: hashlib.new(name, usedforsecurity=False).digest() for plain, name in KNOWN.items()}
"""The checksum of no bytes at all, by algorithm."""


class Digester:
    """Computes checksums of one file after the other, always through the same piece of memory."""

    def __init__(self) -> None:
        self._piece = memoryview(bytearray(_PIECE))

    def digests(self, descriptor: int, algorithms: Collection[str]) -> dict[str, bytes]:
        """Return checksums of the file at `descriptor`, read once from where it stands.

        Raises:
            OSError: it cannot be read.
        """
        hashers = {each: hashlib.new(KNOWN[each], usedforsecurity=False) for each in algorithms}
        while size := os.readv(descriptor, [self._piece]):
            for hasher in hashers.values():
                hasher.update(self._piece[:size])
        return {name: hasher.digest() for name, hasher in hashers.items()}
