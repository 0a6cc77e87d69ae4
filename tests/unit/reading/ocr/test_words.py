from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.reading.ocr.words import Word, weight, words_of

HEAD = (
    "level page_num block_num par_num line_num word_num left top width height conf text\n"
).replace(" ", "\t")
ROW = "5\t1\t2\t1\t3\t4\t10\t20\t30\t40\t96.5\tword"


def test_a_word_and_its_place() -> None:
    table = HEAD + "4\t1\t2\t1\t3\t0\t10\t20\t30\t40\t-1\t\n" + ROW + "\n"
    (word,) = words_of(table.encode())
    assert word == Word("word", 10, 20, 40, 60, 96.5, (2, 1, 3))


def test_marks_of_direction_are_dropped() -> None:
    table = ROW.replace("word", "\u200e14:30\u200f") + "\n" + ROW.replace("word", "شاهد\u200f")
    assert [word.text for word in words_of(table.encode())] == ["14:30", "شاهد"]


@pytest.mark.parametrize(
    "row",
    [
        ROW.replace("word", "\u200f"),
        ROW.replace("96.5", "-1"),
        ROW.replace("96.5", "nan"),
        ROW.replace("\t30\t", "\t-30\t"),
        ROW.replace("\t30\t", "\t99999999999\t"),
        ROW + "\tmore",
        "5\t1",
        "",
    ],
)
def test_what_does_not_fit_is_left_out(row: str) -> None:
    assert list(words_of(row.encode())) == []


@given(st.binary(max_size=300))
def test_any_bytes_are_taken(data: bytes) -> None:
    for word in words_of(ROW.encode() + b"\n" + data):
        assert word.text
        assert 0 <= word.sureness <= 100
        assert word.left <= word.right
        assert word.top <= word.bottom


def test_weight_counts_letters_by_how_sure_they_are() -> None:
    words = [Word("ab", 0, 0, 1, 1, 50, (1, 1, 1)), Word("c", 0, 0, 1, 1, 90, (1, 1, 1))]
    assert weight(words) == 190
    assert weight([]) == 0
