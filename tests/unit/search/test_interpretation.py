from __future__ import annotations

import pytest

from amana.search import Condition, Query, Remark, Sought
from amana.search.interpretation import interpretation, understood
from amana.search.query import parse


def told(question: str, language: str | None = None, media_type: str | None = None) -> str:
    query = Query(text=question, acl=frozenset(), language=language, media_type=media_type)
    return interpretation(parse(question), query)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("", "All texts."),
        ("court", "Texts with “court”."),
        ("court judge", "Texts with “court” and “judge”."),
        ("a b c", "Texts with “a”, “b” and “c”."),
        ("a OR b c", "Texts with either “a” or “b”, and with “c”."),
        ("-court", "All texts, without “court”."),
        ("a -b -c", "Texts with “a”, without “b” and “c”."),
        ('"war crimes"', "Texts with the phrase “war crimes”."),
        ('"crimes"', "Texts with the very word “crimes”."),
        ("crim*", "Texts with a word that begins with “crim”."),
        ("title:court", "Texts with “court” in the title."),
        ('title:"the court"', "Texts with the phrase “the court” in the title."),
        ("court lang:ar", "Texts with “court” and the language “ar”."),
        ("محكمة حلب", "Texts with \u2068“محكمة”\u2069 and \u2068“حلب”\u2069."),
        ("!?", "There is no word to look for in “!?”."),
        (
            'court "open',
            (
                "Texts with “court” and the very word “open”. "
                "A quotation mark that is not closed was taken to reach to the end."
            ),
        ),
    ],
)
def test_a_query_is_told_in_plain_words(question: str, sentence: str) -> None:
    assert told(question) == sentence


def parts(question: str) -> list[tuple[bool, list[tuple[str, str, bool]]]]:
    read = understood(parse(question), Query(text=question, acl=frozenset()))
    return [
        (clause.excluded, [(each.kind, each.shown, each.title) for each in clause.any_of])
        for clause in read.conditions
    ]


def test_a_query_is_told_in_parts_too() -> None:
    assert parts('a OR "b c" -title:crim* "d" lang:ar') == [
        (False, [("word", "a", False), ("phrase", "b c", False)]),
        (True, [("beginning", "crim", True)]),
        (False, [("exact", "d", False)]),
        (False, [("language", "ar", False)]),
    ]
    read = understood(parse("!?"), Query(text="!?", acl=frozenset(), language="ar"))
    assert (read.everything, read.conditions, read.language) == (False, (), "ar")
    assert read.remarks == (Remark(code="nothing", shown="!?"),)
    assert understood(parse(""), Query(text="", acl=frozenset())).everything
    long = understood(parse("a" * 99), Query(text="a" * 99, acl=frozenset()))
    assert long.conditions == (Condition(any_of=(Sought(kind="phrase", shown="a" * 59 + "…"),)),)


def test_filters_are_told() -> None:
    assert told("court", language="ar") == "Texts with “court”; only in the language “ar”."
    assert told("", media_type="text/html") == "All texts; only of the type “text/html”."


def test_control_characters_do_not_come_back() -> None:
    sentence = told("co\x1b[31murt \u202ejudge\x00 !?")
    assert all(sign not in sentence for sign in "\x1b\x00\u202e")
