"""What an observation of a proceeding may mean for law: which step, about whom, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from amana.core import UsageError, prepared
from amana.law.proceedings.models import About, content
from amana.law.treaty.states import state
from amana.records import Party, Person, Proceeding
from amana.text import days_of, fold


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`words`: one of them stands in the passage or the names of who acted."""

    step: str
    status: tuple[str, ...]
    forum: str
    to: str
    code: str
    words: tuple[str, ...] = ()


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lines, and how it is told whose procedure a step belongs to.

    `court` are names of the Court, `bodies` words in names of bodies that act for a State. An
    authority of `unnamed` words alone ("the court") may be either. `pronouns` name nobody.
    """

    about: About
    court: tuple[str, ...]
    bodies: tuple[str, ...]
    unnamed: tuple[str, ...]
    pronouns: tuple[str, ...]
    rows: tuple[Row, ...]


def rows_for(seen: Proceeding) -> Iterator[Row]:
    """Yield the first fitting line of the mapping for each forum that the observation allows."""
    listed = mapping()
    authority = folded(party_name(seen.authority)) if seen.authority else ""
    by = " ".join(folded(party_name(each)) for each in seen.by)
    passage = f" {authority} {by} {folded(seen.span.quote)} {folded(seen.trigger.quote)} "
    of_state = _any_in(listed.bodies, f" {authority} ") and not _unnamed(authority)
    if _any_in(listed.court, f" {authority} "):
        forums = ["court"]
    elif of_state:
        forums = ["national"]
    else:
        forums = ["court"] if _any_in(listed.court, passage) else ["court", "national"]
    taken: set[str] = set()
    for forum in forums:
        for row in listed.rows:
            fits = row.step == seen.step and seen.status in row.status
            worded = not row.words or _any_in(row.words, passage)
            if fits and worded and row.forum in ("any", forum):
                if row.to not in taken:
                    yield row
                taken.add(row.to)
                break


def _unnamed(authority: str) -> bool:
    return set(authority.split()) <= {folded(word) for word in mapping().unnamed}


def _any_in(words: Sequence[str], text: str) -> bool:
    return any(f" {folded(word)} " in text for word in words)


def is_meant(name: str, person: Person) -> bool:
    """Tell whether a name is one of a person (rule 3)."""
    words = set(folded(name).split())
    for other in (person.name, person.name_ar):
        its = set(folded(other).split())
        shorter = min(words, its, key=len)
        if shorter and (words <= its or its <= words) and max(map(len, shorter)) > 2:  # noqa: PLR2004 - initials name nobody
            return True
    return False


def date_of(seen: Proceeding) -> tuple[str | None, str]:
    """Return the date of an observation without its mark of doubt, and a note that tells of it."""
    plain = (seen.date or "").rstrip("?~%") or None
    if plain is not None and days_of(plain) is None:
        plain = None
    doubt = f"date as observed: {seen.date}" if seen.date and plain != seen.date else ""
    return plain, "; ".join(filter(None, (seen.note, doubt)))


def party_name(party: Party) -> str:
    """Return the fullest name of a party; empty where a pronoun alone stands for it."""
    name = party.canonical or (party.span.quote if party.span else party.entity or "")
    return "" if folded(name) in mapping().pronouns else name


def state_of(name: str) -> str | None:
    """Return the code of the State that a name means, or None."""
    try:
        return state(name).code
    except UsageError:
        return None


def folded(text: str) -> str:
    """Return the words of a text in one spelling, with one space between them."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(text).text).split())


@cache
def mapping() -> Mapping:
    """Return the list that leads from observed steps to those of models."""
    return msgspec.json.decode(content("mapping.json"), type=prepared(Mapping))
