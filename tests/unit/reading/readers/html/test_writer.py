from __future__ import annotations

import pytest

from amana.reading.notices import Code
from amana.reading.readers.html import elements as el
from amana.reading.readers.html.source import Source
from amana.reading.readers.html.stack import Stack
from amana.reading.readers.html.writer import Full, Writer
from amana.reading.wire import Budget

BUDGET = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


def writer(text: str, budget: Budget = BUDGET) -> tuple[Writer, Stack]:
    stack = Stack()
    stack.push(el.rule("p"), (False, ()))
    return Writer(Source(text.encode(), "utf-8"), budget), stack


def test_white_space_is_collapsed_and_every_piece_keeps_its_place() -> None:
    source = "  one\n  two &amp; three&nbsp;four  "
    out, stack = writer(source)
    out.write(0, len(source), stack.top)
    assert out.finish() == "one two & three\u00a0four"
    pieces = [(out._parts and source[run.byte_start : run.byte_end], run.exact) for run in out.runs]
    assert pieces == [
        ("one", True),
        ("two", True),
        ("&amp;", False),
        ("three", True),
        ("&nbsp;", False),
        ("four", True),
    ]


def test_separators() -> None:
    out, stack = writer("abcdefg")
    for at, strength in enumerate((el.CELL, el.LINE, el.BLANK, 0)):
        out.write(at, at + 1, stack.top)
        out.boundary(strength)
    out.write(4, 5, stack.top)
    out.line_break()
    out.write(5, 6, stack.top)
    out.line_break()
    out.line_break()
    out.write(6, 7, stack.top)
    assert out.finish() == "a\tb\nc\n\nd\ne\nf\n\ng"
    assert len(out.blocks) == 6


def test_the_widest_of_several_boundaries_counts_and_none_stands_at_the_ends() -> None:
    out, stack = writer("ab")
    out.boundary(el.BLANK)
    out.write(0, 1, stack.top)
    out.boundary(el.BLANK)
    out.boundary(el.CELL)
    out.write(1, 2, stack.top)
    out.boundary(el.BLANK)
    assert out.finish() == "a\n\nb"


def test_a_block_of_white_space_is_none() -> None:
    out, stack = writer(" &nbsp; x")
    out.write(0, 8, stack.top)
    out.boundary(el.LINE)
    out.write(8, 9, stack.top)
    assert out.finish() == "x"
    assert len(out.blocks) == 1


def test_preformatted_text_keeps_its_white_space() -> None:
    source = "a\r\n  b &lt; c"
    out, stack = writer(source)
    out.write_preformatted(0, len(source), stack.top)
    assert out.finish() == "a\n  b < c"


def test_link_characters_are_counted_by_block() -> None:
    out, stack = writer("one two three")
    out.write(0, 4, stack.top)
    stack.push(el.rule("a"), (False, ()))
    out.write(4, 8, stack.top)
    stack.end(el.rule("a"))
    out.write(8, 13, stack.top)
    out.finish()
    assert out.blocks[0].link_chars == len("two")


@pytest.mark.parametrize(
    ("budget", "code"),
    [
        (Budget(text_chars=7, runs=100, pages=1, pixels=1), Code.TEXT_CUT),
        (Budget(text_chars=100, runs=1, pages=1, pixels=1), Code.MAP_CUT),
    ],
)
def test_a_budget_that_is_used_up(budget: Budget, code: Code) -> None:
    out, stack = writer("one  two", budget)
    with pytest.raises(Full) as full:
        out.write(0, 8, stack.top)
    assert full.value.code is code
    assert out.finish() == "one"
