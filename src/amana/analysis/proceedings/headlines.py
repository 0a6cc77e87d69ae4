"""One step for a headline or caption and the fuller telling of it in the article."""

from __future__ import annotations

from collections.abc import Sequence

from amana.records import Party, Proceeding
from amana.text import fold

_STEM = 4  # letters by which a state and its people meet (Norland, Norlander)
_SAME_STEP = {"mission to country": "visit"}
_EMPTY = frozenset({
    "a", "an", "the", "of", "for", "in", "on", "to", "and", "its", "his", "her", "their", "it",
    "he", "she", "they", "we",
})  # fmt: skip
_DONE = frozenset({"planned", "ordered", "refused"})


def told_once(above: Sequence[Proceeding], body: Sequence[Proceeding]) -> list[Proceeding]:
    """Return the steps of an article without those of its headline that its body tells again.

    The telling of the body is the fact; a step that only the headline tells of stays.
    """
    alone: list[Proceeding] = []
    for each in above:
        if not any(_same(each, one) for one in (*alone, *body)):
            alone.append(each)
    return [*alone, *body]


def _same(one: Proceeding, other: Proceeding) -> bool:
    """Tell whether two tellings may be of one step: nothing that they say contradicts."""
    steps = {_SAME_STEP.get(each.step, each.step) for each in (one, other)}
    if len(steps) > 1 or (one.status != other.status and {one.status, other.status} & _DONE):
        return False
    if one.date and other.date and not _same_time(one.date, other.date):
        return False
    acting = [(*each.by, *((each.authority,) if each.authority else ())) for each in (one, other)]
    return _meet(*acting) and _meet(one.subjects, other.subjects)


def _same_time(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _meet(one: Sequence[Party], other: Sequence[Party]) -> bool:
    """Tell whether two lists of parties may mean the same; an empty one says nothing."""
    here, there = _keys(one), _keys(other)
    return not here or not there or bool(here & there)


def _keys(parties: Sequence[Party]) -> frozenset[str]:
    keys: set[str] = set()
    for each in parties:
        if each.entity:
            keys.add(each.entity)
        said = fold(each.span.quote).text.lower().split() if each.span else []
        keys.update(word.strip(".,'\"")[:_STEM] for word in said if word not in _EMPTY)
    return frozenset(keys - {""})
