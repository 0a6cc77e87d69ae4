from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest

from amana.reading.readers.pdf.cells import Habit
from amana.reading.readers.pdf.letters import text_of
from amana.reading.readers.pdf.lines import TextLine, lines_of
from amana.reading.readers.pdf.native import Pdf

if TYPE_CHECKING:
    from tests.unit.reading.conftest import PdfMaker

Show = Callable[..., bytes]
DrawLine = Callable[..., bytes]


def lines(data: bytes) -> Sequence[TextLine]:
    with Pdf(data).page(0) as page:
        assert page is not None
        with text_of(page) as text:
            return lines_of(text, Habit())


def test_lines_with_their_rectangles(pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("one two", "three"))
    first, second = lines(pdf.bytes())
    assert (first.text, second.text) == ("one two", "three")
    assert first.box is not None
    assert second.box is not None
    assert first.box.bottom < second.box.top
    assert 20_000 <= first.box.left <= 21_000
    assert 60_000 <= first.box.right <= 65_000


def test_a_divided_word_keeps_its_hyphen(pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("inter-", "national"))
    assert [line.text for line in lines(pdf.bytes())] == ["inter-", "national"]


@pytest.mark.parametrize("order", ["visual", "logical", "scattered"])
@pytest.mark.parametrize(
    ("visual", "text"),
    [
        ("مالس", "سلام"),
        ("2020 ماع مالس", "سلام عام 2020"),
        (["م", "لا", "س"], "سلام"),
        (["\ufee1", "\ufefc", "\ufeb3"], "سلام"),
        ("موي|مالس", "سلام يوم"),
    ],
)
def test_right_to_left_lines_do_not_depend_on_the_order_of_drawing(
    visual: Sequence[str], text: str, order: str, draw_line: DrawLine
) -> None:
    assert [line.text for line in lines(draw_line(visual, order))] == [text]


def test_controls_and_empty_lines_are_left_out(pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("one", " ", "two"))
    assert [line.text for line in lines(pdf.bytes())] == ["one", "two"]
