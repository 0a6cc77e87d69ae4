"""The reader of PDFs."""

from __future__ import annotations

import re
import unicodedata
from importlib.metadata import version

import pypdfium2  # type: ignore[import-untyped]  # it has no stubs

from amana.reading.notices import Code
from amana.reading.readers.facts import Facts
from amana.reading.readers.intake import BytesContent, Closed, Content, GiveUp, Outlet, whole
from amana.reading.readers.pdf.attached import hand_out_attached
from amana.reading.readers.pdf.cells import Habit
from amana.reading.readers.pdf.dates import moment_of
from amana.reading.readers.pdf.letters import text_of
from amana.reading.readers.pdf.lines import TextLine, lines_of, notes_of
from amana.reading.readers.pdf.logical import RIGHT_TO_LEFT
from amana.reading.readers.pdf.native import MILLI, Page, Pdf, draw
from amana.reading.readers.pdf.sample import sample_pdf
from amana.reading.readers.pdf.statements import appended, statements
from amana.reading.wire import (
    Budget,
    ChildRow,
    Line,
    PixelsAnswer,
    ReadOrder,
    RenderOrder,
    SizesAnswer,
    SizesOrder,
    TextAnswer,
    Told,
)
from amana.records import Derivation

_BETWEEN_PAGES = "\n\n"
_POINTS_AN_INCH = 72
_FEW_LETTERS = 100  # a number, a stamp: with a picture over `_MOST_OF_IT`, the page is a scan
_MOST_OF_IT = 0.5
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")


class Collected:
    """The text of a PDF as it grows, page after page."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._parts: list[str] = []
        self._length = 0
        self.lines: list[Line] = []
        self.pages: list[tuple[int, int]] = []
        self.full: Code | None = None
        self.wordless: list[int] = []
        self.pictures: list[int] = []
        self.unmapped = 0
        self.attachments = 0
        self.notes: list[str] = []
        self._unplaced = 0
        self.failed = 0

    def add(self, page: int, lines: list[TextLine], size: tuple[int, int]) -> None:
        """Take in the lines of page `page` (from 1)."""
        if self._length and lines:
            self._append(_BETWEEN_PAGES)
        start = self._length
        for number, line in enumerate(lines):
            room = self._budget.text_chars - self._length - 1
            if len(line.text) > room or len(self.lines) >= self._budget.runs:
                self.full = Code.TEXT_CUT if len(line.text) > room else Code.MAP_CUT
                break
            if number:
                self._append("\n")
            at = self._length
            self._append(line.text)
            self._unplaced += line.box is None
            box = line.box or (0, 0, *size)
            self.lines.append(Line(at, self._length, page, (box,)))
        self.pages.append((start, self._length))

    def note(self, number: int, page: Page) -> None:
        """Keep who wrote notes on a page, and when."""
        for note in page.notes():
            if note.author or (note.moment and note.text):
                when = moment_of(note.moment) or note.moment
                parts = (f"page {number}", note.author, when, note.text)
                self.notes.append(", ".join(part for part in parts if part))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(self._parts)

    def notices(self) -> list[Told]:
        """Return what there is to tell about the pages."""
        told = []
        if self.full:
            told.append(Told(self.full, self._length))
        if self.failed:
            told.append(Told(Code.PAGES_FAILED, self.failed))
        if not self._length:
            told.append(Told(Code.NO_TEXT_LAYER))
        elif self.wordless:
            told.append(Told(Code.PAGES_WITHOUT_TEXT, len(self.wordless)))
        if self.unmapped:
            told.append(Told(Code.CHARACTERS_UNMAPPED, self.unmapped))
        if self._unplaced:
            told.append(Told(Code.LINES_UNPLACED, self._unplaced))
        return told


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a PDF."""
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    data = whole(document)
    pdf = Pdf(data, order.passwords)
    collected = Collected(order.budget)
    habit = Habit()
    count = min(pdf.page_count, order.budget.pages)
    for index in range(count):
        with pdf.page(index) as page:
            _read_page(collected, index + 1, page, habit)
        if collected.full:
            break
    notices = collected.notices()
    if pdf.page_count > count:
        notices.append(Told(Code.PAGES_CUT, count))
    facts = Facts()
    notices += statements(pdf, data, facts)
    for note in collected.notes:
        facts.add("pdf:note", note)
    damaged = hand_out_attached(pdf, count if collected.attachments else 0, out)
    if damaged:
        notices.append(Told(Code.CHILDREN_DAMAGED, damaged))
    behind = appended(data)
    if behind is not None:
        row = ChildRow(
            path=b"appended", derivation=Derivation.SLICE, start=behind, end=document.size
        )
        out.child(row)
        notices.append(Told(Code.BYTES_APPENDED, document.size - behind))
    text = collected.text
    language = pdf.language.strip()
    return TextAnswer(
        text=text,
        language=language.lower() if _LANGUAGE.fullmatch(language) else None,
        lines=tuple(collected.lines),
        pages=tuple(collected.pages),
        pictures=tuple(sorted({*collected.pictures, *collected.wordless})),
        metadata=facts.pairs(),
        notices=tuple(notices),
        right_to_left=RIGHT_TO_LEFT.search(text) is not None,
    )


