from __future__ import annotations

import pytest

from amana.reading.articles import shapes

HEADLINE = "Harbour Tribunal Opens Inquiry Into Shelling"
SENTENCE = (
    "The court said on Tuesday that it had opened an inquiry into the shelling of the market."
)


@pytest.mark.parametrize(
    ("shape", "fits", "fails"),
    [
        (shapes.is_paragraph, SENTENCE, HEADLINE),
        (shapes.is_headline, HEADLINE, SENTENCE),
        (shapes.is_numbered, "1. First", HEADLINE),
        (shapes.is_field, "Subject: Market", HEADLINE),
        (shapes.is_cut_short, "Harbour Tribunal Opens...", HEADLINE),
        (shapes.is_short, "By Lotte", SENTENCE),
        (shapes.is_rule, "-----", HEADLINE),
        (shapes.is_byline, "By Lotte Hvidvoll", HEADLINE),
        (shapes.is_date_line, "12 May 2024", HEADLINE),
    ],
)
def test_shapes_of_lines(shape: object, fits: str, fails: str) -> None:
    assert callable(shape)
    assert shape(fits)
    assert not shape(fails)


def test_words_are_counted() -> None:
    assert shapes.words_in("three short words") == 3


def test_furniture_is_known_by_its_text() -> None:
    found = shapes.furniture("Share", "share")
    assert found is not None
    assert found.why == "widget"
    assert shapes.furniture(SENTENCE, SENTENCE.lower()) is None
