"""The way to a page: by which addresses, with which status, and when it has come to rest.

A server sends a browser on by its answers, a page sends it on by script or by a refresh: both are
steps of one path. Once the page is looked at it stays: `hold` lets no step follow.
"""

from __future__ import annotations

import asyncio
import contextlib

import msgspec

from amana.acquire.capture import told
from amana.acquire.capture.devtools import BrowserLost, Unanswered
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.tab import Tab
from amana.acquire.capture.witness import Witness
from amana.core import prepared

_LOOK_EVERY = 2.0
_STUCK_SECONDS = 15.0
_ANSWERS = 0.05
_PATIENCE_FACTOR = 10  # how many times `idle_seconds` an open request is waited for


class Loading:
    """Follows the main frame of a tab.

    Attributes:
        path: the addresses asked for, one after the other, the first is the one that was given.
        status: of the last answer.
        mime: type of the last answer, as the browser took it.
        held: how often the page wanted to go on while it was held.
        error: of the network, with which the last step of the path ended.
        too_many: whether it was sent on more often than is followed.
    """

    def __init__(self, tab: Tab, witness: Witness, limits: Limits) -> None:
        self._tab, self._witness, self._limits = tab, witness, limits
        self._frame = ""
        self._loaded = asyncio.Event()
        self.path: list[str] = []
        self.status: int | None = None
        self.mime = ""
        self.held = 0
        self.error: str | None = None
        self._document = ""
        self._holds = self._settled = False
        self.too_many = False

    async def go(self, url: str) -> told.Navigated:
        """Ask for `url`; returns once its answer begins, or there is an error instead of one.

        Raises:
            BrowserLost: the browser is gone.
            Unanswered: there was no answer within `load_seconds`.
        """
        main = self._tab.main
        tree = (await main.ask("Page.getFrameTree", told.Frames)).tree
        self._frame = tree.frame.id
        main.on("Network.requestWillBeSent", self._sent)
        main.on("Network.responseReceived", self._received)
        main.on("Network.loadingFailed", self._failed)
        main.on("Page.loadEventFired", lambda _: self._loaded.set())
        main.on("Fetch.requestPaused", self._paused)
        return await main.ask("Page.navigate", told.Navigated, self._limits.load_seconds, url=url)

    async def loaded(self, until: float) -> bool:
        """Wait for the page to have loaded, at most until `until` (seconds of the loop).

        A page whose script lets nothing else happen is not waited for: `awake` says so.
        """
        clock = asyncio.get_running_loop().time
        while not self._loaded.is_set() and (left := until - clock()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._loaded.wait(), min(left, _LOOK_EVERY))
            if not self._loaded.is_set() and not await self.awake(min(left, _STUCK_SECONDS)):
                break
        self._settled = not self._loaded.is_set()
        return not self._settled

    async def rested(self, until: float) -> bool:
        """Wait for the network to fall silent; returns whether it did by `until`.

        A page that did not load in its time is not waited for to load now.
        """
        idle = self._limits.idle_seconds
        try:
            async with asyncio.timeout_at(until):
                while True:
                    await self._witness.rest(idle, idle * _PATIENCE_FACTOR)
                    if self._settled or self._loaded.is_set():
                        return True
                    await asyncio.sleep(_ANSWERS)
        except TimeoutError:
            return False

    async def awake(self, within: float) -> bool:
        """Tell whether the page's process answers. Raises BrowserLost."""
        try:
            await self._tab.main.do("Runtime.evaluate", within, expression="1")
        except Unanswered:
            return False
        return True

    async def wake(self) -> bool:
        """Stop the script that blocks the page, and every later one; returns whether it answers."""
        main = self._tab.main
        for _ in range(3):
            main.tell("Runtime.terminateExecution")
            main.tell("Emulation.setScriptExecutionDisabled", value=True)
            if await self.awake(3.0):
                return True
        return False

    async def hold(self) -> None:
        """Let the page go nowhere from now on. Raises Unanswered."""
        self._holds = True
        patterns = [{"urlPattern": "*", "resourceType": "Document"}]
        await self._tab.main.do("Fetch.enable", patterns=patterns)

    def _sent(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.Sent))
        if event.kind != "Document" or event.frame != self._frame:
            return
        if len(self.path) > self._limits.redirects:
            self.too_many = True
            self._tab.main.tell("Page.stopLoading")
        elif not self._holds:
            self.path.append(event.request.url)
            self._document, self.error = event.id, None
            self._loaded.clear()

    def _received(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.Received))
        if event.kind == "Document" and event.frame == self._frame:
            self.status, self.mime = event.response.status, event.response.mime

    def _failed(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.Failed))
        if event.id == self._document:
            self.error = event.blocked or event.text

    def _paused(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.Paused))
        with contextlib.suppress(BrowserLost):
            if event.frame == self._frame:
                self.held += 1
                self._tab.main.tell("Fetch.failRequest", requestId=event.id, errorReason="Aborted")
            else:
                self._tab.main.tell("Fetch.continueRequest", requestId=event.id)
