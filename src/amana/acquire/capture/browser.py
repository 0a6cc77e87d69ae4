"""One Chromium behind walls, and a page in it for each slot.

Each slot has a browser context of its own for every capture: no cookie, no cache, no log-in
outlives a capture or is seen by another one. All that a context asks goes to the unix socket of its
slot; what the browser asks for itself, for no page, goes to a socket where it is noted and refused.

Language, clock and name of the browser (`Profile`) hold for the whole of it, workers included: they
are set when it starts, not page by page.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Self

import msgspec

from amana.acquire.capture import walls
from amana.acquire.capture.devtools import BrowserLost, Devtools, Unanswered
from amana.acquire.capture.forwarder import port_of
from amana.acquire.capture.profiles import Profile
from amana.core import prepared

NOISE = "noise"
"""Name of the socket to which the browser's own requests go; those of slots are `slot-<n>`."""

_START_SECONDS = 60.0
_CLOSE_SECONDS = 5.0
_STDERR_BYTES = 4_000
_OFF = (
    "AcceptCHFrame,AutofillServerCommunication,BackForwardCache,CertificateTransparencyComponentUpdater,"
    "DestroyProfileOnBrowserClose,DialMediaRouteProvider,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,"
    "InterestFeedContentSuggestions,LensOverlay,MediaRouter,NetworkTimeServiceQuerying,"
    "OptimizationHints,Prerender2,Translate"
)
_SWITCHES = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--user-data-dir=/tmp/profile",
    "--proxy-bypass-list=<-loopback>",  # a page that asks for 127.0.0.1 asks the recorder
    "--host-resolver-rules=MAP * ~NOTFOUND,EXCLUDE 127.0.0.1",
    f"--disable-features={_OFF}",
    "--block-new-web-contents",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-quic",
    "--disable-renderer-backgrounding",
    "--disable-sync",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--hide-scrollbars",
    "--js-flags=--max-old-space-size=2048",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-startup-window",
    "--no-pings",
    "--password-store=basic",
    "--force-color-profile=srgb",
    "--force-device-scale-factor=1",
)


class _Version(msgspec.Struct):
    product: str
    agent: str = msgspec.field(name="userAgent")


class _Of(msgspec.Struct):
    context: str = msgspec.field(name="browserContextId", default="")


class _Told(msgspec.Struct):
    target: _Of = msgspec.field(name="targetInfo")


