from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from amana.analysis import picture_changes
from amana.analysis.picture_changes import picture_difference


def picture(width: int = 320, height: int = 320, *, box: int = 0, kind: str = "PNG") -> bytes:
    drawn = Image.new("RGB", (width, height), "white")
    if box:
        ImageDraw.Draw(drawn).rectangle((0, 0, box - 1, box - 1), fill="black")
    file = io.BytesIO()
    drawn.save(file, kind)
    return file.getvalue()


def test_the_same_picture_does_not_differ() -> None:
    found = picture_difference(picture(), picture())
    assert found is not None
    assert (found.tiles, found.taller, found.wider) == (0, 0, 0)


def test_the_share_of_tiles_that_differ_is_measured() -> None:
    found = picture_difference(picture(), picture(box=64))
    assert found is not None
    assert found.tiles == 40  # 4 tiles of 100


def test_what_only_one_has_differs() -> None:
    found = picture_difference(picture(), picture(height=640))
    assert found is not None
    assert (found.tiles, found.taller) == (500, 320)
    odd = picture_difference(picture(330, 310), picture(320, 300))
    assert odd is not None
    assert (odd.taller, odd.wider) == (-10, -10)
    assert 0 < odd.tiles < 300


@pytest.mark.parametrize("data", [b"", b"no picture", picture()[:200], picture(kind="JPEG")])
def test_what_is_no_png_is_not_compared(data: bytes) -> None:
    assert picture_difference(picture(), data) is None


def test_a_picture_that_is_too_large_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_changes, "MOST_PIXELS", 100)
    assert picture_difference(picture(), picture()) is None
