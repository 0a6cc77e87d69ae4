"""What earlier steps observed, ordered for looking up: names, places, times, figures, claims."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

from amana.analysis.incidents.event import Run, inside, overlap
from amana.analysis.steps import Earlier
from amana.records import (
    Claim,
    Mention,
    Observed,
    PlaceReference,
    Quantity,
    Role,
    TimeExpression,
)
from amana.text import fold

T = TypeVar("T", bound=Observed)
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ACTORS = frozenset({"NORP", "ORG", "PERSON"})
_LONGEST = 400
_NAMES_BEFORE = 8
_LONGEST_CLAIM = 5000


class Known:
    """Facts of earlier steps in one frame."""

    def __init__(self, earlier: Earlier) -> None:
        self.mentions = _sorted(earlier, "names", Mention)
        self.places = _sorted(earlier, "places", PlaceReference)
        self.times = [
            each for each in _sorted(earlier, "time", TimeExpression) if each.type == "date"
        ]
        self.quantities = _sorted(earlier, "quantities", Quantity)
        self._roles: dict[str, set[str]] = {}
        for role in _sorted(earlier, "names", Role):
            if role.entity:
                self._roles.setdefault(role.entity, set()).update(fold(role.role).text.split())
        claims = [each for each in _sorted(earlier, "claims", Claim) if each.content]
        self._contents = sorted(claims, key=_starts)

    def roles_of(self, entity: str) -> frozenset[str]:
        """Return the words of the roles that an entity has in the text, folded."""
        return frozenset(self._roles.get(entity, ()))

    def names_before(self, at: int) -> list[Mention]:
        """Return the names that stand closely before a place in the text, the nearest first."""
        last = bisect_left(self.mentions, (at, 0), key=run_of)
        near = self.mentions[max(0, last - _NAMES_BEFORE) : last]
        return [each for each in reversed(near) if at - each.span.char_end < _LONGEST]

    def quantities_in(self, run: Run) -> list[Quantity]:
        """Return the figures within a run."""
        return _within(self.quantities, run)

    def times_in(self, run: Run) -> list[TimeExpression]:
        """Return the dates within a run."""
        return _within(self.times, run)

    def mentions_in(self, run: Run) -> list[Mention]:
        """Return the names within a run."""
        return _within(self.mentions, run)

    def claims_near(self, run: Run) -> list[Claim]:
        """Return the claims whose content may hold a run, or follow it closely."""
        first = bisect_left(self._contents, run[0] - _LONGEST_CLAIM, key=_starts)
        last = bisect_left(self._contents, run[1] + _LONGEST, key=_starts)
        return self._contents[first:last]

    def mention(self, run: Run) -> Mention | None:
        """Return the name that touches a run, the longest where several do."""
        found = [each for each in _near(self.mentions, run) if overlap(run_of(each), run)]
        return max(found, key=lambda each: each.span.char_end - each.span.char_start, default=None)

    def is_place(self, run: Run) -> bool:
        """Tell whether a name in a run is one of a place."""
        found = self.mention(run)
        return (found is not None and found.type in _PLACES) or self.place(run) is not None

    def is_country(self, run: Run) -> bool:
        """Tell whether a name in a run is that of a country."""
        found = self.place(run)
        return found is not None and found.precision == "country"

    def place(self, run: Run) -> PlaceReference | None:
        """Return the place that is named in a run."""
        return next((each for each in _near(self.places, run) if overlap(run_of(each), run)), None)

    def is_party(self, run: Run) -> bool:
        """Tell whether a name in a run is one of a people, a body or a person."""
        found = self.mention(run)
        return found is not None and found.type in _ACTORS

    def is_other_name(self, run: Run) -> bool:
        """Tell whether a run lies inside a longer name of a person, body, place or law."""
        found = self.mention(run)
        return (
            found is not None
            and found.type in {"PERSON", "ORG", "FAC", "LAW", "GPE"}
            and inside(run, run_of(found))
        )


def run_of(fact: Observed) -> Run:
    """Return where a fact stands."""
    return fact.span.char_start, fact.span.char_end


def content_of(claim: Claim) -> Run:
    """Return where the content of a claim stands; that of its words where it has none."""
    span = claim.content or claim.span
    return span.char_start, span.char_end


def _starts(claim: Claim) -> int:
    return content_of(claim)[0]


def _sorted(earlier: Earlier, step: str, kind: type[T]) -> list[T]:
    found = [each for each in earlier.get(step, ()) if isinstance(each, kind)]
    return sorted(found, key=run_of)


def _near(facts: Sequence[T], run: Run) -> Sequence[T]:
    """Return the facts that begin near a run: all that may touch it."""
    first = bisect_left(facts, (run[0] - _LONGEST, 0), key=run_of)
    last = bisect_left(facts, (run[1], 0), key=run_of)
    return facts[first:last]


def _within(facts: Sequence[T], run: Run) -> list[T]:
    return [each for each in _near(facts, run) if inside(run_of(each), run)]
