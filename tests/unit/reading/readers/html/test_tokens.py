from __future__ import annotations

import pytest

from amana.reading.readers.html.tokens import Kind, Tokens, attributes_of, end_of_tag


def tokens(page: str, *, foreign: bool = False) -> list[tuple[str, str]]:
    """Return kind and content of each token; of tags the name."""
    stream = Tokens(page)
    stream.foreign = foreign
    return [
        (Kind(kind).name, name if kind in {Kind.START, Kind.END} else page[start:end])
        for kind, start, end, name in stream
    ]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("a<b>c</b>", [("TEXT", "a"), ("START", "b"), ("TEXT", "c"), ("END", "b")]),
        ("<P CLASS=x>", [("START", "p")]),
        ("a < b", [("TEXT", "a "), ("TEXT", "<"), ("TEXT", " b")]),
        ("a<", [("TEXT", "a"), ("TEXT", "<")]),
        ("</>x", [("TEXT", "x")]),
        ("</ p>x", [("TEXT", "x")]),
        ("<!doctype html>x", [("TEXT", "x")]),
        ("<?php x ?>y", [("TEXT", "y")]),
        ("<!-- a > b --!>x", [("TEXT", "x")]),
        ("<!-->x-->", [("TEXT", "x-->")]),
        ("<!--->x", [("TEXT", "x")]),
        ("<![CDATA[x]]>y", [("TEXT", "y")]),
        ('<a title="1>2">x', [("START", "a"), ("TEXT", "x")]),
        ("<a title='1>2'>x", [("START", "a"), ("TEXT", "x")]),
        ('<a b=c"d>x', [("START", "a"), ("TEXT", "x")]),
        ("<a 'b>x", [("START", "a"), ("TEXT", "x")]),
        ('<a ="b>c">x', [("START", "a"), ("TEXT", 'c">x')]),
        ("<a b= >x", [("START", "a"), ("TEXT", "x")]),
        ('<a b="c"d="e">x', [("START", "a"), ("TEXT", "x")]),
        ("<br/>x", [("START", "br"), ("TEXT", "x")]),
    ],
)
def test_markup_is_cut_as_the_standard_cuts_it(page: str, found: list[tuple[str, str]]) -> None:
    assert tokens(page) == found


@pytest.mark.parametrize(
    ("page", "content"),
    [
        ("<script>a<b></p></script>", "a<b></p>"),
        ("<SCRIPT>x</Script >", "x"),
        ("<script>x</scripty></script>", "x</scripty>"),
        ("<script><!-- <script> </script> --></script>", "<!-- <script> </script> -->"),
        ("<script><!-- </script>", "<!-- "),
        ("<script><!--><script></script>", "<!--><script>"),
        ("<style>p{}</p></style>", "p{}</p>"),
        ("<title>a <b> c</title>", "a <b> c"),
        ("<textarea><p></textarea>", "<p>"),
        ("<xmp><p></xmp>", "<p>"),
        ("<plaintext></plaintext>", "</plaintext>"),
    ],
)
def test_raw_text_ends_at_its_own_end_tag_only(page: str, content: str) -> None:
    found = tokens(page)
    assert found[0][0] == "START"
    assert found[1] == ("RAW", content)


def test_in_foreign_content_there_is_cdata_and_no_raw_text() -> None:
    assert tokens("<title>a<b>", foreign=True) == [
        ("START", "title"),
        ("TEXT", "a"),
        ("START", "b"),
    ]
    assert tokens("<![CDATA[a]]b]]>c", foreign=True) == [("CDATA", "a]]b"), ("TEXT", "c")]
    assert tokens("<![CDATA[a", foreign=True) == [("CDATA", "a")]


@pytest.mark.parametrize(
    ("page", "dropped"),
    [
        ("a<p class='x", 11),
        ("a<p", 2),
        ("a<!-- b", 6),
        ("<script>abc", 3),
        ("a</p", 3),
        ("a</p\n", 4),
        ("<!x", 3),
    ],
)
def test_what_is_not_closed_is_dropped_and_counted(page: str, dropped: int) -> None:
    stream = Tokens(page)
    found = [kind for kind, *_ in stream if kind is Kind.TEXT]
    assert stream.unclosed == dropped
    assert len(found) == page.startswith("a")


@pytest.mark.parametrize(
    "tag",
    [
        '<a b="c">',
        "<a b='>' c>",
        "<a/>",
        "<a b=c/>",
        "</a x>",
        "<a\nb\t=\r'c'>",
        "<a b=>",
        "<a =b>",
    ],
)
def test_the_long_way_through_a_tag_ends_where_the_short_one_does(tag: str) -> None:
    assert end_of_tag(tag + "more>", 0) == len(tag)
    assert end_of_tag(tag[:-1], 0) == -1


def test_attributes() -> None:
    found = attributes_of(""" class="a b" ID=x data-y = 'z' hidden class=second /""")
    assert found == {"class": "a b", "id": "x", "data-y": "z", "hidden": ""}


def test_a_page_may_begin_behind_a_mark() -> None:
    assert [start for _, start, _, _ in Tokens("\xef\xbb\xbfab", 3)] == [3]
