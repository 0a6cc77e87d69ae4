"""What is computed from a folder; what a bundle says of it is in test_bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from tests.unit.acquire.capture.scenes import PAGE, at

from amana.acquire.capture.accounts import Outcome, Refusal, Refused
from amana.acquire.capture.noted import Shown
from amana.acquire.capture.telling import tell

if TYPE_CHECKING:
    from tests.unit.acquire.capture.scenes import Scene


def test_the_path_is_found_without_the_browsers_word(scene: Scene) -> None:
    scene.exchanges.pop(0)
    scene.data.clear()
    first = scene.exchange(PAGE, b"HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n")
    scene.exchanges[:] = [
        first,
        scene.exchange("https://news.example/b", b"HTTP/1.1 410 G\r\n\r\n"),
    ]
    scene.requests.clear()
    (scene.write() / "shown.json").unlink()
    account = tell(scene.folder).account
    assert account.path == (PAGE, "https://news.example/b")
    assert (account.outcome, account.status) == (Outcome.GONE, 410)
    assert account.title is None
    assert account.ended == scene.exchanges[-1].ended


def test_without_any_note_the_first_request_tells_what_was_wanted(scene: Scene) -> None:
    (scene.write() / "begun.json").unlink()
    account = tell(scene.folder).account
    assert (account.wanted.url, account.began) == (PAGE, at(1))


@pytest.mark.parametrize(("lacking", "code"), [(("stopped",), "stopped"), ((), None)])
def test_what_the_end_lacked_is_kept(
    scene: Scene, lacking: tuple[str, ...], code: str | None
) -> None:
    shown = Shown(ended=at(30), url=PAGE, path=(PAGE,), until=at(20), lacking=lacking)
    scene.write()
    scene.note("shown", shown)
    account = tell(scene.folder).account
    assert set(account.lacking) == ({code} if code else set())
    assert account.outcome is (Outcome.IN_PART if code else Outcome.CAPTURED)


def test_a_limit_is_told(scene: Scene) -> None:
    refused = Refused(url=PAGE + "x", method="GET", at=at(5), why=Refusal.LIMIT, said="")
    scene.lines("refused", refused)
    scene.requests.pop()
    assert "limit" in tell(scene.write()).account.lacking


def test_a_truncated_response_is_told(scene: Scene) -> None:
    scene.exchanges[0] = msgspec.structs.replace(scene.exchanges[0], truncated="time")
    told = tell(scene.write())
    assert told.account.counted.truncated == 1
    assert "truncated" in told.account.lacking


def test_robots_are_read_from_what_was_recorded(scene: Scene) -> None:
    page = "https://news.example/private/1"
    scene.exchange(page, b"HTTP/1.1 200 OK\r\n\r\n")
    scene.write()
    scene.note("shown", Shown(ended=at(30), url=page, path=(page,), until=at(20)))
    robots = tell(scene.folder).robots
    assert robots is not None
    assert (robots.allowed, robots.rule) == (False, "Disallow: /private")


def test_without_robots_there_is_no_verdict(scene: Scene) -> None:
    scene.exchanges.pop()
    told = tell(scene.write())
    assert told.robots is None
    assert told.account.lacking == ("defects", "robots")


def test_what_a_script_asks_for_at_the_address_of_its_page_decides_nothing(scene: Scene) -> None:
    """A page that is there asks for itself and is told 404: once by POST, once by GET."""
    for request in (b"POST /a HTTP/1.1\r\n\r\n", b"GET /a HTTP/1.1\r\n\r\n"):
        scene.exchange(PAGE, b"HTTP/1.1 404 Not Found\r\n\r\n", request)
        asked = msgspec.structs.replace(scene.requests.pop(), kind="Fetch")
        scene.requests.append(asked)
    account = tell(scene.write()).account
    assert (account.outcome, account.status) == (Outcome.CAPTURED, 200)
    assert account.counted.unexplained == 0


def test_a_page_that_is_gone_cannot_ask_itself_back(scene: Scene) -> None:
    scene.exchanges.pop(0)
    scene.requests.pop(0)
    scene.data.clear()
    gone = scene.exchange(PAGE, b"HTTP/1.1 404 Not Found\r\n\r\n")
    again = scene.exchange(PAGE, b"HTTP/1.1 200 OK\r\n\r\n")
    scene.exchanges[:] = [gone, again]
    first, second = scene.requests[-2:]
    scene.requests[:] = [first, msgspec.structs.replace(second, kind="Fetch")]
    account = tell(scene.write()).account
    assert (account.outcome, account.status) == (Outcome.GONE, 404)


def test_of_a_page_that_begins_again_the_last_document_decides(scene: Scene) -> None:
    scene.exchange(PAGE, b"HTTP/1.1 410 Gone\r\n\r\n")
    assert tell(scene.write()).account.outcome is Outcome.GONE
