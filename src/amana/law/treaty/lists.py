"""Lists of treaty facts: those that come with the program, and an operator's own laid over them.

A list is JSON lines. Its first line may be a head, `{"about": {…}}`, whose source, day of retrieval
and verification hold for every fact that names no source of its own. Each other line is a fact
(`TreatyFact`). Treaty facts change after a release, so that an operator can add to ours and correct
them, in the same format; docs/reference/law-states.md tells how.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from amana.core import UsageError, prepared
from amana.law.nearest import nearest
from amana.law.treaty.facts import FactKind, TreatyFact, last_day
from amana.law.treaty.states import is_code, state

_NEEDED = {
    FactKind.SIGNATURE: ("state",),
    FactKind.DEPOSIT: ("state", "instrument"),
    FactKind.WITHDRAWAL_ANNOUNCED: ("state",),
    FactKind.WITHDRAWAL: ("state", "since"),
    FactKind.WITHDRAWAL_RESCINDED: ("state", "about"),
    FactKind.DECLARATION: ("state", "since"),
    FactKind.COUNCIL_REFERRAL: ("state", "since"),
    FactKind.TRANSITIONAL_DECLARATION: ("state", "since"),
    FactKind.TERRITORY_EXCLUDED: ("state", "area"),
    FactKind.AMENDMENT_ADOPTED: ("amendment",),
    FactKind.AMENDMENT_ACCEPTED: ("state", "amendment"),
    FactKind.AMENDMENT_ACTIVATED: ("amendment",),
    FactKind.AGGRESSION_NOT_ACCEPTED: ("state",),
    FactKind.KNOWN_UNTIL: ("area",),
}
_CODE = re.compile("[A-Z]{3}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_FIRST, _LAST = "1945", "2999"
"""The years in which a fact may lie: what is outside is a slip of the pen."""
_REMEDY = "docs/reference/law-states.md describes the lines of such a list; nothing was taken over"


class About(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The head of a list of facts: what holds for each of them that names no source of its own."""

    text: str
    source: str
    retrieved: str
    verified: bool = False


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    about: About


class _Removal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    removes: str
    reason: str


class _Line(msgspec.Struct, frozen=True):
    number: int
    fact: TreatyFact | None = None
    replaces: str | None = None


@cache
def packaged_facts() -> tuple[TreatyFact, ...]:
    """Return the facts that come with the program, in the order in which they were done."""
    folder = files("amana.law.treaty").joinpath("data")
    names = sorted(each.name for each in folder.iterdir() if each.name.startswith("facts-"))
    lists = (facts_of(folder.joinpath(name).read_bytes(), name) for name in names)
    return _ordered(fact for facts in lists for fact in facts)


def facts_of(content: bytes, name: str) -> tuple[TreatyFact, ...]:
    """Read a list of facts that stands on its own; `name` is what errors call it.

    Raises:
        UsageError: a line is no fact, says something impossible, or says what another line says.
    """
    return laid_over((), content, name)


def laid_over(facts: Sequence[TreatyFact], content: bytes, name: str) -> tuple[TreatyFact, ...]:
    """Return `facts` with an operator's list laid over them, in the order of their days.

    Rules:
      1. A fact is added. If one of `facts` has its `id`, it takes the place of that one.
      2. With the member `replaces` it takes the place of the fact of that `id`.
      3. A line `{"removes": id, "reason": …}` takes a fact out.
      4. What `replaces`, `removes` or `about` names must be there; nothing is said twice.

    Raises:
        UsageError: a line is none of these; it is named by its number, and nothing is laid over.
    """
    left = {fact.id: fact for fact in facts}
    said: dict[str, int] = {}
    touched: dict[str, int] = {}
    for line in _lines(content, name):
        gone = line.replaces
        if gone is not None:
            if gone not in left or gone in said:
                raise _wrong(name, line.number, _missing(gone, left))
            del left[gone]
            touched[gone] = line.number
        if line.fact is not None:
            if line.fact.id in said:
                reason = f"line {said[line.fact.id]} says “{line.fact.id}” already"
                raise _wrong(name, line.number, reason)
            said[line.fact.id] = line.number
            left[line.fact.id] = line.fact
    for fact in left.values():
        if fact.about is not None and fact.about not in left:
            number = said.get(fact.id) or touched[fact.about]
            raise _wrong(name, number, _missing(fact.about, left))
    return _ordered(left.values())


