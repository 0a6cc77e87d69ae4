"""Behind one connection of the browser: one connection to a server, dialled when it is needed."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

from amana.acquire.capture.accounts import Purpose, Refusal, Refused
from amana.acquire.capture.dialing import Dialled, Unreached
from amana.acquire.capture.exchanging import Exchanging
from amana.acquire.capture.front import Asked, origin_of
from amana.acquire.capture.recording import Cut, Recording
from amana.acquire.capture.wires import Wire

_TOO_LATE = "the capture ended before there was a connection"


class Line:
    """Answers the browser with what the server says; both ends live and die together."""

    def __init__(
        self, recording: Recording, browser: Wire, purpose: Purpose = Purpose.PAGE
    ) -> None:
        self._recording = recording
        self._browser = browser
        self._purpose = purpose
        self._up: Dialled | None = None
        self.last: Exchanging | None = None
        self.refused: Refused | None = None

    async def open(self, host: str, port: int) -> bool:
        """Connect to a server for a tunnel; return whether there is a connection."""
        url = origin_of(host, port, tls=True) + "/"
        return await self._watched(self._reach(url, "CONNECT", host, port))

    async def seal(self) -> bool:
        """Speak TLS with that server; return whether it does."""
        up = self._up
        if up is None:
            return False
        return await self._watched(
            self._sealed(up, origin_of(up.host, up.port, tls=True) + "/", "CONNECT")
        )

    async def answer(self, asked: Asked, browser: Wire) -> bool:
        """Pass a request on and its response back; return whether another request may follow."""
        return await self._watched(self._answered(asked, browser))

    def refuse(self, url: str, method: str, why: Refusal, said: str) -> None:
        """Take note of a request that goes nowhere."""
        if not self._recording.closed:
            self.refused = self._recording.refuse(url, method, why, said)

    async def close(self) -> None:
        """End the connection to the server."""
        if self._up is None:
            return
        wire = self._up.wire
        if wire.waiting and self.last is not None and not self._recording.closed:
            await self.last.late(wire)
        wire.close()

    async def _watched(self, work: Coroutine[None, None, bool]) -> bool:
        """Let the recording know of work under way, which it may have to end."""
        if self._recording.closed:
            work.close()
            return False
        task = asyncio.create_task(work)
        self._recording.under_way.add(task)
        task.add_done_callback(self._recording.under_way.discard)
        await asyncio.wait([task])
        return not task.cancelled() and task.result()

    async def _answered(self, asked: Asked, browser: Wire) -> bool:
        try:
            number = self._recording.admit()
        except Cut as cut:
            self.refuse(asked.url, asked.method, Refusal.LIMIT, cut.said)
            return False
        up = await self._ready(asked)
        if up is None:
            return False
        up.wire.on_rest = None
        self.last = Exchanging(
            self._recording, up, asked, browser, number=number, purpose=self._purpose
        )
        stays = await self.last.run() and up.wire.quiet
        if stays:
            up.wire.on_rest = self._browser.close
        return stays

    async def _ready(self, asked: Asked) -> Dialled | None:
        """Return a connection to the server of this request."""
        up = self._up
        if up is not None and (up.host, up.port) == (asked.host, asked.port) and up.wire.quiet:
            return up
        if up is not None:
            up.wire.close()
        if not await self._reach(asked.url, asked.method, asked.host, asked.port):
            return None
        if asked.tls and self._up and not await self._sealed(self._up, asked.url, asked.method):
            return None
        return self._up

    async def _reach(self, url: str, method: str, host: str, port: int) -> bool:
        try:
            self._up = await self._recording.dialler.dial(host, port)
        except Unreached as reason:
            self.refuse(url, method, reason.why, reason.said)
            return False
        except asyncio.CancelledError:
            self._recording.refuse(url, method, Refusal.LIMIT, _TOO_LATE)
            raise
        return True

    async def _sealed(self, up: Dialled, url: str, method: str) -> bool:
        try:
            self._up = await self._recording.dialler.seal(up)
        except Unreached as reason:
            self.refuse(url, method, reason.why, reason.said)
            return False
        except asyncio.CancelledError:
            self._recording.refuse(url, method, Refusal.LIMIT, _TOO_LATE)
            raise
        return True
