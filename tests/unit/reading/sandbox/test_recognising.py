from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.reading import Limits, Outcome, ReadingPool, locate
from amana.reading.sandbox import programs
from amana.reading.sandbox.picture import png
from amana.reading.sandbox.samples import picture
from amana.records import PageRects, State

if TYPE_CHECKING:
    from tests.unit.reading.conftest import PdfMaker

LIMITS = Limits(cpu_seconds=60, wall_seconds=110, ocr="eng", ocr_pages=2)


@pytest.fixture(scope="module")
def seeing() -> Iterator[ReadingPool]:
    """A pool that recognises text."""
    with ReadingPool(1, LIMITS) as pool:
        yield pool


def read(pool: ReadingPool, data: bytes, name: str = "scan") -> Outcome:
    """Read bytes in a pool."""
    fd = os.memfd_create("scan")
    os.write(fd, data)
    try:
        return pool.read(fd, original=sha256(data).hexdigest(), name=name, size=len(data))
    finally:
        os.close(fd)


def painted(graymap: bytes) -> bytes:
    """Return a portable graymap as PNG."""
    head, _, pixels = graymap.partition(b" 255\n")
    width, height = map(int, head.split()[1:])
    return png(width, height, b"".join(pixels[at : at + 1] * 3 for at in range(len(pixels))))


def scanned(pdf: PdfMaker, pages: int, stamp: bytes = b"") -> bytes:
    """Make a PDF whose pages are the picture of a word."""
    head, _, pixels = picture().partition(b" 255\n")
    width, height = head.split()[1:]
    for _ in range(pages):
        image = pdf.stream(
            pixels,
            b"/Type/XObject/Subtype/Image/Width %s/Height %s/ColorSpace/DeviceGray"
            b"/BitsPerComponent 8" % (width, height),
        )
        content = b"q 200 0 0 40 0 20 cm /I Do Q " + stamp
        font = pdf.add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
        drawn = pdf.stream(content)
        pdf.pages.append(
            pdf.add(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 60]/Contents %d 0 R/Resources"
                b"<</XObject<</I %d 0 R>>/Font<</F %d 0 R>>>>>>" % (drawn, image, font)
            )
        )
    return pdf.bytes()


def test_a_picture_of_a_word_is_read(seeing: ReadingPool) -> None:
    outcome = read(seeing, painted(picture()), "word.png")
    reading = outcome.reading
    assert reading is not None
    assert (outcome.state, reading.text) == (State.READ, "AMANA")
    (place,) = locate(reading, 0, 5)
    assert isinstance(place, PageRects)
    ((left, top, right, bottom),) = place.rects
    assert 25_000 <= left < right <= 330_000
    assert 25_000 <= top < bottom <= 95_000
    found = dict(reading.metadata)
    assert (found["ocr:languages"], found["ocr:words"]) == ("eng", "1")
    assert 0 < int(found["ocr:confidence"]) <= 100
    assert "text-recognised" in [warning.code for warning in reading.warnings]


def test_the_recipe_names_tesseract_its_models_and_the_settings(seeing: ReadingPool) -> None:
    recipe = next(step.recipe for step in seeing.steps if step.name == "reading/image")
    libraries, settings = dict(recipe.libraries), dict(recipe.settings)
    assert "tesseract" in libraries
    assert len(libraries["tesseract:eng"]) == 16
    assert (settings["ocr"], settings["ocr_pages"]) == ("eng", "2")


def test_without_the_setting_nothing_is_recognised(pool: ReadingPool) -> None:
    outcome = read(pool, painted(picture()), "word.png")
    assert (outcome.state, outcome.reason) == (State.READ_EMPTY, "no text layer; needs OCR")
    recipe = next(step.recipe for step in pool.steps if step.name == "reading/image")
    assert "tesseract" not in dict(recipe.libraries)


def test_a_scan_with_a_stamp_is_read_and_the_limit_of_pages_holds(
    seeing: ReadingPool, pdf: PdfMaker
) -> None:
    outcome = read(seeing, scanned(pdf, 3, b"BT /F 9 Tf 20 10 Td (No. 7) Tj ET"), "scan.pdf")
    reading = outcome.reading
    assert reading is not None
    assert outcome.state is State.PARTLY_READ
    first, second, third = (reading.text[start:end] for start, end in reading.pages)
    assert first.startswith("No. 7\n")
    assert second.startswith("No. 7\n")
    assert third == "No. 7"
    assert "recognition-cut" in [warning.code for warning in reading.warnings]


def test_an_empty_picture_says_that_nothing_was_found(seeing: ReadingPool) -> None:
    outcome = read(seeing, painted(b"P5 200 100 255\n" + b"\xff" * 20_000), "blank.png")
    assert outcome.state is State.READ_EMPTY
    assert outcome.reason == "text recognition (OCR) found no text in the picture"


def test_without_tesseract_a_scan_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "PATH", "/nonexistent")
    with ReadingPool(1, LIMITS) as pool:
        outcome = read(pool, painted(picture()), "word.png")
    assert outcome.state is State.WAITING
    assert outcome.reason is not None
    assert "tesseract" in outcome.reason
    assert outcome.reading is not None
    assert "pdq:hash" in dict(outcome.reading.metadata)


def test_an_arabic_scan_is_in_logical_order(test_data: Path) -> None:
    with ReadingPool(1, Limits(cpu_seconds=60, wall_seconds=110, ocr="ara+eng")) as pool:
        with (test_data / "pdf-arabic" / "ar.pdf").open("rb") as file:
            drawn = pool.render_page(file.fileno(), 1, 200)
        reading = read(pool, drawn, "page.png").reading
    assert reading is not None
    assert "البوكمال" in reading.text
    assert reading.text.index("البوكمال") < reading.text.index("2020")


def test_a_scan_of_others_is_read(seeing: ReadingPool, test_data: Path) -> None:
    (path,) = (test_data / "files").rglob("non_searchable.pdf")
    reading = read(seeing, path.read_bytes(), path.name).reading
    assert reading is not None
    assert "This is an example of a non-text-searchable PDF." in reading.text
    assert "neatly it is organized." in reading.text
