"""Text that is on a page and is not seen there: covered, in no ink, in the colour of the paper.

A box that is drawn over words takes nothing away from them: such a redaction has failed. Text in no
ink is mostly the layer that a machine has recognised below a picture; elsewhere somebody hides it.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no stubs

from amana.reading.readers.pdf.drawn import Area, Drawn, drawn_on
from amana.reading.readers.pdf.letters import PageText
from amana.reading.readers.pdf.native import Page

COVERED, INVISIBLE, WHITE, OUTSIDE = "covered", "invisible", "white", "outside"

_LEAST_SIDE = 3.0  # points: what is thinner hides no letter
_MOST_GROUNDS = 5000
_BANDS = 100
_MARGIN = 0.2  # of a letter on each side, which may stand out from what covers it
_PALE = 0xF8
_ALIKE = 0x10
_DARK = 0x40
_OPAQUE = 255
_PAPER = (255, 255, 255)
_ON_TOP = 1 << 30
_NOT_SHOWN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_LARGE = 0.5  # of the page: a picture that hides what was drawn before it


class Ground(NamedTuple):
    """What is drawn on a page beside its text: the `at`-th, where, with which colour.

    It covers its area wholly where it is `solid`; of anything else the area is its bounds.
    """

    at: int
    area: Area
    colour: tuple[int, ...] | None = None
    solid: bool = False


class _Text(NamedTuple):
    """A piece of text that may not be seen: its place in the order, its ink, what is around."""

    at: int
    ink: tuple[int, ...] | None
    near: list[Ground]


class Sheet:
    """What is drawn on a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.area = Area(*page.bounds)
        self.texts: list[Drawn] = []
        self.paths: list[Drawn] = []
        self.pictures: list[Drawn] = []
        for each in drawn_on(page.handle):
            if each.kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.texts.append(each)
            elif each.kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.paths.append(each)
            elif each.kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING}:
                self.pictures.append(each)

    def share(self, each: Drawn) -> float:
        """Return which share of the page a thing covers, by its bounds."""
        bounds, whole = each.bounds(), self.area.size
        return bounds.common(self.area).size / whole if bounds and whole else 0.0

    def covered(self) -> tuple[float, float]:
        """Return which share of the page its pictures cover, together and the largest of them."""
        shares = [self.share(each) for each in self.pictures]
        return sum(shares), max(shares, default=0.0)

    def grounds(self) -> Iterator[Ground]:
        """Yield what lies below and above the text, as far as it can hide a letter."""
        for path in self.paths[:_MOST_GROUNDS]:
            bounds = path.bounds()
            if bounds is None or not bounds.meets(self.area) or not path.is_drawn:
                continue
            colour, boxes = path.boxes() if _is_wide(bounds) else (None, [])
            for area in filter(_is_wide, boxes):
                yield Ground(path.at, area, colour and colour[:3], solid=True)
            if not boxes and _is_wide(bounds):
                yield Ground(path.at, bounds)
        for picture in self.pictures[:_MOST_GROUNDS]:
            bounds = picture.bounds()
            if bounds is not None:
                yield Ground(picture.at, bounds)
        for area in filter(_is_wide, _marked(self._page)):
            yield Ground(_ON_TOP, area, solid=True)


def unseen(sheet: Sheet, text: PageText) -> Mapping[int, str]:
    """Return why characters of a page, by their index, are not seen.

    Rules, first match wins:

    1. `outside`: beside the page as it is cropped.
    2. `invisible`: drawn in no ink (text rendering mode 3, or wholly transparent), or below a
       picture that covers half of the page and is drawn later.
    3. `covered`: within an opaque rectangle or thick line that is drawn later, or within a mark for
       redaction, a filled rectangle or a dark highlight among the annotations; or drawn later in
       the colour of such a rectangle.
    4. `white`: in the colour of the paper, where nothing else lies below.
    """
    whole, doubtful = _sorted_out(sheet)
    if not whole and not doubtful:
        return {}
    found: dict[int, str] = {}
    for index, address in text.drawn_by():
        if address in whole:
            found[index] = whole[address]
        elif address in doubtful:
            why = _why(text.edges(index), doubtful[address])
            if why is not None:
                found[index] = why
    return found


def _sorted_out(sheet: Sheet) -> tuple[dict[int, str], dict[int, _Text]]:
    """Return which pieces of text are not seen as a whole, and those of which letters may not."""
    large = [each.at for each in sheet.pictures if sheet.share(each) > _LARGE and each.is_opaque()]
    hidden_until = max(large, default=-1)
    bands = _bands(sheet)
    whole: dict[int, str] = {}
    doubtful: dict[int, _Text] = {}
    for each in sheet.texts:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(each.handle)
        ink = each.fill() if mode == pdfium.FPDF_TEXTRENDERMODE_FILL else None
        no_ink = mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE or (ink is not None and not ink[3])
        place = each.bounds()
        if place is None:
            continue
        if not place.meets(sheet.area) and place.size:
            whole[_address(each.handle)] = OUTSIDE
        elif no_ink or each.at < hidden_until:
            whole[_address(each.handle)] = INVISIBLE
        elif bands or (ink and min(ink[:3]) >= _PALE):
            text = _Text(each.at, ink and ink[:3], _near(place, bands, sheet))
            if _is_doubtful(text):
                doubtful[_address(each.handle)] = text
    return whole, doubtful


def _is_doubtful(text: _Text) -> bool:
    if text.ink is not None and min(text.ink) >= _PALE:
        return True
    return any(each.solid and (each.at > text.at or _alike(each, text)) for each in text.near)


