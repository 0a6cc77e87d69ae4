"""The door of the server: one-time token, cookie, Host and Origin.

The server listens on loopback, but every page in the user's browser can send requests there. So:
  1. The Host header must be the server's own address (against DNS rebinding).
  2. A request that changes something, or that states an Origin, must come from our own pages.
  3. Everything but the way in needs a cookie that was given in exchange for the one-time token.
"""

from __future__ import annotations

import hmac
import secrets
import threading

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from amana.core import canonical

COOKIE = "amana_session"
ENTER = "/enter"


class Door:
    """Knows the one-time token and the cookies that were given for it."""

    def __init__(self, host: str, port: int) -> None:
        self._names = {f"{name}:{port}" for name in {host, "127.0.0.1", "localhost", "[::1]"}}
        self.token = secrets.token_urlsafe(32)
        self._open = True
        self._cookies: set[str] = set()
        self._lock = threading.Lock()

    def admit(self, token: str) -> str | None:
        """Return a new cookie for the token, once; None for a wrong or used one."""
        with self._lock:
            if not self._open or not hmac.compare_digest(token.encode(), self.token.encode()):
                return None
            self._open = False
            cookie = secrets.token_urlsafe(32)
            self._cookies.add(cookie)
            return cookie

    def refuse(self, scope: Scope) -> tuple[int, str] | None:
        """Return status and reason if the request may not pass, else None."""
        headers = {name.decode("latin-1").lower(): value.decode("latin-1")
                   for name, value in scope["headers"]}  # fmt: skip
        if headers.get("host", "") not in self._names:
            return 421, "this server answers under its own loopback address only"
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] not in self._names:
            return 403, "requests from other sites are refused"
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            navigation = scope["path"] == ENTER and headers.get("sec-fetch-mode") == "navigate"
            if not navigation:
                return 403, "requests from other sites are refused"
        if scope["path"] == ENTER:
            return None
        if not self._known(headers.get("cookie", "")):
            return 401, "open the address with the one-time token that `amana serve` printed"
        return None

    def _known(self, header: str) -> bool:
        for part in header.split(";"):
            name, _, value = part.strip().partition("=")
            if name == COOKIE and any(
                hmac.compare_digest(value.encode(), cookie.encode()) for cookie in self._cookies
            ):
                return True
        return False


class Guarded:
    """The ASGI application behind a door."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer with a problem document."""
        if scope["type"] == "http":
            refused = self._door.refuse(scope)
            if refused is not None:
                await _answer(send, *refused)
                return
        elif scope["type"] == "websocket":
            return
        await self._app(scope, receive, send)


async def _answer(send: Send, status: int, reason: str) -> None:
    body = canonical(
        {"type": "amana:door", "title": "Not admitted", "status": status, "detail": reason}
    )
    start: Message = {
        "type": "http.response.start",
        "status": status,
        "headers": [(b"content-type", b"application/problem+json")],
    }
    await send(start)
    await send({"type": "http.response.body", "body": body, "more_body": False})
