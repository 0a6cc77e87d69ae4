"""The headers that every answer carries: the screens may do little, evidence may do nothing.

They are put on outside of the application, so that no answer goes without: refusals of the door,
errors and files of the client included.
"""

from __future__ import annotations

from collections.abc import Iterable

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

SCREENS = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Content Security Policy (level 3) of the client: nothing from elsewhere, nothing in frames."""

EVIDENCE = "default-src 'none'; sandbox; base-uri 'none'; frame-ancestors 'none'"
"""Of everything below `/api`: whatever a browser takes an answer for, it runs nothing."""

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Covered:
    """An ASGI application whose answers carry the headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and put the headers on the answer."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        evidence = scope["path"] == "/api" or scope["path"].startswith("/api/")
        policy = EVIDENCE if evidence else SCREENS

        async def covered(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with(message["headers"], policy)
            await send(message)

        await self._app(scope, receive, covered)


def _with(headers: Iterable[tuple[bytes, bytes]], policy: str) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer with those that every answer carries."""
    own = {**ALWAYS, "content-security-policy": policy}
    said = [(name.lower(), value) for name, value in headers if name.lower().decode() not in own]
    if not any(name == b"cache-control" for name, _ in said):
        own["cache-control"] = "no-store"
    return [*said, *((name.encode(), value.encode()) for name, value in own.items())]
