from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.reading.believing import refuse_impossible
from amana.reading.notices import Code
from amana.reading.readers.intake import BytesContent, Closed, GiveUp
from amana.reading.readers.pdf.reader import libraries, read, render, sizes
from amana.reading.wire import ReadOrder, RenderOrder, SizesOrder, TextAnswer

if TYPE_CHECKING:
    from tests.unit.reading.conftest import PdfMaker

Order = Callable[..., ReadOrder]
Show = Callable[..., bytes]


def codes(answer: TextAnswer) -> list[Code]:
    return [told.code for told in answer.notices]


def test_pages_lines_and_facts(pdf: PdfMaker, show: Show, order: Order) -> None:
    pdf.page(show("one", "two"))
    pdf.page(show("three"))
    pdf.info = b"/Title(A  report)/Producer(made by hand)"
    pdf.catalog = b"/Lang(en-GB)"
    data = pdf.bytes()
    answer = read(BytesContent(data), order(data), Closed())
    refuse_impossible(answer, order(data))
    assert answer.text == "one\ntwo\n\nthree"
    assert answer.pages == ((0, 7), (9, 14))
    assert [(line.char_start, line.char_end, line.page) for line in answer.lines] == [
        (0, 3, 1),
        (4, 7, 1),
        (9, 14, 2),
    ]
    assert answer.language == "en-gb"
    assert answer.metadata == (
        ("pdf:pages", "2"),
        ("pdf:version", "1.7"),
        ("pdf:Title", "A report"),
        ("dc:title", "A report"),
        ("pdf:Producer", "made by hand"),
    )
    assert answer.notices == ()
    assert not answer.right_to_left


def test_the_arabic_sample_is_exact(test_data: Path, order: Order) -> None:
    data = (test_data / "pdf-arabic" / "ar.pdf").read_bytes()
    answer = read(BytesContent(data), order(data), Closed())
    assert answer.text == (
        "أبلغت مصادر محلية الصحيفة أن غارة استهدفت مواقع قرب البوكمال في\n"
        "11 آذار 2020.\n"
        "The strike killed several fighters, according to sources."
    )
    assert answer.right_to_left
    boxes = [line.rects[0] for line in answer.lines]
    assert len(boxes) == 3
    assert all(0 < left < right < 612_000 for left, _, right, _ in boxes)
    assert boxes[0][3] <= boxes[1][1] + 5000 < boxes[2][1]


def test_the_letter_of_the_samples_is_exact(samples: Path, order: Order) -> None:
    data = (samples / "monitor" / "appeal-letter.pdf").read_bytes()
    text = read(BytesContent(data), order(data), Closed()).text
    assert "سهران»، واقتادوا ما يقارب أربعين رجلاً إلى مدرسة القرية." in text
    assert "ولا يزال مصير أحد عشر رجلاً مجهولاً حتى اليوم." in text


PRINTED = sorted(Path(__file__).with_name("printed").glob("*.pdf"))


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: str(path.stem))
def test_printed_right_to_left_pages_are_exact(path: Path, order: Order) -> None:
    data = path.read_bytes()
    answer = read(BytesContent(data), order(data), Closed())
    refuse_impossible(answer, order(data))
    assert answer.text + "\n" == path.with_suffix(".txt").read_text(encoding="utf-8")
    assert answer.right_to_left
    assert answer.notices == ()


def test_there_are_printed_pages() -> None:
    assert len(PRINTED) == 6


def test_a_scan_needs_ocr(pdf: PdfMaker, order: Order) -> None:
    pdf.page(b"0 0 100 100 re f")
    data = pdf.bytes()
    answer = read(BytesContent(data), order(data), Closed())
    assert answer.text == ""
    assert codes(answer) == [Code.NO_TEXT_LAYER]
    assert answer.pages == ((0, 0),)


def test_scanned_pages_among_others_are_counted(pdf: PdfMaker, show: Show, order: Order) -> None:
    pdf.page(show("text"))
    form = pdf.stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    content = pdf.stream(b"/X Do")
    pdf.pages.append(
        pdf.add(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents %d 0 R"
            b"/Resources<</XObject<</X %d 0 R>>>>>>" % (content, form)
        )
    )
    pdf.page(b"")
    data = pdf.bytes()
    answer = read(BytesContent(data), order(data), Closed())
    assert answer.notices == ((Code.PAGES_WITHOUT_TEXT, 1),)
    assert answer.pages == ((0, 4), (4, 4), (4, 4))


def test_damaged_pages_are_counted_and_others_read(pdf: PdfMaker, show: Show, order: Order) -> None:
    pdf.pages.append(pdf.add(b"42"))
    pdf.page(show("text"))
    data = pdf.bytes()
    answer = read(BytesContent(data), order(data), Closed())
    assert answer.text == "text"
    assert answer.notices == ((Code.PAGES_FAILED, 1),)
    assert answer.lines[0].page == 2


def pictured(pdf: PdfMaker, width: int, height: int, text: bytes) -> bytes:
    """Make a page of 200 by 300 points with a picture of that size, and text on it."""
    image = pdf.stream(
        b"\x80", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8"
    )  # fmt: skip
    font = pdf.add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    drawn = pdf.stream(b"q %d 0 0 %d 0 0 cm /I Do Q %s" % (width, height, text))
    pdf.pages.append(
        pdf.add(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents %d 0 R/Resources"
            b"<</XObject<</I %d 0 R>>/Font<</F %d 0 R>>>>>>" % (drawn, image, font)
        )
    )
    return pdf.bytes()


