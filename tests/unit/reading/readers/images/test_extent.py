from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image, PngImagePlugin

from amana.reading.readers.facts import Facts
from amana.reading.readers.images.extent import Extent, extent

if TYPE_CHECKING:
    from tests.unit.reading.readers.images.conftest import Make


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_the_end_is_found_with_and_without_something_behind(kind: str, make: Make) -> None:
    data = make(kind)
    assert extent(data, kind, Facts()).end == len(data)
    assert extent(data + b"PK\x03\x04 behind", kind, Facts()).end == len(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_what_is_cut_off_has_no_end(kind: str, make: Make) -> None:
    data = make(kind)
    for cut in range(1, len(data) - 1, 7):
        assert extent(data[:cut], kind, Facts()).end is None


def test_a_format_whose_end_is_not_known() -> None:
    assert extent(b"8BPS", "PSD", Facts()) == Extent(None, 0)


def test_comments_of_a_jpeg(make: Make) -> None:
    facts = Facts()
    extent(make(comment="taken at the bridge"), "JPEG", facts)
    assert facts.pairs() == (("jpeg:comment", "taken at the bridge"),)


def test_texts_of_a_png(make: Make) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "N. Haddad")
    info.add_text("Comment", "packed " * 9, zip=True)
    info.add_itxt("Title", "الجسر", zip=True)
    info.add_itxt("Place", "نهر")
    facts = Facts()
    extent(make("PNG", pnginfo=info), "PNG", facts)
    assert dict(facts.pairs()) == {
        "png:Author": "N. Haddad",
        "png:Comment": ("packed " * 9).strip(),
        "png:Title": "الجسر",
        "png:Place": "نهر",
    }


def test_a_packed_text_is_unpacked_so_far_only(make: Make) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Bomb", "a" * 50_000_000, zip=True)
    facts = Facts()
    extent(make("PNG", pnginfo=info), "PNG", facts)
    assert facts.pairs()[0][1] == "a" * 2000


def test_frames_and_comment_of_a_gif(make: Make) -> None:
    frames = [Image.new("RGB", (160, 120), (n * 50, 0, 0)) for n in range(5)]
    data = make("GIF", save_all=True, append_images=frames, comment=b"five more")
    facts = Facts()
    assert extent(data, "GIF", facts) == Extent(len(data), 6)
    assert facts.pairs() == (("gif:comment", "five more"),)


def test_a_million_frames_are_counted() -> None:
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x4c\1\0"
    data = b"GIF89a\1\0\1\0\0\0\0" + frame * 1_000_000 + b";"
    assert extent(data, "GIF", Facts()).frames == 1_000_000
