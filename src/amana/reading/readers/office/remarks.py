"""Comments, threads, text boxes and charts of a sheet (ECMA-376 part 1, 18.7 and 20.5)."""

from __future__ import annotations

from amana.reading.readers.html.elements import BLANK
from amana.reading.readers.office.cells import place
from amana.reading.readers.office.drawing import TEXTS, Drawing, describe
from amana.reading.readers.office.manuscript import Manuscript, Style
from amana.reading.readers.office.numbering import number
from amana.reading.readers.office.ooxml import Opened
from amana.reading.readers.office.package import Package, Relation
from amana.reading.readers.office.xml import Attributes, Rules, Walk, ignore, skip

_COMMENT = Style("p", (), ("comment",))
_BOX = Style("p", (), ("shape",))


class Remarks:
    """The comments on one sheet; each stands behind its cell, author and time."""

    def __init__(self, manuscript: Manuscript, sheet: int, persons: dict[str, str]) -> None:
        self._manuscript = manuscript
        self._sheet = sheet
        self._persons = persons
        self._authors: list[str] = []
        self._in_author = False
        starts = {
            "x:author": self._author,
            "x:comment": self._comment,
            "xtc:threadedComment": self._threaded,
            "x:rPh": skip,
        }
        texts = frozenset({"x:author", "x:t", "xtc:text"})
        self.walk = Walk(Rules(starts, {"x:author": self._end_author}, self._text, texts))

    def _author(self, said: Attributes) -> None:
        del said
        self._authors.append("")
        self._in_author = True

    def _end_author(self) -> None:
        self._in_author = False

    def _comment(self, said: Attributes) -> None:
        at = number(said.get("authorId"), -1)
        author = self._authors[at] if 0 <= at < len(self._authors) else ""
        self._begin(said.get("ref", ""), author, "")

    def _threaded(self, said: Attributes) -> None:
        person = self._persons.get(said.get("personId", ""), "")
        self._begin(said.get("ref", ""), person, said.get("dT", ""))

    def _begin(self, cell: str, *by: str) -> None:
        manuscript = self._manuscript
        manuscript.boundary(BLANK)
        manuscript.style = _COMMENT
        said = ", ".join(filter(None, (cell, *by)))
        label = f"[comment {said}] " if said else "[comment] "
        if place(cell):
            manuscript.write_cell(label, self._sheet, cell)
        else:
            manuscript.write(label, *self.walk.tag(), exact=False)

    def _text(self, text: str, start: int, end: int, exact: bool) -> None:
        if self._in_author:
            self._authors[-1] += text
        else:
            self._manuscript.write(text, start, end, exact=exact and text != "\n")


def read_persons(package: Package, part: str) -> dict[str, str]:
    """Return the names of those who wrote in threads, by their ids."""
    found: dict[str, str] = {}

    def person(said: Attributes) -> None:
        found.setdefault(said.get("id", ""), said.get("displayName", ""))

    package.walk(part, Walk(Rules({"xtc:person": person}, {}, ignore, frozenset())))
    return found


def read_boxes(opened: Opened, relation: Relation) -> None:
    """Read the text boxes of a drawing on a sheet, and then its charts and diagrams."""
    part = opened.once(relation.target)
    if part is None:
        return
    referred: list[str] = []

    def refers(said: Attributes) -> None:
        referred.append(said.get("r:dm") or said.get("r:id", ""))

    def described(said: Attributes) -> None:
        if drawing.walk is not None:
            describe(opened.manuscript, said.get("descr", ""), drawing.walk.tag())

    drawing = Drawing(opened.manuscript, _BOX)
    starts = drawing.starts() | {"c:chart": refers, "dgm:relIds": refers}
    starts |= {"xdr:cNvPr": described, "mc:Fallback": skip}
    drawing.walk = Walk(Rules(starts, drawing.ends(), drawing.text, TEXTS))
    opened.walk(part, drawing.walk)
    relations = opened.relations(part)
    for relation_id in referred:
        found = relations.get(relation_id)
        if found is not None and not found.outside:
            opened.draw(found)
