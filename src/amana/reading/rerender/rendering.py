"""An archived page made visible: a browser behind walls, with the archive as its only server.

The browser has no network; its proxy is a socket that a confined process answers from the archive
(`answerer`). So what is shown comes from the archive alone, and whatever a page tries ends there.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec

from amana.acquire.capture import Limits, Profile, walls
from amana.acquire.capture.browser import NOISE, Browser, socket_of
from amana.acquire.capture.page import Page, Taken
from amana.core import sha256_hex
from amana.reading.rerender.calling import Answerer, listen, require_page
from amana.reading.rerender.told import Answered, FoundPage, Pages, Task
from amana.records import Recipe

STEP, TOOL, VERSION = "rerender", "amana", "1"
PICTURE, PDF, TEXT, ANSWERS = "picture.png", "page.pdf", "text.txt", "answers.jsonl"

_PROFILE = Profile()
_LIMITS = Limits(load_seconds=30, idle_seconds=0.5, behave_seconds=10, whole_seconds=120)
_TAKEN = "picture-after"
_BEFORE = "picture-before"
_TAKEN_IN = "taken"
_MOST_TILES = 8

OnAnswer = Callable[[Answered], None]


class Rerendered(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a page.

    Attributes:
        page: which page it is.
        pages: how many the archive lists.
        shown: the address that was shown in the end; None: nothing was.
        status: of its answer.
        title: that it shows.
        error: of the browser where nothing was shown.
        lacking: codes of what is not there, or not whole (`acquire.capture.page.Lack`), and
            `archive-damaged`.
        damaged: what could not be read of the archive, in words.
        answers: how many things were answered how (`How`).
        files: the names of what was written, the list of answers last.
        recipe: by which it was made.
    """

    page: FoundPage
    pages: int
    recipe: Recipe
    shown: str | None = None
    status: int | None = None
    title: str | None = None
    error: str | None = None
    lacking: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    answers: dict[str, int] = {}
    files: tuple[str, ...] = ()


def recipe() -> Recipe:
    """Return by which recipe pages are made visible here and now."""
    how = msgspec.json.encode((_PROFILE, _LIMITS), order="deterministic")
    return Recipe(
        step=STEP,
        tool=TOOL,
        version=VERSION,
        libraries=(("chromium", walls.version()),),
        settings=(("browser", sha256_hex(how)),),
    )


def pages(archive: int, size: int, *, start: int = 0, page: str | None = None) -> Pages:
    """Return the pages of a web archive, and the one that `page` means.

    Args:
        archive: descriptor of its bytes.
        size: how many bytes it has.
        start: where it begins behind the descriptor.
        page: an address; None: the main page.

    Raises:
        UnreadableError: it is no web archive that can be read.
        UnavailableError: the process that reads it does not start.
    """
    return asyncio.run(_pages(archive, Task(size=size, start=start, page=page, serve=False)))


def rerender(
    archive: int,
    size: int,
    into: Path,
    *,
    start: int = 0,
    page: str | None = None,
    on_answer: OnAnswer | None = None,
) -> Rerendered:
    """Make a page of a web archive visible, and write what it looks like into a folder.

    Args:
        archive: descriptor of its bytes.
        size: how many bytes it has.
        into: the folder; it is there.
        start: where it begins behind the descriptor.
        page: an address; None: the main page.
        on_answer: told of each thing that the page asks for.

    Raises:
        NotFound: there is no such page; those that resemble it are named.
        UnreadableError: it is no web archive that can be read.
        UnavailableError: there is no browser here, or the walls cannot be built.
    """
    walls.demand()
    task = Task(size=size, start=start, page=page)
    return asyncio.run(_Rendering(into, on_answer).run(archive, task))


async def _pages(archive: int, task: Task) -> Pages:
    answerer = await Answerer.start(archive, task, [])
    await answerer.close()
    return answerer.opened.pages


class _Rendering:
    """One page, from the archive to the folder."""

    def __init__(self, into: Path, on_answer: OnAnswer | None) -> None:
        self._into, self._on_answer = into, on_answer
        self._answers: list[Answered] = []

    async def run(self, archive: int, task: Task) -> Rerendered:
        """Start everything, take the page, end everything; raises as `rerender` does."""
        with tempfile.TemporaryDirectory(prefix="amana-") as folder:
            sockets = Path(folder)
            listening = [listen(socket_of(sockets, 0))]
            noise = listen(sockets / NOISE)  # nobody answers there: what comes is let go
            try:
                answerer = await Answerer.start(archive, task, listening)
            finally:
                for each in (*listening, noise):
                    each.close()
            try:
                require_page(answerer.opened.pages, task.page)
                taken = await self._take(answerer, sockets)
            finally:
                await answerer.close()
            return self._result(answerer.opened.pages, taken, sockets / _TAKEN_IN)

    async def _take(self, answerer: Answerer, sockets: Path) -> Taken:
        hearing = asyncio.create_task(answerer.hear(self._heard))
        chosen = answerer.opened.pages.chosen
        try:
            browser = await Browser.start(sockets, 1, spki=answerer.opened.spki, profile=_PROFILE)
            try:
                taken_in = sockets / _TAKEN_IN
                taken_in.mkdir()
                return await Page(browser, 0, _LIMITS).take(chosen.url if chosen else "", taken_in)
            finally:
                await browser.close()
        finally:
            hearing.cancel()

    def _heard(self, answered: Answered) -> None:
        self._answers.append(answered)
        if self._on_answer:
            self._on_answer(answered)

    def _result(self, pages: Pages, taken: Taken, taken_in: Path) -> Rerendered:
        chosen = pages.chosen or FoundPage(url="")
        lacking = taken.lacking + (("archive-damaged",) if pages.lacking else ())
        return Rerendered(
            page=chosen,
            pages=pages.number,
            recipe=recipe(),
            shown=taken.shown,
            status=taken.status,
            title=taken.title,
            error=taken.error,
            lacking=lacking,
            damaged=pages.lacking,
            answers=dict(sorted(Counter(each.how.value for each in self._answers).items())),
            files=(*self._moved(taken_in), self._list()),
        )

    def _moved(self, taken_in: Path) -> list[str]:
        """Take over what is kept of a page: its last pictures, else the first ones, PDF, text.

        Frames of other sites further down have pictures of their own, the topmost first.
        """
        kept = []
        series = _TAKEN if (taken_in / f"{_TAKEN}.png").exists() else _BEFORE
        names = [(f"{series}.png", PICTURE)]
        names += [(f"{series}-{n}.png", f"picture-{n}.png") for n in range(2, _MOST_TILES + 1)]
        names += [(each.name, each.name) for each in sorted(taken_in.glob("picture-frame-*.png"))]
        for name, wanted in (*names, ("page.pdf", PDF), ("text.txt", TEXT)):
            if (taken_in / name).exists():
                (self._into / wanted).write_bytes((taken_in / name).read_bytes())
                kept.append(wanted)
        return kept

    def _list(self) -> str:
        lines = msgspec.json.Encoder().encode_lines(self._answers)
        (self._into / ANSWERS).write_bytes(lines)
        return ANSWERS
