"""The trunk of a page: the chain of names inside which its main text stands.

A block's names are those of its ancestors from outside to inside, so names make a tree. Prose
gathers in one branch of it; the trunk is the way there.
"""

from __future__ import annotations

from collections import defaultdict

from amana.reading.articles.hints import LEAD, MAIN, hint_of
from amana.reading.articles.parts import Part, is_record

_MOST = 0.75  # share of the prose that a branch needs to be followed
_MOST_NAMED = 0.4  # the same for a branch that is named as main text
_PROSE_AROUND = 0.5  # share of prose in what a step back to a thicker branch takes in
_LINKS_AROUND = 0.3
_STEPS_IN_RECORD, _MOST_LINKS = 2, 0.5
_MOST_MARKED, _MOST_COMMENTS = 0.5, 0.95
_STEPS_BACK = 6


def find_trunk(parts: list[Part]) -> tuple[str, ...]:
    """Return the trunk and mark in each group how much of it the group shares.

    Rules:
    1. From the root, follow the branch that holds at least three quarters of the prose, or two
       fifths if its name is one of main text ("article-body").
    2. Then go back at most six names as long as what that takes in is prose itself (half of it,
       less than three tenths links): paragraphs often carry names of their own. In a record
       (`is_record`) two names, where less than half are links: its rows stand beside its prose.
    3. Prose in navigation, footers, forms and the like, and under names of furniture, is not
       counted, unless there is no other. A name that marks more than half of all prose is no name
       of furniture, unless it is one of comments.
    """
    live = [part for part in parts if part.out is None]
    marks = _marks(live)
    clean = [part for part in live if marks.isdisjoint(part.group.hints)]
    prose = [part for part in clean if part.weight] or [part for part in live if part.weight]
    trunk = _follow(prose)
    trunk = trunk[: _step_back(trunk, clean, record=is_record(parts))]
    for group in {id(part.group): part.group for part in parts}.values():
        group.depth = _shared(group.hints, trunk)
    return trunk


def _marks(parts: list[Part]) -> set[str]:
    """Return the names that mark furniture for sure on this page."""
    share: defaultdict[str, float] = defaultdict(float)
    for group in {id(part.group): part.group for part in parts}.values():
        for name in set(group.hints):
            share[name] += group.weight
    total = sum({id(part.group): part.group.weight for part in parts}.values())
    marks = set()
    for name, weight in share.items():
        hint = hint_of(name)
        if hint is not None and hint.sure and hint.why not in {MAIN, LEAD}:
            most = _MOST_COMMENTS if hint.why == "comments" else _MOST_MARKED
            if weight <= most * total:
                marks.add(name)
    return marks


def _follow(parts: list[Part]) -> tuple[str, ...]:
    trunk: tuple[str, ...] = ()
    current = parts
    while current:
        total = sum(part.weight for part in current)
        branches: defaultdict[str, float] = defaultdict(float)
        depth = len(trunk)
        for part in current:
            if len(part.group.hints) > depth:
                branches[part.group.hints[depth]] += part.weight
        if not branches:
            break
        name = max(branches, key=lambda name: (branches[name], name))
        hint = hint_of(name)
        named = hint is not None and hint.why == MAIN
        if branches[name] < (_MOST_NAMED if named else _MOST) * total:
            break
        trunk = (*trunk, name)
        current = [
            part
            for part in current
            if len(part.group.hints) > depth and part.group.hints[depth] == name
        ]
    return trunk


def _step_back(trunk: tuple[str, ...], parts: list[Part], *, record: bool) -> int:
    """Return how many names of the trunk are kept (rule 2 of `find_trunk`)."""
    around: defaultdict[int, list[Part]] = defaultdict(list)
    for part in parts:
        around[_shared(part.group.hints, trunk)].append(part)
    keep = len(trunk)
    size = prose = links = 0.0
    for depth in range(len(trunk) - 1, max(-1, len(trunk) - 1 - _STEPS_BACK), -1):
        for part in around[depth]:
            size += part.size
            prose += part.weight
            links += part.linked * part.size
        rows = record and depth >= len(trunk) - _STEPS_IN_RECORD and links < _MOST_LINKS * size
        if rows or (size and prose >= _PROSE_AROUND * size and links < _LINKS_AROUND * size):
            keep = depth
    return keep


def _shared(hints: tuple[str, ...], trunk: tuple[str, ...]) -> int:
    count = 0
    for name, wanted in zip(hints, trunk, strict=False):
        if name != wanted:
            break
        count += 1
    return count
