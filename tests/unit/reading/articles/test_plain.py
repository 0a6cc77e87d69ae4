from __future__ import annotations

from amana.reading.articles.lines import cut_lines
from amana.reading.articles.plain import drafts_of
from amana.records import Reading


def test_two_articles_give_two_drafts_in_text_order(glued: Reading) -> None:
    first, second = drafts_of(cut_lines(glued.text), sheets=False)
    assert first.outer()[1] <= second.outer()[0]


def test_nothing_gives_nothing() -> None:
    assert drafts_of([], sheets=False) == []


def test_a_refrain_is_no_boundary() -> None:
    refrain = "We walked along the river"
    verses = [f"{refrain}\nand the lamps were lit in house number {n}.\n" for n in range(4)]
    assert len(drafts_of(cut_lines("\n".join(verses)), sheets=False)) == 1
