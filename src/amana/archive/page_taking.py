"""Taking pages in: captured side by side, entered one after the other, the most urgent first.

Each bundle is an item as soon as it is there; what is stopped or fails leaves those before it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import groupby
from typing import NamedTuple

import msgspec

from amana.access import Deed, Subject, authorize, require, spell_restriction
from amana.acquire.capture import PLAIN, Account, Captured, OnProgress, Wanted
from amana.archive.adding import Adding, NamedStream, check_form
from amana.archive.adding import Outcome as Added
from amana.archive.capture_folders import CaptureOrder, begun, drop, left
from amana.archive.capture_profiles import limits_of, profiles_of
from amana.archive.parts import Parts
from amana.archive.studios import OpenStudio, Studio
from amana.archive.wanted_pages import METHOD, WantedPage
from amana.core import AmanaError
from amana.records import Form

_STOPPING = 0.2
"""Seconds between two looks at whether to stop."""


class TakenPage(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one page: its account and item, or `reason`, why there is none.

    `watch` is the watch that it belongs to.
    """

    page: WantedPage
    account: Account | None = None
    ref: str | None = None
    entry: int | None = None
    reason: str | None = None
    watch: str | None = None


class PageTaking:
    """One run of captures of an archive."""

    def __init__(
        self,
        parts: Parts,
        open_studio: OpenStudio,
        *,
        tabs: int | None = None,
        on_progress: OnProgress = lambda _: None,
        stop: threading.Event | None = None,
    ) -> None:
        self._parts = parts
        self._open = open_studio
        self._tabs = tabs or parts.settings.capture_tabs
        self._on_progress = on_progress
        self._stop = stop or threading.Event()

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stop.is_set()

    def require_may(self) -> None:
        """Raise where this actor may not ask the network for pages."""
        actor, today = self._parts.actor, self._parts.clock.now().date()
        decision = authorize(actor, Deed.CAPTURE, Subject(), purpose=None, today=today)
        require(decision, "capturing")

    def take(
        self, pages: Iterable[WantedPage], watches: dict[str, str] | None = None
    ) -> Iterator[TakenPage]:
        """Yield what became of each page, in the order in which they were done.

        `watches` are the names of watches that pages belong to, by address. A page whose profile
        is there no more is told as such, and the others are captured. After Ctrl-C, what is under
        way is ended and entered as far as it came.
        """
        self.require_may()
        named, profiles = watches or {}, profiles_of(self._parts.settings)
        for name, group in groupby(pages, key=lambda page: page.profile or PLAIN):
            some = list(group)
            profile = profiles.get(name)
            if profile is None:
                said = f"there is no profile {name!r} any more"
                for page in some:
                    yield TakenPage(page=page, reason=said, watch=named.get(page.url))
                continue
            tabs = min(self._tabs, len(some))
            with self._open(tabs, profile, limits_of(self._parts.settings)) as studio:
                yield from self._group(studio, tabs, some, named)
            if self.stopped:
                return

    def _group(
        self, studio: Studio, tabs: int, pages: list[WantedPage], watches: dict[str, str]
    ) -> Iterator[TakenPage]:
        waiting, under_way = pages[::-1], set[Future[_Done]]()
        with ThreadPoolExecutor(tabs) as pool, self._ending():
            while waiting or under_way:
                while waiting and len(under_way) < tabs and not self.stopped:
                    page = waiting.pop()
                    order = CaptureOrder(
                        url=page.url, form=form_of(page), watch=watches.get(page.url)
                    )
                    under_way.add(pool.submit(self._shoot, studio, page, order))
                if not under_way:
                    return
                for done in self._finished(under_way):
                    under_way.discard(done)
                    yield self._entered(done.result())

    @contextlib.contextmanager
    def _ending(self) -> Iterator[None]:
        """End what is under way where whoever is told of it fails."""
        try:
            yield
        except BaseException:
            self._stop.set()
            raise

    def _finished(self, under_way: set[Future[_Done]]) -> set[Future[_Done]]:
        """Wait for one of the captures; Ctrl-C ends all of them as soon as they can be."""
        try:
            return wait(under_way, timeout=_STOPPING, return_when=FIRST_COMPLETED).done
        except KeyboardInterrupt:
            self._stop.set()
            return set()

    def _shoot(self, studio: Studio, page: WantedPage, order: CaptureOrder) -> _Done:
        """Capture one page in a thread of its own; its folder stays until it is entered."""
        folder = contextlib.ExitStack()
        try:
            place = folder.enter_context(begun(self._parts.layout.captures, order))
            shot = studio.capture(
                wanted_of(page), page.form.collector, place.page, self._on_progress, self._stop
            )
        except AmanaError as error:
            _end(folder, error)
            return _Done(page, order, None, folder, error.message)
        except BaseException as error:
            _end(folder, error)
            raise
        return _Done(page, order, shot, folder, None)

    def _entered(self, done: _Done) -> TakenPage:
        if done.shot is None:
            return TakenPage(page=done.page, reason=done.reason, watch=done.order.watch)
        with contextlib.ExitStack() as kept:  # whatever fails leaves the folder
            kept.push(done.folder)
            added = enter(self._parts, done.shot, done.order.form)
            if added.ref is None:
                kept.pop_all()
        return TakenPage(
            page=done.page,
            account=done.shot.account,
            ref=added.ref,
            entry=added.entry,
            reason=added.reason,
            watch=done.order.watch,
        )


