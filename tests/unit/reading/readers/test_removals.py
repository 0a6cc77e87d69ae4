from __future__ import annotations

import pytest

from amana.reading.readers.paragraphs import Paragraphs, Place
from amana.reading.readers.removals import Mark, Removals, label, moment
from amana.reading.wire import Budget

BUDGET = Budget(text_chars=1000, runs=100, pages=1, pixels=1)
NOON = (113 << 20) | (6 << 16) | (1 << 11) | (12 << 6) | 5


@pytest.mark.parametrize(
    ("bits", "said"),
    [(NOON, "2013-06-01T12:05"), (0, ""), (NOON | 0x3F, ""), (0xFFFFFFFF, "")],
)
def test_a_moment(bits: int, said: str) -> None:
    assert moment(bits) == said


def test_a_label_says_what_is_known() -> None:
    authors = ["Unknown", "Nadia Example"]
    assert label(Mark(1, NOON), authors) == "[del Nadia Example, 2013-06-01T12:05] "
    assert label(Mark(0, NOON), authors) == "[del 2013-06-01T12:05] "
    assert label(Mark(7), authors) == label(Mark(-1), authors) == "[del] "


def test_passages_of_one_hand_are_one_until_they_are_cut() -> None:
    removals, text = Removals(), Paragraphs(BUDGET)
    removals.put("one ", Place(0, 4, exact=True), Mark())
    removals.put("two", Place(4, 7, exact=True), Mark())
    removals.cut()
    removals.put("three", None, Mark())
    removals.put("four", None, Mark(1))
    removals.put(" ", None, Mark(2))
    removals.put("", None, Mark(3))
    removals.write(text, ["", "N"])
    found = text.answer()
    assert found.text == "[del] one two\n[del] three\n[del N] four"
    assert all(block.hints == ("deleted",) for block in found.blocks)
    assert removals.count == 15
    assert [(run.char_start, run.char_end) for run in found.runs] == [(6, 13)]
