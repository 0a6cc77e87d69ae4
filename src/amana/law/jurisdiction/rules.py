"""The preconditions of jurisdiction (Articles 11 to 13, 15 bis, 15 ter, 121, 124), for one world.

Rules, for conduct of one day:
  1. Nothing before the Statute entered into force (Articles 11(1), 24(1)).
  2. A State accepts by being party on that day (Articles 11(2), 12(1), 126, 127), or else by a
     declaration whose scope holds the day (Article 12(3)).
  3. Acceptance counts where it is that of the State on whose territory part of the conduct took
     place, of the State of registration, or of one of which the accused is a national (12(2)).
  4. Article 124: a State's acceptance leaves out war crimes as far as its declaration says.
  5. A crime that an amendment added counts for States Parties that accepted it, one year after;
     never when committed by a national or on the territory of a party that did not (121(5)).
  6. Aggression: from its activation; not by nationals or on the territory of a State that is not
     party (15 bis(5)) or did not accept (121(5)); not where the aggressor said so (15 bis(4)).
  7. A referral by the Security Council needs no acceptance (13(b)); its own limits and what it
     leaves to other States hold. Aggression: Article 15 ter, without the limits of rule 6.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from amana.law.jurisdiction.acceptance import acceptance, amended, covers
from amana.law.jurisdiction.crimes import AGGRESSION, WAR_CRIMES, CrimeClass
from amana.law.jurisdiction.disputes import disputed_states, undelegated
from amana.law.jurisdiction.worlds import Reading, World
from amana.law.treaty import FIRST_DAY, FactKind, Reach, Treaty, TreatyFact


class Given(NamedTuple):
    """What is judged: a crime in a world, by the treaty's facts, in a reading of what is disputed.

    Without `reading` it is that of the rules themselves.
    """

    treaty: Treaty
    crime: CrimeClass
    world: World
    reading: Reading | None = None


class Bar(NamedTuple):
    """What keeps the Court from judging: the word for it, the State, and the fact it rests on."""

    why: str
    state: str | None = None
    fact: TreatyFact | None = None


class Base(NamedTuple):
    """What the Court could act on: the word for it, the State and the fact."""

    how: str
    state: str
    fact: TreatyFact


def bases(given: Given) -> list[Base]:
    """Return what the Court could act on in this world; empty where there is nothing."""
    found = [] if bars(given) else _accepted(given)
    for referral in referrals(given.treaty, given.world):
        if not _keeps_from_referral(given, referral):
            found.append(Base("referred", referral.state or "", referral))
    return found


def bars(given: Given) -> list[Bar]:
    """Tell what excludes the crime under Article 12 whoever else accepts (rules 1, 5 and 6)."""
    found = outside_time(given)
    if given.crime.amendment is None:
        return found
    found += _of_others(given)
    if given.crime.article == AGGRESSION and given.world.aggressor is not None:
        found += _of_aggressor(given.treaty, given.world.aggressor, given.world.day)
    return found


def outside_time(given: Given) -> list[Bar]:
    """Tell whether the day lies before the Statute, or before the crime could be judged."""
    treaty, crime, world, _ = given
    if world.day < FIRST_DAY:
        return [Bar("before-statute")]
    if crime.amendment is None:
        return []
    start = (activation if crime.article == AGGRESSION else first_acceptance)(
        treaty, crime.amendment
    )
    began = None if start is None else start.since
    if (began is None or world.day < began) and not world.accepting:
        return [Bar("not-yet-a-crime", None, start)]
    return []


@lru_cache(maxsize=1024)
def activation(treaty: Treaty, amendment: str) -> TreatyFact | None:
    """Return the decision that activated jurisdiction under an amendment, or None."""
    facts = treaty.of_kind(FactKind.AMENDMENT_ACTIVATED)
    return next((fact for fact in facts if fact.amendment == amendment), None)


@lru_cache(maxsize=1024)
def first_acceptance(treaty: Treaty, amendment: str) -> TreatyFact | None:
    """Return the acceptance by which an amendment came into force for the first State."""
    facts = treaty.of_kind(FactKind.AMENDMENT_ACCEPTED)
    accepted = [fact for fact in facts if fact.amendment == amendment]
    return min(accepted, key=lambda fact: fact.since or fact.done, default=None)


def referrals(treaty: Treaty, world: World) -> list[TreatyFact]:
    """Return the referrals by the Security Council that hold the day and one of the places."""
    return [
        fact
        for state, area in world.places
        if state is not None
        for fact in treaty.referrals(state)
        if covers(fact, world.day) and (fact.area is None or area is None or area == fact.area)
    ]


def _accepted(given: Given) -> list[Base]:
    """Return the States whose acceptance counts (rule 3)."""
    found: list[Base] = []
    if not _all_kept_away(given):
        for state, area in given.world.places:
            if state is not None and not _undelegated(given, state):
                found += _base(given, "territory", state, area)
        for state in given.world.registered:
            if not _undelegated(given, state):
                found += _base(given, "registration", state)
    for state in given.world.nationalities:
        found += _base(given, "nationality", state)
    return found


def _base(given: Given, tie: str, state: str, area: str | None = None) -> list[Base]:
    treaty, crime, world, reading = given
    reach = Reach.NATIONALITY if tie == "nationality" else Reach.TERRITORY
    heeded = reading is Reading.DECLARATION_HEEDED
    accepts = acceptance(treaty, state, world.day, reach, crime.article, area=area, heeded=heeded)
    if accepts.how is None or accepts.fact is None:
        return []
    special = crime.article == WAR_CRIMES or crime.amendment is not None
    if special and _refused(given, state, accepts.how):
        return []
    if reading is Reading.NOT_A_STATE and state in disputed_states():
        return []
    if reading is Reading.NOTHING_PENDING and _left(treaty, state, world.day):
        return []
    return [Base(f"{tie}-{accepts.how}", state, accepts.fact)]


def _refused(given: Given, state: str, how: str) -> bool:
    """Tell whether a State's own acceptance leaves this crime out (rules 4 and 5)."""
    treaty, crime, world, reading = given
    if crime.article == WAR_CRIMES:
        apart = treaty.transitional(state, world.day)
        if apart is not None and _apart(apart, state, world):
            return not (
                reading is Reading.DECLARATION_LASTS
                and any(covers(fact, world.day) for fact in treaty.declarations(state))
            )
    if crime.amendment is None:
        return False
    if how == "declared":
        return reading is not Reading.DECLARATION_AMENDMENT
    return not amended(treaty, state, crime.amendment, world)


