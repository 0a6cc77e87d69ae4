"""By way of an upstream proxy: it finds the names, nothing is looked up or dialled here."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.truth.client import Client
from tests.truth.client import Refused as NotServed
from tests.truth.reading import Recorded, fields_of
from tests.truth.upstreams import Connect, Socks, Upstream

from amana.acquire.capture.accounts import Refusal, Resolver, Verdict
from amana.acquire.capture.profiles import Limits

if TYPE_CHECKING:
    from tests.truth.desk import Desk
    from tests.truth.server import TruthServer

WAYS = [
    pytest.param(Socks(), "socks5h://127.0.0.1:{port}", id="socks5h"),
    pytest.param(Socks(("amana", "a b")), "socks5://amana:a%20b@127.0.0.1:{port}", id="login"),
    pytest.param(Connect(), "http://127.0.0.1:{port}", id="http"),
    pytest.param(Connect(("amana", "word")), "http://amana:word@127.0.0.1:{port}", id="http-login"),
]  # fmt: skip


async def nothing(host: str) -> list[str]:
    raise AssertionError(f"{host} was looked up here")


def recorded(desk: Desk, truth: TruthServer, upstream: Upstream, way: str, *urls: str) -> Recorded:
    """Ask for addresses by the upstream, with no name given here."""

    async def run() -> Path:
        upstream.asked.clear()
        async with upstream:
            profile = truth.profile(
                upstream=way.format(port=upstream.port), names={}, allow=(), onion=True
            )
            limits = Limits(free_bytes=1)
            async with desk.slot(profile=profile, limits=limits, resolve=nothing) as slot:
                for url in urls:
                    with contextlib.suppress(NotServed):
                        async with Client(slot.recording.folder / "socket") as client:
                            await client.get(url)
                return slot.recording.folder

    return Recorded(asyncio.run(run()))


@pytest.mark.parametrize(("upstream", "way"), WAYS)
def test_names_are_found_at_the_other_end(
    desk: Desk, truth: TruthServer, upstream: Upstream, way: str
) -> None:
    urls = (
        truth.url("/page/1", tls=True),
        truth.url("/picture/u"),
        truth.url("/picture/o", "example.onion"),
    )
    found = recorded(desk, truth, upstream, way, *urls)
    assert upstream.asked == [
        ("truth.test", truth.https),
        ("truth.test", truth.http),
        ("example.onion", truth.http),
    ]
    assert found.lookups == []
    assert [each.status for each in found.exchanges] == [200] * 3
    for exchange, path in zip(found.exchanges, ("/page/1", "/picture/u"), strict=False):
        assert exchange.response is not None
        assert exchange.response.sha256 == truth.last(path).sha256
        assert exchange.peer is not None
        assert (exchange.peer.address, exchange.peer.answers) == ("", ())
        assert exchange.peer.resolver is Resolver.REMOTE
        assert "WARC-IP-Address" not in fields_of(found.member(exchange))


def test_certificates_are_judged_by_this_way_as_well(desk: Desk, truth: TruthServer) -> None:
    upstream = Socks()
    url = truth.url("/picture/e", "expired.test", tls=True)
    (exchange,) = recorded(desk, truth, upstream, "socks5h://127.0.0.1:{port}", url).exchanges
    assert exchange.tls is not None
    assert exchange.tls.verdict is Verdict.EXPIRED
    assert upstream.asked == [("expired.test", truth.https)] * 2


def test_what_is_inside_is_refused_before_the_upstream_hears_of_it(
    desk: Desk, truth: TruthServer
) -> None:
    upstream = Socks()
    urls = (f"http://127.0.0.1:{truth.http}/", "https://10.1.2.3/", "http://localhost/")
    found = recorded(desk, truth, upstream, "socks5h://127.0.0.1:{port}", *urls)
    assert {each.why for each in found.refused} == {Refusal.NOT_PUBLIC}
    assert (upstream.asked, found.exchanges) == ([], [])


@pytest.mark.parametrize(("upstream", "way"), WAYS[::2])
def test_what_the_upstream_cannot_reach_is_told(
    desk: Desk, truth: TruthServer, upstream: Upstream, way: str
) -> None:
    found = recorded(desk, truth, upstream, way, truth.url("/", "nowhere.example"))
    (refused,) = found.refused
    assert refused.why is Refusal.UNREACHABLE
    assert "upstream" in refused.said


def test_without_the_upstream_nothing_goes_out(desk: Desk, truth: TruthServer) -> None:
    found = recorded(desk, truth, Socks(), "socks5h://127.0.0.1:1", truth.url("/picture/none"))
    assert [each.why for each in found.refused] == [Refusal.UNREACHABLE]
    assert truth.of("/picture/none") == []
