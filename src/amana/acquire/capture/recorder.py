"""The recorder as others use it: a process of its own, told what to do and telling what happens.

async with Recorder(sockets) as recorder:
    socket = await recorder.open(0, folder, profile, limits, on_ended)
    …the browser goes out by `socket`, with `recorder.spki` as the authority it accepts…
    robots = await recorder.fetch(0, "https://news.example/robots.txt", Purpose.ROBOTS)
    closed = await recorder.close(0)
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import ClassVar, Self

import msgspec

from amana.acquire.capture.accounts import Purpose
from amana.acquire.capture.control import (
    LONGEST,
    Close,
    Closed,
    Failed,
    Fetch,
    Got,
    Open,
    Opened,
    Order,
    Ready,
    Tidings,
)
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.recording import OnEnded
from amana.acquire.capture.slots import Fetched
from amana.core import UnavailableError, prepared

_TIDINGS = msgspec.json.Decoder(prepared(Tidings))
_START_SECONDS = 60.0
_STOP_SECONDS = 10.0
_SPARE_SECONDS = 90.0  # beyond what a close may wait: for writing long responses to a slow disk


class RecorderGone(UnavailableError):
    """The process that records has ended, or does not answer; what it finished is in the folder."""

    code: ClassVar[str] = "recorder-gone"


class Recorder:
    """One recorder process; several slots record at the same time.

    Attributes:
        spki: Base64 of the SHA-256 of its authority's public key, for the browser's
            `--ignore-certificate-errors-spki-list`.
        noise: the socket that leads nowhere; what is asked there is in `browser-noise.jsonl`
            beside it.
        gone: set when the process has ended, for whatever reason.
    """

    def __init__(self, sockets: Path) -> None:
        self._sockets = sockets
        self._process: Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self._ready: asyncio.Future[Ready]
        self._answers: dict[tuple[str, int], asyncio.Future[Tidings]] = {}
        self._watching: dict[int, OnEnded] = {}
        self._fetches = 0
        self.spki = ""
        self.noise = sockets / "noise"
        self.gone = asyncio.Event()

    @property
    def pid(self) -> int:
        """The process that records."""
        return self._running.pid

    async def __aenter__(self) -> Self:
        """Start the process.

        Raises:
            RecorderGone: it does not come up.
        """
        self._sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._ready = asyncio.get_running_loop().create_future()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "amana.acquire.capture.recorder_process",
            str(self._sockets),
            stdin=PIPE,
            stdout=PIPE,
            limit=LONGEST,
            start_new_session=True,  # a Ctrl-C is for the caller, who ends it in order
        )
        self._listening = asyncio.create_task(self._listen())
        try:
            async with asyncio.timeout(_START_SECONDS):
                ready = await self._ready
        except BaseException:
            await self.stop()
            raise
        self.spki = ready.spki
        return self

    async def __aexit__(self, *error: object) -> None:
        """Stop the process."""
        await self.stop()

    async def open(
        self,
        slot: int,
        folder: Path,
        profile: Profile,
        limits: Limits,
        on_ended: OnEnded = lambda _: None,
    ) -> Path:
        """Begin to record into `folder`; return the socket that the slot's tab goes out by.

        The folder exists, and has no recording in it. Time and limits count from now on.

        Raises:
            UnavailableError: it cannot be recorded there, or not by this profile.
            RecorderGone: the process is not there.
        """
        self._watching[slot] = on_ended
        order = Open(slot=slot, folder=_whole(folder), profile=profile, limits=limits)
        opened = await self._ask(order, ("slot", slot), _START_SECONDS)
        assert isinstance(opened, Opened)  # noqa: S101 - the process answers an order in kind
        return Path(opened.socket)

    async def fetch(self, slot: int, url: str, purpose: Purpose) -> Fetched:
        """Ask for `url` by the recorder itself, recorded and checked like all the rest.

        Redirects are followed, at most five. Nothing raises because of what the site does: what
        came of it is in the answer.

        Raises:
            UnavailableError: the slot is not open.
            RecorderGone: the process is not there, or has ended meanwhile.
        """
        self._fetches += 1
        order = Fetch(slot=slot, number=self._fetches, url=url, purpose=purpose)
        got = await self._ask(order, ("fetch", self._fetches), None)
        assert isinstance(got, Got)  # noqa: S101 - the process answers an order in kind
        return got.fetched

    async def close(self, slot: int, within: float = 5.0) -> Closed:
        """End the recording of a slot; its files are whole when this returns.

        What is under way has `within` seconds to end; then it is cut off, and recorded as cut.

        Raises:
            UnavailableError: the slot is not open.
            RecorderGone: the process is not there, or does not answer in time.
        """
        order = Close(slot=slot, within=within)
        closed = await self._ask(order, ("slot", slot), within + _SPARE_SECONDS)
        assert isinstance(closed, Closed)  # noqa: S101 - the process answers an order in kind
        self._watching.pop(slot, None)
        return closed

    async def stop(self) -> None:
        """End the process: slots that are still open are closed at once."""
        process = self._process
        if process is None:
            return
        assert process.stdin is not None  # noqa: S101 - it was asked for
        process.stdin.close()
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
        if self._listening is not None:
            await self._listening
        self._process = None

    @property
    def _running(self) -> Process:
        if self._process is None or self.gone.is_set():
            raise RecorderGone(
                "the process that records is not there",
                remedy="capture again; what was recorded before is in the folder of the capture",
            )
        return self._process

    async def _ask(self, order: Order, key: tuple[str, int], seconds: float | None) -> Tidings:
        process = self._running
        answer: asyncio.Future[Tidings] = asyncio.get_running_loop().create_future()
        self._answers[key] = answer
        assert process.stdin is not None  # noqa: S101 - it was asked for
        try:
            process.stdin.write(msgspec.json.encode(order) + b"\n")
            async with asyncio.timeout(seconds):
                tidings = await answer
        except (TimeoutError, OSError) as error:
            raise RecorderGone(
                "the process that records does not answer",
                remedy="capture again; what was recorded before is in the folder of the capture",
            ) from error
        finally:
            self._answers.pop(key, None)
        if isinstance(tidings, Failed):
            raise UnavailableError(
                f"it cannot be recorded: {tidings.said}", remedy="see to that, and capture again"
            )
        return tidings

    async def _listen(self) -> None:
        """Hand on what the process says, until it ends."""
        process = self._process
        assert process is not None  # noqa: S101 - it was started
        assert process.stdout is not None  # noqa: S101 - it was asked for
        with contextlib.suppress(ValueError, msgspec.DecodeError):  # no more of it can be believed
            while line := await process.stdout.readline():
                self._take(_TIDINGS.decode(line))
        self.gone.set()
        ended = RecorderGone(
            "the process that records has ended",
            remedy="capture again; what was recorded before is in the folder of the capture",
        )
        if not self._ready.done():
            self._ready.set_exception(ended)
        for waiting in self._answers.values():
            if not waiting.done():
                waiting.set_exception(ended)

    def _take(self, tidings: Tidings) -> None:
        if isinstance(tidings, Ready):
            self._ready.set_result(tidings)
        elif isinstance(tidings, (Opened, Closed, Got, Failed)):
            number = tidings.number if isinstance(tidings, (Got, Failed)) else None
            key = ("fetch", number) if number is not None else ("slot", tidings.slot)
            waiting = self._answers.get(key)
            if waiting is not None and not waiting.done():
                waiting.set_result(tidings)
        elif (on_ended := self._watching.get(tidings.slot)) is not None:
            on_ended(tidings.exchange)


def _whole(folder: Path) -> str:
    return str(folder.absolute())