class Browser:
    """A running Chromium; made by `start`.

    Attributes:
        devtools: the way to it.
        product: name and version, like `Chrome/156.0.8078.79`.
        user_agent: what it calls itself.
        profile: with which it was started.
        slots: how many pages may be open at once.
        contexts: who hears of the targets of a context, by the context's id.
    """

    def __init__(self, process: asyncio.subprocess.Process, devtools: Devtools, slots: int) -> None:
        self._process, self.devtools, self.slots = process, devtools, slots
        self.profile = Profile()
        self.product = self.user_agent = ""
        self.contexts: dict[str, Callable[[str, msgspec.Raw], None]] = {}
        self._said = bytearray()
        self._killed = False
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def start(
        cls, sockets: Path, slots: int, *, spki: str = "", profile: Profile | None = None
    ) -> Self:
        """Start Chromium within its walls.

        Args:
            sockets: the folder with the unix sockets `noise` and `slot-0` to `slot-<slots - 1>`.
            slots: how many pages may be open at once.
            spki: digest of the recorder's key (base64), the only authority that is believed besides
                those that Chromium has.
            profile: language, clock, window and name of the browser.

        Raises:
            UnavailableError: the walls cannot be built here, or Chromium is missing.
            BrowserLost: it does not start.
        """
        reads, theirs_out = os.pipe()
        theirs_in, writes = os.pipe()
        ways = [sockets / NOISE, *(socket_of(sockets, slot) for slot in range(slots))]
        profile = profile or Profile()
        command = walls.command(
            _arguments(profile, spki),
            ways=ways,
            pipe=(theirs_in, theirs_out),
            environment=_environment(profile),
        )
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,  # when we are gone it ends, and the browser with it
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            pass_fds=(theirs_in, theirs_out),
            start_new_session=True,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        browser = cls(process, Devtools(reads, writes), slots)
        browser.profile = profile
        await browser._greet()
        return browser

    @property
    def process(self) -> int:
        """Number of the process that leads its group."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can still be asked for pages."""
        ended = self._killed or self._process.returncode is not None
        return not ended and not self.devtools.lost.is_set()

    async def close(self) -> None:
        """End it, and everything that it started."""
        if self.alive:
            with contextlib.suppress(Unanswered, BrowserLost):
                await self.devtools.session().do("Browser.close", within=_CLOSE_SECONDS)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), _CLOSE_SECONDS)
        self.kill()
        await self._process.wait()
        self.devtools.close()
        await self._listening

    def kill(self) -> None:
        """End it at once: the whole group of its processes."""
        self._killed = True
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    async def _greet(self) -> None:
        await self.devtools.open()
        try:
            told = await self.devtools.session().ask("Browser.getVersion", _Version, _START_SECONDS)
        except (Unanswered, BrowserLost):
            await self.close()
            walls.demand()  # tells what is missing, where that is why
            said = self._said.decode(errors="replace").strip().splitlines()
            raise BrowserLost(
                f"The browser does not start: {said[-1] if said else 'it says nothing'}",
                remedy="`amana doctor` tells what captures need; then capture again",
            ) from None
        self.product, self.user_agent = told.product, told.agent
        await self._watch()

    async def _watch(self) -> None:
        """Hear of workers that belong to no page, and of windows that nobody asked for."""
        root = self.devtools.session()
        for event in ("Target.attachedToTarget", "Target.targetCreated"):
            root.on(event, functools.partial(self._pass_on, event))
        kinds = [{"type": "service_worker"}, {"type": "shared_worker"}, {"exclude": True}]
        await root.do(
            "Target.setAutoAttach",
            autoAttach=True,
            waitForDebuggerOnStart=True,
            flatten=True,
            filter=kinds,
        )
        await root.do("Target.setDiscoverTargets", discover=True, filter=[{"type": "page"}])

    def _pass_on(self, event: str, params: msgspec.Raw) -> None:
        told = msgspec.json.decode(params, type=prepared(_Told))
        if heard := self.contexts.get(told.target.context):
            heard(event, params)

    async def _listen(self) -> None:
        """Keep the last that it says, for the error when it does not start."""
        assert self._process.stderr  # noqa: S101 - asked for in start()
        while part := await self._process.stderr.read(1 << 16):
            self._said += part
            del self._said[:-_STDERR_BYTES]


def socket_of(sockets: Path, slot: int) -> Path:
    """Return the unix socket to which everything goes that slot `slot` asks."""
    return sockets / f"slot-{slot}"


def proxy_of(slot: int) -> str:
    """Return the proxy of slot `slot` as the browser reaches it; the first way is the noise."""
    return f"127.0.0.1:{port_of(slot + 1)}"


def plain_agent() -> str:
    """Return what Chromium calls itself when it has a window, its version reduced as it does."""
    major = walls.version().partition(".")[0]
    return (
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{major}.0.0.0 Safari/537.36"
    )


def _arguments(profile: Profile, spki: str) -> list[str]:
    return [
        *_SWITCHES,
        f"--proxy-server=127.0.0.1:{port_of(0)}",
        f"--ignore-certificate-errors-spki-list={spki}",
        f"--user-agent={profile.user_agent or plain_agent()}",
        f"--lang={profile.locale}",
        f"--accept-lang={languages(profile.locale)}",
        f"--window-size={profile.width},{profile.height}",
    ]


def _environment(profile: Profile) -> dict[str, str]:
    return {
        "TZ": profile.timezone,
        "LANG": "C.UTF-8",
        "LANGUAGE": profile.locale.replace("-", "_"),
    }


def languages(locale: str) -> str:
    """Return which languages are preferred: the one asked for, its family, then English."""
    wanted = [locale, locale.partition("-")[0], "en-US", "en"]
    return ",".join(dict.fromkeys(wanted))
