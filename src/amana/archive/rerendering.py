"""Archived pages made visible again: who may, what is kept of it, and what is kept already.

A page is made visible by a browser without network whose only server is the archive that it came
in (`amana.reading.rerender`). What it looks like is kept beside the original, as a derivative with
its recipe, and is given again when the same page is asked for by the same recipe.
"""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from amana.access import Deed
from amana.archive.contents import descriptor_of
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.archive.requests import Rerender
from amana.archive.rerendered import Kept, kept_of
from amana.catalogue import ItemRow
from amana.core import JSON, UsageError, WrongInput, prepared
from amana.core.durable import storage_errors
from amana.reading.rerender import (
    ANSWERS,
    Answered,
    FoundPage,
    Pages,
    Rerendered,
    pages,
    recipe,
    require_page,
    rerender,
)

KINDS = frozenset({"application/warc", "application/wacz", "application/x-internet-archive"})
"""What holds pages; the last one is ARC."""


OnAnswer = Callable[[str, str], None]
"""`on_answer(how, url)` is told of each thing that a page asks for."""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one request: what is kept, how many pages there are, and what it asked for.

    `again` tells that it was made before, by the same recipe, and that nothing was made now.
    """

    item: str
    kept: Kept
    pages: int
    again: bool
    folder: str | None = None


class Rerendering:
    """The pages inside the web archives of one archive."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def pages(self, ref: str, *, purpose: str | None = None) -> Pages:
        """Return the pages that an item says it holds, and which one is the main one.

        Raises:
            WrongInput: the item is no web archive.
            UnreadableError: it cannot be read as one.
            AccessDenied: its conditions of use forbid it, or ask for a purpose.
        """
        row = self._required(ref, purpose)
        return self._with_descriptor(row, functools.partial(self._pages, row, None))

    def show(
        self,
        ref: str,
        *,
        page: str | None = None,
        folder: Path | None = None,
        purpose: str | None = None,
        again: bool = False,
        on_answer: OnAnswer | None = None,
    ) -> Shown:
        """Make a page of an item visible, and keep what it looks like.

        Args:
            ref: the item: a WARC, ARC or WACZ, also one that lies inside of another item.
            page: address of the page; None: the main one.
            folder: where it is written as well; a new one, or an empty one.
            purpose: what restricted items are needed for.
            again: also if it was made by the same recipe before.
            on_answer: told of each thing that the page asks for.

        Raises:
            NotFound: there is no such page; those that resemble it are named.
            UsageError: the folder is not empty.
            WrongInput: the item is no web archive.
            UnreadableError: it cannot be read as one.
            UnavailableError: there is no browser here, or its walls cannot be built.
        """
        if folder is not None:
            _require_new(folder)
        row = self._required(ref, purpose)
        found = self._with_descriptor(row, functools.partial(self._pages, row, page))
        require_page(found, page)
        wanted = found.chosen or FoundPage(url="")
        kept = None if again else self._known(row, wanted)
        made = kept is None
        if kept is None:
            kept = self._make(row, wanted, page, on_answer)
        if folder is not None:
            self._write(kept, folder)
        return Shown(
            item=row.ref,
            kept=kept,
            pages=found.number,
            again=not made,
            folder=str(folder) if folder else None,
        )

    def answers(self, kept: Kept) -> list[Answered]:
        """Return what a page asked for, and how each was answered."""
        lines = self._parts.derivative(kept.files[ANSWERS]).splitlines()
        return [msgspec.json.decode(line, type=prepared(Answered)) for line in lines]

    def _required(self, ref: str, purpose: str | None) -> ItemRow:
        row = Looking(self._parts, purpose).content(ref, Deed.READ, "archived page")
        if row.media_type in KINDS or row.media_type is None:
            return row
        inside = row.parent and self._parts.catalogue.item(row.parent)
        if inside and inside.media_type in KINDS:
            remedy = f"name what it lies in: `amana rerender {inside.ref} --page ADDRESS`"
        else:
            remedy = "pages are shown of WARC, ARC and WACZ; `amana text` prints what others say"
        raise WrongInput(f"{row.ref} is no web archive ({row.media_type})", remedy=remedy)

    def _with_descriptor(self, row: ItemRow, act: Callable[[int, int], Pages]) -> Pages:
        descriptor, start = descriptor_of(self._parts, row)
        try:
            return act(descriptor, start)
        finally:
            os.close(descriptor)

    def _pages(self, row: ItemRow, page: str | None, descriptor: int, start: int) -> Pages:
        return pages(descriptor, row.size, start=start, page=page)

    def _known(self, row: ItemRow, page: FoundPage) -> Kept | None:
        """Return what was made of this page by the recipe of now, if all of it is there."""
        now = recipe()
        for kept in kept_of(self._parts, row):
            same = (kept.page, kept.date, kept.recipe) == (page.url, page.date, now)
            if same and all(sha256 in self._parts.vault for sha256 in kept.files.values()):
                return kept
        return None

    def _make(
        self, row: ItemRow, wanted: FoundPage, page: str | None, on_answer: OnAnswer | None
    ) -> Kept:
        def tell(answered: Answered) -> None:
            if on_answer:
                on_answer(answered.how.value, answered.url)

        work = self._parts.layout.work
        with storage_errors(work), tempfile.TemporaryDirectory(dir=work, prefix="page-") as into:
            descriptor, start = descriptor_of(self._parts, row)
            try:
                made = rerender(
                    descriptor, row.size, Path(into), start=start, page=page, on_answer=tell
                )
            finally:
                os.close(descriptor)
            number = self._enter(row, made, wanted, Path(into))
        return next(kept for kept in kept_of(self._parts, row) if kept.entry == number)

    def _enter(self, row: ItemRow, made: Rerendered, wanted: FoundPage, into: Path) -> int | None:
        named = msgspec.to_builtins(made.recipe)
        with self._parts.writer.transaction() as transaction:
            files = {}
            for name in made.files:
                with (into / name).open("rb") as stream:
                    files[name] = transaction.put(stream).sha256
            told: JSON = {
                "page": wanted.url,
                "date": wanted.date,
                "shown": made.shown,
                "status": made.status,
                "title": made.title,
                "error": made.error,
                "lacking": list(made.lacking),
                "damaged": list(made.damaged),
                "answers": dict(made.answers),
                "files": files,
            }
            request = Rerender(item=row.ref, rerendering=told, recipes={made.recipe.step: named})
            [receipt] = transaction.commit(self._parts.group([request]))
        return receipt.entry

    def _write(self, kept: Kept, folder: Path) -> None:
        with storage_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for name, sha256 in kept.files.items():
                with (folder / name).open("xb") as out:
                    out.write(self._parts.derivative(sha256))


def _require_new(folder: Path) -> None:
    with storage_errors(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(
                f"{folder} exists and is not empty",
                remedy="name a folder that is not there yet: what is there is never overwritten",
            )
