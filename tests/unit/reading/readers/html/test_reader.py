from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading.believing import refuse_impossible
from amana.reading.notices import Code
from amana.reading.readers.html.reader import libraries, read_bytes, warm
from amana.reading.wire import ReadOrder, TextAnswer

Order = Callable[..., ReadOrder]


@pytest.fixture
def page(order: Order) -> Callable[..., TextAnswer]:
    def read_page(source: str, encoding: str = "utf-8", **narrowed: int) -> TextAnswer:
        data = source.encode(encoding)
        answer = read_bytes(data, order(data, **narrowed).budget)
        refuse_impossible(answer, order(data, **narrowed))
        return answer

    return read_page


Page = Callable[..., TextAnswer]


def codes(answer: TextAnswer) -> list[Code]:
    return [told.code for told in answer.notices]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<h1>Title</h1><p>One\ntwo.<p>Three", "Title\n\nOne two.\n\nThree"),
        ("<div>a</div><div>b<span>c</span> d</div>", "a\nbc d"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<ul><li>one<li>two</ul>after", "one\ntwo\n\nafter"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a\tb\n1\t2"),
        ("<pre>\n a\n  b</pre>", " a\n  b"),
        ("<textarea>\r\n<b> &amp;</textarea>", "<b> &"),
        ("x<script>var a='<p>';</script>y<style>p{}</style>z", "xyz"),
        ("<noscript>no</noscript>yes<template>t</template>", "yes"),
        ("<p>a<!-- b -->c", "ac"),
        ("<svg><title>icon</title><text>shown</text></svg>x", "shownx"),
        ("<svg><style>p{}</style><foreignObject><p>in</p></foreignObject></svg>", "in"),
        ("<math><mi>x</mi><mo>=</mo><annotation>y</annotation></math>", "x=y"),
        ("<p>a</b>b</p>", "ab"),
        ("<title>T</title><p>a", "a"),
        ("before<table><tr>stray<td>cell</table>", "before\n\nstray\tcell"),
        ("<select><option>one<option>two</select>", "one\ntwo"),
        ("<p>a</p></body></html><p>b", "a\n\nb"),
        ("<head>text", "text"),
        ("<iframe><p>fallback</iframe>x", "x"),
        ("a\0b", "a\0b"),
    ],
)
def test_layout(source: str, text: str, page: Page) -> None:
    assert page(source).text == text


def test_every_run_leads_to_bytes_that_say_the_same(page: Page) -> None:
    source = '<p class="ü">Zwölf &Auml;pfel &amp; <b>سلام</b>\n  Ende</p>'
    data = source.encode()
    answer = page(source)
    assert answer.text == "Zwölf Äpfel & سلام Ende"
    pairs = [
        (answer.text[r.char_start : r.char_end], data[r.byte_start : r.byte_end].decode())
        for r in answer.runs
    ]
    assert pairs == [
        ("Zwölf", "Zwölf"),
        ("Ä", "&Auml;"),
        ("pfel", "pfel"),
        ("&", "&amp;"),
        ("سلام", "سلام"),
        ("Ende", "Ende"),
    ]
    assert [r.exact for r in answer.runs] == [True, False, True, False, True, True]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1256", "utf-8-sig"])
