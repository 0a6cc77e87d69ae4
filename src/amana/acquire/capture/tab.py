"""One tab with a context of its own: everything that belongs to one page, from first to last.

Frames of other sites, workers and service workers run in processes of their own and are sessions of
their own: each is held when it begins, told to `on_session`, and let go on, so that whoever listens
hears its first request. What a page may not do is settled here: no new window, no download, no
permission, no dialog that waits for an answer.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable

import msgspec

from amana.acquire.capture.browser import Browser, proxy_of
from amana.acquire.capture.devtools import BrowserLost, Session, Unanswered
from amana.acquire.capture.steps import Step
from amana.core import prepared

_CLOSE_SECONDS = 5.0
_SESSIONS = 500  # frames and workers that are listened to; a page that makes more is not worth more


class _Context(msgspec.Struct):
    id: str = msgspec.field(name="browserContextId")


class _Target(msgspec.Struct):
    id: str = msgspec.field(name="targetId")


class _Attached(msgspec.Struct):
    session: str = msgspec.field(name="sessionId")


class _TargetInfo(msgspec.Struct):
    id: str = msgspec.field(name="targetId")
    kind: str = msgspec.field(name="type")
    url: str = ""
    context: str = msgspec.field(name="browserContextId", default="")


class _AttachedEvent(msgspec.Struct):
    session: str = msgspec.field(name="sessionId")
    target: _TargetInfo = msgspec.field(name="targetInfo")


class _CreatedEvent(msgspec.Struct):
    target: _TargetInfo = msgspec.field(name="targetInfo")


class _DialogEvent(msgspec.Struct):
    kind: str = msgspec.field(name="type", default="")


class Tab:
    """An open tab; made by `open_tab`, and always to be closed.

    Attributes:
        main: the session of the page itself.
        sessions: the main one and those of frames, workers and service workers, with their kind.
        frames: those that have a process of their own, by the name of their session.
        refused: how often the page tried what it may not do, by code.
        gone: why there is no page any more, None while there is one.
    """

    def __init__(self, browser: Browser, context: str) -> None:
        self._browser, self._context = browser, context
        self._target = ""
        self._on_session: list[Callable[[Session, str], None]] = []
        self.main = Session(browser.devtools, "")
        self.sessions: dict[str, tuple[Session, str]] = {}
        self.frames: dict[str, str] = {}
        self.refused: Counter[str] = Counter()
        self.gone: str | None = None

    def on_session(self, met: Callable[[Session, str], None]) -> None:
        """Have `met` called with every session of this tab and its kind, those there are first."""
        self._on_session.append(met)
        for session, kind in list(self.sessions.values()):
            met(session, kind)

    async def open(self, width: int, height: int) -> None:
        """Open the tab, empty, and settle what its page may do; raises as `open_tab` does."""
        root = self._browser.devtools.session()
        await asyncio.gather(
            root.do("Browser.grantPermissions", permissions=[], browserContextId=self._context),
            root.do(
                "Browser.setDownloadBehavior",
                behavior="deny",
                browserContextId=self._context,
                eventsEnabled=True,
            ),
        )
        target = await root.ask(
            "Target.createTarget",
            _Target,
            url="about:blank",
            browserContextId=self._context,
            newWindow=True,
            width=width,
            height=height,
        )
        self._target = target.id
        attached = await root.ask(
            "Target.attachToTarget", _Attached, targetId=target.id, flatten=True
        )
        self.main = self._browser.devtools.session(attached.session)
        self.main.on("Inspector.targetCrashed", lambda _: self._end("the page crashed"))
        self.main.on(
            "Page.downloadWillBegin", lambda _: self.refused.update([Step.DOWNLOAD_REFUSED])
        )
        self.main.on("Page.windowOpen", lambda _: self.refused.update([Step.WINDOW_REFUSED]))
        self.main.on("Page.javascriptDialogOpening", self._dialog)
        await asyncio.gather(
            self.main.do("Page.enable"),
            self.main.do(
                "Emulation.setDeviceMetricsOverride",
                width=width,
                height=height,
                deviceScaleFactor=1,
                mobile=False,
            ),
        )
        self._meet(self.main, "page")

    async def close(self) -> None:
        """Close the tab; a browser that does not even do that is ended, with all of its tabs."""
        self._browser.contexts.pop(self._context, None)
        root = self._browser.devtools.session()
        for session, _ in self.sessions.values():
            session.end("the tab was closed")
        try:
            await root.do(
                "Target.disposeBrowserContext", _CLOSE_SECONDS, browserContextId=self._context
            )
        except Unanswered:
            self._browser.kill()
        except BrowserLost:
            pass

    def heard(self, event: str, params: msgspec.Raw) -> None:
        """Take in an event of the browser that concerns this tab's context."""
        if event == "Target.attachedToTarget":
            self._attached(params)
        elif event == "Target.targetCreated":
            self._created(params)

    def _created(self, params: msgspec.Raw) -> None:
        target = msgspec.json.decode(params, type=prepared(_CreatedEvent)).target
        if target.kind == "page" and self._target and target.id != self._target:
            self.refused[Step.WINDOW_REFUSED] += 1
            self._browser.devtools.session().tell("Target.closeTarget", targetId=target.id)

    def _attached(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(_AttachedEvent))
        session = self._browser.devtools.session(event.session)
        if len(self.sessions) < _SESSIONS:
            self._meet(session, event.target.kind)
            if event.target.kind == "iframe":
                self.frames[session.name] = event.target.id
        with contextlib.suppress(BrowserLost):
            session.tell("Runtime.runIfWaitingForDebugger")

    def _meet(self, session: Session, kind: str) -> None:
        self.sessions[session.name] = (session, kind)
        session.on("Target.attachedToTarget", self._attached)
        session.on("Target.detachedFromTarget", self._detached)
        with contextlib.suppress(BrowserLost):
            session.tell(
                "Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=True, flatten=True
            )
            for met in self._on_session:
                met(session, kind)

    def _detached(self, params: msgspec.Raw) -> None:
        name = msgspec.json.decode(params, type=prepared(_Attached)).session
        session, _ = self.sessions.pop(name, (None, ""))
        self.frames.pop(name, None)
        if session:
            session.end("the frame or worker ended")

    def _dialog(self, params: msgspec.Raw) -> None:
        """Answer at once: a page may be left, and to all else the answer is no."""
        kind = msgspec.json.decode(params, type=prepared(_DialogEvent)).kind
        self.refused[Step.DIALOG_DISMISSED] += 1
        with contextlib.suppress(BrowserLost):
            self.main.tell("Page.handleJavaScriptDialog", accept=kind == "beforeunload")

    def _end(self, why: str) -> None:
        self.gone = why
        for session, _ in self.sessions.values():
            session.end(why)


async def open_tab(browser: Browser, slot: int, width: int, height: int) -> Tab:
    """Open an empty tab for the slot `slot`, in a context that nothing was ever kept in.

    Raises:
        BrowserLost: the browser is gone.
        Unanswered: the browser does not open one.
    """
    context = await browser.devtools.session().ask(
        "Target.createBrowserContext",
        _Context,
        proxyServer=proxy_of(slot),
        proxyBypassList="<-loopback>",
        disposeOnDetach=True,
    )
    tab = Tab(browser, context.id)
    browser.contexts[context.id] = tab.heard
    try:
        await tab.open(width, height)
    except (Unanswered, BrowserLost):
        await tab.close()
        raise
    return tab
