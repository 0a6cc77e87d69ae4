from __future__ import annotations

import asyncio
import re
import threading
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec
import pytest

from amana.interface.http.door import Door, Guarded

if TYPE_CHECKING:
    from litestar.types import Message, Receive, Scope, Send, WebSocketConnectEvent
    from tests.unit.interface.http.conftest import Answer, Ask

PORT = 8017
HOST = ("Host", f"127.0.0.1:{PORT}")


async def room(scope: Scope, receive: Receive, send: Send) -> None:
    """What lies behind the door."""
    del scope, receive
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"inside", "more_body": False})


@pytest.fixture
def door() -> Door:
    return Door("127.0.0.1", PORT)


@pytest.fixture
def guarded(door: Door) -> Guarded:
    return Guarded(room, door)


@pytest.fixture
def cookie(door: Door) -> tuple[str, str]:
    return ("Cookie", f"{door.cookie}={door.admit(door.token)}")


def enter(ask: Ask, guarded: Guarded, token: str, *headers: tuple[str, str]) -> Answer:
    return ask(guarded, "/enter", HOST, *headers, query=f"token={token}")


def test_the_token_is_exchanged_for_a_cookie(ask: Ask, guarded: Guarded, door: Door) -> None:
    answer = enter(ask, guarded, door.token)
    assert answer.status == 200
    (told,) = answer.said("set-cookie")
    pair, *attributes = told.split("; ")
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Strict"]
    assert ask(guarded, "/api/status", HOST, ("Cookie", pair)).body == b"inside"


def test_the_page_of_the_way_in_leads_on_by_itself(ask: Ask, guarded: Guarded, door: Door) -> None:
    page = enter(ask, guarded, door.token).body.decode()
    assert re.search(r'http-equiv="refresh" content="0; url=/"', page)
    assert door.token not in page


def test_the_token_works_once(ask: Ask, guarded: Guarded, door: Door) -> None:
    enter(ask, guarded, door.token)
    again = enter(ask, guarded, door.token)
    assert again.status == 401
    assert again.said("set-cookie") == []


def test_whoever_is_in_may_open_the_address_again(
    ask: Ask, guarded: Guarded, door: Door, cookie: tuple[str, str]
) -> None:
    again = enter(ask, guarded, door.token, cookie)
    assert again.status == 200
    assert again.said("set-cookie") == []


@pytest.mark.parametrize("token", ["", "x", "é", "%00", "a" * 100_000])
def test_a_wrong_token_opens_nothing_and_uses_nothing_up(
    ask: Ask, guarded: Guarded, door: Door, token: str
) -> None:
    assert enter(ask, guarded, token).status == 401
    assert enter(ask, guarded, door.token).status == 200


