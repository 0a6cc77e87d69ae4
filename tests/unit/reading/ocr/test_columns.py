from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amana.reading.ocr.columns import Inked, from_right, parts_of
from amana.reading.ocr.words import Word

HIGH, STEP = 20, 30


def line(number: int, *runs: tuple[int, int], text: str = "word", fall: float = 0.0) -> list[Word]:
    """Make a line of runs (from where, how many words); words are 40 wide and 10 apart.

    Words stand in the order of reading, so those in Arabic from the right.
    """
    words = []
    for left, count in runs:
        for index in range(count):
            x = left + 50 * index
            y = number * STEP + int(fall * x)
            words.append(Word(text, x, y, x + 40, y + HIGH, 90, (1, 1, number)))
    return words[::-1] if from_right(words) else words


def two_columns(text: str, fall: float = 0.0) -> list[Word]:
    """Make a page: a line across, eight in two columns, a line across."""
    page = line(0, (0, 13), text=text, fall=fall)
    for number in range(1, 9):
        page += line(number, (0, 6), (350, 6), text=text, fall=fall)
    return page + line(9, (0, 13), text=text, fall=fall)


def blank(*_: object) -> bool:
    """Tell that nothing is anywhere."""
    return False


def full(*_: object) -> bool:
    """Tell that there is ink everywhere."""
    return True


def inside(words: list[Word]) -> Inked:
    """Return what tells that there is ink where these words are."""
    return lambda area: any(
        word.left < area.right and word.right > area.left
        and word.top < area.bottom and word.bottom > area.top
        for word in words
    )  # fmt: skip


def lefts(words: list[Word]) -> tuple[int, int, int]:
    """Return between which edges words stand, and how many they are."""
    return min(word.left for word in words), max(word.right for word in words), len(words)


def test_columns_are_read_one_after_the_other() -> None:
    page = two_columns("word")
    parts = parts_of(page, inside(page))
    assert [lefts(part.words) for part in parts] == [
        (0, 640, 13), (0, 290, 48), (350, 640, 48), (0, 640, 13),
    ]  # fmt: skip
    assert [part.area is not None for part in parts] == [False, True, True, False]
    left, right = parts[1].area, parts[2].area
    assert left is not None
    assert right is not None
    assert 290 <= left.right == right.left <= 350


def test_in_arabic_the_right_column_comes_first() -> None:
    page = two_columns("كلمة")
    parts = parts_of(page, inside(page))
    assert [lefts(part.words)[0] for part in parts] == [0, 350, 0, 0]


def test_a_page_that_is_not_upright_has_columns_too() -> None:
    page = two_columns("word", fall=0.02)
    assert [lefts(part.words)[0] for part in parts_of(page, full)] == [0, 0, 350, 0]


def test_three_columns() -> None:
    page = [word for n in range(8) for word in line(n, (0, 5), (300, 5), (600, 5))]
    parts = parts_of(page, full)
    assert [lefts(part.words)[0] for part in parts] == [0, 300, 600]
    assert all(part.area for part in parts)


def test_the_rows_of_a_table_are_read_across() -> None:
    page = [word for n in range(12) for word in line(n, (0, 1), (150, 2), (400, 2), (600, 1))]
    assert [part.words for part in parts_of(page, full)] == [page]


def test_a_list_of_names_beside_text_is_no_column() -> None:
    page = [word for n in range(12) for word in line(n, (0, 1), (150, 8))]
    assert len(parts_of(page, full)) == 1


def test_a_word_without_ink_in_the_gutter_does_not_end_it() -> None:
    page = two_columns("word")
    seen = Word("2", 292, 5 * STEP, 348, 5 * STEP + HIGH, 41, (1, 1, 5))
    at = page.index(next(word for word in page if word.place[2] == 6))
    with_digit = [*page[:at], seen, *page[at:]]
    counts = [
        [len(part.words) for part in parts_of(with_digit, inked)] for inked in (inside(page), full)
    ]
    assert counts == [[13, 48, 49, 13], [13, 24, 24, 62]]


def test_few_words_have_no_columns() -> None:
    page = [word for n in range(4) for word in line(n, (0, 2), (350, 2))]
    assert [part.words for part in parts_of(page, full)] == [page]
    assert parts_of([], full)[0].words == []


def test_direction_is_that_of_most_letters() -> None:
    assert from_right(line(1, (0, 2), text="شاهد"))
    assert not from_right(line(1, (0, 2), text="2020"))
    assert not from_right([*line(1, (0, 1), text="شاهد"), *line(1, (0, 2), text="witness")])


@given(
    st.lists(
        st.builds(
            lambda x, y, wide, high, row: Word("ab", x, y, x + wide, y + high, 50, (1, 1, row)),
            st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 300), st.integers(0, 90),
            st.integers(0, 30),
        ),
        max_size=120,
    )
)  # fmt: skip
def test_no_word_is_lost_or_read_twice(page: list[Word]) -> None:
    for inked in (blank, full):
        parts = parts_of(page, inked)
        assert sorted(word for part in parts for word in part.words) == sorted(page)
