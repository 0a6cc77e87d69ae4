"""What the browser may say to the proxy, and what becomes of it on the way to the server."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.truth.client import Client
from tests.truth.client import Refused as NotServed
from tests.truth.reading import block_of, fields_of

from amana.acquire.capture.accounts import Refusal
from amana.acquire.capture.front import origin_of

if TYPE_CHECKING:
    from tests.truth.desk import Desk
    from tests.truth.server import TruthServer


BOTH = b"PUT http://AT/ HTTP/1.1\r\nHost: AT\r\n"


def sent_upstream(desk: Desk, raw: bytes, answers: int = 1) -> tuple[list[bytes], list[Refusal]]:
    """Say `raw` to the proxy; return what went to servers, and what was refused."""

    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            client.writer.write(raw)
            for _ in range(answers):
                with contextlib.suppress(NotServed):
                    await client.responses()

    found = desk.record(act)
    return [block_of(each) for each in found.kind("request")], [each.why for each in found.refused]


def test_only_what_a_proxy_must_change_is_changed(desk: Desk, truth: TruthServer) -> None:
    at = f"truth.test:{truth.http}".encode()
    raw = (
        b"GET http://" + at + b"/picture/a?b=http://c/%20 HTTP/1.1\r\nHOST: " + at + b"\r\n"
        b"X-Odd:  two  spaces \r\nx-odd: again\r\nProxy-Connection: keep-alive\r\n"
        b"proxy-authorization: Basic eDp5\r\nAccept:\t*/*\r\nConnection: keep-alive\r\n\r\n"
    )
    ((request,), refused) = sent_upstream(desk, raw)
    assert refused == []
    assert request == (
        b"GET /picture/a?b=http://c/%20 HTTP/1.1\r\nHOST: " + at + b"\r\n"
        b"X-Odd:  two  spaces \r\nx-odd: again\r\nAccept:\t*/*\r\nConnection: keep-alive\r\n\r\n"
    )


def test_an_address_without_a_path_asks_for_the_root(desk: Desk, truth: TruthServer) -> None:
    at = f"truth.test:{truth.http}".encode()
    ((request,), _) = sent_upstream(
        desk, b"GET http://%s?q HTTP/1.1\r\nHost: %s\r\n\r\n" % (at, at)
    )
    assert request.startswith(b"GET /?q HTTP/1.1\r\n")


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\nHost: AT\r\n\r\n",
        b"GET http://AT/ HTTP/1.1\r\n\r\n",
        b"GET http://AT/ HTTP/1.1\r\nHost: other.test\r\n\r\n",
        b"GET http://AT/ HTTP/1.1\r\nHost: AT\r\nHost: AT\r\n\r\n",
        b"GET http://user@AT/ HTTP/1.1\r\nHost: AT\r\n\r\n",
        b"GET http://AT/#part HTTP/1.1\r\nHost: AT\r\n\r\n",
        b"GET https://AT/ HTTP/1.1\r\nHost: AT\r\n\r\n",
        b"GET ftp://AT/ HTTP/1.1\r\nHost: AT\r\n\r\n",
        b"GET file:///etc/passwd HTTP/1.1\r\nHost: AT\r\n\r\n",
        b"GET http:///x HTTP/1.1\r\nHost: AT\r\n\r\n",
        BOTH + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST http://AT/ HTTP/1.1\r\nHost: AT\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
        b"POST http://AT/ HTTP/1.1\r\nHost: AT\r\nContent-Length: 1,1\r\n\r\nx",
        b"GET http://AT/\xff HTTP/1.1\r\nHost: AT\r\n\r\n",
        b"GET http://AT/ HTTP/1.1\nHost: AT\n\n\r\n\r\n",
        b"CONNECT truth.test HTTP/1.1\r\nHost: truth.test\r\n\r\n",
        b"CONNECT truth.test:x HTTP/1.1\r\nHost: truth.test:x\r\n\r\n",
        b"CONNECT user@truth.test:443 HTTP/1.1\r\nHost: truth.test:443\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"SSH-2.0-x\r\n\r\n",
    ],
)
def test_what_can_be_read_in_two_ways_goes_nowhere(
    desk: Desk, truth: TruthServer, raw: bytes
) -> None:
    at = f"truth.test:{truth.http}".encode()
    assert sent_upstream(desk, raw.replace(b"AT", at)) == ([], [Refusal.MALFORMED])


def test_in_a_tunnel_only_its_own_host_is_asked(desk: Desk, truth: TruthServer) -> None:
    asks = [
        "GET / HTTP/1.1\r\nHost: other.test\r\n\r\n",
        f"GET {truth.url('/', tls=True)} HTTP/1.1\r\nHost: truth.test:{truth.https}\r\n\r\n",
        f"CONNECT truth.test:{truth.https} HTTP/1.1\r\nHost: truth.test:{truth.https}\r\n\r\n",
    ]

    async def act(socket: Path) -> None:
        for ask in asks:
            async with Client(socket) as client:
                await client.tunnel("truth.test", truth.https)
                client.writer.write(ask.encode())
                with pytest.raises(NotServed):
                    await client.responses()

    found = desk.record(act)
    assert [each.why for each in found.refused] == [Refusal.MALFORMED] * 3
    assert found.exchanges == []


def test_one_request_is_in_flight_at_a_time(desk: Desk, truth: TruthServer) -> None:
    """Requests that were sent ahead wait for their turn, and each is recorded by itself."""
    at = f"truth.test:{truth.http}"
    ahead = "".join(f"GET http://{at}/picture/{n} HTTP/1.1\r\nHost: {at}\r\n\r\n" for n in range(4))
    requests, refused = sent_upstream(desk, ahead.encode(), 4)
    assert [request.split(b" ")[1] for request in requests] == [
        f"/picture/{n}".encode() for n in range(4)
    ]
    assert refused == []


def test_a_body_cannot_hide_a_request(desk: Desk, truth: TruthServer) -> None:
    at = f"truth.test:{truth.http}"
    inner = f"GET http://{at}/hidden HTTP/1.1\r\nHost: {at}\r\n\r\n"
    chunk = f"{len(inner):x}\r\n{inner}\r\n0\r\n\r\n"
    outer = f"POST http://{at}/post HTTP/1.1\r\nHost: {at}\r\nTransfer-Encoding: chunked\r\n\r\n"
    requests, _ = sent_upstream(desk, (outer + chunk).encode())
    assert len(requests) == 1
    assert requests[0].endswith(chunk.encode())
    assert truth.of("/hidden") == []


def test_a_tunnel_that_says_nothing_leaves_no_trace_but_its_connection(
    desk: Desk, truth: TruthServer
) -> None:
    async def act(socket: Path) -> None:
        async with Client(socket) as client:
            await client.tunnel("truth.test", truth.https, tls=False)
        async with Client(socket) as client:
            await client.tunnel("truth.test", truth.https)
        idle = Client(socket)
        await idle.__aenter__()
        await idle.tunnel("truth.test", truth.https, tls=False)
        await asyncio.sleep(0.05)
        idle.writer.close()

    found = desk.record(act)
    assert (found.exchanges, found.refused) == ([], [])
    assert [fields_of(raw)["WARC-Type"] for raw in found.members] == [["warcinfo"]]


def test_origins_are_written_as_browsers_do() -> None:
    assert origin_of("news.example", 443, tls=True) == "https://news.example"
    assert origin_of("::1", 8080, tls=False) == "http://[::1]:8080"
