from __future__ import annotations

import os
import struct
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from amana.core import UnreadableError
from amana.reading import Limits, Outcome, ReadingPool
from amana.reading.likeness import distance
from amana.reading.notices import Code
from amana.reading.readers.images.reader import libraries, render, sizes, warm
from amana.reading.readers.images.reader import read as read_picture
from amana.reading.readers.intake import BytesContent, Closed, GiveUp
from amana.reading.wire import Budget, ReadOrder, RenderOrder, SizesOrder
from amana.records import Derivation, State

if TYPE_CHECKING:
    from tests.unit.reading.readers.images.conftest import Make

Read = Callable[..., Outcome]
Order = Callable[..., ReadOrder]
KINDS = ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP", "AVIF", "ICO", "JPEG2000")


@pytest.mark.parametrize("kind", KINDS)
def test_each_format_is_read_inside_the_sandbox(kind: str, make: Make, read: Read) -> None:
    outcome = read(make(kind, (64, 64)), "picture")
    assert outcome.state is State.READ_EMPTY
    assert outcome.reason == "no text layer; needs OCR"
    assert outcome.reading is not None
    found = dict(outcome.reading.metadata)
    assert found["image:format"] == kind
    assert found["image:width"] == found["image:height"] == "64"
    assert len(found["pdq:hash"]) == 64
    assert outcome.reading.pages == ((0, 0),)


def test_a_colour_profile_of_version_4_is_named_inside_the_sandbox(make: Make, read: Read) -> None:
    name = "Aldera RGB".encode("utf-16-be")
    tag = b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(name), 28) + name
    profile = bytes(128) + struct.pack(">I4sII", 1, b"desc", 144, len(tag)) + tag
    outcome = read(make("PNG", (30, 20), icc_profile=profile), "quay.png")
    assert outcome.reading is not None, outcome.reason
    assert ("icc:description", "Aldera RGB") in outcome.reading.metadata


def test_a_picture_of_a_telephone_is_read_inside_the_sandbox(read: Read, test_data: Path) -> None:
    (path,) = (test_data / "files").rglob("testHEIF.heic")
    reading = read(path.read_bytes(), path.name).reading
    assert reading is not None
    found = dict(reading.metadata)
    assert (found["image:format"], found["image:width"], found["image:height"]) == (
        "HEIF", "800", "544",
    )  # fmt: skip
    assert found["exif:Model"] == "Canon EOS 40D"
    assert found["dcterms:created"] == "2009-08-11T09:09:45"
    assert "pdq:hash" in found


