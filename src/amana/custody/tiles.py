"""The log as static files: tiles and entry bundles (C2SP tlog-tiles).

A tile holds up to 256 consecutive hashes of one level; level L of the tiles is level 8L of the
tree. A copy of the log is a copy of the folder, and nobody needs a server to check it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from amana.core import CustodyError
from amana.custody.merkle import EMPTY_ROOT, HASH_SIZE, leaf_hash, node_hash

WIDTH = 256
HEIGHT = 8
MAX_ENTRY = 65_535


def number_path(number: int) -> str:
    """Return a tile number as path elements of three digits: 1234067 is `x001/x234/067`."""
    digits = f"{number:03d}"
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    return "/".join([f"x{group}" for group in groups[:-1]] + [groups[-1]])


def resource_path(kind: str, number: int, width: int) -> str:
    """Return the path below the log of a tile (`kind` is its level) or bundle (`entries`)."""
    suffix = "" if width == WIDTH else f".p/{width}"
    return f"tile/{kind}/{number_path(number)}{suffix}"


def widths(size: int, level: int = 0) -> tuple[int, int]:
    """Return how many full tiles level `level` of a log of `size` has, and its partial width."""
    return divmod(size >> (HEIGHT * level), WIDTH)


def resources(size: int) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, number, width) of every tile and bundle that a log of `size` consists of."""
    level = 0
    while size >> (HEIGHT * level):
        full, partial = widths(size, level)
        for kind in (str(level), *(["entries"] if level == 0 else [])):
            yield from ((kind, number, WIDTH) for number in range(full))
            if partial:
                yield kind, full, partial
        level += 1


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """Return entries as a bundle: each preceded by its length as a big-endian uint16.

    Raises:
        CustodyError: an entry is longer than 65,535 bytes.
    """
    if any(len(entry) > MAX_ENTRY for entry in entries):
        raise CustodyError(f"a log entry is longer than {MAX_ENTRY} bytes")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def decode_bundle(data: bytes) -> list[bytes]:
    """Return the entries of a bundle.

    Raises:
        CustodyError: the bundle ends inside an entry.
    """
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise CustodyError("an entry bundle ends inside an entry")
        entries.append(data[at + 2 : end])
        at = end
    return entries


def tile_root(hashes: bytes) -> bytes:
    """Return the hash over a full tile: the root of the perfect tree above its 256 hashes."""
    row = [hashes[i : i + HASH_SIZE] for i in range(0, len(hashes), HASH_SIZE)]
    while len(row) > 1:
        row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
    return row[0]


ReadTile = Callable[[int, int, int], bytes]
"""`read(level, number, width)` returns the hashes of a tile, at least `width` of them."""


class TreeReader:
    """Answers for the hash of any full subtree of a log of `size`, from its tiles."""

    def __init__(self, size: int, read: ReadTile) -> None:
        self.size = size
        self._read = read
        self._cache: dict[tuple[int, int], bytes] = {}

    def fetch(self, level: int, index: int) -> bytes:
        """Return the hash of the subtree of 2**level leaves at `index` (see `merkle.Fetch`)."""
        tile_level, rest = divmod(level, HEIGHT)
        number, first = divmod(index << rest, WIDTH)
        hashes = self._tile(tile_level, number)
        row = [
            hashes[(first + i) * HASH_SIZE : (first + i + 1) * HASH_SIZE] for i in range(1 << rest)
        ]
        if len(row[-1]) != HASH_SIZE:
            raise CustodyError(f"tile {tile_level}/{number} is too short for this log")
        while len(row) > 1:
            row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row), 2)]
        return row[0]

    def _tile(self, level: int, number: int) -> bytes:
        key = (level, number)
        if key not in self._cache:
            full, partial = widths(self.size, level)
            self._cache[key] = self._read(level, number, WIDTH if number < full else partial)
        return self._cache[key]


class TreeBuilder:
    """Grows a log: keeps the open tile of each level and says which files change.

    State is what a log of `size` needs to go on: for each level the hashes of its open tile, and
    the entries of the open bundle. About 8 KiB a level.
    """

    def __init__(self, size: int, rows: list[bytearray], entries: list[bytes]) -> None:
        self.size = size
        self._rows = rows
        self._entries = entries

    @classmethod
    def resume(cls, size: int, read: ReadTile, entries: list[bytes]) -> TreeBuilder:
        """Return a builder for a log of `size` whose open bundle holds `entries`."""
        rows = []
        level = 0
        while size >> (HEIGHT * level):
            full, partial = widths(size, level)
            row = read(level, full, partial)[: partial * HASH_SIZE] if partial else b""
            rows.append(bytearray(row))
            level += 1
        return cls(size, rows, list(entries))

    def copy(self) -> TreeBuilder:
        """Return an independent copy, so that a failed commit leaves no trace."""
        return TreeBuilder(self.size, [bytearray(row) for row in self._rows], list(self._entries))

    def append(self, entries: Sequence[bytes]) -> dict[str, bytes]:
        """Take in entries; return the tiles and bundles that are new, by path."""
        changed: dict[str, bytes] = {}
        for entry in entries:
            self._entries.append(entry)
            if len(self._entries) == WIDTH:
                number = self.size // WIDTH
                changed[resource_path("entries", number, WIDTH)] = encode_bundle(self._entries)
                self._entries = []
            self._push(0, leaf_hash(entry), changed)
            self.size += 1
        if self._entries:
            path = resource_path("entries", self.size // WIDTH, len(self._entries))
            changed[path] = encode_bundle(self._entries)
        for level, row in enumerate(self._rows):
            if row:
                full, partial = widths(self.size, level)
                changed[resource_path(str(level), full, partial)] = bytes(row)
        return changed

    def _push(self, level: int, value: bytes, changed: dict[str, bytes]) -> None:
        """Add a hash to the open tile of `level`; a tile that is full hashes into the next."""
        if level == len(self._rows):
            self._rows.append(bytearray())
        row = self._rows[level]
        row += value
        if len(row) == WIDTH * HASH_SIZE:
            number = self.size >> (HEIGHT * (level + 1))
            changed[resource_path(str(level), number, WIDTH)] = bytes(row)
            root = tile_root(bytes(row))
            row.clear()
            self._push(level + 1, root, changed)

    def root(self) -> bytes:
        """Return the root of the tree as it stands (RFC 6962 section 2.1)."""
        right: bytes | None = None
        for row in self._rows:
            hashes = [bytes(row[i : i + HASH_SIZE]) for i in range(0, len(row), HASH_SIZE)]
            right = _fold_right(hashes, right)
        return EMPTY_ROOT if right is None else right


def _fold_right(hashes: list[bytes], right: bytes | None) -> bytes | None:
    """Return the root over `hashes` (perfect subtrees of one level) followed by a smaller tree."""
    while len(hashes) > 1 or (hashes and right is not None):
        if len(hashes) & 1:
            last = hashes.pop()
            right = last if right is None else node_hash(last, right)
        hashes = [node_hash(hashes[i], hashes[i + 1]) for i in range(0, len(hashes), 2)]
    return hashes[0] if hashes else right
