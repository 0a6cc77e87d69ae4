"""A picture, opened by Pillow: its pages, their sizes as displayed, and their pixels.

A page is a picture of its own in a TIFF or HEIF; the frames of an animation are one page. One pixel
is one point (1/72 inch): the coordinates of a picture are its pixels as displayed, in thousandths.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from functools import cache

import numpy as np
import pi_heif  # type: ignore[import-untyped]  # it has no stubs
from PIL import AvifImagePlugin, ExifTags, Image, ImageCms, ImageFile, ImageOps
from PIL.Image import Resampling

from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp

MILLI = 1000
FORMATS = (
    "JPEG", "PNG", "GIF", "TIFF", "BMP", "DIB", "WEBP", "HEIF", "AVIF", "ICO", "ICNS",
    "JPEG2000", "PSD", "PPM", "PCX", "CUR", "PCD", "DDS",
)  # fmt: skip
BROKEN = (
    OSError, SyntaxError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
    AssertionError, EOFError, RuntimeError, struct.error, zlib.error,
)  # fmt: skip
"""What Pillow raises on damaged bytes."""

_OF_PAGES = frozenset({"TIFF", "HEIF"})
_TURNS_ITSELF = frozenset({"TIFF", "HEIF", "AVIF"})
_ON_ITS_SIDE = 5
_DEEP = frozenset({"I", "F"})
_SIXTEEN = "I;16"


@cache
def _from_lab() -> ImageCms.ImageCmsTransform:
    """Return the way from CIE L*a*b* (TIFF 6.0 section 23) to the colours of screens."""
    lab, screen = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    return ImageCms.buildTransform(lab, screen, "LAB", "RGB")


def prepare() -> None:
    """Load the decoders, without threads of their own, and leave the bounds on size to us."""
    pi_heif.register_heif_opener(thumbnails=False)
    pi_heif.options.DECODE_THREADS = 1
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.init()
    Image.MAX_IMAGE_PIXELS = None
    _from_lab()
    codecs.lookup("utf-16-be")  # names of colour profiles; a worker cannot load it when it reads


class Picture:
    """An open picture."""

    def __init__(self, data: bytes, most_pixels: int) -> None:
        """Open a picture whose pages may have `most_pixels` each.

        Raises:
            GiveUp: it is none, or too large.
        """
        self._data = data
        self.most_pixels = most_pixels
        self.image = self._open()
        self.kind = self.image.format or ""
        self.pages_lost = False
        """Whether the way from page to page is broken: how many there are is not known."""

    def _open(self) -> ImageFile.ImageFile:
        try:
            image = Image.open(io.BytesIO(self._data), formats=FORMATS)
        except BROKEN:
            raise GiveUp(Code.PICTURE_BROKEN) from None
        if image.width * image.height > self.most_pixels:
            raise GiveUp(Code.PICTURE_TOO_LARGE, image.width * image.height)
        return image

    def pages(self, most: int) -> Iterator[tuple[int, int]]:
        """Yield width and height of each page as displayed; a page more than `most` ends it."""
        if self.kind not in _OF_PAGES:  # Pillow counts the layers of a PSD as frames, from 1
            yield self._displayed_size()
            return
        for index in range(most + 1):
            try:
                self.image.seek(index)
            except EOFError:
                return
            except BROKEN:
                self.pages_lost = True
                return
            yield self._displayed_size()

    def _displayed_size(self) -> tuple[int, int]:
        width, height = self.image.size
        if self.kind in _TURNS_ITSELF:
            return width, height
        return (height, width) if self._orientation() >= _ON_ITS_SIDE else (width, height)

    def _orientation(self) -> int:
        try:
            turned = self.image.getexif().get(ExifTags.Base.Orientation, 1)
        except BROKEN:
            return 1
        return turned if isinstance(turned, int) else 1

    def drawn(self, page: int, longest: int) -> tuple[Image.Image, bool]:
        """Return page `page` (from 1) as displayed, and whether all of it was there.

        It is reduced by a whole factor while its longer side is above `longest`.

        Raises:
            GiveUp: there is no such page, it is too large, or nothing of it can be decoded.
        """
        for forgiving in (False, True):
            image = self._open()
            try:
                if page > 1:
                    self._turn_to(image, page)
                with _truncated_allowed(allowed=forgiving):
                    return self._decoded(image, longest), not forgiving
            except BROKEN:
                continue
        raise GiveUp(Code.PICTURE_BROKEN)

    def _turn_to(self, image: ImageFile.ImageFile, page: int) -> None:
        try:
            image.seek(page - 1)
        except BROKEN:
            raise GiveUp(Code.NO_SUCH_PAGE, 1) from None
        if image.width * image.height > self.most_pixels:
            raise GiveUp(Code.PICTURE_TOO_LARGE, image.width * image.height)

    def _decoded(self, image: ImageFile.ImageFile, longest: int) -> Image.Image:
        image.draft(None, (longest, longest))  # a JPEG is decoded smaller at once
        image.load()
        shown: Image.Image = image
        if self.kind not in _TURNS_ITSELF:
            with contextlib.suppress(*BROKEN):  # a damaged orientation turns nothing
                shown = ImageOps.exif_transpose(image)
        shown = _flat(shown)
        factor = -(-max(shown.size) // longest)
        return shown.reduce(factor) if factor > 1 else shown


def scaled(image: Image.Image, width: int, height: int) -> Image.Image:
    """Return a picture in another size."""
    return image.resize((max(1, width), max(1, height)), Resampling.BICUBIC)


def _flat(image: Image.Image) -> Image.Image:
    """Return a picture in grey or in colour, eight bits each, on white where it is transparent."""
    if image.mode.startswith(_SIXTEEN):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.mode in _DEEP:
        return _stretched(image)
    if image.mode == "LAB":
        return ImageCms.applyTransform(image, _from_lab()) or image
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(ground, clear).convert("RGB")
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")


def _stretched(image: Image.Image) -> Image.Image:
    """Return a picture of 32-bit numbers between its darkest and its brightest."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float64), posinf=0, neginf=0)
    low, high = float(values.min()), float(values.max())
    return Image.fromarray(((values - low) * (255 / ((high - low) or 1))).astype(np.uint8))


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Keep Pillow from printing what it thinks of damaged bytes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _truncated_allowed(*, allowed: bool) -> Iterator[None]:
    ImageFile.LOAD_TRUNCATED_IMAGES = allowed
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
