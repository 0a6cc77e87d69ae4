"""Sites and pages that attack the recorder: it goes on, in bounds, and tells what came."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from tests.truth.client import Client, Refused
from tests.truth.reading import Recorded
from tests.truth.server import Reply

from amana.acquire.capture.accounts import Truncated
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.recorder import Recorder

if TYPE_CHECKING:
    from tests.truth.desk import Desk
    from tests.truth.server import TruthServer

LIMITS = Limits(free_bytes=1)
LONGEST_ADDRESS = 2 << 20  # of Chromium (url_constants.h)


def test_the_longest_address_ends_no_recorder(truth: TruthServer, tmp_path: Path) -> None:
    """A backslash may stand in the query of an address, and is two letters in JSON."""
    start = truth.url("/picture/long?")
    url = start + "\\" * (LONGEST_ADDRESS - len(start))

    async def run() -> None:
        async with Recorder(tmp_path / "sockets") as recorder:
            socket = await recorder.open(0, tmp_path, truth.profile(), LIMITS)
            async with Client(socket) as client:
                await client.get(url)
            assert (await recorder.close(0)).cut == 0

    asyncio.run(run())
    (exchange,) = Recorded(tmp_path).exchanges
    assert exchange.url == url
    assert exchange.response is not None


def test_interim_responses_without_end_are_cut(desk: Desk, truth: TruthServer) -> None:
    """Each is short enough to slip below every limit of bytes, and would be kept by itself."""
    truth.say("/flood", Reply(b"HTTP/1.1 103 \r\n\r\n" * 20_000, closes=True))

    async def act(socket: Path) -> None:
        with contextlib.suppress(Refused, OSError, asyncio.IncompleteReadError):
            async with Client(socket) as client:
                await client.get(truth.url("/flood"))

    found = desk.record(act, limits=LIMITS)
    (exchange,) = found.exchanges
    assert exchange.truncated is Truncated.LENGTH
    assert exchange.error == "more than 100 interim responses came before it"
    assert len(found.kind("resource")) <= 101
