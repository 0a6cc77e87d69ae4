"""The reader of slides (PresentationML, ECMA-376 part 1, 19).

Each slide is a page: its shapes in the order of the part, its charts and diagrams, its notes, its
comments. A hidden slide is read like the others and told. What slides inherit from their layouts
and masters (footers, prompts to click) is not read.
"""

from __future__ import annotations

import pyexpat

from amana.reading.notices import Code
from amana.reading.readers.html.elements import BLANK
from amana.reading.readers.intake import Content, Outlet
from amana.reading.readers.office.drawing import TEXTS, Drawing, describe
from amana.reading.readers.office.manuscript import PLAIN, Manuscript, Style
from amana.reading.readers.office.ooxml import Opened, read_package
from amana.reading.readers.office.package import Relation
from amana.reading.readers.office.sample import DRAWING, LINKS, SLIDES, packed, related
from amana.reading.readers.office.xml import SKIP, Attributes, Rules, Walk, ignore
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ReadOrder, TextAnswer

_MAIN = "ppt/presentation.xml"
_TITLES = frozenset({"title", "ctrTitle"})
_NOT_OF_NOTES = frozenset({"sldImg", "sldNum", "hdr", "dt", "ftr"})
_NOTES = Style("p", (), ("notes",))
_COMMENT = Style("p", (), ("comment",))
_COMMENTS = ("comments", "comment")
_MASTER = Style("p", (), ("master",))
_SHOWN = frozenset({None, "1", "true"})


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read slides and hand out what is inside.

    Raises:
        GiveUp: it is no package, or holds no list of slides.
    """
    return read_package(document, order, out, _read, prefix="pptx", main=_MAIN)


def _read(opened: Opened, main: str) -> None:
    _Slides(opened).read(main)


class _Slides:
    """The slides of one original in the order in which they are shown."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._manuscript = opened.manuscript
        self._authors: dict[str, str] = {}

    def read(self, main: str) -> None:
        self._opened.seen[main] = None
        self._masters: dict[str, Relation] = {}
        relations = self._opened.relations(main)
        for kind in ("commentAuthors", "authors"):
            for relation in self._opened.of_kind(main, kind):
                self._read_authors(relation)
        for relation_id in self._order(main):
            found = relations.get(relation_id)
            part = None if found is None or found.outside else self._opened.once(found.target)
            if part is None:
                continue
            if len(self._manuscript.pages) >= self._manuscript.budget.pages:
                self._manuscript.tell(Code.PAGES_CUT, len(self._manuscript.pages))
                break
            self._page(part)
        for relation in self._masters.values():
            self._shapes(relation, _MASTER, None)

    def _order(self, main: str) -> list[str]:
        found: list[str] = []
        rules = Rules({"p:sldId": lambda said: found.append(said.get("r:id", ""))}, {}, ignore)
        self._opened.package.walk(main, Walk(rules._replace(within=frozenset())))
        return found

    def _read_authors(self, relation: Relation) -> None:
        def author(said: Attributes) -> None:
            self._authors.setdefault(said.get("id", ""), said.get("name", ""))

        starts = {"p:cmAuthor": author, "p188:author": author}
        self._opened.package.walk(relation.target, Walk(Rules(starts, {}, ignore, frozenset())))

    def _page(self, part: str) -> None:
        manuscript = self._manuscript
        manuscript.boundary(BLANK)
        start = manuscript.length
        try:
            self._slide(part)
            for relation in self._opened.of_kind(part, "notesSlide"):
                self._shapes(relation, _NOTES, _NOT_OF_NOTES)
            for kind in _COMMENTS:
                for relation in self._opened.of_kind(part, kind):
                    self._comments(relation)
        finally:
            manuscript.page(start)

    def _slide(self, part: str) -> None:
        shapes = _Shapes(self._manuscript, PLAIN, frozenset())
        self._opened.walk(part, shapes.walk)
        self._manuscript.tell(Code.SHEETS_HIDDEN, int(shapes.hidden))
        self._note_masters(part)
        relations = self._opened.relations(part)
        for relation_id in shapes.drawings:
            found = relations.get(relation_id)
            if found is not None and not found.outside:
                self._opened.draw(found)

    def _note_masters(self, part: str) -> None:
        """Note the layout of a slide and the master of that: what they say stands at the end."""
        for layout in self._opened.of_kind(part, "slideLayout"):
            if layout.target not in self._masters:
                self._masters[layout.target] = layout
                for master in self._opened.of_kind(layout.target, "slideMaster"):
                    self._masters.setdefault(master.target, master)

    def _shapes(self, relation: Relation, style: Style, left_out: frozenset[str] | None) -> None:
        part = self._opened.once(relation.target)
        if part is not None:
            self._manuscript.boundary(BLANK)
            self._opened.walk(part, _Shapes(self._manuscript, style, left_out).walk)

    def _comments(self, relation: Relation) -> None:
        part = self._opened.once(relation.target)
        if part is not None:
            self._opened.walk(part, _Comments(self._manuscript, self._authors).walk)


