from __future__ import annotations

from amana.reading.ocr.areas import Pixels
from amana.reading.ocr.passes import page_words
from amana.reading.ocr.words import Word

PAGE = Pixels(700, 400, b"\xff" * 840_000)


def line(text: str, top: int, *lefts: int, sureness: float = 90) -> list[Word]:
    """Make a line of words, 40 wide and 20 high."""
    return [Word(text, x, top, x + 40, top + 20, sureness, (1, 1, top)) for x in lefts]


def never(picture: Pixels, languages: str) -> list[Word]:
    """Refuse a second pass."""
    raise AssertionError((picture.width, languages))


def test_one_column_in_latin_letters_is_read_once() -> None:
    page = line("word", 0, 0, 50, 100)
    assert page_words(PAGE, page, "ara+eng", never) == page
    assert page_words(PAGE, [], "ara+eng", never) == []


def test_arabic_is_read_again_as_such_and_the_heavier_counts() -> None:
    asked = []

    def again(picture: Pixels, languages: str) -> list[Word]:
        asked.append((picture, languages))
        return line("شاهد", 0, 0, 50, sureness=sureness)

    first = line("شاهد", 0, 0, 50, sureness=80)
    for sureness in (90.0, 80.0, 70.0):
        found = page_words(PAGE, first, "ara+eng+fra", again)
        assert [word.sureness for word in found] == [max(80, sureness)] * 2
    assert asked == [(PAGE, "ara")] * 3


def test_without_a_language_from_the_right_or_with_two_scripts_there_is_no_second_pass() -> None:
    arabic = line("شاهد", 0, 0, 50)
    assert page_words(PAGE, arabic, "eng+fra", never) == arabic
    assert page_words(PAGE, arabic, "ara", never) == arabic
    mixed = [*arabic, *line("witness", 30, 0)]
    assert page_words(PAGE, mixed, "ara+eng", never) == mixed


def columns() -> list[Word]:
    """Make a page of two columns."""
    starts = (0, 50, 100, 150, 350, 400, 450, 500)
    return [word for row in range(8) for word in line("word", 30 * row, *starts)]


def test_each_column_is_read_again_in_its_own_picture() -> None:
    def again(picture: Pixels, languages: str) -> list[Word]:
        assert languages == "eng"
        assert picture.width < 400
        return [Word("better", 10, 20, 60, 40, 95, (1, 1, 1)) for _ in range(40)]

    found = page_words(PAGE, columns(), "eng", again)
    assert {word.text for word in found} == {"better"}
    assert len(found) == 80
    assert found[0].left < 60
    assert found[-1].left > 250
    assert found[0].place[0] < found[-1].place[0]


def test_a_column_in_which_far_less_is_found_stays_as_it_was() -> None:
    found = page_words(PAGE, columns(), "eng", lambda _picture, _languages: [])
    assert len(found) == 64
    assert [word.left for word in found[:8]] == [0, 50, 100, 150] * 2


def test_the_line_above_arabic_columns_is_not_replaced_by_the_page() -> None:
    starts = (500, 450, 400, 350, 150, 100, 50, 0)
    title = line("عنوان", 0, *range(550, -1, -50))
    page = title + [word for row in range(1, 9) for word in line("كلمة", 30 * row, *starts)]
    inked = PAGE._replace(rgb=b"\0" * 3 * 700 * 20 + b"\xff" * 3 * 700 * 380)
    pictures = []

    def again(picture: Pixels, languages: str) -> list[Word]:
        assert languages == "ara"
        pictures.append(picture)
        return []

    found = page_words(inked, page, "ara+eng", again)
    assert [word.text for word in found[:12]] == ["عنوان"] * 12
    assert len(found) == len(page)
    assert [picture.width < 400 for picture in pictures] == [True, True]
