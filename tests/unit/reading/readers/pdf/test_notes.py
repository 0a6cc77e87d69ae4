from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from amana.reading.readers.pdf.native import Box, Pdf
from amana.reading.readers.pdf.notes import Form, Note, notes_on

if TYPE_CHECKING:
    from tests.unit.reading.conftest import PdfMaker

Show = Callable[..., bytes]


def notes(pdf: PdfMaker, show: Show, *annotations: bytes, form: bytes = b"") -> list[Note]:
    """Put annotations on a page, all of them fields of a form, and return what they say."""
    numbers = [pdf.add(body) for body in annotations]
    named = b" ".join(b"%d 0 R" % number for number in numbers)
    pdf.page(show("x"), b"/Annots[%s]" % named)
    if form:
        pdf.catalog = b"/AcroForm<</Fields[%s]>>" % (named if form == b"all" else form)
    document = Pdf(pdf.bytes())
    with document.page(0) as page:
        assert page is not None
        return list(notes_on(page, Form(document)))


def test_a_note_with_its_place_its_author_and_its_time(pdf: PdfMaker, show: Show) -> None:
    (note,) = notes(
        pdf,
        show,
        b"<</Subtype/Text/Rect[10 20 30 60]/Contents(A note)/T(N. Haddad)/M(D:20240501)>>",
        b"<</Subtype/Link/Rect[0 0 9 9]/Contents(no text)>>",
        b"<</Subtype/FileAttachment/Rect[0 0 9 9]/Contents(a file)>>",
    )
    assert (note.text, note.box) == ("A note", Box(10_000, 240_000, 30_000, 280_000))
    assert (note.within, note.hints) == (
        "aside",
        ("comment", "sender:N. Haddad", "at:2024-05-01"),
    )


def test_fields_without_a_form_say_their_own_value(pdf: PdfMaker, show: Show) -> None:
    (field,) = notes(pdf, show, b"<</Subtype/Widget/FT/Tx/T(place)/V(Idlib)/Rect[0 0 9 9]>>")
    assert (field.text, field.field, field.within) == ("Idlib", "place", "form")
    assert field.hints == ("field", "name:place")


def test_values_that_stand_at_the_field_above(pdf: PdfMaker, show: Show) -> None:
    above = pdf.add(b"<</FT/Tx/T(witness)/V(Salma)/Kids[%d 0 R]>>" % (len(pdf.objects) + 2))
    kid = b"<</Subtype/Widget/Parent %d 0 R/Rect[0 0 9 9]>>" % above
    (field,) = notes(pdf, show, kid, form=b"%d 0 R" % above)
    assert (field.text, field.field) == ("Salma", "witness")


def test_boxes_speak_when_they_are_ticked(pdf: PdfMaker, show: Show) -> None:
    states = b"/AP<</N<</Yes 1 0 R/Off 1 0 R>>>>"
    box = b"<</Subtype/Widget/FT/Btn/T(%s)/Rect[0 0 9 9]/V/%s/AS/%s" + states + b">>"
    found = notes(
        pdf,
        show,
        box % (b"present", b"Yes", b"Yes"),
        box % (b"armed", b"Off", b"Off"),
        b"<</Subtype/Widget/FT/Btn/Ff 65536/T(send)/V(now)/Rect[0 0 9 9]>>",
        form=b"all",
    )
    assert [(note.field, note.text) for note in found] == [
        ("present", "Yes"),
        ("armed", ""),
        ("send", ""),
    ]
