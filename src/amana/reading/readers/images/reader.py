"""The reader of pictures: pages for text recognition, what they say about themselves, likeness."""

from __future__ import annotations

import io
from importlib.metadata import version

import numpy as np
from PIL import Image, features

from amana.reading.notices import Code
from amana.reading.readers.facts import Facts
from amana.reading.readers.images.extent import extent
from amana.reading.readers.images.inside import hand_out
from amana.reading.readers.images.opening import MILLI, Picture, prepare, quietly, scaled
from amana.reading.readers.images.pdq import LARGEST, pdq
from amana.reading.readers.images.statements import statements
from amana.reading.readers.intake import BytesContent, Closed, Content, GiveUp, Outlet, whole
from amana.reading.wire import (
    Budget,
    PixelsAnswer,
    ReadOrder,
    RenderOrder,
    SizesAnswer,
    SizesOrder,
    TextAnswer,
    Told,
)

_DECODED = 4  # times the pixels of a drawn page may a picture have
_LONGEST_INCHES = 20
_POINTS_AN_INCH = 72
_NO_LETTERS = 12  # pixels: a picture lower or narrower holds no line of text
_LIBRARIES = ("jpg", "zlib", "libtiff", "jpg_2000", "webp", "avif")


@quietly()
def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a picture.

    Raises:
        GiveUp: it is none, or too large.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    data = whole(document)
    picture = Picture(data, _DECODED * order.budget.pixels)
    facts, notices = Facts(), []
    reach = extent(data, picture.kind, facts)
    statements(picture, data, reach.frames, facts)
    sizes = list(picture.pages(order.budget.pages))
    if len(sizes) > order.budget.pages:
        del sizes[order.budget.pages :]
        notices.append(Told(Code.PAGES_CUT, len(sizes)))
    if len(sizes) > 1:
        facts.add("image:pages", len(sizes))
    notices += hand_out(picture, data, reach.end, out)
    notices += _likeness(picture, facts)
    damaged = Told(Code.PICTURE_DAMAGED)
    if damaged not in notices and (picture.pages_lost or _damaged_later(picture, sizes)):
        notices.append(damaged)
    pictures = tuple(n for n, size in enumerate(sizes, 1) if min(size) >= _NO_LETTERS)
    notices.append(Told(Code.NO_TEXT_LAYER if pictures else Code.PICTURE_TOO_SMALL))
    return TextAnswer(
        text="",
        pages=((0, 0),) * len(sizes),
        pictures=pictures,
        metadata=facts.pairs(),
        notices=tuple(notices),
    )


def _likeness(picture: Picture, facts: Facts) -> list[Told]:
    """Decode the first page and add its perceptual hash; tell where not all of it is there."""
    try:
        image, complete = picture.drawn(1, LARGEST)
    except GiveUp:
        return [Told(Code.PICTURE_DAMAGED)]
    found = pdq(np.asarray(image.convert("L")))
    if found is not None:
        facts.add("pdq:hash", found.bits)
        facts.add("pdq:quality", found.quality)
    return [] if complete else [Told(Code.PICTURE_DAMAGED)]


def _damaged_later(picture: Picture, sizes: list[tuple[int, int]]) -> bool:
    """Tell whether a page after the first cannot be decoded whole.

    As many pages are decoded as a single picture may have pixels.
    """
    room = picture.most_pixels
    for page, (width, height) in enumerate(sizes[1:], 2):
        room -= width * height
        if room < 0:
            return False
        try:
            if not picture.drawn(page, LARGEST)[1]:
                return True
        except GiveUp:
            return True
    return False


@quietly()
def render(document: Content, order: RenderOrder) -> PixelsAnswer:
    """Draw a page: never larger than it is (or so many times), its longer side at most 20 inches.

    Raises:
        GiveUp: there is no such page, it cannot be decoded, or it is too large.
    """
    picture = Picture(whole(document), _DECODED * order.budget.pixels)
    longest = _LONGEST_INCHES * order.dpi
    image, _ = picture.drawn(order.page, 2 * longest)
    width, height = image.size
    within = (order.budget.pixels / (width * height)) ** 0.5
    largest = float(order.enlarged)
    scale = min(largest, longest / max(width, height), within, order.dpi / _POINTS_AN_INCH)
    if scale != 1:
        image = scaled(image, int(width * scale), int(height * scale))
    rgb = image.convert("RGB")
    return PixelsAnswer(width=rgb.width, height=rgb.height, rgb=rgb.tobytes())


@quietly()
def sizes(document: Content, order: SizesOrder) -> SizesAnswer:
    """Tell the sizes of the pages, a pixel as a point.

    Raises:
        GiveUp: it is no picture, or too large.
    """
    picture = Picture(whole(document), _DECODED * order.budget.pixels)
    found = list(picture.pages(order.budget.pages))[: order.budget.pages]
    return SizesAnswer(sizes=tuple((width * MILLI, height * MILLI) for width, height in found))


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what decodes, and what computes the perceptual hash."""
    codecs = ((name, features.version(name)) for name in _LIBRARIES)
    return (
        ("pillow", version("pillow")),
        ("pi-heif", version("pi-heif")),
        ("numpy", version("numpy")),
        *((name.replace("_", "-"), known) for name, known in codecs if known),
    )


def warm() -> None:
    """Read and draw pictures of our own in each format that we can write."""
    prepare()
    picture = Image.linear_gradient("L").convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "amana"
    for kind in ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP", "JPEG2000", "ICO", "AVIF", "PPM"):
        file = io.BytesIO()
        try:
            picture.save(file, kind, **({"exif": exif} if kind in {"PNG", "JPEG", "TIFF"} else {}))
        except (OSError, KeyError):  # built without that encoder; what needs it tells when it comes
            continue
        _try(file.getvalue(), kind)


def _try(data: bytes, kind: str) -> None:
    document = BytesContent(data)
    budget = Budget(text_chars=1, runs=1, pages=2, pixels=1_000_000)
    order = ReadOrder(family="image", name="", size=len(data), budget=budget)
    if ("image:format", kind) not in read(document, order, Closed()).metadata:
        raise RuntimeError(f"the reader of pictures does not read its own {kind}")
    render(document, RenderOrder(family="image", size=len(data), page=1, dpi=36, budget=budget))
    sizes(document, SizesOrder(family="image", size=len(data), budget=budget))
