"""One capture, from its first note to its bundle, over a recorder and a browser.

Whatever ends it (the page, its time, a person, a recorder or browser that dies), what was recorded
until then becomes a bundle that says so. Only what was noted and recorded counts: the bundle is
made from the folder.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import threading
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from amana.acquire.capture.accounts import (
    CaptureProgress,
    Deed,
    Exchange,
    OnProgress,
    Purpose,
    Wanted,
)
from amana.acquire.capture.facts import clock, host, options, software
from amana.acquire.capture.noted import BEGUN, COLLECTOR, SHOWN, Begun, Collector, Shown
from amana.acquire.capture.ports import Browser, Page, Recorder, Taken
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.robots import address_of
from amana.acquire.capture.steps import Stage
from amana.core import Clock, UnavailableError, stamp
from amana.core.durable import storage_errors

_LOOK_EVERY = 0.1
_ROBOTS_SECONDS = 15.0
_CLOSE_SECONDS = 5.0
_LAST_PART = 0.15
"""Part of the whole time that is kept for robots.txt and the end of what is under way."""

_WHOLE_LAST = 12.0


class Ended(StrEnum):
    """What ended a capture, other than the end of the page; codes of what an account lacks."""

    STOPPED = "stopped"
    DEADLINE = "deadline"
    RECORDER = "recorder-ended"
    BROWSER = "browser-ended"


SAME = {
    "no-picture-before": "picture-before",
    "no-picture-after": "picture-after",
    "no-frames": "frames",
    "no-mhtml": "mhtml",
    "no-pdf": "pdf",
    "browser-lost": Ended.BROWSER,
}
"""Codes of the browser for what the folder shows as well, and how the account calls it."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be captured, and by whom.

    `collector` goes into the part of the bundle that can be withheld.
    """

    wanted: Wanted
    collector: str | None = None


class Shooting:
    """One capture under way in one slot.

    Attributes:
        worn: whether the recorder must not be used for another one.
    """

    def __init__(
        self,
        order: Order,
        folder: Path,
        profile: Profile,
        limits: Limits,
        *,
        clock: Clock,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        self._order, self._folder = order, folder
        self._profile, self._limits, self._clock = profile, limits, clock
        self._on_progress = on_progress or (lambda _progress: None)
        self._stop = stop or threading.Event()
        self._progress = CaptureProgress(url=order.wanted.url, step=Stage.WAITING)
        self._lacking: list[str] = []
        self.worn = False

    def begin(self, browser: Browser) -> None:
        """Note what is wanted, before anything is asked for.

        Raises:
            StorageFull, UnavailableError: it cannot be written.
        """
        self._note(
            BEGUN,
            Begun(
                wanted=self._order.wanted,
                began=stamp(self._clock.now()),
                profile=self._profile.name,
                options=options(self._profile, self._limits, browser.user_agent),
                software=software(browser.product),
                clock=clock(),
            ),
        )
        collector = Collector(
            salt=secrets.token_hex(32),
            collector=self._order.collector,
            egress=self._profile.egress,
            host=host(self._profile),
        )
        self._note(COLLECTOR, collector)
        self._step(Stage.BEGUN)

    async def run(self, slot: int, recorder: Recorder, browser: Browser, page: Page) -> None:
        """Record and take the page; nothing that happens on the way comes out of this.

        Raises:
            UnavailableError: the recorder cannot begin.
        """
        loop = asyncio.get_running_loop()
        whole = self._limits.whole_seconds
        end = loop.time() + whole - min(_WHOLE_LAST, whole * _LAST_PART)
        await recorder.open(slot, self._folder, self._profile, self._limits, self._heard)
        taken = await self._take(page, end, recorder, browser)
        until = self._until()
        if not recorder.gone.is_set():
            await self._finish(slot, recorder, taken)
        self._shown(taken, until)

    async def _take(
        self, page: Page, end: float, recorder: Recorder, browser: Browser
    ) -> Taken | None:
        """Take the page, unless something ends it before."""
        loop = asyncio.get_running_loop()
        url = self._order.wanted.url
        taking = loop.create_task(page.take(url, self._folder, self._made, end))
        # The page keeps its own deadline; this one is for a page that does not.
        late = loop.time() + self._limits.whole_seconds + _CLOSE_SECONDS
        try:
            while not taking.done():
                await asyncio.wait([taking], timeout=_LOOK_EVERY)
                ended = self._ended(recorder, late=loop.time() > late)
                if ended is not None and not taking.done():
                    self._lacking.append(ended)
                    taking.cancel()
                    await asyncio.wait([taking], timeout=_CLOSE_SECONDS * 2)
                    break
        finally:
            taking.cancel()
        return self._taken(taking, browser)

    def _taken(self, taking: asyncio.Task[Taken], browser: Browser) -> Taken | None:
        if not taking.done() or taking.cancelled():
            return None
        error = taking.exception()
        if error is None:
            return taking.result()
        if not isinstance(error, (UnavailableError, OSError)):
            raise error
        self._lacking.append(Ended.BROWSER if not browser.alive else "page-failed")
        return None

    def _ended(self, recorder: Recorder, *, late: bool) -> Ended | None:
        if recorder.gone.is_set():
            return Ended.RECORDER
        if self._stop.is_set():
            return Ended.STOPPED
        return Ended.DEADLINE if late else None

    async def _finish(self, slot: int, recorder: Recorder, taken: Taken | None) -> None:
        """Have robots.txt, where there was a server at all, and end the recording."""
        if taken is not None and taken.status is not None and not self._stop.is_set():
            self._step(Stage.ROBOTS)
            with contextlib.suppress(UnavailableError, ValueError, TimeoutError):
                async with asyncio.timeout(_ROBOTS_SECONDS):
                    await recorder.fetch(slot, address_of(taken.path[-1]), Purpose.ROBOTS)
        self._step(Stage.CLOSING)
        within = 0.0 if self._stop.is_set() else _CLOSE_SECONDS
        try:
            await recorder.close(slot, within)
        except UnavailableError:
            self._lacking.append(Ended.RECORDER)
            self.worn = True

    def _until(self) -> str:
        """Return when the browser's log was closed: when it was written."""
        log = self._folder / "requests.jsonl"
        try:
            return stamp(datetime.fromtimestamp(log.stat().st_mtime, UTC))
        except OSError:
            return stamp(self._clock.now())

    def _shown(self, taken: Taken | None, until: str) -> None:
        if taken is None:
            self._lacking.append("no-page")
        lacking = [*(taken.lacking if taken else ()), *self._lacking]
        shown = Shown(
            ended=stamp(self._clock.now()),
            url=_sound(taken.shown) if taken else None,
            title=_sound(taken.title) if taken else None,
            path=taken.path if taken else (),
            until=until,
            lacking=tuple(dict.fromkeys(SAME.get(each, each) for each in lacking)),
        )
        self._note(SHOWN, shown)

    def _note(self, name: str, note: msgspec.Struct) -> None:
        path = self._folder / name
        with storage_errors(path):
            path.write_bytes(msgspec.json.encode(note))

    def _heard(self, exchange: Exchange) -> None:
        size = exchange.response.bytes if exchange.response else 0
        self._tell(requests=self._progress.requests + 1, bytes=self._progress.bytes + size)

    def _made(self, deed: Deed) -> None:
        self._step(deed.what)

    def _step(self, step: str) -> None:
        self._tell(step=step)

    def _tell(self, **changed: str | int) -> None:
        self._progress = msgspec.structs.replace(self._progress, **changed)
        self._on_progress(self._progress)


def _sound(text: str | None) -> str | None:
    """Return words of a page as valid Unicode."""
    return text.encode("utf-8", "replace").decode() if text is not None else None
