"""The recording of one capture: its files, its limits, and what was refused.

Everything that is known is written when it is known: after a crash the folder tells as much as was
finished. What tells of the collector goes into collector-network.jsonl and nowhere else.
"""

from __future__ import annotations

import asyncio
import os
import platform
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import msgspec

from amana.acquire.capture.accounts import Exchange, Lookup, Message, Refusal, Refused
from amana.acquire.capture.dialing import Dialler, LeadsInside, NearEnd, Resolve, by_the_system
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.spools import Spool
from amana.acquire.capture.warc import FIELDS, Block, Warc, fields_of
from amana.core import Clock, SystemClock, sha256_hex, stamp

OnEnded = Callable[[Exchange], None]
"""Is told of each exchange that is over, and written; it must not wait."""

_ROOM_EVERY = 16 << 20


class NameServers(msgspec.Struct, frozen=True, kw_only=True):
    """The first line of collector-network.jsonl: who is asked for the addresses of names."""

    at: str
    name_servers: tuple[str, ...]


class Cut(Exception):
    """A limit is reached: which, in words, and whether it is one of time or of size."""

    def __init__(self, said: str, *, time_is_over: bool = False, no_room: bool = False) -> None:
        super().__init__(said)
        self.said = said
        self.time_is_over = time_is_over
        self.no_room = no_room


class Lines:
    """A file of JSON lines, each written at once."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(
            path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644
        )

    def add(self, line: msgspec.Struct) -> None:
        """Write one line."""
        os.write(self._descriptor, msgspec.json.encode(line) + b"\n")

    def close(self) -> None:
        """Make what was written durable."""
        descriptor, self._descriptor = self._descriptor, -1  # what comes too late must fail
        os.fdatasync(descriptor)
        os.close(descriptor)


class Recording:
    """What is common to all connections of one capture."""

    def __init__(
        self,
        folder: Path,
        profile: Profile,
        limits: Limits,
        *,
        clock: Clock | None = None,
        resolve: Resolve = by_the_system,
        on_ended: OnEnded = lambda _: None,
    ) -> None:
        self.folder = folder
        self.limits = limits
        self.clock = clock or SystemClock()
        self.dialler = Dialler(profile, self, self.clock, resolve)
        self._on_ended = on_ended
        self._end = time.monotonic() + limits.whole_seconds
        self._requests = 0
        self._bytes = 0
        self._room_checked = 0
        self._certificates: set[bytes] = set()
        (folder / "tls").mkdir(exist_ok=True)
        self.warc = Warc(folder / "data.warc.gz")
        self._exchanges = Lines(folder / "exchanges.jsonl")
        self._lookups = Lines(folder / "lookups.jsonl")
        self._refused = Lines(folder / "refused.jsonl")
        self._messages = Lines(folder / "websockets.jsonl")
        self._network = Lines(folder / "collector-network.jsonl")
        self.under_way: set[asyncio.Task[bool]] = set()
        self.closed = False

    async def begin(self) -> None:
        """Write what stands first: the warcinfo record, and who is asked for names."""
        self._network.add(NameServers(at=self.now(), name_servers=_name_servers()))
        spool = Spool(self.folder)
        spool.write(
            fields_of(
                [
                    ("software", f"amana/{version('amana')}"),
                    ("format", "WARC File Format 1.1"),
                    ("conformsTo", "http://bibnum.bnf.fr/WARC/WARC_ISO_28500_version1-1_latestdraft.pdf"),
                    ("description", "every request and response as it went over the wire"),
                    ("python", platform.python_version()),
                ]
            )
        )  # fmt: skip
        await self.warc.place(
            Block(kind="warcinfo", at=self.now(), content_type=FIELDS, spool=spool,
                  fields=(("WARC-Filename", "data.warc.gz"),))
        )  # fmt: skip

    def now(self) -> str:
        """Return the time as it is written."""
        return stamp(self.clock.now())

    @property
    def seconds_left(self) -> float:
        """Seconds that this capture may still take."""
        return max(0.0, self._end - time.monotonic())

    def admit(self) -> int:
        """Count a request in; return its number.

        Raises:
            Cut: a limit of this capture is reached.
        """
        if self._requests >= self.limits.requests:
            raise Cut(f"{self.limits.requests} requests were made")
        if not self.seconds_left:
            raise Cut(f"the capture lasts {self.limits.whole_seconds:g} seconds", time_is_over=True)
        self._demand_room()
        if self._bytes >= self.limits.capture_bytes:
            raise Cut(f"{self.limits.capture_bytes} bytes were recorded")
        self._requests += 1
        return self._requests

    def count(self, more: int, of_one: int) -> None:
        """Count bytes of a response in; `of_one` are all of this response.

        Raises:
            Cut: a limit is reached.
        """
        self._bytes += more
        if of_one > self.limits.response_bytes:
            raise Cut(f"one response may have {self.limits.response_bytes} bytes")
        if self._bytes > self.limits.capture_bytes:
            raise Cut(f"the capture may have {self.limits.capture_bytes} bytes")
        if self._bytes - self._room_checked > _ROOM_EVERY:
            self._demand_room()

    def _demand_room(self) -> None:
        self._room_checked = self._bytes
        there = os.statvfs(self.folder)
        if there.f_bavail * there.f_frsize < self.limits.free_bytes:
            raise Cut(
                f"less than {self.limits.free_bytes} bytes are free on the disk", no_room=True
            )

    def refuse(self, url: str, method: str, why: Refusal, said: str) -> Refused:
        """Write that a request went nowhere."""
        refused = Refused(url=url, method=method, at=self.now(), why=why, said=said)
        self._refused.add(refused)
        return refused

    def ended(self, exchange: Exchange) -> None:
        """Write that an exchange is over."""
        self._exchanges.add(exchange)
        self._on_ended(exchange)

    def message(self, message: Message) -> None:
        """Write one message of a WebSocket."""
        self._messages.add(message)

    def looked_up(self, lookup: Lookup) -> None:
        """Write what the name servers answered."""
        self._lookups.add(lookup)

    def near_end(self, near: NearEnd) -> None:
        """Write from where a connection was made."""
        self._network.add(near)

    def leads_inside(self, leads: LeadsInside) -> None:
        """Write which addresses that are not public a name leads to."""
        self._network.add(leads)

    def certificate(self, der: bytes) -> None:
        """Keep a certificate, once."""
        if der in self._certificates:
            return
        self._certificates.add(der)
        name = f"{sha256_hex(der)}.der"
        (self.folder / "tls" / name).write_bytes(der)

    async def close(self, within: float) -> int:
        """Wait for what is under way, at most `within` seconds; then cut it, and close the files.

        Return how many exchanges were cut.
        """
        cut = 0
        self.closed = True
        if self.under_way:
            within = min(within, self.seconds_left)
            _done, left = await asyncio.wait(self.under_way, timeout=within or 0.001)
            cut = len(left)
            for task in left:
                task.cancel()
            if left:
                await asyncio.wait(left, timeout=60)
        for lines in (
            self._exchanges, self._lookups, self._refused, self._messages, self._network,
        ):  # fmt: skip
            lines.close()
        await self.warc.close()
        return cut


def _name_servers() -> tuple[str, ...]:
    """Return the name servers that this machine is set to ask (resolv.conf(5))."""
    try:
        text = Path("/etc/resolv.conf").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ()
    words = (line.split() for line in text.splitlines())
    return tuple(each[1] for each in words if len(each) > 1 and each[0] == "nameserver")