STAMP = b"BT /F 9 Tf 20 10 Td (Scanned by CamScanner) Tj ET"
FOOTER = (
    b"BT /F 2 Tf 5 10 Td 3 TL "
    + b"(released under order 7, page 4 of 9, not to be copied) ' " * 3
    + b"ET"
)
PROSE = b"BT /F 12 Tf 5 290 Td 14 TL " + b"(a line of text that says something) ' " * 12 + b"ET"


@pytest.mark.parametrize(
    ("width", "height", "text", "scan"),
    [
        (200, 300, STAMP, True),
        (200, 160, STAMP, True),
        (200, 100, STAMP, False),  # a picture in a page
        (200, 300, FOOTER, True),
        (200, 160, FOOTER, False),
        (200, 300, PROSE, False),  # a background
        (200, 300, PROSE.replace(b"5 290 Td", b"5 290 Td 3 Tr"), False),  # it was recognised
    ],
)
def test_a_stamp_or_a_footer_leaves_a_scan_a_scan(
    width: int, height: int, text: bytes, pdf: PdfMaker, order: Order, *, scan: bool
) -> None:
    data = pictured(pdf, width, height, text)
    assert read(BytesContent(data), order(data), Closed()).pictures == ((1,) if scan else ())


def test_text_in_no_ink_over_a_picture_is_a_layer(pdf: PdfMaker, order: Order) -> None:
    data = pictured(pdf, 200, 300, PROSE.replace(b"5 290 Td", b"5 290 Td 3 Tr"))
    answer = read(BytesContent(data), order(data), Closed())
    assert answer.text.startswith("a line of text")
    assert answer.notices == ((Code.TEXT_LAYER, 1),)
    assert answer.blocks == ()


def test_notes_and_attachments(pdf: PdfMaker, show: Show, order: Order) -> None:
    note = pdf.add(
        b"<</Type/Annot/Subtype/Text/Rect[1 2 3 4]/Contents(a note)/T(N. Haddad)/M(D:20240501)>>"
    )
    file = pdf.add(b"<</Type/Annot/Subtype/FileAttachment/Rect[1 2 3 4]>>")
    pdf.page(show("text"), b"/Annots[%d 0 R %d 0 R]" % (note, file))
    data = pdf.bytes()
    answer = read(BytesContent(data), order(data), Closed())
    assert answer.text == "text\na note"
    assert answer.notices == ((Code.CHILDREN_DAMAGED, 1),)
    assert ("pdf:note", "page 1, N. Haddad, 2024-05-01, a note") in answer.metadata


@pytest.mark.parametrize(
    ("narrowed", "told"),
    [
        ({"text_chars": 12}, (Code.TEXT_CUT, "one\ntwo")),
        ({"runs": 1}, (Code.MAP_CUT, "one")),
        ({"pages": 1}, (Code.PAGES_CUT, "one\ntwo")),
    ],
)
def test_budgets(
    narrowed: dict[str, int], told: tuple[Code, str], pdf: PdfMaker, show: Show, order: Order
) -> None:
    pdf.page(show("one", "two"))
    pdf.page(show("three"))
    data = pdf.bytes()
    answer = read(BytesContent(data), order(data, **narrowed), Closed())
    refuse_impossible(answer, order(data, **narrowed))
    assert told[0] in codes(answer)
    assert answer.text.strip() == told[1]


def test_nothing_and_rubbish(order: Order) -> None:
    assert codes(read(BytesContent(b""), order(), Closed())) == [Code.EMPTY_FILE]
    with pytest.raises(GiveUp):
        read(BytesContent(b"%PDF-"), order(), Closed())


def test_drawing(pdf: PdfMaker, show: Show, order: Order) -> None:
    pdf.page(show("x"), b"/Rotate 90")
    data = pdf.bytes()
    budget = order().budget
    answer = render(
        BytesContent(data),
        RenderOrder(family="pdf", size=len(data), page=1, dpi=72, budget=budget),
    )
    assert (answer.width, answer.height) == (300, 200)
    assert len(answer.rgb) == 300 * 200 * 3
    assert len(set(answer.rgb)) > 1
    for page, dpi, code in ((2, 72, Code.NO_SUCH_PAGE), (1, 1200, Code.PAGE_TOO_LARGE)):
        with pytest.raises(GiveUp) as gave_up:
            render(
                BytesContent(data),
                RenderOrder(family="pdf", size=len(data), page=page, dpi=dpi, budget=budget),
            )
        assert gave_up.value.code is code


def test_sizes(pdf: PdfMaker, show: Show, order: Order) -> None:
    pdf.page(show("x"))
    pdf.page(show("x"), b"/Rotate 90")
    data = pdf.bytes()
    answer = sizes(
        BytesContent(data), SizesOrder(family="pdf", size=len(data), budget=order().budget)
    )
    assert answer.sizes == ((200_000, 300_000), (300_000, 200_000))


def test_the_libraries_that_decide_are_named() -> None:
    assert [name for name, _ in libraries()] == ["pypdfium2", "pdfium", "unicode"]
