"""Captures: pages taken in before they are lost, and what their bundles tell."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from amana.access import Deed
from amana.acquire.capture import Account, OnProgress
from amana.archive import studios
from amana.archive.adding import check_form
from amana.archive.analyses import work_through
from amana.archive.analysing import OnAnalysed
from amana.archive.bundles import Bundle
from amana.archive.capture_folders import count_left
from amana.archive.capture_lists import Examined, examine, read_list
from amana.archive.capture_profiles import Way, profile_of, profiles_of, warning_of, way_of
from amana.archive.contents import open_content
from amana.archive.looking import Looking
from amana.archive.looks import (
    CaptureDifference,
    difference_of,
    enter_look,
    set_watch,
    watched_already,
)
from amana.archive.page_taking import PageTaking, TakenPage, form_of, recovered
from amana.archive.parts import Parts
from amana.archive.studios import OpenStudio, check_url
from amana.archive.wanted_pages import METHOD, WantedPage, by_urgency
from amana.archive.working import OnRead
from amana.core import JSON, UnreadableError, UsageError
from amana.core.durable import storage_errors
from amana.records import EntryType, Form

WITHHELD = "capture without the collector's part"
WHOLE = "capture with the collector's part"

OnTaken = Callable[[TakenPage], None]


class CaptureReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a run: how many pages became items, and those that did not.

    `left` are captures that a crash had left and that are items now. `interrupted` tells that it
    was stopped before every page was asked for.
    """

    taken: int
    failed: tuple[TakenPage, ...]
    left: tuple[TakenPage, ...] = ()
    interrupted: bool = False


class TakenOut(msgspec.Struct, frozen=True, kw_only=True):
    """A copy of a capture that left: where it is, how large, and the entry that says so."""

    file: str
    bytes: int
    withheld: bool
    entry: int


