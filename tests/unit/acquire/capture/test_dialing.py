"""Where a name leads is judged when it is dialled: name servers that lie and change their mind."""

from __future__ import annotations

import asyncio
from ipaddress import ip_network
from pathlib import Path
from socket import EAI_AGAIN, EAI_NONAME, gaierror
from typing import TYPE_CHECKING

import pytest
from python_socks import ProxyError, ProxyTimeoutError
from tests.truth.client import Client
from tests.truth.client import Refused as NotServed
from tests.truth.server import plain

from amana.acquire.capture import dialing
from amana.acquire.capture.accounts import Purpose, Refusal, Resolver
from amana.acquire.capture.dialing import _of_proxy

if TYPE_CHECKING:
    from tests.truth.desk import Desk
    from tests.truth.server import TruthServer


class Lying:
    """A name server that answers each question with the next of its answers."""

    def __init__(self, *answers: list[str] | OSError) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str) -> list[str]:
        self.asked.append(host)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, OSError):
            raise answer
        return answer


async def ask(socket: Path, *urls: str) -> list[bool]:
    """Ask on a new connection each; return for each whether there was an answer."""
    served = []
    for url in urls:
        try:
            async with Client(socket) as client:
                await client.get(url)
                served.append(True)
        except NotServed:
            served.append(False)
    return served


@pytest.mark.parametrize(
    "answers",
    [
        ["10.1.2.3"],
        ["127.0.0.2"],
        ["8.8.8.8", "10.1.2.3"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"],
        ["fe80::1%lo"],
        ["169.254.169.254"],
        ["0.1.2.3"],
    ],
)
@pytest.mark.parametrize("tls", [False, True])
def test_a_name_that_leads_inside_is_refused_before_anything_is_dialled(
    desk: Desk, truth: TruthServer, answers: list[str], *, tls: bool
) -> None:
    url = truth.url("/picture/inside", "news.example", tls=tls)
    found = desk.record(lambda socket: ask(socket, url), resolve=Lying(answers))
    (refused,) = found.refused
    assert refused.why is Refusal.NOT_PUBLIC
    assert refused.said == "news.example leads to an address that is not public"
    assert found.exchanges == []
    (lookup,) = found.lookups
    public = [each for each in answers if each == "8.8.8.8"]
    assert (lookup.name, list(lookup.answers)) == ("news.example", public)
    assert lookup.error == "an address that is not public"
    for file in found.folder.glob("*.jsonl"):  # it may be of the collector's own network
        assert (answers[-1] in file.read_text()) == (file.name == "collector-network.jsonl")
    assert truth.of("/picture/inside") == []


@pytest.mark.parametrize("host", ["camera.example", "8.8.8.8"])
def test_a_neighbour_with_a_public_address_is_not_asked_and_not_told_of(
    desk: Desk, truth: TruthServer, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setattr(dialing, "own_networks", lambda: (ip_network("8.8.8.0/24"),))
    url = truth.url("/picture/near", host)
    found = desk.record(lambda socket: ask(socket, url), resolve=Lying(["8.8.8.8"]))
    (refused,) = found.refused
    assert (refused.why, refused.said) == (
        Refusal.UNREACHABLE,
        f"there is no way from here to {host}",
    )
    assert [each.answers for each in found.lookups] == ([()] if host == "camera.example" else [])
    if host == "camera.example":  # a page that names the address itself knows it already
        for file in found.folder.glob("*.jsonl"):
            assert ("8.8.8.8" in file.read_text()) == (file.name == "collector-network.jsonl")


def test_a_name_server_that_changes_its_mind_is_judged_again(
    desk: Desk, truth: TruthServer
) -> None:
    """The first answer is an allowed one; the second leads somewhere else on this machine."""
    lying = Lying(["127.0.0.1"], ["127.0.0.2"])
    urls = [truth.url(f"/picture/{n}", "rebound.example") for n in range(2)]
    served: list[bool] = []

    async def act(socket: Path) -> None:
        served.extend(await ask(socket, *urls))

    found = desk.record(act, resolve=lying)
    assert served == [True, False]
    assert [each.why for each in found.refused] == [Refusal.NOT_PUBLIC]
    (exchange,) = found.exchanges
    assert exchange.peer is not None
    assert exchange.peer.resolver is Resolver.SYSTEM
    assert exchange.peer.answers == ("127.0.0.1",)


def test_the_address_that_was_judged_is_the_one_that_is_dialled(
    desk: Desk, truth: TruthServer
) -> None:
    """Also for the second connection, to a server whose certificate does not hold."""
    lying = Lying(["127.0.0.1"], ["10.1.2.3"])
    profile = truth.profile(names={})
    url = truth.url("/picture/1", "expired.test", tls=True)
    found = desk.record(lambda socket: ask(socket, url), resolve=lying, profile=profile)
    assert lying.asked == ["expired.test"]
    (exchange,) = found.exchanges
    assert exchange.peer is not None
    assert exchange.peer.address == "127.0.0.1"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (gaierror(EAI_NONAME, "Name or service not known"), Refusal.NO_HOST),
        (gaierror(EAI_AGAIN, "Temporary failure in name resolution"), Refusal.UNREACHABLE),
        (TimeoutError(), Refusal.UNREACHABLE),
        ([], Refusal.NO_HOST),
        (["127.0.0.9"], Refusal.UNREACHABLE),
    ],
)
def test_a_host_that_is_not_there_is_told_from_one_that_does_not_answer(
    desk: Desk, truth: TruthServer, answer: list[str] | OSError, why: Refusal
) -> None:
    profile = truth.profile(names={}, allow=("127.0.0.0/8",), ports=(truth.http,))
    url = truth.url("/", "gone.example")
    found = desk.record(lambda socket: ask(socket, url), resolve=Lying(answer), profile=profile)
    assert [each.why for each in found.refused] == [why]


