from __future__ import annotations

from collections.abc import Callable

from amana.reading.readers.compound.excel.book import read_book
from amana.reading.readers.compound.excel.remarks import Remarks, cell_name

Make = Callable[..., bytes]


def test_comments_have_their_cell_and_author_and_boxes_their_text(workbook: Make) -> None:
    data = workbook()
    book = read_book(data)
    note, box = Remarks(data, book).read(book.sheets[0].start)
    assert (note.hint, note.cell, note.author) == ("comment", "B2", "Ana")
    assert [letters.text for letters in note.letters] == ["Look here"]
    (letters,) = box.letters
    assert (box.hint, letters.text, letters.encoding) == ("textbox", "Box", "utf-16le")
    assert data[letters.start : letters.end].decode("utf-16-le") == "Box"


def test_damage_is_no_failure(workbook: Make) -> None:
    data = workbook()
    book = read_book(data)
    for size in range(book.sheets[0].start, len(data)):
        list(Remarks(data[:size], book).read(book.sheets[0].start))


def test_cells_are_named_as_on_the_screen() -> None:
    names = [
        cell_name(0, 0),
        cell_name(9, 25),
        cell_name(0, 26),
        cell_name(6, 701),
        cell_name(0, 702),
    ]
    assert names == ["A1", "Z10", "AA1", "ZZ7", "AAA1"]
