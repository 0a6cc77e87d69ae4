from __future__ import annotations

from collections.abc import Iterator

from amana.reading.notices import Code
from amana.reading.readers.tables import Origin, Table, TableRow, Value, write
from amana.reading.wire import Budget, RowRun, Told


def budget(text_chars: int = 10_000, runs: int = 1000) -> Budget:
    return Budget(text_chars=text_chars, runs=runs, pages=1, pixels=1)


def counted(name: str, rows: int) -> Table:
    def numbers() -> Iterator[TableRow]:
        for n in range(1, rows + 1):
            yield TableRow(n, (Value("n", f"{n:04d}"),))

    return Table(name, ("n",), numbers())


def test_a_table_is_its_name_its_columns_and_its_rows() -> None:
    rows = iter([TableRow(7, (Value("a", "x"), Value("b", ""), Value("c", "two\nlines")))])
    origin = Origin("schema", 3, "sql")
    written = write([Table("t", ("a", "b", "c"), rows, None, origin)], budget())
    assert written.text == "t\na\tb\tc\nx\t\ttwo\nlines"
    assert [part.name for part in written.part_names] == ["schema", "t"]
    assert written.rows == (
        RowRun(2, 7, 0, 3, "sql"),
        RowRun(8, 9, 1, 7, "a"),
        RowRun(11, 20, 1, 7, "c"),
    )
    assert [(row.tag, row.hints) for row in written.blocks] == [
        ("h2", ("table",)),
        ("tr", ("columns",)),
        ("tr", ()),
    ]
    assert written.counts == (("t", 1, False),)


def test_a_large_table_does_not_keep_a_small_one_out() -> None:
    written = write([counted("large", 10_000), counted("small", 20)], budget(text_chars=1000))
    assert written.counts[1] == ("small", 20, False)
    name, count, more = written.counts[0]
    assert (name, more) == ("large", True)
    assert 150 < count < 180  # all that the small one has left
    assert written.notices == (Told(Code.ROWS_CUT, 1),)
    assert len(written.text) <= 1000


def test_the_map_is_a_budget_as_well() -> None:
    written = write([counted("a", 500), counted("b", 500)], budget(runs=100))
    assert [count for _name, count, _more in written.counts] == [50, 50]
    assert len(written.rows) == 100


def test_one_value_beyond_the_budget_is_cut() -> None:
    rows = iter([TableRow(1, (Value("a", "x" * 500),))])
    written = write([Table("t", ("a",), rows)], budget(text_chars=100))
    assert len(written.text) == 100
    assert written.rows[-1].char_end == 100
    assert Told(Code.TEXT_CUT, 100) in written.notices


def test_rows_without_values_end_as_well() -> None:
    def empty() -> Iterator[TableRow]:
        while True:
            yield TableRow(1, (Value("a", ""),))

    written = write([Table("t", ("a",), empty())], budget(text_chars=100))
    assert written.notices == (Told(Code.ROWS_CUT, 1),)


def test_more_tables_than_there_is_room_for_are_told() -> None:
    written = write([counted("a" * 60, 1), counted("b" * 60, 1)], budget(text_chars=100))
    assert written.text.startswith("a" * 60)
    assert written.notices == (Told(Code.ROWS_CUT, 1),)


def test_no_tables_are_no_text() -> None:
    assert write([], budget()).text == ""
