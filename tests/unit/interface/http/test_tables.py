from __future__ import annotations

import msgspec
import pytest

from amana.core import NotFound
from amana.interface.http.tables import KeptTables, Tables, letters
from amana.records import Block, ByteRange, Cell, Locator, Reading, Recipe, Row, Segment, State


def reading(text: str, *segments: Segment, **more: object) -> Reading:
    return Reading(
        original="a" * 64,
        key="b" * 64,
        recipe=Recipe(step="reading/sheets", tool="amana", version="1"),
        state=State.READ,
        media_type="text/csv",
        text=text,
        segments=segments,
        **more,  # type: ignore[arg-type]  # the fields of a reading
    )


def at(start: int, end: int, place: Locator) -> Segment:
    return Segment(char_start=start, char_end=end, locator=place)


def test_cells_of_sheets_are_told_by_row_and_column() -> None:
    tables = Tables(
        reading(
            "One\tTwo\nX",
            at(0, 3, Cell(sheet="A", cell="A1")),
            at(4, 7, Cell(sheet="A", cell="AB12")),
            at(8, 9, Cell(sheet="B", cell="C2")),
        )
    )
    assert [(s.name, s.cells, s.rows, s.columns) for s in tables.sheets()] == [
        ("A", 2, 12, 28),
        ("B", 1, 2, 3),
    ]
    window = tables.window("A", 2, 200)
    assert [(c.row, c.column, c.text) for c in window.cells] == [(12, 28, "Two")]
    assert window.columns[:2] == ("A", "B")
    assert window.columns[-1] == "AB"
    assert window.more == 0


def test_a_cell_in_pieces_is_one_cell() -> None:
    tables = Tables(
        reading(
            "One two",
            at(0, 3, Cell(sheet="A", cell="B2")),
            at(4, 7, Cell(sheet="A", cell="B2")),
        )
    )
    (cell,) = tables.window("A", 1, 10).cells
    assert (cell.text, cell.char_start, cell.char_end) == ("One two", 0, 7)


def test_values_of_a_database_stand_below_the_names_of_their_columns() -> None:
    tables = Tables(
        reading(
            "7\tNadia",
            at(0, 1, Row(table="people", row=3, column="id")),
            at(2, 7, Row(table="people", row=3, column="name")),
        )
    )
    window = tables.window("people", 1, 10)
    assert window.columns == ("id", "name")
    assert [(c.row, c.column, c.text) for c in window.cells] == [(3, 1, "7"), (3, 2, "Nadia")]


def test_separated_values_are_cut_as_their_reader_counted_them() -> None:
    text = 'a;"b;c"\n;2\n'
    blocks = (
        Block(char_start=0, char_end=7, tag="tr"),
        Block(char_start=8, char_end=10, tag="tr"),
    )
    exact = Segment(
        char_start=0, char_end=len(text), locator=ByteRange(start=0, end=len(text)), exact=True
    )
    tables = Tables(reading(text, exact, blocks=blocks, metadata=(("csv:separator", "semicolon"),)))
    assert [(c.row, c.column, c.text) for c in tables.window("", 1, 10).cells] == [
        (1, 1, "a"),
        (1, 2, '"b;c"'),
        (2, 2, "2"),
    ]


def test_what_is_no_table_has_no_sheets() -> None:
    tables = Tables(reading("Words", at(0, 5, ByteRange(start=0, end=5))))
    assert tables.sheets() == ()
    with pytest.raises(NotFound):
        tables.window("A", 1, 10)


def test_very_wide_tables_say_how_many_columns_are_left_out() -> None:
    tables = Tables(reading("One", at(0, 3, Cell(sheet="A", cell=f"{letters(250)}1"))))
    window = tables.window("A", 1, 10)
    assert (len(window.columns), window.more, window.cells) == (200, 50, ())


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_columns_have_the_names_of_workbooks(number: int, name: str) -> None:
    assert letters(number) == name


def test_tables_that_were_looked_at_are_kept_a_while() -> None:
    kept = KeptTables(most=2)
    first, second, third = (
        msgspec.structs.replace(reading("One", at(0, 3, Cell(sheet="A", cell="A1"))), key=key)
        for key in ("a", "b", "c")
    )
    tables = kept.of(first)
    assert kept.of(second) is not tables
    assert kept.of(first) is tables
    kept.of(third)
    assert kept.of(first) is tables, "the one that was not looked at for longest goes first"
    kept.of(second)
    kept.of(third)
    assert kept.of(first) is not tables
