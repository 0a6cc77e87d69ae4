"""What is drawn on a page, in the order in which it is drawn, and how much of it pictures cover."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # it has no stubs

_MOST = 20_000
_MOST_CORNERS = 1000
_MOST_OUTLINES = 100
_DEEPEST = 6
_EVEN = 0.05  # points by which the corners of a rectangle may be out of true
_THICK = 4.0  # points: a line so thick hides a line of text
_OPAQUE = 255
_ENDS = 2
_CORNERS = (4, 5)

# Asked some ten thousand times a page: where pdfium writes its answers is made once.
_SIDES = tuple(ctypes.c_float() for _ in range(4))
_SIDE_PLACES = tuple(ctypes.byref(each) for each in _SIDES)
_PARTS = tuple(ctypes.c_uint() for _ in range(4))
_PART_PLACES = tuple(ctypes.byref(each) for each in _PARTS)

Colour = tuple[int, int, int, int]
Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Area(NamedTuple):
    """A rectangle in the space of the unrotated page, in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        """How large it is, in square points."""
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def meets(self, other: Area) -> bool:
        """Tell whether two rectangles have anything in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top

    def common(self, other: Area) -> Area:
        """Return what two rectangles have in common."""
        return Area(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


class Drawn(NamedTuple):
    """One thing that is drawn: the `at`-th; `around` is the matrix of the forms around it."""

    at: int
    kind: int
    handle: Any
    around: Matrix
    transparent: bool

    def bounds(self) -> Area | None:
        """Return the rectangle around it on the page."""
        if not pdfium.FPDFPageObj_GetBounds(self.handle, *_SIDE_PLACES):
            return None
        left, bottom, right, top = (each.value for each in _SIDES)
        if self.around == _PLAIN:
            return Area(left, bottom, right, top)
        corners = ((x, y) for x in (left, right) for y in (bottom, top))
        return _around([moved(self.around, x, y) for x, y in corners])

    def is_opaque(self) -> bool:
        """Tell whether nothing shines through it."""
        return not (self.transparent or pdfium.FPDFPageObj_HasTransparency(self.handle))

    def fill(self) -> Colour | None:
        """Return red, green, blue and opacity that it is filled with; None: with a pattern."""
        return _colour(self.handle, pdfium.FPDFPageObj_GetFillColor)

    @property
    def is_drawn(self) -> bool:
        """Tell whether a path is filled, or a line."""
        return any(self._mode())

    def _mode(self) -> tuple[int, int]:
        """Return how a path is filled, and whether its outline is drawn."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(self.handle, ctypes.byref(fill), ctypes.byref(stroke))
        return fill.value, stroke.value

    def boxes(self) -> tuple[Colour | None, list[Area]]:
        """Return the rectangles that a path covers wholly and opaquely, and with which colour.

        These are rectangles that it fills, or a thick line.
        """
        fill, stroke = self._mode()
        if not (fill or stroke) or not self.is_opaque():
            return None, []
        ask = pdfium.FPDFPageObj_GetFillColor if fill else pdfium.FPDFPageObj_GetStrokeColor
        colour = _colour(self.handle, ask)
        if colour is None or colour[3] < _OPAQUE:
            return None, []
        matrix = times(_matrix(self.handle), self.around)
        outlines = _outlines(self.handle, matrix)
        found = _rectangles(outlines) if fill else _thick(self.handle, outlines, matrix)
        return colour, self._clipped(found) if found else []

    def _clipped(self, areas: list[Area]) -> list[Area]:
        """Cut rectangles to what their clip paths leave, by the bounds of these."""
        clip = pdfium.FPDFPageObj_GetClipPath(self.handle)
        for number in range(max(0, int(pdfium.FPDFClipPath_CountPaths(clip))) if clip else 0):
            count = int(pdfium.FPDFClipPath_CountPathSegments(clip, number))
            points = [
                _point(pdfium.FPDFClipPath_GetPathSegment(clip, number, at), self.around)
                for at in range(min(count, _MOST_CORNERS))
            ]
            around = _around(points)
            if around is not None and count <= _MOST_CORNERS:
                areas = [area.common(around) for area in areas if area.meets(around)]
        return areas