def test_of_many_who_come_at_once_with_the_token_one_gets_in(door: Door) -> None:
    start, got = threading.Barrier(16), []

    def come() -> None:
        start.wait()
        got.append(door.admit(door.token))

    threads = [threading.Thread(target=come) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([cookie for cookie in got if cookie]) == 1


def test_nothing_is_sent_to_the_way_in(ask: Ask, guarded: Guarded, door: Door) -> None:
    query = f"token={door.token}"
    assert ask(guarded, "/enter", HOST, method="POST", query=query).status == 405
    assert ask(guarded, "/enter", HOST, method="HEAD", query=query).status == 405
    assert enter(ask, guarded, door.token).status == 200


@pytest.mark.parametrize("path", ["/", "/api/session", "/api/openapi.json", "/static/x.js", "/x"])
@pytest.mark.parametrize("cookies", [[], ["amana_session_8017="], ["amana_session_8017=é"],
                                     ["amana_session_9999=x"], ["x=y; ;=;"]])  # fmt: skip
def test_without_the_cookie_nothing_is_behind_the_door(
    ask: Ask, guarded: Guarded, cookie: tuple[str, str], path: str, cookies: list[str]
) -> None:
    del cookie  # given to somebody else
    answer = ask(guarded, path, HOST, *(("Cookie", value) for value in cookies))
    assert answer.status == 401
    problem = msgspec.json.decode(answer.body)
    assert problem["type"] == "amana:door"
    assert problem["status"] == 401
    assert "amana serve" in problem["remedy"]


def test_the_cookie_is_found_among_others(
    ask: Ask, guarded: Guarded, cookie: tuple[str, str]
) -> None:
    name, value = cookie
    assert ask(guarded, "/x", HOST, (name, f"a=b; {value};c=d")).status == 200
    assert ask(guarded, "/x", HOST, (name, "a=b"), cookie).status == 200


def test_two_archives_on_one_host_do_not_take_each_others_cookie(
    ask: Ask, guarded: Guarded, cookie: tuple[str, str]
) -> None:
    other = Door("127.0.0.1", PORT + 1)
    assert other.cookie != cookie[1].partition("=")[0]
    renamed = ("Cookie", f"{other.cookie}={cookie[1].partition('=')[2]}")
    assert ask(guarded, "/x", HOST, renamed).status == 401


@pytest.mark.parametrize(
    "host",
    ["evil.example", f"evil.example:{PORT}", "127.0.0.1", f"127.0.0.1:{PORT + 1}", "",
     f"127.0.0.1:{PORT}.evil.example", f"127.0.0.1.evil.example:{PORT}", f"0.0.0.0:{PORT}",
     f"user@127.0.0.1:{PORT}", f"127.1:{PORT}"],
)  # fmt: skip
def test_a_name_that_was_bent_to_this_machine_is_refused(
    ask: Ask, guarded: Guarded, cookie: tuple[str, str], host: str
) -> None:
    assert ask(guarded, "/api/session", ("Host", host), cookie).status == 421
    assert ask(guarded, "/enter", ("Host", host)).status == 421


def test_a_request_names_its_host_once(ask: Ask, guarded: Guarded, cookie: tuple[str, str]) -> None:
    assert ask(guarded, "/x", cookie).status == 421
    assert ask(guarded, "/x", HOST, ("Host", "evil.example"), cookie).status == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_every_name_of_the_loopback_will_do(
    ask: Ask, guarded: Guarded, cookie: tuple[str, str], host: str
) -> None:
    assert ask(guarded, "/x", ("Host", f"{host}:{PORT}"), cookie).status == 200


def test_addresses_with_colons_stand_in_brackets(ask: Ask) -> None:
    door = Door("::1", 80)
    cookie = ("Cookie", f"{door.cookie}={door.admit(door.token)}")
    for host in ("[::1]:80", "[::1]"):
        assert ask(Guarded(room, door), "/x", ("Host", host), cookie).status == 200
    assert ask(Guarded(room, door), "/x", ("Host", "::1:80"), cookie).status == 421


@pytest.mark.parametrize(
    "origin",
    ["null", "", "http://evil.example", f"https://127.0.0.1:{PORT}", "http://127.0.0.1",
     f"http://127.0.0.1:{PORT + 1}", f"evil://127.0.0.1:{PORT}", f"http://127.0.0.1:{PORT}/"],
)  # fmt: skip
def test_other_origins_are_refused(
    ask: Ask, guarded: Guarded, cookie: tuple[str, str], origin: str
) -> None:
    for method in ("GET", "POST"):
        answer = ask(guarded, "/api/x", HOST, cookie, ("Origin", origin), method=method)
        assert answer.status == 403


def test_our_own_pages_may_ask(ask: Ask, guarded: Guarded, cookie: tuple[str, str]) -> None:
    own = (("Origin", f"http://127.0.0.1:{PORT}"), ("Sec-Fetch-Site", "same-origin"))
    assert ask(guarded, "/api/x", HOST, cookie, *own, method="POST").status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "SAME-ORIGIN"])
@pytest.mark.parametrize("mode", ["navigate", "no-cors", "cors"])
def test_pages_of_other_sites_reach_nothing_even_with_the_cookie(
    ask: Ask, guarded: Guarded, cookie: tuple[str, str], site: str, mode: str
) -> None:
    fetch = (("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode))
    for path in ("/", "/api/session", "/api/items/IT-1/original"):
        assert ask(guarded, path, HOST, cookie, *fetch).status == 403


def test_the_way_in_may_be_followed_from_a_letter_and_in_no_other_way(
    ask: Ask, guarded: Guarded, door: Door
) -> None:
    site = ("Sec-Fetch-Site", "cross-site")
    assert enter(ask, guarded, door.token, site, ("Sec-Fetch-Mode", "no-cors")).status == 403
    assert enter(ask, guarded, door.token, site).status == 403
    posted = ask(guarded, "/enter", HOST, site, ("Sec-Fetch-Mode", "navigate"), method="POST")
    assert posted.status == 403
    assert enter(ask, guarded, door.token, site, ("Sec-Fetch-Mode", "navigate")).status == 200


def test_a_person_before_the_closed_door_is_told_what_to_do_in_both_languages(
    ask: Ask, guarded: Guarded
) -> None:
    answer = ask(guarded, "/items", HOST, ("Accept", "text/html,application/xhtml+xml"))
    assert answer.status == 401
    assert answer.said("content-type") == ["text/html; charset=utf-8"]
    page = answer.body.decode()
    assert "amana serve" in page
    assert 'lang="ar" dir="rtl"' in page
    assert "<script" not in page


def test_there_are_no_websockets(guarded: Guarded) -> None:
    sent: list[Any] = []

    async def receive() -> WebSocketConnectEvent:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Any = {"type": "websocket", "path": "/", "headers": []}
    asyncio.run(guarded(scope, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008, "reason": "there are none here"}]


def test_whatever_else_a_server_asks_goes_through() -> None:
    asked: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del receive, send
        asked.append(scope["type"])

    async def never() -> NoReturn:
        raise AssertionError

    async def nowhere(message: Message) -> None:
        raise AssertionError(message)

    scope: Any = {"type": "lifespan"}
    asyncio.run(Guarded(app, Door("127.0.0.1", PORT))(scope, never, nowhere))
    assert asked == ["lifespan"]
