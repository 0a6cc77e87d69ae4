"""From a question to its answer: the rules weighed over all that is open, and the chain told.

`jurisdiction` is a pure function of the question and the treaty's facts. It says whether the facts
name a basis on which the Court could act, never that the Court has jurisdiction, which the Court
itself decides (Article 19(1)), and nothing about guilt.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from amana.law.jurisdiction.answers import Answer, Outcome, Step, Unknown
from amana.law.jurisdiction.choices import Choice, choices, settled, stretches, world_of
from amana.law.jurisdiction.conditions import AGES, age, conditions, conditions_of_justice
from amana.law.jurisdiction.contesting import against_another, contested
from amana.law.jurisdiction.crimes import JUSTICE
from amana.law.jurisdiction.excluding import EXCLUDING, bar_steps, referral_steps
from amana.law.jurisdiction.explaining import (
    TIME,
    Case,
    amendment_steps,
    nationality_steps,
    notes,
    subject_steps,
    territory_steps,
    time_step,
)
from amana.law.jurisdiction.questions import Asked, Question, asked
from amana.law.jurisdiction.rules import Base
from amana.law.jurisdiction.sentences import fact_step, sentence, step, two
from amana.law.jurisdiction.weighing import Result, Weighed, weigh, weigh_world
from amana.law.jurisdiction.worlds import World
from amana.law.treaty import FIRST_DAY, Treaty, packaged_treaty


def jurisdiction(question: Question, treaty: Treaty | None = None) -> Answer:
    """Answer whether the Court could act on a crime, as far as was known on a day.

    Rules:
      1. What was done after `as_of` does not exist.
      2. The result is `basis_found` or `no_basis_found` only where no value of anything unknown
         would lead to another; else `undetermined`, and `unknowns` names what it depends on.
      3. An offence of Article 70 needs no acceptance: Part 2 does not apply to it.
      4. Trigger, deferral, age, admissibility and challenges are `conditions`.

    Args:
        question: What is asked.
        treaty: The facts; those that come with the program if left out.

    Raises:
        UsageError: a crime, State or date is none, a State did not exist then, or the conduct lies
            after the day as of which it is asked.
    """
    plain = asked(question)
    known = (treaty or packaged_treaty()).as_of(plain.question.as_of)
    if plain.crime.article == JUSTICE:
        return _of_justice(plain, known)
    days = stretches(known, plain)
    if len(days) > 1:
        return _answer(known, plain, days)
    return _dated(_of_stretch(Stretch(known, plain, days[0])), Case(known, plain, days))


class Stretch:
    """A question on the days of one stretch, within which nothing changes: equal ones share it."""

    __slots__ = ("_hash", "_key", "asked", "treaty")

    def __init__(self, treaty: Treaty, asked: Asked, day: str) -> None:
        question = asked.question
        self._key = (
            treaty, question.crime, question.as_of, day, question.places, question.nationalities,
            question.registered, question.aggressor, question.mandated,
        )  # fmt: skip
        self._hash = hash(self._key)
        self.treaty = treaty
        self.asked = asked

    def __hash__(self) -> int:
        """Return the hash of what is asked."""
        return self._hash

    def __eq__(self, other: object) -> bool:
        """Tell whether the same is asked about the same stretch of days."""
        return isinstance(other, Stretch) and self._key == other._key

    @property
    def day(self) -> str:
        """The first day of the stretch, which stands for all of them."""
        return self._key[3]


@lru_cache(maxsize=1 << 13)
def _of_stretch(stretch: Stretch) -> Answer:
    """Return the answer for the first day of a stretch; all but what tells the date holds for each.

    Questions about one situation recur: who asks about a thousand incidents pays for a few chains.
    """
    day = stretch.day
    whole = msgspec.structs.replace(stretch.asked, first=day, last=day)
    return _answer(stretch.treaty, whole, (day,))


def _dated(whole: Answer, case: Case) -> Answer:
    """Return the answer of a stretch as that of a question with its own date and person."""
    steps = tuple([time_step(case) if each.key in TIME else each for each in whole.steps])
    conditions = [age(case) if each.key in AGES else each for each in whole.conditions]
    early = case.asked.last < FIRST_DAY
    return Answer(
        question=case.asked.question,
        result=whole.result,
        bases=whole.bases,
        obstacles=_obstacles(steps, whole.result) if early else whole.obstacles,
        unknowns=whole.unknowns,
        contested=whole.contested,
        conditions=tuple(conditions),
        steps=steps,
    )


def _answer(known: Treaty, plain: Asked, days: tuple[str, ...]) -> Answer:
    world = settled(known, plain, days)
    if world is not None:
        weighed, worlds = weigh_world(known, plain.crime, world), [world]
    else:
        open_to = choices(known, plain)
        weighed, worlds = weigh(known, plain.crime, open_to), _named_worlds(open_to)
    weighed = against_another(plain, weighed)
    depends = frozenset([choice.on for choice in weighed.depends])
    case = Case(known, plain, days, depends, world)
    where = _where(plain)
    named = _named(plain, where)
    steps = _steps(case, worlds, named)
    referred = tuple(base.fact for base in weighed.bases if base.how == "referred")
    return Answer(
        question=plain.question,
        result=weighed.result,
        bases=tuple([_base(base) for base in weighed.bases]),
        obstacles=_obstacles(steps, weighed.result),
        unknowns=tuple([_unknown(choice, weighed) for choice in weighed.depends]),
        contested=tuple(contested(case, weighed, named)),
        conditions=tuple(conditions(case, weighed.result, referred, where)),
        steps=tuple(steps),
    )


def _steps(case: Case, worlds: list[World], named: tuple[str, ...]) -> list[Step]:
    steps = [*subject_steps(case), time_step(case)]
    grounds = [*territory_steps(case), *nationality_steps(case)]
    steps += {(each.key, each.fact.en): each for each in grounds}.values()
    steps += amendment_steps(case, named)
    if case.asked.crime.amendment is not None:
        steps += bar_steps(case, worlds)
    steps += referral_steps(case)
    steps += notes(case, named)
    return steps


def _named_worlds(open_to: list[Choice]) -> list[World]:
    """Return the worlds of what the question names; what it does not name is left out of them."""
    told = [
        choice.values if choice.on in {"day", "territory", "acceptance"} else choice.values[:1]
        for choice in open_to
    ]
    return [world_of(values) for values in itertools.product(*told)]


def _named(plain: Asked, where: tuple[str, ...]) -> tuple[str, ...]:
    """Return the States that the question names, each once."""
    listed = [*where, *(plain.nationalities or ())]
    if plain.question.aggressor is not None:
        listed.append(plain.question.aggressor)
    return tuple(dict.fromkeys(listed))


def _where(plain: Asked) -> tuple[str, ...]:
    """Return the States of the places and of registration."""
    places = [state for place in plain.places or () for state in place.states_on(plain.last)]
    listed = [*places, *(plain.registered or ())]
    return tuple(dict.fromkeys([state for state in listed if state is not None]))


def _base(base: Base) -> Step:
    """Return a basis as it is told: the provision, the State and the fact."""
    tie, _, how = base.how.partition("-")
    if tie == "referred":
        place = base.state + (f":{base.fact.area}" if base.fact.area else "")
        return fact_step("referred", Outcome.MET, base.fact, place=place)
    key = "is-declared-until" if how == "declared" and base.fact.until else f"is-{how}"
    more = (("state", base.state),)
    return two((f"tie-{tie}", key), Outcome.MET, base.state, base.fact, more)


def _obstacles(steps: Sequence[Step], result: Result) -> tuple[Step, ...]:
    """Return what stands in the way: all that is missing, or else what a basis is excepted from."""
    stands = {Outcome.NOT_MET, Outcome.UNDETERMINED}
    return tuple(
        [
            each
            for each in steps
            if (each.outcome in stands and each.key in EXCLUDING)
            or (each.outcome is Outcome.NOT_MET and result is not Result.BASIS_FOUND)
        ]
    )


def _unknown(choice: Choice, weighed: Weighed) -> Unknown:
    words: tuple[tuple[str, str], ...] = ()
    key = f"on-{choice.on}"
    if choice.on == "day" and weighed.turns:
        key, words = "on-day-turns", (("days", ", ".join(weighed.turns)),)
    elif choice.on == "territory":
        words = (("place", choice.about[0]),)
    elif choice.on == "acceptance":
        words = (("amendment", choice.about[1]), ("state", choice.about[0]))
    turns = weighed.turns if choice.on == "day" else ()
    return Unknown(on=choice.on, fact=sentence(key, words), about=choice.about, turns=turns)


def _of_justice(plain: Asked, treaty: Treaty) -> Answer:
    """Answer about an offence against the administration of justice (Article 70)."""
    case = Case(treaty, plain, (plain.first,))
    when = (("when", case.when),)
    offence = step("justice-offence", Outcome.MET, (("crime", plain.crime.id),))
    unknowns: tuple[Unknown, ...] = ()
    if plain.first >= FIRST_DAY:
        result, time = Result.BASIS_FOUND, step("justice-time", Outcome.MET, when)
    elif plain.last < FIRST_DAY:
        result, time = (
            Result.NO_BASIS_FOUND,
            step("justice-before-statute", Outcome.NOT_MET, when),
        )
    else:
        words = (("first", plain.first), ("last", plain.last))
        result, time = Result.UNDETERMINED, step("when-open", Outcome.UNDETERMINED, words)
        day = Choice("day", (), ())
        turned = Weighed(result, (day,), (FIRST_DAY,))
        unknowns = (_unknown(day, turned),)
    return Answer(
        question=plain.question,
        result=result,
        bases=(offence,) if result is Result.BASIS_FOUND else (),
        obstacles=(time,) if result is Result.NO_BASIS_FOUND else (),
        unknowns=unknowns,
        contested=(),
        conditions=tuple(conditions_of_justice(case)),
        steps=(offence, time, step("justice-no-acceptance", Outcome.NOT_NEEDED)),
    )