def drawn_on(page: Any) -> Iterator[Drawn]:  # noqa: ANN401 - a handle of pdfium
    """Yield what is drawn on a page, and in forms on it (ISO 32000-1 section 8.10), in order."""
    count = int(pdfium.FPDFPage_CountObjects(page))
    stack = [(iter(range(count)), pdfium.FPDFPage_GetObject, page, _PLAIN, False)]
    for at in range(_MOST):
        while stack and (number := next(stack[-1][0], None)) is None:
            stack.pop()
        if not stack or number is None:
            return
        _, get, parent, around, transparent = stack[-1]
        handle = get(parent, number)
        kind = int(pdfium.FPDFPageObj_GetType(handle)) if handle else 0
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield Drawn(at, kind, handle, around, transparent)
        elif len(stack) < _DEEPEST:
            inside = range(int(pdfium.FPDFFormObj_CountObjects(handle)))
            veiled = transparent or bool(pdfium.FPDFPageObj_HasTransparency(handle))
            matrix = times(_matrix(handle), around)
            stack.append((iter(inside), pdfium.FPDFFormObj_GetObject, handle, matrix, veiled))


def times(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that does what one does, and then what the other does."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        *(a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j),
        *(e * g + f * i + k, e * h + f * j + m),
    )


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return a point as a matrix moves it."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _matrix(handle: Any) -> Matrix:  # noqa: ANN401 - a handle of pdfium
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, ctypes.byref(found)):
        return _PLAIN
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _colour(handle: Any, ask: Any) -> Colour | None:  # noqa: ANN401 - of pdfium
    if not ask(handle, *_PART_PLACES):
        return None
    red, green, blue, opacity = (part.value for part in _PARTS)
    return red, green, blue, opacity


def _point(segment: Any, matrix: Matrix) -> tuple[float, float]:  # noqa: ANN401 - of pdfium
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
    return moved(matrix, x.value, y.value)


def _outlines(handle: Any, matrix: Matrix) -> list[list[tuple[float, float]]]:  # noqa: ANN401 - of pdfium
    """Return the corners of each outline of a path; none at all where one of them is curved."""
    count = int(pdfium.FPDFPath_CountSegments(handle))
    found: list[list[tuple[float, float]]] = []
    for at in range(count if count <= _MOST_CORNERS else 0):
        segment = pdfium.FPDFPath_GetPathSegment(handle, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            found.append([])
        elif kind != pdfium.FPDF_SEGMENT_LINETO or not found:
            return []
        found[-1].append(_point(segment, matrix))
    return [corners for corners in found if len(corners) > 1]


def _rectangles(outlines: list[list[tuple[float, float]]]) -> list[Area]:
    """Return outlines as rectangles; none where one is no rectangle, or lies within another."""
    if len(outlines) > _MOST_OUTLINES:
        return []
    areas = [_rectangle(corners) for corners in outlines]
    found = [area for area in areas if area is not None]
    if len(found) < len(areas) or any(one.meets(other) for one, other in combinations(found, 2)):
        return []  # a frame is a rectangle within another one, which stays open
    return found


def _rectangle(corners: list[tuple[float, float]]) -> Area | None:
    area = _around(corners)
    if area is None or len(corners) not in _CORNERS:
        return None
    for (x, y), (to_x, to_y) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if abs(x - to_x) > _EVEN and abs(y - to_y) > _EVEN:
            return None
    at_corners = all(
        min(abs(x - area.left), abs(x - area.right)) <= _EVEN
        and min(abs(y - area.bottom), abs(y - area.top)) <= _EVEN
        for x, y in corners
    )
    return area if at_corners else None


def _thick(
    handle: Any,  # noqa: ANN401 - of pdfium
    outlines: list[list[tuple[float, float]]],
    matrix: Matrix,
) -> list[Area]:
    """Return what a thick line from one place to another covers, if it is level or upright."""
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(handle, ctypes.byref(width))
    half = width.value * (abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5) / 2
    if half * 2 < _THICK or len(outlines) != 1 or len(outlines[0]) != _ENDS:
        return []
    (x, y), (to_x, to_y) = outlines[0]
    if abs(y - to_y) <= _EVEN:
        return [Area(min(x, to_x), y - half, max(x, to_x), y + half)]
    if abs(x - to_x) <= _EVEN:
        return [Area(x - half, min(y, to_y), x + half, max(y, to_y))]
    return []


def _around(points: list[tuple[float, float]]) -> Area | None:
    """Return the rectangle around points."""
    if not points:
        return None
    across, up = zip(*points, strict=True)
    return Area(min(across), min(up), max(across), max(up))
