"""One page taken: asked for, waited for, pictured, moved, pictured again, and written down.

Every part has its own limit and its own defect: what fails is told as lacking, and the rest is
taken all the same. Whatever the page does, this ends by its deadline.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from amana.acquire.capture.accounts import Deed
from amana.acquire.capture.behaviours import behave
from amana.acquire.capture.browser import Browser
from amana.acquire.capture.devtools import BrowserLost, Unanswered
from amana.acquire.capture.frames import evaluate, frames_of, take_frames, value_of, world_in
from amana.acquire.capture.loading import Loading
from amana.acquire.capture.pictures import (
    far_frames,
    picture_frames,
    take_mhtml,
    take_pdf,
    take_pictures,
)
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.steps import Step
from amana.acquire.capture.tab import Tab, open_tab
from amana.acquire.capture.witness import Witness
from amana.core import UsageError, stamp

STEPS = "steps.jsonl"

_SETTLE_SECONDS = 5.0  # after what was done to the page
_TITLE = """String(Object.getOwnPropertyDescriptor(Document.prototype, "title").get.call(document))
    .slice(0, 10000)"""


class Lack(StrEnum):
    """What a page taken may lack."""

    PAGE = "no-page"  # nothing was shown: an error of the network, or a download
    LOAD = "not-loaded"  # it was taken before it had loaded
    REST = "not-at-rest"  # it went on asking for things
    REDIRECTS = "too-many-redirects"
    SCRIPT = "script-stopped"  # one let nothing else happen
    STUCK = "page-stuck"  # it does not even answer without its scripts
    CRASHED = "page-crashed"
    BROWSER = "browser-lost"
    DEADLINE = "deadline"  # what was still to be done was not done
    HELD = "wanted-to-leave"  # it was kept from going elsewhere once it was looked at
    LEFT = "left"  # what was taken last is of another page
    BEHAVIOURS = "behaviours-cut"
    BEFORE = "no-picture-before"
    AFTER = "no-picture-after"
    PICTURE_CUT = "picture-cut"
    BLANK = "frames-blank-in-picture"  # and no picture of their own shows them whole
    FRAMES = "no-frames"
    FRAMES_CUT = "frames-missing"
    MHTML = "no-mhtml"
    PDF = "no-pdf"
    PDF_CUT = "pdf-cut"
    LOG_CUT = "browser-log-cut"


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one page.

    Attributes:
        path: the addresses from the one asked for to the last one, fragments left out.
        shown: the address that was shown, with its fragment; None where nothing was.
        status: of the last answer, None where there was none.
        title: of the page.
        error: of the network, like `net::ERR_NAME_NOT_RESOLVED`, or in words.
        lacking: codes of what is not there (`Lack`), in the order in which it was missed.
    """

    path: tuple[str, ...]
    shown: str | None = None
    status: int | None = None
    title: str | None = None
    error: str | None = None
    lacking: tuple[str, ...] = ()


OnStep = Callable[[Deed], None]


class Page:
    """A slot of a browser in which pages can be taken, one after the other."""

    def __init__(self, browser: Browser, slot: int, limits: Limits) -> None:
        self._browser, self._slot, self._limits = browser, slot, limits

    async def take(
        self, url: str, folder: Path, on_step: OnStep | None = None, deadline: float | None = None
    ) -> Taken:
        """Take the page at `url`, and write into `folder` the browser's files of a capture.

        Args:
            url: `http:` or `https:`.
            folder: where they are written; it is there.
            on_step: told of each step when it was made, in the order of steps.jsonl.
            deadline: when it must be over, in seconds of the running loop; a few seconds more may
                pass until the tab is closed. None: `whole_seconds` from now.

        Raises:
            UsageError: the address is of another kind.
            BrowserLost: there is no browser to begin with.
        """
        if not url.lower().startswith(("http://", "https://")):
            raise UsageError(
                f"This is no address of a web page: {url}",
                remedy="Give one that begins with http:// or https://",
            )
        loop = asyncio.get_running_loop()
        try:
            window = self._browser.profile
            tab = await open_tab(self._browser, self._slot, window.width, window.height)
        except Unanswered as error:
            self._browser.kill()  # it opens no tab any more, for nobody
            raise BrowserLost(
                f"The browser opens no tab: {error}", remedy="Capture again"
            ) from None
        taking = _Taking(tab, self._limits, folder, on_step, window.height)
        try:
            await taking.run(url, deadline or loop.time() + self._limits.whole_seconds)
        finally:
            taking.write()
            await tab.close()
        return taking.told(url)


