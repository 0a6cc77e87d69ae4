# ruff: noqa: RUF001 - Arabic letters are meant
from __future__ import annotations

from itertools import pairwise

import pytest

from amana.search import Piece, Snippet
from amana.search.highlight import WIDTH, Highlighter
from amana.search.query import parse

FILLER = "nothing of interest stands here and it goes on for quite some time "


def marked(question: str, text: str) -> list[str]:
    return [text[m.start : m.end] for m in Highlighter(parse(question)).marks(text)]


def snippets(question: str, *texts: str) -> tuple[Snippet, ...]:
    starts = [1000 * number for number in range(len(texts))]
    return Highlighter(parse(question)).snippets(
        [Piece(char_start=start, text=text) for start, text in zip(starts, texts, strict=True)]
    )


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        pytest.param("court", "The Court's courts; courtesy", ["Court's", "courts"], id="stem"),
        pytest.param("city", "Cities and a city", ["Cities", "city"], id="stem-with-y"),
        pytest.param(
            "محكمة", "للمحكمة والمَحْكَمَةِ ومحكمته", ["للمحكمة", "والمَحْكَمَةِ"], id="arabic"
        ),
        pytest.param("sanaa", "in Sana'a (Sanaʾa)", ["Sana'a", "Sanaʾa"], id="joined"),
        pytest.param("44000", "44,000 or ٤٤٬٠٠٠", ["44,000", "٤٤٬٠٠٠"], id="thousands"),
        pytest.param("UN", "the U.N. and UN.", ["U.N", "UN"], id="initials"),
        pytest.param("cour*", "Court COURTESY accourt", ["Court", "COURTESY"], id="beginning"),
        pytest.param('"war crimes"', "war crimes, crimes, war", ["war crimes"], id="phrase"),
        pytest.param(
            '"القوات المسلحة"', "والقوات المُسَلَّحَة هنا", ["والقوات المُسَلَّحَة"], id="particles"
        ),
        pytest.param('"war crimes" war', "war crimes war", ["war crimes", "war"], id="longest"),
        pytest.param("8(2)(b)", "rule 8(2)(b)(iv)", ["8(2)(b"], id="provision"),
        pytest.param("京", "北京市", ["京"], id="one-ideograph"),
        pytest.param("-court judge", "judge court", ["judge"], id="excluded-is-not-marked"),
        pytest.param("title:court judge", "judge court", ["judge"], id="title-is-not-marked"),
        pytest.param("title:court", "court", [], id="title-only"),
        pytest.param("lang:en", "court lang en", [], id="language"),
        pytest.param("", "court", [], id="blank"),
        pytest.param("court OR judge", "judge court", ["judge", "court"], id="alternatives"),
        pytest.param("y", "y x", ["y"], id="one-letter"),
    ],
)  # fmt: skip
def test_marks(question: str, text: str, words: list[str]) -> None:
    assert marked(question, text) == words


def test_a_short_text_is_quoted_whole() -> None:
    assert snippets("court", "  The court rose.\n") == (
        Snippet(char_start=2, char_end=17, quote="The court rose.", marks=((4, 9),)),
    )


def test_a_quotation_is_cut_between_words_around_the_match() -> None:
    text = FILLER * 20 + "the COURT rose " + FILLER * 20
    (snippet,) = snippets("court", text)
    assert text[snippet.char_start : snippet.char_end] == snippet.quote
    assert len(snippet.quote) <= WIDTH
    assert len(snippet.quote) > WIDTH - 30
    assert snippet.quote == snippet.quote.strip()
    assert text[snippet.char_start - 1] == text[snippet.char_end] == " "
    ((start, end),) = snippet.marks
    assert snippet.quote[start:end] == "COURT"
    assert abs(start - (len(snippet.quote) - end)) < 30  # in the middle


def test_room_left_at_one_side_is_given_to_the_other() -> None:
    text = "the court rose " + FILLER * 20
    (snippet,) = snippets("court", text)
    assert snippet.char_start == 0
    assert len(snippet.quote) > WIDTH - 30
    text = FILLER * 20 + "the court rose"
    (snippet,) = snippets("court", text)
    assert snippet.char_end == len(text)
    assert len(snippet.quote) > WIDTH - 30


