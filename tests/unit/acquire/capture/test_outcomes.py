"""What became of a page."""

from __future__ import annotations

import msgspec
import pytest

from amana.acquire.capture.accounts import Digested, Exchange, Outcome, Purpose, Refusal, Refused
from amana.acquire.capture.outcomes import follow, main, outcome

URL = "https://news.example/a"
BYTES = Digested(sha256="0" * 64, bytes=1)


def exchange(url: str = URL, status: int | None = 200, number: int = 1) -> Exchange:
    return Exchange(
        number=number,
        connection=1,
        purpose=Purpose.PAGE,
        url=url,
        method="GET",
        began="",
        ended="",
        request=BYTES,
        response=BYTES if status else None,
        status=status,
        record=f"r{number}",
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, Outcome.CAPTURED),
        (204, Outcome.CAPTURED),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        *((status, Outcome.REFUSED) for status in (400, 401, 402, 403, 407, 429, 451, 500, 503)),
        (None, Outcome.UNREACHABLE),
    ],
)
def test_the_status_decides(status: int | None, expected: Outcome) -> None:
    assert outcome(URL, [exchange(status=status)], [], ()) is expected


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        (Refusal.NO_HOST, Outcome.NO_SUCH_HOST),
        (Refusal.UNREACHABLE, Outcome.UNREACHABLE),
        (Refusal.TLS, Outcome.UNREACHABLE),
        (Refusal.NOT_PUBLIC, Outcome.UNREACHABLE),
        (Refusal.LIMIT, Outcome.FAILED),
    ],
)
def test_without_an_exchange_the_refusal_decides(why: Refusal, expected: Outcome) -> None:
    no = Refused(url=URL, method="GET", at="", why=why, said="")
    assert outcome(URL, [], [no], ()) is expected
    assert outcome(URL, [exchange("https://other.example/")], [no], ()) is expected


def test_a_refused_tunnel_is_a_refusal_of_every_page_behind_it() -> None:
    no = Refused(url="https://news.example/", method="CONNECT", at="", why=Refusal.NO_HOST, said="")
    assert outcome(URL, [], [no], ()) is Outcome.NO_SUCH_HOST
    assert outcome("https://news.example:8443/a", [], [no], ()) is Outcome.FAILED


def test_without_anything_it_failed() -> None:
    assert outcome(URL, [], [], ()) is Outcome.FAILED


@pytest.mark.parametrize(
    ("lacking", "expected"),
    [
        ({"robots"}, Outcome.CAPTURED),
        ({"robots", "pdf"}, Outcome.IN_PART),
        ({"truncated"}, Outcome.IN_PART),
        ({"recorder-ended"}, Outcome.IN_PART),
    ],
)
def test_what_is_missing_makes_it_a_part(lacking: set[str], expected: Outcome) -> None:
    assert outcome(URL, [exchange()], [], frozenset(lacking)) is expected


def test_a_page_that_is_gone_is_gone_whatever_else_is_missing() -> None:
    assert outcome(URL, [exchange(status=404)], [], frozenset({"pdf"})) is Outcome.GONE


def test_redirects_are_followed_through_what_was_recorded() -> None:
    path = [
        exchange("http://news.example/", 301, 1),
        exchange("https://news.example/", 302, 2),
        exchange("https://news.example/b", 200, 3),
    ]
    locations = {"r1": "https://news.example/", "r2": "/b", "r3": "/never"}
    assert follow("http://news.example/", path, locations) == tuple(each.url for each in path)


def test_a_circle_of_redirects_ends() -> None:
    assert len(follow(URL, [exchange(URL, 301)], {"r1": URL})) == 50


def test_the_last_answer_is_the_one_that_was_shown() -> None:
    asked = [exchange(status=503, number=1), exchange(number=2), exchange(status=None, number=3)]
    found = main(URL + "#part", asked)
    assert found is not None
    assert found.number == 2


def test_a_page_without_a_status_that_can_be_read_is_there_if_it_was_shown() -> None:
    odd = msgspec.structs.replace(exchange(), status=None)
    assert outcome(URL, [odd], [], frozenset()) is Outcome.IN_PART
    assert outcome(URL, [odd], [], frozenset({"no-page"})) is Outcome.UNREACHABLE
