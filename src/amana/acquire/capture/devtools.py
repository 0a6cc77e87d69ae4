"""The DevTools protocol over two descriptors: commands, answers, events, sessions.

Messages are JSON and end with a zero byte (Chromium: devtools_pipe_handler.cc).
No page can reach the two descriptors: there is no port. What comes in is bounded: an answer larger
than `MOST` is dropped as it arrives, and the command that asked for it fails.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec

from amana.core import UnavailableError, prepared

MOST = 512 << 20
"""Bytes of one message: a picture of a tall page, the markup of a huge one."""

_ID_STANDS_IN = 64  # bytes: Chromium writes the id first
_PATIENCE = 30.0

Answer = TypeVar("Answer")
Heard = Callable[[msgspec.Raw], None]
Params = Mapping[str, object]


class BrowserLost(UnavailableError):
    """The browser ended, or does not answer any more, in the middle of a capture."""

    code = "browser-lost"


class Unanswered(Exception):
    """A command failed: the page is gone, does not answer in time, or cannot do that."""


class _Trouble(msgspec.Struct):
    message: str = ""
    code: int = 0


class _Message(msgspec.Struct):
    id: int | None = None
    session: str = msgspec.field(name="sessionId", default="")
    method: str | None = None
    params: msgspec.Raw = msgspec.Raw(b"{}")
    result: msgspec.Raw = msgspec.Raw(b"{}")
    error: _Trouble | None = None


class Nothing(msgspec.Struct):
    """An answer that says no more than that it was done."""


_message = msgspec.json.Decoder(prepared(_Message))


class Devtools:
    """The pipe to one browser; `session("")` is the browser itself.

    Attributes:
        lost: set once the pipe has ended.
    """

    def __init__(self, reads: int, writes: int) -> None:
        self._reads, self._writes = reads, writes
        self._numbers = itertools.count(1)
        self._waiting: dict[int, tuple[str, asyncio.Future[msgspec.Raw]]] = {}
        self._sessions: dict[str, Session] = {}
        self._out: asyncio.WriteTransport | None = None
        self._in: asyncio.ReadTransport | None = None
        self.lost = asyncio.Event()

    async def open(self) -> None:
        """Begin to listen."""
        loop = asyncio.get_running_loop()
        self._in, _ = await loop.connect_read_pipe(
            lambda: _Incoming(self._heard, self._too_large, self._over),
            os.fdopen(self._reads, "rb", buffering=0),
        )
        self._out, _ = await loop.connect_write_pipe(
            asyncio.BaseProtocol, os.fdopen(self._writes, "wb", buffering=0)
        )

    def close(self) -> None:
        """Let go of the pipe; whoever waits is told that the browser is gone."""
        for transport in (self._in, self._out):
            if transport:
                transport.close()
        self._over()

    def session(self, name: str = "") -> Session:
        """Return the session `name`, which may be one that is yet to speak."""
        if name not in self._sessions:
            self._sessions[name] = Session(self, name)
        return self._sessions[name]

    def end(self, name: str, why: str) -> None:
        """Fail whoever waits for the session `name`, since its page is gone."""
        self._sessions.pop(name, None)
        for number, (session, future) in list(self._waiting.items()):
            if session == name:
                del self._waiting[number]
                if not future.done():
                    future.set_exception(Unanswered(why))

    async def ask(self, session: str, method: str, params: Params, within: float) -> msgspec.Raw:
        """Send one command and wait for its answer.

        Raises:
            BrowserLost: the browser is gone.
            Unanswered: the command failed, or there is no answer within `within` seconds.
        """
        number = next(self._numbers)
        future: asyncio.Future[msgspec.Raw] = asyncio.get_running_loop().create_future()
        self._say(number, session, method, params)
        self._waiting[number] = (session, future)
        try:
            return await asyncio.wait_for(future, within)
        except TimeoutError:
            raise Unanswered(f"{method}: no answer within {within:.0f} s") from None
        finally:
            self._waiting.pop(number, None)

    def tell(self, session: str, method: str, params: Params) -> None:
        """Send one command and do not wait: an answer that comes is of no use."""
        if not self.lost.is_set():
            self._say(next(self._numbers), session, method, params)

    def _say(self, number: int, session: str, method: str, params: Params) -> None:
        if self._out is None or self.lost.is_set() or self._out.is_closing():
            raise gone()
        said: dict[str, object] = {"id": number, "method": method, "params": params}
        if session:
            said["sessionId"] = session
        self._out.write(msgspec.json.encode(said) + b"\0")

    def _heard(self, text: bytes) -> None:
        message = _read(text)
        if message is None:
            return
        if message.id is None:
            if message.method and (session := self._sessions.get(message.session)):
                session.heard(message.method, message.params)
            return
        _, future = self._waiting.get(message.id, ("", None))
        if future is None or future.done():
            return
        if message.error is None:
            future.set_result(message.result)
        else:
            future.set_exception(Unanswered(message.error.message))

    def _too_large(self, start: bytes) -> None:
        digits = start.partition(b'"id":')[2].partition(b",")[0]
        _, future = self._waiting.get(int(digits) if digits.isdigit() else 0, ("", None))
        if future and not future.done():
            future.set_exception(Unanswered(f"the answer has more than {MOST >> 20} MiB"))

    def _over(self) -> None:
        self.lost.set()
        for _, future in self._waiting.values():
            if not future.done():
                future.set_exception(gone())


class Session:
    """One page, frame or worker to which commands go and which tells of events."""

    def __init__(self, devtools: Devtools, name: str) -> None:
        self._devtools, self.name = devtools, name
        self._heard: defaultdict[str, list[Heard]] = defaultdict(list)

    async def ask(
        self, method: str, answer: type[Answer], within: float = _PATIENCE, **params: object
    ) -> Answer:
        """Send a command and return its answer; parameters are called as in the protocol.

        Raises:
            BrowserLost: the browser is gone.
            Unanswered: it failed, or took longer than `within` seconds.
        """
        raw = await self._devtools.ask(self.name, method, params, within)
        try:
            return msgspec.json.decode(raw, type=prepared(answer))
        except msgspec.DecodeError as error:
            raise Unanswered(f"{method}: {error}") from None

    async def do(self, method: str, within: float = _PATIENCE, **params: object) -> None:
        """Send a command whose answer says nothing; raises as `ask` does."""
        await self.ask(method, Nothing, within, **params)

    def tell(self, method: str, **params: object) -> None:
        """Send a command without waiting for it."""
        self._devtools.tell(self.name, method, params)

    def on(self, method: str, heard: Heard) -> None:
        """Have `heard` called with the parameters of each event `method`."""
        self._heard[method].append(heard)

    def heard(self, method: str, params: msgspec.Raw) -> None:
        """Pass an event on to those who listen."""
        for each in self._heard.get(method, ()):
            with contextlib.suppress(msgspec.DecodeError):  # of a shape that nobody here knows
                each(params)

    def end(self, why: str) -> None:
        """Fail whoever waits for this session."""
        self._devtools.end(self.name, why)


def gone() -> BrowserLost:
    """Return the error of a browser that is not there any more."""
    return BrowserLost(
        "The browser ended in the middle of a capture",
        remedy="Capture again: the browser is started anew. If it happens with the same page, "
        "that page breaks the browser; what was recorded until then is kept",
    )


def _read(text: bytes) -> _Message | None:
    """Read a message; None where it is none of the shape that is waited for.

    Scripts make texts with half of a surrogate pair, which are no Unicode: it becomes a question
    mark, as nothing else can be written down.
    """
    try:
        return _message.decode(text)
    except msgspec.ValidationError:
        return None
    except msgspec.DecodeError:
        pass
    try:
        whole = json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8", "replace")
        return _message.decode(whole)
    except (ValueError, RecursionError):
        return None


class _Incoming(asyncio.Protocol):
    """Cuts what comes in at its zero bytes."""

    def __init__(
        self,
        heard: Callable[[bytes], None],
        too_large: Callable[[bytes], None],
        over: Callable[[], None],
    ) -> None:
        self._heard, self._too_large, self._over = heard, too_large, over
        self._kept: list[bytes] = []
        self._size = 0

    def data_received(self, data: bytes) -> None:
        *whole, rest = data.split(b"\0")
        for each in whole:
            self._keep(each)
            if self._size <= MOST:
                self._heard(b"".join(self._kept))
            self._kept, self._size = [], 0
        self._keep(rest)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's name
        self._over()

    def _keep(self, part: bytes) -> None:
        """Keep `part` of a message, until the message is larger than any may be."""
        if self._size > MOST:
            return
        self._size += len(part)
        if self._size <= MOST:
            self._kept.append(part)
            return
        self._too_large(b"".join(self._kept)[:_ID_STANDS_IN])
        self._kept = []
