"""Watches: pages that are captured again and again, so that change and loss are noticed."""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
from collections.abc import Callable, Collection, Iterator

from msgspec.structs import replace

from amana.access import Deed, require
from amana.acquire.capture import OnProgress
from amana.archive import studios
from amana.archive.adding import check_form, one_line
from amana.archive.analyses import work_through
from amana.archive.capture_profiles import profile_of
from amana.archive.capturing import Captures
from amana.archive.looking import Looking
from amana.archive.looks import (
    CaptureDifference,
    due_at,
    enter_look,
    set_watch,
    watched_already,
)
from amana.archive.page_taking import PageTaking, TakenPage
from amana.archive.parts import Parts
from amana.archive.studios import OpenStudio, check_url
from amana.archive.wanted_pages import METHOD, WantedPage, urgency
from amana.archive.watch_views import (
    Look,
    LookedAt,
    Watch,
    WatchReport,
    form_of_watch,
    hidden,
    order_of,
    seen,
)
from amana.catalogue import WatchRow
from amana.core import ArchiveBusy, NotFound, UsageError, parse_watch_name
from amana.core.durable import storage_errors
from amana.records import EntryType, Form, Risk

DAY = 86_400
"""Seconds between two looks, where nothing else is said."""


OnLooked = Callable[[LookedAt], None]


