from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from amana.sharing import Told, statement, to_html
from amana.sharing.statement import FIELDS
from amana.sharing.wording import LANGUAGES

MakeTold = Callable[..., Told]

HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "</bdi></style><style>*{display:none}",
    "&lt;b&gt; &amp; {ref} <!-- ",
    "a\u202egpj\u2069\nTime: never\x00\x1b[2J",
    "javascript:alert(1) url(http://example.org/x)",
)


class Reading(HTMLParser):
    """What a browser makes of a page: its tags, its attributes, its text outside of styles."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[tuple[str, str | None]] = set()
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= set(attrs)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def page(given: Told, language: str = "en") -> bytes:
    return to_html(statement(given, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_that_needs_nothing(told: MakeTold, language: str) -> None:
    written = page(told(*FIELDS), language)
    read = Reading(written)
    assert read.open == []
    assert not {"script", "link", "img", "iframe", "form", "a"} & set(read.tags)
    assert not re.search(rb"https?:|//[a-z]|url\(|@import|\bon\w+=", written)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    assert ("content", policy) in read.attributes
    assert {("lang", language), ("charset", "utf-8")} <= read.attributes
    assert ("dir", "rtl" if language == "ar" else "ltr") in read.attributes


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_from_outside_is_markup(told: MakeTold, hostile: str) -> None:
    calm = Reading(page(told(*FIELDS, archive="x", name="x", source="x", method="x")))
    given = told(*FIELDS, archive=hostile, name=hostile, source=hostile, method=hostile)
    read = Reading(page(given))
    assert read.tags == calm.tags
    assert read.attributes == calm.attributes
    assert "\nTime: never" not in read.text
    assert not {"\u202e", "\u2069", "\x00", "\x1b"} & set(read.text)


def test_what_is_in_another_script_stands_in_a_direction_of_its_own(told: MakeTold) -> None:
    written = page(told("source", source="S <1>"), "ar").decode()
    assert "<dd><bdi>S &lt;1&gt;</bdi></dd>" in written
    assert re.search(r'<dd><bdi dir="ltr"><code>[0-9a-f]{64}</code></bdi></dd>', written)


def test_a_reader_that_hears_the_page_finds_its_way(told: MakeTold) -> None:
    read = Reading(page(told()))
    assert read.tags.count("h1") == 1
    assert read.tags.count("h2") == 8
    assert {"main", "header", "footer", "caption", "thead", "title"} <= set(read.tags)
    assert ("scope", "col") in read.attributes


def test_the_same_statement_is_the_same_page(told: MakeTold) -> None:
    given = told()
    assert page(given) == page(given)
