"""Sites and pages that attack the recorder: it goes on, in bounds, and tells what came."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from tests.truth.client import Client
from tests.truth.reading import Recorded

from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.recorder import Recorder

if TYPE_CHECKING:
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
