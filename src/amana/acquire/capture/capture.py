"""Captures of pages, several side by side: one recorder, one browser, a slot for each.

with Studio(tabs=2) as studio:
    captured = studio.capture(Order(wanted=Wanted(url="https://news.example/")), folder)

The processes are started at the first capture. They are started anew when one of them has died,
and after `CAPTURES_OF_ONE` captures, since a browser grows; what is under way is let end before.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from amana.acquire.capture.accounts import Captured, CaptureProgress, OnProgress
from amana.acquire.capture.addresses import check_url
from amana.acquire.capture.bundle import bundle
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.shooting import Order, Shooting
from amana.acquire.capture.stands import OpenStand, Stands, open_stand
from amana.acquire.capture.steps import Stage
from amana.core import Clock, SystemClock
from amana.core.durable import make_folders, storage_errors

CAPTURES_OF_ONE = 50
"""How many captures a browser makes before another one takes its place."""

BUNDLE = "capture.wacz"
_END_SECONDS = 10.0

_T = TypeVar("_T")


class Studio:
    """Captures pages; may be used from as many threads at once as it has tabs, or more that wait.

    Use it as a context manager: it ends its processes.
    """

    def __init__(
        self,
        *,
        tabs: int = 1,
        profile: Profile | None = None,
        limits: Limits | None = None,
        clock: Clock | None = None,
        open_stand: OpenStand = open_stand,
    ) -> None:
        self._profile = profile or Profile()
        self._limits = limits or Limits()
        self._clock = clock or SystemClock()
        self._stands = Stands(tabs, self._profile, CAPTURES_OF_ONE, open_stand)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="captures", daemon=True)

    def __enter__(self) -> Self:
        """Begin; processes are started when they are needed."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End every process."""
        try:
            self._run(self._end())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def capture(
        self,
        order: Order,
        folder: Path,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> Captured:
        """Capture one page into a new or empty folder, and make its bundle there.

        A page that is not there is a capture as well: that it was not there is evidence. With
        `stop`, it ends as far as it came. `on_progress` is called from another thread.

        Raises:
            AddressRefused: it is none that may be asked for; nothing was made.
            UnavailableError: captures cannot be made on this machine.
            StorageFull: no room; what was recorded is in the folder.
        """
        address = check_url(order.wanted.url, self._profile)
        wanted = msgspec.structs.replace(order.wanted, url=address.url)
        order = msgspec.structs.replace(order, wanted=wanted)
        with storage_errors(folder):
            make_folders(folder, 0o700)
        shooting = Shooting(
            order,
            folder,
            self._profile,
            self._limits,
            clock=self._clock,
            on_progress=on_progress,
            stop=stop,
        )
        self._run(self._shoot(shooting))
        into = folder / BUNDLE
        account = bundle(folder, into)
        if on_progress is not None:
            counted = account.counted
            done = CaptureProgress(
                url=wanted.url, step=Stage.BUNDLED, requests=counted.exchanges, bytes=counted.bytes
            )
            on_progress(done)
        return Captured(account=account, bundle=into)

    async def _end(self) -> None:
        """End every process, and let what is still under way end with them."""
        await self._stands.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        if rest:
            _, late = await asyncio.wait(rest, timeout=_END_SECONDS)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=_END_SECONDS)

    async def _shoot(self, shooting: Shooting) -> None:
        async with self._stands.slot() as (stand, slot):
            await asyncio.to_thread(shooting.begin, stand.browser)
            page = stand.page(slot, self._limits)
            await shooting.run(slot, stand.recorder, stand.browser, page)
            stand.worn |= shooting.worn

    def _run(self, work: Coroutine[object, object, _T]) -> _T:
        """Do something in the loop; what interrupts the waiting for it ends it."""
        doing = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return doing.result()
        except BaseException:
            doing.cancel()
            raise
