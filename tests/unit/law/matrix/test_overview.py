from __future__ import annotations

from tests.unit.law.matrix.case import EDITION, STORY, made

from amana.law.matrix.markup import wording
from amana.law.matrix.overview import COLUMNS, overview
from amana.law.matrix.page_rows import Printing
from amana.records import Effect


def test_every_effect_has_its_column_and_every_row_its_line() -> None:
    assert set(COLUMNS) == set(Effect)
    matrix = made(*STORY)
    words = wording("en")
    text = overview(matrix, words, Printing(words, EDITION))
    assert text.count('scope="row"') == len(list(matrix.rows()))
    assert text.count('scope="rowgroup"') == len(matrix.parts)
    for effect in COLUMNS:
        assert text.count(f'class="count {effect}"') == len(list(matrix.rows()))


def test_figures_count_links_and_say_that_they_are_no_measure() -> None:
    words = wording("en")
    text = overview(made(*STORY), words, Printing(words, EDITION))
    assert "They are no measure" in text
    assert "%" not in text
