"""The check of the log: recompute everything from the payloads and name what differs.

Each entry stands in the log three times: as payload, as leaf in a bundle and as hash in a tile.
Two that agree convict the third. The rebuilt tree must give every tile and the signed root, and
no other file may lie in the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from amana.core import CustodyError
from amana.custody.checkpoint import Checkpoint, parse_checkpoint, verify_checkpoint
from amana.custody.merkle import HASH_SIZE, leaf_hash
from amana.custody.note import Verifier, decode_note
from amana.custody.payload import commitments, decode, leaf
from amana.custody.ports import SEGMENT, LogStorage
from amana.custody.tiles import (
    WIDTH,
    TreeBuilder,
    decode_bundle,
    number_path,
    resource_path,
    resources,
)
from amana.records import Entry, Problem

VKEY_PATH = "log.vkey"

OnEntry = Callable[[Entry], None]


class LogCheck:
    """One check of one log. `problems` grows while `run` yields how many entries are done."""

    def __init__(self, storage: LogStorage, verifier: Verifier, on_entry: OnEntry) -> None:
        self._storage = storage
        self._verifier = verifier
        self._on_entry = on_entry
        self.problems: list[Problem] = []
        self.size = 0

    def signature(self) -> None:
        """Check head, verifier key and checkpoint: present, well-formed, signed, in agreement."""
        try:
            if self._storage.read(VKEY_PATH) != f"{self._verifier.vkey()}\n".encode():
                self._problem("log-signature", VKEY_PATH, "is not the key of this log")
        except CustodyError as error:
            self._problem("log-signature", VKEY_PATH, error.message)
        state = self._checkpoint()
        self.size = state.size if state else 0
        try:
            head = self._storage.head()
        except CustodyError:
            head = None
        if head is None:
            self._problem("log-signature", "head", "is missing or damaged")
        elif state and (head.size, head.root) != (state.size, state.root):
            self._problem("log-signature", "head", "states another log than the checkpoint")
        if state is None and head is not None:
            self.size = head.size

    def _checkpoint(self) -> Checkpoint | None:
        try:
            return verify_checkpoint(self._storage.read("checkpoint"), self._verifier)
        except CustodyError as error:
            self._problem("log-signature", "checkpoint", error.message)
            return None

    def run(self) -> Iterator[int]:
        """Check payloads, bundles and tiles of every entry, then that nothing else lies there."""
        tree = TreeBuilder(0, [], [])
        expected: set[str] = set()
        for first in range(0, self.size, WIDTH):
            width = min(WIDTH, self.size - first)
            leaves = self._leaves(first, width)
            changed = tree.append(leaves)
            last = first + width == self.size
            for path, data in changed.items():
                if last or ".p/" not in path:
                    self._compare(path, data)
                    expected.add(path)
            yield first + width
        self._root(tree)
        self._coverage(expected)

    def _leaves(self, first: int, width: int) -> list[bytes]:
        """Return the leaves of one bundle, convicting whichever of the three copies differs."""
        number = first // WIDTH
        bundle = self._bundle(number, width)
        hashes = self._read(resource_path("0", number, width)) or b""
        chosen = []
        for i, from_payload in enumerate(self._payload_leaves(first, width)):
            from_bundle = bundle[i] if i < len(bundle) else None
            in_tile = hashes[i * HASH_SIZE : (i + 1) * HASH_SIZE]
            if from_payload is None or (
                from_bundle not in (None, from_payload) and leaf_hash(from_bundle) == in_tile
            ):
                if from_payload is not None:
                    self._payload_problem(first + i, "does not fit its commitment in the log")
                chosen.append(from_bundle or b"")
            else:
                chosen.append(from_payload)
        return chosen

    def _payload_leaves(self, first: int, width: int) -> Iterator[bytes | None]:
        lines: list[bytes] = []
        try:
            lines.extend(self._storage.payloads(first, first + width))
        except CustodyError:
            # Take what is there line by line, so that each missing entry is named.
            lines = _readable(self._storage, first, width)
        for i in range(width):
            line = lines[i] if i < len(lines) else b""
            try:
                payload = decode(line)
            except CustodyError as error:
                self._payload_problem(first + i, error.message if line else "is missing")
                yield None
                continue
            if payload.index != first + i:
                self._payload_problem(first + i, f"says that it is entry {payload.index}")
            self._on_entry(payload.entry())
            yield leaf(commitments(payload.slots))

    def _bundle(self, number: int, width: int) -> Sequence[bytes]:
        data = self._read(resource_path("entries", number, width))
        try:
            return decode_bundle(data or b"")
        except CustodyError:
            return ()  # named when the bundle is compared with the rebuilt one

    def _root(self, tree: TreeBuilder) -> None:
        """Hold the rebuilt root against the checkpoint as it stands, signed or not."""
        try:
            stated = parse_checkpoint(decode_note(self._storage.read("checkpoint")).text)
        except CustodyError:
            return
        if stated.root != tree.root():
            self._problem("log-structure", "checkpoint", "signs another root than the entries give")

    def _coverage(self, expected: set[str]) -> None:
        """Name every file that is no part of the log of this size."""
        for kind, number, width in resources(self.size):
            expected.add(resource_path(kind, number, width))
        segments = {f"payloads/{number_path(n)}.jsonl" for n in range(-(-self.size // SEGMENT))}
        known = expected | segments | {"head", "checkpoint", VKEY_PATH}
        present = set(self._storage.paths())
        for path in sorted(present - known):
            if not self._older_partial(path, present):
                self._problem("coverage", path, "does not belong to the log")
        if self._tail(segments):
            self._problem("coverage", max(segments), "holds lines beyond the last entry")

    def _tail(self, segments: set[str]) -> bool:
        if not segments or max(segments) not in set(self._storage.paths()):
            return False
        lines = self._storage.read(max(segments)).splitlines(keepends=True)
        return len(lines) > (self.size - 1) % SEGMENT + 1

    def _older_partial(self, path: str, present: set[str]) -> bool:
        """Tell whether `path` is a partial tile of an earlier checkpoint, unchanged."""
        stem, mark, width = path.partition(".p/")
        if not mark or not width.isdigit() or not path.startswith("tile/"):
            return False
        wider = [p for p in present if p == stem or p.startswith(f"{stem}.p/")]
        widest = max(wider, key=lambda p: WIDTH if p == stem else int(p.rpartition("/")[2]))
        data, whole = self._storage.read(path), self._storage.read(widest)
        if "/entries/" in path:
            try:
                return len(decode_bundle(data)) == int(width) and whole.startswith(data)
            except CustodyError:
                return False
        return len(data) == int(width) * HASH_SIZE and whole.startswith(data)

    def _compare(self, path: str, data: bytes) -> None:
        stored = self._read(path)
        if stored is None:
            self._problem("log-structure", path, "is missing")
        elif stored != data:
            self._problem("log-structure", path, "differs from what the payloads give")

    def _read(self, path: str) -> bytes | None:
        try:
            return self._storage.read(path)
        except CustodyError:
            return None

    def _payload_problem(self, index: int, detail: str) -> None:
        path = f"payloads/{number_path(index // SEGMENT)}.jsonl"
        self._problem("payloads", path, f"entry {index} {detail}")

    def _problem(self, step: str, path: str, detail: str) -> None:
        self.problems.append(Problem(step=step, path=f"custody/{path}", detail=detail))


def _readable(storage: LogStorage, first: int, width: int) -> list[bytes]:
    """Return payload lines from `first` on, as many as there are, at most `width`."""
    lines: list[bytes] = []
    try:
        for line in storage.payloads(first, first + width):
            lines.append(line)  # noqa: PERF402 - what came before an error must be kept
    except CustodyError:
        pass
    return lines
