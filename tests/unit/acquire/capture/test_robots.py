"""Verdicts by RFC 9309; the examples of its sections 2.2.2, 2.2.3 and 5.1 are among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.acquire.capture.robots import MOST_BYTES, address_of, robots, verdict

SITE = "https://news.example"


@pytest.mark.parametrize(
    ("content", "path", "allowed"),
    [
        ("", "/a", True),
        ("user-agent: *\ndisallow: /", "/a", False),
        ("user-agent: *\ndisallow: /", "/robots.txt", True),
        ("user-agent: *\ndisallow:", "/a", True),
        ("user-agent: *\ndisallow: /a\nallow: /a", "/a", True),
        ("user-agent: *\nallow: /p\ndisallow: /", "/page", True),
        ("user-agent: *\ndisallow: /pa\nallow: /p", "/page", False),
        ("user-agent: *\ndisallow: *.gif$", "/x/a.gif", False),
        ("user-agent: *\ndisallow: *.gif$", "/x/a.gif?1", True),
        ("user-agent: *\nallow: /example/page/\ndisallow: /example/page/disallowed.gif",
         "/example/page/disallowed.gif", False),
        ("user-agent: *\ndisallow: /a/*/c", "/a/b/b/c/d", False),
        ("user-agent: *\ndisallow: /a*b$", "/ab/b", False),
        ("user-agent: *\ndisallow: /aba*aba$", "/aba", True),
        ("user-agent: *\ndisallow: /a?q=", "/a?q=1", False),
        ("user-agent: *\ndisallow: /خ", "/%D8%AE", False),
        ("user-agent: *\ndisallow: /%d8%ae", "/خ", False),
        ("user-agent: *\ndisallow: /%7Ea", "/~a", False),
        ("user-agent: *\ndisallow: /a%2Fb", "/a/b", True),
        ("user-agent: *\ndisallow: /a%2A", "/a*", False),
        ("user-agent: *\ndisallow: /a%24", "/a$", False),
        ("User-Agent: Amana/1.0\nDisallow: /a\n\nUser-Agent: *\nDisallow: /b", "/b", True),
        ("User-Agent: Amana/1.0\nDisallow: /a\n\nUser-Agent: *\nDisallow: /b", "/a", False),
        (("user-agent: amana\ndisallow: /a\n\nuser-agent: x\ndisallow: /\n\n"
         "user-agent: AMANA\ndisallow: /c"), "/c", False),
        ("user-agent: x\nuser-agent: amana\ndisallow: /a", "/a", False),
        ("user-agent: amanabot\ndisallow: /", "/a", True),
        ("disallow: /\n", "/a", True),
        ("user-agent: *\r\nsitemap: x\r\ndisallow: /a # why\r\n", "/a", False),
        ("\ufeffuser-agent: *\ndisallow: /", "/a", False),
    ],
)  # fmt: skip
def test_verdicts(content: str, path: str, allowed: bool) -> None:
    assert verdict(content.encode(), SITE + path)[0] is allowed


def test_the_line_that_decided_is_told() -> None:
    content = b"User-agent: *\nDisallow: /\nAllow: /press # for all\n"
    assert verdict(content, SITE + "/press/1") == (True, "Allow: /press")


@pytest.mark.parametrize(
    ("status", "allowed"), [(None, None), (302, None), (404, True), (503, False)]
)
def test_without_a_file_the_status_decides(status: int | None, allowed: bool | None) -> None:
    told = robots(SITE + "/a", at=SITE + "/robots.txt", status=status, content=b"")
    assert (told.status, told.allowed, told.rule) == (status, allowed, None)


def test_a_file_is_read_where_there_is_one() -> None:
    told = robots(SITE + "/a", at="x", status=200, content=b"user-agent: *\ndisallow: /a\n")
    assert (told.allowed, told.rule) == (False, "disallow: /a")


def test_what_follows_the_first_part_is_not_read() -> None:
    content = b"user-agent: *\n" + b"#" * MOST_BYTES + b"\ndisallow: /\n"
    assert verdict(content, SITE + "/a") == (True, None)


def test_many_stars_take_no_longer_than_they_are() -> None:
    content = b"user-agent: *\ndisallow: /" + b"a*" * 50_000 + b"b\n"
    assert verdict(content, SITE + "/" + "a" * 50_000)[0] is True


def test_robots_lie_at_the_root_of_the_site() -> None:
    assert address_of("https://u:p@news.example:8443/a/b?c") == (
        "https://news.example:8443/robots.txt"
    )


@given(st.binary(), st.text())
def test_no_file_is_too_odd(content: bytes, path: str) -> None:
    verdict(b"user-agent: *\ndisallow: " + content, SITE + "/" + path.replace("[", ""))
