"""What the tests of reading share: a pool, orders, and PDFs made in code."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

import pytest

from amana.reading import Limits, Outcome, ReadingPool
from amana.reading.wire import Budget, ReadOrder

BUDGET = Budget(text_chars=1_000_000, runs=100_000, pages=1000, pixels=10_000_000)

Read = Callable[..., Outcome]


@pytest.fixture(scope="session")
def pool() -> Iterator[ReadingPool]:
    """A pool of two workers."""
    with ReadingPool(2, Limits(cpu_seconds=30, wall_seconds=90)) as pool:
        yield pool


@pytest.fixture
def read(pool: ReadingPool) -> Read:
    """Read bytes in the pool as a file of a name."""

    def through_pool(data: bytes, name: str = "letter.txt") -> Outcome:
        fd = descriptor(data)
        try:
            return pool.read(fd, original=sha256(data).hexdigest(), name=name, size=len(data))
        finally:
            os.close(fd)

    return through_pool


@pytest.fixture
def order() -> Callable[..., ReadOrder]:
    """Make an order to a reader, with a budget that can be narrowed."""

    def make(data: bytes = b"", **narrowed: int) -> ReadOrder:
        limits = {"text_chars": 1_000_000, "runs": 100_000, "pages": 1000, "pixels": 10_000_000}
        budget = Budget(**(limits | narrowed))
        return ReadOrder(family="any", name="any", size=len(data), budget=budget)

    return make


def descriptor(data: bytes) -> int:
    """Return a descriptor of a file in memory that holds `data`."""
    fd = os.memfd_create("test")
    os.write(fd, data)
    return fd


class PdfMaker:
    """Writes PDFs (ISO 32000-1) object by object."""

    def __init__(self) -> None:
        self.objects: list[bytes] = [b"", b""]  # catalog and page tree come last
        self.pages: list[int] = []
        self.catalog = b""
        self.info = b""
        self.trailer = b""

    def add(self, body: bytes) -> int:
        """Add an object; return its number."""
        self.objects.append(body)
        return len(self.objects)

    def stream(self, content: bytes, entries: bytes = b"") -> int:
        """Add a stream; return its number."""
        head = b"<<%s/Length %d>>stream\n" % (entries, len(content))
        return self.add(head + content + b"\nendstream")

    def page(self, content: bytes, entries: bytes = b"", font: int | None = None) -> int:
        """Add a page of 200 by 300 points; `/F` is Helvetica or the font of that number."""
        font = font or self.add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
        drawn = self.stream(content)
        number = self.add(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents %d 0 R"
            b"/Resources<</Font<</F %d 0 R>>>>%s>>" % (drawn, font, entries)
        )
        self.pages.append(number)
        return number

    def font(self, letters: Sequence[str]) -> int:
        """Add a font whose code n (from 1) draws a box half an em wide and means `letters[n - 1]`.

        A code may mean several letters, as a ligature does.
        """
        lines = b"".join(
            b"<%02x> <%s>\n" % (code, letter.encode("utf-16-be").hex().encode())
            for code, letter in enumerate(letters, 1)
        )
        cmap = self.stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def\n"
            b"1 begincodespacerange <00> <ff> endcodespacerange\n"
            b"%d beginbfchar\n%sendbfchar endcmap end end" % (len(letters), lines)
        )
        box = self.stream(b"500 0 0 0 500 700 d1 0 0 500 700 re f")
        names = [b"/g%d" % code for code in range(1, len(letters) + 1)]
        return self.add(
            b"<</Type/Font/Subtype/Type3/FontBBox[0 0 500 700]/FontMatrix[.001 0 0 .001 0 0]"
            b"/CharProcs<<%s>>/Encoding<</Type/Encoding/Differences[1 %s]>>/FirstChar 1"
            b"/LastChar %d/Widths[%s]/Resources<<>>/ToUnicode %d 0 R>>"
            % (
                b" ".join(b"%s %d 0 R" % (name, box) for name in names),
                b" ".join(names),
                len(names),
                b" ".join([b"500"] * len(names)),
                cmap,
            )
        )

    def bytes(self) -> bytes:
        """Return the PDF."""
        kids = b" ".join(b"%d 0 R" % number for number in self.pages)
        self.objects[0] = b"<</Type/Catalog/Pages 2 0 R%s>>" % self.catalog
        self.objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(self.pages))
        trailer = self.trailer
        if self.info:
            trailer += b"/Info %d 0 R" % self.add(b"<<%s>>" % self.info)
        out, places = b"%PDF-1.7\n", []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += b"%d 0 obj%sendobj\n" % (number, body)
        size = len(places) + 1
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        return out + (
            b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d%s>>\n"
            b"startxref\n%d\n%%%%EOF\n" % (size, table, size, trailer, len(out))
        )


@pytest.fixture
def show() -> Callable[..., bytes]:
    """Make the content of a page that shows lines of ASCII text."""
    return shown


@pytest.fixture
def draw_line(pdf: PdfMaker) -> Callable[..., bytes]:
    """Make a PDF of one line from glyphs in visual order; `order` is that of drawing them."""

    def make(visual: Sequence[str], order: str = "visual", **at: float) -> bytes:
        """Draw glyphs of half an em side by side; a space is a gap of 0.3 em, `|` one of 2 em."""
        letters = sorted({glyph for glyph in visual if glyph not in " |"})
        places, x = [], at.get("x", 20.0)
        for glyph in visual:
            if glyph in " |":
                x += 3 if glyph == " " else 20
            else:
                places.append((letters.index(glyph) + 1, x))
                x += 5
        if order == "logical":
            places.reverse()
        elif order == "scattered":
            places = places[1::2] + places[::2]
        pdf.page(drawn(places), font=pdf.font(letters))
        return pdf.bytes()

    return make


def shown(*lines: str, x: int = 20, top: int = 250, size: int = 12) -> bytes:
    """Return the content of a page that shows lines of ASCII text, 20 points apart."""
    return b"BT /F %d Tf %d %d Td 20 TL %s ET" % (
        size,
        x,
        top,
        b" ".join(b"(%s) Tj T*" % line.encode("ascii") for line in lines),
    )


def drawn(places: Sequence[tuple[int, float]], size: int = 10, y: int = 200) -> bytes:
    """Return the content of a page that draws codes at x positions, in the order given."""
    return b"BT /F %d Tf %s ET" % (
        size,
        b" ".join(b"1 0 0 1 %.2f %d Tm <%02x> Tj" % (x, y, code) for code, x in places),
    )


@pytest.fixture
def pdf() -> PdfMaker:
    """A PDF to be."""
    return PdfMaker()
