"""A recording in this process, for tests of its parts: fixture `desk`."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.truth.reading import Recorded
from tests.truth.server import TruthServer

from amana.acquire.capture.authority import Authority
from amana.acquire.capture.dialing import Resolve, by_the_system
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.recording import Recording
from amana.acquire.capture.slots import Slot


class Desk:
    """Runs something against a slot and returns what was recorded."""

    def __init__(self, folder: Path, truth: TruthServer) -> None:
        self._folder = folder
        self._truth = truth
        self._authority = Authority()
        self._count = itertools.count(1)

    @asynccontextmanager
    async def slot(
        self,
        *,
        profile: Profile | None = None,
        limits: Limits | None = None,
        resolve: Resolve = by_the_system,
        within: float = 5,
    ) -> AsyncIterator[Slot]:
        folder = self._folder / f"capture-{next(self._count)}"
        folder.mkdir()
        profile = profile or self._truth.profile()
        limits = limits or Limits(free_bytes=1)
        recording = Recording(folder, profile, limits, resolve=resolve)
        slot = Slot(folder / "socket", self._authority, recording, profile)
        await recording.begin()
        await slot.open()
        try:
            yield slot
        finally:
            await slot.close(within)

    def record(
        self,
        act: Callable[[Path], Awaitable[object]],
        *,
        profile: Profile | None = None,
        limits: Limits | None = None,
        resolve: Resolve = by_the_system,
        within: float = 5,
    ) -> Recorded:
        """Let `act` use the socket of a new slot; return what was recorded when it is closed."""

        async def run() -> Path:
            async with self.slot(
                profile=profile, limits=limits, resolve=resolve, within=within
            ) as slot:
                await act(slot.recording.folder / "socket")
                return slot.recording.folder

        return Recorded(asyncio.run(run()))
