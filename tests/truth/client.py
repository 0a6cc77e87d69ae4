"""A client that speaks to the recorder as a browser does, and keeps every byte that it gets."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from amana.acquire.capture.framing import ResponseFraming


class Refused(Exception):
    """The recorder opened no tunnel, or closed without an answer."""


class Client:
    """One connection through the recorder's socket; `get` may be called again while it stays."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self.reader: asyncio.StreamReader
        self.writer: asyncio.StreamWriter
        self._tunnel = ""
        self._failed = False
        self._held = b""

    async def __aenter__(self) -> Self:
        self.reader, self.writer = await asyncio.open_unix_connection(
            str(self._socket), limit=1 << 22
        )
        return self

    async def __aexit__(self, *error: object) -> None:
        self.writer.close()
        if not self._failed:  # then asyncio knows of no end to wait for
            with contextlib.suppress(OSError, ssl.SSLError):
                await self.writer.wait_closed()

    async def tunnel(self, host: str, port: int, *, tls: bool = True) -> None:
        """Open a tunnel; whoever answers inside is believed."""
        at = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self.writer.write(f"CONNECT {at} HTTP/1.1\r\nHost: {at}\r\n\r\n".encode())
        head = await self.reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200 "):
            raise Refused(head.decode())
        self._tunnel = at
        if tls:
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            context.set_alpn_protocols(["h2", "http/1.1"])
            try:
                await self.writer.start_tls(context, server_hostname=host)
            except (OSError, ssl.SSLError) as error:
                self._failed = True
                raise Refused(str(error)) from error

    async def get(
        self, url: str, method: str = "GET", body: bytes = b"", *fields: str
    ) -> list[bytes]:
        """Ask, and return every response: interim ones, then the last."""
        parts = urlsplit(url)
        if parts.scheme == "https" and not self._tunnel:
            await self.tunnel(parts.hostname or "", parts.port or 443)
        target = parts._replace(scheme="", netloc="").geturl() or "/"
        lines = [f"{method} {target if self._tunnel else url} HTTP/1.1", f"Host: {parts.netloc}"]
        if not self._tunnel:
            lines.append("Proxy-Connection: keep-alive")
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self.writer.write("\r\n".join([*lines, *fields, "", ""]).encode() + body)
        return await self.responses(method)

    async def responses(self, method: str = "GET") -> list[bytes]:
        """Take what comes until a final response is whole, or the connection ends."""
        found = [bytearray()]
        framing = ResponseFraming(method)
        while not framing.done:
            piece = self._held or await self._some()
            self._held = b""
            if not piece:
                if not any(found):
                    raise Refused("closed without an answer")
                break
            used = framing.feed(piece)
            found[-1] += piece[:used]
            self._held = piece[used:]
            if framing.interim:
                framing = ResponseFraming(method)
                found.append(bytearray())
        return [bytes(each) for each in found]

    async def _some(self) -> bytes:
        try:
            return await self.reader.read(1 << 16)
        except (OSError, ssl.SSLError):
            return b""
