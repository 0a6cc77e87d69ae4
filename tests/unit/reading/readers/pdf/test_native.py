from __future__ import annotations

from collections.abc import Callable
from hashlib import md5
from typing import TYPE_CHECKING

import pytest

from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.pdf.native import Box, Pdf, _milli, draw
from amana.reading.readers.pdf.sample import sample_pdf

if TYPE_CHECKING:
    from tests.unit.reading.conftest import PdfMaker

Show = Callable[..., bytes]


@pytest.mark.parametrize(
    ("entries", "size", "box"),
    [
        (b"", (200_000, 300_000), (10_000, 240_000, 30_000, 280_000)),
        (b"/Rotate 90", (300_000, 200_000), (20_000, 10_000, 60_000, 30_000)),
        (b"/Rotate 180", (200_000, 300_000), (170_000, 20_000, 190_000, 60_000)),
        (b"/Rotate 270", (300_000, 200_000), (240_000, 170_000, 280_000, 190_000)),
        (b"/CropBox[5 10 150 290]", (145_000, 280_000), (5000, 230_000, 25_000, 270_000)),
        (b"/CropBox[5 10 150 290]/Rotate 90", (280_000, 145_000), (10_000, 5000, 50_000, 25_000)),
    ],
)
def test_places_are_those_of_the_page_as_displayed(
    entries: bytes, size: tuple[int, int], box: tuple[int, ...], pdf: PdfMaker, show: Show
) -> None:
    pdf.page(show("x"), entries)
    document = Pdf(pdf.bytes())
    assert document.page_size(0) == size
    with document.page(0) as page:
        assert page is not None
        assert page.size == size
        assert page.displayed(10, 20, 30, 60) == Box(*box)


def test_places_beyond_all_bounds() -> None:
    assert _milli(float("inf")) == 10**9
    assert _milli(-1e300) == -(10**9)
    assert _milli(float("nan")) == 0


def test_what_the_document_says_about_itself(pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("x"))
    pdf.info = b"/Title(Report \xfe)/Author<FEFF0633>"
    pdf.catalog = b"/Lang(ar-SY)"
    document = Pdf(pdf.bytes())
    assert document.entry("Author") == "س"
    assert document.entry("Title").startswith("Report")
    assert document.entry("Subject") == ""
    assert document.language == "ar-SY"
    assert document.version == "1.7"
    assert (document.encrypted, document.attachments, document.signatures) == (False, 0, 0)


def test_damaged_and_encrypted_documents_are_given_up(pdf: PdfMaker, show: Show) -> None:
    with pytest.raises(GiveUp) as gave_up:
        Pdf(b"%PDF-1.7 and nothing else")
    assert gave_up.value.code is Code.PDF_BROKEN
    pdf.page(show("x"))
    key = b"00" * 32
    number = pdf.add(b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (key, key))
    pdf.trailer = b"/Encrypt %d 0 R/ID[<00><00>]" % number
    with pytest.raises(GiveUp) as gave_up:
        Pdf(pdf.bytes())
    assert gave_up.value.code is Code.PDF_ENCRYPTED


def test_a_damaged_page_is_none(pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("x"))
    pdf.pages.append(pdf.add(b"42"))
    document = Pdf(pdf.bytes())
    with document.page(1) as page:
        assert page is None


def test_pictures_on_a_page(pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("x"))
    picture = pdf.stream(
        b"\0",
        b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
    )
    content = pdf.stream(b"100 0 0 100 0 0 cm /I Do")
    pdf.pages.append(
        pdf.add(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents %d 0 R"
            b"/Resources<</XObject<</I %d 0 R>>>>>>" % (content, picture)
        )
    )
    document = Pdf(pdf.bytes())
    found = []
    for index in range(2):
        with document.page(index) as page:
            assert page is not None
            found.append(page.has_pictures())
    assert found == [False, True]


def test_a_page_is_drawn_in_red_green_blue(pdf: PdfMaker) -> None:
    pdf.page(b"1 0 0 rg 0 0 200 150 re f")
    with Pdf(pdf.bytes()).page(0) as page:
        assert page is not None
        width, height, rgb = draw(page, 0.1)
    assert (width, height, len(rgb)) == (20, 30, 20 * 30 * 3)
    assert rgb[:3] == b"\xff\xff\xff"
    assert rgb[-3:] == b"\xff\0\0"


def test_the_document_stays_open_while_pages_are_used() -> None:
    document = Pdf(sample_pdf("a"))
    with document.page(0) as first, document.page(0) as second:
        assert first is not None
        assert second is not None
        assert first.size == second.size


def rc4(key: bytes, data: bytes) -> bytes:
    """Encrypt with RC4, which the oldest PDFs use."""
    state, at = list(range(256)), 0
    for n in range(256):
        at = (at + state[n] + key[n % len(key)]) % 256
        state[n], state[at] = state[at], state[n]
    out, one, two = bytearray(), 0, 0
    for byte in data:
        one = (one + 1) % 256
        two = (two + state[one]) % 256
        state[one], state[two] = state[two], state[one]
        out.append(byte ^ state[(state[one] + state[two]) % 256])
    return bytes(out)


def locked(pdf: PdfMaker, password: bytes) -> bytes:
    """Return a PDF of an empty page that opens with a password (ISO 32000-1 section 7.6.3, R2)."""
    padding = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    padded = (password + padding)[:32]
    owner = rc4(md5(padded, usedforsecurity=False).digest()[:5], padded)
    rights, name = (-4).to_bytes(4, "little", signed=True), b"0" * 16
    key = md5(padded + owner + rights + name, usedforsecurity=False).digest()[:5]
    pdf.page(b"")
    entries = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (
        owner.hex().encode(), rc4(key, padding).hex().encode(),
    )  # fmt: skip
    pdf.trailer = b"/Encrypt %d 0 R/ID[<%s><%s>]" % (
        pdf.add(entries), name.hex().encode(), name.hex().encode(),
    )  # fmt: skip
    return pdf.bytes()


def test_a_locked_pdf_opens_with_one_of_the_passwords(pdf: PdfMaker) -> None:
    data = locked(pdf, b"river")
    for passwords in ((), ("wrong",)):
        with pytest.raises(GiveUp) as caught:
            Pdf(data, passwords)
        assert caught.value.code is Code.PDF_ENCRYPTED
    document = Pdf(data, ("wrong", "river"))
    assert (document.page_count, document.opened_by, document.encrypted) == (1, "river", True)