class _Shapes:
    """The text of the shapes of one slide, without placeholders of some kinds (None: of any)."""

    def __init__(
        self, manuscript: Manuscript, style: Style, left_out: frozenset[str] | None
    ) -> None:
        self._style = style
        self._left_out = left_out
        self._manuscript = manuscript
        self._alternatives: list[int] = []
        self._drawing = Drawing(manuscript, style)
        self.hidden = False
        self.drawings: list[str] = []
        starts = self._drawing.starts() | {
            "p:sld": self._begin_slide,
            "p:sp": self._begin_shape,
            "p:cNvPr": self._described,
            "p:ph": self._placeholder,
            "p:txBody": self._begin_text,
            "c:chart": self._refers,
            "dgm:relIds": self._refers,
            "mc:AlternateContent": self._begin_alternatives,
            "mc:Choice": self._alternative,
            "mc:Fallback": self._alternative,
        }
        ends = self._drawing.ends() | {"mc:AlternateContent": self._end_alternatives}
        self.walk = Walk(Rules(starts, ends, self._drawing.text, TEXTS))
        self._drawing.walk = self.walk
        self._leave = False

    def _begin_slide(self, said: Attributes) -> None:
        self.hidden = said.get("show") not in _SHOWN

    def _begin_shape(self, said: Attributes) -> None:
        del said
        self._leave = False
        self._drawing.style = self._style

    def _described(self, said: Attributes) -> None:
        if self._style is PLAIN and said.get("descr"):
            describe(self._manuscript, said["descr"], self.walk.tag())

    def _placeholder(self, said: Attributes) -> None:
        kind = said.get("type", "")
        self._leave = self._left_out is None or kind in self._left_out
        if kind in _TITLES and not self._style.hints:
            self._drawing.style = Style("h1")

    def _begin_text(self, said: Attributes) -> object:
        del said
        return SKIP if self._leave else None

    def _refers(self, said: Attributes) -> None:
        self.drawings.append(said.get("r:dm") or said.get("r:id", ""))

    def _said(self) -> int:
        return self._manuscript.length + len(self.drawings)

    def _begin_alternatives(self, said: Attributes) -> None:
        del said
        self._alternatives.append(self._said())

    def _alternative(self, said: Attributes) -> object:
        del said
        return SKIP if self._alternatives and self._said() > self._alternatives[-1] else None

    def _end_alternatives(self) -> None:
        self._alternatives.pop()


class _Comments:
    """The comments on one slide, of the older kind (19.4) and the threads of newer programs."""

    def __init__(self, manuscript: Manuscript, authors: dict[str, str]) -> None:
        self._manuscript = manuscript
        self._authors = authors
        drawing = Drawing(manuscript, _COMMENT)
        starts = drawing.starts() | {
            "p:cm": self._comment,
            "p188:cm": self._comment,
            "p188:reply": self._comment,
            "a:p": lambda _: None,
        }
        self.walk = Walk(Rules(starts, {}, drawing.text, frozenset({"a:t", "p:text"})))
        drawing.walk = self.walk

    def _comment(self, said: Attributes) -> None:
        author = self._authors.get(said.get("authorId", ""), "")
        by = ", ".join(filter(None, (author, said.get("dt") or said.get("created"))))
        self._manuscript.boundary(BLANK)
        self._manuscript.style = _COMMENT
        label = f"[comment {by}] " if by else "[comment] "
        self._manuscript.write(label, *self.walk.tag(), exact=False)


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what parses the XML."""
    return (("expat", pyexpat.EXPAT_VERSION.removeprefix("expat_")),)


def warm() -> None:
    """Read a slide of our own and make sure of the result."""
    slides = f'xmlns:p="{SLIDES}" xmlns:a="{DRAWING}" xmlns:r="{LINKS}"'
    parts: dict[str, str | bytes] = {
        _MAIN: f'<p:presentation {slides}><p:sldId r:id="slide1"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": related(slide1="slide1.xml"),
        "ppt/slide1.xml": f"<p:sld {slides}><a:p><a:r><a:t>A &amp; B</a:t></a:r></a:p></p:sld>",
    }
    must_read(read, "pptx", packed(parts), "A & B")
