from __future__ import annotations

from amana.reading.readers.html.elements import BLANK
from amana.reading.readers.office.manuscript import PLAIN, Manuscript
from amana.reading.readers.office.numbering import Numbering
from amana.reading.readers.office.paragraphs import END, FOOT, Paragraph, Piece, Shared, emit
from amana.reading.readers.office.styles import Styles
from amana.reading.wire import Budget

BUDGET = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


def paragraph(text: str) -> Paragraph:
    made = Paragraph((0, 5), BLANK, td=False)
    made.pieces.append(Piece(text, 5, 5 + len(text), exact=True))
    return made


def test_notes_are_numbered_by_kind_in_the_order_of_reference() -> None:
    shared = Shared(Styles(), Numbering())
    said = [(FOOT, "9"), (FOOT, "2"), (END, "9"), (FOOT, "9"), (END, "4")]
    assert [shared.note(*one) for one in said] == ["[1]", "[2]", "[i]", "[1]", "[ii]"]


def test_what_is_anchored_comes_after_its_paragraph_in_order() -> None:
    manuscript = Manuscript(BUDGET)
    manuscript.into("a.xml")
    first, box, inner = paragraph("first"), paragraph("box"), paragraph("inner")
    box.after.append(inner)
    first.after += [box, lambda: manuscript.fact("k", "called"), paragraph("  "), paragraph("z")]
    emit(first, manuscript, Shared(Styles(), Numbering()), PLAIN)
    assert manuscript.answer().text == "first\n\nbox\n\ninner\n\nz"
    assert manuscript.facts() == (("k", "called"),)
