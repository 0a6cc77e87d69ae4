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
from amana.reading.readers.pdf.collected import Collected
from amana.reading.readers.pdf.dates import moment_of
from amana.reading.readers.pdf.letters import text_of
from amana.reading.readers.pdf.lines import Mark, TextLine, lines_of
from amana.reading.readers.pdf.logical import RIGHT_TO_LEFT
from amana.reading.readers.pdf.native import MILLI, Page, Pdf, draw
from amana.reading.readers.pdf.notes import Form, Note, notes_on
from amana.reading.readers.pdf.sample import sample_pdf
from amana.reading.readers.pdf.statements import appended, statements
from amana.reading.readers.pdf.streams import swells
from amana.reading.readers.pdf.unseen import INVISIBLE, Sheet, unseen
from amana.reading.wire import (
    Budget,
    ChildRow,
    PixelsAnswer,
    ReadOrder,
    RenderOrder,
    SizesAnswer,
    SizesOrder,
    TextAnswer,
    Told,
)
from amana.records import Derivation

_POINTS_AN_INCH = 72
_FEW_LETTERS = 100
_MOST_OF_IT, _NEARLY_ALL, _NEARLY_NOTHING = 0.5, 0.8, 0.03
_LARGEST_STREAM = 320 << 20  # pdfium holds it twice, and so do we: within 2 GiB
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a PDF."""
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    data = whole(document)
    pdf = Pdf(data, order.passwords)
    collected = Collected(order.budget)
    form = Form(pdf)
    habit = Habit()
    count = min(pdf.page_count, order.budget.pages)
    for index in range(count):
        with pdf.page(index) as page:
            _read_page(collected, index + 1, page, form, habit)
        if collected.full:
            break
    notices = collected.notices()
    if pdf.page_count > count:
        notices.append(Told(Code.PAGES_CUT, count))
    facts = Facts()
    notices += statements(pdf, data, facts)
    for note in collected.notes:
        facts.add("pdf:note", note)
    notices += _attached(pdf, data, collected.attachments, count, out)
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
        blocks=tuple(collected.blocks),
        pages=tuple(collected.pages),
        pictures=tuple(sorted({*collected.pictures, *collected.wordless})),
        metadata=facts.pairs(),
        notices=tuple(notices),
        right_to_left=RIGHT_TO_LEFT.search(text) is not None,
    )


def _attached(pdf: Pdf, data: bytes, hung: int, pages: int, out: Outlet) -> list[Told]:
    """Hand out attached files; none where a stream is larger than pdfium can hold beside others."""
    count = pdf.attachments + hung
    if count and swells(data, _LARGEST_STREAM):
        return [Told(Code.CHILDREN_REFUSED, count)]
    damaged = hand_out_attached(pdf, pages if hung else 0, out)
    return [Told(Code.CHILDREN_DAMAGED, damaged)] if damaged else []


def _read_page(
    collected: Collected, number: int, page: Page | None, form: Form, habit: Habit
) -> None:
    if page is None:
        collected.failed += 1
        collected.add(number, [], [], (0, 0))
        return
    sheet = Sheet(page)
    with text_of(page) as text:
        hidden = unseen(sheet, text)
        lines = lines_of(text, habit, hidden)
        unmapped = text.unmapped()
    letters = sum(len(line.text) for line in lines)
    covered, largest = sheet.covered()
    if 2 * unmapped > letters or _is_scan(page, lines, covered, largest):
        collected.pictures.append(number)
    if covered > _MOST_OF_IT and any(
        mark.why == INVISIBLE for line in lines for mark in line.marks
    ):
        collected.layered += 1
        lines = [line._replace(marks=_without_layer(line)) for line in lines]
    collected.unmapped += unmapped
    collected.attachments += page.attachments
    notes = [note for note in notes_on(page, form) if note.text or note.author]
    collected.notes += (said for note in notes if (said := _told(number, note)))
    if not lines and not any(note.text for note in notes) and page.has_pictures():
        collected.wordless.append(number)
    collected.add(number, lines, notes, page.size)


def _is_scan(page: Page, lines: list[TextLine], covered: float, largest: float) -> bool:
    """Tell whether a page is a picture, with at most a number, a stamp or a footer as text.

    Rules, one of them:

    1. It has fewer than 100 letters, and pictures cover more than half of it.
    2. Its lines cover less than 3 % of it, and one picture more than 80 %.
    """
    if sum(len(line.text) for line in lines) < _FEW_LETTERS:
        return covered > _MOST_OF_IT
    width, height = page.size
    boxes = (line.box for line in lines)
    written = sum((b.right - b.left) * (b.bottom - b.top) for b in boxes if b is not None)
    return largest > _NEARLY_ALL and written < _NEARLY_NOTHING * width * height


def _without_layer(line: TextLine) -> tuple[Mark, ...]:
    """Return what is not seen of a line on a page that has a layer of text below its picture."""
    return tuple(mark for mark in line.marks if mark.why != INVISIBLE)


def _told(number: int, note: Note) -> str:
    """Return who wrote a note on a page, and when."""
    if note.field is not None or not (note.author or (note.moment and note.text)):
        return ""
    when = moment_of(note.moment) or note.moment
    return ", ".join(part for part in (f"page {number}", note.author, when, note.text) if part)


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
