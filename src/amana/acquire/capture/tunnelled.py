"""What two sides say to each other after 101 Switching Protocols: passed on, kept, read along."""

from __future__ import annotations

import asyncio
import base64

from amana.acquire.capture.accounts import Message
from amana.acquire.capture.blocks import raw_block
from amana.acquire.capture.framing import Head
from amana.acquire.capture.recording import Recording
from amana.acquire.capture.spools import Spool
from amana.acquire.capture.warc import Block
from amana.acquire.capture.websockets import Decoded, Reading, readings_of
from amana.acquire.capture.wires import Wire


class Tunnelled:
    """Both directions of one upgraded connection."""

    def __init__(self, recording: Recording, number: int, head: Head) -> None:
        self._recording = recording
        self._number = number
        self._readings = readings_of(head)
        self._sent = Spool(recording.folder)
        self._received = Spool(recording.folder)

    async def carry(self, browser: Wire, server: Wire) -> None:
        """Pass on until one side ends it, then what the other still has to say to a closing door.

        Raises:
            Cut: a limit is reached.
        """
        out, back = self._readings or (None, None)
        ways = [
            asyncio.create_task(self._pass(browser, server, self._sent, out, sent=True)),
            asyncio.create_task(self._pass(server, browser, self._received, back, sent=False)),
        ]
        try:
            async with asyncio.timeout(self._recording.seconds_left):
                for way in asyncio.as_completed(ways):
                    await way
        except TimeoutError:
            pass  # the capture's time is over: what passed is kept
        finally:
            for way in ways:
                way.cancel()
            await asyncio.wait(ways)

    async def _pass(
        self, source: Wire, target: Wire, spool: Spool, reading: Reading | None, *, sent: bool
    ) -> None:
        while piece := await source.read():
            spool.write(piece)
            self._recording.count(len(piece), spool.size)
            await target.write(piece)
            for decoded in reading.feed(piece) if reading else ():
                self._recording.message(self._message(decoded, sent=sent))
        target.close()

    def _message(self, decoded: Decoded, *, sent: bool) -> Message:
        text = packed = None
        if decoded.content is not None:
            if decoded.kind == "text":
                text = decoded.content.decode("utf-8", errors="replace")
            else:
                packed = base64.b64encode(decoded.content).decode("ascii")
        return Message(
            connection=self._number,
            at=self._recording.now(),
            sent=sent,
            kind=decoded.kind,
            bytes=decoded.size,
            text=text,
            base64=packed,
        )

    def blocks(self, at: str, identifier: str) -> list[Block]:
        """Return the raw bytes of both directions as records."""
        name = f"websocket:{self._number}"
        return [
            raw_block(f"{name}:received", at, self._received, identifier),
            raw_block(f"{name}:sent", at, self._sent, identifier),
        ]

    def close(self) -> None:
        """Give the room back."""
        self._sent.close()
        self._received.close()
