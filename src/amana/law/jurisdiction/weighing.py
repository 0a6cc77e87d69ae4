"""Three values from worlds that know two: found, not found, or dependent on what is open."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from amana.law.jurisdiction.choices import Choice, world_of
from amana.law.jurisdiction.crimes import CrimeClass
from amana.law.jurisdiction.rules import Base, Given, bases
from amana.law.jurisdiction.worlds import Reading, World
from amana.law.treaty import Treaty

UNNAMED = frozenset({"place", "nationality", "registration"})
"""Choices among all States where the question names none; the first value is none of them."""


MOST = 20_000
"""So many worlds are judged for one question, shared among what is open."""


class Result(StrEnum):
    """What the rules say; never that the Court has jurisdiction, which the Court decides."""

    BASIS_FOUND = "basis_found"
    NO_BASIS_FOUND = "no_basis_found"
    UNDETERMINED = "undetermined"


class Weighed(NamedTuple):
    """The result, the choices on which it depends, and the days on which it turns."""

    result: Result
    depends: tuple[Choice, ...] = ()
    turns: tuple[str, ...] = ()
    bases: tuple[Base, ...] = ()


def weigh(
    treaty: Treaty, crime: CrimeClass, open_to: Sequence[Choice], reading: Reading | None = None
) -> Weighed:
    """Weigh every world that the choices allow.

    A choice counts where, all else being equal, two of its values lead to different results; of the
    day and what else is told about named States, where that is so for nobody else besides: that it
    would also turn on the day if the accused were of this or that nationality is not told. If no
    choice counts, all worlds agree, for any two are linked by changing one choice at a time, first
    the unnamed States to none, then the rest. Where so much is open that not all worlds can be
    judged (`MOST`), a choice that was not weighed to its end counts: it is not settled.
    """
    weighing = _Weighing(treaty, crime, open_to, reading)
    depends: list[Choice] = []
    turns: tuple[str, ...] = ()
    for number, choice in enumerate(open_to):
        try:
            row = weighing.differing(number)
        except _TooManyError:
            depends.append(choice)
            continue
        if row is not None:
            depends.append(choice)
            if choice.on == "day":
                turns = _turns(choice, row)
    if depends:
        return Weighed(Result.UNDETERMINED, tuple(depends), turns)
    found = weighing.common()
    return Weighed(Result.BASIS_FOUND if found else Result.NO_BASIS_FOUND, bases=found)


def weigh_world(
    treaty: Treaty, crime: CrimeClass, world: World, reading: Reading | None = None
) -> Weighed:
    """Weigh one world, where nothing is open."""
    found = tuple(bases(Given(treaty, crime, world, reading)))
    return Weighed(Result.BASIS_FOUND if found else Result.NO_BASIS_FOUND, bases=found)


class _TooManyError(Exception):
    """There are more worlds than are judged."""


class _Weighing:
    """The worlds of one question, each judged once."""

    def __init__(
        self, treaty: Treaty, crime: CrimeClass, open_to: Sequence[Choice], reading: Reading | None
    ) -> None:
        self._treaty = treaty
        self._crime = crime
        self._open = open_to
        self._reading = reading
        self._known: dict[tuple[int, ...], list[Base]] = {}
        self._share = MOST // max(1, sum(len(choice.values) > 1 for choice in open_to))
        self._left = self._share

    def holds(self, at: tuple[int, ...]) -> bool:
        """Tell whether there is a basis in the world in which each choice has its value `at`."""
        known = self._known.get(at)
        if known is None:
            if self._left == 0:
                raise _TooManyError
            self._left -= 1
            values = [choice.values[which] for choice, which in zip(self._open, at, strict=True)]
            world = world_of(tuple(values))
            known = bases(Given(self._treaty, self._crime, world, self._reading))
            self._known[at] = known
        return bool(known)

    def common(self) -> tuple[Base, ...]:
        """Return the bases that there are in every world; where each has others, all of them."""
        self._left = self._share
        self.holds((0,) * len(self._open))
        if len(self._known) == 1:
            return tuple(*self._known.values())
        first, *others = self._known.values()
        everywhere = [base for base in first if all(base in each for each in others)]
        united = dict.fromkeys(base for each in self._known.values() for base in each)
        return tuple(everywhere or united)

    def differing(self, number: int) -> list[bool] | None:
        """Return what a choice leads to, value by value, where that differs; None: nowhere.

        Raises:
            _TooManyError: there are too many worlds to tell.
        """
        size = len(self._open[number].values)
        if size == 1:
            return None
        ranges = [range(len(choice.values)) for choice in self._open]
        for at, choice in enumerate(self._open):
            if at == number or (choice.on in UNNAMED and self._open[number].on not in UNNAMED):
                ranges[at] = range(1)
        self._left = self._share
        for others in itertools.product(*ranges):
            row = [self.holds((*others[:number], at, *others[number + 1 :])) for at in range(size)]
            if len(set(row)) > 1:
                return row
        return None


def _turns(choice: Choice, row: list[bool]) -> tuple[str, ...]:
    """Return the days from which the result is another one than on the day before."""
    pairs = itertools.pairwise(zip(choice.values, row, strict=True))
    return tuple(later.day for (_, before), (later, after) in pairs if before != after)
