"""What annotations and form fields of a page say.

Their text is no part of the page's content (ISO 32000-1 sections 12.5 and 12.7). It stands behind
the lines of its page: a note as an aside with its author, a value with the name of its field.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no stubs

from amana.reading.readers.pdf.dates import moment_of
from amana.reading.readers.pdf.native import Box, Page, Pdf, wide_text

_SAY_NOTHING = frozenset(
    {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_FILEATTACHMENT}
)
_BOXES = frozenset({pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON})
_LONGEST = 100


class Note(NamedTuple):
    """What an annotation or a form field says, where it stands, and who wrote it when.

    `field` is the name of the form field, None for an annotation.
    """

    text: str
    box: Box
    author: str
    moment: str
    field: str | None = None

    @property
    def within(self) -> str:
        """Return what it is part of: what readers wrote, or a form."""
        return "aside" if self.field is None else "form"

    @property
    def hints(self) -> tuple[str, ...]:
        """Return the hints of its block."""
        if self.field is not None:
            return ("field", *([f"name:{self.field}"[:_LONGEST]] if self.field else []))
        when = moment_of(self.moment)
        who = [f"sender:{self.author}"[:_LONGEST]] if self.author else []
        return ("comment", *who, *([f"at:{when}"] if when else []))


class Form:
    """The form of a document: pdfium finds values that stand elsewhere than at their place."""

    def __init__(self, pdf: Pdf) -> None:
        self._calls = pdfium.FPDF_FORMFILLINFO(version=2)  # pdfium goes on to ask it
        self._handle = None
        if int(pdfium.FPDF_GetFormType(pdf.handle)) != pdfium.FORMTYPE_NONE:
            calls = ctypes.byref(self._calls)
            self._handle = pdfium.FPDFDOC_InitFormFillEnvironment(pdf.handle, calls)

    def field(self, annotation: Any) -> tuple[str, str]:  # noqa: ANN401 - a handle of pdfium
        """Return the name of the field at a place and its value; of a box that is ticked, too."""
        form = self._handle
        kind = int(pdfium.FPDFAnnot_GetFormFieldType(form, annotation)) if form else -1
        if kind < 0:
            return _said(annotation, b"T"), _said(annotation, b"V")
        name = _asked(pdfium.FPDFAnnot_GetFormFieldName, form, annotation)
        if kind == pdfium.FPDF_FORMFIELD_PUSHBUTTON:
            return name, ""
        if kind not in _BOXES:
            return name, _asked(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
        state = _said(annotation, b"AS")  # which of its appearances is shown (12.5.5)
        return name, "" if state == "Off" else state


def notes_on(page: Page, form: Form) -> Iterator[Note]:
    """Yield what annotations and form fields say, and where they stand."""
    for kind, handle in page.annotations():
        if kind in _SAY_NOTHING:
            continue
        bounds = pdfium.FS_RECTF()
        pdfium.FPDFAnnot_GetRect(handle, ctypes.byref(bounds))
        box = page.displayed(bounds.left, bounds.bottom, bounds.right, bounds.top)
        if kind == pdfium.FPDF_ANNOT_WIDGET:
            name, value = form.field(handle)
            yield Note(value, box, "", "", name)
        else:
            said, author, moment = (_said(handle, each) for each in (b"Contents", b"T", b"M"))
            yield Note(said, box, author, moment)


def _asked(ask: Any, form: Any, annotation: Any) -> str:  # noqa: ANN401 - of pdfium
    return wide_text(lambda to, room: ask(form, annotation, to, room))


def _said(annotation: Any, key: bytes) -> str:  # noqa: ANN401 - a handle of pdfium
    return wide_text(lambda to, room: pdfium.FPDFAnnot_GetStringValue(annotation, key, to, room))
