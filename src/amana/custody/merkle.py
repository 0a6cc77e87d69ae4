"""Merkle tree hashes, inclusion and consistency proofs (RFC 6962 section 2.1, RFC 9162 section 2).

An inclusion proof lets a court's own expert check, with no trust in us, that an act was recorded;
a consistency proof, that nothing recorded before was removed or changed since. Pure functions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from amana.core import CustodyError

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

Fetch = Callable[[int, int], bytes]
"""`fetch(level, index)` returns the hash of the full subtree of 2**level leaves at `index`."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256(0x00 || entry)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an interior node: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """Return the largest power of two smaller than `size` (RFC 6962: k < n <= 2k)."""
    return 1 << ((size - 1).bit_length() - 1)


def range_root(start: int, end: int, fetch: Fetch) -> bytes:
    """Return MTH(D[start:end]) where `start` is a multiple of the range's power of two."""
    size = end - start
    if size == 0:
        return EMPTY_ROOT
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return fetch(level, start >> level)
    middle = start + _split(size)
    return node_hash(range_root(start, middle, fetch), range_root(middle, end, fetch))


def is_subtree(start: int, end: int) -> bool:
    """Tell whether leaves `start` to `end` are a subtree of any log that has them.

    They are where `start` is a multiple of the smallest power of two that holds them
    (draft-ietf-plants-merkle-tree-certs, section 4.1).
    """
    return 0 <= start <= end and start % (1 << max(end - start - 1, 0).bit_length()) == 0


class Frontier:
    """The root over leaf hashes that come one after another (RFC 6962), in memory of their log."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Take in the hash of the next leaf."""
        rest = self.size
        while rest & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            rest >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def copy(self) -> Frontier:
        """Return another one that goes on from here on its own."""
        other = Frontier()
        other.size, other._peaks = self.size, list(self._peaks)
        return other

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        if not self._peaks:
            return EMPTY_ROOT
        *others, root = self._peaks
        for peak in reversed(others):
            root = node_hash(peak, root)
        return root


def inclusion_proof(index: int, size: int, fetch: Fetch) -> list[bytes]:
    """Return PATH(index, D[size]) from the leaf's sibling up (RFC 6962 section 2.1.1).

    Raises:
        CustodyError: `index` is not below `size`.
    """
    if not 0 <= index < size:
        raise CustodyError(f"entry {index} is not in a log of {size} entries")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(range_root(middle, end, fetch))
            end = middle
        else:
            path.append(range_root(start, middle, fetch))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, fetch: Fetch) -> list[bytes]:
    """Return PROOF(old, D[new]) (RFC 6962 section 2.1.2).

    Raises:
        CustodyError: unless 0 < old <= new.
    """
    if not 0 < old <= new:
        raise CustodyError(f"there is no consistency proof from size {old} to size {new}")
    path: list[bytes] = []
    start, end, whole = 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(range_root(middle, end, fetch))
            end = middle
        else:
            path.append(range_root(start, middle, fetch))
            start, whole = middle, False
    if not whole:
        path.append(range_root(start, end, fetch))
    return path[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that `leaf` is the hash of entry `index` of the tree of `size` leaves under `root`.

    Rules (RFC 9162 section 2.1.3.2):
      1. 0 <= index < size; every hash has 32 bytes.
      2. The proof has exactly as many hashes as the walk needs.
      3. The walk ends at `root`.

    Raises:
        CustodyError: the proof does not lead to the root.
    """
    if not 0 <= index < size or any(len(h) != HASH_SIZE for h in (leaf, root, *proof)):
        raise CustodyError("the inclusion proof is malformed")
    fn, sn, found = index, size - 1, leaf
    for sibling in proof:
        if sn == 0:
            raise CustodyError("the inclusion proof is too long")
        if fn & 1 or fn == sn:
            found = node_hash(sibling, found)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            found = node_hash(found, sibling)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0 or found != root:
        raise CustodyError("the inclusion proof does not lead to the signed root")


def verify_consistency(  # noqa: C901 - the walk of RFC 9162 section 2.1.4.2 as it is written
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """Check that the tree of `old` leaves is a prefix of the tree of `new` leaves.

    Rules (RFC 9162 section 2.1.4.2):
      1. 0 < old <= new. Equal sizes need an empty proof and equal roots.
      2. Unequal sizes need a non-empty proof, and every hash has 32 bytes.
      3. The walk ends at both roots.

    Raises:
        CustodyError: the proof does not connect the two roots.
    """
    if 0 < old == new:
        if proof or old_root != new_root:
            raise CustodyError("two different roots are claimed for one size")
        return
    if not 0 < old < new or any(len(h) != HASH_SIZE for h in (old_root, new_root, *proof)):
        raise CustodyError("the consistency proof is malformed")
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path or not proof:
        raise CustodyError("the consistency proof is empty")
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    found_old = found_new = path[0]
    for sibling in path[1:]:
        if sn == 0:
            raise CustodyError("the consistency proof is too long")
        if fn & 1 or fn == sn:
            found_old = node_hash(sibling, found_old)
            found_new = node_hash(sibling, found_new)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            found_new = node_hash(found_new, sibling)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0 or found_old != old_root or found_new != new_root:
        raise CustodyError("the consistency proof does not connect the two roots")
