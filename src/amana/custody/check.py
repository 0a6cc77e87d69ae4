"""The check of the log: recompute everything from the payloads and name what differs.

Each entry stands in the log three times: as payload, as leaf in a bundle and as hash in a tile.
Where they differ, the signed root decides whether the payloads are right; if they are not, two that
agree convict the third. The rebuilt tree must give every tile and the signed root, the files that
entries state must have their digests, and no other file, and no byte beyond, may lie in the folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from amana.core import CustodyError
from amana.custody.checkpoint import Checkpoint, parse_checkpoint, verify_checkpoint
from amana.custody.cosigned import CosignedCheck
from amana.custody.enclosures import EnclosureCheck
from amana.custody.keychain import KeyChainCheck
from amana.custody.logkeys import VKEY_PATH, Verifier
from amana.custody.merkle import HASH_SIZE, leaf_hash, range_root
from amana.custody.note import decode_note
from amana.custody.payload import decode, leaf, stored_commitments
from amana.custody.ports import LogStorage
from amana.custody.segments import SEGMENT, index_of, segment_path, segment_share, split_lines
from amana.custody.tiles import (
    WIDTH,
    TreeBuilder,
    TreeReader,
    decode_bundle,
    encode_bundle,
    resource_path,
    resources,
)
from amana.records import Entry, Problem

_PARTIAL = re.compile(r"(tile/.+)\.p/([1-9][0-9]{0,2})")

OnEntry = Callable[[Entry], None]
StandStill = Callable[[], None]
"""`stand_still()` keeps the log from growing from now on."""


class LogCheck:
    """One check of one log. `problems` grows while `run` yields how many entries are done.

    A log in a replica (`is_replica`) has no head.
    """

    def __init__(
        self,
        storage: LogStorage,
        verifier: Verifier,
        on_entry: OnEntry,
        *,
        is_replica: bool = False,
    ) -> None:
        self._storage = storage
        self._verifier = verifier
        self._on_entry = on_entry
        self.problems: list[Problem] = []
        self.size = 0
        self._root: bytes | None = None
        self._lines: list[bytes] = []
        self._beside: tuple[_BesideCheck, ...] = (
            EnclosureCheck(storage.read),
            KeyChainCheck(storage.read, self._root_at, verifier),
            CosignedCheck(storage.read, self._root_at),
        )
        self._is_replica = is_replica

    def signature(self) -> None:
        """Check head, verifier key and checkpoint: present, well-formed, signed, in agreement."""
        try:
            if self._storage.read(VKEY_PATH) != self._verifier.file():
                self._problem("log-signature", VKEY_PATH, "is not the key of this log")
        except CustodyError as error:
            self._unread("log-signature", VKEY_PATH, error)
        state = self._checkpoint()
        try:
            head = self._storage.head()
        except CustodyError:
            head = None
        if self._is_replica:
            head = None  # it has none, so that nobody goes on from it unawares
        elif head is None:
            self._problem("log-signature", "head", "is missing or damaged")
        elif state and (head.size, head.root) != (state.size, state.root):
            self._problem("log-signature", "head", "states another log than the checkpoint")
        stated = state or head or self._unsigned_checkpoint()
        self.size = stated.size if stated else 0
        self._root = stated.root if stated else None

    def _checkpoint(self) -> Checkpoint | None:
        try:
            return verify_checkpoint(self._storage.read("checkpoint"), self._verifier)
        except CustodyError as error:
            self._unread("log-signature", "checkpoint", error)
            return None

    def _unsigned_checkpoint(self) -> Checkpoint | None:
        """Return what the checkpoint states as it stands, signed or not."""
        try:
            return parse_checkpoint(decode_note(self._storage.read("checkpoint")).text)
        except CustodyError:
            return None

    def run(self, stand_still: StandStill = lambda: None) -> Iterator[int]:
        """Check payloads, bundles and tiles of every entry, then that nothing else lies there.

        The log may grow while its full segments are checked, which no commit touches any more;
        before the rest it must `stand_still`.
        """
        by_payloads = _Rebuilt(TreeBuilder(0, [], []))
        by_tiles: _Rebuilt | None = None  # the same, until they differ
        damaged: list[int] = []
        growing, first = max(0, self.size - 1) // SEGMENT * SEGMENT, -WIDTH
        while True:
            first += WIDTH
            if first == growing:
                stand_still()
                self._look_again()
            if first >= self.size:
                break
            width = min(WIDTH, self.size - first)
            said, convicted = self._leaves(first, width)
            if convicted and by_tiles is None:
                by_tiles = by_payloads.copy()
            self._compare(by_payloads, said)
            if by_tiles is not None:
                self._compare(by_tiles, [convicted.get(i, leaf) for i, leaf in enumerate(said)])
                damaged += [first + i for i in convicted]
                for i in convicted:
                    detail = f"entry {first + i} does not fit its commitment in the log"
                    path = segment_path(first // SEGMENT)
                    by_tiles.problems.append(_named("payloads", path, detail))
            yield first + width
        believed = by_payloads
        if by_tiles is not None and by_payloads.tree.root() != self._root:
            believed = by_tiles
            for index in damaged:
                self._doubt(index)
        self.problems += believed.problems
        stated = self._unsigned_checkpoint()
        if stated is not None and stated.root != believed.tree.root():
            detail = "signs another root than the entries give"
            self._problem("log-structure", "checkpoint", detail)
        self._check_beside()
        self._coverage(believed.edge)

    def _check_beside(self) -> None:
        for check in self._beside:
            self.problems += check.problems()

    def _look_again(self) -> None:
        """Take the state of a log that has grown since its signature was checked."""
        before = len(self.problems)
        known = list(self.problems)
        self.signature()
        self.problems[before:] = [p for p in self.problems[before:] if p not in known]

    def _leaves(self, first: int, width: int) -> tuple[list[bytes], dict[int, bytes]]:
        """Return the leaves of one bundle as the payloads give them, and which of them differ.

        Where a payload gives none, the bundle does. A leaf differs if bundle and tile agree on
        another one: that is returned by its place.
        """
        number = first // WIDTH
        bundle = self._bundle(number, width)
        hashes = self._read(resource_path("0", number, width)) or b""
        leaves: list[bytes] = []
        convicted: dict[int, bytes] = {}
        for i, from_payload in enumerate(self._payload_leaves(first, width)):
            from_bundle = bundle[i] if i < len(bundle) else b""
            in_tile = hashes[i * HASH_SIZE : (i + 1) * HASH_SIZE]
            leaves.append(from_bundle if from_payload is None else from_payload)
            if leaves[i] != from_bundle and leaf_hash(from_bundle) == in_tile:
                convicted[i] = from_bundle
        return leaves, convicted

    def _payload_leaves(self, first: int, width: int) -> Iterator[bytes | None]:
        number, place = divmod(first, SEGMENT)
        if place == 0:
            self._lines = self._segment(number)
        for index, line in enumerate(self._lines[place : place + width], first):
            if not line:
                yield None  # named when the segment was opened
                continue
            try:
                payload = decode(line)
            except CustodyError as error:
                self._payload_problem(index, error.message)
                yield None
                continue
            if payload.index != index:
                self._payload_problem(index, f"says that it is entry {payload.index}")
            entry = payload.entry()
            for check in self._beside:
                check.note(entry)
            self._on_entry(entry)
            yield leaf(stored_commitments(line))

    def _segment(self, number: int) -> list[bytes]:
        """Return the lines of a payload segment, each in the place of its entry, or empty.

        Where the count of lines is wrong, their places mean nothing: they are taken by the index
        that each states.
        """
        path, share = segment_path(number), segment_share(number, self.size)
        try:
            lines = split_lines(self._storage.read(path))
        except CustodyError as error:
            self._unread("payloads", path, error)
            self._doubt(number * SEGMENT)
            return [b""] * share
        if len(lines) == share:
            return lines
        stated = {index_of(line): line for line in lines}
        placed = [stated.get(number * SEGMENT + i, b"") for i in range(share)]
        if all(placed):
            self._problem("coverage", path, "holds lines that belong to no entry of the log")
        else:
            self._problem("payloads", path, f"holds {len(lines)} lines of {share} entries")
        for i, line in enumerate(placed):
            if not line:
                self._payload_problem(number * SEGMENT + i, "is missing or damaged")
        return placed

    def _bundle(self, number: int, width: int) -> Sequence[bytes]:
        data = self._read(resource_path("entries", number, width))
        try:
            return decode_bundle(data or b"")
        except CustodyError:
            return ()  # named when the bundle is compared with the rebuilt one

    def _coverage(self, edge: dict[str, bytes]) -> None:
        """Name every file that is no part of the log of this size."""
        expected = {resource_path(*resource) for resource in resources(self.size)}
        segments = {segment_path(n) for n in range(-(-self.size // SEGMENT))}
        known = expected | segments | {"checkpoint", VKEY_PATH} | self._head_path()
        current = {path.partition(".p/")[0]: path for path in expected}
        for path in self._storage.paths():
            if path in known or any(check.may_hold(path) for check in self._beside):
                continue
            if not self._is_older_partial(path, current, edge):
                self._problem("coverage", path, "does not belong to the log")

    def _head_path(self) -> set[str]:
        return set() if self._is_replica else {"head"}

    def _is_older_partial(self, path: str, current: dict[str, str], edge: dict[str, bytes]) -> bool:
        """Tell whether `path` is a partial tile of an earlier checkpoint, unchanged.

        `current` leads from a tile's path without its width to the path that it has in this log,
        `edge` holds the rebuilt tiles at the right edge of the tree.
        """
        match = _PARTIAL.fullmatch(path)
        now = current.get(match[1]) if match else None
        if match is None or now is None:
            return False
        width = int(match[2])
        if width >= (int(now.rpartition("/")[2]) if ".p/" in now else WIDTH):
            return False  # of a later checkpoint than this one
        whole = edge[now] if now in edge else self._read(now) or b""
        if "/entries/" not in path:
            return self._read(path) == whole[: width * HASH_SIZE]
        try:
            entries = decode_bundle(whole)[:width]
        except CustodyError:
            return False
        return self._read(path) == encode_bundle(entries)

    def _compare(self, rebuilt: _Rebuilt, leaves: Sequence[bytes]) -> None:
        """Grow a rebuilt log by a bundle; hold the tiles that it fills against the stored ones."""
        rebuilt.edge = rebuilt.tree.append(leaves)
        last = rebuilt.tree.size == self.size
        for path, data in rebuilt.edge.items():
            if last or ".p/" not in path:
                detail = "differs from what the payloads give"
                try:
                    same = self._storage.read(path) == data
                except CustodyError as error:
                    same, detail = False, _reason(path, error)
                if not same:
                    rebuilt.problems.append(_named("log-structure", path, detail))

    def _doubt(self, index: int) -> None:
        for check in self._beside:
            check.doubt(index)

    def _root_at(self, size: int) -> bytes:
        """Return the root that the log had when it had `size` entries, from its tiles."""
        tree = TreeReader(
            self.size, lambda level, n, w: self._storage.read(resource_path(str(level), n, w))
        )
        return range_root(0, size, tree.fetch) if size <= self.size else b""

    def _read(self, path: str) -> bytes | None:
        try:
            return self._storage.read(path)
        except CustodyError:
            return None

    def _unread(self, step: str, path: str, error: CustodyError) -> None:
        self._problem(step, path, _reason(path, error))

    def _payload_problem(self, index: int, detail: str) -> None:
        self._doubt(index)
        self._problem("payloads", segment_path(index // SEGMENT), f"entry {index} {detail}")

    def _problem(self, step: str, path: str, detail: str) -> None:
        self.problems.append(_named(step, path, detail))


class _BesideCheck(Protocol):
    """Checks what stands beside the tree: what entries brought with them."""

    def note(self, entry: Entry) -> None: ...
    def doubt(self, index: int, /) -> None: ...
    def may_hold(self, path: str) -> bool: ...
    def problems(self) -> Iterator[Problem]: ...


class _Rebuilt:
    """The log as it is if one copy of its entries is believed, and what then differs from it."""

    def __init__(self, tree: TreeBuilder) -> None:
        self.tree = tree
        self.edge: dict[str, bytes] = {}
        self.problems: list[Problem] = []

    def copy(self) -> _Rebuilt:
        """Return another one that differs from now on."""
        other = _Rebuilt(self.tree.copy())
        other.edge, other.problems = dict(self.edge), list(self.problems)
        return other


def _reason(path: str, error: CustodyError) -> str:
    return error.message.removeprefix(f"custody/{path} ")


def _named(step: str, path: str, detail: str) -> Problem:
    # A stray name may be any bytes; what names it is entered in the log, which is Unicode.
    shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return Problem(step=step, path=f"custody/{shown}", detail=detail)