def _ordered(facts: Iterable[TreatyFact]) -> tuple[TreatyFact, ...]:
    return tuple(sorted(facts, key=lambda fact: (fact.done, fact.id)))


def _missing(name: str, known: dict[str, TreatyFact]) -> str:
    close = nearest(name, known)
    meant = f"; did you mean “{close}”?" if close else ""
    return f"there is no fact “{name}”{meant}"


def _lines(content: bytes, name: str) -> Iterator[_Line]:
    about = None
    for number, line in enumerate(content.removeprefix(BOM_UTF8).splitlines(), 1):
        if not line.strip():
            continue
        try:
            said = msgspec.json.decode(line, type=prepared(dict[str, object]))
            if "about" in said and "kind" not in said and number == 1:
                about = msgspec.convert(said, prepared(_Head)).about
            elif "removes" in said:
                yield _Line(
                    number=number, replaces=msgspec.convert(said, prepared(_Removal)).removes
                )
            else:
                yield _fact_line(said, number, about)
        except (ValueError, UsageError) as error:
            raise _wrong(name, number, str(error)) from error


def _fact_line(said: dict[str, object], number: int, about: About | None) -> _Line:
    replaces = msgspec.convert(said.pop("replaces", None), prepared(str | None))
    kind = said.get("kind")
    if isinstance(kind, str) and kind not in set(FactKind):
        close = nearest(kind, FactKind)
        meant = f"; did you mean “{close}”?" if close else ""
        raise ValueError(f"there is no kind of fact “{kind}”{meant}")
    fact = msgspec.convert(said, prepared(TreatyFact))
    if not fact.source and about is not None:
        fact = msgspec.structs.replace(
            fact, source=about.source, retrieved=about.retrieved, verified=about.verified
        )
    _check(fact)
    return _Line(number=number, fact=fact, replaces=replaces)


def _check(fact: TreatyFact) -> None:
    """Raise ValueError or UsageError if a fact lacks something or says something impossible."""
    if not fact.source or not fact.retrieved:
        raise ValueError("it names no source, or not on which day that was looked at (retrieved)")
    for needed in _NEEDED.get(fact.kind, ()):
        if not getattr(fact, needed):
            raise ValueError(f"a fact of the kind “{fact.kind}” needs “{needed}”")
    _check_days(fact)
    for code in (fact.state, *(each for each in fact.by if _CODE.fullmatch(each))):
        if code is not None and not is_code(code):
            raise ValueError(f"“{code}” is no code of a State or territory{_meant(code)}")


def _check_days(fact: TreatyFact) -> None:
    for day in (fact.date, fact.since, fact.until, fact.complete, fact.retrieved):
        try:
            right = day is None or last_day(day).startswith(day)
        except ValueError:
            right = False
        if day and not _FIRST <= day[:4] <= _LAST:
            right = False
        if not right or (day and day != fact.date and not _DAY.fullmatch(day)):
            raise ValueError(f"“{day}” is no day; write it as 2014-06-13")
    if fact.since and fact.until and fact.until < fact.since:
        raise ValueError(f"it ends on {fact.until}, before it begins on {fact.since}")


def _meant(code: str) -> str:
    try:
        return f"; write {state(code).code}"
    except UsageError as error:
        return f": {error.remedy}"


def _wrong(name: str, number: int, reason: str) -> UsageError:
    return UsageError(f"{name}, line {number}: {reason}", remedy=_REMEDY)
