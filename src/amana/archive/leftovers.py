"""What crashes and commands that were broken off left in the work folder, when an item is erased.

Quarantine holds bytes that were never acknowledged: whatever there tells of an erased item goes,
the rest stays. Only the committer looks, in its turn, when nothing is being taken in.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import ClassVar

import msgspec

from amana.core import CHUNK
from amana.core.durable import erase_file, storage_errors, sync_folder

_LIVING = frozenset({"lock", "reading.lock", "committer.sock", "incoming"})
_SCRATCH = "tmp"


class Traces(msgspec.Struct, frozen=True):
    """By what something of an erased item is known: words, and how its objects begin."""

    BEGINNING: ClassVar[int] = 4096
    """So many bytes of an object are looked for."""

    words: tuple[bytes, ...]
    beginnings: tuple[bytes, ...]


_SHORTEST = 16
"""A beginning of fewer bytes is looked for at the beginning of a file only."""


def traces_of(words: Collection[str], beginnings: Iterable[bytes]) -> Traces:
    """Return the traces of an item: digests are looked for in hexadecimal and as bytes."""
    texts = [word.encode("ascii") for word in sorted(words)]
    raw = [bytes.fromhex(word) for word in sorted(words) if _is_hexadecimal(word)]
    return Traces(tuple(texts + raw), tuple(each for each in beginnings if each))


def _is_hexadecimal(word: str) -> bool:
    return len(word) == 64 and set(word) <= set("0123456789abcdef")  # noqa: PLR2004 - of a digest


def remove_leftovers(work: Path, traces: Traces) -> int:
    """Remove whatever below `work` tells of the item; return how many files that were.

    Rules:
      1. Scratch folders of a check that was broken off are removed whole: they hold copies of
         catalogue and index.
      2. A file goes that holds one of the words, or the beginning of one of the objects, or that
         is itself no more than such a beginning.
      3. What other processes are handing in at this moment stays: it is not here yet.
    """
    removed = 0
    with storage_errors(work):
        for path in sorted(work.iterdir()) if work.is_dir() else ():
            if path.name in _LIVING or path.is_symlink():
                continue
            if path.is_dir() and path.name.startswith(_SCRATCH):
                removed += sum(1 for _ in _files(path))
                shutil.rmtree(path)
                continue
            for file in _files(path):
                if _tells(file, traces):
                    _remove(file)
                    removed += 1
    return removed


def _remove(file: Path) -> None:
    """Remove a leftover; its bytes are overwritten only where it is their only name.

    A repair that was cut short leaves a second name of what still stands in vault or log.
    """
    if file.lstat().st_nlink > 1:
        file.unlink()
        sync_folder(file.parent)
    else:
        erase_file(file)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        for base, folders, names in os.walk(path):
            folders.sort()
            yield from _plain(Path(base) / name for name in sorted(names))
    else:
        yield from _plain([path])


def _plain(paths: Iterable[Path]) -> Iterator[Path]:
    return (path for path in paths if stat.S_ISREG(path.lstat().st_mode))


def _tells(file: Path, traces: Traces) -> bool:
    name = os.fsencode(file.name)
    if any(word in name for word in traces.words):
        return True
    wanted = [*traces.words, *(b for b in traces.beginnings if len(b) >= _SHORTEST)]
    longest = max(map(len, wanted))
    with file.open("rb") as stream:
        seen = stream.read(CHUNK)
        if seen and any(_begins_alike(seen, beginning) for beginning in traces.beginnings):
            return True
        while seen:
            if any(word in seen for word in wanted):
                return True
            more = stream.read(CHUNK)
            seen = seen[-longest:] + more if more else b""
    return False


def _begins_alike(data: bytes, beginning: bytes) -> bool:
    """Tell whether one is the beginning of the other."""
    return data.startswith(beginning) or beginning.startswith(data)
