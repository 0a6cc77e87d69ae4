"""The reader of OpenDocument originals: texts, workbooks, slides (ISO/IEC 26300, OpenDocument 1.3).

Order: the content with its sheets or slides, embedded charts, then headers and footers of the page
styles, then what was deleted under change tracking, each passage a block with the hint `deleted`.
"""

from __future__ import annotations

import pyexpat
from importlib.metadata import version

from amana.reading.notices import Code
from amana.reading.readers.html.elements import BLANK
from amana.reading.readers.html.writer import Full
from amana.reading.readers.intake import Content, GiveUp, Outlet
from amana.reading.readers.office.manuscript import Manuscript, Style
from amana.reading.readers.office.odflock import unlock
from amana.reading.readers.office.odflooks import Looks
from amana.reading.readers.office.odftext import Flow
from amana.reading.readers.office.package import Package
from amana.reading.readers.office.paragraphs import Piece
from amana.reading.readers.office.properties import PLAIN, keep, keep_own
from amana.reading.readers.office.sample import packed
from amana.reading.readers.office.xml import (
    OASIS_NAMES,
    Attributes,
    End,
    Rules,
    Start,
    Walk,
    ignore,
)
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ReadOrder, TextAnswer, Told

_CONTENT, _STYLES, _META = "content.xml", "styles.xml", "meta.xml"
_MANIFEST = "META-INF/manifest.xml"
_MOST_OBJECTS = 1000
_SAID = ("dc:title", "dc:subject", "dc:description", "dc:creator", "dc:date", "dc:language",
         "meta:initial-creator", "meta:creation-date", "meta:keyword", "meta:generator",
         "meta:printed-by", "meta:print-date", "meta:editing-cycles",
         "meta:editing-duration")  # fmt: skip


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read an OpenDocument original and hand out what is inside.

    Raises:
        GiveUp: it is no package, holds no content, or is encrypted.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    manuscript = Manuscript(order.budget)
    package = Package(document, manuscript)
    declared = _declared(package)
    if declared is None:
        return unlock(package, manuscript, order.name, order.passwords, out)
    if package.find(_CONTENT) is None:
        package.hand_out(out, declared)
        raise GiveUp(Code.MAIN_PART_MISSING)
    try:
        _Parts(package, manuscript).read()
    except Full as used_up:
        manuscript.tell_full(used_up)
    _Meta(package, manuscript).read()
    package.hand_out(out, declared)
    return manuscript.answer()


def _declared(package: Package) -> dict[str, str] | None:
    """Return the media types that the manifest states; None when the content is encrypted."""
    found: dict[str, str] = {}
    entries: list[str] = []
    locked: dict[str, None] = {}

    def entry(said: Attributes) -> None:
        entries.append(said.get("manifest:full-path", ""))
        found[f"/{entries[-1]}".lower()] = said.get("manifest:media-type", "")

    def encrypted(said: Attributes) -> None:
        del said
        locked.setdefault(entries[-1] if entries else "")

    starts = {"manifest:file-entry": entry, "manifest:encryption-data": encrypted}
    package.walk(_MANIFEST, Walk(Rules(starts, {}, ignore, frozenset())))
    return None if _CONTENT in locked or "encrypted-package" in locked else found


class _Parts:
    """The parts of one package in the order in which they are read."""

    def __init__(self, package: Package, manuscript: Manuscript) -> None:
        self._package = package
        self._manuscript = manuscript
        self._objects: list[str] = []
        self._removed: list[tuple[str, list[Piece]]] = []
        self._looks = Looks()

    def read(self) -> None:
        rules = Rules({"style:style": self._looks.style, "style:text-properties": self._looks.text},
                      {}, ignore, frozenset())  # fmt: skip
        self._package.walk(_STYLES, Walk(rules))
        self._flow(_CONTENT, "content")
        for name in self._objects[:_MOST_OBJECTS]:
            self._flow(f"{name}/{_CONTENT}", "object")
        self._flow(_STYLES, "styles")
        self._write_removed()

    def _flow(self, name: str, kind: str) -> None:
        part = self._package.find(name)
        if part is None:
            return
        flow = Flow(self._manuscript, part, self._looks, everything=kind != "styles")
        before = self._manuscript.into(part, "utf-8")
        self._manuscript.boundary(BLANK)
        self._package.walk(part, flow.walk)
        flow.close()
        self._manuscript.set_encoding(part, flow.walk.encoding)
        self._manuscript.back(before)
        self._manuscript.boundary(BLANK)
        self._removed += [(part, pieces) for pieces in flow.removed()]
        if kind == "content":
            self._objects += dict.fromkeys(flow.objects)

    def _write_removed(self) -> None:
        manuscript = self._manuscript
        for part, pieces in self._removed:
            before = manuscript.into(part)
            manuscript.boundary(BLANK)
            manuscript.style = Style("p", (), ("deleted",))
            for piece in pieces:
                manuscript.write(piece.text, piece.start, piece.end, exact=piece.exact)
                manuscript.tell(Code.DELETED_TEXT, len(piece.text) * (piece is not pieces[0]))
            manuscript.back(before)


class _Meta:
    """What an original says of itself (part 3 of the schema, section 4.3)."""

    def __init__(self, package: Package, manuscript: Manuscript) -> None:
        self._package = package
        self._manuscript = manuscript
        self._texts: list[str] = []
        self._name = ""

    def read(self) -> None:
        starts: dict[str, Start] = dict.fromkeys(_SAID, self._begin)
        starts["meta:user-defined"] = self._named
        ends: dict[str, End] = {name: self._end(name) for name in _SAID}
        ends["meta:user-defined"] = self._end_own
        within = frozenset((*_SAID, "meta:user-defined"))
        self._package.walk(_META, Walk(Rules(starts, ends, self._text, within)))

    def _begin(self, said: Attributes) -> None:
        del said
        self._texts.clear()

    def _named(self, said: Attributes) -> None:
        self._name = said.get("meta:name", "")
        self._texts.clear()

    def _text(self, text: str, start: int, end: int, exact: bool) -> None:
        del start, end, exact
        self._texts.append(text)

    def _end(self, name: str) -> End:
        # In OpenDocument dc:creator and dc:date are those of the last change (section 4.3.2.7).
        known = {"dc:creator": "cp:lastModifiedBy", "dc:date": "dcterms:modified"}.get(name, name)

        def take() -> None:
            value = "".join(self._texts)
            if known in PLAIN or known == "cp:lastModifiedBy":
                keep(self._manuscript, "odf", known, value)
            else:
                self._manuscript.fact(f"odf:{known}", value)

        return take

    def _end_own(self) -> None:
        keep_own(self._manuscript, "odf:custom", self._name, "".join(self._texts))


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what parses the XML, and what opens locks."""
    expat = pyexpat.EXPAT_VERSION.removeprefix("expat_")
    return (("cryptography", version("cryptography")), ("expat", expat))


def warm() -> None:
    """Read a text of our own and make sure of the result."""
    must_read(read, "odf", packed({_CONTENT: content("<text:p>A &amp; B</text:p>")}), "A & B")


def content(body: str) -> str:
    """Return the content part of a text."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in OASIS_NAMES.items()
    )
    more = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"<office:document-content {spaces} {more}>{body}</office:document-content>"
