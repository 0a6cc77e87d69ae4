from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.office.csv import (
    libraries,
    read,
    read_bytes,
    rows_of,
    separator_of,
    warm,
)
from amana.reading.wire import Budget, ChildRow, TextAnswer
from amana.records import State

BUDGET = Budget(text_chars=10_000_000, runs=100_000, pages=1, pixels=1)
Answer = Callable[..., tuple[TextAnswer, list[tuple[ChildRow, bytes]]]]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n", ";"),
        ("a\tb, c\n1\t2\n", "\t"),
        ("a|b|c\n1|2|3", "|"),
        ('"a;b",c\n"d;e;f",g\n', ","),
        ("one\ntwo\n", ","),
        ("", ","),
    ],
)
def test_the_separator_is_what_rows_agree_on(text: str, separator: str) -> None:
    assert separator_of(text) == separator


def test_rows_may_hold_line_ends_and_quotes() -> None:
    text = '\ufeffa,"b\r\n""c"""\r\n\r\n=1+1,"open\nlast'
    rows = rows_of(text, ",", 10)
    assert [(text[row.start : row.end], row.cells) for row in rows] == [
        ('a,"b\r\n""c"""', 2), ('=1+1,"open', 2), ("last", 1),
    ]  # fmt: skip
    assert rows_of(text, ",", 1) == rows[:1]


def test_the_text_is_the_original_and_each_row_a_block(answer: Answer) -> None:
    data = "\u0627\u0633\u0645;n\r\n=HYPERLINK(1);2\r\n".encode("windows-1256")
    found, children = answer(read, data)
    assert found.text == data.decode("windows-1256")
    assert [found.text[b.char_start : b.char_end] for b in found.blocks] == [
        "\u0627\u0633\u0645;n", "=HYPERLINK(1);2",
    ]  # fmt: skip
    assert found.metadata == (
        ("csv:separator", "semicolon"), ("csv:columns", "2"), ("csv:rows", "2"),
    )  # fmt: skip
    assert children == []
    for run in found.runs:
        assert run.exact
        assert (
            data[run.byte_start : run.byte_end].decode("windows-1256")
            == (found.text[run.char_start : run.char_end])
        )


def test_a_cell_without_end_is_read_all_the_same() -> None:
    data = b'a,b\n"=' + b"x" * 5_000_000
    found = read_bytes(data, BUDGET)
    assert len(found.text) == len(data)
    assert len(found.blocks) == 2


def test_what_is_no_text_is_no_table() -> None:
    assert [told.code for told in read_bytes(b"", BUDGET).notices] == [Code.EMPTY_FILE]


def test_it_reads_in_the_sandbox(through_pool: Callable[..., Outcome]) -> None:
    outcome = through_pool(b"a\tb\n1\t2\n", "list.tsv")
    assert outcome.state is State.READ
    assert outcome.reading is not None
    assert outcome.reading.recipe.step == "reading/csv"
    assert ("csv:separator", "tab") in outcome.reading.metadata


def test_nothing_but_python_decides() -> None:
    assert libraries() == ()
    warm()
