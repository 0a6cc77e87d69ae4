"""The records of a `PowerPoint Document` stream ([MS-PPT] section 2.3.1), without recursion."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

HEAD = 8
_CONTAINER = 0xF
_TAG_DATA = 0x138B  # BinaryTagDataBlob: an atom that holds records
_MOST = 2_000_000


class Frame(NamedTuple):
    """A record: its type, instance, and where its content stands; `within` are the containers."""

    kind: int
    instance: int
    start: int
    end: int
    within: tuple[int, ...] = ()


def frame_at(data: bytes, at: int) -> Frame | None:
    """Return the record whose header stands at `at`, or None when there is none."""
    if not 0 <= at <= len(data) - HEAD:
        return None
    version, kind, size = struct.unpack_from("<HHI", data, at)
    return Frame(kind, version >> 4, at + HEAD, min(at + HEAD + size, len(data)))


def walk(data: bytes, start: int, end: int, deepest: int = 40) -> Iterator[Frame]:
    """Walk the records between two places, into containers; each tells in which it stands."""
    at, open_until = start, [(min(end, len(data)), -1)]
    for _ in range(_MOST):
        while len(open_until) > 1 and at >= open_until[-1][0]:
            open_until.pop()
        if at + HEAD > open_until[-1][0]:
            if len(open_until) == 1:
                return
            at = open_until.pop()[0]
            continue
        version, kind, size = struct.unpack_from("<HHI", data, at)
        stop = min(at + HEAD + size, open_until[-1][0])
        within = tuple(known for _, known in open_until[1:])
        yield Frame(kind, version >> 4, at + HEAD, stop, within)
        holds = version & _CONTAINER == _CONTAINER or kind == _TAG_DATA
        is_container = holds and len(open_until) <= deepest
        if is_container:
            open_until.append((stop, kind))
        at = at + HEAD if is_container else stop
