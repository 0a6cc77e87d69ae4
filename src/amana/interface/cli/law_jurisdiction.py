"""The command about jurisdiction: `law jurisdiction`. It needs no archive."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from amana.archive import treaty_of
from amana.core import UsageError
from amana.interface.cli.common import DEFAULT, Common, say, write_json
from amana.interface.cli.law_asking import FactsFile, day_meant
from amana.law import Question, Told, jurisdiction, read_aloud, told

NONE, UNKNOWN = "none", "unknown"
"""Words for what is known to be none, and for what is not known (as if it were left out)."""

States = Annotated[tuple[str, ...] | None, Parameter(negative=())]


def find_jurisdiction(
    *,
    crime: str,
    date: str | None = None,
    place: States = None,
    nationality: States = None,
    registered: States = None,
    aggressor: str | None = None,
    operation: Literal["authorised", "other"] | None = None,
    born: str | None = None,
    as_of: str | None = None,
    language: Literal["en", "ar"] = "en",
    facts: FactsFile = None,
    common: Common = DEFAULT,
) -> None:
    """Tell whether the International Criminal Court could act on a crime, step by step.

    What is left out is unknown; the answer says whether anything depends on it.

    Parameters
    ----------
    crime
        The crime, like rs:8(2)(b)(iv) or “Article 7(1)(f)”.
    date
        When the conduct took place: a day, month, year or interval, like 2014-07-17 or 2014-07.
    place
        A State on whose territory any part of the conduct took place, or an area of it like
        SDN:darfur; several times for several. “none”: on no State's territory.
    nationality
        A nationality that the accused had then; several times for several. “none”: stateless.
    registered
        The State of registration of the vessel or aircraft on board of which it was committed.
    aggressor
        Of a crime of aggression: the State that committed the act of aggression.
    operation
        Whether the conduct arose from an operation that the Security Council authorised.
    born
        When the accused was born.
    as_of
        The day of knowledge, like 2024-11-22; else today. What was done later is left out.
    language
        The language of the sentences.
    """
    question = Question(
        crime=crime,
        as_of=_known_day(as_of),
        when=None if date in {None, UNKNOWN} else date,
        places=_named(place),
        nationalities=_named(nationality),
        registered=_named(registered),
        aggressor=None if aggressor == UNKNOWN else aggressor,
        mandated=None if operation is None else operation == "authorised",
        born=born,
    )
    answer = told(jurisdiction(question, treaty_of(common.folder, facts)), language)
    if common.json:
        write_json(answer)
    else:
        _tell(answer, language)


def _tell(answer: Told, language: str) -> None:
    for line in read_aloud(answer, language):
        say(line)


def _known_day(as_of: str | None) -> str:
    """Return the day of knowledge, which no clock may still have to reach."""
    today, day = day_meant(None), day_meant(as_of)
    if day > today:
        raise UsageError(
            f"{day} is still to come; today is {today}",
            remedy="ask as of a day until today: what will be done later is not known",
        )
    return day


def _named(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return the names that were given; nothing for none, null for unknown."""
    if names is None or UNKNOWN in names:
        return None
    if NONE not in names:
        return names
    if len(names) > 1:
        raise UsageError(
            f"“{NONE}” cannot stand beside {', '.join(sorted(set(names) - {NONE}))}",
            remedy=f"name the States, or only “{NONE}”",
        )
    return ()
