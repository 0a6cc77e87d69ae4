"""The door of the server: one-time token, cookie, Host and Origin.

The server listens on loopback, but every page in the user's browser can send requests there. So:
  1. The Host header must be the server's own address (against DNS rebinding).
  2. A request that states an Origin, or that a browser says comes from another site, is refused;
     only the way in may be followed from elsewhere.
  3. Everything but the way in needs a cookie that was given in exchange for the one-time token.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Iterable
from importlib import resources
from typing import NamedTuple
from urllib.parse import parse_qs

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from amana.core import canonical

ENTER = "/enter"
HTML = b"text/html; charset=utf-8"
_HTTP_PORT = 80
_FROM_OURSELVES = ("same-origin", "none")


class Refusal(NamedTuple):
    """Why a request may not pass: HTTP status, what is wrong, and what to do."""

    status: int
    detail: str
    remedy: str | None = None


ELSEWHERE = Refusal(403, "requests from other sites are refused")
STRANGER = Refusal(
    401,
    "this browser did not come in by the address that `amana serve` printed",
    "open that address; it works once, in one browser, so start `amana serve` again for a new one",
)


class Door:
    """Knows the one-time token and the cookies that were given for it."""

    def __init__(self, host: str, port: int) -> None:
        self._names = frozenset(_names(host, port))
        self._origins = frozenset(f"http://{name}" for name in self._names)
        self.cookie = f"amana_session_{port}"
        """Cookies are shared by all ports of a host: the name keeps two archives apart."""
        self.token = secrets.token_urlsafe(32)
        self._open = True
        self._cookies: tuple[bytes, ...] = ()
        self._lock = threading.Lock()

    def admit(self, token: str) -> str | None:
        """Return a new cookie for the token, once; None for a wrong or used one."""
        with self._lock:
            if not self._open or not hmac.compare_digest(token.encode(), self.token.encode()):
                return None
            self._open = False
            cookie = secrets.token_urlsafe(32)
            self._cookies = (*self._cookies, cookie.encode())
            return cookie

    def refuse(self, scope: HTTPScope) -> Refusal | None:
        """Return why the request may not pass, or None if it may."""
        hosts = _said(scope, b"host")
        if len(hosts) != 1 or hosts[0] not in self._names:
            return Refusal(421, "this server answers under its own loopback address only")
        if any(origin not in self._origins for origin in _said(scope, b"origin")):
            return ELSEWHERE
        if any(site not in _FROM_OURSELVES for site in _said(scope, b"sec-fetch-site")):
            followed = _said(scope, b"sec-fetch-mode") == ["navigate"] and scope["method"] == "GET"
            if not (followed and scope["path"] == ENTER):
                return ELSEWHERE
        if scope["path"] == ENTER or self.knows(_said(scope, b"cookie")):
            return None
        return STRANGER

    def knows(self, headers: Iterable[str]) -> bool:
        """Tell whether one of the Cookie headers holds a cookie that was given here."""
        for part in ";".join(headers).split(";"):
            name, _, value = part.strip().partition("=")
            if name == self.cookie and any(
                hmac.compare_digest(value.encode(), cookie) for cookie in self._cookies
            ):
                return True
        return False


def _names(host: str, port: int) -> Iterable[str]:
    """Yield what a browser may call this server in its Host header (RFC 9110 section 7.2)."""
    own = f"[{host}]" if ":" in host else host
    for name in {own, "127.0.0.1", "localhost", "[::1]"}:
        yield f"{name}:{port}"
        if port == _HTTP_PORT:
            yield name


def _said(scope: HTTPScope, name: bytes) -> list[str]:
    """Return the values of a header of the request, each time that it is said."""
    return [value.decode("latin-1") for said, value in scope["headers"] if said.lower() == name]


class Guarded:
    """The ASGI application behind a door."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say why not."""
        if scope["type"] == ScopeType.WEBSOCKET:
            await send({"type": "websocket.close", "code": 1008, "reason": "there are none here"})
            return
        if scope["type"] == ScopeType.HTTP and await self._attend(scope, send):
            return
        await self._app(scope, receive, send)

    async def _attend(self, scope: HTTPScope, send: Send) -> bool:
        """Answer a request that may not pass or that wants in; tell whether it was one."""
        refusal = self._door.refuse(scope)
        if refusal is not None:
            await _refuse(scope, send, refusal)
        elif scope["path"] == ENTER:
            await self._enter(scope, send)
        else:
            return False
        return True

    async def _enter(self, scope: HTTPScope, send: Send) -> None:
        """Exchange the one-time token for a cookie and lead on to the first screen."""
        if scope["method"] != "GET":
            await _refuse(scope, send, Refusal(405, "the way in is opened, nothing is sent there"))
            return
        tokens = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])
        cookie = self._door.admit(tokens[0])
        if cookie is not None:
            told = f"{self._door.cookie}={cookie}; HttpOnly; Path=/; SameSite=Strict"
            await _answer(send, 200, HTML, _page("entered.html"), (b"set-cookie", told.encode()))
        elif self._door.knows(_said(scope, b"cookie")):
            await _answer(send, 200, HTML, _page("entered.html"))
        else:
            await _refuse(scope, send, STRANGER)


async def _refuse(scope: HTTPScope, send: Send, refusal: Refusal) -> None:
    """Say why not: as a page where a person opened an address, as a problem to programs."""
    if any("text/html" in accepted for accepted in _said(scope, b"accept")):
        await _answer(send, refusal.status, HTML, _page("closed.html"))
        return
    problem = canonical({
        "type": "amana:door",
        "title": "Not admitted",
        "status": refusal.status,
        "detail": refusal.detail,
        "remedy": refusal.remedy,
        "instance": scope["path"],
    })  # fmt: skip
    await _answer(send, refusal.status, b"application/problem+json", problem)


async def _answer(
    send: Send, status: int, kind: bytes, body: bytes, *more: tuple[bytes, bytes]
) -> None:
    start: Message = {
        "type": "http.response.start",
        "status": status,
        "headers": [
            (b"content-type", kind), (b"content-length", str(len(body)).encode()), *more
        ],
    }  # fmt: skip
    await send(start)
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _page(name: str) -> bytes:
    """Return a page of the door.

    `entered.html` leads on by itself. A redirect would be followed in the name of whatever page
    the address was opened from, without the cookie (`SameSite=Strict`).
    """
    return resources.files("amana.interface.http").joinpath("data", name).read_bytes()
