"""A web server that says exactly what it is told to, byte by byte, and knows what it said.

It runs in a thread of its own, on loopback, with plain and TLS ports. Tests give paths to replies;
`sent` then tells the SHA-256 of what went out for each request. What `site.py` has is there as
well. Names ending in .test lead to it through the profile that `profile()` returns.

    with TruthServer(folder) as truth:
        truth.say("/odd", Reply(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nhi"))
        … capture truth.url("/odd") with truth.profile() …
        assert truth.last("/odd").sha256 == …
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import socket
import ssl
import struct
import threading
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.truth.certificates import Certificates

from amana.acquire.capture.profiles import Profile

LOOPBACK = "127.0.0.1"
HOSTS = (
    "truth.test",
    "other.test",
    "third.test",
    "expired.test",
    "future.test",
    "otherhost.test",
    "unknown.test",
    "selfsigned.test",
)


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    host: str
    raw: bytes
    body: bytes
    tls: bool


@dataclass
class Sent:
    """What went out for one request; `whole`: nothing was cut off on this side."""

    host: str
    method: str
    path: str
    request: str
    request_bytes: int
    sha256: str = ""
    bytes: int = 0
    interim: list[str] = field(default_factory=list)
    whole: bool = False
    tls: bool = False


class Stop:
    """How a reply may break off: `RESET` sends a TCP reset, `CLOSE` closes at once."""


RESET, CLOSE = Stop(), Stop()

Piece = bytes | float | Stop


class Reply:
    """Pieces that are sent one after the other; a number is a pause in seconds.

    `interim` are responses 1xx that go before. `closes`: the connection ends after it.
    """

    def __init__(self, *pieces: Piece, interim: Sequence[bytes] = (), closes: bool = False) -> None:
        self.pieces = pieces
        self.interim = interim
        self.closes = closes


@dataclass
class Open:
    """An open connection, for replies that talk themselves (WebSocket)."""

    asked: Asked
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    sent: Sent

    async def send(self, data: bytes) -> None:
        """Send, and put it into the account."""
        self.writer.write(data)
        await self.writer.drain()


Talk = Callable[[Open], Awaitable[None]]
Answer = Reply | Callable[[Asked], "Reply | Talk | None"]


def plain(body: bytes, kind: str = "text/html; charset=utf-8", *fields: str, status: str = "200 OK",
          closes: bool = False) -> Reply:  # fmt: skip
    """Return an ordinary reply with its length."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *fields]
    return Reply("\r\n".join([*lines, "", ""]).encode() + body, closes=closes)


class TruthServer:
    """The server; `http` and `https` are its ports."""

    def __init__(self, folder: Path) -> None:
        self._certificates = Certificates(folder)
        self._answers: dict[str, Answer] = {}
        self._fallbacks: list[Callable[[Asked], Reply | Talk | None]] = []
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self.sent: list[Sent] = []
        self.connections = 0
        self.http = self.https = 0

    @property
    def authority(self) -> Path:
        """The PEM file of its authority."""
        return self._certificates.pem

    def say(self, path: str, answer: Answer) -> None:
        """Answer so at a path (without its query)."""
        self._answers[path] = answer

    def add(self, fallback: Callable[[Asked], Reply | Talk | None]) -> None:
        """Ask this for replies where no path was told; None: it has none."""
        self._fallbacks.append(fallback)

    def url(self, path: str, host: str = "truth.test", *, tls: bool = False) -> str:
        """Return the address of a path."""
        scheme, port = ("https", self.https) if tls else ("http", self.http)
        return f"{scheme}://{host}:{port}{path}"

    def profile(self, **changes: object) -> Profile:
        """Return a profile with which its names lead here."""
        known: dict[str, object] = {
            "allow": (f"{LOOPBACK}/32",),
            "names": dict.fromkeys(HOSTS, LOOPBACK),
            "ports": (80, 443, self.http, self.https),
            "authorities": str(self.authority),
        }
        return Profile(**(known | changes))  # type: ignore[arg-type]  # a test knows its fields

    def of(self, path: str) -> list[Sent]:
        """Return what was sent for a path, with its query."""
        return [sent for sent in self.sent if sent.path == path]

    def last(self, path: str) -> Sent:
        """Return what was sent last for a path."""
        return self.of(path)[-1]

    def __enter__(self) -> Self:
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait()
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self, started: threading.Event) -> None:
        self._loop.set_exception_handler(lambda _loop, _context: None)  # clients go as they like
        self._loop.run_until_complete(self._start())
        started.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._stop())
        self._loop.close()

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.01)  # connections that were closed are lost in the next rounds

    async def _start(self) -> None:
        context = self._certificates.default
        self._servers = [
            await asyncio.start_server(self._plain, LOOPBACK, 0, limit=1 << 22, backlog=500),
            await asyncio.start_server(
                self._sealed, LOOPBACK, 0, ssl=context, limit=1 << 22, backlog=500
            ),
        ]
        self.http, self.https = (server.sockets[0].getsockname()[1] for server in self._servers)

    async def _plain(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._serve(reader, writer, tls=False)

    async def _sealed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._serve(reader, writer, tls=True)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, tls: bool
    ) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        try:
            while await self._one(reader, writer, tls=tls):
                pass
        except (OSError, EOFError, ssl.SSLError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            with contextlib.suppress(OSError, RuntimeError):
                writer.close()

    async def _one(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, tls: bool
    ) -> bool:
        asked = await self._ask(reader, tls=tls)
        sent = Sent(
            asked.host,
            asked.method,
            asked.path,
            hashlib.sha256(asked.raw).hexdigest(),
            len(asked.raw),
            tls=tls,
        )
        self.sent.append(sent)
        answer = self._answer(asked)
        if not isinstance(answer, Reply):
            await answer(Open(asked, reader, writer, sent))
            return False
        for interim in answer.interim:
            sent.interim.append(hashlib.sha256(interim).hexdigest())
            writer.write(interim)
        await self._send(writer, answer, sent)
        return not answer.closes

    async def _ask(self, reader: asyncio.StreamReader, *, tls: bool) -> Asked:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")[:-2]
        method, path, _ = first.split(" ")
        pairs = (line.partition(":") for line in lines)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        raw = head + body
        if headers.get("transfer-encoding") == "chunked":
            while not raw.endswith(b"\r\n0\r\n\r\n"):
                raw += await reader.readline()
            body = raw[len(head) :]
        return Asked(method, path, headers, headers.get("host", ""), raw, body, tls)

    def _answer(self, asked: Asked) -> Reply | Talk:
        answer = self._answers.get(asked.path.partition("?")[0])
        if isinstance(answer, Reply):
            return answer
        for choice in ([answer] if answer else []) + self._fallbacks:
            if (found := choice(asked)) is not None:
                return found
        return plain(b"nothing here", "text/plain", status="404 Not Found")

    async def _send(self, writer: asyncio.StreamWriter, reply: Reply, sent: Sent) -> None:
        digest = hashlib.sha256()
        try:
            for piece in reply.pieces:
                if isinstance(piece, float):
                    await asyncio.sleep(piece)
                elif isinstance(piece, Stop):
                    self._break_off(writer, piece)
                    return
                else:
                    digest.update(piece)
                    sent.bytes += len(piece)
                    sent.sha256 = digest.hexdigest()
                    writer.write(piece)
                    await writer.drain()
            sent.whole = True
        finally:
            sent.sha256 = digest.hexdigest()

    def _break_off(self, writer: asyncio.StreamWriter, stop: Stop) -> None:
        sock: socket.socket = writer.get_extra_info("socket")
        if stop is RESET:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        else:
            writer.close()
        raise ConnectionResetError
