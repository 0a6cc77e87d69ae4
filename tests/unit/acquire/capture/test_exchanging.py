"""What cuts a response short, and that it is told; what follows its end; who lets go of it."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.truth.client import Client
from tests.truth.client import Refused as NotServed
from tests.truth.reading import Recorded, fields_of
from tests.truth.server import CLOSE, RESET, Reply

from amana.acquire.capture.accounts import Framing, Refusal, Truncated
from amana.acquire.capture.profiles import Limits

if TYPE_CHECKING:
    from tests.truth.desk import Desk
    from tests.truth.server import TruthServer

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


def get(desk: Desk, *urls: str, within: float = 5, **limits: float) -> Recorded:
    async def act(socket: Path) -> None:
        for url in urls:
            with contextlib.suppress(NotServed):
                async with Client(socket) as client:
                    await client.get(url)

    settings = {"free_bytes": 1} | limits
    return desk.record(act, limits=Limits(**settings), within=within)  # type: ignore[arg-type]  # a test knows its limits


@pytest.mark.parametrize(
    ("limits", "path", "why"),
    [
        ({"response_bytes": 100_000}, "/big?3000000", Truncated.LENGTH),
        ({"capture_bytes": 100_000}, "/big?3000000", Truncated.LENGTH),
        ({"whole_seconds": 0.3}, "/drip?5000", Truncated.TIME),
        ({"silence_seconds": 0.1}, "/silent", Truncated.TIME),
        ({"whole_seconds": 0.3}, "/events?1", Truncated.TIME),
    ],
)
def test_a_limit_cuts_and_the_cut_is_told(
    desk: Desk, truth: TruthServer, limits: dict[str, float], path: str, why: Truncated
) -> None:
    truth.say("/silent", Reply(OK + b"Content-Length: 9\r\n\r\nabc", 3600.0))
    found = get(desk, truth.url(path), **limits)
    (exchange,) = found.exchanges
    assert exchange.truncated is why
    assert exchange.error
    assert fields_of(found.member(exchange))["WARC-Truncated"] == [why]
    block = found.block(exchange)
    assert exchange.response is not None
    assert exchange.response.bytes == len(block) < 3_000_000
    assert exchange.response.sha256 == hashlib.sha256(block).hexdigest()


def test_silence_in_a_stream_of_events_means_nothing(desk: Desk, truth: TruthServer) -> None:
    told = OK.replace(b"text/plain", b"text/event-stream")
    truth.say("/slow-events", Reply(told + b"\r\ndata: 1\n\n", 0.4, b"data: 2\n\n", closes=True))
    (exchange,) = get(desk, truth.url("/slow-events"), silence_seconds=0.1).exchanges
    assert (exchange.error, exchange.truncated) == (None, None)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"requests": 1}, "1 requests"),
        ({"capture_bytes": 50}, "50 bytes"),
        ({"free_bytes": 1 << 60}, "free on the disk"),
    ],
)
def test_beyond_a_limit_requests_go_nowhere(
    desk: Desk, truth: TruthServer, limits: dict[str, float], said: str
) -> None:
    found = get(desk, *[truth.url(f"/picture/{n}", tls=True) for n in range(3)], **limits)
    assert found.refused
    assert {each.why for each in found.refused} == {Refusal.LIMIT}
    assert said in found.refused[-1].said


@pytest.mark.parametrize("tls", [False, True])
@pytest.mark.parametrize("stop", [RESET, CLOSE])
@pytest.mark.parametrize(
    "head", [b"Content-Length: 9\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n4\r\n", b"X-Cut"]
)
def test_a_response_that_breaks_off_is_kept_as_far_as_it_came(
    desk: Desk, truth: TruthServer, head: bytes, stop: object, *, tls: bool
) -> None:
    truth.say("/broken", Reply(OK + head + b"abc", 0.05, stop))  # type: ignore[arg-type]  # either
    found = get(desk, truth.url("/broken", tls=tls))
    (exchange,) = found.exchanges
    assert exchange.truncated is Truncated.DISCONNECT
    assert exchange.error is not None
    assert "closed the connection before the response was whole" in exchange.error
    assert found.block(exchange) == OK + head + b"abc"


def test_a_server_that_closes_without_an_answer_leaves_its_request(
    desk: Desk, truth: TruthServer
) -> None:
    truth.say("/mute", Reply(CLOSE))
    found = get(desk, truth.url("/mute"))
    (exchange,) = found.exchanges
    assert (exchange.response, exchange.record, exchange.truncated) == (None, None, None)
    assert exchange.error == "the server closed the connection without an answer"
    assert len(found.kind("request")) == 1
    assert found.kind("response") == []


def test_a_response_that_the_browser_lets_go_of_is_recorded_to_its_end(
    desk: Desk, truth: TruthServer
) -> None:
    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            await client.tunnel("truth.test", truth.https)
            at = f"truth.test:{truth.https}"
            client.writer.write(f"GET /big?6000000 HTTP/1.1\r\nHost: {at}\r\n\r\n".encode())
            await client.reader.readexactly(1_000)
            client.writer.transport.abort()

    found = desk.record(act, within=20)
    (exchange,) = found.exchanges
    assert exchange.response is not None
    assert exchange.response.sha256 == truth.last("/big?6000000").sha256
    assert (exchange.error, exchange.truncated) == (None, None)


def test_a_request_that_the_browser_breaks_off_is_told(desk: Desk, truth: TruthServer) -> None:
    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            at = f"truth.test:{truth.http}"
            client.writer.write(f"POST http://{at}/post HTTP/1.1\r\nHost: {at}\r\n".encode())
            client.writer.write(b"Content-Length: 100\r\n\r\nabc")
            await asyncio.sleep(0.05)

    (exchange,) = desk.record(act).exchanges
    assert "request-broken-off" in exchange.oddities
    assert exchange.response is None


def test_interim_responses_stand_by_themselves(desk: Desk, truth: TruthServer) -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
    more = b"HTTP/1.1 100 Continue\r\n\r\n"
    final = OK + b"Content-Length: 2\r\n\r\nhi"
    truth.say("/early", Reply(final, interim=[early, more]))
    found = get(desk, truth.url("/early"))
    (exchange,) = found.exchanges
    assert exchange.status == 200
    assert found.block(exchange) == final
    assert found.named("urn:amana:interim:1:1") == [early]
    assert found.named("urn:amana:interim:1:2") == [more]
    assert exchange.oddities == ("interim-103", "interim-100")


def test_interim_responses_are_kept_where_no_other_follows(desk: Desk, truth: TruthServer) -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
    truth.say("/early", Reply(interim=[early], closes=True))
    found = get(desk, truth.url("/early"))
    (exchange,) = found.exchanges
    assert (exchange.status, exchange.response, exchange.record) == (None, None, None)
    assert exchange.error == "the server closed the connection without an answer"
    assert found.named("urn:amana:interim:1:1") == [early]


@pytest.mark.parametrize("pause", [None, 0.05])
def test_bytes_after_the_end_are_kept_and_reach_nobody(
    desk: Desk, truth: TruthServer, pause: float | None
) -> None:
    first, after = OK + b"Content-Length: 2\r\n\r\nhi", b"HTTP/1.1 200 OK\r\n\r\nsmuggled"
    pieces = (first + after,) if pause is None else (first, pause, after)
    truth.say("/more", Reply(*pieces))
    got: list[bytes] = []

    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            got.extend(await client.get(truth.url("/more")))
            await asyncio.sleep(0.2)
            with contextlib.suppress(NotServed):
                got.extend(await client.get(truth.url("/picture/9")))

    found = desk.record(act)
    assert got[0] == first
    assert found.named("urn:amana:surplus:1") == [after]
    assert b"smuggled" not in b"".join(got)
    assert len(found.exchanges) == 1, "the connection is not used again"


def test_content_without_a_head_is_a_resource(desk: Desk, truth: TruthServer) -> None:
    truth.say("/old", Reply(b"<p>from the year 1991", closes=True))
    found = get(desk, truth.url("/old"))
    (exchange,) = found.exchanges
    assert (exchange.status, exchange.framing) == (None, Framing.CLOSE)
    assert exchange.oddities == ("no-status-line",)
    assert found.block(exchange) == b"<p>from the year 1991"
    assert fields_of(found.member(exchange))["WARC-Type"] == ["resource"]


def test_the_end_of_the_capture_cuts_nothing_that_is_whole(desk: Desk, truth: TruthServer) -> None:
    """The server keeps its connection open after a response that says it would close it."""
    whole = OK + b"Connection: close\r\nContent-Length: 2\r\n\r\nhi"
    truth.say("/lingering", Reply(whole, 3600.0))

    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            await client.get(truth.url("/lingering"))

    (exchange,) = desk.record(act, within=0.001).exchanges
    assert (exchange.truncated, exchange.error) == (None, None)
