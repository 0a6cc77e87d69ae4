from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no stubs
import pytest

from amana.reading.readers.pdf.drawn import Area, Drawn, drawn_on, moved, times
from amana.reading.readers.pdf.native import Pdf

if TYPE_CHECKING:
    from tests.unit.reading.conftest import PdfMaker


def boxes(pdf: PdfMaker) -> list[Area]:
    with Pdf(pdf.bytes()).page(0) as page:
        assert page is not None
        paths = [each for each in drawn_on(page.handle) if each.kind == pdfium.FPDF_PAGEOBJ_PATH]
        return [Area(*map(round, box)) for path in paths for box in path.boxes()[1]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"10 20 30 40 re f", [(10, 20, 40, 60)]),
        (b"10 20 m 40 20 l 40 60 l 10 60 l h f", [(10, 20, 40, 60)]),
        (b"2 0 0 2 5 5 cm 10 20 30 40 re f", [(25, 45, 85, 125)]),
        (b"10 20 30 40 re 60 20 5 5 re f", [(10, 20, 40, 60), (60, 20, 65, 25)]),
        (b"8 w 10 50 m 90 50 l S", [(10, 46, 90, 54)]),
        (b"8 w 50 10 m 50 90 l S", [(46, 10, 54, 90)]),
        (b"10 20 20 40 re W n 0 0 200 300 re f", [(10, 20, 30, 60)]),
        (b"0 0 90 90 re 5 5 80 80 re f*", []),  # a frame
        (b"10 20 m 40 20 l 25 60 l h f", []),  # a triangle
        (b"10 20 m 40 20 50 30 40 60 c h f", []),
        (b"10 20 30 40 re S", []),  # an outline
        (b"1 w 10 50 m 90 50 l S", []),  # a thin line
        (b"10 20 30 40 re n", []),
        (b"/G gs 10 20 30 40 re f", []),  # it shines through
    ],
)
def test_what_covers_its_area(content: bytes, expected: list[Area], pdf: PdfMaker) -> None:
    state = pdf.add(b"<</Type/ExtGState/ca .5>>")
    drawn = pdf.stream(content)
    pdf.pages.append(
        pdf.add(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents %d 0 R"
            b"/Resources<</ExtGState<</G %d 0 R>>>>>>" % (drawn, state)
        )
    )
    assert boxes(pdf) == expected


def nested(pdf: PdfMaker, depth: int) -> None:
    """Make a page with a box in a form, in a form …, each moved by (5, 7)."""
    inner = pdf.stream(b"0 0 10 10 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]")
    for _ in range(depth):
        inner = pdf.stream(
            b"q 1 0 0 1 5 7 cm /X Do Q",
            b"/Type/XObject/Subtype/Form/BBox[0 0 300 300]/Resources<</XObject<</X %d 0 R>>>>"
            % inner,
        )
    drawn = pdf.stream(b"2 0 0 2 0 0 cm /X Do")
    pdf.pages.append(
        pdf.add(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents %d 0 R"
            b"/Resources<</XObject<</X %d 0 R>>>>>>" % (drawn, inner)
        )
    )


def test_boxes_in_forms_stand_where_the_forms_put_them(pdf: PdfMaker) -> None:
    nested(pdf, 2)
    assert boxes(pdf) == [(20, 28, 40, 48)]


def test_forms_in_forms_are_followed_so_deep_and_no_deeper(pdf: PdfMaker) -> None:
    nested(pdf, 20)
    assert boxes(pdf) == []


def test_order_and_bounds(pdf: PdfMaker) -> None:
    pdf.page(b"10 20 30 40 re f BT /F 9 Tf 20 100 Td (word) Tj ET")
    with Pdf(pdf.bytes()).page(0) as page:
        assert page is not None
        box, text = drawn_on(page.handle)
    assert [each.kind for each in (box, text)] == [
        pdfium.FPDF_PAGEOBJ_PATH,
        pdfium.FPDF_PAGEOBJ_TEXT,
    ]
    assert box.at < text.at
    assert isinstance(text, Drawn)


def test_areas() -> None:
    one, other = Area(0, 0, 10, 10), Area(5, 5, 20, 8)
    assert one.meets(other)
    assert one.common(other) == (5, 5, 10, 8)
    assert one.common(other).size == 15
    assert not one.meets(Area(10, 0, 20, 10))


def test_matrices_in_a_row() -> None:
    double, shift = (2.0, 0.0, 0.0, 2.0, 0.0, 0.0), (1.0, 0.0, 0.0, 1.0, 3.0, 4.0)
    assert moved(times(double, shift), 1, 1) == (5, 6)
    assert moved(times(shift, double), 1, 1) == (8, 10)
