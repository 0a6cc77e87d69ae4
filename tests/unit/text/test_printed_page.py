from __future__ import annotations

import re

from amana.text import printed_page


def page(**parts: str) -> str:
    given = {"title": "T", "style": "p { margin: 0 }\n", "main": "<h1>M</h1>", "foot": "<p>F</p>"}
    return printed_page(**({"language": "ar", "direction": "rtl"} | given | parts)).decode()


def test_a_page_says_its_language_and_has_each_part_once() -> None:
    made = page()
    assert made.startswith('<!doctype html>\n<html lang="ar" dir="rtl">\n')
    for part in ("<title>T</title>", "p { margin: 0 }\n</style>", "<h1>M</h1>", "<p>F</p>"):
        assert made.count(part) == 1


def test_nothing_is_run_or_fetched() -> None:
    made = page()
    assert "default-src 'none'; style-src 'unsafe-inline'" in made
    assert not re.search(r"<script|<link|https?:|url\(|@import", made)


def test_braces_of_a_part_are_not_filled() -> None:
    assert "{main} {0} {{" in page(foot="{main} {0} {{")
