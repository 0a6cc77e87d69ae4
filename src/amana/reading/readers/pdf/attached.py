"""Files attached to a PDF (ISO 32000-1 section 7.11.4), to the document or to a place on a page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no stubs

from amana.reading.readers.intake import Outlet
from amana.reading.readers.pdf.dates import moment_of
from amana.reading.readers.pdf.native import Pdf, wide_text
from amana.reading.wire import ChildRow
from amana.records import Derivation

_PIECE = 1 << 20
_MOST = 100_000
_FILE_ATTACHMENT = pdfium.FPDF_ANNOT_FILEATTACHMENT
_LONGEST_NAME = 4000


def hand_out_attached(pdf: Pdf, pages: int, out: Outlet) -> int:
    """Hand out the attached files, those of the first `pages` pages too; return how many fail."""
    damaged = 0
    for handle in _of_document(pdf):
        damaged += not _hand_out(handle, out)
    for index in range(pages):
        with pdf.page(index) as page:
            for kind, annotation in page.annotations() if page is not None else ():
                if kind == _FILE_ATTACHMENT:
                    handle = pdfium.FPDFAnnot_GetFileAttachment(annotation)
                    damaged += not (handle and _hand_out(handle, out))
    return damaged


def _of_document(pdf: Pdf) -> Iterator[Any]:
    for index in range(min(pdf.attachments, _MOST)):
        handle = pdfium.FPDFDoc_GetAttachment(pdf.handle, index)
        if handle:
            yield handle


def _hand_out(handle: Any, out: Outlet) -> bool:  # noqa: ANN401 - a handle of pdfium
    """Hand out one file; return whether its bytes could be had."""
    size = ctypes.c_ulong()
    if not pdfium.FPDFAttachment_GetFile(handle, None, 0, ctypes.byref(size)):
        return False
    buffer = ctypes.create_string_buffer(max(1, size.value))
    if not pdfium.FPDFAttachment_GetFile(handle, buffer, size.value, ctypes.byref(size)):
        return False
    name = wide_text(lambda to, room: pdfium.FPDFAttachment_GetName(handle, to, room))
    row = ChildRow(
        path=name[:_LONGEST_NAME].encode("utf-8", "surrogatepass"),
        derivation=Derivation.DECOMPRESSED,
        declared=_text(handle, pdfium.FPDFAttachment_GetSubtype)[:200] or None,
        modified=moment_of(_value(handle, b"ModDate")),
    )
    view = memoryview(buffer)[: size.value]
    out.child(row, (bytes(view[at : at + _PIECE]) for at in range(0, size.value, _PIECE)))
    return True


def _text(handle: Any, ask: Any) -> str:  # noqa: ANN401 - a handle and a function of pdfium
    return wide_text(lambda to, room: ask(handle, to, room))


def _value(handle: Any, key: bytes) -> str:  # noqa: ANN401 - a handle of pdfium
    return wide_text(lambda to, room: pdfium.FPDFAttachment_GetStringValue(handle, key, to, room))
