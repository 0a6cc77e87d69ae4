from __future__ import annotations

import os
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.core import UnavailableError, UnreadableError, UsageError
from amana.reading import Limits, Outcome, ReadingPool, locate, reading_key
from amana.reading.notices import PROGRAM_NAMES
from amana.reading.readers.catalogue import FAMILIES
from amana.records import ByteRange, PageRects, State

if TYPE_CHECKING:
    from tests.unit.reading.conftest import PdfMaker

Read = Callable[..., Outcome]
Show = Callable[..., bytes]


def test_text_comes_out_with_its_recipe_and_leads_back(read: Read) -> None:
    data = "قالت: نعم\r\n".encode("cp1256") * 20
    outcome = read(data, "letter.txt")
    reading = outcome.reading
    assert reading is not None
    assert outcome.state is reading.state is State.READ
    assert reading.original == sha256(data).hexdigest()
    assert reading.media_type == outcome.media_type == "text/plain"
    assert reading.text == "قالت: نعم\r\n" * 20
    assert reading.key == reading_key(reading.original, reading.recipe)
    assert "seccomp" in reading.recipe.environment
    (place,) = locate(reading, 6, 9)
    assert place == ByteRange(start=6, end=9)
    assert [warning.code for warning in reading.warnings] == ["encoding-guessed"]


def test_a_page_comes_out_with_its_blocks(read: Read) -> None:
    reading = read(b"<!doctype html><h1>Head</h1><p>One &amp; two", "a.html").reading
    assert reading is not None
    assert reading.text == "Head\n\nOne & two"
    assert [block.tag for block in reading.blocks] == ["h1", "p"]
    (place,) = locate(reading, 10, 11)
    assert place == ByteRange(start=35, end=40)


def test_the_arabic_pdf_is_exact_and_confirmed(read: Read, test_data: Path) -> None:
    outcome = read((test_data / "pdf-arabic" / "ar.pdf").read_bytes(), "ar.pdf")
    reading = outcome.reading
    assert reading is not None
    assert "قرب البوكمال في\n11 آذار 2020.\nThe strike" in reading.text
    at = reading.text.index("2020")
    (place,) = locate(reading, at, at + 4)
    assert isinstance(place, PageRects)
    assert (place.page, len(place.rects)) == (1, 1)
    libraries = dict(reading.recipe.libraries)
    codes = {warning.code for warning in reading.warnings}
    # Without poppler on this system the reading must say that its order is not confirmed.
    assert codes == (set() if "poppler" in libraries else {"arabic-order-uncertain"})


@pytest.mark.parametrize(
    ("data", "name", "state", "media_type"),
    [
        (b"", "a.txt", State.READ_EMPTY, "application/x-empty"),
        (b" \n", "a.txt", State.READ_EMPTY, "text/plain"),
        (b"\x89PNG\r\n\x1a\n", "a.png", State.UNREADABLE, "image/png"),
        (b"<?xml version='1.0'?><a/>", "a.xml", State.READ_EMPTY, "application/xml"),
        (bytes(range(256)) * 9, "a.txt", State.NO_READER, "application/octet-stream"),
        (b"words " * 20_000 + bytes(range(256)) * 900, "a.txt", State.NO_READER,
         "application/octet-stream"),
        (b"%PDF-1.7 rubbish", "a.pdf", State.UNREADABLE, "application/pdf"),
    ],
)  # fmt: skip
def test_every_end_is_named_and_has_its_reason(
    data: bytes, name: str, state: State, media_type: str, read: Read
) -> None:
    outcome = read(data, name)
    assert (outcome.state, outcome.media_type) == (state, media_type)
    assert outcome.reason
    assert (outcome.reading is not None) == (state is State.READ_EMPTY)


def test_too_large_is_refused_without_being_opened() -> None:
    with ReadingPool(1, Limits(input_bytes=10)) as pool:
        fd = os.memfd_create("x")
        os.write(fd, b"more than ten bytes")
        outcome = pool.read(fd, original="ab" * 32, name="a.txt", size=19)
        os.close(fd)
    assert outcome.state is State.REFUSED
    assert outcome.reason == "the original has 19 bytes, more than the limit for reading"


