from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from amana.reading.believing import refuse_impossible
from amana.reading.notices import Code
from amana.reading.ocr.lines import RecognisedLine
from amana.reading.ocr.splice import with_recognised
from amana.reading.wire import BlockRow, Budget, Line, ReadOrder, TextAnswer

BUDGET = Budget(text_chars=1000, runs=100, pages=100, pixels=100)
BOX = (0, 0, 10, 10)


def answer_of(*pages: list[str]) -> TextAnswer:
    """Make an answer as the reader of PDFs does: lines, pages apart by an empty line."""
    text, lines, spans = "", [], []
    for number, page in enumerate(pages, 1):
        if text and page:
            text += "\n\n"
        start = len(text)
        for index, words in enumerate(page):
            text += "\n" if index else ""
            lines.append(Line(len(text), len(text) + len(words), number, (BOX,)))
            text += words
        spans.append((start, len(text)))
    return TextAnswer(text=text, lines=tuple(lines), pages=tuple(spans))


def recognised(*texts: str) -> list[RecognisedLine]:
    """Make recognised lines; one that begins with `>` begins a paragraph."""
    return [RecognisedLine(t.lstrip(">"), BOX, t.startswith(">")) for t in texts]


def shown(answer: TextAnswer) -> list[str]:
    """Return the text of each page."""
    return [answer.text[start:end] for start, end in answer.pages]


def test_blocks_move_with_their_words() -> None:
    answer = answer_of(["one"], [], ["three"])
    note = BlockRow(5, 10, "p", ("aside",), ("comment",), 0)
    whole = structs.replace(answer, blocks=(note,))
    _, moved = with_recognised(whole, {2: recognised("two")}, BUDGET).blocks
    assert (moved.char_start, moved.char_end, moved.hints) == (10, 15, ("comment",))


def test_a_scan_between_pages_of_text() -> None:
    answer = with_recognised(
        answer_of(["one"], [], ["three"]), {2: recognised("two", "lines", ">apart")}, BUDGET
    )
    assert answer.text == "one\n\ntwo\nlines\n\napart\n\nthree"
    assert shown(answer) == ["one", "two\nlines\n\napart", "three"]
    assert [(answer.text[line.char_start : line.char_end], line.page) for line in answer.lines] == [
        ("one", 1), ("two", 2), ("lines", 2), ("apart", 2), ("three", 3),
    ]  # fmt: skip


def test_each_recognised_paragraph_is_a_block() -> None:
    found = {1: recognised("one", "line", ">two"), 2: recognised("three")}
    answer = with_recognised(answer_of(["No. 7"], []), found, BUDGET)
    assert [answer.text[block.char_start : block.char_end] for block in answer.blocks] == [
        "one\nline", "two", "three",
    ]  # fmt: skip
    assert {block.tag for block in answer.blocks} == {"p"}


def test_scans_at_the_beginning_and_at_the_end() -> None:
    answer = with_recognised(
        answer_of([], [], ["three"], []),
        {1: recognised("one"), 2: recognised("two"), 4: recognised("four")},
        BUDGET,
    )
    assert answer.text == "one\n\ntwo\n\nthree\n\nfour"
    assert shown(answer) == ["one", "two", "three", "four"]


def test_what_is_recognised_follows_the_stamp_on_the_page() -> None:
    answer = with_recognised(
        answer_of(["No. 7"], ["No. 8"]), {1: recognised("scan"), 2: recognised("next")}, BUDGET
    )
    assert answer.text == "No. 7\nscan\n\nNo. 8\nnext"
    assert shown(answer) == ["No. 7\nscan", "No. 8\nnext"]


def test_nothing_recognised_changes_nothing() -> None:
    before = answer_of(["one"], [], ["three", "lines"])
    assert with_recognised(before, {}, BUDGET) == before
    assert with_recognised(before, {2: []}, BUDGET) == before


def test_the_budget_of_text_holds() -> None:
    narrow = Budget(text_chars=30, runs=100, pages=100, pixels=100)
    answer = with_recognised(
        answer_of([], ["the last page"]), {1: recognised("four", "five", "seven", "nine")}, narrow
    )
    assert len(answer.text) <= 30
    assert answer.text.endswith("the last page")
    assert [told.code for told in answer.notices] == [Code.TEXT_CUT]


@given(
    st.lists(st.lists(st.sampled_from(["a", "bb", "c c"]), max_size=3), max_size=6),
    st.dictionaries(
        st.integers(1, 6), st.lists(st.sampled_from(["x", ">yy", "z"]), max_size=3), max_size=6
    ),
)
def test_every_line_keeps_its_text_and_its_page(
    pages: list[list[str]], found: dict[int, list[str]]
) -> None:
    before = answer_of(*pages)
    lines = {page: recognised(*texts) for page, texts in found.items()}
    answer = with_recognised(before, lines, BUDGET)
    refuse_impossible(answer, ReadOrder(family="pdf", name="", size=1, budget=BUDGET))
    for number, old in enumerate(pages, 1):
        start, end = answer.pages[number - 1]
        new = [
            answer.text[line.char_start : line.char_end]
            for line in answer.lines
            if line.page == number
        ]
        assert new == old + [text.lstrip(">") for text in found.get(number, [])]
        assert answer.text[start:end].split() == " ".join(new).split()
