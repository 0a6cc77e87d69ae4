from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from tests.unit.reading.rerender.saved import content, members, response, revisit

from amana.acquire.capture.authority import Authority
from amana.reading.rerender.index import Index
from amana.reading.rerender.serving import Server
from amana.reading.rerender.told import Answered, How
from amana.reading.rerender.walking import Walk

URL = "http://e.example/"


class Browser:
    """Talks to a server over one connection."""

    def __init__(self, connection: socket.socket, told: list[Answered]) -> None:
        self._connection, self.told = connection, told

    def ask(self, text: str) -> bytes:
        self._connection.sendall(text.encode().replace(b"\n", b"\r\n") + b"\r\n")
        said = b""
        while b"\r\n\r\n" not in said:
            more = self._connection.recv(1 << 16)
            if not more:
                return said
            said += more
        head, _, body = said.partition(b"\r\n\r\n")
        while (b"chunked" in head and not body.endswith(b"0\r\n\r\n")) or (
            b"content-length: " in head
            and len(body) < int(head.partition(b"content-length: ")[2].split(b"\r")[0])
        ):
            body += self._connection.recv(1 << 16)
        return head + b"\r\n\r\n" + body


@pytest.fixture
def browser() -> Iterator[Browser]:
    data = members(
        response(URL, "<p>here</p>"),
        response(f"{URL}v?a=1", "0123456789", kind="video/mp4"),
        response(f"{URL}proxy", "x", status="407 Proxy Authentication Required"),
        revisit(f"{URL}lost", warc_payload_digest="sha1:NONE", status="200 OK"),
    )
    files = (content(data),)
    told: list[Answered] = []
    tls = Authority().context("archive")
    server = Server(files, Index(Walk(files).held()), tls, told.append)
    ours, theirs = socket.socketpair()

    def talk() -> None:
        with theirs, contextlib.suppress(OSError, ValueError):
            server.talk(theirs)

    thread = threading.Thread(target=talk)
    thread.start()
    ours.settimeout(30)
    with ours:
        yield Browser(ours, told)
    thread.join(30)


def test_answers_one_after_the_other_and_tells_each(browser: Browser) -> None:
    assert browser.ask(f"GET {URL} HTTP/1.1\nHost: e.example\n").endswith(
        b"b\r\n<p>here</p>\r\n0\r\n\r\n"
    )
    assert b" 404 " in browser.ask(f"GET {URL}none HTTP/1.1\n").partition(b"\r\n")[0]
    assert browser.ask(f"GET {URL}v?a=1 HTTP/1.1\nRange: bytes=2-4\n").endswith(b"\r\n\r\n234")
    assert b" 404 " in browser.ask(f"GET {URL}lost HTTP/1.1\n")
    assert b" 403 " in browser.ask(f"GET {URL}proxy HTTP/1.1\n").partition(b"\r\n")[0]
    assert [(each.how, each.status) for each in browser.told] == [
        (How.EXACT, 200),
        (How.MISSING, 404),
        (How.EXACT, 206),
        (How.MISSING, 404),
        (How.EXACT, 403),
    ]
    assert [each.said for each in browser.told if each.said] == [("revisit-lost",)]


def test_another_query_is_told_with_the_address_that_was_served(browser: Browser) -> None:
    browser.ask(f"GET {URL}v?a=1&now=5 HTTP/1.1\n")
    [told] = browser.told
    assert (told.how, told.served, told.status) == (How.NEAREST, f"{URL}v?a=1", 200)


def test_a_tunnel_without_tls_and_a_socket_of_the_web(browser: Browser) -> None:
    browser.ask("CONNECT e.example:80 HTTP/1.1\n")
    assert b"here" in browser.ask("GET / HTTP/1.1\n")
    assert b" 404 " in browser.ask("GET / HTTP/1.1\nUpgrade: websocket\n")
    assert [each.how for each in browser.told] == [How.EXACT, How.MISSING]


def test_what_is_no_request_ends_the_connection(browser: Browser) -> None:
    assert browser.ask("nonsense\n") == b""


def test_more_sent_along_than_is_taken_ends_the_connection(browser: Browser) -> None:
    assert browser.ask(f"POST {URL} HTTP/1.1\nContent-Length: 99999999999\n") == b""


def test_an_endless_head_ends_the_connection(browser: Browser) -> None:
    with pytest.raises(OSError, match=r"Broken pipe|reset"):
        browser.ask("GET / HTTP/1.1\nX: " + "y" * (1 << 22))
