from __future__ import annotations

import pytest

from amana.reading.likeness.shingles import shingles, text_of
from amana.records import Reading, Recipe, State


def test_case_accents_and_marks_make_no_difference() -> None:
    plain = shingles("The convoy left Sana'a at dawn")
    assert shingles("THE CONVOY\nleft “Sana`a”, at dawn!") == plain
    assert "the convoy left" in plain
    assert shingles("كَتَبَ الرجلُ رسالةً") == shingles("كتب الرجل رسالة")


@pytest.mark.parametrize("text", ["", "one two", "…", "\u200f"])
def test_fewer_than_three_words_have_none(text: str) -> None:
    assert shingles(text) == frozenset()


def test_without_articles_all_of_the_text_counts() -> None:
    reading = Reading(
        original="0" * 64,
        key="1" * 64,
        recipe=Recipe(step="reading/text", tool="amana", version="1"),
        state=State.READ,
        media_type="text/plain",
        text="a b c",
    )
    assert text_of(reading, None) == "a b c"
