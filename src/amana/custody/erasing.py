"""Erasing fields of entries: name, value and salt go, the commitment stays in their place.

The leaf is made of commitments alone, so leaves, tiles, roots and every proof that was given out
stay as they are. Segments are written anew, each in one step. Safe to be done again after a crash.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Collection, Iterator, Mapping

import msgspec

from amana.core import CustodyError
from amana.custody.log import read_tile
from amana.custody.payload import (
    Erased,
    Payload,
    commitments,
    decode,
    encode,
    leaf,
)
from amana.custody.ports import LogStorage
from amana.custody.segments import SEGMENT, read_lines, segment_path, segment_share, split_lines
from amana.custody.tiles import WIDTH, decode_bundle, widths
from amana.records import Field, Problem

Slots = Mapping[int, Collection[int]]
"""Slots of entries, from 0 in committed order, by the index of the entry."""


def mentions(storage: LogStorage, size: int, words: Collection[str]) -> Iterator[Payload]:
    """Yield the payloads, among those of the first `size` entries, that hold one of `words`.

    The words are in ASCII without quotes and reverse strokes: digests, references.
    """
    wanted = [word.encode("ascii") for word in words]
    for line in read_lines(storage.read, 0, size):
        if any(word in line for word in wanted):
            yield decode(line)


def erase_slots(payload: Payload, places: Collection[int]) -> Payload:
    """Return a payload without names, values and salts of the slots at `places`."""
    found = commitments(payload.slots)
    slots = tuple(
        Erased(commitment=found[i]) if i in places else slot for i, slot in enumerate(payload.slots)
    )
    return msgspec.structs.replace(payload, slots=slots)


def erase_fields(storage: LogStorage, size: int, slots: Slots) -> None:
    """Erase slots of committed entries of a log of `size`; called by the committer alone.

    Raises:
        CustodyError: a payload is damaged: erasing would make that final, so nothing was done to
            its segment.
    """
    numbers = sorted(slots)
    for number, indexes in itertools.groupby(numbers, key=lambda index: index // SEGMENT):
        lines = split_lines(storage.read(segment_path(number)))
        changed = False
        for index in indexes:
            place = index - number * SEGMENT
            if place >= min(len(lines), segment_share(number, size)):
                raise CustodyError(f"the payload of entry {index} is missing", remedy=_REPAIR)
            after = _erased(storage, size, index, lines[place], slots[index])
            changed = changed or after != lines[place]
            lines[place] = after
        if changed:
            storage.replace_segment(number, b"".join(lines))


def unerased(storage: LogStorage, slots: Slots) -> Iterator[Problem]:
    """Yield what is still told by slots that an entry says were erased.

    A payload that cannot be read is none of these: the check of the log names it.
    """
    for index, places in sorted(slots.items()):
        path = segment_path(index // SEGMENT)
        with contextlib.suppress(CustodyError):
            found = split_lines(storage.read(path))[index % SEGMENT :][:1]
            told = [p for line in found for p, slot in enumerate(decode(line).slots)
                    if p in places and isinstance(slot, Field)]  # fmt: skip
            if told:
                detail = f"entry {index} still tells what was erased, as if it had been put back"
                yield Problem(step="payloads", path=f"custody/{path}", detail=detail)


_REPAIR = "run `amana check`; repair the log from a replica, then open the archive again"


def _erased(
    storage: LogStorage, size: int, index: int, line: bytes, places: Collection[int]
) -> bytes:
    payload = decode(line)
    number, place = divmod(index, WIDTH)
    full, partial = widths(size)
    bundle = decode_bundle(
        read_tile(storage, "entries", number, partial if number == full else WIDTH)
    )
    if payload.index != index or leaf(commitments(payload.slots)) != bundle[place]:
        raise CustodyError(f"entry {index} does not fit its commitment in the log", remedy=_REPAIR)
    return encode(erase_slots(payload, places))
