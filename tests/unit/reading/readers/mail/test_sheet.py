from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.mail.sheet import HEADER, Sheet, paragraphs
from amana.reading.readers.mail.words import Piece
from amana.reading.wire import Budget, Run, TextAnswer, Told


def sheet(encoding: str = "utf-8", chars: int = 1000, runs: int = 100) -> Sheet:
    return Sheet(Budget(text_chars=chars, runs=runs, pages=1, pixels=1), encoding)


def text(content: str, encoding: str) -> TextAnswer:
    size = len(content.encode(encoding))
    return TextAnswer(
        text=content, encoding=encoding, runs=(Run(0, len(content), 0, size, exact=True),)
    )


def test_lines_of_the_header_then_bodies() -> None:
    made = sheet()
    made.header_line([Piece("To:", 0, 3, exact=True), Piece(" ", 3, 4, exact=True)], "utf-8")
    made.header_line([Piece("x", 5, 9, exact=False), Piece(" ", 9, 9, exact=False)], "utf-8")
    made.body(text("one", "utf-8"), "1", 20)
    made.body(text("two", "utf-8"), "2", None)
    answer = made.finish([("a", "b")], [Told(Code.MAIL_UNCLOSED)], "ar")
    assert answer.text == "To: \nx \n\none\n\ntwo"
    assert answer.runs == (
        Run(0, 4, 0, 4, exact=True),
        Run(5, 6, 5, 9, exact=False),
        Run(9, 12, 20, 23, exact=True),
    )
    assert [(p.char_start, p.char_end, p.part, p.start, p.end) for p in answer.parts] == [
        (14, 17, 0, 0, 3)
    ]
    assert [name.name for name in answer.part_names] == ["2"]
    assert [block.hints for block in answer.blocks] == [(HEADER,), (HEADER,), (), ()]
    assert (answer.metadata, answer.language) == ((("a", "b"),), "ar")
    assert answer.notices == (Told(Code.MAIL_UNCLOSED),)


def test_offsets_are_exact_in_one_encoding_only() -> None:
    made = sheet("iso-8859-6")
    made.header_line([Piece("\u0633", 0, 2, exact=True)], "utf-8")
    made.body(text("\u0633", "utf-8"), "1", 20)
    made.body(text("\u0633", "iso-8859-6"), "2", 30)
    answer = made.finish([], [])
    assert [run.exact for run in answer.runs] == [False, True]
    assert [(p.start, p.end) for p in answer.parts] == [(0, 2)]
    assert answer.part_names[0].encoding == "utf-8"


def test_budgets_hold() -> None:
    made = sheet(chars=5)
    made.header_line([Piece("abc", 0, 3, exact=True)], "utf-8")
    made.header_line([Piece("def", 3, 6, exact=True)], "utf-8")
    assert made.full()
    assert made.finish([], []).notices == (Told(Code.TEXT_CUT, 4),)
    made = sheet(runs=1)
    made.header_line([Piece("a", 0, 1, exact=True)], "utf-8")
    made.header_line([Piece("b", 2, 3, exact=True)], "utf-8")
    assert made.left.runs == 0
    made.cut(Code.TEXT_CUT)
    assert made.finish([], []).notices == (Told(Code.MAP_CUT, 1),)


def test_paragraphs_stand_between_blank_lines() -> None:
    text_of_three = "\n one\r\ntwo \r\n\r\n\t\r\nthree\n \nfour"
    found = [text_of_three[row.char_start : row.char_end] for row in paragraphs(text_of_three)]
    assert found == ["one\r\ntwo", "three", "four"]
    assert paragraphs(" \n") == []