def _read_page(collected: Collected, number: int, page: Page | None, habit: Habit) -> None:
    if page is None:
        collected.failed += 1
        collected.add(number, [], (0, 0))
        return
    with text_of(page) as text:
        lines = lines_of(text, habit)
        unmapped = text.unmapped()
    letters = sum(len(line.text) for line in lines)
    if 2 * unmapped > letters or (letters < _FEW_LETTERS and page.covered() > _MOST_OF_IT):
        collected.pictures.append(number)
    collected.unmapped += unmapped
    collected.attachments += page.attachments
    lines += notes_of(page)
    collected.note(number, page)
    if not lines and page.has_pictures():
        collected.wordless.append(number)
    collected.add(number, lines, page.size)


def render(document: Content, order: RenderOrder) -> PixelsAnswer:
    """Draw a page.

    Raises:
        GiveUp: there is no such page, it is damaged, or it has too many pixels.
    """
    pdf = Pdf(whole(document), order.passwords)
    if order.page > pdf.page_count:
        raise GiveUp(Code.NO_SUCH_PAGE, pdf.page_count)
    with pdf.page(order.page - 1) as page:
        if page is None:
            raise GiveUp(Code.PAGES_FAILED, 1)
        scale = order.dpi / _POINTS_AN_INCH
        area = round((page.size[0] * scale / MILLI + 1) * (page.size[1] * scale / MILLI + 1))
        if area > order.budget.pixels:
            raise GiveUp(Code.PAGE_TOO_LARGE, area)
        width, height, rgb = draw(page, scale)
        return PixelsAnswer(width=width, height=height, rgb=rgb)


def sizes(document: Content, order: SizesOrder) -> SizesAnswer:
    """Tell the sizes of the pages.

    Raises:
        GiveUp: the PDF cannot be opened.
    """
    pdf = Pdf(whole(document), order.passwords)
    count = min(pdf.page_count, order.budget.pages)
    return SizesAnswer(sizes=tuple(pdf.page_size(index) for index in range(count)))


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what decides about the text: pdfium, and the properties of Unicode characters."""
    return (
        ("pypdfium2", version("pypdfium2")),
        ("pdfium", str(pypdfium2.PDFIUM_INFO)),
        ("unicode", unicodedata.unidata_version),
    )


def warm() -> None:
    """Read and draw a PDF of our own and make sure of the result."""
    document = BytesContent(sample_pdf("amana [1]"))
    size = document.size
    budget = Budget(text_chars=1000, runs=100, pages=10, pixels=1_000_000)
    order = ReadOrder(family="pdf", name="", size=size, budget=budget)
    answer = read(document, order, Closed())
    if answer.text != "amana [1]":
        raise RuntimeError("the reader of PDFs does not read its own sample")
    render(document, RenderOrder(family="pdf", size=size, page=1, dpi=72, budget=budget))
    sizes(document, SizesOrder(family="pdf", size=size, budget=budget))
