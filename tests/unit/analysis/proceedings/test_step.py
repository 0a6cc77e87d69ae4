from __future__ import annotations

from amana.analysis.proceedings.step import Made


def test_the_parts_of_a_step() -> None:
    made = Made("veto", "blocked", (5, 9), by=[(0, 4)], votes=[(20, 24)])
    assert sorted(made.runs()) == [(0, 4), (5, 9), (20, 24)]
