"""What a check reads: everything, a random sample, what was not read for longest, what is due.

Everything else is checked whatever the scope: the log as a whole, that every object is there, that
nothing else is. A scope only chooses whose bytes are read again.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

import msgspec

from amana.catalogue import CheckRow, in_sample, sample_value
from amana.core import UsageError
from amana.vault import Unit

_WHOLE = 1 << 64
_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(%|[kKMGT]?i?B)?")
_UNITS = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_BINARY = {"": 1, "k": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


class Amount(msgspec.Struct, frozen=True):
    """How much is to be read: exactly one of a share (of one), a count, a number of bytes."""

    share: float | None = None
    count: int | None = None
    size: int | None = None


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What a check reads. `seed` (hexadecimal) makes a choice that can be repeated."""

    kind: Literal["everything", "sample", "oldest", "rolling"] = "everything"
    amount: Amount | None = None
    seed: str | None = None


EVERYTHING = Scope()
ROLLING = Scope(kind="rolling")


def sample(amount: str, seed: str | None = None) -> Scope:
    """Return the scope of a random sample of objects: `1%`, or a count.

    Raises:
        UsageError: it is neither.
    """
    parsed = parse_amount(amount)
    if parsed.size is not None:
        raise UsageError(
            "a sample is a share or a number of objects", remedy="say --sample 1% or --sample 1000"
        )
    if seed is not None and not re.fullmatch(r"(?:[0-9a-f]{2}){1,32}", seed):
        raise UsageError(
            "the seed of a sample is written in hexadecimal letters, two for each byte",
            remedy="take it from the check that told it, or leave --seed away to draw anew",
        )
    return Scope(kind="sample", amount=parsed, seed=seed)


def oldest(amount: str) -> Scope:
    """Return the scope of the units that were not read for longest: `5%`, a count, or `2GB`.

    Raises:
        UsageError: it is none of these.
    """
    return Scope(kind="oldest", amount=parse_amount(amount))


def parse_amount(text: str) -> Amount:
    """Return the amount that a person wrote: `5%`, `12`, `2GB`, `500 MiB`.

    Raises:
        UsageError: it is no amount, or none at all.
    """
    match = _AMOUNT.fullmatch(text.strip())
    number, unit = (float(match[1]), match[2]) if match else (0.0, None)
    limit = 100 if unit == "%" else float(_WHOLE)
    if not 0 < number <= limit or (unit is None and number != int(number)):
        raise UsageError(f"{text!r} is no amount", remedy="write it like 5%, 1000 or 2GB")
    if unit == "%":
        return Amount(share=number / 100)
    if unit is None:
        return Amount(count=int(number))
    letter = unit.rstrip("B").rstrip("i").replace("K", "k")
    return Amount(size=int(number * (_BINARY if "i" in unit else _UNITS)[letter]))


def parse_rate(text: str) -> int:
    """Return the bytes a second that a person wrote: `50MB/s`, or `50MB`.

    Raises:
        UsageError: it is no rate.
    """
    wrong = UsageError(f"{text!r} is no rate", remedy="write it like 50MB/s")
    try:
        size = parse_amount(text.strip().removesuffix("/s")).size
    except UsageError:
        raise wrong from None
    if not size:
        raise wrong
    return size


# Choosing


class Sample(NamedTuple):
    """The rule of a sample, from which anybody can tell whether an object was in it."""

    seed: str
    bound: str

    def reads(self, unit: Unit, sha256: str) -> bool:
        """Tell whether an object is in the sample."""
        del unit
        return in_sample(self.seed, self.bound, sha256)


def choose_sample(amount: Amount, seed: str, digests: Iterable[str]) -> Sample:
    """Return the sample of `amount` among `digests`: at least one object, where there are any.

    Each object has a number that the seed gives it. Of a count, those with the smallest numbers are
    taken; of a share, those whose number is below that share of all numbers: for each object, the
    share is its chance. Where that takes none, the object with the smallest number is taken.
    """
    values = (sample_value(seed, sha256) for sha256 in digests)
    if amount.share is not None:
        bound = int(amount.share * _WHOLE)
        lowest = _first_below(bound, values)
        bound = bound if lowest is None else max(bound, lowest + 1)
    else:
        taken = heapq.nsmallest(amount.count or 0, values)
        bound = taken[-1] + 1 if taken else 0
    return Sample(seed, f"{min(_WHOLE - 1, bound):016x}")


def _first_below(bound: int, values: Iterable[int]) -> int | None:
    """Return the first number below `bound`, else the smallest one; None: there is none at all."""
    lowest = None
    for value in values:
        lowest = value if lowest is None else min(lowest, value)
        if lowest < bound:
            break
    return lowest


def by_age(
    sizes: Sequence[tuple[Unit, int]], last: Mapping[tuple[str, str], CheckRow], offset: float
) -> list[tuple[Unit, int]]:
    """Return units with their sizes, those first that no check has told of for longest.

    Among equals, the order of the vault is kept but begins at a random place: `offset` is a number
    from 0 to 1. So a check that is always cut short does not always read the same ones.
    """
    groups: dict[int, list[tuple[Unit, int]]] = {}
    for unit, size in sizes:
        row = last.get(unit)
        groups.setdefault(row.number if row else -1, []).append((unit, size))
    ordered = []
    for _, group in sorted(groups.items()):
        start = int(offset * len(group)) % len(group)
        ordered += group[start:] + group[:start]
    return ordered


def take(ordered: Sequence[tuple[Unit, int]], amount: Amount) -> set[Unit]:
    """Return the first units of an order, as many as the amount says, and at least one."""
    count = len(ordered) if amount.count is None else amount.count
    size = float(sum(size for _, size in ordered))
    if amount.size is not None:
        size = amount.size
    elif amount.share is not None:
        size *= amount.share
    taken: set[Unit] = set()
    read = 0
    for unit, own in ordered[:count]:
        if read >= size and taken:
            break
        taken.add(unit)
        read += own
    return taken


def due(
    ordered: Sequence[tuple[Unit, int]],
    last: Mapping[tuple[str, str], CheckRow],
    *,
    now: datetime,
    since: datetime,
    began: datetime,
    cycle: timedelta,
) -> set[Unit]:
    """Return the units that a rolling check reads now, of those ordered by age; maybe none.

    Rules:
      1. In one cycle, everything is read once: of all bytes, the share is due that the time since
         the last rolling check (`since`) is of the cycle, in whole units.
      2. A unit that no check has told of for a whole cycle is due in any case. `began` is when the
         archive was made: nothing in it is older.
    """
    total = sum(size for _, size in ordered)
    share = total * min(1.0, (now - since) / cycle)
    taken: set[Unit] = set()
    read = 0
    for unit, size in ordered:
        row = last.get(unit)
        told = datetime.fromisoformat(row.at) if row else began
        if read + size > share and now - told < cycle:
            break
        taken.add(unit)
        read += size
    return taken
