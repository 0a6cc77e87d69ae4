"""The characters of a page in pdfium's order: what they are and where they stand."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no stubs

from amana.reading.readers.pdf.drawn import Area
from amana.reading.readers.pdf.native import MILLI, Box, Page

HYPHEN = "\ufffe"
"""What pdfium writes for a hyphen at the end of a line, swallowing the line end."""

_LOOKS = 100
_ONE_UNMAPPED_IN = 20
_SURROGATES = range(0xD800, 0xE000)
_AFTER_SURROGATES = range(_SURROGATES.stop, 0x110000)
_UNIT = 2  # bytes of a UTF-16 unit


class Character(NamedTuple):
    """A drawn character: its pen's place, its edges, the size of its font; units as in `Box`."""

    letter: str
    x: int
    y: int
    left: int
    right: int
    em: int


class PageText:
    """The text of a page: characters in pdfium's order."""

    def __init__(self, handle: Any, page: Page) -> None:  # noqa: ANN401 - a handle of pdfium
        self._handle = handle
        self._page = page
        self.count = max(0, int(pdfium.FPDFText_CountChars(handle))) if handle else 0

    def all(self) -> str:
        """Return the whole text: lines end in CR LF, or in `HYPHEN` where a word is divided."""
        if not self.count:
            return ""
        units = _UNIT * self.count + 1
        buffer = (ctypes.c_ushort * units)()
        written = int(pdfium.FPDFText_GetText(self._handle, 0, self.count, buffer))
        return bytes(buffer)[: _UNIT * max(0, written - 1)].decode("utf-16-le", "replace")

    def index(self, at: int) -> int:
        """Return the index of the character that stands at `at` in `all`, or -1."""
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._handle, at))

    def boxes(self, index: int, count: int) -> Iterator[Box]:
        """Yield the rectangles of a range of characters."""
        bounds = [ctypes.c_double() for _ in range(4)]
        for number in range(int(pdfium.FPDFText_CountRects(self._handle, index, count))):
            pdfium.FPDFText_GetRect(self._handle, number, *bounds)
            left, top, right, bottom = (bound.value for bound in bounds)
            yield self._page.displayed(left, bottom, right, top)

    def unmapped(self) -> int:
        """Return how many characters are drawn in a font that does not say which letters they are.

        A hundred places are looked at; the rest only if those show that it is more than a sign.
        """
        step = max(1, self.count // _LOOKS)
        looks = range(0, self.count, step)
        if self._unmapped(looks) * _ONE_UNMAPPED_IN < len(looks):
            return 0
        return self._unmapped(range(self.count))

    def _unmapped(self, places: range) -> int:
        mapped_wrongly = pdfium.FPDFText_HasUnicodeMapError
        return sum(mapped_wrongly(self._handle, at) == 1 for at in places)

    def drawn_by(self) -> Iterator[tuple[int, int]]:
        """Yield each drawn character by its index, and what draws it, by its address."""
        for at in range(self.count):
            address = ctypes.cast(
                pdfium.FPDFText_GetTextObject(self._handle, at), ctypes.c_void_p
            ).value
            if address:
                yield at, address

    def edges(self, index: int) -> Area:
        """Return the rectangle around what is drawn of a character, in the page's own space."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        sides = (ctypes.byref(side) for side in (left, right, bottom, top))
        pdfium.FPDFText_GetCharBox(self._handle, index, *sides)
        return Area(left.value, bottom.value, right.value, top.value)

    def letter(self, index: int) -> str:
        """Return a character by its index; what pdfium put in between, too."""
        return _letter(int(pdfium.FPDFText_GetUnicode(self._handle, index)))

    def characters(self, index: int, count: int) -> Iterator[Character]:
        """Yield the drawn characters of a range; what pdfium put in between is left out."""
        x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        matrix = pdfium.FS_MATRIX()
        for at in range(index, index + count):
            if pdfium.FPDFText_IsGenerated(self._handle, at):
                continue
            letter = _letter(int(pdfium.FPDFText_GetUnicode(self._handle, at)))
            pdfium.FPDFText_GetCharOrigin(self._handle, at, ctypes.byref(x), ctypes.byref(y))
            pdfium.FPDFText_GetLooseCharBox(self._handle, at, ctypes.byref(box))
            pdfium.FPDFText_GetMatrix(self._handle, at, ctypes.byref(matrix))
            em = pdfium.FPDFText_GetFontSize(self._handle, at) * math.hypot(matrix.a, matrix.b)
            pen = self._page.displayed(x.value, y.value, x.value, y.value)
            slant = matrix.c / matrix.d if matrix.d else 0.0  # its box leans out to both sides
            left = box.left - slant * (box.bottom - y.value)
            right = max(left, box.right - slant * (box.top - y.value))
            shown = self._page.displayed(left, box.bottom, right, box.top)
            yield Character(letter, pen.left, pen.top, shown.left, shown.right, round(em * MILLI))


@contextmanager
def text_of(page: Page) -> Iterator[PageText]:
    """Open the text of a page."""
    handle = pdfium.FPDFText_LoadPage(page.handle)
    try:
        yield PageText(handle, page)
    finally:
        if handle:
            pdfium.FPDFText_ClosePage(handle)


def _letter(number: int) -> str:
    return chr(number) if number < _SURROGATES.start or number in _AFTER_SURROGATES else "\ufffd"
