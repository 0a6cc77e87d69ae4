"""From how a reading ended to what is entered: articles are found, results get their form."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from amana.archive.differences import Difference
from amana.archive.unpacking import TakenOut
from amana.catalogue import ItemRow, ReadingRow, Result
from amana.core import JSON
from amana.reading import Code, Outcome, sentence
from amana.reading.likeness import find_likeness
from amana.records import Child, Reading, Recipe, State


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """One item that was read, before anything is committed.

    Without a `result` there is nothing new to be entered. `other` is a reading that the same recipe
    gave, and that differs from the one that stands.
    """

    row: ItemRow
    result: Result | None = None
    recipe: tuple[str, JSON] | None = None
    reading: bytes | None = None
    facts: bytes | None = None
    other: bytes | None = None
    children: tuple[Child, ...] = ()
    taken: TakenOut | None = None
    difference: Difference | None = None

    def drop(self) -> None:
        """Let go of what was taken out."""
        if self.taken:
            self.taken.spool.__exit__()

    def derivatives(self) -> dict[str, bytes]:
        """Return what is to be kept in the vault, by the member of the result that names it."""
        made = {"reading": self.reading, "facts": self.facts, "other": self.other}
        return {part: data for part, data in made.items() if data}


def finish(row: ItemRow, outcome: Outcome, taken: TakenOut, tried: str) -> Done:
    """Find the articles of a reading and put everything into the form of a result.

    `tried` is the key of the reading that the recipe gives, if it gives one.
    """
    reading = outcome.reading
    if reading is None:
        result = Result(
            state=outcome.state.value,
            media_type=outcome.media_type,
            reason=outcome.reason,
            code=outcome.code,
            tried=tried,
        )
        return Done(
            row=row,
            result=result,
            recipe=named(outcome.recipe),
            children=outcome.children,
            taken=taken,
        )
    from amana.reading.articles import find_articles  # noqa: PLC0415 - slow to load

    articles = find_articles(reading)
    facts = b"".join(
        msgspec.json.encode(fact, order="deterministic") + b"\n"
        for fact in (*articles, *find_likeness(reading, articles))
    )
    result = Result(
        state=reading.state.value,
        media_type=reading.media_type,
        reason=outcome.reason or _first_warning(reading),
        key=reading.key,
        code=outcome.code,
    )
    return Done(
        row=row,
        result=result,
        recipe=named(outcome.recipe),
        reading=encoded(reading),
        facts=facts,
        children=outcome.children,
        taken=taken,
    )


def encoded(reading: Reading) -> bytes:
    """Return a reading as the bytes that are kept."""
    return msgspec.json.encode(reading, order="deterministic")


def named(recipe: Recipe) -> tuple[str, JSON]:
    """Return a recipe as it is entered, under its name."""
    plain: JSON = msgspec.to_builtins(recipe)
    more = [name for name, _ in recipe.settings if name == PASSWORD]
    more += [f"{name} {most}" for name, most in recipe.settings if name == WITHIN]
    return " ".join((recipe.step, recipe.version, *more)), plain


PASSWORD = "password"  # noqa: S105 - the name of a setting
"""The setting of a recipe by which a password was given: which giving it was, never the password.

The same password may open an original and another may not, so each giving is a recipe of its own.
"""
WITHIN = "within"
"""The setting of a recipe by which not all that is inside was taken out: how many things, how many
bytes, how many layers were allowed. With more of them, the same reader gives another reading.
"""


def _first_warning(reading: Reading) -> str | None:
    """Return why a reading is empty or partial: its first warning."""
    if reading.state is State.READ or not reading.warnings:
        return None
    return reading.warnings[0].detail


def taken_over(earlier: ReadingRow, same_bytes: Iterable[ItemRow]) -> Result:
    """Return the result of another item on the same bytes, with the reason that stands there."""
    rows = [r for r in same_bytes if (r.reading, r.state) == (earlier.key, earlier.state)]
    return Result(
        state=earlier.state.value,
        media_type=earlier.media_type,
        reason=next((row.reason for row in rows), None),
        key=earlier.key,
        reading=earlier.derivative,
        facts=earlier.facts,
        code=next((row.code for row in rows), None),
        other=next((row.other for row in rows), None),
    )


def not_taken_out(result: Result, number: int) -> Result:
    """Return a result that says that so many things inside were left there."""
    return msgspec.structs.replace(
        result,
        state=State.PARTLY_READ.value,
        reason=sentence(Code.CHILDREN_REFUSED, number),
        code=Code.CHILDREN_REFUSED.value,
    )


def unreadable(reason: str) -> Result:
    """Return the result of an original that is not there as it was taken in."""
    return Result(
        state=State.UNREADABLE.value, media_type="application/octet-stream", reason=reason
    )
