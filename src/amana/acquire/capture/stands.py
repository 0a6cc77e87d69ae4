"""A recorder and a browser that go together, and when they are taken down.

The browser believes the one authority of its recorder, so they begin and end together.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from amana.acquire.capture.browser import Browser as Chromium
from amana.acquire.capture.page import Page as ChromiumPage
from amana.acquire.capture.ports import Browser, Page, Recorder
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.recorder import Recorder as RecorderProcess


class Stand:
    """A recorder and its browser, with the folder of the sockets between them."""

    def __init__(
        self,
        recorder: Recorder,
        browser: Browser,
        page: Callable[[int, Limits], Page],
        sockets: Path | None = None,
    ) -> None:
        self.recorder, self.browser, self.page = recorder, browser, page
        self._sockets = sockets
        self.captures = 0
        self.worn = False
        self.under_way = 0

    @property
    def sound(self) -> bool:
        """Whether pages can still be captured with it."""
        return not self.worn and self.browser.alive and not self.recorder.gone.is_set()

    async def close(self) -> None:
        """End both."""
        try:
            await self.browser.close()
        finally:
            await self.recorder.stop()
            if self._sockets is not None:
                shutil.rmtree(self._sockets, ignore_errors=True)


OpenStand = Callable[[int, Profile], Awaitable[Stand]]


async def open_stand(tabs: int, profile: Profile) -> Stand:
    """Start a recorder and a browser with so many slots.

    Raises:
        UnavailableError: one of them cannot be started here.
    """
    sockets = Path(tempfile.mkdtemp(prefix="am-"))  # paths of sockets have 107 bytes at most
    try:
        recorder = await RecorderProcess(sockets).__aenter__()
        try:
            browser = await Chromium.start(sockets, tabs, spki=recorder.spki, profile=profile)
        except BaseException:
            await recorder.stop()
            raise
    except BaseException:
        shutil.rmtree(sockets, ignore_errors=True)
        raise
    return Stand(
        recorder,
        browser,
        lambda slot, limits: ChromiumPage(browser, slot, limits),
        sockets,
    )


class Stands:
    """The stand that is used now, and those before it that still have something under way."""

    def __init__(self, tabs: int, profile: Profile, most: int, opening: OpenStand) -> None:
        self._tabs, self._profile, self._most, self._open = tabs, profile, most, opening
        self._now: Stand | None = None
        self._all: set[Stand] = set()
        self._free: asyncio.Queue[int] | None = None
        self._turn = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def slot(self) -> AsyncIterator[tuple[Stand, int]]:
        """Have a slot of a sound stand; wait until one is free.

        Raises:
            UnavailableError: no stand can be opened.
        """
        if self._free is None:
            self._free = asyncio.Queue()
            for number in range(self._tabs):
                self._free.put_nowait(number)
        free = self._free
        number = await free.get()
        try:
            stand = await self._sound()
            stand.captures += 1
            stand.under_way += 1
            try:
                yield stand, number
            except BaseException:
                stand.worn = True  # nobody knows in what state the slot was left
                raise
            finally:
                stand.under_way -= 1
                await self._tidy()
        finally:
            free.put_nowait(number)

    async def _sound(self) -> Stand:
        async with self._turn:
            stand = self._now
            if stand is None or not stand.sound or stand.captures >= self._most:
                self._now = None
                await self._tidy()
                stand = await self._open(self._tabs, self._profile)
                self._now = stand
                self._all.add(stand)
            return stand

    async def _tidy(self) -> None:
        """End the stands that are no longer used."""
        for stand in [each for each in self._all if each is not self._now and not each.under_way]:
            self._all.discard(stand)
            await stand.close()

    async def close(self) -> None:
        """End every stand."""
        self._now = None
        for stand in list(self._all):
            self._all.discard(stand)
            await stand.close()
