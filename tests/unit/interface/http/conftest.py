"""Asking an ASGI application one thing, without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from litestar.types import ASGIApp, HTTPReceiveMessage, Message, Receive, Scope, Send

from amana.archive import Archive, init_archive
from amana.core import FixedClock
from amana.interface.http.works import Works
from amana.records import State


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers in order, body."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes

    def said(self, name: str) -> list[str]:
        """Return the values of a header."""
        return [value.decode() for said, value in self.headers if said.decode().lower() == name]


Ask = Callable[..., Answer]


@pytest.fixture
def bare(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """Return an empty archive for captures; what they take in counts as read without a reader."""
    with init_archive(tmp_path / "archive", actor="nadia", clock=clock) as made:

        def read(works: Works) -> None:
            for row in made.list()[1]:
                works._tell(row.ref, State.READ, None)

        monkeypatch.setattr(Works, "read_what_waits", read)
        monkeypatch.setattr(Works, "analyse_what_waits", lambda _: None)
        yield made


@pytest.fixture
def ask() -> Ask:
    """Return a function that asks an application, with headers as (name, value)."""
    return _ask


def _ask(
    app: ASGIApp, path: str, *headers: tuple[str, str], method: str = "GET", query: str = ""
) -> Answer:
    sent: list[Any] = []

    async def receive() -> HTTPReceiveMessage:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Any = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
    }
    asyncio.run(_run(app, scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(sent[0]["status"], list(sent[0]["headers"]), body)


async def _run(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)