def _of_others(given: Given) -> list[Bar]:
    """Tell whose nationals and whose territory are outside (Articles 15 bis(5), 121(5))."""
    world = given.world
    found = []
    tied = [("national", state) for state in world.nationalities]
    tied += [("territory", state) for state, _ in world.places if state is not None]
    for by, state in tied:
        if given.treaty.membership(state, world.day) is None:
            found += _of_non_party(given, by, state)
        elif not amended(given.treaty, state, given.crime.amendment or "", world):
            wide = given.reading is Reading.AGGRESSION_WITHOUT_ACCEPTANCE
            if not (wide and given.crime.article == AGGRESSION):
                found.append(Bar(f"amendment-refused-{by}", state))
    return found


def _of_non_party(given: Given, by: str, state: str) -> list[Bar]:
    if given.crime.article == AGGRESSION:
        declared = given.reading is Reading.DECLARATION_AGGRESSION and any(
            covers(fact, given.world.day) for fact in given.treaty.declarations(state)
        )
        return [] if declared else [Bar(f"aggression-non-party-{by}", state)]
    if given.reading is Reading.AMENDMENT_NON_PARTIES:
        return [Bar(f"amendment-refused-{by}", state)]
    return []


def _of_aggressor(treaty: Treaty, state: str, day: str) -> list[Bar]:
    """Tell whether acts of aggression of that State are outside (Article 15 bis(4))."""
    if treaty.membership(state, day) is None:
        return [Bar("aggressor-non-party", state)]
    declared = treaty.opted_out(state, day)
    return [] if declared is None else [Bar("aggressor-opted-out", state, declared)]


def _keeps_from_referral(given: Given, referral: TreatyFact) -> bool:
    """Tell whether the crime, or the accused, is outside a referral that holds the day."""
    if outside_time(given):
        return True
    if given.reading is Reading.EARLY_REFERRAL and before_activation(
        given.treaty, given.crime, referral
    ):
        return True
    ignored = given.reading is Reading.CARVE_OUT_WITHOUT_EFFECT
    if not ignored and _carved_out(given, referral):
        return True
    if given.crime.amendment is None or given.crime.article == AGGRESSION:
        return False
    return bool(_of_others(given))


def _carved_out(given: Given, referral: TreatyFact) -> bool:
    """Tell whether a referral leaves the accused to another State's own courts (rule 7)."""
    treaty, _, world, _ = given
    if not world.mandated or treaty.answer(referral, FactKind.COUNCIL_CARVE_OUT) is None:
        return False
    return any(
        state != referral.state and treaty.membership(state, world.day) is None
        for state in world.nationalities
    )


def _apart(declared: TreatyFact, state: str, world: World) -> bool:
    """Tell whether the crime is one of those that a declaration under Article 124 leaves out."""
    by_national = Reach.NATIONALITY in declared.reach and state in world.nationalities
    on_territory = Reach.TERRITORY in declared.reach and any(
        place == state for place, _ in world.places
    )
    return by_national or on_territory


def before_activation(treaty: Treaty, crime: CrimeClass, referral: TreatyFact) -> bool:
    """Tell whether a referral is older than the jurisdiction over the crime of aggression."""
    if crime.article != AGGRESSION or crime.amendment is None:
        return False
    start = activation(treaty, crime.amendment)
    return start is not None and referral.done < (start.since or start.done)


def shielded(treaty: Treaty, state: str, day: str) -> bool:
    """Tell whether a declaration under Article 124 speaks of the State's nationals on that day."""
    apart = treaty.transitional(state, day)
    return apart is not None and Reach.NATIONALITY in apart.reach


def _all_kept_away(given: Given) -> bool:
    """Tell whether, in some readings, the accused's own States keep them from other States'."""
    if given.reading is Reading.NON_PARTY_NATIONALS:
        return _only_non_parties(given)
    treaty, crime, world, reading = given
    if reading is not Reading.TRANSITION_SHIELDS or crime.article != WAR_CRIMES:
        return False
    kept = [shielded(treaty, state, world.day) for state in world.nationalities]
    return bool(kept) and all(kept)


def _only_non_parties(given: Given) -> bool:
    treaty, crime, world, _ = given
    return bool(world.nationalities) and all(
        acceptance(treaty, state, world.day, Reach.NATIONALITY, crime.article).how is None
        for state in world.nationalities
    )


def _undelegated(given: Given, state: str) -> bool:
    return given.reading is Reading.NO_POWER_TO_DELEGATE and any(
        (state, national) in undelegated() for national in given.world.nationalities
    )


def _left(treaty: Treaty, state: str, day: str) -> bool:
    member = treaty.membership(state, day)
    return member is not None and member.until is not None
