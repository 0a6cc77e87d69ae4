from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from amana.reading import Outcome
from amana.reading.readers.pdf.attached import hand_out_attached
from amana.reading.readers.pdf.native import Pdf
from amana.reading.wire import ChildRow
from amana.records import Derivation

if TYPE_CHECKING:
    from tests.unit.reading.conftest import PdfMaker

Show = Callable[..., bytes]
Read = Callable[..., Outcome]


class Kept:
    """Keeps what is handed out."""

    def __init__(self) -> None:
        self.found: list[tuple[ChildRow, bytes]] = []

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        """Keep a child and its bytes."""
        self.found.append((row, b"".join(pieces)))
        return True


def file(pdf: PdfMaker, name: bytes, content: bytes, entries: bytes = b"") -> int:
    """Add a file; return the number of its specification."""
    packed = pdf.stream(zlib.compress(content), b"/Type/EmbeddedFile/Filter/FlateDecode" + entries)
    return pdf.add(b"<</Type/Filespec/F(%s)/UF(%s)/EF<</F %d 0 R>>>>" % (name, name, packed))


def attached(pdf: PdfMaker, show: Show) -> bytes:
    """Make a PDF with a file attached to it, and one to a page."""
    entries = b"/Subtype/text#2Fcsv/Params<</ModDate(D:20240501120000Z)>>"
    one = file(pdf, b"list.csv", b"name,place\n", entries)
    two = file(pdf, b"photo.jpg", b"\xff\xd8\xff" * 900_000)
    hung = pdf.add(b"<</Type/Annot/Subtype/FileAttachment/Rect[1 2 3 4]/FS %d 0 R>>" % two)
    pdf.page(show("see the files"), b"/Annots[%d 0 R]" % hung)
    pdf.catalog = b"/Names<</EmbeddedFiles<</Names[(list.csv)%d 0 R]>>>>" % one
    return pdf.bytes()


def test_files_of_the_document_and_of_its_pages(pdf: PdfMaker, show: Show) -> None:
    kept = Kept()
    assert hand_out_attached(Pdf(attached(pdf, show)), 1, kept) == 0
    (one, first), (two, second) = kept.found
    assert (one.path, first) == (b"list.csv", b"name,place\n")
    assert (one.declared, one.modified) == ("text/csv", "2024-05-01T12:00:00Z")
    assert (two.path, second) == (b"photo.jpg", b"\xff\xd8\xff" * 900_000)
    assert {one.derivation, two.derivation} == {Derivation.DECOMPRESSED}


def test_a_file_that_is_not_there_is_counted(pdf: PdfMaker, show: Show) -> None:
    gone = pdf.add(b"<</Type/Filespec/F(gone.txt)/UF(gone.txt)>>")
    pdf.page(show("x"))
    pdf.catalog = b"/Names<</EmbeddedFiles<</Names[(gone.txt)%d 0 R]>>>>" % gone
    assert hand_out_attached(Pdf(pdf.bytes()), 1, Kept()) == 1


def test_files_come_out_of_the_sandbox(pdf: PdfMaker, show: Show, read: Read) -> None:
    outcome = read(attached(pdf, show), "files.pdf")
    assert [child.path for child in outcome.children] == ["list.csv", "photo.jpg"]
    assert outcome.reading is not None
    assert outcome.reading.text == "see the files"


def test_a_file_on_a_page_of_others(read: Read, test_data: Path) -> None:
    (path,) = (test_data / "files").rglob("testPDFFileEmbInAnnotation_noContents.pdf")
    assert [child.path for child in read(path.read_bytes(), path.name).children] == ["Excel.xlsx"]
