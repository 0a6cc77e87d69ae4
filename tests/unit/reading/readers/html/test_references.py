# ruff: noqa: RUF001 - letters that look like others are what this is about
from __future__ import annotations

import html

import pytest

from amana.reading.readers.html.references import plain, resolve


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&amp;&lt;&gt;&quot;", '&<>"'),
        ("&eacute;t&eacute", "été"),
        ("&copy2020", "©2020"),
        ("&notit; &notin;", "¬it; ∉"),
        ("&#1587;&#x633;&#X633", "سسس"),
        ("&#128;&#150;", "€–"),
        ("&#0;&#xD800;&#x110000;&#99999999999999999999999;", "\ufffd" * 4),
        ("&unknown; & &; &#; &#x;", "&unknown; & &; &#; &#x;"),
        ("&nothing;", "¬hing;"),
        ("&ThickSpace;", "\u205f\u200a"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_text(source: str, text: str) -> None:
    assert plain(source) == text


def test_python_agrees_except_about_control_characters() -> None:
    source = "&AMP &ampx &frac12; &rarr &rarr; &zwnj;&Uarr; &lang;&lt;b&gt; &yen1"
    assert plain(source) == html.unescape(source)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("?a=1&amp;b=2", "?a=1&b=2"),
        ("&copyx", "&copyx"),
        ("&copy x", "© x"),
        ("&#38;x", "&x"),
    ],
)
def test_attributes(source: str, text: str) -> None:
    assert plain(source, attribute=True) == text


def test_how_much_of_the_source_a_reference_stands_for() -> None:
    assert resolve("&ampx") == ("&", 4)
    assert resolve("&amp;") == ("&", 5)
    assert resolve("&unknown;") == ("&", 1)
    assert resolve("&#65;") == ("A", 5)
