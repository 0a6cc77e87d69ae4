"""What the tests of capture share: a web behind unix sockets, and a browser that sees only that."""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from tests.unit.acquire.capture.scenes import Scene, whole_scene

from amana.acquire.capture.accounts import Deed, Request
from amana.acquire.capture.browser import Browser
from amana.acquire.capture.page import Page, Taken
from amana.acquire.capture.profiles import Limits

T = TypeVar("T")

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter, str], Awaitable[None]]


class Web:
    """A proxy that answers for every host out of `pages` and notes who asked what by which way."""

    def __init__(self, sockets: Path, slots: int) -> None:
        self.sockets, self.slots = sockets, slots
        self.pages: dict[str, bytes | Serve] = {}
        self.asked: list[tuple[str, str, str]] = []
        self._servers: list[asyncio.Server] = []
        self._answers: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        for way in ("noise", *(f"slot-{slot}" for slot in range(self.slots))):
            self._servers.append(
                await asyncio.start_unix_server(self._answering(way), self.sockets / way)
            )

    async def close(self) -> None:
        for server in self._servers:
            server.close()
        for answer in list(self._answers):
            answer.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)
        await asyncio.sleep(0)
        for way in self.sockets.iterdir():
            way.unlink()

    def put(
        self,
        url: str,
        body: str | bytes,
        *,
        kind: str = "text/html; charset=utf-8",
        status: str = "200 OK",
        head: str = "",
    ) -> str:
        """Answer `url` with a page; returns the address."""
        content = body.encode() if isinstance(body, str) else body
        self.pages[url] = (
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n"
            f"Connection: close\r\n{head}\r\n"
        ).encode() + content
        return url

    def urls(self, way: str = "slot-0") -> list[str]:
        """What was asked by one way, in order."""
        return [url for by, _, url in self.asked if by == way]

    def _answering(
        self, way: str
    ) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def answer(reads: asyncio.StreamReader, writes: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task
            self._answers.add(task)
            try:
                with contextlib.suppress(OSError, asyncio.IncompleteReadError, ValueError):
                    await self._answer(way, reads, writes)
            finally:
                self._answers.discard(task)
                writes.close()

        return answer

    async def _answer(
        self, way: str, reads: asyncio.StreamReader, writes: asyncio.StreamWriter, base: str = ""
    ) -> None:
        head = (await reads.readuntil(b"\r\n\r\n")).decode("latin-1")
        method, target, _ = head.split("\r\n")[0].split(" ")
        self.asked.append((way, method, base + target))
        if method == "CONNECT" and target.endswith(":80") and way != "noise":
            writes.write(b"HTTP/1.1 200 OK\r\n\r\n")
            await self._answer(way, reads, writes, f"http://{target[:-3]}")
            return
        page = None if way == "noise" else self.pages.get(base + target)
        if page is None:
            writes.write(
                b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        elif isinstance(page, bytes):
            writes.write(page)
        else:
            await page(reads, writes, head)
        await writes.drain()


class Stage:
    """A loop that goes on from test to test, with a browser and its web in it."""

    def __init__(self, sockets: Path) -> None:
        self._runner = asyncio.Runner()
        self.web = Web(sockets, slots=2)
        self._browser: Browser | None = None

    def run(self, work: Coroutine[object, object, T]) -> T:
        return self._runner.run(work)

    @property
    def browser(self) -> Browser:
        """The browser; started anew when a test has ended it."""
        if self._browser is None or not self._browser.alive:
            self.stop()
            self._browser = self.run(Browser.start(self.web.sockets, 2))
        return self._browser

    def stop(self) -> None:
        if self._browser:
            self.run(self._browser.close())
        self._browser = None

    def close(self) -> None:
        self.stop()
        self.run(self.web.close())
        self._runner.close()


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """The folder of a small capture, not written yet."""
    return whole_scene(tmp_path / "capture")


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """A browser with two slots, and the web that it sees: every page has a tab of its own in it."""
    with tempfile.TemporaryDirectory(prefix="am-") as folder:  # socket paths have 107 bytes
        sockets = Path(folder)
        sockets.chmod(0o700)
        stage = Stage(sockets)
        stage.run(stage.web.open())
        try:
            yield stage
        finally:
            stage.close()


@pytest.fixture
def browser(stage: Stage) -> Browser:
    """The browser of the stage, alive."""
    return stage.browser


class Take:
    """Takes one page and remembers what was told of it."""

    def __init__(self, stage: Stage, browser: Browser, folder: Path) -> None:
        self._stage, self._browser, self.folder = stage, browser, folder
        self.steps: list[str] = []

    def __call__(self, url: str, *, seconds: float = 60.0, **limits: float) -> Taken:
        page = Page(self._browser, 0, msgspec.convert({**QUICK, **limits}, Limits))
        self.steps.clear()

        async def scene() -> Taken:
            loop = asyncio.get_running_loop()
            return await page.take(url, self.folder, self._step, loop.time() + seconds)

        return self._stage.run(scene())

    def _step(self, deed: Deed) -> None:
        self.steps.append(deed.what)

    def requests(self) -> list[Request]:
        """What the browser told of its requests."""
        lines = (self.folder / "requests.jsonl").read_bytes().splitlines()
        return [msgspec.json.decode(line, type=Request) for line in lines]


QUICK = {"load_seconds": 10.0, "idle_seconds": 0.2, "behave_seconds": 5.0}


@pytest.fixture
def take(stage: Stage, browser: Browser, tmp_path: Path) -> Take:
    """Take a page of the web into a folder of the test."""
    return Take(stage, browser, tmp_path)


@pytest.fixture
def web(stage: Stage) -> Iterator[Web]:
    """The web of the stage, empty."""
    stage.web.pages.clear()
    stage.web.asked.clear()
    yield stage.web
    stage.web.pages.clear()


def family(process: int) -> dict[int, str]:
    """Return the command lines of all processes below `process`, by their number."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                parents.setdefault(int(fields[1]), []).append(int(folder.name))
    found, look = {}, [process]
    while look:
        for child in parents.get(look.pop(), ()):
            look.append(child)
            with contextlib.suppress(OSError):
                found[child] = (Path("/proc") / str(child) / "cmdline").read_text()
    return found


def root_only() -> bool:
    """Whether this runs as root: then the browser must not."""
    return os.geteuid() == 0
