"""The check of what witnesses signed: every stored cosignature, by the keys that were trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from amana.core import CustodyError
from amana.custody.checkpoint import parse_checkpoint
from amana.custody.cosignature import CosignatureVerifier
from amana.custody.enclosures import stated_files
from amana.custody.note import decode_note
from amana.custody.witnessed import verify_cosignatures
from amana.records import Entry, EntryType, Problem

PLACE = "witnesses/"


class CosignedCheck:
    """Holds what entries `witnessed` brought against the log and the keys trusted at that time."""

    def __init__(self, read: Callable[[str], bytes], root_at: Callable[[int], bytes]) -> None:
        self._read = read
        self._root_at = root_at
        self._trusted: dict[str, list[str]] = {}
        self._brought: list[tuple[str, list[str]]] = []
        self._in_doubt = False

    def note(self, entry: Entry) -> None:
        """Take note of whom an entry trusts, or what a witness signed."""
        name = str(entry.get("name"))
        match entry.get("type"):
            case EntryType.TRUSTED:
                keys = entry.get("keys") if entry.get("trusted") else []
                self._trusted[name] = [str(key) for key in keys] if isinstance(keys, list) else []
            case EntryType.WITNESSED:
                files = stated_files(entry.fields)
                self._brought += [(path, self._trusted.get(name, [])) for path in files]

    def doubt(self, _index: int) -> None:
        """Do not believe the entries: one of them is damaged."""
        self._in_doubt = True

    def may_hold(self, _path: str) -> bool:
        """Tell nothing of files: they are enclosures of their entries."""
        return False

    def problems(self) -> Iterator[Problem]:
        """Yield which cosigned checkpoint is not right, or not of this log."""
        for path, keys in [] if self._in_doubt else self._brought:
            try:
                self._check(path, keys)
            except CustodyError as error:
                yield Problem(step="log-structure", path=f"custody/{path}", detail=error.message)

    def _check(self, path: str, keys: list[str]) -> None:
        data = self._read(path)
        verify_cosignatures(decode_note(data), [CosignatureVerifier.parse(key) for key in keys])
        state = parse_checkpoint(decode_note(data).text)
        if self._root_at(state.size) != state.root:
            raise CustodyError("is about a checkpoint that is not of this log")
