"""What a check enters in the custody log, a batch of units at a time.

A long check is entered as it goes on, so that what was read counts even if it is cut short. An
entry names the units that were covered and a Merkle root over what was found of each object, never
a digest: an item that is erased later leaves none behind in the entries of checks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from amana.archive.scopes import Sample
from amana.core import JSON, Timer
from amana.custody import Frontier, leaf_hash
from amana.records import Problem
from amana.vault import FIRST, LAST, Unit, Verdict

MOST_BYTES = 16 << 30
MOST_SECONDS = 300.0
"""A batch is entered once it has so many bytes, or took so long."""

_MOST_PROBLEMS = 100
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Covered:
    """The units that were read one after another, as ranges of their order.

    `order` has every unit that there is; None: all of them are read, in their order.
    """

    def __init__(self, order: Sequence[Unit] | None) -> None:
        self._places = None if order is None else {unit: at for at, unit in enumerate(order)}
        self._ranges: dict[str, list[list[str]]] = {"packs": [], "objects": []}
        self._before: Unit | None = None

    def add(self, unit: Unit) -> None:
        """Note that a unit was read to its end."""
        ranges, follows = self._ranges[unit.room], self._follows(unit)
        if ranges and follows:
            ranges[-1][1] = unit.name
        else:
            ranges.append([self._first(unit, follows=follows), unit.name])
        self._before = unit

    def skip(self) -> None:
        """Note that a unit was passed over: no range goes across it."""
        self._before = None

    def _follows(self, unit: Unit) -> bool:
        before = self._before
        if before is None or before.room != unit.room:
            return False
        return self._places is None or self._places.get(unit, -2) == self._places[before] + 1

    def _first(self, unit: Unit, *, follows: bool) -> str:
        """Return where a range begins: folders that are not there have nothing unread in them."""
        if unit.room == "objects" and follows and self._before:
            return _next(self._before.name)
        return FIRST if unit.room == "objects" and self._places is None else unit.name

    def close(self) -> None:
        """Note that nothing follows: all folders of large objects are covered to the last."""
        ranges = self._ranges["objects"]
        if ranges:
            ranges[-1][1] = LAST
        elif self._before is None or self._before.room != "objects":
            ranges.append([FIRST, LAST])
        elif self._before.name < LAST:
            ranges.append([_next(self._before.name), LAST])

    def cut(self) -> dict[str, list[list[str]]]:
        """Return the ranges since the last cut, by room."""
        found, self._ranges = self._ranges, {"packs": [], "objects": []}
        return found


def _next(name: str) -> str:
    return f"{int(name, 16) + 1:04x}"


class Batch:
    """What was found since the last entry."""

    def __init__(self, timer: Timer) -> None:
        self._timer = timer
        self._began = timer.now()
        self._pairs = Frontier()
        self.objects = 0
        self.bytes = 0
        self.problems: list[Problem] = []
        self._marked = (self._pairs.copy(), 0, 0)

    def take(self, verdict: Verdict) -> None:
        """Take in what was found of an object, if its bytes were read."""
        if verdict.read and verdict.sha256 is not None:
            ok = "false" if verdict.problem else "true"
            self._pairs.append(leaf_hash(f'["{verdict.sha256}",{ok}]'.encode()))
            self.objects += 1
            self.bytes += verdict.size

    def mark(self) -> None:
        """Note that a unit has come to its end."""
        self._marked = (self._pairs.copy(), self.objects, self.bytes)

    def back_to_mark(self) -> None:
        """Count only the units that have come to their end; problems stay found."""
        self._pairs, self.objects, self.bytes = self._marked

    def is_full(self) -> bool:
        """Tell whether it is time to enter it."""
        long = self._timer.now() - self._began >= MOST_SECONDS
        return self.bytes >= MOST_BYTES or (long and self.objects > 0)

    def fields(
        self,
        scope: str,
        *,
        covered: Mapping[str, JSON],
        entries: int,
        log: bool,
        more: bool,
        items: Mapping[str, Sequence[str]],
    ) -> dict[str, JSON]:
        """Return the fields of its entry; `items` are the items on the bytes of a digest."""
        return {
            "scope": scope,
            "outcome": "problems found" if self.problems else "unchanged",
            "objects": self.objects,
            "bytes": self.bytes,
            "entries": entries,
            "log": log,
            "covered": covered,
            "root": self._pairs.root().hex(),
            "problems": [_told(problem, items) for problem in self.problems[:_MOST_PROBLEMS]],
            "problem_count": len(self.problems),
            "more": more,
        }


def spell_ranges(ranges: Mapping[str, JSON], open_pack: tuple[Unit, int] | None) -> dict[str, JSON]:
    """Return ranges as they are entered: with the length of the open pack where they end in it."""
    packs = ranges["packs"]
    ends = packs[-1] if isinstance(packs, list) and packs else None
    within = open_pack is not None and isinstance(ends, list) and ends[1] == open_pack[0].name
    return {**ranges, "length": open_pack[1] if open_pack and within else None}


def spell_sample(sample: Sample) -> dict[str, JSON]:
    """Return the rule of a sample as it is entered."""
    return {"sample": {"seed": sample.seed, "bound": sample.bound}}


def digest_in(problem: Problem) -> str | None:
    """Return the digest that a problem names its object by."""
    found = _DIGEST.search(problem.path)
    return found[0] if found else None


def _told(problem: Problem, items: Mapping[str, Sequence[str]]) -> JSON:
    """Return a problem without digests: items are named by their references."""
    digest = digest_in(problem)
    return {
        "step": problem.step,
        "path": _DIGEST.sub(lambda found: f"{found[0][:4]}…", problem.path),
        "detail": _DIGEST.sub(lambda found: f"{found[0][:4]}…", problem.detail),
        "items": list(items.get(digest, ())) if digest else [],
    }
