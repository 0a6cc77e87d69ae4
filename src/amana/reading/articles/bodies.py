"""The main text of a page: which of its parts are paragraphs of the article."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from amana.reading.articles.hints import LEAD, MAIN, hint_of
from amana.reading.articles.parts import LINKED, Group, Part, is_record
from amana.reading.articles.sifting import LINES, sift, without_loose_headings, without_tail
from amana.reading.articles.trunk import find_trunk

_MOST_MARKED = 0.5  # a name of furniture that marks more of the text than this is no furniture
_MOST_WEAKLY_MARKED = 0.2
_MOST_NOTES = 0.1  # notes such as dates take less of the text; more is a record, set as a table
_REACH = 3  # names that a paragraph beside the trunk may lack
_LONGEST_LINE = 60  # code points of a line that is no paragraph
_GAP = 6.0  # parts that do not fit before the text is over
_APART = frozenset({"h1", "figcaption", "caption"})


class Body(msgspec.Struct):
    """The paragraphs of a page and, by index, why other parts between them are left out."""

    parts: list[Part]
    why: dict[int, str]


def find_body(parts: list[Part]) -> Body:
    """Return the main text of the parts; no parts when there is no prose.

    Rules:
    1. Main text stands on the trunk (`find_trunk`), outside navigation, asides, footers, forms,
       figures and headers, and not under a name of furniture below the trunk. A name that marks
       more than half of the text there (a fifth for weak names) is not furniture; nor are notes
       ("meta", "date") in a record, or that take up more than a tenth: they are its fields.
    2. It reaches from the first to the last prose of that kind, and on over parts of the same kind
       beside it.
    3. Inside that reach links, labels ("Related") with what they announce, known furniture and
       repeats of the whole text are left out; a heading stays when text follows.
    """
    trunk = find_trunk(parts)
    _mark(parts, len(trunk), record=is_record(parts))
    deep = len(trunk)
    core = [
        part for part in parts if part.weight and _fits(part, deep) and part.group.depth == deep
    ]
    if not core:
        lone = [part for part in parts if part.weight and part.out is None and not part.beside]
        return Body(parts=[part for part in lone if part.group.against in {None, LEAD}], why={})
    offset = parts[0].index
    first = _grow(parts, core[0].index - offset, -1, deep)
    last = _grow(parts, core[-1].index - offset, 1, deep)
    between = range(core[0].index, core[-1].index)
    reach = [
        part
        for part in parts[first : last + 1]
        if _fits(part, deep) or (part.index in between and _fits_between(part, deep))
    ]
    why = sift(reach, between)
    kept = [part for part in reach if part.index not in why]
    return Body(parts=without_loose_headings(without_tail(kept, parts)), why=why)


def _mark(parts: list[Part], deep: int, *, record: bool) -> None:
    """Say of each group what its names below the trunk speak against."""
    groups = list({id(part.group): part.group for part in parts}.values())
    shares = _Shares(record=record)
    for group in groups:
        if group.depth == deep:
            shares.add(group, deep)
    for group in groups:
        group.against = _against(group, shares)


class _Shares:
    """How much of the text on the trunk stands under each name: prose, and all outside links."""

    def __init__(self, *, record: bool) -> None:
        self.record = record
        self.prose = self.text = 0.0
        self.prose_of: defaultdict[str, float] = defaultdict(float)
        self.text_of: defaultdict[str, float] = defaultdict(float)

    def add(self, group: Group, deep: int) -> None:
        """Count a group on the trunk."""
        self.prose += group.weight
        self.text += group.text
        for name in set(group.hints[deep:]):
            self.prose_of[name] += group.weight
            self.text_of[name] += group.text


def _against(group: Group, shares: _Shares) -> str | None:
    for name in group.hints[group.depth :]:
        hint = hint_of(name)
        if hint is None or hint.why == MAIN:
            continue
        weak = hint.why == LEAD or not hint.sure
        most = (_MOST_WEAKLY_MARKED if weak else _MOST_MARKED) * shares.prose
        if shares.prose_of.get(name, 0.0) > most:
            continue
        note = not hint.sure and hint.why == "boilerplate"
        many = shares.record or shares.text_of.get(name, 0.0) > _MOST_NOTES * shares.text
        if not (note and many):
            return hint.why
    return None


def _fits(part: Part, deep: int) -> bool:
    group = part.group
    if part.out is not None or group.against is not None or part.tag in _APART or part.beside:
        return False
    if group.apart:
        return False
    if group.depth == deep:
        return True
    beside = group.depth >= deep - _REACH and len(group.hints) == group.depth
    return part.weight > 0 and beside


def _fits_between(part: Part, deep: int) -> bool:
    """Tell whether a part between two paragraphs is text although it stands beside the trunk."""
    if part.out is not None or part.group.against is not None or part.tag in _APART:
        return False
    if part.beside or part.group.apart or part.linked >= LINKED:
        return False
    return part.group.depth >= deep - _REACH and (part.weight > 0 or part.is_heading)


def _grow(parts: list[Part], at: int, step: int, deep: int) -> int:
    edge, missing = at, 0.0
    at += step
    while 0 <= at < len(parts) and missing < _GAP:
        part = parts[at]
        if _fits(part, deep) and (
            part.weight or part.tag not in LINES or part.size > _LONGEST_LINE
        ):
            edge, missing = at, 0.0
        else:
            missing += 0.5 if part.out or part.group.against else 1.0
        at += step
    return edge
