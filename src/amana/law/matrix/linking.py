"""What was linked and assessed for a charge or its situation, as its authors hold it now.

Rules:

1. Of what one person entered under one key, the newest version that was not withdrawn stands; the
   others are kept as earlier ones. Another person's version of the same key stands beside it: what
   somebody linked or assessed is taken back by that person alone.
2. A link to a conclusion shows the version that its author had before them. That there is a newer
   one, or that it was taken back, is noticed.
3. A passage comes from the origin that the archive knows of its item; else from its original; else
   from its item. Of an erased item nothing but the reference is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from amana.law.casework import versions
from amana.law.label import Label
from amana.law.matrix.shapes import Assessed, Concluded, Linked, Passage, Scope, Stated
from amana.law.statute import standards
from amana.records import Assessment, Cite, Conclusion, Entered, Link, Standing

E = TypeVar("E", bound=Entered)


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive knows of cited items, by reference.

    `origins`: from which origin each comes; `originals`: the SHA-256 of its original.
    """

    origins: Mapping[str, str] = msgspec.field(default_factory=dict)
    originals: Mapping[str, str] = msgspec.field(default_factory=dict)

    def passage(self, cite: Cite) -> Passage:
        """Return a citation as a passage with its origin (rule 3)."""
        original = self.originals.get(cite.item)
        origin = self.origins.get(cite.item) or original or cite.item
        if cite.gone:
            return Passage(item=cite.item, origin=origin, number=cite.number, gone=True)
        return Passage(
            item=cite.item,
            origin=origin,
            original=original,
            reading=cite.reading,
            char_start=cite.char_start,
            char_end=cite.char_end,
            quote=cite.quote,
            fact=cite.fact,
            published=cite.published,
            number=cite.number,
        )

    def stated(self, standing: Standing, replaced: int | None = None) -> Stated:
        """Return who stated a matter, and why."""
        return Stated(
            key=standing.matter.key,
            number=standing.number,
            version=standing.version,
            by=standing.by,
            at=standing.at,
            reason=standing.matter.reason,
            passages=tuple(map(self.passage, standing.matter.cites)),
            replaced=replaced,
            withdrawn=standing.withdrawn,
        )


def links(
    standings: Sequence[Standing], charge: str, situation: str, sources: Sources
) -> tuple[Linked, ...]:
    """Return every version of every link to a charge or to its situation, in the log's order."""
    found = []
    for standing, replaced in _versions(standings, Link):
        link = standing.matter
        scope = _scope(link, charge, situation)
        if isinstance(link, Link) and scope is not None:
            concluded = _concluded(standings, link.conclusion, standing.number, sources)
            found.append(
                Linked(
                    element=link.element,
                    effect=link.effect,
                    scope=scope,
                    stated=sources.stated(standing, replaced),
                    conclusion=link.conclusion,
                    concluded=concluded,
                )
            )
    return tuple(found)


def assessments(
    standings: Sequence[Standing], charge: str, situation: str, sources: Sources
) -> tuple[Assessed, ...]:
    """Return every version of every assessment for a charge or its situation."""
    known = {each.code: each for each in standards()}
    found = []
    for standing, replaced in _versions(standings, Assessment):
        held = standing.matter
        scope = _scope(held, charge, situation)
        if isinstance(held, Assessment) and scope is not None:
            standard = known.get(held.standard)
            found.append(
                Assessed(
                    element=held.element,
                    held=held.held,
                    standard=held.standard,
                    standard_label=standard.label if standard else _as_is(held.standard),
                    rank=standard.rank if standard else None,
                    scope=scope,
                    stated=sources.stated(standing, replaced),
                )
            )
    return tuple(found)


Version = tuple[Standing, int | None]
"""How a version stands, and the entry of the one that replaced it."""


def _versions(standings: Sequence[Standing], kind: type[E]) -> Iterator[Version]:
    """Yield the versions of a kind of matter, each with the entry that replaced it (rule 1)."""
    newer: dict[tuple[str, str], int] = {}
    found: list[Version] = []
    own = [each for each in standings if isinstance(each.matter, kind)]
    for each in sorted(own, key=lambda each: each.number, reverse=True):
        chain = (each.matter.key, each.by)
        if each.withdrawn is None:
            found.append((each, newer.get(chain)))
            newer[chain] = each.number
        else:
            found.append((each, None))
    return reversed(found)


def _scope(matter: Entered, charge: str, situation: str) -> Scope | None:
    if not isinstance(matter, Link | Assessment):
        return None
    if matter.charge == charge:
        return Scope.CHARGE
    return Scope.SITUATION if matter.charge is None and matter.situation == situation else None


def _concluded(
    standings: Sequence[Standing], key: str | None, number: int, sources: Sources
) -> Concluded | None:
    """Return the version of a conclusion that the author of entry `number` had before them."""
    known = [each for each in versions(standings, key or "") if isinstance(each.matter, Conclusion)]
    if not known:
        return None
    before = [each for each in known if each.number < number]
    stood = [each for each in before if each.withdrawn is None or each.withdrawn > number]
    seen = (stood or before or known[:1])[-1]
    later = (each for each in known if each.number > seen.number and each.withdrawn is None)
    newer = next(later, None)
    text = seen.matter.text if isinstance(seen.matter, Conclusion) else ""
    return Concluded(text=text, stated=sources.stated(seen, newer.number if newer else None))


def _as_is(code: str) -> Label:
    return Label(en=code, ar=code)
