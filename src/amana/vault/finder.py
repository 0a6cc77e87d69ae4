"""Finding members of packs: through the index, which is believed only where the pack agrees.

Only the committer writes the index, up to states that are committed. A reader that misses something
in it walks the packs itself, for its own use. Whatever the index says, the header before the bytes
decides: an index that is damaged, of another state or of another archive costs time and is never
wrong.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from amana.core import IntegrityError
from amana.vault.index import PackIndex
from amana.vault.packs import Member, pack_numbers, pack_path
from amana.vault.scan import scan_pack
from amana.vault.ustar import BLOCK, extent, header

_START = (1, 0)
_BATCH = 10_000


class Finder:
    """Finds the members of the packs in `packs`."""

    def __init__(self, packs: Path, index: PackIndex) -> None:
        self._packs = packs
        self._index = index
        self._lock = threading.Lock()
        self._walked: PackIndex | None = None
        self._reached = _START

    def find(self, sha256: str) -> Member | None:
        """Return where a member stands, as far as the index knows."""
        return self._confirmed(self._index.find(sha256))

    def search(self, sha256: str) -> Member | None:
        """Return where a member stands, walking whatever was not walked before."""
        with self._lock:
            if self._walked is None:
                self._walked = PackIndex()
            for number in pack_numbers(self._packs):
                if number >= self._reached[0]:
                    at = self._reached[1] if number == self._reached[0] else 0
                    members = self._members(number, at, is_open=True)
                    while batch := list(islice(members, _BATCH)):
                        self._walked.add(batch)
                        at = batch[-1].offset - BLOCK + extent(batch[-1].size)
                    self._reached = (number, at)
            return self._confirmed(self._walked.find(sha256))

    def add(self, members: Collection[Member], before: str, after: str) -> None:
        """Note the members that a commit brought from state `before` to state `after`."""
        # An index that does not cover what was before stays incomplete until the next recovery.
        self._index.add(members, after if self._index.state() == before else None)

    def forget(self, digests: Collection[str]) -> None:
        """Take erased members out of the index, so that its file holds nothing of them."""
        self._index.forget(digests)
        with self._lock:
            self._walked, self._reached = None, _START

    def complete(self, state: str) -> None:
        """Bring the index up to `state` by the headers of the packs.

        Raises:
            IntegrityError: `state` is none of this vault, or a pack cannot be read.
        """
        covered = self._index.state()
        if covered == state:
            return
        goal, start = parse_state(state), _covered(covered)
        if start > goal or start == _START:
            self._index.clear()
            start = _START
        resets = self._index.resets
        for number in pack_numbers(self._packs):
            if number >= start[0]:
                at = start[1] if number == start[0] else 0
                self._index.add(self._members(number, at, is_open=number == goal[0]))
        if self._index.resets == resets:
            self._index.add((), state)

    def _members(self, number: int, at: int, *, is_open: bool) -> Iterator[Member]:
        """Yield the whole members of a pack; behind damage, only those with the right bytes."""
        damaged = False
        for scan in scan_pack(self._packs, number, start=at, is_open=is_open, hash_bytes=False):
            if scan.tombstone is not None:
                continue
            if scan.member is None:
                damaged = True
            elif scan.detail is None and (not damaged or self._has_its_bytes(scan.member)):
                yield scan.member

    def _has_its_bytes(self, member: Member) -> bool:
        found = scan_pack(
            self._packs, member.pack, start=member.offset - BLOCK, is_open=True, hash_bytes=True
        )
        return next(found).detail is None

    def _confirmed(self, member: Member | None) -> Member | None:
        """Return the member if its header stands before its bytes, and these are all there."""
        if member is None:
            return None
        try:
            with pack_path(self._packs, member.pack).open("rb", buffering=0) as pack:
                block = os.pread(pack.fileno(), BLOCK, member.offset - BLOCK)
                end = os.fstat(pack.fileno()).st_size
            agrees = block == header(member.sha256, member.size)
        except (OSError, ValueError, OverflowError):
            return None  # the numbers of a damaged index may be anything
        return member if agrees and member.offset + member.size <= end else None


def spell_state(number: int, length: int) -> str:
    """Return the state of a vault whose open pack is `number` and `length` bytes long."""
    return f"{number:08d}:{length}"


def parse_state(state: str) -> tuple[int, int]:
    """Return number and length of the open pack.

    Raises:
        IntegrityError: the text is no state.
    """
    number, _, length = state.partition(":")
    try:
        parsed = int(number), int(length)
    except ValueError:
        parsed = (0, 0)
    if spell_state(*parsed) != state or parsed < _START or parsed[1] % BLOCK:
        raise IntegrityError(
            f"{state!r} is not a state of this vault",
            remedy="do not write to this archive; run `amana check`",
        )
    return parsed


def _covered(state: str | None) -> tuple[int, int]:
    """Return from where an index that claims to cover `state` must be completed."""
    try:
        return parse_state(state) if state else _START
    except IntegrityError:
        return _START
