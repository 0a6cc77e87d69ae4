"""What a copy of the log needs: proven against the signed root before any of it is handed out.

The tiles that are new are computed from the payloads, not copied; they must lead from the root that
the copy has to the root that is signed. So a copy grows by what it can check, or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from amana.core import CustodyError, sha256_hex
from amana.custody.checkpoint import Checkpoint
from amana.custody.enclosures import stated_files
from amana.custody.log import read_tile
from amana.custody.merkle import EMPTY_ROOT, range_root
from amana.custody.payload import Payload, decode, leaf, stored_commitments
from amana.custody.ports import LogStorage
from amana.custody.segments import SEGMENT, segment_path, segment_share, split_lines
from amana.custody.tiles import (
    WIDTH,
    TreeBuilder,
    TreeReader,
    decode_bundle,
    resource_path,
    resources,
    widths,
)
from amana.records import Entry

_REMEDY = "run `amana check`; `amana repair` puts right what can be"

OnEntry = Callable[[Entry], None]


def root_at(storage: LogStorage, size: int, earlier: int) -> bytes:
    """Return the root that a log, which has `size` entries now, had when it had `earlier` of them.

    Raises:
        CustodyError: a tile is missing.
    """
    if not earlier:
        return EMPTY_ROOT
    tree = TreeReader(size, lambda level, n, width: read_tile(storage, str(level), n, width))
    return range_root(0, earlier, tree.fetch)


class LogCopy:
    """Hands out what a copy lacks that has the first `have` entries of the log at `state`.

    `on_entry` is told each entry that the copy does not have, once.
    """

    def __init__(
        self, storage: LogStorage, state: Checkpoint, have: int, on_entry: OnEntry
    ) -> None:
        self._storage = storage
        self._state = state
        self._have = have
        self._on_entry = on_entry
        self._files: dict[str, str] = {}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of each file that is new or has grown; the checkpoint is not one.

        Call `prove` first.

        Raises:
            CustodyError: something changed since then.
        """
        tree = self._tree()
        for number in self._numbers():
            lines = self._lines(number)
            yield segment_path(number), b"".join(lines)
            changed = tree.append(self._leaves(lines[self._known(number) :]))
            for path, tile in changed.items():
                if ".p/" not in path or tree.size == self._state.size:
                    yield path, tile
        if tree.root() != self._state.root:
            raise CustodyError("the payloads changed while they were copied", remedy=_REMEDY)
        for path, digest in sorted(self._files.items()):
            yield path, self._enclosure(path, digest)

    def prove(self) -> None:
        """Make sure that the payloads lead from the root of the copy to the signed one.

        Raises:
            CustodyError: they are damaged, or lead elsewhere.
        """
        tree = self._tree()
        for number in self._numbers():
            known = self._known(number)
            lines = self._lines(number)[known:]
            for index, line in enumerate(lines, number * SEGMENT + known):
                entry = _decoded(line, index).entry()
                self._files |= stated_files(entry.fields)
                self._on_entry(entry)
            tree.append(self._leaves(lines))
        if tree.root() != self._state.root:
            raise CustodyError("the payloads do not lead to the signed root", remedy=_REMEDY)

    def again(self, number: int) -> tuple[str, bytes]:
        """Return an older segment, whose fields may have been erased since the copy was made.

        Raises:
            CustodyError: it does not fit the bundles of the log.
        """
        return segment_path(number), b"".join(self._checked(number))

    def _tree(self) -> TreeBuilder:
        """Return the tree of what the copy has, from the tiles of the log."""
        full, partial = widths(self._have)
        entries = self._bundle(full, partial)[:partial] if partial else []
        return TreeBuilder.resume(
            self._have,
            lambda level, n, width: read_tile(self._storage, str(level), n, width),
            entries,
        )

    def _bundle(self, number: int, width: int) -> list[bytes]:
        return decode_bundle(read_tile(self._storage, "entries", number, width))

    def _numbers(self) -> range:
        """Return the segments that are not whole in the copy."""
        return range(self._have // SEGMENT, -(-self._state.size // SEGMENT))

    def _known(self, number: int) -> int:
        """Return how many entries of a segment the copy has."""
        return max(0, self._have - number * SEGMENT)

    @staticmethod
    def _leaves(lines: Sequence[bytes]) -> list[bytes]:
        return [leaf(stored_commitments(line)) for line in lines]

    def _lines(self, number: int) -> list[bytes]:
        share = segment_share(number, self._state.size)
        lines = split_lines(self._storage.read(segment_path(number)))[:share]
        if len(lines) < share:
            raise CustodyError(f"custody/{segment_path(number)} has lost lines", remedy=_REMEDY)
        return lines

    def _checked(self, number: int) -> Iterator[bytes]:
        bundle: list[bytes] = []
        for place, line in enumerate(self._lines(number), number * SEGMENT):
            if place % WIDTH == 0:
                bundle = self._bundle(place // WIDTH, min(WIDTH, self._state.size - place))
            _decoded(line, place)
            if leaf(stored_commitments(line)) != bundle[place % WIDTH]:
                raise CustodyError(f"the payload of entry {place} is damaged", remedy=_REMEDY)
            yield line

    def _enclosure(self, path: str, digest: str) -> bytes:
        data = self._storage.read(path)
        if sha256_hex(data) != digest:
            raise CustodyError(f"custody/{path} is not what its entry states", remedy=_REMEDY)
        return data


def _decoded(line: bytes, index: int) -> Payload:
    payload = decode(line)
    if payload.index != index:
        raise CustodyError(f"the payload of entry {index} is another", remedy=_REMEDY)
    return payload


def paths_of(size: int) -> Iterator[tuple[str, int | None]]:
    """Yield each tile, bundle and segment of a log of `size`; the size of tiles and bundles too."""
    for kind, number, width in resources(size):
        each = _BUNDLED if kind == "entries" else _HASH
        yield resource_path(kind, number, width), width * each
    for number in range(-(-size // SEGMENT)):
        yield segment_path(number), None


def as_of(storage: LogStorage, path: str, size: int) -> bytes:
    """Return a tile, bundle or segment as the log had it at `size`.

    Raises:
        CustodyError: it is missing.
    """
    if path.startswith("payloads/"):
        number = int("".join(letter for letter in path if letter.isdigit()))
        return b"".join(split_lines(storage.read(path))[: segment_share(number, size)])
    whole, partial, width = path.partition(".p/")
    if not partial:
        return storage.read(path)
    try:
        return storage.read(path)
    except CustodyError:
        each = _BUNDLED if whole.startswith("tile/entries/") else _HASH
        return storage.read(whole)[: int(width) * each]


def around(index: int, size: int) -> Iterator[str]:
    """Yield the files in which entry `index` of a log of `size` stands."""
    number = index // WIDTH
    width = min(WIDTH, size - number * WIDTH)
    yield segment_path(index // SEGMENT)
    yield resource_path("entries", number, width)
    yield resource_path("0", number, width)


_HASH = 32
_BUNDLED = 2 + len(leaf([]))
