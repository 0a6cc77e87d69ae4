"""One request and its response: passed on, recorded as they pass, written as records at their end.

The browser may let go of a response: it is recorded to its end all the same. Whatever cuts it
short is told in the record and in the account.
"""

from __future__ import annotations

import asyncio
import contextlib

from amana.acquire.capture.accounts import Digested, Exchange, Framing, Purpose, Truncated
from amana.acquire.capture.blocks import (
    raw_block,
    request_block,
    response_block,
    wire_fields,
)
from amana.acquire.capture.dialing import Dialled
from amana.acquire.capture.framing import ResponseFraming
from amana.acquire.capture.front import Asked
from amana.acquire.capture.recording import Cut, Recording
from amana.acquire.capture.spools import Spool
from amana.acquire.capture.tunnelled import Tunnelled
from amana.acquire.capture.warc import Block, Placed, new_identifier
from amana.acquire.capture.wires import Wire

_SURPLUS_SECONDS = 0.25
_SURPLUS_BYTES = 1 << 20
_STREAM = b"text/event-stream"
_MOST_INTERIM = 100  # each is kept by itself; servers send one or two


class Exchanging:
    """One exchange while it lasts."""

    def __init__(
        self,
        recording: Recording,
        line: Dialled,
        asked: Asked,
        browser: Wire,
        *,
        number: int,
        purpose: Purpose,
    ) -> None:
        self._recording = recording
        self._line = line
        self._asked = asked
        self._browser = browser
        self._purpose = purpose
        self.number = number
        self._began = recording.now()
        self._request = Spool(recording.folder)
        self.response = Spool(recording.folder)
        self._framing = ResponseFraming(asked.method)
        self._odd: list[str] = []
        self._interims: list[tuple[str, Spool]] = []
        self._surplus: Spool | None = None
        self._truncated: Truncated | None = None
        self._error: str | None = None
        self._tunnelled: Tunnelled | None = None
        self.outcome: Exchange | None = None

    async def run(self) -> bool:
        """Carry it out and write it down; return whether both connections can be used again."""
        pump: asyncio.Task[None] | None = None
        try:
            await self._send(self._asked.head)
            if not self._asked.request.body.done:
                pump = asyncio.create_task(self._pump())
            await self._receive()
            await self._after()
        except Cut as cut:
            self._cut(_reason(cut), cut.said)
        except asyncio.CancelledError:
            if not self._framing.done or self._tunnelled is not None:
                self._cut(Truncated.TIME, "the capture ended before this did")
        except OSError as error:
            self._cut(Truncated.UNSPECIFIED, f"it could not be kept: {error.strerror or error}")
        sent = pump is None or pump.done()
        if pump is not None:
            pump.cancel()
            await asyncio.wait([pump])
        stays = self._stays(sent=sent)
        if not stays:
            self._line.wire.close()
        keeping = asyncio.create_task(self._keep())
        while not keeping.done():  # the end of a capture cuts what goes on, not what is being kept
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.shield(keeping)
        keeping.result()
        return stays

    def _stays(self, *, sent: bool) -> bool:
        return (
            sent
            and self._error is None
            and self._framing.stays
            and self._surplus is None
            and self._tunnelled is None
            and b"close" not in self._asked.request.head.tokens(b"connection")
            and self._asked.request.version == b"1.1"
        )

    def _cut(self, why: Truncated, said: str) -> None:
        self._truncated, self._error = why, said
        self._line.wire.abort()
        self._browser.abort()

    async def _send(self, piece: bytes) -> None:
        self._request.write(piece)
        await self._line.wire.write(piece)

    async def _pump(self) -> None:
        """Pass the body of the request on, while the response may be coming already."""
        body = self._asked.request.body
        while not body.done:
            piece = await self._browser.read()
            stop = body.feed(piece, 0) if piece else 0
            if not piece or set(body.oddities) & {"chunk-size-broken", "chunk-end-broken"}:
                self._odd.append("request-broken-off")
                self._line.wire.abort()
                return
            self._browser.unread(piece[stop:])
            await self._send(piece[:stop])

    async def _receive(self) -> None:
        """Take the response, interim ones before it, as it comes."""
        while not self._framing.done:
            piece = await self._next()
            if not piece:
                self._take_end()
                return
            used = self._framing.feed(piece)
            if used < len(piece):
                self._line.wire.unread(piece[used:])
                piece = piece[:used]
            self._take(piece)
            await self._browser.write(piece)
            if self._framing.interim:
                if len(self._interims) == _MOST_INTERIM:
                    raise Cut(f"more than {_MOST_INTERIM} interim responses came before it")
                self._interims.append((self._recording.now(), self.response))
                self._odd.append(f"interim-{self._framing.status}")
                self.response = Spool(self._recording.folder)
                self._framing = ResponseFraming(self._asked.method)

    def _take(self, piece: bytes) -> None:
        headless = self.response.size < self._framing.head_bytes or not self._framing.head_bytes
        self.response.write(piece)
        if headless and self._framing.head_bytes:
            self.response.head_ends(self._framing.head_bytes)
        self._recording.count(len(piece), self.response.size)

    def _take_end(self) -> None:
        """The server closed: that is the end of some responses, and cuts others off."""
        broke = self._line.wire.error
        if broke is None and self._framing.end():
            return
        self._truncated = Truncated.DISCONNECT if self.response.size else None
        said = f": {broke.strerror}" if isinstance(broke, OSError) and broke.strerror else ""
        begun = "before the response was whole" if self.response.size else "without an answer"
        self._error = f"the server closed the connection {begun}{said}"
        self._browser.close()

    async def _next(self) -> bytes:
        wire = self._line.wire
        if wire.waiting:
            return await wire.read()
        left = self._recording.seconds_left
        silence = left if self._is_stream() else min(left, self._recording.limits.silence_seconds)
        try:
            async with asyncio.timeout(silence):
                return await wire.read()
        except TimeoutError:
            raise Cut(
                f"the server was silent for {silence:g} seconds"
                if silence < left
                else "the time of the capture was over",
                time_is_over=True,
            ) from None

    def _is_stream(self) -> bool:
        """Whether it is a stream of events, in which silence means nothing."""
        head = self._framing.head
        return head is not None and any(
            value.lower().startswith(_STREAM) for value in head.all(b"content-type")
        )

    async def _after(self) -> None:
        """What follows the last byte: another protocol, or bytes that belong to nothing."""
        head = self._framing.head
        if self._framing.framing is Framing.UPGRADE and head is not None:
            self._tunnelled = Tunnelled(self._recording, self.number, head)
            await self._tunnelled.carry(self._browser, self._line.wire)
            return
        wire = self._line.wire
        if not self._framing.done or (self._framing.stays and not wire.waiting):
            return
        if not self._framing.stays:
            self._browser.close()  # it has all that belongs to its request
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_SURPLUS_SECONDS):
                while piece := await wire.read():
                    self._surplus = self._surplus or Spool(self._recording.folder)
                    self._surplus.write(piece)
                    if self._surplus.size > _SURPLUS_BYTES:
                        break
        if self._surplus is not None:
            self._odd.append("bytes-after-the-end")

    async def late(self, wire: Wire) -> None:
        """Keep what a server sends when nobody asked, after this response had ended."""
        if self.outcome is None or self.outcome.record is None:
            return
        spool = Spool(self._recording.folder)
        while wire.waiting:
            spool.write(await wire.read())
        await self._recording.warc.place(
            raw_block(f"surplus:{self.number}", self._recording.now(), spool, self.outcome.record)
        )
        spool.close()

    async def _keep(self) -> None:
        """Write the records and the account."""
        placed: Placed | None = None
        try:
            placed = await self._place()
        except OSError as error:
            self._error = f"it could not be written: {error.strerror or error}"
        digested = self.response.digested if self.response.size else None
        self.outcome = self._account(digested, placed)
        self._recording.ended(self.outcome)
        interims = [spool for _, spool in self._interims]
        for each in (self._request, self._surplus, self._tunnelled, *interims):
            if each is not None:
                each.close()
        if self._purpose is Purpose.PAGE:
            self.response.close()

    def _account(self, response: Digested | None, placed: Placed | None) -> Exchange:
        recorded = placed is not None and response is not None
        return Exchange(
            number=self.number,
            connection=self._line.number,
            purpose=self._purpose,
            url=self._asked.url,
            method=self._asked.method,
            began=self._began,
            ended=self._recording.now(),
            request=self._request.digested,
            response=response,
            status=self._framing.status,
            framing=self._framing.framing,
            peer=self._line.peer,
            tls=self._line.tls,
            oddities=tuple(dict.fromkeys([*self._odd, *self._framing.oddities])),
            truncated=self._truncated if response else None,
            error=self._error,
            record=placed.identifier if placed and recorded else None,
            offset=placed.offset if placed and recorded else None,
            length=placed.length if placed and recorded else None,
        )

    async def _place(self) -> Placed:
        """Write response and request, then what came around them; return where the first stands."""
        fields, own = wire_fields(self._line, self._framing), new_identifier()
        partner = new_identifier() if self.response.size else None
        self._request.head_ends(len(self._asked.head))
        blocks = [
            request_block(
                self._asked.url,
                self._began,
                self._request,
                partner,
                identifier=own,
                fields=fields,
            ),
            *self._around(partner or own),
        ]
        if partner is not None:
            response = response_block(
                self._asked.url,
                self._began,
                self.response,
                self._framing,
                identifier=partner,
                fields=fields,
                truncated=self._truncated,
            )
            blocks.insert(0, response)
        return (await self._recording.warc.place(*blocks))[0]

    def _around(self, partner: str) -> list[Block]:
        blocks = [
            raw_block(f"interim:{self.number}:{n}", at, spool, partner)
            for n, (at, spool) in enumerate(self._interims, 1)
        ]
        if self._surplus is not None:
            blocks.append(raw_block(f"surplus:{self.number}", self._began, self._surplus, partner))
        if self._tunnelled is not None:
            blocks += self._tunnelled.blocks(self._began, partner)
        return blocks


def _reason(cut: Cut) -> Truncated:
    if cut.no_room:
        return Truncated.UNSPECIFIED
    return Truncated.TIME if cut.time_is_over else Truncated.LENGTH
