"""A WebSocket through the recorder: what passed, raw and as messages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.truth.client import Client

from amana.acquire.capture.accounts import Framing
from amana.acquire.capture.profiles import Limits

if TYPE_CHECKING:
    from tests.truth.desk import Desk
    from tests.truth.server import TruthServer

ASK = (
    "GET /talk HTTP/1.1\r\nHost: {at}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
HELLO = bytes.fromhex("818537fa213d7f9f4d5158")
DATA = b"\x82\x83\x00\x00\x00\x00\x00\xff\x01"
BYE = b"\x88\x82\x00\x00\x00\x00\x03\xe8"


@pytest.mark.parametrize("tls", [False, True])
def test_both_directions_are_kept(desk: Desk, truth: TruthServer, *, tls: bool) -> None:
    port = truth.https if tls else truth.http

    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            await client.tunnel("truth.test", port, tls=tls)
            client.writer.write(ASK.format(at=f"truth.test:{port}").encode())
            (answer,) = await client.responses()
            assert answer.startswith(b"HTTP/1.1 101 ")
            client.writer.write(HELLO + DATA)
            client.writer.write(BYE)
            while await client.reader.read(1 << 16):
                pass

    found = desk.record(act)
    (exchange,) = found.exchanges
    assert (exchange.status, exchange.framing) == (101, Framing.UPGRADE)
    assert exchange.response is not None
    assert exchange.response.sha256 == truth.last("/talk").sha256
    assert exchange.error is None
    assert found.named("urn:amana:websocket:1:sent") == [HELLO + DATA + BYE]
    (received,) = found.named("urn:amana:websocket:1:received")
    assert received == b"\x81\x07welcome\x81\x05Hello\x82\x03\x00\xff\x01\x88\x02\x03\xe8"
    heard = [(each.kind, each.text or each.base64) for each in found.messages if not each.sent]
    assert heard == [("text", "welcome"), ("text", "Hello"), ("binary", "AP8B"), ("close", "A+g=")]
    said = [(each.kind, each.text or each.base64) for each in found.messages if each.sent]
    assert said == heard[1:]
    assert {each.connection for each in found.messages} == {exchange.number}


def test_when_the_capture_ends_what_passed_is_kept(desk: Desk, truth: TruthServer) -> None:
    async def act(socket: Path) -> None:
        client = Client(socket)
        await client.__aenter__()
        await client.tunnel("truth.test", truth.http, tls=False)
        client.writer.write(ASK.format(at=f"truth.test:{truth.http}").encode() + HELLO)
        await client.reader.readuntil(b"Hello")
        client.writer.transport.abort()

    found = desk.record(act, within=0.2, limits=Limits(free_bytes=1))
    assert len(found.exchanges) == 1
    assert found.named("urn:amana:websocket:1:sent") == [HELLO]
