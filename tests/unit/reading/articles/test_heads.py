from __future__ import annotations

from amana.reading.articles.heads import known_part, read_head, weigh
from amana.reading.articles.lines import cut_lines
from amana.records import Reading


def test_a_headline_with_repeated_furniture_weighs_more_than_a_bare_line(glued: Reading) -> None:
    lines = cut_lines(glued.text)
    bare = cut_lines("A line that could be a headline\n\nIt is followed by one sentence.\n")
    head, plain = read_head(lines, 0), read_head(bare, 0)
    heavy = weigh(head, lines, wide=True, first_in_text=True)
    light = weigh(plain, bare, wide=True, first_in_text=True)
    assert heavy > light


def test_a_widget_is_known_for_what_it_is() -> None:
    assert known_part("TT", "tt") is not None
    assert known_part("The court sat on Monday.", "the court sat on monday.") is None
