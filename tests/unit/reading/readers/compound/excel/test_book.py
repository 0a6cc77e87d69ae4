from __future__ import annotations

from collections.abc import Callable

from amana.reading.readers.compound.excel.book import read_book

Make = Callable[..., bytes]


def test_a_book_names_its_sheets_and_says_what_is_hidden(workbook: Make) -> None:
    book = read_book(workbook("Lists", state=1))
    (sheet,) = book.sheets
    assert (book.wide, book.encrypted) == (True, False)
    assert (sheet.name.text, sheet.hidden) == ("Lists", True)
    assert workbook("Lists", state=1)[sheet.start : sheet.start + 2] == b"\x09\x08"


def test_an_encrypted_book_says_so(workbook: Make) -> None:
    assert read_book(workbook(extra=b"\x2f\x00\x02\x00\x01\x00")).encrypted


def test_damage_is_no_failure(workbook: Make) -> None:
    data = workbook()
    for size in range(120):
        read_book(data[:size])
