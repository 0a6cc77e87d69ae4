"""Two witnesses of one capture, and what explains where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import msgspec
import pytest

from amana.acquire.capture.accounts import (
    UNEXPLAINED,
    Disagreement,
    Exchange,
    Refusal,
    Refused,
    Request,
)
from amana.acquire.capture.reconcile import plain_url, reconcile
from amana.core import stamp

URL = "https://news.example/a"


def at(second: int) -> str:
    return f"2024-03-07T09:12:{second:02d}.000000Z"


def request(url: str = URL, second: int = 1, **about: object) -> Request:
    given = {"method": "GET", "kind": "Fetch", "status": 200, "url": url, "at": at(second)}
    return msgspec.convert(given | about, Request)


def exchange(url: str = URL, second: int = 1, **about: object) -> Exchange:
    given = {
        "method": "GET",
        "status": 200,
        "purpose": "page",
        "number": second,
        "url": url,
        "connection": 1,
        "began": at(second),
        "ended": at(second),
        "request": {"sha256": "0" * 64, "bytes": 1},
    }
    return msgspec.convert(given | about, Exchange)


def kinds(
    requests: Sequence[Request],
    exchanges: Sequence[Exchange],
    refused: Sequence[Refused] = (),
    until: str | None = None,
) -> list[Disagreement]:
    return [each.kind for each in reconcile(requests, exchanges, refused, until=until)]


@pytest.mark.parametrize(
    ("told", "recorded"),
    [
        (URL + "#part", URL),
        ("https://news.example:443/a", URL),
        ("wss://news.example/s", "https://news.example/s"),
        ("http://news.example", "http://news.example:80/"),
    ],
)
def test_one_address_in_two_spellings_is_one(told: str, recorded: str) -> None:
    assert kinds([request(told)], [exchange(recorded)]) == []


def test_what_needs_no_network_is_not_compared() -> None:
    assert kinds([request("data:text/plain,a"), request("blob:https://news.example/1")], []) == []


@pytest.mark.parametrize(
    ("about", "kind"),
    [
        ({}, Disagreement.ONLY_BROWSER),
        ({"from_cache": True}, Disagreement.CACHED),
        ({"from_worker": True}, Disagreement.WORKER),
        ({"error": "net::ERR_BLOCKED_BY_CSP"}, Disagreement.BLOCKED),
        ({"error": "net::ERR_ABORTED"}, Disagreement.BLOCKED),
        ({"error": "net::ERR_FAILED"}, Disagreement.ONLY_BROWSER),
    ],
)
def test_what_was_not_recorded(about: dict[str, Any], kind: Disagreement) -> None:
    assert kinds([request(**about)], []) == [kind]


def test_a_refused_tunnel_explains_whatever_would_have_gone_through_it() -> None:
    no = Refused(
        url="https://news.example/", method="CONNECT", at=at(1), why=Refusal.UNREACHABLE, said=""
    )
    failed = [request(URL + name, status=None, error="net::ERR_TUNNEL") for name in "abc"]
    assert kinds(failed, [], [no]) == [Disagreement.REFUSED] * 3
    assert kinds([request()], [], [no]) == [Disagreement.ONLY_BROWSER]
    elsewhere = request("https://news.example:8443/a", status=None, error="net::ERR_TUNNEL")
    assert kinds([elsewhere], [], [no]) == [Disagreement.ONLY_BROWSER]


def test_what_two_parts_of_the_browser_tell_of_is_one_request() -> None:
    twice = [request(status=None), request(), request(status=None, at="odd")]
    assert kinds(twice, [exchange()]) == [Disagreement.TWICE, Disagreement.ONLY_BROWSER]
    assert kinds([request(status=None), request(second=9)], [exchange(second=9)]) == [
        Disagreement.ONLY_BROWSER
    ]


def test_two_requests_need_two_exchanges() -> None:
    assert kinds([request(), request()], [exchange()]) == [Disagreement.ONLY_BROWSER]


def test_a_refusal_explains_as_many_requests_as_it_refused() -> None:
    no = Refused(url=URL, method="GET", at=at(1), why=Refusal.NOT_PUBLIC, said="")
    failed = [request(second=each, status=None, error="net::ERR_FAILED") for each in (1, 2)]
    assert kinds(failed, [], [no]) == [Disagreement.REFUSED, Disagreement.ONLY_BROWSER]


@pytest.mark.parametrize(
    ("about", "kind"),
    [
        ({}, Disagreement.ONLY_RECORDER),
        ({"method": "OPTIONS"}, Disagreement.PREFLIGHT),
        ({"second": 30}, Disagreement.AFTER),
    ],
)
def test_what_the_browser_does_not_tell_of(about: dict[str, Any], kind: Disagreement) -> None:
    assert kinds([], [exchange(**about)], until=at(20)) == [kind]


def test_further_parts_of_a_medium_are_explained() -> None:
    parts = [exchange(second=number, status=206) for number in (1, 2, 3)]
    assert kinds([request(status=206)], parts) == [Disagreement.RANGE] * 2


def test_a_part_of_what_nobody_asked_for_is_not() -> None:
    assert kinds([], [exchange(status=206)]) == [Disagreement.ONLY_RECORDER]


def test_another_status_is_a_difference() -> None:
    found = reconcile([request(status=200)], [exchange(status=404)])
    assert found[0].kind is Disagreement.STATUS
    assert found[0].number == 1


def test_a_stored_response_that_was_confirmed_is_explained() -> None:
    assert kinds([request(status=200)], [exchange(status=304)]) == [Disagreement.CACHED]


def test_a_stored_copy_takes_no_exchange_away() -> None:
    pair = [request(from_cache=True), request(second=2)]
    assert kinds(pair, [exchange(second=2)]) == [Disagreement.CACHED]


def test_what_the_recorder_asked_itself_is_no_difference() -> None:
    assert kinds([], [exchange(purpose="robots")]) == []


def test_the_order_of_the_logs_does_not_matter() -> None:
    told = [request(second=1), request(second=2, status=404), request(URL + "b", 3)]
    recorded = [exchange(second=1), exchange(second=2, status=404), exchange(URL + "c", 3)]
    first = reconcile(told, recorded)
    for order in permutations(told):
        assert reconcile(order, recorded[::-1]) == first
    assert {each.kind for each in first} <= UNEXPLAINED


def test_an_address_that_is_none_stays_as_it_is() -> None:
    assert plain_url("http://[::1") == "http://[::1"


def test_thousands_that_never_ended_take_no_time() -> None:
    """A page may ask for one address so often, and its server be silent: minutes, once."""
    began = datetime(2026, 5, 1, tzinfo=UTC)
    moments = [stamp(began + timedelta(milliseconds=each)) for each in range(20_000)]
    asked = [Request(url="http://a.example/", method="GET", at=at, kind="Fetch") for at in moments]
    differences = reconcile(asked, [])
    assert {each.kind for each in differences} == {Disagreement.ONLY_BROWSER}
    assert len(differences) == 20_000
