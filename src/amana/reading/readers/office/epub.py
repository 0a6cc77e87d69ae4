"""The reader of e-books (EPUB 2.0.1 and 3.3).

The chapters come in the order of the spine, each read as the page that it is. A table of contents
that is not in the spine repeats the headings and is not read.
"""

from __future__ import annotations

import posixpath
import pyexpat
from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.readers.html import reader as html
from amana.reading.readers.html.writer import Full
from amana.reading.readers.intake import Content, GiveUp, Outlet
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.package import Package, resolve
from amana.reading.readers.office.properties import moment
from amana.reading.readers.office.sample import packed
from amana.reading.readers.office.xml import Attributes, Rules, Walk, ignore
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ReadOrder, TextAnswer, Told

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_FACTS = ("title", "creator", "subject", "description", "publisher", "contributor", "date",
          "type", "format", "identifier", "source", "language", "relation", "coverage",
          "rights")  # fmt: skip
_LONGEST_CHAPTER = 64 << 20
_MOST = 20_000


class _Entry(NamedTuple):
    """A resource in the manifest."""

    part: str
    media_type: str


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read an e-book and hand out what is inside.

    Raises:
        GiveUp: it is no package, names no book, or its chapters are encrypted.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    manuscript = Manuscript(order.budget)
    package = Package(document, manuscript)
    book = _Book(package, manuscript)
    try:
        book.read()
    except Full as used_up:
        manuscript.tell_full(used_up)
    package.hand_out(out, book.declared(), book.pages())
    if not book.found:
        raise GiveUp(Code.MAIN_PART_MISSING)
    if book.locked and not manuscript.length:
        raise GiveUp(Code.ENCRYPTED)
    return manuscript.answer()


class _Book:
    """One book: its manifest, its spine, and what it says of itself."""

    def __init__(self, package: Package, manuscript: Manuscript) -> None:
        self._package = package
        self._manuscript = manuscript
        self._manifest: dict[str, _Entry] = {}
        self._spine: list[str] = []
        self._texts: list[str] = []
        self._encrypted: dict[str, None] = {}
        self.found = False
        self.locked = False

    def read(self) -> None:
        root = self._root()
        if root is None:
            return
        self.found = True
        self._open(root)
        self._find_encrypted()
        for entry in [self._manifest[name] for name in self._spine if name in self._manifest]:
            self._chapter(entry)

    def _root(self) -> str | None:
        """Return the package document that the container names first (OCF 3.5.1)."""
        roots: list[str] = []

        def rootfile(said: Attributes) -> None:
            roots.append(said.get("full-path", ""))

        rules = Rules({"container:rootfile": rootfile}, {}, ignore, frozenset())
        self._package.walk(_CONTAINER, Walk(rules))
        named = [found for found in map(self._package.find, roots) if found]
        named += [name for name in self._package.names() if name.lower().endswith(".opf")]
        return named[0] if named else None

    def _open(self, root: str) -> None:
        folder = posixpath.dirname(root)

        def item(said: Attributes) -> None:
            part = resolve(folder, said.get("href", ""))
            if len(self._manifest) < _MOST:
                entry = _Entry(part, said.get("media-type", "").lower())
                self._manifest.setdefault(said.get("id", ""), entry)

        def reference(said: Attributes) -> None:
            if len(self._spine) < _MOST:
                self._spine.append(said.get("idref", ""))

        def begin(said: Attributes) -> None:
            del said
            self._texts.clear()

        starts = {"opf:item": item, "opf:itemref": reference}
        starts |= {f"dc:{name}": begin for name in _FACTS}
        ends = {f"dc:{name}": self._taker(name) for name in _FACTS}
        within = frozenset(f"dc:{name}" for name in _FACTS)
        self._package.walk(root, Walk(Rules(starts, ends, self._text, within)))

    def _text(self, text: str, start: int, end: int, exact: bool) -> None:
        del start, end, exact
        self._texts.append(text)

    def _taker(self, name: str) -> _Taker:
        return _Taker(self._manuscript, name, self._texts)

    def _find_encrypted(self) -> None:
        """Note which parts are encrypted; fonts often are (OCF 3.5.2)."""

        def reference(said: Attributes) -> None:
            self._encrypted[resolve("", said.get("URI", "")).lower()] = None

        rules = Rules({"enc:CipherReference": reference}, {}, ignore, frozenset())
        self._package.walk(_ENCRYPTION, Walk(rules))

    def _chapter(self, entry: _Entry) -> None:
        part = self._package.find(entry.part)
        if part is None:
            self._manuscript.tell(Code.PARTS_MISSING)
            return
        if part.lower() in self._encrypted:
            self.locked = True
            self._manuscript.tell(Code.CHILDREN_LOCKED)
            return
        if entry.media_type not in _PAGES:
            return
        answer = html.read_bytes(
            self._package.whole(part)[:_LONGEST_CHAPTER], self._manuscript.budget
        )
        self._manuscript.into(part, answer.encoding)
        self._manuscript.language = self._manuscript.language or answer.language
        self._manuscript.embed(answer)

    def pages(self) -> list[str]:
        """Return the parts that are pages, read or not."""
        return [entry.part for entry in self._manifest.values() if entry.media_type in _PAGES]

    def declared(self) -> dict[str, str]:
        """Return the media types that the manifest states."""
        return {f"/{entry.part}".lower(): entry.media_type for entry in self._manifest.values()}


class _Taker:
    """Takes one fact of the metadata when its element ends."""

    def __init__(self, manuscript: Manuscript, name: str, texts: list[str]) -> None:
        self._manuscript = manuscript
        self._name = name
        self._texts = texts

    def __call__(self) -> None:
        value = "".join(self._texts)
        self._manuscript.fact(f"dc:{self._name}", value)
        day = moment(value) if self._name == "date" else None
        if day is not None:
            self._manuscript.fact("dcterms:created", day)


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what parses the XML."""
    return (("expat", pyexpat.EXPAT_VERSION.removeprefix("expat_")),)


def warm() -> None:
    """Read a book of our own and make sure of the result."""
    must_read(read, "epub", packed(sample()), "A & B")


def sample() -> dict[str, str | bytes]:
    """Return the parts of a book of one chapter."""
    return {
        "mimetype": "application/epub+zip",
        _CONTAINER: (
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="b/c.opf"/></rootfiles></container>'
        ),
        "b/c.opf": (
            '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            '<item id="1" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="1"/></spine></package>'
        ),
        "b/one.xhtml": "<html><body><p>A &amp; B</p></body></html>",
    }
