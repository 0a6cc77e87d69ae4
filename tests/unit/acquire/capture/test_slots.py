"""What goes out by a slot, what is asked by the recorder itself, and what leads nowhere."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from tests.truth.client import Client
from tests.truth.client import Refused as NotServed
from tests.truth.reading import Recorded, block_of, fields_of
from tests.truth.server import Reply

from amana.acquire.capture.accounts import (
    Framing,
    Purpose,
    Refusal,
    Refused,
    Resolver,
    Truncated,
    Verdict,
)
from amana.acquire.capture.authority import Authority
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.slots import LONGEST_FETCHED, Noise

if TYPE_CHECKING:
    from tests.truth.desk import Desk
    from tests.truth.server import TruthServer


def get(desk: Desk, *urls: str, **settings: object) -> Recorded:
    async def act(socket: Path) -> None:
        for url in urls:
            try:
                async with Client(socket) as client:
                    await client.get(url)
            except NotServed:
                continue

    return desk.record(act, **settings)  # type: ignore[arg-type]  # a test knows its settings


@pytest.mark.parametrize("tls", [False, True])
def test_a_page_is_recorded_as_it_was_sent(desk: Desk, truth: TruthServer, *, tls: bool) -> None:
    url = truth.url("/page/7?a=%20b", tls=tls)
    found = get(desk, url)
    (exchange,) = found.exchanges
    sent = truth.last("/page/7?a=%20b")
    assert (exchange.url, exchange.status, exchange.framing) == (url, 200, Framing.CHUNKED)
    assert exchange.response is not None
    assert (exchange.response.sha256, exchange.response.bytes) == (sent.sha256, sent.bytes)
    assert (exchange.request.sha256, exchange.request.bytes) == (sent.request, sent.request_bytes)
    assert hashlib.sha256(found.block(exchange)).hexdigest() == sent.sha256
    assert exchange.oddities == ("chunk-extension", "trailer")
    assert exchange.peer is not None
    assert (exchange.peer.address, exchange.peer.resolver) == ("127.0.0.1", Resolver.GIVEN)
    assert (exchange.tls is not None) is tls
    assert found.refused == []


def test_the_records_are_those_of_the_standard(desk: Desk, truth: TruthServer) -> None:
    found = get(desk, truth.url("/page/8", tls=True))
    info, response, request = (fields_of(raw) for raw in found.members)
    assert info["WARC-Type"] == ["warcinfo"]
    assert b"127.0.0.1" not in block_of(found.members[0])
    assert response["WARC-Type"] == ["response"]
    assert response["WARC-IP-Address"] == ["127.0.0.1"]
    assert response["WARC-Protocol"] == ["http/1.1", "tls/1.3"]
    assert response["WARC-Cipher-Suite"][0].startswith("TLS_")
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    block = block_of(found.members[1])
    assert response["WARC-Block-Digest"] == ["sha256:" + hashlib.sha256(block).hexdigest()]
    body = block[block.index(b"\r\n\r\n") + 4 :]
    assert response["WARC-Payload-Digest"] == ["sha256:" + hashlib.sha256(body).hexdigest()]
    assert block_of(found.members[2]).startswith(b"GET /page/8 HTTP/1.1\r\nHost: truth.test:")
    (exchange,) = found.exchanges
    assert exchange.record == response["WARC-Record-ID"][0]


@pytest.mark.parametrize(
    ("host", "verdict"),
    [
        ("truth.test", Verdict.HOLDS),
        ("expired.test", Verdict.EXPIRED),
        ("future.test", Verdict.NOT_YET),
        ("otherhost.test", Verdict.OTHER_HOST),
        ("unknown.test", Verdict.UNKNOWN_AUTHORITY),
        ("selfsigned.test", Verdict.SELF_SIGNED),
    ],
)
def test_the_certificate_and_whether_it_holds_are_recorded(
    desk: Desk, truth: TruthServer, host: str, verdict: Verdict
) -> None:
    found = get(desk, truth.url("/picture/a", host, tls=True))
    (exchange,) = found.exchanges
    assert exchange.tls is not None
    assert (exchange.tls.verdict, exchange.tls.alpn) == (verdict, "http/1.1")
    assert (exchange.tls.why is None) is (verdict is Verdict.HOLDS)
    assert len(exchange.tls.chain) == (1 if verdict is Verdict.SELF_SIGNED else 2)
    for digest in exchange.tls.chain:
        der = (found.folder / "tls" / f"{digest}.der").read_bytes()
        assert hashlib.sha256(der).hexdigest() == digest


def test_a_strict_profile_takes_no_certificate_that_does_not_hold(
    desk: Desk, truth: TruthServer
) -> None:
    url = truth.url("/picture/strict", "expired.test", tls=True)
    found = get(desk, url, profile=truth.profile(strict_tls=True))
    assert found.exchanges == []
    assert [(each.why, each.method) for each in found.refused] == [(Refusal.TLS, "CONNECT")]
    assert (
        "/picture/a"
        not in [sent.path for sent in truth.sent if sent.host.startswith("expired")][1:]
    )


def test_what_tells_of_the_collector_stands_in_one_file_alone(
    desk: Desk, truth: TruthServer
) -> None:
    found = get(desk, truth.url("/picture/a"), truth.url("/picture/b", tls=True))
    lines = (found.folder / "collector-network.jsonl").read_bytes().splitlines()
    ports = [msgspec.json.decode(line).get("port") for line in lines]
    assert len([port for port in ports if port]) == 2
    assert b"name_servers" in lines[0]
    others = [path for path in found.folder.rglob("*.jsonl") if "collector" not in path.name]
    text = b"".join(path.read_bytes() for path in others) + b"".join(found.members)
    for port in filter(None, ports):
        assert str(port).encode() not in text


def test_several_requests_go_over_one_connection(desk: Desk, truth: TruthServer) -> None:
    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            for n in range(5):
                await client.get(truth.url(f"/picture/{n}", tls=True))

    before = truth.connections
    found = desk.record(act)
    assert [exchange.connection for exchange in found.exchanges] == [1] * 5
    assert truth.connections == before + 1


def test_the_body_of_a_request_is_passed_on_and_recorded(desk: Desk, truth: TruthServer) -> None:
    body = b"q=" + b"z" * 300_000

    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            (answer,) = await client.get(truth.url("/post"), "POST", body)
            assert answer.endswith(b"posted " + body)
            (answer,) = await client.get(truth.url("/post"), "POST", b"again")
            assert answer.endswith(b"posted again")

    found = desk.record(act)
    first, second = found.exchanges
    assert first.request.sha256 == truth.of("/post")[-2].request
    assert second.request.sha256 == truth.of("/post")[-1].request
    assert len(found.kind("request")) == 2


def test_a_stream_of_events_is_recorded_until_the_capture_ends(
    desk: Desk, truth: TruthServer
) -> None:
    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            client.writer.write(f"GET {truth.url('/events?3')} HTTP/1.1\r\n".encode())
            client.writer.write(f"Host: truth.test:{truth.http}\r\n\r\n".encode())
            await client.reader.readuntil(b"event 2\n\n")

    found = desk.record(act, within=0.1)
    (exchange,) = found.exchanges
    assert exchange.truncated is Truncated.TIME
    assert found.block(exchange).endswith(b"data: event 2\n\n")
    assert fields_of(found.member(exchange))["WARC-Truncated"] == ["time"]


def test_the_recorder_asks_by_itself_and_follows_redirects(desk: Desk, truth: TruthServer) -> None:
    async def run() -> None:
        async with desk.slot() as slot:
            fetched = await slot.fetch(truth.url("/moved/x"), Purpose.ROBOTS)
            assert fetched.exchange is not None
            assert fetched.exchange.url == truth.url("/picture/x.png")
            assert fetched.body.startswith(b"\x89PNG")
            big = await slot.fetch(truth.url("/big?2000000", tls=True), Purpose.ROBOTS)
            assert big.exchange is not None
            assert big.exchange.response is not None
            assert big.exchange.response.sha256 == truth.last("/big?2000000").sha256
            assert LONGEST_FETCHED - 200 < len(big.body) < LONGEST_FETCHED
            none = await slot.fetch("http://localhost/robots.txt", Purpose.ROBOTS)
            assert none.refused is not None
            far = await slot.fetch(truth.url("/hop/9"), Purpose.ROBOTS)
            assert far.exchange is not None
            assert far.exchange.status == 302
            truth.say("/odd", Reply(b"HTTP/1.1 302 F\r\nLocation: //[\r\n\r\n", closes=True))
            odd = await slot.fetch(truth.url("/odd"), Purpose.ROBOTS)
            assert odd.exchange is not None

    asyncio.run(run())


def test_what_the_browser_asks_for_itself_goes_nowhere_and_is_noted(tmp_path: Path) -> None:
    async def run() -> None:
        noise = Noise(tmp_path / "noise", Authority())
        await noise.open()
        for url in ("http://update.example/x", "https://update.example/"):
            with pytest.raises(NotServed):
                async with Client(tmp_path / "noise") as client:
                    await client.get(url)
        await noise.shut()

    asyncio.run(run())
    lines = (tmp_path / "browser-noise.jsonl").read_bytes().splitlines()
    told = [msgspec.json.decode(line, type=Refused) for line in lines]
    assert [each.why for each in told] == [Refusal.NOISE] * 2
    assert told[0].url == "http://update.example/x"


def test_a_slot_that_is_closed_serves_nobody(desk: Desk, truth: TruthServer) -> None:
    async def run() -> None:
        async with desk.slot(limits=Limits(free_bytes=1)) as slot:
            client = Client(slot.recording.folder / "socket")
            await client.__aenter__()
            await client.get(truth.url("/picture/1"))
        with pytest.raises(NotServed):
            await client.get(truth.url("/picture/2"))
        await client.__aexit__()
        with pytest.raises(OSError, match="No such file"):
            await Client(slot.recording.folder / "socket").__aenter__()

    asyncio.run(run())