def test_other_encodings(encoding: str, page: Page) -> None:
    charset = {"cp1256": "<meta charset=windows-1256>"}.get(encoding, "")
    source = f"{charset}<p>قال: نعم</p>"
    answer = page(source, encoding)
    assert answer.text == "قال: نعم"
    data = source.encode(encoding)
    (run,) = answer.runs
    assert (
        data[run.byte_start : run.byte_end].decode(
            {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(encoding, encoding)
        )
        == "قال: نعم"
    )


def test_blocks_say_what_the_markup_said(page: Page) -> None:
    answer = page(
        '<main id="Top"><article class="story"><p class=lead>A <a href=x>link</a>.</p>'
        "<figure><figcaption>Photo</figcaption></figure></article></main>"
    )
    lead, caption = answer.blocks
    assert answer.text[lead.char_start : lead.char_end] == "A link."
    assert (lead.tag, lead.within, lead.link_chars) == ("p", ("main", "article"), 4)
    assert lead.hints == ("top", "story", "lead")
    assert (caption.tag, caption.within) == ("figcaption", ("main", "article", "figure"))


def test_hidden_text_is_left_out_and_counted(page: Page) -> None:
    answer = page(
        "<p>shown text of the page<span hidden>aa</span><i style='display:none'>bb</i>"
        "<b aria-hidden=true>cc</b>"
    )
    assert answer.text == "shown text of the page"
    assert answer.notices == ((Code.HIDDEN_LEFT_OUT, 6),)


def test_a_page_that_hides_more_than_it_shows_is_read_whole(page: Page) -> None:
    answer = page("<main aria-hidden=true><p>The whole story stands here.</p></main><p>Cookies?")
    assert answer.text == "The whole story stands here.\n\nCookies?"
    assert codes(answer) == [Code.HIDDEN_KEPT]


def test_what_is_not_closed_is_told(page: Page) -> None:
    answer = page("<p>read <!-- never closed <p>lost")
    assert answer.text == "read"
    assert answer.notices == ((Code.MARKUP_UNCLOSED, len("<!-- never closed <p>lost")),)


def test_a_page_without_text_says_why(page: Page) -> None:
    answer = page("<html><head><title>App</title></head><body><div id=root></div>")
    assert answer.text == ""
    assert codes(answer) == [Code.PAGE_WITHOUT_TEXT]
    assert ("title", "App") in answer.metadata


def test_an_empty_file(order: Order) -> None:
    assert codes(read_bytes(b"", order().budget)) == [Code.EMPTY_FILE]


def test_deep_nesting_is_read_and_told(page: Page) -> None:
    answer = page("<div>" * 5000 + "deep" + "</div>" * 5000 + "<p>after")
    assert answer.text == "deep\n\nafter"
    assert codes(answer) == [Code.NESTING_CUT]


@pytest.mark.parametrize(
    ("narrowed", "code"), [("text_chars", Code.TEXT_CUT), ("runs", Code.MAP_CUT)]
)
def test_budgets(narrowed: str, code: Code, page: Page) -> None:
    answer = page("<p>one</p><p>two</p><p>three</p>" * 50, **{narrowed: 50})
    assert codes(answer) == [code]
    assert answer.text.startswith("one\n\ntwo")


def test_broken_bytes_are_told_and_a_true_replacement_character_is_not(order: Order) -> None:
    broken = ("<p>" + "سلام " * 20).encode() + b"\xff" + "سلام".encode()
    assert Code.BYTES_UNDECODABLE in codes(read_bytes(broken, order(broken).budget))
    valid = "<p>\ufffd".encode()
    assert codes(read_bytes(valid, order(valid).budget)) == []


def test_metadata_and_language(page: Page) -> None:
    answer = page(
        '<html lang="ar"><head><title>العنوان</title>'
        '<meta property="og:title" content="Head &amp; Tail">'
        '<script type="application/ld+json">{"datePublished": "2021-05-04"}</script>'
        "<script>not data</script></head><p>x"
    )
    assert answer.language == "ar"
    assert ("title", "العنوان") in answer.metadata
    assert ("og:title", "Head & Tail") in answer.metadata
    assert ("jsonld:datePublished", "2021-05-04") in answer.metadata


def test_equal_telling_tags_are_heard_each_time(page: Page) -> None:
    script = '<script type="application/ld+json">'
    answer = page(f'{script}{{"headline": "A"}}</script>{script}{{"headline": "B"}}</script><p>x')
    assert [value for key, value in answer.metadata if key == "jsonld:headline"] == ["A", "B"]


def test_nothing_but_python_is_involved() -> None:
    assert libraries() == ()
    warm()
