from __future__ import annotations

import pytest

from amana.analysis.names.pieces import pieces_of
from amana.analysis.names.tokens import tokens_of


def cut(text: str, *, headline: bool = False) -> list[tuple[str, str | None]]:
    pieces = pieces_of(tokens_of(text, 0, len(text)), headline=headline)
    return [(text[each.start : each.end], each.type) for each in pieces]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Earlier on Sunday, Commissioner Dalia Mansur left.", [("Dalia Mansur", None)]),
        ("He met Omar bin Khalid al-Norden in May.", [("Omar bin Khalid al-Norden", None)]),
        ("The US-led coalition and pro-Iranian groups", [("US", "GPE"), ("pro-Iranian", "NORP")]),
        ("Will they come? Nobody", []),
        ("Talks with Jordan Whitfield began.", [("Jordan Whitfield", None)]),
        ("Talks with Jordan began.", [("Jordan", "GPE")]),
        ("Jordan said on Monday that it would wait.", [("Jordan", "GPE")]),
        ("We met Tang Hau-yip there.", [("Tang Hau-yip", None)]),
        ("A Vesk Norden-backed group left.", [("Vesk Norden", None)]),
        ("Chad's army left.", [("Chad", "GPE")]),
        ("an analyst at Stratnor said", [("Stratnor", None)]),
        ("the Norden airport closed", [("Norden airport", "FAC")]),
    ],
)
def test_a_sentence_is_cut_into_names(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert cut(text) == expected


def test_common_words_of_a_headline_begin_no_name() -> None:
    assert cut("Mansurova Issues Grave Warning Over Libya", headline=True) == [
        ("Mansurova", None),
        ("Libya", "GPE"),
    ]


def test_titles_are_remembered() -> None:
    text = "President Nordenov spoke."
    assert [each.titled for each in pieces_of(tokens_of(text, 0, len(text)), headline=False)] == [
        True
    ]
