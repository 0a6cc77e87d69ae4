"""Finding the right bytes of a damaged log: whatever the signed root proves, wherever it lies.

From the root down: the tiles at the right edge must fold to the signed root; a full tile must hash
to the hash in the tile above it; a leaf to the hash in its tile; a payload to its leaf. Each file
is taken from the log itself if it fits, else from a copy, else made from what stands below it. What
nothing proves is not written. Pure of writing: it yields what should stand where.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator, Sequence

import msgspec

from amana.core import CustodyError
from amana.custody.erasing import Slots, erase_slots
from amana.custody.merkle import EMPTY_ROOT, HASH_SIZE, leaf_hash, range_root
from amana.custody.payload import Erased, Payload, decode, encode, leaf, stored_commitments
from amana.custody.segments import SEGMENT, segment_path, segment_share, split_lines
from amana.custody.tiles import (
    HEIGHT,
    WIDTH,
    TreeBuilder,
    TreeReader,
    decode_bundle,
    encode_bundle,
    resource_path,
    tile_root,
    widths,
)

OWN_LOG = "the log itself"
MADE = "what stands below it"


class LogSource(msgspec.Struct, frozen=True, kw_only=True):
    """Where files of the log can be read. `may_tell`: whether payloads may be taken from it.

    They may not where it is older than an erasure: it may still tell what was erased.
    """

    name: str
    read: Callable[[str], bytes]
    may_tell: bool = True


class Mended(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the log as it should be, what is wrong with it now, and where the bytes are from.

    Without `data`, nothing can be found that is proven; `source` says why.
    """

    path: str
    detail: str
    data: bytes | None
    source: str