class _Done(NamedTuple):
    """A capture that ended: its bundle or the reason why there is none, and its folder."""

    page: WantedPage
    order: CaptureOrder
    shot: Captured | None
    folder: contextlib.ExitStack
    reason: str | None


def _end(folder: contextlib.ExitStack, error: BaseException) -> None:
    """Let go of a folder whose capture failed: what was recorded stays in it, to be bundled."""
    with contextlib.suppress(type(error)):
        folder.__exit__(type(error), error, error.__traceback__)


def recovered(parts: Parts) -> Iterator[TakenPage]:
    """Yield what became of captures that a crash left: each is an item with its defect."""
    from amana.acquire.capture.bundle import bundle  # noqa: PLC0415 - only where something was left

    for folder in left(parts.layout.captures):
        page = WantedPage(url=folder.order.url, form=folder.order.form)
        try:
            account = bundle(folder.page, folder.bundle)
            added = enter(parts, Captured(account=account, bundle=folder.bundle), folder.order.form)
        except (AmanaError, OSError, ValueError) as error:
            said = error.message if isinstance(error, AmanaError) else str(error)
            yield TakenPage(page=page, reason=f"what a crash left in {folder.path.name}: {said}")
            continue
        drop(folder)
        yield TakenPage(
            page=page,
            account=account,
            ref=added.ref,
            entry=added.entry,
            reason=added.reason,
            watch=folder.order.watch,
        )


def enter(parts: Parts, shot: Captured, form: Form) -> Added:
    """Take a bundle in as an item; return its outcome."""
    found: list[Added] = []
    stream = NamedStream(name=name_of(shot.account), stream=shot.bundle.open("rb"))
    Adding(parts, form, found.append).streams([stream])
    if not found:
        raise KeyboardInterrupt
    (added,) = found
    return added


def name_of(account: Account) -> str:
    """Return the name of a bundle: when it was begun, and nothing of the page."""
    moment = account.began.partition(".")[0]
    return f"capture-{''.join(letter for letter in moment if letter.isalnum()).rstrip('Z')}Z.wacz"


def form_of(page: WantedPage) -> Form:
    """Return the form of the item of a page: without a source, the address is the source."""
    form = page.form
    source = page.url if form.source is None else form.source
    return check_form(msgspec.structs.replace(form, source=source, method=METHOD))


def wanted_of(page: WantedPage) -> Wanted:
    """Return what a page is wanted for, as it stands in the account of its capture."""
    return Wanted(
        url=page.url,
        purpose=page.form.purpose,
        restrictions=tuple(spell_restriction(each) for each in page.form.restrictions),
    )
