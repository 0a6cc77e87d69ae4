"""Whether a State accepts the Court's jurisdiction on a day, by what, and why not.

Rules:
  1. A State that is party on the day accepts (Articles 11(2), 12(1)): from the entry into force for
     it (126), before the day on which a withdrawal takes effect (127(1)). A territory that it
     excluded on becoming party is left out.
  2. A State that is not party accepts where a declaration under Article 12(3) holds the day, what
     ties the crime to the State, and the article of the crime; not one that was never acted on.
  3. An announcement, a signature or an instrument that is not yet in force accepts nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from amana.law.jurisdiction.worlds import World
from amana.law.treaty import FactKind, Reach, Treaty, TreatyFact, one_year_after


class Acceptance(NamedTuple):
    """Whether a State accepts, by what, and the word for why not. `fact` is what it rests on."""

    how: str | None
    why: str
    fact: TreatyFact | None = None


@lru_cache(maxsize=1 << 16)
def acceptance(
    treaty: Treaty, state: str, day: str, reach: Reach, article: str, *, area: str | None = None,
    heeded: bool = False,
) -> Acceptance:  # fmt: skip
    """Tell whether a State accepts jurisdiction over conduct of that day.

    `heeded` takes declarations that were not acted on as though they had been.
    """
    member = treaty.membership(state, day)
    if member is not None:
        left_out = _left_out(treaty, state, day, area)
        if left_out is not None:
            return Acceptance(None, "territory-excluded", left_out)
        return Acceptance("party", "party", member.deposit)
    outside: TreatyFact | None = None
    for declared in treaty.declarations(state):
        if not heeded and treaty.answer(declared, FactKind.DECLARATION_NOT_ACTED_ON) is not None:
            continue
        if covers(declared, day) and reach in declared.reach and _among(article, declared):
            return Acceptance("declared", "declared", declared)
        outside = declared
    if outside is not None:
        return Acceptance(None, "declared-otherwise", outside)
    return _never(treaty, state, day)


def covers(fact: TreatyFact, day: str) -> bool:
    """Tell whether the scope of a fact holds the day."""
    return (fact.since or fact.done) <= day and (fact.until is None or day <= fact.until)


def may_have_accepted(treaty: Treaty, state: str, day: str, amendment: str) -> bool:
    """Tell whether a party could have accepted an amendment without the lists knowing of it."""
    adopted = treaty.adopted(amendment)
    return (
        adopted is not None
        and one_year_after(adopted.complete or adopted.retrieved) < day
        and treaty.accepted(state, amendment) is None
        and treaty.membership(state, day) is not None
    )


def amended(treaty: Treaty, state: str, amendment: str, world: World) -> bool:
    """Tell whether an amendment is in force for a State on the day (Article 121(5))."""
    fact = treaty.accepted(state, amendment)
    known = fact is not None and (fact.since or fact.done) <= world.day
    return known or state in world.accepting


def _left_out(treaty: Treaty, state: str, day: str, area: str | None) -> TreatyFact | None:
    """Return the exclusion by which a territory was outside the State's acceptance, if any."""
    if area is None:
        return None
    excluded = treaty.of_kind(FactKind.TERRITORY_EXCLUDED, state)
    return next((fact for fact in excluded if fact.area == area and covers(fact, day)), None)


def _never(treaty: Treaty, state: str, day: str) -> Acceptance:
    """Tell why a State that declared nothing does not accept."""
    memberships = treaty.memberships(state)
    past = [each for each in memberships if each.until is not None and each.until <= day]
    if past:
        return Acceptance(None, "withdrawn", past[-1].withdrawal)
    if memberships:
        return Acceptance(None, "not-yet", memberships[0].deposit)
    deposits = treaty.of_kind(FactKind.DEPOSIT, state)
    if deposits:
        left = treaty.of_kind(FactKind.WITHDRAWAL, state)
        return Acceptance(None, "never-in-force", left[0] if left else deposits[0])
    signed = treaty.of_kind(FactKind.SIGNATURE, state)
    if signed:
        return Acceptance(None, "signed-only", signed[0])
    return Acceptance(None, "never-signed")


def _among(article: str, declared: TreatyFact) -> bool:
    return not declared.families or article in declared.families
