"""One connection to a server behind each of the browser's; both live and die together."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.truth.client import Client
from tests.truth.client import Refused as NotServed
from tests.truth.server import CLOSE, Reply

from amana.acquire.capture.accounts import Refusal

if TYPE_CHECKING:
    from tests.truth.desk import Desk
    from tests.truth.server import TruthServer

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


@pytest.mark.parametrize("tls", [False, True])
def test_when_the_server_closes_between_requests_the_browser_hears_of_it(
    desk: Desk, truth: TruthServer, *, tls: bool
) -> None:
    truth.say("/once", Reply(OK, 0.05, CLOSE))

    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            await client.get(truth.url("/once", tls=tls))
            assert await asyncio.wait_for(client.reader.read(), 5) == b""

    assert len(desk.record(act).exchanges) == 1


def test_another_host_on_the_same_connection_is_another_connection_out(
    desk: Desk, truth: TruthServer
) -> None:
    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            for host in ("truth.test", "other.test", "other.test"):
                await client.get(truth.url("/picture/1", host))

    assert [each.connection for each in desk.record(act).exchanges] == [1, 2, 2]


def test_a_connection_is_not_used_again_where_the_browser_or_the_server_says_so(
    desk: Desk, truth: TruthServer
) -> None:
    truth.say("/last", Reply(OK.replace(b"\r\n\r\n", b"\r\nConnection: Close\r\n\r\n")))

    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            await client.get(truth.url("/picture/1"), "GET", b"", "Connection: close")
            with pytest.raises(NotServed):
                await client.get(truth.url("/picture/2"))
        async with Client(socket) as client:
            await client.get(truth.url("/last"))
            with pytest.raises(NotServed):
                await client.get(truth.url("/picture/2"))

    assert len(desk.record(act).exchanges) == 2


def test_dialling_that_takes_too_long_does_not_hold_up_the_end(desk: Desk) -> None:
    async def never(host: str) -> list[str]:
        del host
        await asyncio.sleep(3600)
        return []

    async def act(socket: Path) -> None:
        client = Client(socket)
        await client.__aenter__()
        client.writer.write(b"GET http://slow.example/ HTTP/1.1\r\nHost: slow.example\r\n\r\n")
        await asyncio.sleep(0.05)
        client.writer.close()

    found = desk.record(act, resolve=never, within=0.1)
    assert found.exchanges == []
    (refused,) = found.refused
    assert (refused.url, refused.why) == ("http://slow.example/", Refusal.LIMIT)