class Watches:
    """The watched pages of an archive."""

    def __init__(self, parts: Parts, open_studio: OpenStudio | None = None) -> None:
        self._parts = parts
        self._open = open_studio or studios.open_studio

    def set(
        self,
        url: str,
        form: Form | None = None,
        *,
        every: int = DAY,
        risk: Risk = Risk.NORMAL,
        profile: str | None = None,
        note: str | None = None,
    ) -> Watch:
        """Watch a page from now on; its first look is due at once.

        Raises:
            UsageError: the address is none that may be asked for, it is watched already, or there
                is no such profile.
        """
        PageTaking(self._parts, self._open).require_may()
        address = check_url(url, profile_of(self._parts.settings, profile))
        if (standing := watched_already(self._parts, address)) is not None:
            raise UsageError(
                f"{address} is watched already: {standing}",
                remedy=f"`amana watch end {standing} --why …` ends that; then watch it anew",
            )
        page = WantedPage(
            url=address,
            form=check_form(replace(form or Form(), method=METHOD)),
            profile=profile,
            risk=risk,
            note=one_line(note or "", "--note") or None,
        )
        name = set_watch(self._parts, page, every)
        return self._seen(self._row(name))

    def end(self, name: str, reason: str) -> str:
        """Watch a page no more; return the name of the watch. What was captured stays.

        Raises:
            NotFound: no such watch stands.
            UsageError: the reason is missing.
        """
        PageTaking(self._parts, self._open).require_may()
        row = self._row(name)
        said = one_line(reason, "the reason")
        if not said:
            raise UsageError("the reason is missing", remedy="say it in a sentence with --why")
        if row.ended is not None:
            raise UsageError(f"{row.watch} was ended on {row.ended_at}: {row.reason}")
        self._parts.note(EntryType.WATCH_ENDED, {"watch": row.watch, "reason": said})
        return row.watch

    def listed(self, *, ended: bool = False, purpose: str | None = None) -> tuple[Watch, ...]:
        """Return watches: what is due and most at risk first; with `ended`, also those that ended.

        Restricted ones are hidden without a purpose.
        """
        looking = Looking(self._parts, purpose)
        rows = self._parts.current().watched().watches(ended=ended)
        judged = {row.watch: looking.judge_conditions(row.restrictions, Deed.READ) for row in rows}
        if any(decision.log for decision in judged.values()):
            looking.enter(Deed.READ, "watches", [])
        every = [
            replace(self._seen(row), looks=()) if judged[row.watch].allowed else hidden(row)
            for row in rows
        ]
        return tuple(sorted(every, key=order_of))

    def show(self, name: str, *, purpose: str | None = None) -> Watch:
        """Return a watch with all looks at its page.

        Raises:
            NotFound: there is no such watch.
            PurposeRequired: it is restricted, and no purpose was given.
        """
        row, looking = self._row(name), Looking(self._parts, purpose)
        decision = looking.judge_conditions(row.restrictions, Deed.READ)
        require(decision, row.watch)
        if decision.log:
            looking.enter(Deed.READ, "watch", [])
        return self._seen(row)

    def difference(
        self, name: str, place: int | None = None, *, purpose: str | None = None
    ) -> tuple[Look, CaptureDifference]:
        """Return how the capture of a look differs from the one that it was held against.

        Without a place, of the last look that was compared.

        Raises:
            NotFound: there is no such watch or look.
            UsageError: the look was compared with nothing.
        """
        looks = self.show(name, purpose=purpose).looks
        chosen = [each for each in looks if each.place == place or (not place and each.compared)]
        if not chosen:
            raise NotFound(
                f"{name} has no look {place or 'that was compared'}",
                remedy=f"`amana watch show {name}` lists them",
            )
        look = chosen[-1]
        if look.compared is None or look.item is None:
            raise UsageError(f"look {look.place} of {name} was compared with nothing")
        captures = Captures(self._parts, self._open)
        return look, captures.difference(look.compared, look.item, purpose=purpose)

    def due(self) -> int:
        """Return how many watched pages are due."""
        return len(self._due(frozenset()))

    def run(
        self,
        names: Collection[str] = (),
        *,
        tabs: int | None = None,
        read: bool = True,
        analyse: bool = True,
        on_progress: OnProgress = lambda _: None,
        on_looked: OnLooked = lambda _: None,
        stop: threading.Event | None = None,
    ) -> WatchReport:
        """Look at every page that is due, or at those of `names` even if they are not.

        The most at risk come first. Ctrl-C, or `stop`, ends it; what was entered stays.

        Raises:
            ArchiveBusy: another process is at it.
            UnavailableError: captures cannot be made on this machine.
        """
        chosen = frozenset(self._row(name).watch for name in names)
        outcomes: dict[str, int] = {}
        with self._alone():
            Captures(self._parts, self._open).recover()
            rows = {row.url: row for row in self._due(chosen)}
            taking = PageTaking(
                self._parts, self._open, tabs=tabs, on_progress=on_progress, stop=stop
            )  # fmt: skip
            watches = {url: row.watch for url, row in rows.items()}
            for each in taking.take([_page(row) for row in rows.values()], watches):
                told = self._entered(rows[each.page.url], each)
                outcomes[told.outcome.value] = outcomes.get(told.outcome.value, 0) + 1
                on_looked(told)
        interrupted = taking.stopped
        if read and outcomes and not interrupted:
            interrupted = work_through(self._parts, None, None, analyse=analyse).interrupted
        return WatchReport(
            looks=sum(outcomes.values()), outcomes=outcomes, interrupted=interrupted
        )  # fmt: skip

    def _entered(self, row: WatchRow, taken: TakenPage) -> LookedAt:
        outcome = enter_look(self._parts, row.watch, taken)
        told = Looking(self._parts, None).judge_conditions(row.restrictions, Deed.READ).allowed
        return LookedAt(
            watch=row.watch,
            url=row.url if told else None,
            outcome=outcome,
            item=taken.ref,
            reason=taken.reason if told else None,
        )

    def _due(self, names: frozenset[str]) -> list[WatchRow]:
        """Return the watches that are due, or those of `names`, the most urgent first."""
        watched, now = self._parts.current().watched(), self._parts.clock.now()
        found = [
            (urgency(Risk(row.risk)), at, row)
            for row in watched.watches()
            for at in (due_at(row, watched.looks(row.watch)),)
            if (row.watch in names if names else at <= now)
        ]
        return [row for _, _, row in sorted(found, key=lambda each: each[:2])]

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep others from looking at the same pages for the length of a `with`.

        Raises:
            ArchiveBusy: another process is at it.
        """
        path = self._parts.layout.work / "watching.lock"
        with storage_errors(path):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise ArchiveBusy(
                    "another process is looking at the watched pages",
                    remedy="`amana serve` does it by itself; `amana watch list` shows what is due",
                ) from error
            yield
        finally:
            os.close(descriptor)

    def _row(self, name: str) -> WatchRow:
        row = self._parts.current().watched().watch(parse_watch_name(name))
        if row is None:
            raise NotFound(f"this archive has no watch {name}", remedy="`amana watch list`")
        return row

    def _seen(self, row: WatchRow) -> Watch:
        looks = self._parts.current().watched().looks(row.watch)
        return seen(row, looks, self._parts.clock.now())


def _page(row: WatchRow) -> WantedPage:
    return WantedPage(
        url=row.url,
        form=form_of_watch(row),
        profile=row.profile or None,
        risk=Risk(row.risk),
        note=row.note,
        every=row.every,
    )
