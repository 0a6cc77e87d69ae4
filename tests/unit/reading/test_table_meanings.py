from __future__ import annotations

from amana.reading.codes import Code, Effect
from amana.reading.meanings import MEANING
from amana.reading.table_meanings import TABLES


def test_rows_that_were_not_read_make_a_reading_partial_and_the_rest_is_told() -> None:
    assert {code for code, row in TABLES.items() if row.effect is Effect.PARTLY} == {Code.ROWS_CUT}
    assert all(MEANING[code] is row for code, row in TABLES.items())
