"""The few things that are asked of pdfium, with types.

pdfium is not thread-safe and is used in workers only. Coordinates come in points with the origin at
the bottom left of the unrotated page and leave as in `records.PageRects`: thousandths of a point,
origin at the top left of the page as displayed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no stubs

from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp

MILLI = 1000
_ERROR_PASSWORD = 4
_FAR = 1e6  # points: no page is larger than 14,400 (ISO 32000-1 annex C)
_MAX_NOTES = 5000
_UNIT = 2  # bytes of a UTF-16 unit


class Box(NamedTuple):
    """A rectangle on a page: thousandths of a point from the top left."""

    left: int
    top: int
    right: int
    bottom: int


class Pdf:
    """An open PDF."""

    def __init__(self, data: bytes, passwords: tuple[str, ...] = ()) -> None:
        """Open a PDF, without a password or with one of `passwords`.

        Raises:
            GiveUp: it is encrypted or damaged.
        """
        self._data = data  # pdfium keeps reading from these bytes
        self.opened_by: str | None = None
        self.handle: Any = None
        for password in (None, *passwords):
            given = None if password is None else password.encode()
            self.handle = pdfium.FPDF_LoadMemDocument64(data, len(data), given)
            if self.handle:
                self.opened_by = password
                break
        if not self.handle:
            encrypted = pdfium.FPDF_GetLastError() == _ERROR_PASSWORD
            raise GiveUp(Code.PDF_ENCRYPTED if encrypted else Code.PDF_BROKEN)

    @property
    def page_count(self) -> int:
        """The number of pages that the PDF claims to have."""
        return max(0, int(pdfium.FPDF_GetPageCount(self.handle)))

    @property
    def attachments(self) -> int:
        """The number of files attached to the document."""
        return max(0, int(pdfium.FPDFDoc_GetAttachmentCount(self.handle)))

    @property
    def signatures(self) -> int:
        """The number of signatures in the document; nothing is said about their validity."""
        return max(0, int(pdfium.FPDF_GetSignatureCount(self.handle)))

    @property
    def encrypted(self) -> bool:
        """Whether the document is encrypted, and opens all the same without a password."""
        return int(pdfium.FPDF_GetSecurityHandlerRevision(self.handle)) >= 0

    @property
    def version(self) -> str:
        """The version of the format in its header: `1.7`."""
        number = ctypes.c_int()
        pdfium.FPDF_GetFileVersion(self.handle, ctypes.byref(number))
        return f"{number.value // 10}.{number.value % 10}"

    def entry(self, key: str) -> str:
        """Return an entry of the information dictionary (ISO 32000-1 section 14.3.3)."""
        name = key.encode("ascii")
        size = int(pdfium.FPDF_GetMetaText(self.handle, name, None, 0))
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDF_GetMetaText(self.handle, name, buffer, size)
        return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")

    @property
    def language(self) -> str:
        """The language that the catalog declares, or nothing."""
        return wide_text(
            lambda to, room: int(pdfium.FPDFCatalog_GetLanguage(self.handle, to, room))
        )

    @contextmanager
    def page(self, index: int) -> Iterator[Page | None]:
        """Open page `index` (from 0), or give None when it is damaged."""
        handle = pdfium.FPDF_LoadPage(self.handle, index)
        try:
            yield Page(handle) if handle else None
        finally:
            if handle:
                pdfium.FPDF_ClosePage(handle)

    def page_size(self, index: int) -> tuple[int, int]:
        """Return width and height of a page as displayed, without opening it."""
        size = pdfium.FS_SIZEF()
        pdfium.FPDF_GetPageSizeByIndexF(self.handle, index, ctypes.byref(size))
        return round(size.width * MILLI), round(size.height * MILLI)


class Page:
    """An open page."""

    def __init__(self, handle: Any) -> None:  # noqa: ANN401 - a handle of pdfium
        self.handle = handle
        bounds = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(handle, ctypes.byref(bounds))
        self.bounds = (bounds.left, bounds.bottom, bounds.right, bounds.top)
        self._quarter_turns = int(pdfium.FPDFPage_GetRotation(handle)) % 4

    @property
    def size(self) -> tuple[int, int]:
        """Width and height as displayed."""
        width = pdfium.FPDF_GetPageWidthF(self.handle)
        return round(width * MILLI), round(pdfium.FPDF_GetPageHeightF(self.handle) * MILLI)

    def displayed(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a rectangle of the page's space as it is displayed: cropped, turned clockwise."""
        box_left, box_bottom, box_right, box_top = self.bounds
        match self._quarter_turns:
            case 0:
                x0, y0, x1, y1 = left - box_left, box_top - top, right - box_left, box_top - bottom
            case 1:
                x0, y0, x1, y1 = (
                    bottom - box_bottom,
                    left - box_left,
                    top - box_bottom,
                    right - box_left,
                )
            case 2:
                x0, y0, x1, y1 = (
                    box_right - right,
                    bottom - box_bottom,
                    box_right - left,
                    top - box_bottom,
                )
            case _:
                x0, y0, x1, y1 = (
                    box_top - top,
                    box_right - right,
                    box_top - bottom,
                    box_right - left,
                )
        return Box(_milli(x0), _milli(y0), _milli(max(x0, x1)), _milli(max(y0, y1)))

    def has_pictures(self) -> bool:
        """Tell whether pictures, drawings or forms stand on the page."""
        count = int(pdfium.FPDFPage_CountObjects(self.handle))
        kinds = {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_SHADING}
        return any(
            pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(self.handle, index)) in kinds
            for index in range(min(count, MILLI))
        )

    @property
    def attachments(self) -> int:
        """The number of files that hang on the page as annotations."""
        return sum(kind == pdfium.FPDF_ANNOT_FILEATTACHMENT for kind, _ in self.annotations())

    def annotations(self) -> Iterator[tuple[int, Any]]:
        """Yield the annotations of the page by their kind, each open until the next."""
        for index in range(min(int(pdfium.FPDFPage_GetAnnotCount(self.handle)), _MAX_NOTES)):
            handle = pdfium.FPDFPage_GetAnnot(self.handle, index)
            if handle:
                try:
                    yield int(pdfium.FPDFAnnot_GetSubtype(handle)), handle
                finally:
                    pdfium.FPDFPage_CloseAnnot(handle)


def wide_text(ask: Callable[[Any, int], int]) -> str:
    """Return text that pdfium writes as UTF-16 into a buffer; without one, it tells the size."""
    size = int(ask(None, 0))
    buffer = (ctypes.c_ushort * (size // _UNIT + 1))()
    ask(buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").split("\0", 1)[0]


def _milli(points: float) -> int:
    """Return points in thousandths; a damaged PDF may place things beyond all bounds."""
    return round(max(-_FAR, min(_FAR, points)) * MILLI) if points == points else 0  # noqa: PLR0124 - not a number


def draw(page: Page, scale: float) -> tuple[int, int, bytes]:
    """Return width, height and red, green, blue bytes of a page drawn at `scale` pixels a point."""
    width = max(1, round(pdfium.FPDF_GetPageWidthF(page.handle) * scale))
    height = max(1, round(pdfium.FPDF_GetPageHeightF(page.handle) * scale))
    stride = 3 * width
    buffer = ctypes.create_string_buffer(stride * height)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        width, height, pdfium.FPDFBitmap_BGR, ctypes.addressof(buffer), stride
    )
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, page.handle, 0, 0, width, height, 0, flags)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return width, height, buffer.raw
