"""A recorder and a browser that are none: what captures stand on, without any process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
from tests.unit.acquire.capture.scenes import Scene, whole_scene

from amana.acquire.capture.accounts import Deed, Exchange, Purpose
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.recorder import RecorderGone
from amana.acquire.capture.stands import Stand

Act = Callable[["FakePage"], Awaitable[None]]


class FakeTaken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a page."""

    path: tuple[str, ...]
    shown: str | None = None
    status: int | None = None
    title: str | None = None
    lacking: tuple[str, ...] = ()


class FakeRecorder:
    """Writes a whole capture into the folder of each slot as soon as it is opened."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()
        self.opened: list[int] = []
        self.fetched: list[str] = []
        self.closed: list[int] = []
        self.stopped = False
        self.stuck = False
        self.scenes: dict[Path, Scene] = {}

    async def open(
        self,
        slot: int,
        folder: Path,
        profile: Profile,
        limits: Limits,
        on_ended: Callable[[Exchange], None],
    ) -> Path:
        del profile, limits
        self.opened.append(slot)
        notes = {name: (folder / name).read_bytes() for name in ("begun.json", "collector.json")}
        scene = whole_scene(folder)
        scene.write()
        (folder / "shown.json").unlink()
        for name, content in notes.items():
            (folder / name).write_bytes(content)
        self.scenes[folder] = scene
        for exchange in scene.exchanges:
            on_ended(exchange)
        return folder

    async def fetch(self, slot: int, url: str, purpose: Purpose) -> None:
        del slot
        assert purpose is Purpose.ROBOTS
        self.fetched.append(url)

    async def close(self, slot: int, within: float = 5.0) -> None:
        del within
        if self.stuck:
            raise RecorderGone("it does not answer")
        self.closed.append(slot)

    async def stop(self) -> None:
        self.stopped = True


class FakeBrowser:
    """A browser that is alive until it is ended."""

    product = "Chrome/156.0"
    user_agent = "Mozilla/5.0"

    def __init__(self) -> None:
        self.alive = True

    async def close(self) -> None:
        self.alive = False


class FakePage:
    """Shows the page of the scene; `act` may do something before."""

    def __init__(self, stand: FakeStand, act: Act) -> None:
        self.stand, self._act = stand, act

    async def take(
        self,
        url: str,
        folder: Path,
        on_step: Callable[[Deed], None] | None = None,
        deadline: float | None = None,
    ) -> FakeTaken:
        del folder, deadline
        if on_step:
            on_step(Deed(at="", what="asked"))
        await self._act(self)
        return FakeTaken(path=(url,), shown=url, status=200, title="خبر", lacking=("not-at-rest",))


class FakeStand:
    """One recorder and one browser."""

    def __init__(self) -> None:
        self.recorder = FakeRecorder()
        self.browser = FakeBrowser()


class Stage:
    """Opens stands and remembers them."""

    def __init__(self) -> None:
        self.stands: list[FakeStand] = []
        self.act: Act = nothing
        self.fails: Exception | None = None

    async def open(self, tabs: int, profile: Profile) -> Stand:
        del tabs, profile
        if self.fails is not None:
            raise self.fails
        fake = FakeStand()
        self.stands.append(fake)
        return Stand(fake.recorder, fake.browser, lambda _slot, _limits: FakePage(fake, self.act))


async def nothing(page: FakePage) -> None:
    """Do nothing before the page is shown."""
    del page
