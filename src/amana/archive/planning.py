"""What each request of a group becomes: a new entry, or a receipt for what is here already."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence

from amana.archive.entries import noted_fields
from amana.archive.requests import (
    Acquire,
    Derive,
    Group,
    Note,
    Observe,
    Receipt,
    Request,
    Rerender,
)
from amana.catalogue import Analyses, Analysis, Holdings, Result, occurrence_key
from amana.core import JSON, NotFound, new_reference
from amana.records import Actor, Entry, Restriction

_LETTERS = 7
"""Random letters of a reference (`new_reference`)."""


class Known:
    """What is in the archive, and what came earlier in the same group.

    `earlier` are the entries since a group was first asked for, when it is asked for again because
    the answer was lost.
    """

    def __init__(
        self,
        group: Group,
        holdings: Holdings,
        analyses: Analyses,
        earlier: Sequence[Entry] = (),
    ) -> None:
        acquired = [each for each in group.requests if isinstance(each, Acquire)]
        self._keys = {id(each): place_of(each) for each in acquired}
        self._places = holdings.places(set(self._keys.values()))
        self._items: dict[tuple[str, str | None], str] = {}
        siblings = holdings.siblings({each.digests.sha256 for each in acquired})
        for sha256, several in siblings.items():
            for sibling in reversed(several):  # the oldest one stays
                self._items[sha256, sibling.source] = sibling.ref
        restricted = any(each.form.restrictions for each in acquired)
        refs = {*self._places.values(), *self._items.values()} if restricted else set()
        self._conditions = holdings.restrictions(refs)
        self._results = holdings.results(_derived(group))
        self._readings = analyses.of(_analysed(group))
        self._unused = _unused(holdings, len(acquired))
        self._noted = list(earlier)

    def place(self, request: Acquire) -> str | None:
        """Return the item that was acquired from this very place."""
        return self._places.get(self._keys[id(request)])

    def item(self, request: Acquire) -> str | None:
        """Return the item of the same bytes from the same source."""
        return self._items.get((request.digests.sha256, request.form.source))

    def covers(self, ref: str, restrictions: Collection[Restriction]) -> bool:
        """Tell whether each of these restrictions came with that very item before."""
        return self._conditions.get(ref, set()).issuperset(restrictions)

    def stands_at(self, ref: str, result: Result) -> bool:
        """Tell whether an item has this very result; a child that is here has its first one."""
        held = self._results.get(ref)
        return held == result or (result.inside is not None and held is not None)

    def analysed(self, ref: str, analysis: Analysis) -> bool:
        """Tell whether the analysis of an item stands as this one.

        Raises:
            NotFound: the reading that was analysed is not the one of the item, or not any more.
        """
        held = self._readings.get(ref)
        if held is None or held.reading != analysis.reading:
            raise NotFound(
                f"the reading of {ref} that was analysed is not there any more",
                remedy="run the command again",
            )
        same = (held.recipes, held.code, held.reason) == (
            analysis.recipes, analysis.code, analysis.reason,
        )  # fmt: skip
        return same and (analysis.failed or held.observed == analysis.marks)

    def noted(self, note: Note, actor: Actor) -> int | None:
        """Return the entry of the same note by the same person, if one was entered meanwhile."""
        for entry in self._noted:
            if entry.get("type") == note.kind and _says(entry, note, actor):
                self._noted.remove(entry)
                return entry.index
        return None

    def new_ref(self) -> str:
        """Return a reference that is not taken."""
        return next(self._unused)

    def remember(self, request: Acquire, ref: str) -> None:
        """Take note of an acquisition of this group."""
        self._places.setdefault(self._keys[id(request)], ref)
        self._items.setdefault((request.digests.sha256, request.form.source), ref)
        self._conditions.setdefault(ref, set()).update(request.form.restrictions)


def settle(
    request: Request, actor: Actor, known: Known, number: int
) -> tuple[Request | None, Receipt]:
    """Return the request as it is to be entered (None: nothing new) and its receipt.

    Rules:
      1. The same bytes from the same source and path, under no restriction that did not come with
         them before: nothing new.
      2. The same bytes from the same source elsewhere, or under a further restriction: the same
         item, acquired once more.
      3. From another source: a new item on the same bytes.
      4. A result that an item already has is not entered again.
      5. An analysis that stands already is not entered again; one of a reading that the item has no
         longer is refused, with all that was put in beside it.
      6. A note that is asked for again because its answer was lost is not entered again.
    """
    match request:
        case Acquire():
            held = known.place(request)
            if held is not None and known.covers(held, request.form.restrictions):
                return None, Receipt(entry=None, item=held)
            ref = held or known.item(request) or known.new_ref()
            known.remember(request, ref)
            return request, Receipt(entry=number, item=ref)
        case Derive():
            fresh = {r: v for r, v in request.results.items() if not known.stands_at(r, v)}
            kept = Derive(results=fresh, recipes=request.recipes) if fresh else None
            return kept, Receipt(entry=number if fresh else None)
        case Observe():
            told = {r: v for r, v in request.analyses.items() if not known.analysed(r, v)}
            observe = Observe(analyses=told, recipes=request.recipes) if told else None
            return observe, Receipt(entry=number if told else None)
        case Note() if (before := known.noted(request, actor)) is not None:
            return None, Receipt(entry=before)
        case Note() | Rerender():
            return request, Receipt(entry=number)


def place_of(request: Acquire) -> str:
    """Return what makes an acquisition the same as an earlier one: bytes, source and path."""
    return occurrence_key(request.digests.sha256, request.form.source, request.path)


def _derived(group: Group) -> set[str]:
    return {ref for each in group.requests if isinstance(each, Derive) for ref in each.results}


def _analysed(group: Group) -> set[str]:
    return {ref for each in group.requests if isinstance(each, Observe) for ref in each.analyses}


def _says(entry: Entry, note: Note, actor: Actor) -> bool:
    told: JSON = entry.get("actor")
    if not isinstance(told, dict) or told.get("name") != actor.name:
        return False
    return all(entry.get(name) == value for name, value in noted_fields(note).items())


def _unused(holdings: Holdings, number: int) -> Iterator[str]:
    """Yield references that no item has, drawn as many at a time as will be needed."""
    given: set[str] = set()
    while True:
        letters = iter(os.urandom(_LETTERS * max(1, number)))
        # Of 256 values of a byte, as many stand for one of the 32 letters as for another.
        drawn = dict.fromkeys(
            new_reference(lambda top: next(letters) % top)  # noqa: B023 - called at once
            for _ in range(max(1, number))
        )
        taken = holdings.taken(drawn.keys()) | given
        given |= drawn.keys()
        yield from (ref for ref in drawn if ref not in taken)
