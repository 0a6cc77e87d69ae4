from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from amana.reading import Outcome
from amana.reading.readers.pdf.letters import text_of
from amana.reading.readers.pdf.native import Pdf
from amana.reading.readers.pdf.unseen import Sheet, unseen

if TYPE_CHECKING:
    from tests.unit.reading.conftest import PdfMaker

Read = Callable[..., Outcome]

BEFORE, WORD, AFTER = b"BT 0 g /F 12 Tf 20 200 Td (see ", b"Salma", b" here) Tj ET "
LINE = BEFORE + WORD + AFTER
OVER_WORD = b"0 0 0 rg 40 196 38 14 re f "


def told(pdf: PdfMaker) -> list[tuple[str, str]]:
    """Return what is not seen of the first page, stretch by stretch."""
    with Pdf(pdf.bytes()).page(0) as page:
        assert page is not None
        with text_of(page) as text:
            found = unseen(Sheet(page), text)
            return [
                (why, "".join(text.letter(at) for at in places).strip())
                for why, places in groupby(found, key=lambda at: found[at])
            ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (LINE, []),
        (LINE + OVER_WORD, [("covered", "Salma")]),
        (LINE + b"14 w 40 203 m 78 203 l S", [("covered", "Salma")]),
        (LINE + b"1 g 40 196 38 14 re f", [("covered", "Salma")]),  # correcting fluid
        (OVER_WORD + LINE, [("covered", "Salma")]),  # black on black
        (OVER_WORD + LINE.replace(b"0 g", b"1 g"), [("white", "seehere")]),
        (b".9 .9 .2 rg 40 196 38 14 re f " + LINE, []),  # highlighted
        (OVER_WORD + b"1 g 39 195 40 16 re f " + LINE, []),
        (OVER_WORD + b"1 g 39 195 m 99 195 99 230 39 230 c f " + LINE, []),  # who knows
        (LINE + b"1 w 20 198 m 90 198 l S 20 203 m 90 203 l S", []),  # underlined, struck out
        (LINE + b"0 0 200 300 re 5 5 190 290 re f*", []),  # framed
        (LINE.replace(b"0 g", b"3 Tr"), [("invisible", "see Salma here")]),
        (LINE.replace(b"0 g", b"1 g"), [("white", "see Salma here")]),
        (b".5 g 0 0 200 300 re f " + LINE.replace(b"0 g", b"1 g"), []),
        (LINE.replace(b"20 200", b"20 400"), [("outside", "see Salma here")]),
        (LINE.replace(b"20 200", b"-90 200"), [("outside", "see Salma here")]),
    ],
)
def test_why_a_word_is_not_seen(
    content: bytes, expected: list[tuple[str, str]], pdf: PdfMaker
) -> None:
    pdf.page(content)
    assert told(pdf) == expected


@pytest.mark.parametrize(
    ("annotation", "hides"),
    [
        (b"/Subtype/Square/IC[0 0 0]", True),
        (b"/Subtype/Square/IC[0 0 0]/CA .5", False),
        (b"/Subtype/Square/C[0 0 0]", False),
        (b"/Subtype/Square/IC[0 0 0]/F 2", False),  # hidden itself
        (b"/Subtype/Redact", True),
        (b"/Subtype/Redact/QuadPoints[40 210 78 210 40 196 78 196]", True),
        (b"/Subtype/Highlight/C[0 0 0]/QuadPoints[40 210 78 210 40 196 78 196]", True),
        (b"/Subtype/Highlight/C[1 1 0]/QuadPoints[40 210 78 210 40 196 78 196]", False),
    ],
)
def test_annotations_that_hide_a_word(annotation: bytes, *, hides: bool, pdf: PdfMaker) -> None:
    number = pdf.add(b"<</Type/Annot/Rect[40 196 78 210]%s>>" % annotation)
    pdf.page(LINE, b"/Annots[%d 0 R]" % number)
    assert told(pdf) == ([("covered", "Salma")] if hides else [])


def test_a_redaction_that_failed_is_read_marked_and_told(pdf: PdfMaker, read: Read) -> None:
    pdf.page(LINE + OVER_WORD)
    reading = read(pdf.bytes(), "statement.pdf").reading
    assert reading is not None
    assert reading.text == "see Salma here"
    (block,) = reading.blocks
    assert reading.text[block.char_start : block.char_end] == "Salma"
    assert block.hints == ("covered",)
    assert [warning.code for warning in reading.warnings] == ["text-covered"]
