"""What all readers of Office Open XML share: how a package is read, its main part, its drawings."""

from __future__ import annotations

from collections.abc import Callable

from amana.reading.notices import Code
from amana.reading.readers.html.elements import BLANK
from amana.reading.readers.html.writer import Full
from amana.reading.readers.intake import Content, GiveUp, Outlet
from amana.reading.readers.office.drawing import CHART, DIAGRAM, Drawing
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.package import Package, Relation
from amana.reading.readers.office.properties import read_properties
from amana.reading.readers.office.xml import Walk
from amana.reading.wire import ReadOrder, TextAnswer, Told

MACROS = "vbaproject.bin"
_LINKS = frozenset({"hyperlink"})
_MOST_READ = 20_000


class Opened:
    """A package of Office Open XML while it is read; each part is read once."""

    def __init__(self, package: Package, manuscript: Manuscript, prefix: str) -> None:
        self.package = package
        self.manuscript = manuscript
        self._prefix = prefix
        self._relations: dict[str, dict[str, Relation]] = {}
        self.seen: dict[str, None] = {}

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part."""
        if part not in self._relations:
            self._relations[part] = self.package.relations(part)
        return self._relations[part]

    def main(self, otherwise: str) -> str | None:
        """Return the main part: what the package calls so, else the part of the usual name."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and not relation.outside:
                found = self.package.find(relation.target)
                if found is not None:
                    return found
        return self.package.find(otherwise)

    def once(self, part: str) -> str | None:
        """Return the part as the package spells it, when it is there and not read yet."""
        found = self.package.find(part)
        if found is None:
            self.manuscript.tell(Code.PARTS_MISSING)
            return None
        if found in self.seen or len(self.seen) >= _MOST_READ:
            return None
        self.seen[found] = None
        return found

    def walk(self, part: str, walk: Walk) -> None:
        """Walk over a part whose text goes into the manuscript."""
        before = self.manuscript.into(part, "utf-8")
        try:
            self.package.walk(part, walk)
        finally:
            self.manuscript.set_encoding(part, walk.encoding)
            self.manuscript.back(before)

    def draw(self, relation: Relation) -> None:
        """Read a chart or a diagram."""
        part = self.once(relation.target)
        if part is None:
            return
        style = CHART if relation.kind == "chart" else DIAGRAM
        self.manuscript.boundary(BLANK)
        self.walk(part, Drawing(self.manuscript, style).alone())
        self.manuscript.boundary(BLANK)

    def of_kind(self, part: str, kind: str) -> list[Relation]:
        """Return the relations of a kind inside the package."""
        return [
            relation
            for relation in self.relations(part).values()
            if relation.kind == kind and not relation.outside
        ]

    def finish(self, out: Outlet) -> None:
        """Keep the properties, tell what reaches outside, and hand out what is inside."""
        read_properties(self.package, self.manuscript, self._prefix)
        for name in self.package.names():
            if name.lower().endswith(".rels"):
                folder, _, base = name.rpartition("_rels/")
                for relation in self.relations(folder + base.removesuffix(".rels")).values():
                    if relation.outside and relation.kind not in _LINKS:
                        self.manuscript.tell(Code.OUTSIDE_LEFT)
                        self.manuscript.fact(f"{self._prefix}:outside", relation.target)
            if name.lower().endswith(MACROS):
                self.manuscript.tell(Code.ACTIVE_CONTENT)
        self.package.hand_out(out, self.package.declared(), self.seen)


def read_package(
    document: Content,
    order: ReadOrder,
    out: Outlet,
    body: Callable[[Opened, str], None],
    *,
    prefix: str,
    main: str,
) -> TextAnswer:
    """Read a package by its main part, and hand out what is inside.

    `body` reads from the main part on; `main` is where that usually is, `prefix` stands before the
    names of properties.

    Raises:
        GiveUp: it is no package, or has no main part; what is inside was handed out.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    manuscript = Manuscript(order.budget)
    opened = Opened(Package(document, manuscript), manuscript, prefix)
    begin = opened.main(main)
    if begin is None:
        opened.finish(out)
        raise GiveUp(Code.MAIN_PART_MISSING)
    try:
        body(opened, begin)
    except Full as used_up:
        manuscript.tell_full(used_up)
    opened.finish(out)
    return manuscript.answer()
