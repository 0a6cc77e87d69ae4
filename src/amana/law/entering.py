"""Whether a matter can be entered as it is: tested before it becomes an entry of the log.

Rules:

1. A key has 1 to 64 small letters, digits and hyphens. Under one key stands one kind of matter.
2. What a matter names must stand, and be of the right kind; the nearest key is told otherwise.
3. A date is EDTF and in the calendar. Nobody belongs to a State until before they did.
4. A State is told by its code of three letters, and existed when it is said to have been concerned.
5. What has a name, words or a text has them. Words of law (crimes, modes, elements, standards,
   models, steps, kinds of undertakings) are those of this room; the nearest is told otherwise.
6. A proceeding about persons names one, one about a situation none. Nothing answers itself.
7. Charges, links and assessments keep the rules of `matrix.charging`.

Nothing here depends on who the parties are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from amana.core import UsageError
from amana.law.casework import named, references, versions, word_of
from amana.law.matrix.about import charge_notices, charged
from amana.law.matrix.charging import (
    require_charge,
    require_ground,
    require_place,
    require_standard,
)
from amana.law.matrix.linking import Sources
from amana.law.matrix.shapes import Notice
from amana.law.proceedings import model, require_codes
from amana.law.statute import identified
from amana.law.treaty import state
from amana.records import (
    Assessment,
    Charge,
    Conclusion,
    Entered,
    LegalProceeding,
    Link,
    Person,
    ReportedIncident,
    Situation,
    Standing,
    Step,
    Undertaking,
)
from amana.text import days_of

KEY = re.compile(r"[a-z0-9-]{1,64}")
_STATUTE = "rs:"


def tested(matter: Entered, standings: Sequence[Standing]) -> None:
    """Raise where a matter cannot be entered as it is.

    `standings` are all versions of the matters of its key, and of whatever it names.

    Raises:
        UsageError: it breaks a rule of this module; the message says which thing, the remedy what
            to do.
        NotFound: it names a matter that does not stand.
    """
    _require_key(matter, standings)
    for _, key, kind in references(matter):
        named(standings, key, kind)
    _require_facts(matter)
    _require_law(matter, standings)


def _require_facts(matter: Entered) -> None:
    """Raise where the words, days or States of a matter are none."""
    match matter:
        case Situation() | ReportedIncident():
            _words(matter.name, "the name")
            when = matter.period if isinstance(matter, Situation) else matter.date
            _states(matter.states, _dated(when, "the time"))
        case Person():
            _person(matter)
        case Undertaking():
            _words(matter.what, "what was undertaken")
        case Charge():
            _states(matter.states, _dated(matter.period, "the period"))
        case Conclusion():
            _words(matter.text, "the text of the conclusion")


def _require_law(matter: Entered, standings: Sequence[Standing]) -> None:
    """Raise where a matter does not fit the crimes, modes, standards and models of this room."""
    require_codes(matter, standings)
    match matter:
        case LegalProceeding():
            _proceeding(matter)
        case Step():
            _provisions(matter.crimes)
        case Undertaking():
            _answers(matter)
        case Charge():
            require_charge(matter, standings)
        case Link():
            require_ground(matter)
            require_place(matter, standings)
        case Assessment():
            require_standard(matter)
            require_place(matter, standings)


def noticed(matter: Entered, standings: Sequence[Standing]) -> tuple[Notice, ...]:
    """Return what whoever enters a matter should know, and may enter it all the same.

    A charge whose period lies outside its incidents' dates, a person who was younger than 18.
    """
    if not isinstance(matter, Charge):
        return ()
    older = [each for each in standings if each.matter.key != matter.key]
    standing = Standing(matter=matter, number=0, version=1, by="", at="")
    return charge_notices(charged((*older, standing), standing, Sources()))


def _require_key(matter: Entered, standings: Sequence[Standing]) -> None:
    if not KEY.fullmatch(matter.key):
        raise UsageError(
            f"{matter.key!r} is no key",
            remedy="a key has 1 to 64 small letters, digits and hyphens",
        )
    for older in versions(standings, matter.key):
        if type(older.matter) is not type(matter):
            was, now = word_of(type(older.matter)), word_of(type(matter))
            raise UsageError(
                f"{matter.key!r} is the key of a matter of the kind {was!r}, not of {now!r}",
                remedy="enter it under another key",
            )


def _words(text: str, what: str) -> None:
    if not text.strip():
        raise UsageError(f"{what} is missing", remedy="say it in words")


Days = tuple[str, str]
"""The first and the last day, ISO 8601, both included."""


def _dated(value: str | None, what: str) -> Days | None:
    """Return the days of a date; None where none is told."""
    if value is None:
        return None
    days = days_of(value)
    if days is None:
        raise UsageError(
            f"{what}, {value!r}, is no date that the calendar has",
            remedy="write 2024, 2024-05, 2024-05-21 or an interval like 2024-05-01/2024-05-21, "
            "open at an end: 2024-05-01/.. (EDTF)",
        )
    return days


def _states(codes: Iterable[str], days: Days | None) -> None:
    for code in codes:
        _state(code, days)


def _state(code: str, days: Days | None) -> None:
    """Raise where a code stands for no State, or for one that did not exist on any of the days."""
    found = state(code)
    if found.code != code:
        raise UsageError(
            f"{code!r} is not written as a code of three letters",
            remedy=f"write {found.code} ({found.name})",
        )
    if days is None:
        return
    if found.since is not None and found.since > days[1]:
        state(code, on=days[1])
    if found.until is not None and found.until <= days[0]:
        state(code, on=days[0])


def _person(person: Person) -> None:
    _words(person.name, "the name of the person")
    _dated(person.born, "the day of birth")
    for each in person.nationalities:
        since = _dated(each.since, f"since when {each.state}")
        until = _dated(each.until, f"until when {each.state}")
        if since and until and until[1] < since[0]:
            raise UsageError(
                f"the nationality {each.state} ends ({each.until}) before it begins ({each.since})",
                remedy="look which day is which",
            )
        known = [day for days in (since, until) if days for day in days]
        _state(each.state, (min(known), max(known)) if known else None)


def _proceeding(proceeding: LegalProceeding) -> None:
    meant = model(proceeding.model)
    if meant.level == "person" and proceeding.person is None:
        raise UsageError(
            f"a proceeding of the model {meant.id} is about a person, and none is named",
            remedy="enter the person, and name their key",
        )
    if meant.level == "situation" and proceeding.person is not None:
        raise UsageError(
            f"a proceeding of the model {meant.id} is about a situation as a whole",
            remedy="leave the person out, or name a model of proceedings about persons",
        )
    if proceeding.state is not None:
        _state(proceeding.state, None)


def _provisions(crimes: Iterable[str]) -> None:
    """Raise where a provision of the Statute is not written as its identifier."""
    for each in crimes:
        if each.startswith(_STATUTE) and (meant := identified(each)) != each:
            raise UsageError(f"{each!r} is no identifier", remedy=f"write {meant}")


def _answers(undertaking: Undertaking) -> None:
    if undertaking.answers == undertaking.key:
        raise UsageError(
            f"{undertaking.key} answers itself", remedy="name the key of the earlier one"
        )
