"""The check of the log's keys: from those that its first entry names to those beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from amana.core import JSON, CustodyError
from amana.custody.logkeys import VKEY_PATH, Verifier
from amana.custody.rotation import rotation_index, rotation_path, verify_rotation
from amana.records import Entry, EntryType, Problem

RootAt = Callable[[int], bytes]
"""`root_at(size)` returns the root that the log had at an earlier size."""


class KeyChainCheck:
    """Follows the changes of keys that the entries tell of.

    Where entries cannot be believed, nothing is said of them: the entries are named already.
    """

    def __init__(self, read: Callable[[str], bytes], root_at: RootAt, verifier: Verifier) -> None:
        self._read = read
        self._root_at = root_at
        self._verifier = verifier
        self._first: JSON = None
        self._changes: list[int] = []
        self._in_doubt = False

    def note(self, entry: Entry) -> None:
        """Take note of what an entry says of keys."""
        match entry.get("type"):
            case EntryType.CREATED if entry.index == 0:
                self._first = entry.get("keys")
            case EntryType.ROTATED:
                self._changes.append(entry.index)

    def doubt(self, _index: int) -> None:
        """Do not believe the entries: one of them is damaged."""
        self._in_doubt = True

    def may_hold(self, path: str) -> bool:
        """Tell whether an entry brought, or may have brought, a rotation at this path."""
        index = rotation_index(path)
        return index is not None and (index in self._changes or self._in_doubt)

    def problems(self) -> Iterator[Problem]:
        """Yield which step from the first keys to those beside the log does not hold."""
        if self._in_doubt or not isinstance(self._first, list):
            return
        path = VKEY_PATH
        try:
            trusted = Verifier.parse("\n".join(map(str, self._first)))
            for index in self._changes:
                path = rotation_path(index)
                trusted = self._step(path, index, trusted)
        except CustodyError as error:
            detail = error.message.removeprefix(f"custody/{path} ")
            yield Problem(step="log-structure", path=f"custody/{path}", detail=detail)
            return
        if trusted.vkey() != self._verifier.vkey():
            detail = "holds other keys than those that the entries of the log lead to"
            yield Problem(step="log-signature", path=f"custody/{VKEY_PATH}", detail=detail)

    def _step(self, path: str, index: int, trusted: Verifier) -> Verifier:
        step = verify_rotation(self._read(path), trusted)
        if step.index != index:
            raise CustodyError(f"is the change of keys of entry {step.index}")
        if self._root_at(step.checkpoint.size) != step.checkpoint.root:
            raise CustodyError("is about a checkpoint that is not of this log")
        return step.new