class _Taking:
    """The taking of one page, part by part."""

    def __init__(
        self, tab: Tab, limits: Limits, folder: Path, on_step: OnStep | None, screen: int
    ) -> None:
        self._tab, self._limits, self._folder, self._on_step = tab, limits, folder, on_step
        self._screen = screen
        self._witness = Witness()
        self._loading = Loading(tab, self._witness, limits)
        self._lacking: dict[str, None] = {}
        self._steps: list[Deed] = []
        self._shown: str | None = None
        self._title: str | None = None
        self._error: str | None = None
        self._stopped = False

    async def run(self, url: str, deadline: float) -> None:
        """Do it all, until `deadline`; nothing that the page does comes out of this."""
        self._tab.on_session(self._witness.meet)
        try:
            async with asyncio.timeout_at(deadline):
                if await self._arrive(url):
                    await self._look()
        except TimeoutError:
            self._lack(Lack.DEADLINE)
        except BrowserLost:
            self._lack(Lack.BROWSER)
        except Unanswered as error:
            self._lack(Lack.CRASHED if self._tab.gone else Lack.STUCK)
            self._error = self._tab.gone or self._error or str(error)
        if self._shown is None:
            self._lack(Lack.PAGE)

    def told(self, url: str) -> Taken:
        """Return what became of it."""
        return Taken(
            path=tuple(self._loading.path) or (url,),
            shown=self._shown,
            status=self._loading.status,
            title=self._title,
            error=self._error,
            lacking=tuple(self._lacking),
        )

    def write(self) -> None:
        """Write down what the browser said and what was done, whatever happened."""
        for what, count in self._tab.refused.items():
            self._step(what, count=count)
        if self._loading.held:
            self._step(Step.WANTED_TO_LEAVE, count=self._loading.held)
        if self._witness.cut:
            self._lack(Lack.LOG_CUT)
        self._witness.write(self._folder)
        (self._folder / STEPS).write_bytes(msgspec.json.Encoder().encode_lines(self._steps))

    async def _arrive(self, url: str) -> bool:
        """Ask for the page and wait until it stands; returns whether there is one."""
        clock = asyncio.get_running_loop().time
        until = clock() + self._limits.load_seconds
        self._step(Step.ASKED)
        try:
            went = await self._loading.go(url)
        except Unanswered as error:
            self._error = str(error)
            return False
        if went.download:  # the event may come later than this answer
            refused = self._tab.refused
            refused[Step.DOWNLOAD_REFUSED] = max(1, refused[Step.DOWNLOAD_REFUSED])
        if went.error:
            self._error = went.error
            return False
        if await self._loading.loaded(until):
            self._step(Step.LOADED)
        else:
            self._lack(Lack.LOAD)
        if not await self._loading.rested(max(until, clock() + self._limits.idle_seconds)):
            self._lack(Lack.REST)
            self._tab.main.tell("Page.stopLoading")
        if self._loading.too_many:
            self._lack(Lack.REDIRECTS)
        await self._loading.hold()
        return await self._name()

    async def _look(self) -> None:
        """Take everything that can be taken of a page that stands."""
        main, folder, pixels = self._tab.main, self._folder, self._limits.pixels
        await self._part(
            Lack.BEFORE,
            Step.PICTURED,
            Lack.PICTURE_CUT,
            lambda: take_pictures(main, folder, "picture-before", pixels),
        )
        if not self._stopped:
            await self._behave()
        await self._part(
            Lack.AFTER,
            Step.PICTURED_AGAIN,
            Lack.PICTURE_CUT,
            lambda: take_pictures(main, folder, "picture-after", pixels),
        )
        far = await far_frames(self._tab, self._screen)
        await self._part(
            Lack.FRAMES, Step.FRAMES_TAKEN, Lack.FRAMES_CUT, lambda: take_frames(self._tab, folder)
        )
        await self._part(Lack.MHTML, Step.MHTML_TAKEN, None, lambda: take_mhtml(main, folder))
        await self._part(Lack.PDF, Step.PRINTED, Lack.PDF_CUT, lambda: take_pdf(main, folder))
        if far:  # last of all: the page is scrolled to each of them
            await self._part(
                Lack.BLANK,
                Step.FRAMES_PICTURED,
                Lack.BLANK,
                lambda: picture_frames(main, folder, far),
            )

    async def _name(self) -> bool:
        """Note what is shown now; returns whether it is a page, and no error of the browser's."""
        if not await self._loading.awake(3.0):
            await self._wake()
        session, frame = (await frames_of(self._tab))[0]
        if frame.unreachable:
            self._error = self._loading.error or f"no page at {frame.unreachable}"
            return False
        self._shown = frame.url + frame.fragment
        context = await world_in(session, frame.id)
        title = await evaluate(session, context, _TITLE, 10.0, returnByValue=True)
        self._title = value_of(title, str) or None
        return True

    async def _behave(self) -> None:
        done, whole = await behave(self._tab, self._limits)
        for each in done:
            self._step(each.what, each.said, each.count)
        self._demand_page()
        if not whole:
            self._lack(Lack.BEHAVIOURS)
            if not await self._loading.awake(3.0):
                await self._wake()
        until = asyncio.get_running_loop().time() + _SETTLE_SECONDS
        if done and not await self._loading.rested(until):
            self._lack(Lack.REST)
        if self._loading.held:
            self._lack(Lack.HELD)

    async def _part(
        self,
        lack: Lack,
        step: Step,
        cut: Lack | None,
        work: Callable[[], Awaitable[bool | None]],
    ) -> None:
        """Do one part; where a script is in its way the script is stopped and it is done again."""
        for _ in range(2):
            self._demand_page()
            try:
                if await work() is False and cut:
                    self._lack(cut)
            except Unanswered:
                self._demand_page()
                if self._stopped or await self._loading.awake(3.0):
                    break
                await self._wake()
            else:
                self._step(step)
                return
        self._lack(lack)

    def _demand_page(self) -> None:
        if self._tab.gone:
            raise Unanswered(self._tab.gone)

    async def _wake(self) -> None:
        self._demand_page()
        self._lack(Lack.SCRIPT)
        self._stopped = True
        if not await self._loading.wake():
            raise Unanswered("the page does not answer, even without its scripts")

    def _lack(self, what: Lack) -> None:
        self._lacking[what.value] = None

    def _step(self, what: str, said: str = "", count: int = 1) -> None:
        deed = Deed(at=stamp(datetime.now(UTC)), what=str(what), said=said, count=count)
        self._steps.append(deed)
        if self._on_step:
            self._on_step(deed)
