from __future__ import annotations

from amana.reading.articles.lines import cut_lines, ends_sentence, lines_of, trim


def test_lines_stand_where_they_stand_in_the_text() -> None:
    text = "  Head line here\r\n\r\nBody.\u202f\n"
    for line in cut_lines(text):
        assert text[line.start : line.end] == line.text
        assert line.text == line.text.strip()


def test_gaps_count_the_empty_lines_before() -> None:
    assert [line.gap for line in cut_lines("a\nb\n\n\nc")] == [0, 0, 2]


def test_trim_gives_nothing_for_white_space() -> None:
    assert trim("  ab ", 0, 5) == (2, 4)
    assert trim("    ", 0, 4) is None


def test_lines_of_ranges() -> None:
    text = "abc  def"
    assert [line.text for line in lines_of(text, [(0, 4), (4, 8)])] == ["abc", "def"]


def test_sentences_end_with_their_signs() -> None:
    assert ends_sentence("He went.")
    assert ends_sentence("هل ذهب؟")
    assert not ends_sentence("Court Opens Inquiry")
