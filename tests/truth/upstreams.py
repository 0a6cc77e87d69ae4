"""Upstream proxies for tests: SOCKS5 (RFC 1928, with log-in of RFC 1929) and HTTP CONNECT.

They find every name on loopback, and remember what they were asked for.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
from typing import Self

LOOPBACK = "127.0.0.1"
_REFUSED, _NO_HOST = 0x05, 0x04


class Upstream:
    """A proxy on loopback; `asked` are the hosts and ports that it was asked to reach."""

    def __init__(self, login: tuple[str, str] | None = None) -> None:
        self.login = login
        self.asked: list[tuple[str, int]] = []
        self.port = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, LOOPBACK, 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *error: object) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self.talk(reader, writer)
        except (OSError, EOFError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Speak the protocol of this proxy."""
        raise OSError((reader, writer))

    async def carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int
    ) -> None:
        """Pass bytes between the two until both have ended."""
        there, back = await asyncio.open_connection(LOOPBACK, port)

        async def one_way(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
            with contextlib.suppress(OSError):
                while piece := await source.read(1 << 16):
                    target.write(piece)
                    await target.drain()
                target.close()

        try:
            await asyncio.gather(one_way(reader, back), one_way(there, writer))
        finally:
            back.close()


class Socks(Upstream):
    """SOCKS5: CONNECT alone, names alone."""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Agree on a log-in, take the request, connect."""
        _version, count = await reader.readexactly(2)
        methods = await reader.readexactly(count)
        wanted = 2 if self.login else 0
        writer.write(bytes([5, wanted if wanted in methods else 0xFF]))
        if self.login:
            _version, size = await reader.readexactly(2)
            name = (await reader.readexactly(size)).decode()
            (size,) = await reader.readexactly(1)
            word = (await reader.readexactly(size)).decode()
            writer.write(bytes([1, 0 if (name, word) == self.login else 1]))
        _version, command, _, kind = await reader.readexactly(4)
        assert command == 1
        if kind == 3:  # a name
            (size,) = await reader.readexactly(1)
            host = (await reader.readexactly(size)).decode()
        else:
            host = ".".join(map(str, await reader.readexactly(4)))
        port = int.from_bytes(await reader.readexactly(2), "big")
        self.asked.append((host, port))
        failed = _NO_HOST if host.startswith("nowhere") else 0
        writer.write(bytes([5, failed, 0, 1, 0, 0, 0, 0, 0, 0]))
        if not failed:
            await self.carry(reader, writer, port)


class Connect(Upstream):
    """An HTTP proxy: CONNECT alone."""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take the request, connect."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        method, target, _ = head.split("\r\n")[0].split(" ")
        host, _, port = target.rpartition(":")
        self.asked.append((host, int(port)))
        known = not self.login or base64.b64encode(":".join(self.login).encode()).decode() in head
        if method != "CONNECT" or host.startswith("nowhere") or not known:
            writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
            return
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await self.carry(reader, writer, int(port))
