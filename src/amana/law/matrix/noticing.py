"""What is noticed of a row: gaps, one origin, contradictions, what came after an assessment.

Nothing here weighs. A notice is a fact about what was entered, told beside it; the rules, with what
each is good for, stand in docs/reference/law-matrix.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from amana.law.matrix.shapes import AGAINST, Assessed, Linked, Noted, Notice, Row, Status
from amana.records import Effect, Held


def status_of(
    links: Sequence[Linked], assessments: Sequence[Assessed], alternatives: Sequence[Row] = ()
) -> Status:
    """Return how far a row is: as far as itself, or any of its alternatives."""
    below = {each.status for each in alternatives}
    if assessments or Status.ASSESSED in below:
        return Status.ASSESSED
    if links or Status.MATERIAL_LINKED in below:
        return Status.MATERIAL_LINKED
    return Status.NO_MATERIAL


def noticed(
    links: Sequence[Linked],
    assessments: Sequence[Assessed],
    earlier: Sequence[Linked],
    alternatives: Sequence[Row] = (),
    *,
    one_of: bool = False,
) -> tuple[Notice, ...]:
    """Return what is noticed of a row; `one_of` says that it is an alternative.

    Rules:

    1. *gap*: nothing is linked, neither here nor to an alternative. An alternative alone has no
       gap: another one may suffice. *nothing-supports*: something is linked, nothing supports.
    2. *contradicted*: supporting links stand beside ones that undermine or explain otherwise; what
       speaks about the whole element stands beside what speaks about an alternative, but one
       alternative does not contradict another.
    3. *single-origin*: all supporting passages stem from one origin. Passages of erased items do
       not count, nor do links without any.
    4. *no-passage*: a link rests on a conclusion, and neither cites a passage.
    5. *gone*: a cited item was erased. *conclusion-gone*, *conclusion-newer*: what a link names was
       taken back, is not there, or has a newer version.
    6. *later-material*, *later-change*: after an assessment something was linked, or something that
       had been linked was taken back or replaced.
    7. *assessed-without-material*: somebody assessed, and no passage is linked.
    8. *one-origin-at-standard*: held met at any standard above the lowest (`information`) on one
       origin, or none that can still be looked at, while something is linked.
    9. *met-against-support*: held met, while nothing that is linked supports, and something stands
       against it.
    10. *assessments-differ*: different things are held at one standard, or *met* at one standard
       and *not met* at a lower one. *Met* at a lower and not at a higher one is no difference.
    """
    found = [*_of_material(links, alternatives, one_of=one_of)]
    for link in links:
        found += _of_link(link)
    for assessed in assessments:
        found += _of_assessment(assessed, links, earlier, alternatives)
    if any(_differ(one, other) for one, other in combinations(assessments, 2)):
        found.append(Notice(code=Noted.DIFFER, count=len(assessments)))
    return tuple(dict.fromkeys(found))


def origins(links: Sequence[Linked]) -> tuple[int, set[str]]:
    """Return how many passages support that can still be looked at, and their origins."""
    passages = [
        passage
        for link in links
        if link.effect is Effect.SUPPORTS
        for passage in link.passages
        if not passage.gone
    ]
    return len(passages), {passage.origin for passage in passages}


def _of_material(
    links: Sequence[Linked], alternatives: Sequence[Row], *, one_of: bool
) -> Iterator[Notice]:
    effects = {link.effect for link in links}
    everywhere = effects.union(
        link.effect for row in alternatives for below in row.each() for link in below.links
    )
    against, below = effects.intersection(AGAINST), everywhere.intersection(AGAINST)
    if not everywhere and not one_of:
        yield Notice(code=Noted.GAP)
    if everywhere and Effect.SUPPORTS not in everywhere:
        yield Notice(code=Noted.NOTHING_SUPPORTS)
    if (against and Effect.SUPPORTS in everywhere) or (below and Effect.SUPPORTS in effects):
        yield Notice(code=Noted.CONTRADICTED)
    passages, found = origins(links)
    if len(found) == 1:
        yield Notice(code=Noted.SINGLE_ORIGIN, about=min(found), count=passages)


def _of_link(link: Linked) -> Iterator[Notice]:
    number = link.stated.number
    if not link.passages:
        yield Notice(code=Noted.NO_PASSAGE, about=link.conclusion or "", number=number)
    for passage in link.passages:
        if passage.gone:
            yield Notice(code=Noted.GONE, about=passage.item, number=number)
    if link.conclusion is None:
        return
    concluded = link.concluded
    if concluded is None or concluded.stated.withdrawn is not None:
        yield Notice(code=Noted.CONCLUSION_GONE, about=link.conclusion, number=number)
    elif concluded.stated.replaced is not None:
        newer = concluded.stated.replaced
        yield Notice(code=Noted.CONCLUSION_NEWER, about=link.conclusion, number=newer)


def _of_assessment(
    assessed: Assessed,
    links: Sequence[Linked],
    earlier: Sequence[Linked],
    alternatives: Sequence[Row],
) -> Iterator[Notice]:
    number = assessed.stated.number
    below = [row for each in alternatives for row in each.each()]
    standing = [*links, *(link for row in below for link in row.links)]
    past = [*earlier, *(link for row in below for link in row.earlier)]
    if any(link.stated.number > number for link in standing):
        yield Notice(code=Noted.LATER_MATERIAL, number=number)
    if any(change > number for link in (*standing, *past) for change in _changes(link)):
        yield Notice(code=Noted.LATER_CHANGE, number=number)
    effects = {link.effect for link in standing}
    against = effects.intersection(AGAINST)
    if assessed.held is Held.MET and against and Effect.SUPPORTS not in effects:
        yield Notice(code=Noted.MET_AGAINST, number=number)
    if not any(link.passages for link in standing):
        yield Notice(code=Noted.NOTHING_LINKED, number=number)
    elif assessed.held is Held.MET and assessed.rank != 0:
        _, found = origins(standing)
        if len(found) <= 1:
            yield Notice(
                code=Noted.ONE_ORIGIN_AT_STANDARD,
                about=assessed.standard,
                number=number,
                count=len(found),
            )


def _differ(one: Assessed, other: Assessed) -> bool:
    """Tell whether two assessments cannot both be right (rule 10)."""
    if one.standard == other.standard:
        return one.held is not other.held
    if one.rank is None or other.rank is None:
        return False
    low, high = sorted((one, other), key=lambda each: each.rank or 0)
    return low.held is Held.NOT_MET and high.held is Held.MET


def _changes(link: Linked) -> Iterator[int]:
    """Yield the entries by which a link, or the conclusion that it names, was changed."""
    for stated in (link.stated, *([link.concluded.stated] if link.concluded else ())):
        if stated.withdrawn is not None:
            yield stated.withdrawn
        if stated.replaced is not None:
            yield stated.replaced
