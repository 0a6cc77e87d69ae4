"""What was checked and when, as the `checked` entries of the log tell it.

An entry names what it covered by ranges of units (packs by number, folders of large objects by
name), or by the rule of a sample; never by digest. From that follows, for any object, the last
check in which its bytes were read. Pure; the rows are those of the tables `check_made` and
`checked`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from amana.core import JSON

Row = dict[str, str | int | None]
Values = Mapping[str, JSON]

SAMPLE = "sample"
"""The room of a row that holds a sample: its seed as `first`, its bound as `last`."""

_BOUND = 16


class CheckRow(msgspec.Struct, frozen=True, kw_only=True):
    """A range that was covered by the check that is entry `number`.

    `entries` is the size of the log at that time: what came later was not there. `length` is how
    far the last pack of the range reached, where that was the open one.
    """

    number: int
    at: str
    scope: str
    entries: int
    of_log: bool
    problems: int
    room: str
    first: str
    last: str
    length: int | None

    def covers(self, room: str, name: str, end: int = 0) -> bool:
        """Tell whether a unit, up to its byte `end`, was covered."""
        within = self.room == room and self.first <= name <= self.last
        return within and (name < self.last or self.length is None or end <= self.length)

    def sampled(self, sha256: str) -> bool:
        """Tell whether an object was in the sample."""
        return self.room == SAMPLE and in_sample(self.first, self.last, sha256)


def in_sample(seed: str, bound: str, sha256: str) -> bool:
    """Tell whether a sample with a seed and a bound, both hexadecimal, takes in an object."""
    return sample_value(seed, sha256) < int(bound, 16)


def sample_value(seed: str, sha256: str) -> int:
    """Return the number below 2**64 that decides whether an object is in a sample."""
    value = hashlib.sha256(bytes.fromhex(seed) + bytes.fromhex(sha256)).digest()
    return int.from_bytes(value[:8], "big")


def rows_of_check(number: int, entry: Values) -> tuple[Row, list[Row]]:
    """Return the rows that a `checked` entry gives: the check, and what it covered."""
    entries, problems = entry.get("entries"), entry.get("problem_count")
    check: Row = {
        "number": number,
        "scope": str(entry.get("scope")),
        "entries": entries if isinstance(entries, int) else 0,
        "of_log": int(entry.get("log") is True),
        "problems": problems if isinstance(problems, int) else 0,
    }
    covered = entry.get("covered")
    found = _covered(covered) if isinstance(covered, Mapping) else ()
    return check, [
        {"number": number, "position": position, **row} for position, row in enumerate(found)
    ]


def _covered(covered: Values) -> Iterator[Row]:
    packs = list(_pairs(covered.get("packs")))
    length = covered.get("length")
    for first, last in packs:
        ends = (first, last) == packs[-1] and isinstance(length, int)
        yield _row("packs", first, last, length if ends and isinstance(length, int) else None)
    for first, last in _pairs(covered.get("objects")):
        yield _row("objects", first, last)
    sample = covered.get("sample")
    if isinstance(sample, Mapping):
        seed, bound = str(sample.get("seed")), str(sample.get("bound"))
        if _is_hex(seed) and _is_hex(bound):
            yield _row(SAMPLE, seed, bound)


def _pairs(ranges: JSON) -> Iterator[tuple[str, str]]:
    for pair in ranges if isinstance(ranges, (list, tuple)) else ():
        if isinstance(pair, (list, tuple)) and len(pair) == 2:  # noqa: PLR2004 - first and last
            yield str(pair[0]), str(pair[1])


def _row(room: str, first: str, last: str, length: int | None = None) -> Row:
    return {"room": room, "first": first, "last": last, "length": length}


def _is_hex(text: str) -> bool:
    try:
        return len(bytes.fromhex(text)) > 0
    except ValueError:
        return False


def last_checks(
    units: Sequence[tuple[str, str]], rows: Iterable[CheckRow]
) -> dict[tuple[str, str], CheckRow]:
    """Return, for each unit that was ever covered, the last check that tells of it.

    `rows` come newest first. A pack behind the one that was open at a check was begun after it: it
    holds nothing that is older, so that check tells of it as well.
    """
    left = set(units)
    found: dict[tuple[str, str], CheckRow] = {}
    for row in rows:
        told = [
            (room, name)
            for room, name in left
            if row.covers(room, name)
            or (room == row.room == "packs" and row.length is not None and name > row.last)
        ]
        found.update(dict.fromkeys(told, row))
        left.difference_update(told)
        if not left:
            break
    return found


def checks_that_read(
    rows: Iterable[CheckRow], *, sha256: str, room: str, name: str, end: int, acquired: int
) -> Iterator[CheckRow]:
    """Yield those of `rows` that read the bytes of an object, which came with entry `acquired`."""
    for row in rows:
        if row.entries > acquired and (row.covers(room, name, end) or row.sampled(sha256)):
            yield row
