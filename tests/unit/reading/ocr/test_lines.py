from __future__ import annotations

from amana.reading.ocr.lines import RecognisedLine, Scale, Sureness, lines_of
from amana.reading.ocr.words import Word

SCALE = Scale(page=(612_000, 792_000), pixels=(1224, 1584))


def word(
    text: str, left: int, line: tuple[int, int, int] = (1, 1, 1), sureness: float = 90
) -> Word:
    """Make a word 20 pixels long and 10 high."""
    return Word(text, left, 100 * line[2], left + 20, 100 * line[2] + 10, sureness, line)


def test_words_of_a_line_are_joined_in_the_order_given() -> None:
    right_to_left = [word("قال", 500), word("الشاهد", 400), word("2020", 300)]
    assert lines_of([*right_to_left, word("then", 50, (1, 1, 2))], SCALE) == [
        RecognisedLine("قال الشاهد 2020", (150_000, 50_000, 260_000, 55_000), begins=False),
        RecognisedLine("then", (25_000, 100_000, 35_000, 105_000), begins=False),
    ]


def test_a_new_paragraph_is_marked() -> None:
    lines = lines_of([word("a", 1), word("b", 1, (1, 2, 1)), word("c", 1, (2, 1, 1))], SCALE)
    assert [line.begins for line in lines] == [False, True, True]


def test_a_box_never_leaves_the_page() -> None:
    (line,) = lines_of([word("edge", 1220)], SCALE)
    assert line.box[2] == 612_000


def test_noise_is_left_out() -> None:
    noise = [word("|;", 1, (1, 1, 2), 10), word("°", 40, (1, 1, 2), 45)]
    lines = lines_of([word("text", 1, (1, 1, 1), 31), *noise], SCALE)
    assert [line.text for line in lines] == ["text"]


def test_sureness_counts() -> None:
    sureness = Sureness()
    assert (sureness.mean, sureness.unsure_share) == (0, 0)
    sureness = sureness.with_words([word("a", 1, sureness=50), word("b", 1, sureness=99.9)])
    sureness = sureness.with_words([word("c", 1, sureness=60)])
    assert (sureness.words, sureness.mean, sureness.unsure_share) == (3, 69, 34)