def _alike(ground: Ground, text: _Text) -> bool:
    """Tell whether text has the colour of what lies below it."""
    below, ink = ground.colour, text.ink
    if below is None or ink is None:
        return False
    return all(abs(one - other) <= _ALIKE for one, other in zip(below, ink, strict=True))


def _why(letter: Area, text: _Text) -> str | None:
    """Return why a letter is not seen; None: it is."""
    for ground in text.near:
        if ground.at > text.at:
            if ground.solid and _is_within(letter, ground.area):
                return COVERED
        elif ground.solid and _is_within(letter, ground.area):
            if not _alike(ground, text):
                return None
            return WHITE if text.ink and min(text.ink) >= _PALE else COVERED
        elif ground.area.meets(letter):
            return None
    return WHITE if text.ink and min(text.ink) >= _PALE else None


def _bands(sheet: Sheet) -> Mapping[int, list[Ground]]:
    """Return grounds by the level strips of the page that they reach into."""
    bands: defaultdict[int, list[Ground]] = defaultdict(list)
    for ground in sheet.grounds() if sheet.texts else ():
        for band in _reach(ground.area, sheet):
            bands[band].append(ground)
    return bands


def _reach(area: Area, sheet: Sheet) -> range:
    height = (sheet.area.top - sheet.area.bottom) / _BANDS or 1.0
    low, high = (
        max(-1.0, min(_BANDS, (y - sheet.area.bottom) / height)) for y in (area.bottom, area.top)
    )
    return range(int(low), int(high) + 1)


def _near(place: Area, bands: Mapping[int, list[Ground]], sheet: Sheet) -> list[Ground]:
    """Return what meets the bounds of a text, the last drawn first."""
    near = {each for band in _reach(place, sheet) for each in bands.get(band, ())}
    return sorted(
        (each for each in near if each.area.meets(place)),
        key=lambda each: (-each.at, each.area),
    )


def _is_within(letter: Area, area: Area) -> bool:
    """Tell whether a letter lies within an area, but for its edges."""
    x, y = _MARGIN * (letter.right - letter.left), _MARGIN * (letter.top - letter.bottom)
    return (
        area.left <= letter.left + x
        and letter.right - x <= area.right
        and area.bottom <= letter.bottom + y
        and letter.top - y <= area.top
    )


def _is_wide(area: Area) -> bool:
    return min(area.right - area.left, area.top - area.bottom) >= _LEAST_SIDE


def _marked(page: Page) -> list[Area]:
    """Return where annotations cover the page, or mark it for redaction (section 12.5.6.23)."""
    found = []
    for kind, handle in page.annotations():
        if pdfium.FPDFAnnot_GetFlags(handle) & _NOT_SHOWN:
            continue
        if kind == pdfium.FPDF_ANNOT_REDACT:
            found += _quads(handle) or [_rect(handle)]
        elif kind == pdfium.FPDF_ANNOT_SQUARE:
            colour = _inked(handle, b"IC", pdfium.FPDFANNOT_COLORTYPE_InteriorColor)
            if colour is not None and colour[3] == _OPAQUE:
                found.append(_rect(handle))
        elif kind == pdfium.FPDF_ANNOT_HIGHLIGHT:
            colour = _inked(handle, b"C", pdfium.FPDFANNOT_COLORTYPE_Color)
            if colour is not None and colour[3] == _OPAQUE and max(colour[:3]) < _DARK:
                found += _quads(handle)
    return found


def _inked(annotation: Any, key: bytes, which: int) -> tuple[int, ...] | None:  # noqa: ANN401 - of pdfium
    """Return the colour of an annotation, or what its appearance is filled with."""
    parts = [ctypes.c_uint() for _ in range(4)]
    places = tuple(ctypes.byref(part) for part in parts)
    named = pdfium.FPDFAnnot_HasKey(annotation, key)
    if named and pdfium.FPDFAnnot_GetColor(annotation, which, *places):
        return tuple(int(part.value) for part in parts)
    for number in range(min(8, int(pdfium.FPDFAnnot_GetObjectCount(annotation)))):
        handle = pdfium.FPDFAnnot_GetObject(annotation, number)
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        if handle and pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_PATH:
            pdfium.FPDFPath_GetDrawMode(handle, ctypes.byref(mode), ctypes.byref(stroke))
            known = pdfium.FPDFPageObj_GetFillColor(handle, *places)
            if mode.value and known:
                return tuple(int(part.value) for part in parts)
    return None


def _rect(annotation: Any) -> Area:  # noqa: ANN401 - a handle of pdfium
    bounds = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(bounds))
    return Area(bounds.left, bounds.bottom, bounds.right, bounds.top)


def _quads(annotation: Any) -> list[Area]:  # noqa: ANN401 - a handle of pdfium
    """Return the places that an annotation marks, line by line."""
    found = []
    quad = pdfium.FS_QUADPOINTSF()
    count = int(pdfium.FPDFAnnot_CountAttachmentPoints(annotation))
    for number in range(min(count, _MOST_GROUNDS)):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, number, ctypes.byref(quad)):
            across = (quad.x1, quad.x2, quad.x3, quad.x4)
            up = (quad.y1, quad.y2, quad.y3, quad.y4)
            found.append(Area(min(across), min(up), max(across), max(up)))
    return found


def _address(handle: Any) -> int:  # noqa: ANN401 - a handle of pdfium
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
