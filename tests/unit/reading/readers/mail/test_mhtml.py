from __future__ import annotations

from collections.abc import Callable
from typing import Any

from amana.reading.articles import find_articles
from amana.reading.assemble import read as assemble
from amana.reading.notices import Code
from amana.reading.readers.mail.mhtml import libraries, read, warm
from amana.reading.steps import Step
from amana.records import Recipe

STEP = Step(name="x", version="1", media_types=(), recipe=Recipe(step="x", tool="x", version="1"))
PROSE = "The people of the village said that they had seen nothing of it before. " * 6
PAGE = f"<html><title>T</title><body><article><h1>What they saw</h1><p>{PROSE}<p>{PROSE}</article>"
BLINK = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/news\r\n"
    "Subject: =?utf-8?Q?The=20village?=\r\nDate: Mon, 2 Mar 2026 10:00:00 -0000\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
    '\tboundary="----MultipartBoundary--x----"\r\n\r\n\r\n------MultipartBoundary--x----\r\n'
    "Content-Type: text/html\r\nContent-ID: <frame-0@mhtml.blink>\r\n"
    "Content-Transfer-Encoding: binary\r\nContent-Location: https://example.org/news\r\n\r\n"
    f"{PAGE}\r\n------MultipartBoundary--x----\r\nContent-Type: image/png\r\n"
    "Content-Transfer-Encoding: base64\r\nContent-Location: https://example.org/a.png\r\n\r\n"
    "YWJj\r\n------MultipartBoundary--x------\r\n"
).encode()


def test_the_page_of_chromium_is_text_and_the_rest_is_inside(open_mail: Callable[..., Any]) -> None:
    found = open_mail(read, BLINK)
    assert found.text.startswith("What they saw\n\nThe people")
    assert found.bytes == {b"https://example.org/a.png": b"abc"}
    assert found.codes == set()
    assert found.facts["dc:source"] == "https://example.org/news"
    assert found.facts["dc:title"] == "The village"
    assert found.facts["title"] == "T"
    assert found.facts["dcterms:created"] == "2026-03-02T10:00:00Z"
    assert found.facts["mhtml:from"] == "<Saved by Blink>"
    run = found.answer.runs[0]
    assert BLINK[run.byte_start : run.byte_end] == b"What they saw"


def test_articles_are_found_in_it(open_mail: Callable[..., Any]) -> None:
    reading = assemble(open_mail(read, BLINK).answer, "ab" * 32, "multipart/related", STEP).reading
    assert reading is not None
    (article,) = find_articles(reading)
    assert article.title is not None
    assert article.title.quote == "What they saw"


def test_the_page_of_internet_explorer_is_one_of_several_alternatives(
    open_mail: Callable[..., Any],
) -> None:
    data = (
        b'Subject: s\nContent-Type: multipart/related; type="multipart/alternative"; boundary=r\n\n'
        b"--r\nContent-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: text/html; "
        b'charset="x-user-defined"\nContent-Location: file://C:\\a.htm\n\n<p>caf\xc3\xa9\n--a--\n\n--r\n'
        b"Content-Type: image/gif\nContent-Location: file://C:\\a.gif\n\nGIF\n--r--\n"
    )
    found = open_mail(read, data)
    assert found.text == "caf\u00e9"
    assert list(found.bytes) == [b"file://C:\\a.gif"]
    assert found.facts["dc:source"] == "file://C:\\a.htm"


def test_without_a_page_it_is_read_as_mail(open_mail: Callable[..., Any]) -> None:
    data = b"Subject: s\nContent-Type: multipart/related; boundary=b\n\n--b\n\ntext\n--b--\n"
    assert open_mail(read, data).text == "Subject: s\n\ntext"


def test_an_empty_page_says_so(open_mail: Callable[..., Any]) -> None:
    found = open_mail(read, BLINK.replace(PAGE.encode(), b"<script></script>"))
    assert (found.text, found.codes) == ("", {Code.PAGE_WITHOUT_TEXT})
    assert open_mail(read, b"").codes == {Code.EMPTY_FILE}


def test_it_works_here() -> None:
    warm()
    assert libraries() == ()
