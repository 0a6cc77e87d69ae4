"""One end of a connection: pieces as they come, without copies, and what became of it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import ssl
from collections import deque
from collections.abc import Callable

_HIGH, _LOW = 1 << 19, 1 << 17
_HANDSHAKE_SECONDS = 20.0
_GOODBYE_SECONDS = 2.0


class Wire(asyncio.Protocol):
    """A stream of bytes in both directions.

    Reading waits for the next piece and returns b"" when the other side has ended; `error` says
    whether it broke instead. Writing to an end that is `gone` does nothing. `waiting` are the bytes
    that came and were not read yet.
    """

    def __init__(self, opened: Callable[[Wire], None] | None = None) -> None:
        self._opened = opened
        self._pieces: deque[bytes] = deque()
        self.waiting = 0
        self._held_up = False
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._full = False
        self.transport: asyncio.Transport
        self.ended = False
        self.gone = False
        self.error: Exception | None = None
        self.on_rest: Callable[[], None] | None = None
        """Called when something comes, or it ends, while nobody reads."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take note of the connection."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a stream has one
        self.transport = transport
        if self._opened is not None:
            self._opened(self)

    def data_received(self, data: bytes) -> None:
        """Keep a piece until it is read; hold the other side up when it is too much."""
        self._pieces.append(data)
        self.waiting += len(data)
        if self.waiting > _HIGH and not self._held_up:
            self._held_up = True
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        """Take note that nothing more will come."""
        self.ended = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note that the connection is no more."""
        self.ended = self.gone = True
        self.error = self.error or exc
        self._wake()
        self.resume_writing()

    def pause_writing(self) -> None:
        """Let writers wait."""
        self._full = True

    def resume_writing(self) -> None:
        """Let writers go on."""
        self._full = False
        if self._writer is not None and not self._writer.done():
            self._writer.set_result(None)

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)
        elif self._reader is None and self.on_rest is not None:
            self.on_rest()

    @property
    def quiet(self) -> bool:
        """Whether it stands, and nothing has come that was not read."""
        return not (self.ended or self._pieces)

    async def read(self) -> bytes:
        """Return the next piece, or b"" at the end."""
        while not self._pieces and not self.ended:
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        if not self._pieces:
            return b""
        piece = self._pieces.popleft()
        self.waiting -= len(piece)
        if self._held_up and self.waiting < _LOW and not self.gone:
            self._held_up = False
            self.transport.resume_reading()
        return piece

    def unread(self, piece: bytes) -> None:
        """Put back what was read too much."""
        if piece:
            self._pieces.appendleft(piece)
            self.waiting += len(piece)

    async def write(self, piece: bytes) -> None:
        """Send a piece, and wait while the other side does not take it."""
        if self.gone or self.transport.is_closing():
            self.gone = True
            return
        self.transport.write(piece)
        while self._full:
            self._writer = asyncio.get_running_loop().create_future()
            await self._writer

    async def peek(self) -> bytes:
        """Return the first byte of what comes next and leave it where it is; b"" at the end.

        Reading must be held up (`hold`): then nothing of it was taken from the socket yet.
        """
        loop = asyncio.get_running_loop()
        twin = socket.socket(fileno=os.dup(self.transport.get_extra_info("socket").fileno()))
        twin.setblocking(False)
        came = asyncio.Event()
        loop.add_reader(twin.fileno(), came.set)
        try:
            await came.wait()
            return twin.recv(1, socket.MSG_PEEK)
        except OSError:
            return b""
        finally:
            loop.remove_reader(twin.fileno())
            twin.close()

    def hold(self) -> None:
        """Take nothing more from the socket, until `release` or `seal`."""
        self.transport.pause_reading()

    def release(self) -> None:
        """Go on taking what comes."""
        if not self.gone:
            self.transport.resume_reading()

    async def seal(self, context: ssl.SSLContext, host: str | None = None) -> None:
        """Speak TLS from here on: as a server, or as a client of `host`.

        Raises:
            ssl.SSLError: the two could not agree, or a certificate does not hold.
            OSError: the connection broke.
        """
        sealed = await asyncio.get_running_loop().start_tls(
            self.transport,
            self,
            context,
            server_side=host is None,
            server_hostname=host,
            ssl_handshake_timeout=_HANDSHAKE_SECONDS,
            ssl_shutdown_timeout=_GOODBYE_SECONDS,
        )
        if sealed is None:
            raise ConnectionResetError("the connection closed during the TLS handshake")
        self.transport = sealed

    def close(self) -> None:
        """End the connection, after what was written."""
        self.on_rest = None
        with contextlib.suppress(AttributeError):  # it never came to be
            self.transport.close()

    def abort(self) -> None:
        """End the connection at once."""
        self.on_rest = None
        with contextlib.suppress(AttributeError):
            self.transport.abort()
