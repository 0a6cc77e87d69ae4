"""A slot: the socket that one tab of the browser goes out by, and the recording behind it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urljoin

import msgspec

from amana.acquire.capture.accounts import Exchange, Purpose, Refusal, Refused
from amana.acquire.capture.addresses import AddressRefused, check_url
from amana.acquire.capture.authority import Authority
from amana.acquire.capture.framing import Malformed, RequestFraming, payload_of
from amana.acquire.capture.front import Answerer, Asked, converse
from amana.acquire.capture.lines import Line
from amana.acquire.capture.profiles import Profile
from amana.acquire.capture.recording import Lines, Recording
from amana.acquire.capture.wires import Wire
from amana.core import Clock, SystemClock, stamp

LONGEST_FETCHED = 512 << 10  # RFC 9309 section 2.5: 500 kibibytes at least
_REDIRECTS = 5  # RFC 9309 section 2.3.1.2
_AS_IT_IS = "/?%:@!$&'()*+,;=-._~[]"
_MOVED = {301, 302, 303, 307, 308}


class Door:
    """A unix socket on which a browser is served; `behind` says by whom, for each connection."""

    def __init__(
        self, path: Path, authority: Authority, behind: Callable[[Wire], Answerer]
    ) -> None:
        self._path = path
        self._behind = behind
        self._authority = authority
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Listen."""
        loop = asyncio.get_running_loop()
        self._path.unlink(missing_ok=True)
        self._server = await loop.create_unix_server(
            lambda: Wire(self._arrived), str(self._path), backlog=256
        )

    def _arrived(self, browser: Wire) -> None:
        talk = asyncio.get_running_loop().create_task(
            converse(browser, self._behind(browser), self._authority)
        )
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)

    async def shut(self) -> None:
        """Listen no more, and end what is being said."""
        if self._server is not None:
            self._server.close()
        self._path.unlink(missing_ok=True)
        talks = list(self._talks)
        for talk in talks:
            talk.cancel()
        if talks:
            await asyncio.wait(talks, timeout=5)


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking for something by the recorder itself.

    Either `exchange` (of the last address, after redirects) or `refused`. `body` is the content of
    the response without its chunks, at most `LONGEST_FETCHED` bytes.
    """

    exchange: Exchange | None = None
    refused: Refused | None = None
    body: bytes = b""


class Slot(Door):
    """One capture under way."""

    def __init__(
        self, path: Path, authority: Authority, recording: Recording, profile: Profile
    ) -> None:
        super().__init__(path, authority, lambda browser: Line(recording, browser))
        self.recording = recording
        self._profile = profile

    async def fetch(self, url: str, purpose: Purpose) -> Fetched:
        """Ask for `url` as the browser would be answered, recorded alike; follow redirects."""
        fetched = Fetched()
        for _ in range(_REDIRECTS + 1):
            fetched, location = await self._fetch_once(url, purpose)
            if location is None:
                break
            url = location
        return fetched

    async def _fetch_once(self, url: str, purpose: Purpose) -> tuple[Fetched, str | None]:
        try:
            asked = self._asked(url)
        except (AddressRefused, Malformed) as error:
            refused = self.recording.refuse(url, "GET", Refusal.MALFORMED, str(error))
            return Fetched(refused=refused), None
        nobody = Wire()
        nobody.gone = True
        line = Line(self.recording, nobody, purpose)
        try:
            await line.answer(asked, nobody)
        finally:
            await line.close()
        if line.last is None or line.last.outcome is None:
            return Fetched(refused=line.refused), None
        start = line.last.response.start(LONGEST_FETCHED)
        line.last.response.close()
        head, body = payload_of(start)
        exchange = line.last.outcome
        moved = head is not None and exchange.status in _MOVED and head.all(b"location")
        location = _joined(url, moved[0]) if moved else None
        return Fetched(exchange=exchange, body=body), location

    def _asked(self, url: str) -> Asked:
        address = check_url(url, self._profile)
        host, target = address.url.partition("#")[0].split("/", 3)[2:]
        path = quote(target, safe=_AS_IT_IS)
        fields = [b"Host: " + host.encode("ascii"), b"Accept: */*", b"Accept-Encoding: identity"]
        if self._profile.user_agent:
            fields.append(b"User-Agent: " + self._profile.user_agent.encode("ascii", "replace"))
        fields.append(b"Accept-Language: " + self._profile.locale.encode("ascii"))
        head = b"\r\n".join([b"GET /%s HTTP/1.1" % path.encode(), *fields, b"", b""])
        request = RequestFraming()
        request.take_head(head)
        return Asked(
            "GET", address.url, address.host, address.port, address.scheme == "https", head, request
        )

    async def close(self, within: float) -> int:
        """End the capture; return how many exchanges were cut off."""
        cut = await self.recording.close(within)
        await self.shut()
        return cut


def _joined(url: str, location: bytes) -> str | None:
    """Return where a redirect leads; None where that is no address at all."""
    try:
        return urljoin(url, location.decode("latin-1"))
    except ValueError:
        return None


class Noise(Door):
    """The way out for whatever belongs to no tab: it leads nowhere, and is written down."""

    def __init__(self, path: Path, authority: Authority, clock: Clock | None = None) -> None:
        super().__init__(path, authority, lambda _browser: _Refusing(self))
        self._clock = clock or SystemClock()
        self._lines = Lines(path.with_name("browser-noise.jsonl"))

    def note(self, url: str, method: str) -> None:
        """Write down what was asked for."""
        self._lines.add(
            Refused(
                url=url,
                method=method,
                at=stamp(self._clock.now()),
                why=Refusal.NOISE,
                said="asked by the browser itself",
            )
        )

    async def shut(self) -> None:
        """Listen no more."""
        await super().shut()
        with contextlib.suppress(OSError):
            self._lines.close()


class _Refusing:
    """An answerer that lets nothing through."""

    def __init__(self, noise: Noise) -> None:
        self._noise = noise

    async def open(self, host: str, port: int) -> bool:
        self._noise.note(f"https://{host}:{port}/", "CONNECT")
        return False

    async def seal(self) -> bool:
        return False

    async def answer(self, asked: Asked, browser: Wire) -> bool:
        del browser
        self._noise.note(asked.url, asked.method)
        return False

    def refuse(self, url: str, method: str, why: Refusal, said: str) -> None:
        del why, said
        self._noise.note(url, method)

    async def close(self) -> None:
        return None
