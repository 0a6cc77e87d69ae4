"""The second witness: what the browser itself tells of its requests, and what its console says.

It listens to the page, its frames, workers and service workers alike. What it writes is held
against the recording later; it never adds to the recording. Addresses without a host (`data:`,
`blob:`) are no requests.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from amana.acquire.capture import told
from amana.acquire.capture.accounts import Request
from amana.acquire.capture.devtools import Session
from amana.core import prepared, stamp

REQUESTS, CONSOLE = "requests.jsonl", "console.jsonl"

_MOST_REQUESTS = 20_000
_MOST_LINES = 2_000
_MOST_CHARS = 4_000
_WEB = ("http://", "https://", "ws://", "wss://")
_STREAMS = {"EventSource", "WebSocket", "Media", "Ping", "Manifest"}
"""Kinds that may go on for ever, or matter to nothing that is seen: a page rests beside them."""


class ConsoleLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the console: `kind` is log, warning, error, exception or what the page called."""

    at: str
    kind: str
    text: str
    url: str | None = None
    line: int | None = None


class _Entry(msgspec.Struct, kw_only=True):
    url: str
    method: str
    at: str
    kind: str
    frame: str | None = None
    initiator: str | None = None
    status: int | None = None
    from_cache: bool = False
    from_worker: bool = False
    redirected_from: str | None = None
    error: str | None = None


class Witness:
    """Listens to the sessions of one tab.

    Attributes:
        last: when the browser's network was last heard, in seconds of the loop.
        cut: whether there was more than is kept.
    """

    def __init__(self) -> None:
        self._clock = asyncio.get_running_loop().time
        self._entries: list[_Entry] = []
        self._open: dict[str, _Entry] = {}
        self._pending: set[str] = set()
        self._lines: list[ConsoleLine] = []
        self.last = self._clock()
        self.cut = False

    def meet(self, session: Session, _kind: str) -> None:
        """Listen to one more session from now on."""
        heard: dict[str, Callable[[msgspec.Raw], None]] = {
            "Network.requestWillBeSent": self._sent,
            "Network.responseReceived": self._received,
            "Network.dataReceived": self._data,
            "Network.loadingFinished": self._finished,
            "Network.loadingFailed": self._failed,
            "Network.requestServedFromCache": self._cached,
            "Network.webSocketCreated": self._socket,
            "Network.webSocketHandshakeResponseReceived": self._received,
            "Network.webSocketFrameError": self._failed,
            "Network.webTransportCreated": self._socket,
            "Runtime.consoleAPICalled": self._called,
            "Runtime.exceptionThrown": self._thrown,
            "Log.entryAdded": self._logged,
        }
        for event, hear in heard.items():
            session.on(event, hear)
        session.tell("Network.enable", maxTotalBufferSize=1, maxResourceBufferSize=1)
        session.tell("Runtime.enable")
        session.tell("Log.enable")

    async def rest(self, idle: float, patience: float) -> None:
        """Wait until nothing has been heard for `idle` seconds.

        Where answers are still waited for, only after `patience` seconds without a sign of them.
        """
        while True:
            quiet = self._clock() - self.last
            wanted = patience if self._pending else idle
            if quiet >= wanted:
                return
            await asyncio.sleep(min(wanted, idle) - quiet if quiet < idle else 0.05)

    def write(self, folder: Path) -> None:
        """Write requests.jsonl and console.jsonl."""
        lines = msgspec.json.Encoder()
        requests = [
            msgspec.convert(msgspec.structs.asdict(each), prepared(Request))
            for each in self._entries
        ]
        (folder / REQUESTS).write_bytes(lines.encode_lines(requests))
        (folder / CONSOLE).write_bytes(lines.encode_lines(self._lines))

    def _sent(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.Sent))
        if not event.request.url.startswith(_WEB):
            return
        self.last = self._clock()
        before = None
        if event.redirect and (old := self._open.get(event.id)):
            old.status, before = event.redirect.status, old.url
        if event.kind not in _STREAMS:
            self._pending.add(event.id)
        self._enter(
            event.id,
            _Entry(
                url=event.request.url,
                method=event.request.method,
                at=stamp(datetime.fromtimestamp(event.wall, UTC)),
                kind=event.kind,
                frame=event.frame,
                initiator=event.initiator.url or event.initiator.kind,
                redirected_from=before,
            ),
        )

    def _socket(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.Socket))
        self.last = self._clock()
        kind = "WebSocket" if event.url.startswith("ws") else "WebTransport"
        by = event.initiator.url or event.initiator.kind
        entry = _Entry(url=event.url, method="GET", at=_now(), kind=kind, initiator=by)
        self._enter(event.id or event.transport, entry)

    def _enter(self, number: str, entry: _Entry) -> None:
        if len(self._entries) >= _MOST_REQUESTS:
            self.cut = True
            return
        self._entries.append(entry)
        self._open[number] = entry

    def _received(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.Received))
        self.last = self._clock()
        if entry := self._open.get(event.id):
            entry.status = event.response.status
            entry.from_cache = entry.from_cache or event.response.from_cache
            entry.from_worker = event.response.from_worker

    def _data(self, params: msgspec.Raw) -> None:
        if msgspec.json.decode(params, type=prepared(told.About)).id in self._pending:
            self.last = self._clock()

    def _finished(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.About))
        self._pending.discard(event.id)
        self.last = self._clock()

    def _failed(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.Failed))
        self._pending.discard(event.id)
        self.last = self._clock()
        if entry := self._open.get(event.id):
            entry.error = event.blocked or event.text or event.message

    def _cached(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.About))
        if entry := self._open.get(event.id):
            entry.from_cache = True

    def _called(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.Called))
        where = event.stack.frames[0] if event.stack and event.stack.frames else told.Place()
        text = " ".join(each.text() for each in event.arguments)
        self._line(event.kind, text, where.url, where.line)

    def _thrown(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.Thrown)).details
        said = event.exception.description if event.exception else None
        self._line("exception", f"{event.text} {said or ''}".strip(), event.url, event.line)

    def _logged(self, params: msgspec.Raw) -> None:
        event = msgspec.json.decode(params, type=prepared(told.Logged)).entry
        self._line(event.level, event.text, event.url, event.line)

    def _line(self, kind: str, text: str, url: str | None, line: int | None) -> None:
        if len(self._lines) >= _MOST_LINES:
            self.cut = True
            return
        place = None if line is None else line + 1  # the protocol counts from 0
        self._lines.append(
            ConsoleLine(
                at=_now(),
                kind=kind,
                text=text[:_MOST_CHARS],
                url=(url or "")[:_MOST_CHARS] or None,
                line=place,
            )
        )


def _now() -> str:
    return stamp(datetime.now(UTC))
