"""A witness over HTTP (C2SP tlog-witness): `add-checkpoint`, and the last checkpoint of each log.

Nothing here is secret, and nobody is asked who they are: what is signed is judged by its content.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from amana.archive import WitnessHouse

Message = MutableMapping[str, Any]
"""An ASGI message."""
App = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]
_CHECKPOINT = re.compile(r"/([0-9a-f]{64})/checkpoint")
_TEXT = "text/plain; charset=utf-8"


def witness_app(house: WitnessHouse) -> App:
    """Return the ASGI application of a witness."""

    async def app(
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        if scope["type"] != "http":
            return
        status, kind, body = await _answer(house, scope, receive)
        headers = [(b"content-type", kind.encode()), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


async def _answer(
    house: WitnessHouse, scope: Message, receive: Callable[[], Awaitable[Message]]
) -> tuple[int, str, bytes]:
    match = _CHECKPOINT.fullmatch(scope["path"])
    if scope["method"] == "GET" and match:
        note = await asyncio.to_thread(house.checkpoint, match[1])
        return (404, _TEXT, b"not known\n") if note is None else (200, _TEXT, note)
    if scope["path"] != "/add-checkpoint":
        return 404, _TEXT, b"not known\n"
    if scope["method"] != "POST":
        return 405, _TEXT, b"POST it\n"
    data, more = bytearray(), True
    while more:
        message = await receive()
        data += message.get("body", b"")
        more = message.get("more_body", False)
        if len(data) > house.longest:
            return 413, _TEXT, b"too long\n"
    answer = await asyncio.to_thread(house.answer, bytes(data))
    return answer.status, answer.kind, answer.body
