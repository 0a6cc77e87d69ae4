"""Opens the ZIP package of an office original: its parts, what they name, what is inside.

Open Packaging Conventions (ECMA-376 part 2) for Office Open XML; OpenDocument part 3 and EPUB's
container format (OCF) are ZIP packages as well. A part that lies or is damaged is read as far as it
goes, and told.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from amana.reading.notices import Code
from amana.reading.readers.containers.zip import BROKEN, Locked, hand_out, member_of
from amana.reading.readers.containers.zip_relisted import relisted
from amana.reading.readers.intake import Content, GiveUp, Outlet, stream
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.xml import Attributes, Rules, TooMuch, Walk, ignore

MOST_BYTES = 1 << 30
"""How many bytes of parts are unpacked for reading, all together."""

_PIECE = 1 << 16
_ENCRYPTED = 0x1
_MOST_PARTS = 50_000
_LONGEST_DECLARED = 200
_MARKUP = (".xml", ".rels", ".vml", ".opf", ".ncx", ".css", ".rdf")
_SMALL = ("printersettings",)


class Damaged(Exception):
    """The part ends before its end."""


class Relation(NamedTuple):
    """What one part says of another: the last word of the type, and the name of the target."""

    kind: str
    target: str
    outside: bool


class Package:
    """A package, read for a manuscript that is told what is wrong with it."""

    def __init__(self, document: Content, manuscript: Manuscript) -> None:
        try:
            self._archive = zipfile.ZipFile(stream(document))
            entries = self._archive.infolist()
        except BROKEN:
            document = relisted(document)
            self._archive = _reopened(document)
            entries = self._archive.infolist()
            manuscript.tell(Code.LIST_MISSING)
        self._document = document
        self._manuscript = manuscript
        self._left = MOST_BYTES
        self._hurt: dict[str, None] = {}
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries[:_MOST_PARTS]:
            key = _key(entry.filename)
            if key in self._entries:
                manuscript.tell(Code.NAMES_REPEATED)
            self._entries.setdefault(key, entry)
        manuscript.tell(Code.CHILDREN_REFUSED, max(0, len(entries) - _MOST_PARTS))

    def names(self) -> list[str]:
        """Return the names of all parts in the order of the package."""
        return [entry.filename for entry in self._entries.values()]

    def find(self, name: str) -> str | None:
        """Return the name of a part as the package spells it (names ignore case)."""
        entry = self._entries.get(_key(name))
        return entry.filename if entry is not None and not entry.filename.endswith("/") else None

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a part, unpacked.

        Raises:
            Damaged: it does not go on.
        """
        entry = self._entries[_key(name)]
        if entry.flag_bits & _ENCRYPTED:
            self._manuscript.tell(Code.CHILDREN_LOCKED)
            raise Damaged
        try:
            with self._archive.open(entry) as opened:
                while piece := opened.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise Damaged
                    yield piece
        except BROKEN:
            raise Damaged from None

    def whole(self, name: str) -> bytes:
        """Return the bytes of a part as far as they go; no bytes when it is not there."""
        found, data = self.find(name), bytearray()
        if found is not None:
            try:
                for piece in self.pieces(found):
                    data += piece
            except Damaged:
                self.hurt(found)
        return bytes(data)

    def walk(self, name: str, walk: Walk) -> bool:
        """Walk over a part and return whether there is one; what is wrong with it is told."""
        found = self.find(name)
        if found is None:
            return False
        try:
            walk.run(self.pieces(found))
        except (Damaged, TooMuch):
            walk.damaged = True
        if walk.damaged:
            self.hurt(found)
        self._manuscript.tell(Code.ENTITIES_LEFT_OUT, walk.entities)
        self._manuscript.tell(Code.NESTING_CUT, walk.nested)
        return True

    def hurt(self, name: str) -> None:
        """Note that a part is damaged, once."""
        if name not in self._hurt:
            self._hurt[name] = None
            self._manuscript.tell(Code.PARTS_DAMAGED)

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part (the package itself for no name) says of others, by their ids."""
        folder, base = posixpath.split(name)
        found: dict[str, Relation] = {}

        def relation(said: Attributes) -> None:
            target = said.get("Target", "")
            outside = said.get("TargetMode") == "External"
            kind = said.get("Type", "").rpartition("/")[2]
            if not outside:
                target = resolve(folder, target)
            found.setdefault(said.get("Id", ""), Relation(kind, target, outside))

        rules = Rules({"rel:Relationship": relation}, {}, ignore, frozenset())
        self.walk(posixpath.join(folder, "_rels", base + ".rels"), Walk(rules))
        return found

    def declared(self) -> dict[str, str]:
        """Return the content type of each part that has one of its own, by its key."""
        own: dict[str, str] = {}
        endings: dict[str, str] = {}

        def override(said: Attributes) -> None:
            own[_key(said.get("PartName", ""))] = said.get("ContentType", "")

        def default(said: Attributes) -> None:
            endings[said.get("Extension", "").lower()] = said.get("ContentType", "")

        rules = Rules({"ct:Override": override, "ct:Default": default}, {}, ignore, frozenset())
        self.walk("[Content_Types].xml", Walk(rules))
        for key in self._entries:
            ending = key.rpartition(".")[2]
            if key not in own and ending in endings:
                own[key] = endings[ending]
        return own

    def hand_out(self, out: Outlet, declared: dict[str, str], read: Iterable[str] = ()) -> None:
        """Hand out what is inside and no markup: pictures, sound, embedded originals, macros."""
        known = {_key(name) for name in read}
        chosen = [
            (entry, key)
            for key, entry in self._entries.items()
            if not entry.filename.endswith("/") and key not in known and _stands_alone(key)
        ]
        taken = 0
        for entry, key in sorted(chosen, key=lambda row: row[0].header_offset):
            media_type = declared.get(key, "")[:_LONGEST_DECLARED] or None
            member = member_of(self._document, entry)
            try:
                hand_out(self._archive, member, (), out, media_type)
                taken += 1
            except Locked:
                self._manuscript.tell(Code.CHILDREN_LOCKED)
            except BROKEN:
                self._manuscript.tell(Code.CHILDREN_DAMAGED)
        if not self._manuscript.says_anything():
            self._manuscript.tell(Code.ONLY_EMBEDDED, taken)


def _reopened(document: Content) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream(document))
    except BROKEN:
        raise GiveUp(Code.CONTAINER_BROKEN) from None


def resolve(folder: str, target: str) -> str:
    """Return the part that a reference leads to; it never leads out of the package."""
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    joined = posixpath.normpath(posixpath.join("/" + folder, path))
    return joined.lstrip("/")


def _key(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/").lstrip("/")).lower()


def _stands_alone(key: str) -> bool:
    if key.endswith(_MARKUP) or key in {"/mimetype", "/layout-cache"}:
        return False
    return not any(word in key for word in _SMALL)
