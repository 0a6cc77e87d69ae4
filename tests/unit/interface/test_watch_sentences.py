from __future__ import annotations

import pytest

from amana.archive import Watching
from amana.interface.watch_sentences import (
    LOOKS,
    spell_measures,
    spell_pause,
    told_of_watches,
)
from amana.records import Looked, Measures


def test_there_are_words_for_whatever_a_look_finds() -> None:
    assert set(LOOKS) == set(Looked)


@pytest.mark.parametrize(
    ("seconds", "said"), [(21_600, "6h"), (86_400, "1d"), (90, "90s"), (5_400, "90m"), (60, "1m")]
)
def test_pauses_are_told_as_people_write_them(seconds: int, said: str) -> None:
    assert spell_pause(seconds) == said


def test_measures_are_told_as_far_as_they_differ() -> None:
    assert spell_measures(Measures(kept=3, added=0, tiles=0)) == ""
    said = spell_measures(Measures(added=2, clocks=1, tiles=125, taller=-40, title=True))
    assert said == (
        "paragraphs: 2 added; clocks that went on: 1; 12.5 % of the picture; 40 pixels less; "
        "another title"
    )


def test_the_status_tells_of_watches_where_there_are_any() -> None:
    assert list(told_of_watches(Watching())) == []
    (pages, left) = told_of_watches(Watching(pages=3, due=1, gone=1, left=1))
    assert pages == "3 pages are watched: 1 due, 1 gone. `amana watch list`"
    assert left.startswith("! 1 capture was broken off by a crash")
