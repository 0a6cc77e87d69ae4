"""Payload segments: the payload lines of 1,024 entries in one file.

Only a line feed ends a line. (`bytes.splitlines` would also end one at a carriage return, which
damage can put into a line; then every later entry of the segment would seem to be moved.)
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from amana.core import CustodyError
from amana.custody.payload import decode
from amana.custody.tiles import number_path

SEGMENT = 1024
"""Entries per payload segment."""


def segment_path(number: int) -> str:
    """Return the path below the log of payload segment `number` (from 0)."""
    return f"payloads/{number_path(number)}.jsonl"


def segment_share(number: int, size: int) -> int:
    """Return how many entries of a log of `size` stand in segment `number`."""
    return min(SEGMENT, max(0, size - number * SEGMENT))


def split_lines(data: bytes) -> list[bytes]:
    """Return the lines of a segment with their line feeds; bytes after the last one are a line."""
    *whole, torn = data.split(b"\n")
    lines = [line + b"\n" for line in whole]
    return [*lines, torn] if torn else lines


def read_lines(read: Callable[[str], bytes], start: int, end: int) -> Iterator[bytes]:
    """Yield the payload lines of the entries `start` to `end`, one segment in memory at a time.

    Raises:
        CustodyError: a segment or a line is missing.
    """
    index = start
    while index < end:
        number, first = divmod(index, SEGMENT)
        lines = split_lines(read(segment_path(number)))
        stop = first + min(end - index, SEGMENT - first)
        yield from lines[first:stop]
        if len(lines) < stop:
            missing = number * SEGMENT + max(first, len(lines))
            raise CustodyError(f"the payload of entry {missing} is missing")
        index += stop - first


def committed_length(data: bytes, number: int, size: int) -> int:
    """Return how many bytes of segment `number`, which holds `data`, a log of `size` has committed.

    Rules:
      1. The segment has a whole line for each committed entry.
      2. Where more follows, the last of these lines is the payload of the last of these entries.
         Otherwise damage has put a line feed into a line, or the head is older than the segment,
         and counting lines would cut off what is committed.

    Raises:
        CustodyError: the segment breaks a rule.
    """
    keep = segment_share(number, size)
    lines = split_lines(data)
    length = sum(map(len, lines[:keep]))
    path = segment_path(number)
    if keep and (len(lines) < keep or not lines[keep - 1].endswith(b"\n")):
        raise CustodyError(
            f"custody/{path} has lost lines: {keep} entries of it are committed",
            remedy="do not write to this archive; run `amana check`",
        )
    last = number * SEGMENT + keep - 1
    if keep and len(data) > length and index_of(lines[keep - 1]) != last:
        raise CustodyError(
            f"custody/{path} is damaged: its line {keep} is not the payload of entry {last}",
            remedy="do not write to this archive; run `amana check`",
        )
    return length


def uncommitted(read: Callable[[str], bytes], size: int) -> list[tuple[str, int, bytes]]:
    """Return what segments hold beyond a log of `size`: path, bytes to keep, the bytes behind them.

    Raises:
        CustodyError: a segment with committed entries is missing or cannot be cut for certain.
    """
    found = []
    for number in itertools.count(size // SEGMENT):
        path = segment_path(number)
        try:
            data = read(path)
        except CustodyError:
            if segment_share(number, size):
                raise
            break
        length = committed_length(data, number, size)
        if length < len(data):
            found.append((path, length, data[length:]))
    return found


def index_of(line: bytes) -> int | None:
    """Return the index of the entry whose payload `line` is, or None where it is no payload."""
    try:
        return decode(line).index
    except CustodyError:
        return None
