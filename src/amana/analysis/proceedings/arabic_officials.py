"""Whether a visit, talks or an agreement of an Arabic sentence is an official act."""

from __future__ import annotations

from collections.abc import Sequence

from amana.analysis.incidents.arabic_words import ArabicWord
from amana.analysis.incidents.known import Known
from amana.analysis.proceedings.scheme import groups
from amana.analysis.proceedings.step import BETWEEN

_ALONE = frozenset({"visit", "invitation"})


def official_act(
    words: Sequence[ArabicWord], step: str, doer: tuple[int, int] | None, known: Known
) -> bool:
    """Tell whether an act is one of states, bodies, courts, or holders of an office.

    `doer` is the first and last word of who acts. A visit or invitation of nobody in particular is
    not official.
    """
    if step not in BETWEEN:
        return True
    if doer is None:
        return step not in _ALONE
    its = groups("ar")
    acting = words[doer[0] : doer[1] + 1]
    if any(each.among(its.bodies | its.officials | its.offices) for each in acting):
        return True
    named = known.mention((acting[0].start, acting[-1].end))
    if named is None:
        return not known.mentions
    roles = known.roles_of(named.entity)
    return named.type != "PERSON" or bool(roles & (its.bodies | its.offices))
