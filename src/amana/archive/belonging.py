"""Which matters an answer stands on: pure look-ups by what refers to what.

Every version counts, withdrawn ones too: whoever is told less than all of these is not told the
answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from amana.law import references
from amana.records import Assessment, LegalProceeding, Link, Standing, Step

Keys = set[str]


def of_situation(standings: Sequence[Standing], situation: str) -> Keys:
    """Return the keys of a situation, of whatever belongs to it, and of what that refers to."""
    return _of(standings, {situation})


def of_proceeding(standings: Sequence[Standing], proceeding: str) -> Keys:
    """Return the keys that the status of a proceeding stands on.

    What became of the situation as a whole is told beside a case in it: its proceedings count.
    """
    found = {proceeding}
    for each in standings:
        if each.matter.key == proceeding:
            found |= {key for field, key, _ in references(each.matter) if field == "situation"}
    steps = {"proceeding", "situation"}
    return _of(
        standings, found, steps, lambda each: isinstance(each.matter, LegalProceeding | Step)
    )


def of_charge(standings: Sequence[Standing], charge: str) -> Keys:
    """Return the keys that the matrix of a charge stands on.

    That is what is linked to the charge or to its situation, and whatever the charge names.
    """
    own = {
        key
        for each in standings
        if each.matter.key == charge
        for field, key, _ in references(each.matter)
        if field == "situation"
    }
    linked = {
        each.matter.key
        for each in standings
        if isinstance(each.matter, Link | Assessment)
        and (each.matter.charge == charge or {each.matter.situation} & own)
    }
    return _forward(standings, {charge, *linked})


def named_by_charge(standings: Sequence[Standing], charge: str) -> Keys:
    """Return the keys of a charge and of whatever it names, further and further."""
    return _forward(standings, {charge})


def _of(
    standings: Sequence[Standing],
    start: Keys,
    fields: Iterable[str] = ("situation", "proceeding", "charge"),
    counts: Callable[[Standing], bool] = lambda _: True,
) -> Keys:
    """Return keys with whatever belongs to them by a reference in one of some fields."""
    found, fields = set(start), frozenset(fields)
    while True:
        new = {
            each.matter.key
            for each in standings
            if each.matter.key not in found and counts(each)
            for field, key, _ in references(each.matter)
            if field in fields and key in found
        }
        if not new:
            return _forward(standings, found)
        found |= new


def _forward(standings: Sequence[Standing], start: Keys) -> Keys:
    """Return keys with whatever they refer to, further and further."""
    named: dict[str, Keys] = {}
    for each in standings:
        to = {key for _, key, _ in references(each.matter)}
        named.setdefault(each.matter.key, set()).update(to)
    found, new = set[str](), set(start)
    while new:
        found |= new
        new = {key for each in new for key in named.get(each, ())} - found
    return found
