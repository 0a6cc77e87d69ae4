"""What the log tells of archived pages that were made visible again."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from amana.archive.parts import Parts
from amana.catalogue import RERENDERING, ItemRow
from amana.core import prepared
from amana.records import Entry, EntryType, Recipe


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A page that was made visible, as an entry tells it.

    Attributes:
        page: its address.
        date: when it was taken, as the archive says.
        at: when it was made visible.
        entry: the entry that says so.
        recipe: by which recipe.
        files: digests of what it gave, by name: pictures, PDF, text, and the list of answers.
        answers: how many things that it asked for were answered how.
        shown: the address that was shown in the end; None: nothing was.
        status: of its answer.
        title: that it shows.
        error: of the browser, where nothing was shown.
        lacking: codes of what is not there, or not whole.
        damaged: what could not be read of the archive, in words.
    """

    page: str
    date: str
    at: str
    entry: int
    recipe: Recipe
    files: dict[str, str]
    answers: dict[str, int]
    shown: str | None = None
    status: int | None = None
    title: str | None = None
    error: str | None = None
    lacking: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


def kept_of(parts: Parts, row: ItemRow) -> Iterator[Kept]:
    """Yield what pages of an item were made visible, the newest first."""
    _, numbers = parts.current().entry_numbers(ref=row.ref)
    for number in sorted(numbers, reverse=True):
        entry = parts.log.entry(number)
        if entry.get("type") == EntryType.DERIVED and (kept := _kept(entry, row.ref)):
            yield kept


def _kept(entry: Entry, ref: str) -> Kept | None:
    told = entry.get(RERENDERING + ref)
    if not isinstance(told, dict):
        return None
    recipes, at = entry.get("recipes"), entry.get("at")
    named = list(recipes.values()) if isinstance(recipes, dict) else [None]
    time = at.get("time") if isinstance(at, dict) else ""
    return msgspec.convert(
        {**told, "at": time, "entry": entry.index, "recipe": named[0]}, prepared(Kept)
    )
