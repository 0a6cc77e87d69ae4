"""The reader of Word originals (WordprocessingML, ECMA-376 part 1, 17).

Order: the body, footnotes, endnotes, comments, headers and footers, and then what was deleted under
change tracking, each passage a block of its own with the hint `deleted`.
"""

from __future__ import annotations

import pyexpat

from amana.reading.notices import Code
from amana.reading.readers import text as plain
from amana.reading.readers.html import reader as html
from amana.reading.readers.html.elements import BLANK
from amana.reading.readers.intake import Content, Outlet
from amana.reading.readers.office.manuscript import PLAIN, Style
from amana.reading.readers.office.numbering import Numbering
from amana.reading.readers.office.ooxml import Opened, read_package
from amana.reading.readers.office.package import Relation
from amana.reading.readers.office.paragraphs import Shared
from amana.reading.readers.office.sample import WORD, packed
from amana.reading.readers.office.story import Story
from amana.reading.readers.office.styles import Styles
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ReadOrder, TextAnswer

_MAIN = "word/document.xml"
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment"))
_LONGEST_CHUNK = 32 << 20


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a Word original and hand out what is inside.

    Raises:
        GiveUp: it is no package, or holds no body.
    """
    return read_package(document, order, out, _read, prefix="docx", main=_MAIN)


def _read(opened: Opened, main: str) -> None:
    _Word(opened).read(main)


class _Word:
    """The parts of one original, in the order in which they are read."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._manuscript = opened.manuscript
        self._shared = Shared(Styles(), Numbering())

    def read(self, main: str) -> None:
        for relation in self._opened.of_kind(main, "styles"):
            self._shared.styles.read(self._opened.package, relation.target)
        for relation in self._opened.of_kind(main, "numbering"):
            self._shared.numbering.read(self._opened.package, relation.target)
        self._opened.seen[main] = None
        body = self._story(main, PLAIN)
        for kind, hint in _NOTES:
            for relation in self._opened.of_kind(main, kind):
                self._part(relation, Style("p", (), (hint,)))
        relations = self._opened.relations(main)
        for relation_id in dict.fromkeys(body.sections):
            found = relations.get(relation_id)
            if found is not None and not found.outside:
                self._part(found, Style("p", (found.kind,), (found.kind,)))
        self._deleted()

    def _part(self, relation: Relation, region: Style) -> None:
        part = self._opened.once(relation.target)
        if part is not None:
            self._story(part, region)

    def _story(self, part: str, region: Style) -> Story:
        relations = self._opened.relations(part)
        story = Story(
            self._manuscript, self._shared, part, relations, self._elsewhere, region=region
        )
        self._manuscript.boundary(BLANK)
        before = self._manuscript.into(part, "utf-8")
        self._opened.walk(part, story.walk)
        story.close()
        self._manuscript.back(before)
        self._manuscript.boundary(BLANK)
        return story

    def _elsewhere(self, part: str, relation: Relation) -> None:
        """Read what is anchored in a paragraph, or a chunk of another format."""
        del part
        if relation.kind == "aFChunk":
            self._chunk(relation)
        else:
            self._opened.draw(relation)

    def _chunk(self, relation: Relation) -> None:
        """Read a chunk that is a page or plain text; others are read as what is inside."""
        ending = relation.target.rpartition(".")[2].lower()
        if ending not in {"htm", "html", "xhtml", "txt"}:
            self._manuscript.tell(Code.TEXT_INSIDE)
            return
        part = self._opened.once(relation.target)
        if part is None:
            return
        data = self._opened.package.whole(part)[:_LONGEST_CHUNK]
        budget = self._manuscript.budget
        answer = (
            plain.read_bytes(data, budget) if ending == "txt" else html.read_bytes(data, budget)
        )
        before = self._manuscript.into(part, answer.encoding)
        self._manuscript.embed(answer, ("chunk",))
        self._manuscript.back(before)

    def _deleted(self) -> None:
        for part, pieces in self._shared.removed:
            before = self._manuscript.into(part)
            self._manuscript.boundary(BLANK)
            self._manuscript.style = Style("p", (), ("deleted",))
            for piece in pieces:
                self._manuscript.write(piece.text, piece.start, piece.end, exact=piece.exact)
            self._manuscript.back(before)


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what parses the XML."""
    return (("expat", pyexpat.EXPAT_VERSION.removeprefix("expat_")),)


def warm() -> None:
    """Read a letter of our own and make sure of the result."""
    body = "<w:p><w:r><w:t>A &amp; \u0633\u0644\u0627\u0645</w:t></w:r></w:p>"
    xml = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    must_read(read, "docx", packed({_MAIN: xml}), "A & \u0633\u0644\u0627\u0645")