def test_the_next_address_is_tried_when_one_does_not_answer(desk: Desk, truth: TruthServer) -> None:
    profile = truth.profile(names={}, allow=("127.0.0.0/8",))
    found = desk.record(
        lambda socket: ask(socket, truth.url("/picture/2", "two.example")),
        resolve=Lying(["127.0.0.9", "127.0.0.1"]),
        profile=profile,
    )
    (exchange,) = found.exchanges
    assert exchange.peer is not None
    assert exchange.peer.address == "127.0.0.1"
    assert exchange.peer.answers == ("127.0.0.9", "127.0.0.1")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://truth.test:22/", Refusal.PORT),
        ("https://truth.test:22/", Refusal.PORT),
        ("http://example.onion/", Refusal.ONION),
        ("http://localhost/", Refusal.NOT_PUBLIC),
        ("http://10.1.2.3/", Refusal.NOT_PUBLIC),
        ("https://[::1]/", Refusal.NOT_PUBLIC),
        ("http://0x7f000002/", Refusal.NOT_PUBLIC),
        ("https://169.254.169.254/", Refusal.NOT_PUBLIC),
    ],
)
def test_some_need_not_be_looked_up_to_be_refused(desk: Desk, url: str, why: Refusal) -> None:
    lying = Lying(["127.0.0.1"])
    found = desk.record(lambda socket: ask(socket, url), resolve=lying)
    assert [each.why for each in found.refused] == [why]
    assert lying.asked == []


def test_a_redirect_that_leads_inside_is_refused(desk: Desk, truth: TruthServer) -> None:
    inside = f"Location: http://inside.example:{truth.http}/"

    async def run() -> None:
        async with desk.slot(resolve=Lying(["10.1.2.3"])) as slot:
            truth.say("/inward", plain(b"", "text/plain", inside, status="302 Found"))
            fetched = await slot.fetch(truth.url("/inward"), Purpose.ROBOTS)
            assert fetched.exchange is None
            assert fetched.refused is not None
            assert fetched.refused.why is Refusal.NOT_PUBLIC

    asyncio.run(run())


@pytest.mark.parametrize("scheme", ["socks5h", "http"])
def test_what_a_proxy_is_called_stays_with_the_collector(
    desk: Desk, truth: TruthServer, scheme: str
) -> None:
    url = truth.url("/", "news.example")
    profile = truth.profile(upstream=f"{scheme}://vpn.field-office.invalid:9050")
    (refused,) = desk.record(lambda socket: ask(socket, url), profile=profile).refused
    assert refused.said == "by the upstream proxy: it cannot be reached"


def test_what_a_proxy_says_stays_with_the_collector() -> None:
    said = _of_proxy(ProxyError("407 vpn.field-office.example wants a log-in", error_code=407))
    assert said == "it gives no way, and says 407"
    assert _of_proxy(ProxyTimeoutError("vpn.field-office.example")) == "no answer in time"
