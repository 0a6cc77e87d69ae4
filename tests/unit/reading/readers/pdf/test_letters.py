from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from amana.reading.readers.pdf.letters import HYPHEN, text_of
from amana.reading.readers.pdf.native import Box, Pdf

if TYPE_CHECKING:
    from tests.unit.reading.conftest import PdfMaker

Show = Callable[..., bytes]


def test_lines_and_divided_words(pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("one two", "inter-", "national"))
    with Pdf(pdf.bytes()).page(0) as page:
        assert page is not None
        with text_of(page) as text:
            whole = text.all()
            assert whole == f"one two\r\ninter{HYPHEN}national"
            assert text.index(whole.index("inter")) == whole.index("inter")
            (box,) = text.boxes(0, 7)
    assert isinstance(box, Box)
    assert (box.left, box.bottom) == (20_384, 50_120) or box.left // 1000 == 20
    assert 41_000 < box.top < box.bottom < 51_000


def test_characters_with_their_places(draw_line: Callable[..., bytes]) -> None:
    with Pdf(draw_line(["س", "ل"])).page(0) as page:
        assert page is not None
        with text_of(page) as text:
            found = {c.letter: c for c in text.characters(0, text.count)}
    assert set(found) == {"س", "ل"}
    assert (found["س"].x, found["س"].left, found["س"].right, found["س"].em) == (
        20_000,
        20_000,
        25_000,
        10_000,
    )


def test_fonts_that_do_not_say_which_letters_they_draw(pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("x"))
    mute = pdf.font(["?"] * 5)
    # the same font without its table of letters
    body = pdf.objects[mute - 1]
    pdf.objects[mute - 1] = body[: body.index(b"/ToUnicode")] + b">>"
    pdf.page(b"BT /F 10 Tf 20 200 Td <0102030405> Tj ET", font=mute)
    counts = []
    document = Pdf(pdf.bytes())
    for index in range(2):
        with document.page(index) as page:
            assert page is not None
            with text_of(page) as text:
                counts.append(text.unmapped())
    assert counts[0] == 0
    assert counts[1] > 0


def test_a_page_without_text(pdf: PdfMaker) -> None:
    pdf.page(b"")
    with Pdf(pdf.bytes()).page(0) as page:
        assert page is not None
        with text_of(page) as text:
            assert (text.all(), text.count, text.unmapped()) == ("", 0, 0)
