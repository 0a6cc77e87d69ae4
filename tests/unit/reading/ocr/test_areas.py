from __future__ import annotations

from amana.reading.ocr.areas import Area, Pixels, ink_in
from amana.reading.ocr.words import Word

WHITE, BLACK = b"\xff\xff\xff", b"\0\0\0"


def picture(*rows: str) -> Pixels:
    """Make a picture of rows in which `#` is black."""
    rgb = b"".join(BLACK if dot == "#" else WHITE for row in rows for dot in row)
    return Pixels(len(rows[0]), len(rows), rgb)


def test_an_area_is_cut_out() -> None:
    page = picture("##...", "##.#.", "##.#.", "##...")
    cut = Area(0.0, 2, 1, 5, 3).cut(page)
    assert cut == Pixels(3, 2, picture(".#.", ".#.").rgb, 2, 1)
    word = Word("l", 1, 0, 2, 2, 90, (1, 1, 1))
    assert cut.shifted(word)[1:5] == (3, 1, 4, 3)


def test_what_is_beyond_a_slanting_border_is_white() -> None:
    page = Pixels(40, 40, BLACK * 1600)
    cut = Area(0.25, 10, 10, 30, 30).cut(page)
    assert cut is not None
    assert cut.rgb.count(BLACK) < cut.width * cut.height
    white = [y for y in range(cut.height) if BLACK not in cut.rgb[3 * y * cut.width :][:3]]
    assert white


def test_outside_of_the_picture_nothing_is_cut() -> None:
    assert Area(0.0, 50, 50, 60, 60).cut(picture("..", "..")) is None
    assert Area(0.01, 50, 50, 60, 60).cut(picture("..", "..")) is None


def test_an_area_grows_on_all_sides() -> None:
    assert Area(0.1, 5, 5, 6, 6).wider(2) == Area(0.1, 3, 3, 8, 8)


def test_ink_is_darker_than_paper() -> None:
    inked = ink_in(picture(*["." * 50] * 49, "#" + "." * 49))
    assert inked(Area(0.0, 0, 40, 10, 60))
    assert not inked(Area(0.0, 5, 40, 10, 60))
    assert not inked(Area(0.0, 0, 0, 50, 40))


def test_on_dark_ground_all_is_ink() -> None:
    assert ink_in(picture(*["#" * 50] * 50))(Area(0.0, 0, 0, 10, 10))
    assert not ink_in(Pixels(0, 0, b""))(Area(0.0, 0, 0, 10, 10))