def test_a_descriptor_keeps_its_place_and_need_not_be_read_only(pool: ReadingPool) -> None:
    fd = os.memfd_create("x")
    os.write(fd, b"some words")
    os.lseek(fd, 3, os.SEEK_SET)
    outcome = pool.read(fd, original="ab" * 32, name="a.txt", size=10)
    assert outcome.reading is not None
    assert outcome.reading.text == "some words"
    assert os.lseek(fd, 0, os.SEEK_CUR) == 3
    os.close(fd)


def test_a_descriptor_that_is_none_is_an_error(pool: ReadingPool) -> None:
    with pytest.raises(UnavailableError, match="cannot be opened"):
        pool.read(9999, original="ab" * 32, name="a.txt", size=10)


def test_a_document_that_is_shorter_than_announced(pool: ReadingPool) -> None:
    fd = os.memfd_create("x")
    os.write(fd, b"words")
    outcome = pool.read(fd, original="ab" * 32, name="a.txt", size=50)
    os.close(fd)
    assert outcome.state is State.UNREADABLE


def test_many_threads_may_read_at_once(pool: ReadingPool) -> None:
    texts: dict[int, str] = {}

    def work(number: int) -> None:
        data = f"document {number}".encode()
        fd = os.memfd_create("x")
        os.write(fd, data)
        outcome = pool.read(fd, original="ab" * 32, name="a.txt", size=len(data))
        os.close(fd)
        assert outcome.reading is not None
        texts[number] = outcome.reading.text

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == {number: f"document {number}" for number in range(12)}


def test_pages_are_drawn_and_measured(pool: ReadingPool, pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("x"))
    pdf.page(show("x"), b"/Rotate 90")
    fd = os.memfd_create("x")
    os.write(fd, pdf.bytes())
    assert pool.page_sizes(fd) == ((200_000, 300_000), (300_000, 200_000))
    picture = pool.render_page(fd, 2, 36)
    assert picture.startswith(b"\x89PNG")
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (150, 100)
    with pytest.raises(UnreadableError, match="no such page; there are 2"):
        pool.render_page(fd, 3)
    for page, dpi in ((0, 100), (1, 0), (1, 5000)):
        with pytest.raises(UsageError):
            pool.render_page(fd, page, dpi)
    os.close(fd)


def test_rubbish_has_no_pages(pool: ReadingPool) -> None:
    fd = os.memfd_create("x")
    os.write(fd, b"%PDF-1.7 rubbish")
    with pytest.raises(UnreadableError, match="damaged"):
        pool.page_sizes(fd)
    os.close(fd)


def test_steps_say_what_is_used_here(pool: ReadingPool) -> None:
    assert [step.name for step in pool.steps] == [f"reading/{family.name}" for family in FAMILIES]
    pdf = pool.step_for("application/pdf")
    assert pdf is not None
    assert {"pypdfium2", "pdfium", "unicode", "poppler"} <= dict(pdf.recipe.libraries).keys()
    assert [standing.name for standing in pool.programs()] == list(PROGRAM_NAMES)
    assert pool.environment == pdf.recipe.environment
    assert pool.step_for("application/x-unheard-of") is None
    assert pool.step_for("text/x-python") == pool.step_for("text/plain")


def test_a_pool_of_nobody_is_refused() -> None:
    with pytest.raises(UsageError):
        ReadingPool(0)


def test_a_closed_pool_says_so() -> None:
    with ReadingPool(1) as pool:
        pass
    fd = os.memfd_create("x")
    os.write(fd, b"words")
    with pytest.raises(UnavailableError, match="closed"):
        pool.read(fd, original="ab" * 32, name="a.txt", size=5)
    os.close(fd)


def test_without_a_sandbox_only_by_explicit_setting_and_it_stands_in_the_recipe() -> None:
    with ReadingPool(1, unconfined=True) as pool:
        fd = os.memfd_create("x")
        os.write(fd, b"words")
        outcome = pool.read(fd, original="ab" * 32, name="a.txt", size=5)
        os.close(fd)
        assert all(standing.version is None for standing in pool.programs())
    assert outcome.state is State.READ
    assert outcome.recipe.environment == ("unconfined", "rlimits")