def test_a_resized_copy_has_a_hash_that_is_alike(read: Read, test_data: Path) -> None:
    (path,) = (test_data / "files").rglob("test_llm.jpg")
    with Image.open(path) as image:
        copy = image.resize((image.width // 2, image.height // 2))
        copy.save(file := os.fdopen(os.memfd_create("copy"), "w+b"), "JPEG", quality=60)
    file.seek(0)
    hashes = []
    for data in (path.read_bytes(), file.read()):
        reading = read(data, path.name).reading
        assert reading is not None
        hashes.append(dict(reading.metadata)["pdq:hash"])
    file.close()
    assert distance(*hashes) <= 31


def test_a_picture_cut_off_says_so(make: Make, read: Read) -> None:
    data = make("JPEG", (400, 300))
    outcome = read(data[: len(data) * 2 // 3], "a.jpg")
    assert outcome.reading is not None
    assert "picture-damaged" in [warning.code for warning in outcome.reading.warnings]
    assert "pdq:hash" in dict(outcome.reading.metadata)


def test_something_behind_a_picture_comes_out_as_a_slice(make: Make, read: Read) -> None:
    data = make("PNG")
    outcome = read(data + b"PK\x03\x04" + b"hidden" * 9, "a.png")
    (child,) = outcome.children
    assert (child.derivation, child.start, child.end) == (
        Derivation.SLICE, len(data), len(data) + 58,
    )  # fmt: skip


def test_a_picture_of_many_pixels_is_refused(make: Make) -> None:
    data = make("PNG", (3000, 2000))
    with ReadingPool(1, Limits(pixels=1_000_000)) as pool:
        fd = os.memfd_create("large")
        os.write(fd, data)
        outcome = pool.read(fd, original="ab" * 32, name="a.png", size=len(data))
        with pytest.raises(UnreadableError, match="6000000 pixels"):
            pool.render_page(fd, 1)
        os.close(fd)
    assert outcome.state is State.REFUSED
    assert outcome.reason == "the picture has 6000000 pixels, more than the limit for decoding"


def test_the_bomb_of_others_is_refused(read: Read, test_data: Path) -> None:
    outcome = read((test_data / "files" / "hostile" / "bomb.png").read_bytes(), "bomb.png")
    assert outcome.state is State.REFUSED


def test_pages_are_shown_in_pixels_of_ours(make: Make, pool: ReadingPool) -> None:
    fd = os.memfd_create("picture")
    os.write(fd, make("TIFF", (300, 200)))
    assert pool.page_sizes(fd) == ((300_000, 200_000),)
    assert pool.render_page(fd, 1, 36)[16:24] == (150).to_bytes(4, "big") + (100).to_bytes(4, "big")
    assert pool.render_page(fd, 1, 600)[16:20] == (300).to_bytes(4, "big")
    os.close(fd)


def test_what_has_no_pages_shows_none(pool: ReadingPool) -> None:
    fd = os.memfd_create("text")
    os.write(fd, b"some words")
    with pytest.raises(UnreadableError, match="text/plain has no pages to show"):
        pool.page_sizes(fd)
    os.close(fd)


def test_a_large_picture_is_shown_smaller(make: Make) -> None:
    data = make("PNG", (3000, 1000))
    budget = Budget(text_chars=1, runs=1, pages=9, pixels=1_000_000)
    order = RenderOrder(family="image", size=len(data), page=1, dpi=100, budget=budget)
    drawn = render(BytesContent(data), order)
    assert drawn.width <= 2000
    assert drawn.width * drawn.height <= 1_000_000
    with pytest.raises(GiveUp):
        render(
            BytesContent(data), RenderOrder(family="image", size=9, page=2, dpi=9, budget=budget)
        )


def test_more_pages_than_the_budget_are_cut(order: Order) -> None:
    pages = [Image.new("L", (20, 30), n) for n in range(4)]
    pages[0].save(file := os.fdopen(os.memfd_create("tiff"), "w+b"), "TIFF", save_all=True,
                  append_images=pages[1:])  # fmt: skip
    file.seek(0)
    data = file.read()
    file.close()
    answer = read_picture(BytesContent(data), order(data, pages=3), Closed())
    assert len(answer.pages) == 3
    assert answer.pictures == (1, 2, 3)
    assert (Code.PAGES_CUT, 3) in answer.notices
    budget = Budget(text_chars=1, runs=1, pages=2, pixels=1_000_000)
    found = sizes(BytesContent(data), SizesOrder(family="image", size=len(data), budget=budget))
    assert found.sizes == ((20_000, 30_000),) * 2


def test_a_dot_holds_no_text(make: Make, order: Order) -> None:
    data = make("PNG", (11, 300))
    answer = read_picture(BytesContent(data), order(data), Closed())
    assert (answer.pictures, [told.code for told in answer.notices]) == (
        (), [Code.PICTURE_TOO_SMALL],
    )  # fmt: skip


def test_the_same_bytes_give_the_same_answer(make: Make, pool: ReadingPool) -> None:
    data = make("JPEG", (300, 200))
    keys = set()
    for _ in range(2):
        fd = os.memfd_create("picture")
        os.write(fd, data)
        outcome = pool.read(fd, original=sha256(data).hexdigest(), name="a", size=len(data))
        os.close(fd)
        keys.add(repr(outcome))
    assert len(keys) == 1


def test_the_libraries_and_the_warming() -> None:
    assert {"pillow", "pi-heif", "numpy"} <= {name for name, _ in libraries()}
    warm()