class LogMending:
    """Finds what should stand in a log of `size` entries under `root`. The first source is itself.

    `erased` are the slots that were erased: no payload of another source tells them again.

    Raises:
        CustodyError: no source has tiles that lead to the root, nor payloads that give them.
    """

    def __init__(
        self, size: int, root: bytes, sources: Sequence[LogSource], erased: Slots | None = None
    ) -> None:
        self._size = size
        self._gone = erased or {}
        self._root = root
        self._sources = sources
        self._upper: dict[tuple[int, int], bytes] = {}
        self._edge = self._find_edge()
        self.lost: set[int] = set()

    def run(self) -> Iterator[Mended]:
        """Yield each tile, bundle and segment that is not as it should be."""
        for level in range(len(self._edge) - 1, -1, -1):
            full, partial = widths(self._size, level)
            for number in range(full + bool(partial)):
                yield from self._tile(level, number)
        for number in range(-(-self._size // SEGMENT)):
            yield from self._segment(number)

    def payloads(self) -> Iterator[Payload | None]:
        """Yield each payload that some source has, proven; None where none has.

        They tell nothing that was erased, even where the log itself still does.
        """
        for number in range(-(-self._size // SEGMENT)):
            lines, _ = self._lines(number)
            for line in lines:
                yield None if line is None else self._without_erased(decode(line))

    def tile(self, level: int, number: int) -> bytes:
        """Return a tile, proven.

        Raises:
            CustodyError: no source has it, and it cannot be made.
        """
        full, _ = widths(self._size, level)
        if number == full:
            return self._edge[level]
        if (level, number) not in self._upper:
            above = self.tile(level + 1, number // WIDTH)
            at = number % WIDTH * HASH_SIZE
            found = self._believed(level, number, WIDTH, above[at : at + HASH_SIZE])
            if not level:
                return found
            self._upper[level, number] = found
        return self._upper[level, number]

    def root_at(self, size: int) -> bytes:
        """Return the root that the log had at an earlier size.

        Raises:
            CustodyError: what it is made of is damaged in every copy.
        """
        if not size:
            return EMPTY_ROOT
        tree = TreeReader(self._size, lambda level, number, _: self.tile(level, number))
        return range_root(0, size, tree.fetch)

    def _find_edge(self) -> list[bytes]:
        """Return the open tile of each level, such that they fold to the root."""
        levels = 0
        while self._size >> (HEIGHT * levels):
            levels += 1
        choices = [self._choices(level) for level in range(levels)]
        for edge in itertools.product(*choices):
            if _fold(self._size, edge) == self._root:
                return list(edge)
        made = [
            self._made(level, full, partial) if partial else b""
            for level in range(levels)
            for full, partial in [widths(self._size, level)]
        ]
        if _fold(self._size, made) != self._root:
            raise CustodyError("no copy of the log leads to the signed root")
        return made

    def _choices(self, level: int) -> list[bytes]:
        full, partial = widths(self._size, level)
        if not partial:
            return [b""]
        found = self._stored(str(level), full, partial)
        return list(dict.fromkeys(data for _, data in found if len(data) == partial * HASH_SIZE))

    def _stored(self, kind: str, number: int, width: int) -> Iterator[tuple[str, bytes]]:
        """Yield source and bytes of a tile or bundle; a full one serves for a partial one."""
        for source in self._sources:
            for asked in dict.fromkeys((width, WIDTH)):
                with contextlib.suppress(CustodyError):
                    data = source.read(resource_path(kind, number, asked))
                    yield source.name, data if kind == "entries" else data[: width * HASH_SIZE]

    def _believed(self, level: int, number: int, width: int, expected: bytes) -> bytes:
        for _, data in self._stored(str(level), number, width):
            if len(data) == WIDTH * HASH_SIZE and tile_root(data) == expected:
                return data
        made = self._made(level, number, width)
        if tile_root(made) != expected:
            path = resource_path(str(level), number, width)
            raise CustodyError(f"custody/{path} is damaged in every copy, and cannot be made")
        return made

    def _made(self, level: int, number: int, width: int) -> bytes:
        """Return a tile made from what stands below it, each hash as most copies have it."""
        if level:
            below = (self._made(level - 1, number * WIDTH + i, WIDTH) for i in range(width))
            return b"".join(map(tile_root, below))
        votes: list[dict[bytes, int]] = [{} for _ in range(width)]
        for leaves in self._leaf_votes(number, width):
            for vote, hashed in zip(votes, leaves, strict=False):
                if hashed:
                    vote[hashed] = vote.get(hashed, 0) + 1
        return b"".join(
            max(vote, key=lambda each: vote[each], default=bytes(HASH_SIZE)) for vote in votes
        )

    def _leaf_votes(self, number: int, width: int) -> Iterator[list[bytes]]:
        """Yield the leaf hashes of a tile as each payload, bundle and tile of it gives them."""
        first = number * WIDTH
        for source in self._sources:
            place = first % SEGMENT
            lines = self._placed(source, first // SEGMENT)[place : place + width]
            yield [leaf_hash(leaf(stored_commitments(line))) if line else b"" for line in lines]
        for _, data in self._stored("entries", number, width):
            with contextlib.suppress(CustodyError):
                yield [leaf_hash(entry) for entry in decode_bundle(data)]
        for _, data in self._stored("0", number, width):
            yield [data[i : i + HASH_SIZE] for i in range(0, len(data), HASH_SIZE)]

    def _placed(self, source: LogSource, number: int) -> list[bytes]:
        """Return the lines of a segment that are payloads, each in its place, or empty."""
        placed = [b""] * segment_share(number, self._size)
        with contextlib.suppress(CustodyError):
            for line in split_lines(source.read(segment_path(number))):
                with contextlib.suppress(CustodyError):
                    place = decode(line).index - number * SEGMENT
                    if 0 <= place < len(placed):
                        placed[place] = line
        return placed

    def _tile(self, level: int, number: int) -> Iterator[Mended]:
        full, partial = widths(self._size, level)
        width = WIDTH if number < full else partial
        path = resource_path(str(level), number, width)
        try:
            right = self.tile(level, number)
        except CustodyError as error:
            yield Mended(path=path, detail="is damaged", data=None, source=error.message)
            return
        yield from self._compare(path, right, self._stored(str(level), number, width))
        if not level:
            yield from self._bundle(number, width, right)

    def _compare(
        self, path: str, right: bytes, stored: Iterator[tuple[str, bytes]]
    ) -> Iterator[Mended]:
        """Yield the file if it is not there as it should be."""
        try:
            own = self._sources[0].read(path)
            detail = "has other bytes than the signed root gives"
        except CustodyError as error:
            own, detail = b"", error.message.removeprefix(f"custody/{path} ")
        if own != right:
            found = (name for name, data in stored if data == right and name != OWN_LOG)
            yield Mended(path=path, detail=detail, data=right, source=next(found, MADE))

    def _bundle(self, number: int, width: int, hashes: bytes) -> Iterator[Mended]:
        path = resource_path("entries", number, width)
        leaves = self._leaves(number, width, hashes)
        if leaves is None:
            reason = "no copy has every entry of it"
            yield Mended(path=path, detail="is damaged", data=None, source=reason)
            return
        stored = self._stored("entries", number, width)
        yield from self._compare(path, encode_bundle(leaves), stored)

    def _leaves(self, number: int, width: int, hashes: bytes) -> list[bytes] | None:
        """Return the leaves of a bundle, each proven by its hash; None where one is nowhere."""
        found: list[bytes | None] = [None] * width
        first = number * WIDTH
        offers = [self._offered(data) for _, data in self._stored("entries", number, width)]
        for source in self._sources:
            place = first % SEGMENT
            lines = self._placed(source, first // SEGMENT)[place : place + width]
            offers.append([leaf(stored_commitments(line)) if line else b"" for line in lines])
        for offer in offers:
            for i, entry in enumerate(offer[:width]):
                wanted = hashes[i * HASH_SIZE : (i + 1) * HASH_SIZE]
                if found[i] is None and entry and leaf_hash(entry) == wanted:
                    found[i] = entry
        leaves = [entry for entry in found if entry is not None]
        return leaves if len(leaves) == width else None

    @staticmethod
    def _offered(data: bytes) -> list[bytes]:
        try:
            return decode_bundle(data)
        except CustodyError:
            return []

    def _segment(self, number: int) -> Iterator[Mended]:
        path = segment_path(number)
        lines, sources = self._lines(number)
        lost = [number * SEGMENT + i for i, line in enumerate(lines) if line is None]
        self.lost.update(lost)
        try:
            own = split_lines(self._sources[0].read(path))
            detail = "has other lines than the log gives"
        except CustodyError as error:
            own, detail = [], error.message.removeprefix(f"custody/{path} ")
        if lost:
            shown = ", ".join(map(str, lost[:10])) + (" …" if len(lost) > len(lost[:10]) else "")
            reason = f"no copy has, or may tell, the payload of entry {shown}"
            yield Mended(path=path, detail=detail, data=None, source=reason)
            if len(own) == len(lines):  # what is damaged stays where it is
                lines = [own[i] if line is None else line for i, line in enumerate(lines)]
        whole = b"".join(line for line in lines if line is not None)
        if whole != b"".join(own):
            named = ", ".join(sorted(sources - {OWN_LOG})) or OWN_LOG
            yield Mended(path=path, detail=detail, data=whole, source=named)

    def _lines(self, number: int) -> tuple[list[bytes | None], set[str]]:
        """Return the proven lines of a segment, None where there is none, and whose they are."""
        share = segment_share(number, self._size)
        hashes = self._hashes(number, share)
        found: list[bytes | None] = [None] * share
        whose: list[str] = [""] * share
        for source in (each for each in self._sources if each.may_tell):
            for i, line in enumerate(self._placed(source, number)):
                if not line or hashes[i] != leaf_hash(leaf(stored_commitments(line))):
                    continue
                before = found[i]  # our own holds; of copies, the one that tells least
                if source.name != OWN_LOG:
                    line = encode(self._without_erased(decode(line)))  # noqa: PLW2901 - what it may tell
                if before is None or (whose[i] != OWN_LOG and _erased(line) > _erased(before)):
                    found[i], whose[i] = line, source.name
        return found, set(whose) - {""}

    def _without_erased(self, payload: Payload) -> Payload:
        gone = self._gone.get(payload.index)
        return erase_slots(payload, gone) if gone else payload

    def _hashes(self, number: int, share: int) -> list[bytes | None]:
        """Return the proven leaf hashes of the entries of a segment."""
        hashes: list[bytes | None] = []
        for first in range(number * SEGMENT, number * SEGMENT + share, WIDTH):
            width = min(WIDTH, self._size - first)
            try:
                tile = self.tile(0, first // WIDTH)
                hashes += [tile[i * HASH_SIZE : (i + 1) * HASH_SIZE] for i in range(width)]
            except CustodyError:
                hashes += [None] * width
        return hashes


def _erased(line: bytes) -> int:
    """Return how many fields of a payload were erased."""
    return sum(isinstance(slot, Erased) for slot in decode(line).slots)


def _fold(size: int, edge: Sequence[bytes]) -> bytes:
    """Return the root over a log whose open tiles are `edge`, the lowest level first."""
    return TreeBuilder.resume(size, lambda level, *_: edge[level], []).root()
