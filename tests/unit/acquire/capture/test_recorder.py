"""The recorder as a process of its own: slots, tidings, and an end that nobody asked for."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.truth.client import Client
from tests.truth.reading import Recorded, fields_of, members

from amana.acquire.capture.accounts import Exchange, Purpose
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.recorder import Recorder, RecorderGone
from amana.core import UnavailableError

if TYPE_CHECKING:
    from tests.truth.server import TruthServer

LIMITS = Limits(free_bytes=1)


def test_two_slots_record_at_the_same_time(truth: TruthServer, tmp_path: Path) -> None:
    told: dict[int, list[Exchange]] = {3: [], 4: []}

    async def one(recorder: Recorder, slot: int) -> None:
        folder = tmp_path / str(slot)
        folder.mkdir()
        socket = await recorder.open(slot, folder, truth.profile(), LIMITS, told[slot].append)
        async with Client(socket) as client:
            await client.get(truth.url(f"/page/{slot}", tls=True))
        fetched = await recorder.fetch(slot, truth.url("/robots.txt"), Purpose.ROBOTS)
        assert fetched.exchange is not None
        assert fetched.exchange.purpose is Purpose.ROBOTS
        assert (fetched.exchange.status, fetched.body) == (404, b"nothing here")
        refused = await recorder.fetch(slot, "http://127.0.0.2/", Purpose.ROBOTS)
        assert refused.refused is not None
        assert (await recorder.close(slot)).cut == 0

    async def run() -> None:
        async with Recorder(tmp_path / "sockets") as recorder:
            assert len(recorder.spki) == 44
            assert recorder.noise.is_socket()
            await asyncio.gather(one(recorder, 3), one(recorder, 4))

    asyncio.run(run())
    for slot in (3, 4):
        found = Recorded(tmp_path / str(slot))
        page, robots = found.exchanges
        assert page.response is not None
        assert page.response.sha256 == truth.last(f"/page/{slot}").sha256
        assert len(found.refused) == 1
        assert told[slot] == [page, robots]


def test_killed_in_the_middle_it_leaves_every_record_that_was_finished(
    truth: TruthServer, tmp_path: Path
) -> None:
    async def run() -> None:
        async with Recorder(tmp_path / "sockets") as recorder:
            socket = await recorder.open(0, tmp_path, truth.profile(), LIMITS)
            async with Client(socket) as client, Client(socket) as slow:
                for n in range(3):
                    await client.get(truth.url(f"/picture/{n}", tls=True))
                asking = asyncio.create_task(slow.get(truth.url("/drip?5000")))
                await asyncio.sleep(0.1)
                os.kill(recorder.pid, signal.SIGKILL)
                await recorder.gone.wait()
                await asyncio.wait([asking])
            with pytest.raises(RecorderGone):
                await recorder.close(0)

    asyncio.run(run())
    found = Recorded(tmp_path)
    assert len(found.exchanges) == 3
    kinds = [fields_of(raw)["WARC-Type"][0] for raw in members(found.data, whole=False)]
    assert kinds == ["warcinfo", *["response", "request"] * 3]


def test_when_the_caller_goes_slots_are_closed_in_order(truth: TruthServer, tmp_path: Path) -> None:
    async def run() -> None:
        async with Recorder(tmp_path / "sockets") as recorder:
            socket = await recorder.open(0, tmp_path, truth.profile(), LIMITS)
            async with Client(socket) as client:
                asking = asyncio.create_task(client.get(truth.url("/drip?5000")))
                await asyncio.sleep(0.1)
                await recorder.stop()
                await asyncio.wait([asking])

    asyncio.run(run())
    (exchange,) = Recorded(tmp_path).exchanges
    assert exchange.truncated == "time"


def test_what_cannot_be_opened_is_said(truth: TruthServer, tmp_path: Path) -> None:
    async def run() -> None:
        async with Recorder(tmp_path / "sockets") as recorder:
            with pytest.raises(UnavailableError, match="No such file"):
                await recorder.open(0, tmp_path / "nowhere" / "x", truth.profile(), LIMITS)
            with pytest.raises(UnavailableError, match="authorities"):
                await recorder.open(
                    0, tmp_path, truth.profile(authorities="/nonexistent.pem"), LIMITS
                )
            with pytest.raises(UnavailableError, match="upstream"):
                await recorder.open(0, tmp_path, truth.profile(upstream="http://nobody"), LIMITS)
            await recorder.open(0, tmp_path, truth.profile(), LIMITS)
            with pytest.raises(UnavailableError, match="open already"):
                await recorder.open(0, tmp_path, truth.profile(), LIMITS)
            with pytest.raises(UnavailableError, match="not open"):
                await recorder.close(5)
            with pytest.raises(UnavailableError, match="not open"):
                await recorder.fetch(5, truth.url("/"), Purpose.ROBOTS)
        with pytest.raises(RecorderGone):
            await recorder.close(0)
        assert not (tmp_path / "sockets" / "slot-0").exists()

    asyncio.run(run())
