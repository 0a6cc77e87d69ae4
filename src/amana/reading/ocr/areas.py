"""A part of a page, upright on it, that is cut out of the picture of a page that is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from amana.reading.ocr.words import Word

_WHITE = b"\xff"
_SAMPLE = 997  # one of so many bytes says how bright paper is; prime to the three of a pixel
_PAPER = 128  # a page darker than this is none of ink on paper
_INK = 0.7  # of the brightness of paper


class Pixels(NamedTuple):
    """Rows of red, green and blue bytes; where they stood in the picture they were cut out of."""

    width: int
    height: int
    rgb: bytes
    left: int = 0
    top: int = 0

    def shifted(self, word: Word) -> Word:
        """Return a word of this cutting in the coordinates of the picture."""
        return word._replace(
            left=word.left + self.left, right=word.right + self.left,
            top=word.top + self.top, bottom=word.bottom + self.top,
        )  # fmt: skip


class Area(NamedTuple):
    """Its borders in pixels on the page turned upright; `slope`: how far lines fall to the right.

    A pixel (x, y) of the picture is at (x + slope * y, y - slope * x) upright.
    """

    slope: float
    left: float
    top: float
    right: float
    bottom: float

    def wider(self, by: float) -> Area:
        """Return the area with more room around it."""
        return self._replace(
            left=self.left - by, top=self.top - by, right=self.right + by, bottom=self.bottom + by
        )

    def cut(self, picture: Pixels) -> Pixels | None:
        """Return what of a picture is inside; white around it. None: nothing is."""
        rows = {y: found for y in range(picture.height) if (found := self._row(y, picture.width))}
        if not rows:
            return None
        left, right = min(a for a, _ in rows.values()), max(b for _, b in rows.values())
        top, bottom = min(rows), max(rows) + 1
        blank = _WHITE * (3 * (right - left))
        cut = []
        for y in range(top, bottom):
            start, end = rows.get(y, (left, left))
            at = 3 * y * picture.width
            inside = picture.rgb[at + 3 * start : at + 3 * end]
            cut.append(blank[: 3 * (start - left)] + inside + blank[: 3 * (right - end)])
        return Pixels(right - left, bottom - top, b"".join(cut), left, top)

    def _row(self, y: int, width: int) -> tuple[int, int] | None:
        """Return from where to where a row of the picture is inside."""
        start, end = self.left - self.slope * y, self.right - self.slope * y
        if self.slope:
            bounds = sorted(((y - self.top) / self.slope, (y - self.bottom) / self.slope))
            start, end = max(start, bounds[0]), min(end, bounds[1])
        elif not self.top <= y < self.bottom:
            return None
        found = max(0, int(start)), min(width, int(end))
        return found if found[0] < found[1] else None


def ink_in(picture: Pixels) -> Callable[[Area], bool]:
    """Return what tells whether there is ink in an area of a picture."""
    sample = sorted(picture.rgb[1::_SAMPLE])
    paper = sample[len(sample) // 2] if sample else 0
    # All is ink on what is not as bright as paper is: no gutter can be seen there.
    ink = int(_INK * paper) if paper >= _PAPER else 255

    def inked(area: Area) -> bool:
        down = area.slope * (area.left + area.right) / 2
        last = min(picture.height, int(area.bottom + down) + 1)
        for y in range(max(0, int(area.top + down)), last):
            start = max(0, int(area.left - area.slope * y))
            end = min(picture.width, int(area.right - area.slope * y))
            at = 3 * y * picture.width
            if start < end and min(picture.rgb[at + 3 * start : at + 3 * end]) <= ink:
                return True
        return False

    return inked