def test_at_most_three_quotations_in_the_order_of_the_text() -> None:
    text = " ".join(f"court {n} {FILLER * 6}" for n in range(9))
    found = snippets("court", text)
    assert len(found) == 3
    assert [s.char_start for s in found] == sorted(s.char_start for s in found)
    for before, after in pairwise(found):
        assert before.char_end <= after.char_start


def test_the_quotation_with_most_terms_is_chosen_first() -> None:
    poor, rich = f"court court {FILLER * 6}", f"judge of the court {FILLER * 6}"
    found = snippets("court judge", poor, poor, poor, poor, rich)
    assert "judge of the court" in found[-1].quote
    assert len(found) == 3


def test_the_written_form_is_preferred_to_a_relative() -> None:
    found = snippets("courts", *(f"the court {FILLER * 6}" for _ in range(5)), "the courts rose")
    assert "the courts rose" in found[-1].quote


def test_a_term_that_is_not_yet_shown_is_preferred() -> None:
    texts = [f"court court court {FILLER * 6}" for _ in range(5)]
    found = snippets("court judge", *texts, f"a judge {FILLER * 6}")
    assert any("judge" in s.quote for s in found)


def test_every_match_in_a_quotation_is_marked() -> None:
    (snippet,) = snippets("court", "court and court and court")
    assert snippet.marks == ((0, 5), (10, 15), (20, 25))


def test_quotations_do_not_reach_into_another_piece() -> None:
    found = snippets("court judge", "the court", "the judge")
    assert [(s.char_start, s.quote) for s in found] == [(0, "the court"), (1000, "the judge")]


def test_pieces_are_quoted_in_the_order_of_the_text() -> None:
    pieces = [Piece(char_start=50, text="the court"), Piece(char_start=0, text="a court")]
    found = Highlighter(parse("court")).snippets(pieces)
    assert [s.char_start for s in found] == [0, 50]


def test_without_marks_the_beginning_is_quoted() -> None:
    (snippet,) = snippets("absent", "", " \n ", "  " + FILLER * 20)
    assert snippet.char_start == 2002
    assert snippet.marks == ()
    assert 200 < len(snippet.quote) <= WIDTH
    assert snippets("absent", "", "  ") == ()
    assert snippets("absent") == ()


def test_a_text_without_blanks_is_cut_between_letters() -> None:
    text = "北" * 1000 + "京" + "北" * 1000
    (snippet,) = snippets("京", text)
    assert len(snippet.quote) == WIDTH
    assert snippet.quote[snippet.marks[0][0]] == "京"
    text = "क्षे" * 300 + "京" + "क्षे" * 300
    (snippet,) = snippets("京", text)
    assert not snippet.quote.startswith(("्", "े"))
    assert not text[snippet.char_end].startswith(("्", "े"))


def test_a_match_longer_than_a_quotation_is_quoted_whole() -> None:
    phrase = " ".join(["very"] * 60)
    (snippet,) = snippets(f'"{phrase}"', f"{FILLER}{phrase} {FILLER}")
    assert snippet.quote == phrase
    assert snippet.marks == ((0, len(phrase)),)


def test_no_mark_is_cut_at_the_edge_of_a_quotation() -> None:
    for distance in range(90, 140):
        text = "war crimes " + "x" * distance + " court " + "y" * distance + " war crimes"
        for snippet in snippets('court OR "war crimes"', text):
            inside = [snippet.quote[start:end] for start, end in snippet.marks]
            assert snippet.quote.count("war") == snippet.quote.count("crimes")
            assert inside.count("war crimes") == snippet.quote.count("war")


def test_a_text_full_of_matches_is_quoted_too() -> None:
    found = snippets("court", "court " * 5000)
    assert len(found) == 3
    assert all(len(s.quote) <= WIDTH for s in found)


def test_a_very_long_text_is_quoted_where_it_answers_first() -> None:
    text = FILLER * 20_000 + "the court rose " + "court " * 200_000
    found = snippets('court "the court"', text, "court")
    assert found[0].quote[found[0].marks[0][0] :].startswith("the court")
    assert len(found) == 3
