from __future__ import annotations

from amana.reading.articles.beginnings import find_beginnings, has_furniture, layout_of
from amana.reading.articles.lines import cut_lines
from amana.records import Reading


def test_each_glued_article_has_a_beginning(glued: Reading) -> None:
    lines = cut_lines(glued.text)
    heads = find_beginnings(lines, layout_of(lines), sheets=False)
    assert len(heads) == 2
    assert has_furniture(heads)


def test_a_report_without_headlines_is_not_cut() -> None:
    lines = cut_lines("First finding of the team.\n\nSecond finding of the team.\n")
    heads = find_beginnings(lines, layout_of(lines), sheets=False)
    assert len(heads) <= 1


def test_wide_gaps_are_wide_against_the_usual_gap_of_the_text() -> None:
    lines = cut_lines("One.\n\nTwo.\n\nThree.\n\nFour.\n\n\n\n\nFive.\n\nSix.\n")
    layout = layout_of(lines)
    wide = [line.text for i, line in enumerate(lines) if i and layout.is_wide(lines, i)]
    assert wide == ["Five."]
