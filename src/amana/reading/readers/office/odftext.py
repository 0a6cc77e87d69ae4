"""The flow of one part of OpenDocument: paragraphs, lists, tables, notes, pages, changes.

Rules:

1. White space is collapsed as the format says (section 6.1.2); `text:s` and `text:tab` are written.
2. A note or annotation stands behind its paragraph, an annotation after its author and time.
3. Inserted text is read; deleted text is kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from amana.reading.notices import Code
from amana.reading.readers.html.elements import BLANK, LINE
from amana.reading.readers.office.drawing import ALT
from amana.reading.readers.office.manuscript import Manuscript, Style
from amana.reading.readers.office.numbering import number
from amana.reading.readers.office.odflooks import Looks
from amana.reading.readers.office.odsheet import Grid
from amana.reading.readers.office.paragraphs import Layout, Paragraph, Piece
from amana.reading.readers.office.xml import SKIP, Attributes, End, Rules, Start, Walk, skip

_PIECES = re.compile(r"[^ \t\r\n]+|[ \t\r\n]+")
_MOST_SPACES = 1000
_LAST_HEADING = 6
_REGIONS = {"text:note": "note", "office:annotation": "comment", "presentation:notes": "notes",
            "style:header": "header", "style:footer": "footer",
            "text:deletion": "deleted",
            "text:footnote": "note", "text:endnote": "note"}  # fmt: skip
_SIGNS = ("dc:creator", "dc:date", "text:note-citation", "text:footnote-citation",
          "text:endnote-citation")  # fmt: skip
_LISTS = ("text:list", "text:ordered-list", "text:unordered-list")  # the last two: OpenOffice.org 1
_ALTERNATIVES = ("svg:title", "svg:desc")
_SKIPPED = ("office:binary-data", "style:handout-master",
            "text:page-number", "text:page-count", "text:format-change", "table:tracked-changes",
            "text:sequence-decls", "office:font-face-decls",
            "office:forms", "text:ruby-text", "meta:creator-initials", "table:shapes")  # fmt: skip


class Flow:
    """Walks over one part; `everything` is false for a part of which only headers are read."""

    def __init__(
        self, manuscript: Manuscript, part: str, looks: Looks, *, everything: bool = True
    ) -> None:
        self._manuscript = manuscript
        self._part = part
        self._everything = everything
        self._looks = looks
        self._hidden: list[bool] = []
        self._grid = Grid(manuscript)
        self._layout = Layout()
        self._stack: list[Paragraph] = []
        self._styles: list[Style] = []
        self._regions: list[tuple[str, int, tuple[int, int]]] = []
        self._signs: list[str] = []
        self._label: Piece | None = None
        self._signing = False
        self._lists = self._links = 0
        self._page_from = 0
        self._removed: list[list[Piece]] = []
        self.objects: list[str] = []
        self.walk = Walk(self._rules())

    def _rules(self) -> Rules:
        layout, grid = self._layout, self._grid
        starts: dict[str, Start] = {
            "text:p": self._paragraph, "text:h": self._paragraph, "text:s": self._spaces,
            "text:tab": lambda _: self._put("\t"), "text:line-break": lambda _: self._put("\n"),
            "text:tab-stop": lambda _: self._put("\t"), "text:a": self._link,
            "table:table": self._table,
            "table:table-row": self._row, "table:table-cell": self._cell,
            "table:covered-table-cell": self._cell, "table:table-column": grid.column,
            "draw:page": self._page, "draw:object": self._object, "draw:text-box": self._box,
            "office:spreadsheet": grid.open,
        }  # fmt: skip
        starts |= {
            "style:style": self._looks.style, "style:text-properties": self._looks.text,
            "text:span": self._begin_span, "style:master-page": self._begin_master,
        }  # fmt: skip
        starts |= dict.fromkeys(_ALTERNATIVES, self._begin_alternative)
        starts |= (
            dict.fromkeys(_LISTS, self._list)
            | dict.fromkeys(_SIGNS, self._sign)
            | dict.fromkeys(_SKIPPED, skip)
        )
        ends: dict[str, End] = {
            "text:p": self._end_paragraph, "text:h": self._end_paragraph,
            "text:a": self._end_link,
            "table:table": self._end_table, "table:table-row": grid.end_row,
            "table:table-cell": grid.end_cell, "table:covered-table-cell": grid.end_cell,
            "draw:page": self._end_page, "draw:text-box": layout.end_box,
        }  # fmt: skip
        ends |= dict.fromkeys(_ALTERNATIVES, self._end_alternative)
        ends |= {"text:span": self._end_span, "style:master-page": self._end_region}
        ends |= dict.fromkeys(_LISTS, self._end_list) | dict.fromkeys(_SIGNS, self._end_sign)
        for name, hint in _REGIONS.items():
            starts[name] = self._region(hint)
            ends[name] = self._end_region
        return Rules(starts, ends, self._text)

    # Regions: notes, annotations, headers, deletions ---------------------------------------------

    def _region(self, hint: str) -> Start:
        def begin(said: Attributes) -> object:
            del said
            if hint == "notes" and not self._everything:  # of a master
                return SKIP
            self._regions.append((hint, len(self._stack), self.walk.tag()))
            self._layout.begin_box()
            self._label = None
            self._signs.clear()
            return None

        return begin

    def _begin_master(self, said: Attributes) -> object:
        """Begin a master: what it shows beside placeholders, slides show as well."""
        if said.get("style:name", "") in self._looks.masters:
            return self._region("master")(said)
        return self._region("")(said)

    def _begin_alternative(self, said: Attributes) -> object:
        if not self._everything:
            return SKIP
        self._region("alternative")(said)
        self._paragraph(said)
        self._append(ALT, *self.walk.tag(), exact=False)
        return None

    def _end_alternative(self) -> None:
        if self._stack and len(self._stack[-1].pieces) < 2:  # noqa: PLR2004 - the label alone
            self._stack[-1].pieces.clear()
        self._end_paragraph()
        self._end_region()

    def _end_region(self) -> None:
        self._regions.pop()
        self._layout.end_box()

    def _hint(self) -> str:
        return self._regions[-1][0] if self._regions else ""

    def _sign(self, said: Attributes) -> None:
        del said
        self._signing = True
        self._signs.append("")

    def _end_sign(self) -> None:
        self._signing = False

    def _signed(self) -> Piece | None:
        """Return the label of the first paragraph of a region."""
        if not self._regions or not self._signs:
            return None
        hint, _, tag = self._regions[-1]
        by = ", ".join(filter(None, self._signs))
        self._signs.clear()
        if hint == "note":
            return Piece(f"[{by}] ", *tag, exact=False)
        return Piece(f"[{'del' if hint == 'deleted' else hint} {by}] ", *tag, exact=False)

    # Text ----------------------------------------------------------------------------------------

    def _text(self, text: str, start: int, end: int, exact: bool) -> None:
        if self._signing:
            self._signs[-1] += text
            return
        if not self._stack:
            return
        pieces = self._stack[-1].pieces
        for match in _PIECES.finditer(text):
            width = len(match[0].encode()) if exact else end - start
            if match[0].isspace():
                if pieces and not pieces[-1].text.endswith((" ", "\n")):
                    self._append(" ", start, start + width, exact=exact and match[0] == " ")
            else:
                self._append(match[0], start, start + width, exact=exact)
            start += width if exact else 0

    def _append(self, text: str, start: int, end: int, *, exact: bool) -> None:
        if any(self._hidden):
            self._manuscript.tell(Code.HIDDEN_TEXT, sum(not sign.isspace() for sign in text))
        self._stack[-1].pieces.append(Piece(text, start, end, exact, self._links > 0))

    def _put(self, text: str) -> None:
        if self._stack:
            self._append(text, *self.walk.tag(), exact=False)

    def _spaces(self, said: Attributes) -> None:
        self._put(" " * max(1, min(number(said.get("text:c"), 1), _MOST_SPACES)))

    def _begin_span(self, said: Attributes) -> None:
        self._hidden.append(self._looks.is_hidden(said))

    def _end_span(self) -> None:
        self._hidden.pop()

    def _link(self, said: Attributes) -> None:
        self._links += 1
        self._manuscript.fact("odf:link", said.get("xlink:href", ""))

    def _end_link(self) -> None:
        self._links -= 1

    # Paragraphs ----------------------------------------------------------------------------------

    def _paragraph(self, said: Attributes) -> object:
        if not (self._everything or self._hint()):
            return None
        self._hidden.append(self._looks.is_hidden(said))
        layout = self._layout
        strength = LINE if self._lists and not layout.due else layout.strength()
        paragraph = Paragraph(self.walk.tag(), strength, td=layout.tables > 0)
        paragraph.outline = number(said.get("text:outline-level"), 0)
        label = self._signed()
        if label is not None:
            paragraph.pieces.append(label)
        self._stack.append(paragraph)
        return None

    def _end_paragraph(self) -> None:
        if not self._stack:
            return
        paragraph = self._stack.pop()
        self._hidden.pop()
        paragraph.style = self._hint()
        paragraph.level = self._lists
        said = "".join(piece.text for piece in paragraph.pieces)
        if said.strip():
            self._layout.due = 0
        if paragraph.style == "deleted":
            self._removed.append(paragraph.pieces)
        elif self._stack:
            self._stack[-1].after.append(paragraph)
        elif self._grid.in_cell and paragraph.style:
            self._grid.later(partial(self._write, paragraph))
        elif self._grid.in_cell:
            self._grid.add(said)
            for after in paragraph.after:
                self._grid.later(partial(self._write, after))
        else:
            self._write(paragraph)

    def _write(self, first: Paragraph | Callable[[], None]) -> None:
        waiting = [first]
        while waiting:
            paragraph = waiting.pop()  # the last is the next
            if not isinstance(paragraph, Paragraph):
                continue
            waiting += reversed(paragraph.after)
            if all(piece.text.isspace() for piece in paragraph.pieces):
                continue
            self._manuscript.boundary(paragraph.strength)
            self._manuscript.style = self._style_of(paragraph)
            for piece in paragraph.pieces:
                self._manuscript.write(
                    piece.text, piece.start, piece.end, exact=piece.exact, linked=piece.linked
                )

    @staticmethod
    def _style_of(paragraph: Paragraph) -> Style:
        hint = paragraph.style
        within = (hint,) if hint in {"header", "footer"} else ()
        hints = (hint,) if hint else ()
        if paragraph.td:
            return Style("td", (*within, "table"), hints)
        if 0 < paragraph.outline <= _LAST_HEADING:
            return Style(f"h{paragraph.outline}", within, hints)
        return Style("li" if paragraph.level > 0 else "p", within, hints)

    def _list(self, said: Attributes) -> None:
        del said
        self._lists += 1

    def _end_list(self) -> None:
        self._lists -= 1

    # Tables, boxes, pages ------------------------------------------------------------------------

    def _table(self, said: Attributes) -> None:
        if self._grid.wanted and not self._grid.in_cell:
            self._grid.begin(said, self.walk.tag())
        else:
            self._layout.begin_table(said)

    def _end_table(self) -> None:
        if self._layout.tables:
            self._layout.end_table()
        else:
            self._grid.end()

    def _row(self, said: Attributes) -> None:
        if self._layout.tables:
            self._layout.begin_row(said)
        else:
            self._grid.row(said)

    def _cell(self, said: Attributes) -> None:
        if self._layout.tables:
            self._layout.begin_cell(said)
        else:
            self._grid.cell(said)

    def _box(self, said: Attributes) -> None:
        del said
        self._layout.begin_box()

    def _page(self, said: Attributes) -> None:
        self._looks.masters.setdefault(said.get("draw:master-page-name", ""))
        self._manuscript.boundary(BLANK)
        self._page_from = self._manuscript.length

    def _end_page(self) -> None:
        self._manuscript.page(self._page_from)

    def _object(self, said: Attributes) -> None:
        name = said.get("xlink:href", "").removeprefix("./").strip("/")
        if name:
            self.objects.append(name)

    def close(self) -> None:
        """Write what a torn part leaves open."""
        while self._stack:
            self._end_paragraph()

    def removed(self) -> list[list[Piece]]:
        """Return what was deleted: the pieces of each paragraph, its label first."""
        return [pieces for pieces in self._removed if pieces]
