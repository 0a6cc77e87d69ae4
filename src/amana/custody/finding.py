"""Finding the few entries of some types in a long log, without decoding every line."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from amana.core import canonical
from amana.custody.payload import decode
from amana.custody.ports import LogStorage
from amana.custody.segments import read_lines
from amana.records import Entry, EntryType


def entries_of(
    storage: LogStorage, types: Collection[EntryType], start: int, end: int
) -> Iterator[Entry]:
    """Yield the entries `start` to `end` (exclusive) that are of one of `types`.

    Raises:
        CustodyError: a segment or line is missing or damaged.
    """
    marks = [canonical(["type", kind.value])[:-1] for kind in types]
    for line in read_lines(storage.read, start, end):
        if any(mark in line for mark in marks):
            entry = decode(line).entry()
            if entry.get("type") in types:
                yield entry
