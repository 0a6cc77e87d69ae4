from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from amana.reading.identify import identify
from amana.reading.notices import Code
from amana.reading.readers.images.opening import Picture, quietly, scaled
from amana.reading.readers.intake import BytesContent, GiveUp

if TYPE_CHECKING:
    from tests.unit.reading.readers.images.conftest import Make

MANY = 10_000_000


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Save a picture of one's own."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_is_shown_as_its_orientation_says(turned: int) -> None:
    image = Image.new("RGB", (40, 20), "white")
    image.paste((255, 0, 0), (0, 0, 10, 10))
    exif = Image.Exif()
    exif[0x0112] = turned
    picture = Picture(saved(image, exif=exif), MANY)
    size = (20, 40) if turned >= 5 else (40, 20)
    assert list(picture.pages(9)) == [size]
    shown, complete = picture.drawn(1, 100)
    assert complete
    assert shown.size == size
    corners = {
        1: (0, 0),
        2: (1, 0),
        3: (1, 1),
        4: (0, 1),
        5: (0, 0),
        6: (1, 0),
        7: (1, 1),
        8: (0, 1),
    }
    across, down = corners[turned]
    at = (across * (size[0] - 1), down * (size[1] - 1))
    assert shown.getpixel(at) == (255, 0, 0)


def test_each_page_of_a_tiff_is_a_page() -> None:
    pages = [Image.new("L", (20 + n, 30), 50 * n) for n in range(4)]
    picture = Picture(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]), MANY)
    assert list(picture.pages(9)) == [(20, 30), (21, 30), (22, 30), (23, 30)]
    assert list(picture.pages(2)) == [(20, 30), (21, 30), (22, 30)]
    assert picture.drawn(3, 100)[0].getpixel((0, 0)) == 100
    with pytest.raises(GiveUp) as caught:
        picture.drawn(5, 100)
    assert caught.value.code is Code.NO_SUCH_PAGE


def test_a_tiff_whose_pages_lead_in_a_circle_ends() -> None:
    entries = [(256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
               (273, 4, 1, 8), (277, 3, 1, 1), (278, 3, 1, 1), (279, 4, 1, 1)]  # fmt: skip
    ifd = struct.pack("<H", len(entries)) + b"".join(
        struct.pack("<HHII", *entry) for entry in entries
    )
    data = b"II*\0\x0a\0\0\0\7\0" + ifd + struct.pack("<I", 10)
    assert list(Picture(data, MANY).pages(100)) == [(1, 1)]


def test_what_is_too_large_is_refused_before_it_is_decoded(make: Make) -> None:
    data = make("PNG", (300, 200))
    with pytest.raises(GiveUp) as caught:
        Picture(data, 59_999)
    assert (caught.value.code, caught.value.n) == (Code.PICTURE_TOO_LARGE, 60_000)
    Picture(data, 60_000)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0", b"8BPS\0\1"])
def test_what_is_no_picture(data: bytes) -> None:
    with pytest.raises(GiveUp) as caught:
        Picture(data, MANY)
    assert caught.value.code is Code.PICTURE_BROKEN


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_of_a_picture_that_is_cut_off_the_beginning_is_shown(kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    data = saved(Image.fromarray(noise), kind)
    shown, complete = Picture(data[: len(data) // 2], MANY).drawn(1, 100)
    assert not complete
    whole, _ = Picture(data, MANY).drawn(1, 100)
    assert shown.getpixel((3, 3)) == whole.getpixel((3, 3))


@pytest.mark.parametrize(
    ("image", "shown"),
    [
        (Image.new("RGBA", (9, 9), (0, 0, 0, 0)), (255, 255, 255)),
        (Image.new("1", (9, 9), 1), 255),
        (Image.fromarray(np.full((9, 9), 0xABCD, dtype=np.uint16)), 0xAB),
        (Image.fromarray(np.array([[0.0, 2.0]] * 9, dtype=np.float32)), 0),
        (Image.new("CMYK", (9, 9), (0, 0, 0, 255)), (0, 0, 0)),
        (Image.new("LAB", (9, 9), (255, 128, 128)), (254, 255, 254)),
    ],
)
def test_every_mode_becomes_grey_or_colour(image: Image.Image, shown: object) -> None:
    data = saved(image, "TIFF")
    assert Picture(data, MANY).drawn(1, 100)[0].getpixel((0, 0)) == shown


@pytest.mark.parametrize("kind", ["DDS", "ICO"])
def test_formats_of_programs(kind: str) -> None:
    data = saved(Image.new("RGB", (16, 16), (200, 0, 0)), kind)
    shown, _ = Picture(data, MANY).drawn(1, 100)
    assert shown.getpixel((3, 3)) == (200, 0, 0)


def test_a_photo_cd_is_told_and_shown() -> None:
    data = bytes(2048) + b"PCD_IPI" + bytes(96 * 2048 + 768 * 3 * 256)
    assert identify(BytesContent(data), "a.pcd") == "image/x-photo-cd"
    assert Picture(data, MANY).image.size == (768, 512)


def test_a_large_picture_is_reduced_by_a_whole_factor(make: Make) -> None:
    assert Picture(make("PNG", (450, 300)), MANY).drawn(1, 200)[0].size == (150, 100)
    assert Picture(make("JPEG", (450, 300)), MANY).drawn(1, 200)[0].width <= 200


def test_another_size() -> None:
    assert scaled(Image.new("L", (9, 9)), 0, 4).size == (1, 4)


def test_a_way_from_page_to_page_that_is_broken_is_known() -> None:
    pages = [Image.new("L", (20, 30), 50 * n) for n in range(3)]
    data = bytearray(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    whole = Picture(bytes(data), MANY)
    assert len(list(whole.pages(9))) == 3
    assert not whole.pages_lost
    cut = Picture(bytes(data[: len(data) * 2 // 3]), MANY)
    with quietly():
        assert len(list(cut.pages(9))) < 3
    assert cut.pages_lost