class Captures:
    """The captures of an archive."""

    def __init__(self, parts: Parts, open_studio: OpenStudio | None = None) -> None:
        self._parts = parts
        self._open = open_studio or studios.open_studio

    def profiles(self) -> tuple[str, ...]:
        """Return the names of the profiles by which pages can be asked for.

        Raises:
            UsageError: one of the settings cannot be used.
        """
        return tuple(profiles_of(self._parts.settings))

    def warning(self, profile: str | None = None) -> tuple[str, ...]:
        """Return what a person must know before pages are asked for by a profile, in sentences.

        Raises:
            UsageError: there is no such profile.
        """
        return warning_of(profile_of(self._parts.settings, profile))

    def way(self, profile: str | None = None) -> Way:
        """Return by which way a profile asks for pages; `warning` says what that shows.

        Raises:
            UsageError: there is no such profile.
        """
        return way_of(profile_of(self._parts.settings, profile))

    def wanted(
        self, urls: Iterable[str], form: Form | None = None, *, profile: str | None = None
    ) -> tuple[WantedPage, ...]:
        """Return addresses as pages that can be captured, each once; nothing is asked for.

        Raises:
            UsageError: one of them is none that may be asked for, or there is no such profile.
        """
        way = profile_of(self._parts.settings, profile)
        checked = check_form(msgspec.structs.replace(form or Form(), method=METHOD))
        addresses = dict.fromkeys(check_url(url, way) for url in urls)
        return tuple(WantedPage(url=url, form=checked, profile=profile) for url in addresses)

    def listed(
        self, path: Path, form: Form | None = None, *, profile: str | None = None
    ) -> tuple[WantedPage, ...]:
        """Return the pages of a list (`capture_lists.read_list`); nothing is asked for.

        Raises:
            UsageError: it cannot be read, or rows of it are wrong; all are named.
        """
        way = profile_of(self._parts.settings, profile)
        checked = check_form(msgspec.structs.replace(form or Form(), method=METHOD))
        pages = read_list(path, checked, lambda url: check_url(url, way))
        return tuple(
            msgspec.structs.replace(page, form=check_form(page.form), profile=profile)
            for page in pages
        )

    def examine(
        self, text: str, form: Form | None = None, *, profile: str | None = None
    ) -> tuple[Examined, ...]:
        """Return what is said of each row of a list that is given as text; nothing is asked for.

        Raises:
            UsageError: the list as a whole cannot be used, or there is no such profile.
        """
        way = profile_of(self._parts.settings, profile)
        checked = check_form(msgspec.structs.replace(form or Form(), method=METHOD))
        rows = examine(text, checked, lambda url: check_url(url, way))
        return tuple(
            row
            if row.page is None
            else msgspec.structs.replace(
                row, page=msgspec.structs.replace(row.page, profile=profile)
            )
            for row in rows
        )

    def take(
        self,
        pages: Iterable[WantedPage],
        *,
        tabs: int | None = None,
        read: bool = True,
        analyse: bool = True,
        on_progress: OnProgress = lambda _: None,
        on_taken: OnTaken = lambda _: None,
        on_read: OnRead | None = None,
        on_analysed: OnAnalysed | None = None,
        stop: threading.Event | None = None,
    ) -> CaptureReport:
        """Capture pages, the most at risk first, and enter each as an item; then work the queue.

        What a crash left of earlier captures is entered before. A page that is not there is a
        capture as well: that it was not there is evidence. `on_taken` is called for each page once
        its fate is durable, `on_progress` from other threads while it is captured. Ctrl-C, or
        `stop`, ends what is under way as far as it came, and begins nothing more.

        Raises:
            UnavailableError: captures cannot be made on this machine.
            StorageFull: no room; what was told as taken in stays.
        """
        taking = PageTaking(
            self._parts, self._open, tabs=tabs, on_progress=on_progress, stop=stop
        )  # fmt: skip
        taking.require_may()
        before, wanted = self.recover(on_taken), by_urgency(pages)
        failed, taken = [], 0
        for each in self._taken(taking, wanted):
            taken += each.ref is not None
            if each.ref is None:
                failed.append(each)
            on_taken(each)
        interrupted = taking.stopped
        if read and not interrupted and (taken or before):
            worked = work_through(self._parts, on_read, on_analysed, analyse=analyse)
            interrupted = worked.interrupted
        return CaptureReport(
            taken=taken, failed=tuple(failed), left=before, interrupted=interrupted
        )  # fmt: skip

    def _taken(self, taking: PageTaking, pages: list[WantedPage]) -> Iterator[TakenPage]:
        """Yield what became of each page; one that is to be watched is watched from then on."""
        for each in taking.take(pages):
            if each.ref is None or each.page.every is None:
                yield each
                continue
            name = watched_already(self._parts, each.page.url)
            name = name or set_watch(self._parts, each.page, each.page.every)
            enter_look(self._parts, name, each)
            yield msgspec.structs.replace(each, watch=name)

    def recover(self, on_taken: OnTaken = lambda _: None) -> tuple[TakenPage, ...]:
        """Enter what crashes left of captures, each as an item that says what it lacks."""
        found = []
        for each in recovered(self._parts):
            if each.watch is not None and each.ref is not None:
                enter_look(self._parts, each.watch, each)
            on_taken(each)
            found.append(each)
        return tuple(found)

    def left(self) -> int:
        """Return how many captures a crash left, which `recover` and `take` enter."""
        return count_left(self._parts.layout.captures)

    def account(self, ref: str, *, purpose: str | None = None) -> Account:
        """Return the account of a capture, as its bundle has it.

        Raises:
            UnreadableError: the item is no capture of a page.
        """
        with self._bundle(ref, purpose, "account of the capture") as bundle:
            return bundle.account()

    def member(self, ref: str, name: str, *, purpose: str | None = None) -> bytes:
        """Return a part of the evidence of a capture, as `Bundle.names` lists them.

        Raises:
            UnreadableError: the item is no capture, or has no such part that could be opened.
        """
        with self._bundle(ref, purpose, "evidence of the capture") as bundle:
            content = bundle.evidence(name)
        if content is None:
            raise UnreadableError(
                f"{ref} has no evidence {name!r}, or more than can be shown",
                remedy="its account tells what it lacks; `amana export capture` takes it out whole",
            )
        return content

    def difference(
        self, before: str, after: str, *, purpose: str | None = None
    ) -> CaptureDifference:
        """Return how one capture differs from an earlier one: texts, pictures, addresses, titles.

        Raises:
            UnreadableError: one of the items is no capture of a page.
        """
        what = "difference of captures"
        with self._bundle(before, purpose, what) as old, self._bundle(after, purpose, what) as new:
            return difference_of(old, new)

    def export(
        self,
        ref: str,
        file: Path,
        *,
        with_collector: bool = False,
        purpose: str | None = None,
    ) -> TakenOut:
        """Write a capture into a new file, without the part that tells of the collector.

        Every other member stays byte for byte. That it leaves is entered before it is there.

        Raises:
            UsageError: something is there already, or it would be inside of the archive.
            UnreadableError: the item is no capture of a page.
            AccessDenied: its conditions of use forbid taking it out.
        """
        self._require_outside(file)
        taken, stream = self.copy(ref, with_collector=with_collector, purpose=purpose)
        with stream, storage_errors(file), file.open("xb") as target:
            shutil.copyfileobj(stream, target)
        return msgspec.structs.replace(taken, file=str(file))

    def copy(
        self, ref: str, *, with_collector: bool = False, purpose: str | None = None
    ) -> tuple[TakenOut, BinaryIO]:
        """Return a capture to hand on, as `export` writes it; nothing of it stays in a folder.

        Raises:
            UnreadableError: the item is no capture of a page.
            AccessDenied: its conditions of use forbid taking it out.
        """
        row = Looking(self._parts, purpose).content(ref, Deed.SHARE, "capture")
        with Bundle(row.ref, open_content(self._parts, row)) as bundle:
            bundle.account()
            withheld = bundle.withheld or not with_collector
        with tempfile.TemporaryDirectory(dir=self._parts.layout.work) as folder:
            copy = Path(folder) / "capture.wacz"
            stream = open_content(self._parts, row)
            with stream, storage_errors(copy), copy.open("wb") as whole:
                shutil.copyfileobj(stream, whole)
            if not with_collector:
                from amana.acquire.capture.bundle import withhold  # noqa: PLC0415 - slow to load

                withhold(copy, Path(folder) / "withheld.wacz")
                copy = Path(folder) / "withheld.wacz"
            fields: dict[str, JSON] = {
                "items": [row.ref],
                "released": [],
                "form": WITHHELD if withheld else WHOLE,
            }
            entry, size = self._parts.note(EntryType.EXPORTED, fields), copy.stat().st_size
            taken = TakenOut(file=f"{row.ref}.wacz", bytes=size, withheld=withheld, entry=entry)
            return taken, copy.open("rb")

    def _require_outside(self, file: Path) -> None:
        if file.exists():
            raise UsageError(f"{file} is there already", remedy="name a new file with -o")
        if not file.absolute().parent.is_dir():
            raise UsageError(
                f"there is no folder {file.absolute().parent}", remedy="make it, or name another"
            )
        if file.resolve().is_relative_to(self._parts.layout.root.resolve()):
            raise UsageError(
                f"{file} is inside the archive", remedy="name a file outside of it with -o"
            )

    def opened(self, ref: str, *, purpose: str | None = None) -> Bundle:
        """Return a capture to read several parts of it; a context manager.

        Raises:
            UnreadableError: the item is none that holds members.
        """
        return self._bundle(ref, purpose, "capture")

    def _bundle(self, ref: str, purpose: str | None, what: str) -> Bundle:
        row = Looking(self._parts, purpose).content(ref, Deed.READ, what)
        return Bundle(row.ref, open_content(self._parts, row))


def plan_of(pages: Iterable[WantedPage]) -> list[tuple[WantedPage, Form]]:
    """Return pages in the order of work, each with the form that its item would have."""
    return [(page, form_of(page)) for page in by_urgency(pages)]
