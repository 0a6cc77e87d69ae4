"""Text in drawings: shapes, tables, charts and diagrams (DrawingML, ECMA-376 part 1, 20 and 21).

A chart says its titles, then for each series a row: its name, its categories, its values, as the
chart keeps them. A diagram says its points in the order of its part.
"""

from __future__ import annotations

from amana.reading.readers.html.elements import BLANK, CELL, LINE
from amana.reading.readers.office.manuscript import PLAIN, Manuscript, Style
from amana.reading.readers.office.xml import Attributes, End, Rules, Start, Walk

ALT = "[alt] "
CHART = Style("p", (), ("chart",))
DIAGRAM = Style("p", (), ("diagram",))
ALTERNATIVE = Style("p", (), ("alternative",))


def describe(manuscript: Manuscript, text: str, tag: tuple[int, int]) -> None:
    """Write the alternative text of a picture, which stands in an attribute of a tag."""
    text = " ".join(text.split())
    if text:
        manuscript.boundary(BLANK)
        manuscript.style = ALTERNATIVE
        manuscript.write(f"{ALT}{text}", *tag, exact=False)
        manuscript.boundary(BLANK)


class Drawing:
    """Takes in the events of text in drawings. `style` is that of paragraphs outside of tables."""

    def __init__(self, manuscript: Manuscript, style: Style = PLAIN) -> None:
        self._manuscript = manuscript
        self.walk: Walk | None = None
        self._table = False
        self._due = 0
        self._cells = 0
        self._linked = False
        self.style = style

    def starts(self) -> dict[str, Start]:
        """Return what to do at starts."""
        return {
            "a:p": self._begin_paragraph, "a:br": self._break, "a:tbl": self._begin_table,
            "a:tr": self._begin_row, "a:tc": self._begin_cell, "a:hlinkClick": self._link,
            "c:ser": self._begin_series, "c:pt": self._begin_point, "c:title": self._begin_row,
            "a:r": self._begin_run,
        }  # fmt: skip

    def ends(self) -> dict[str, End]:
        """Return what to do at ends."""
        return {"a:tbl": self._end_table, "c:ser": self._end_table, "a:p": self._end_paragraph}

    def alone(self) -> Walk:
        """Return the walk over a part that holds nothing but a drawing."""
        self.walk = Walk(Rules(self.starts(), self.ends(), self.text, TEXTS))
        return self.walk

    def text(self, text: str, start: int, end: int, exact: bool) -> None:
        """Take in text."""
        if text == "\n":
            text, exact = " ", False
        self._manuscript.write(text, start, end, exact=exact, linked=self._linked)

    def _begin_run(self, said: Attributes) -> None:
        del said
        self._linked = False

    def _link(self, said: Attributes) -> None:
        del said
        self._linked = True

    def _begin_paragraph(self, said: Attributes) -> None:
        del said
        self._separate(LINE if self._table else BLANK)

    def _end_paragraph(self) -> None:
        self._due = 0
        self._linked = False

    def _separate(self, otherwise: int) -> None:
        style = self.style
        self._manuscript.boundary(self._due or otherwise)
        if self._table:
            style = Style("td", (*style.within, "table"), style.hints)
        self._manuscript.style = style

    def _break(self, said: Attributes) -> None:
        del said
        if self.walk is not None:
            self._manuscript.write("\n", *self.walk.tag(), exact=False)

    def _begin_table(self, said: Attributes) -> None:
        del said
        self._table, self._due = True, BLANK

    def _end_table(self) -> None:
        self._table, self._due = False, BLANK

    def _begin_row(self, said: Attributes) -> None:
        del said
        self._due = max(self._due, LINE)
        self._cells = 0

    def _begin_cell(self, said: Attributes) -> None:
        del said
        self._due = max(self._due, CELL) if self._cells else max(self._due, LINE)
        self._cells += 1

    def _begin_series(self, said: Attributes) -> None:
        self._table = True
        self._begin_row(said)

    def _begin_point(self, said: Attributes) -> None:
        self._begin_cell(said)
        self._separate(CELL)
        self._due = 0


TEXTS = frozenset({"a:t", "c:v"})
