"""One story of a Word original: the walk from its XML to paragraphs (ECMA-376 part 1, 17).

Rules:

1. Paragraphs come in the order of the part. What is anchored in a paragraph (text boxes, charts,
   diagrams) comes after it.
2. Of alternate content one alternative is read: the first that says anything.
3. Inserted text is read as the text that it is. What was deleted or moved away is kept for the end.
4. Of a field the result is read, not its instruction. Hidden text is read and counted.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import dropwhile

from amana.reading.notices import Code
from amana.reading.readers.html.writer import Full
from amana.reading.readers.office.drawing import describe
from amana.reading.readers.office.manuscript import PLAIN, Manuscript, Style
from amana.reading.readers.office.numbering import number
from amana.reading.readers.office.package import Relation
from amana.reading.readers.office.paragraphs import (
    END,
    FOOT,
    Layout,
    Paragraph,
    Piece,
    Removed,
    Shared,
    emit,
)
from amana.reading.readers.office.styles import on
from amana.reading.readers.office.symbols import symbol
from amana.reading.readers.office.xml import SKIP, Attributes, End, Rules, Start, Walk, skip

_CHANGES = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "tblGrid", "tblPrEx")
_NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_MOST_PIECES = 1_000_000


Other = Callable[[str, Relation], None]
"""Reads what a relation of some kind leads to: a chart, a diagram, a chunk."""


class Story:
    """Walks over one part and writes its paragraphs."""

    def __init__(
        self,
        manuscript: Manuscript,
        shared: Shared,
        part: str,
        relations: dict[str, Relation],
        other: Other,
        *,
        region: Style = PLAIN,
    ) -> None:
        self._manuscript = manuscript
        self._shared = shared
        self._part = part
        self._relations = relations
        self._other = other
        self._region = region
        self._stack: list[Paragraph] = []
        self._label: Piece | None = None
        self._layout = Layout()
        self._alternatives: list[int] = []
        self._gone: list[list[Piece]] = []
        self._in_run = self._hidden = False
        self._keeps = True
        self._trimmed: list[Piece] = []
        self._linked = 0
        self._checked: str | None = None
        self.sections: list[str] = []
        self.walk = Walk(self._rules())

    def close(self) -> None:
        """Write what a torn part leaves open."""
        self._end_text()
        while self._gone:
            self._end_removal()
        while self._stack:
            self._end_paragraph()

    def _rules(self) -> Rules:
        starts: dict[str, Start] = {
            "w:p": self._begin_paragraph, "a:p": self._begin_paragraph,
            "w:pStyle": self._style, "w:numId": self._list, "w:ilvl": self._level,
            "w:outlineLvl": self._outline, "w:r": self._begin_run, "w:vanish": self._vanish,
            "w:rStyle": self._run_style, "w:t": self._begin_text, "w:delText": self._begin_text,
            "w:tab": self._tab, "w:ptab": self._tab, "w:br": self._break, "w:cr": self._break,
            "w:noBreakHyphen": self._hyphen, "w:sym": self._symbol, "v:textpath": self._word_art,
            "w:tbl": self._layout.begin_table, "w:tr": self._layout.begin_row,
            "w:tc": self._layout.begin_cell,
            "w:txbxContent": self._begin_box, "mc:AlternateContent": self._begin_alternatives,
            "mc:Choice": self._alternative, "mc:Fallback": self._alternative,
            "w:del": self._begin_removal, "w:moveFrom": self._begin_removal,
            "w:hyperlink": self._begin_link, FOOT: self._foot, END: self._endnote,
            "w:footnote": self._begin_footnote, "w:endnote": self._begin_endnote,
            "w:comment": self._begin_comment, "w:checkBox": self._begin_box_to_tick,
            "w:checked": self._tick, "w:default": self._tick, "c:chart": self._refers,
            "dgm:relIds": self._refers, "w:altChunk": self._chunk,
            "wp:docPr": self._described, "w:headerReference": self._section,
            "w:footerReference": self._section,
        }  # fmt: skip
        starts |= {f"w:{name}Change": skip for name in _CHANGES}
        ends: dict[str, End] = {
            "w:p": self._end_paragraph, "a:p": self._end_paragraph, "w:r": self._end_run,
            "w:tbl": self._layout.end_table, "w:txbxContent": self._layout.end_box,
            "mc:AlternateContent": self._end_alternatives, "w:del": self._end_removal,
            "w:moveFrom": self._end_removal, "w:hyperlink": self._end_link,
            "w:checkBox": self._end_box_to_tick, "w:t": self._end_text, "w:delText": self._end_text,
        }  # fmt: skip
        return Rules(starts, ends, self._text, frozenset({"w:t", "w:delText", "m:t", "a:t"}))

    # Text ----------------------------------------------------------------------------------------

    def _text(self, text: str, start: int, end: int, exact: bool) -> None:
        if "\n" in text:
            text, exact = text.replace("\n", " "), False
        if self._keeps:
            self._put(text, start, end, exact=exact)
        else:
            self._trimmed.append(Piece(text, start, end, exact))

    def _end_text(self) -> None:
        """Put the pieces of a text whose outer white space does not count."""
        waiting, self._trimmed = self._trimmed, []
        while waiting and waiting[-1].text.isspace():
            del waiting[-1]
        pieces = list(dropwhile(lambda piece: piece.text.isspace(), waiting))
        for n, (text, start, end, exact, _) in enumerate(pieces):
            left = len(text) - len(text.lstrip(" \t")) if n == 0 else 0
            right = len(text) - len(text.rstrip(" \t")) if n == len(pieces) - 1 else 0
            bare = text[left : len(text) - right]
            wide = (left, right) if exact and self.walk.encoding == "utf-8" else (0, 0)
            whole = exact and (wide == (left, right))
            self._put(bare, start + wide[0], end - wide[1], exact=whole)
        self._keeps = True

    def _put(self, text: str, start: int, end: int, *, exact: bool = False) -> None:
        shared = self._shared
        shared.pieces += 1
        if shared.pieces > _MOST_PIECES:
            raise Full(Code.MAP_CUT)
        piece = Piece(text, start, end, exact, self._linked > 0)
        if self._gone:
            self._gone[-1].append(piece)
        elif self._stack:
            self._stack[-1].pieces.append(piece)
            if self._hidden:
                self._manuscript.tell(Code.HIDDEN_TEXT, len(text))

    def _begin_run(self, said: Attributes) -> None:
        del said
        self._in_run, self._hidden = True, False

    def _end_run(self) -> None:
        self._in_run = self._hidden = False

    def _vanish(self, said: Attributes) -> None:
        if self._in_run:
            self._hidden = on(said)

    def _run_style(self, said: Attributes) -> None:
        if self._in_run and self._shared.styles.of(said.get("w:val", "")).hidden:
            self._hidden = True

    def _begin_text(self, said: Attributes) -> None:
        self._keeps = said.get("xml:space") == "preserve"

    def _sign(self, sign: str) -> None:
        if self._stack:
            self._put(sign, *self.walk.tag())

    def _tab(self, said: Attributes) -> None:
        if self._in_run and not said:  # those in paragraph properties are tab stops
            self._sign("\t")

    def _break(self, said: Attributes) -> None:
        del said
        self._sign("\n")

    def _hyphen(self, said: Attributes) -> None:
        del said
        self._sign("-")

    def _symbol(self, said: Attributes) -> None:
        self._sign(symbol(said.get("w:char", ""), said.get("w:font", "")))

    def _word_art(self, said: Attributes) -> None:
        if said.get("string"):
            self._sign(said["string"])

    def _begin_box_to_tick(self, said: Attributes) -> None:
        del said
        self._checked = ""

    def _tick(self, said: Attributes) -> None:
        if self._checked is not None:
            self._checked = "on" if on(said) else ""

    def _end_box_to_tick(self) -> None:
        self._sign("\N{BALLOT BOX WITH X}" if self._checked else "\N{BALLOT BOX}")
        self._checked = None

    # Paragraphs ----------------------------------------------------------------------------------

    def _begin_paragraph(self, said: Attributes) -> None:
        del said
        layout = self._layout
        paragraph = Paragraph(self.walk.tag(), layout.strength(), td=layout.tables > 0)
        if self._label is not None:
            paragraph.pieces.append(self._label)
            self._label = None
        self._stack.append(paragraph)

    def _style(self, said: Attributes) -> None:
        if self._stack:
            self._stack[-1].style = said.get("w:val", "")

    def _list(self, said: Attributes) -> None:
        if self._stack:
            self._stack[-1].list_id = said.get("w:val", "")

    def _level(self, said: Attributes) -> None:
        if self._stack:
            self._stack[-1].level = number(said.get("w:val"), 0)

    def _outline(self, said: Attributes) -> None:
        if self._stack:
            self._stack[-1].outline = number(said.get("w:val"), -1)

    def _end_paragraph(self) -> None:
        paragraph = self._stack.pop()
        if any(not piece.text.isspace() for piece in paragraph.pieces):
            self._layout.due = 0
        if self._stack:
            self._stack[-1].after.append(paragraph)
        else:
            emit(paragraph, self._manuscript, self._shared, self._region)

    # Boxes and alternatives ----------------------------------------------------------------------

    def _begin_box(self, said: Attributes) -> None:
        del said
        self._layout.begin_box()
        self._in_run = self._hidden = False

    def _begin_alternatives(self, said: Attributes) -> None:
        del said
        self._alternatives.append(self._shared.pieces)

    def _alternative(self, said: Attributes) -> object:
        del said
        taken = self._alternatives and self._shared.pieces > self._alternatives[-1]
        return SKIP if taken else None

    def _end_alternatives(self) -> None:
        self._alternatives.pop()

    # Changes, links, notes -----------------------------------------------------------------------

    def _begin_removal(self, said: Attributes) -> None:
        self._gone.append([self._signed("del", said)])

    def _end_removal(self) -> None:
        pieces = self._gone.pop()
        if len(pieces) > 1:
            self._shared.removed.append(Removed(self._part, pieces))
            self._manuscript.tell(Code.DELETED_TEXT, sum(len(p.text) for p in pieces[1:]))

    def _signed(self, what: str, said: Attributes) -> Piece:
        by = ", ".join(filter(None, (said.get("w:author"), said.get("w:date"))))
        return Piece(f"[{what} {by}] " if by else f"[{what}] ", *self.walk.tag(), exact=False)

    def _begin_link(self, said: Attributes) -> None:
        self._linked += 1
        relation = self._relations.get(said.get("r:id", ""))
        if relation is not None and relation.outside:
            self._manuscript.fact("docx:link", relation.target)

    def _end_link(self) -> None:
        self._linked -= 1

    def _foot(self, said: Attributes) -> None:
        self._refer_to(FOOT, said)

    def _endnote(self, said: Attributes) -> None:
        self._refer_to(END, said)

    def _refer_to(self, kind: str, said: Attributes) -> None:
        if said.get("w:customMarkFollows") not in {"1", "true", "on"}:
            self._sign(self._shared.note(kind, said.get("w:id", "")))

    def _begin_footnote(self, said: Attributes) -> object:
        return self._begin_note(FOOT, said)

    def _begin_endnote(self, said: Attributes) -> object:
        return self._begin_note(END, said)

    def _begin_note(self, kind: str, said: Attributes) -> object:
        if said.get("w:type") in _NO_NOTES:
            return SKIP
        mark = self._shared.notes.get((kind, said.get("w:id", "")), "")
        self._label = Piece(mark + " ", *self.walk.tag(), exact=False) if mark else None
        return None

    def _begin_comment(self, said: Attributes) -> None:
        self._label = self._signed("comment", said)

    def _described(self, said: Attributes) -> None:
        if said.get("descr") and self._stack:
            tag = self.walk.tag()
            self._stack[-1].after.append(lambda: describe(self._manuscript, said["descr"], tag))

    # What stands elsewhere -----------------------------------------------------------------------

    def _section(self, said: Attributes) -> None:
        self.sections.append(said.get("r:id", ""))

    def _refers(self, said: Attributes) -> None:
        self._reach(said.get("r:dm") or said.get("r:id", ""))

    def _chunk(self, said: Attributes) -> None:
        self._reach(said.get("r:id", ""))

    def _reach(self, relation_id: str) -> None:
        relation = self._relations.get(relation_id)
        if relation is None or relation.outside:
            return
        self._shared.pieces += 1

        def go_there() -> None:
            self._other(self._part, relation)

        if self._stack:
            self._stack[-1].after.append(go_there)
        else:
            go_there()
