"""Pages that want a capture of them to say what is not so, or not to be made at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.truth.server import Asked, Reply, plain

from amana.acquire.capture import Captured
from amana.acquire.capture.accounts import Outcome, Wanted
from amana.acquire.capture.capture import Studio
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.shooting import Order

if TYPE_CHECKING:
    from tests.truth.server import TruthServer

pytestmark = pytest.mark.browser

ITSELF = b"""<!doctype html><title>t</title><p>seen</p><script>
fetch(location, {method: "POST"}); fetch(location, {cache: "reload"});
fetch("/half", {method: "POST", headers: {"Content-Type": "application/json"},
    body: '{"a": "\\\\ud800"}'});
</script>"""


@pytest.fixture(scope="module")
def studio(truth: TruthServer) -> Iterator[Studio]:
    limits = Limits(whole_seconds=60, behave_seconds=2, free_bytes=1)
    with Studio(profile=truth.profile(), limits=limits) as opened:
        yield opened


def taken(studio: Studio, url: str, folder: Path) -> Captured:
    return studio.capture(Order(wanted=Wanted(url=url)), folder)


@pytest.mark.parametrize(("first", "then"), [("200 OK", "404 No"), ("404 No", "200 OK")])
def test_what_a_page_asks_of_its_own_address_decides_nothing(
    studio: Studio, truth: TruthServer, tmp_path: Path, first: str, then: str
) -> None:
    asked: list[Asked] = []

    def answer(each: Asked) -> Reply:
        asked.append(each)
        return plain(ITSELF, status=first if len(asked) == 1 else then)

    truth.say("/itself", answer)
    account = taken(studio, truth.url("/itself"), tmp_path).account
    assert sorted(each.method for each in asked) == ["GET", "GET", "POST"]
    assert str(account.status) == first[:3]
    expected = Outcome.CAPTURED if first == "200 OK" else Outcome.GONE
    assert account.outcome is expected, account.lacking


def test_a_page_whose_status_cannot_be_read_was_reached(
    studio: Studio, truth: TruthServer, tmp_path: Path
) -> None:
    truth.say(
        "/odd", Reply(b"HTTP/1.1 200OK\r\nContent-Type: text/html\r\n\r\n<p>seen", closes=True)
    )
    account = taken(studio, truth.url("/odd"), tmp_path).account
    assert (account.status, account.outcome) == (None, Outcome.IN_PART)
