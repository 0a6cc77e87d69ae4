"""Judging an OCFL storage root (section 4): what lies above the objects, then each object.

Folders are visited one after the other and forgotten; memory does not grow with the objects.
"""

from __future__ import annotations

from collections.abc import Callable

from amana.sharing.ocfl.codes import NEWEST, registered_extensions
from amana.sharing.ocfl.declarations import DeclarationCodes, declared
from amana.sharing.ocfl.findings import Findings, shown
from amana.sharing.ocfl.ids import SeenIds
from amana.sharing.ocfl.inventory import INVENTORY
from amana.sharing.ocfl.judging import Judged, Judging
from amana.sharing.ocfl.layouts import Layout, read_layout
from amana.sharing.ocfl.strict import Members, NotStrict, parse
from amana.sharing.ocfl.tree import DEEPEST, Kind, Place, Tree

DECLARES = "ocfl_"
LAYOUT = "ocfl_layout.json"
EXTENSIONS = "extensions"
_LARGEST = 1 << 20
_CODES = DeclarationCodes(
    none="E069", several="E076", tag="E078", value="E079", version="E077", text="E080"
)

OnProgress = Callable[[int, int], None]
"""Is told how many objects and bytes were checked so far."""


class RootJudging:
    """Judges the storage root in one folder."""

    def __init__(self, tree: Tree, findings: Findings, on_progress: OnProgress) -> None:
        self._tree = tree
        self._findings = findings
        self._on_progress = on_progress
        self._spec = NEWEST
        self._layout: Layout | None = None
        self._ids = SeenIds()
        self._depths: set[int] = set()
        self.objects = 0
        self.valid = 0
        self.size = 0

    def run(self) -> str | None:
        """Judge it; every finding is told. Return the version that the root declares."""
        try:
            places = self._list("")
            found = declared(self._tree, places, DECLARES, self._findings, _CODES)
            self._spec = self._findings.spec = found.spec or NEWEST
            if Place(LAYOUT, Kind.PLAIN) in places:
                self._read_layout()
            self._top(places)
            self._patterns()
        finally:
            self._ids.close()
        return found.spec

    def _tell(self, code: str, path: str, detail: str) -> None:
        self._findings.tell(code, path, detail)

    def _list(self, path: str) -> list[Place]:
        try:
            return self._tree.list(path)
        except OSError as error:
            self._tell("A002", path, f"it cannot be read: {error.strerror}")
            return []

    def _small(self, path: str) -> bytes | None:
        try:
            with self._tree.open(path) as opened:
                data = opened.stream.read(_LARGEST + 1)
        except OSError:
            return None
        return data if len(data) <= _LARGEST else None

    def _read_layout(self) -> None:
        """Read which layout the root declares (section 4.1)."""
        try:
            stated = parse(self._small(LAYOUT) or b"")
        except NotStrict as error:
            self._tell("E070", LAYOUT, f"it is no JSON: {error}")
            return
        if not isinstance(stated, Members) or not all(
            isinstance(stated.get(key), str) for key in ("extension", "description")
        ):
            self._tell("E070", LAYOUT, "it needs the keys `extension` and `description`")
            return
        name = str(stated["extension"])
        if name not in registered_extensions():
            self._tell("E071", LAYOUT, f"no extension is registered by the name {name!r}")
            return
        try:
            self._layout = read_layout(name, self._small(f"{EXTENSIONS}/{name}/config.json"))
        except ValueError as error:
            self._tell("N003", LAYOUT, str(error))

    def _top(self, places: list[Place]) -> None:
        """Visit what lies in the root; files there are nobody's business (section 4.1)."""
        for name, kind in places:
            if kind is Kind.LINK:
                self._tell("E090", name, "it is a symbolic link")
            elif kind is Kind.FOLDER and name == EXTENSIONS:
                self._extensions()
            elif kind is Kind.FOLDER:
                self._visit(name)

    def _extensions(self) -> None:
        for name, kind in self._list(EXTENSIONS):
            path = f"{EXTENSIONS}/{name}"
            if kind is not Kind.FOLDER:
                self._tell("E112", path, "only folders of extensions may lie here")
            elif name not in registered_extensions():
                self._tell("W016", path, "no extension is registered by this name")

    def _visit(self, top: str) -> None:
        """Visit a folder of the hierarchy and everything below it, in the order of the names."""
        waiting = [top]
        while waiting:
            path = waiting.pop()
            places = self._list(path)
            if is_object_root(places):
                self._judge(path)
            elif path.count("/") >= DEEPEST:
                self._tell("A003", path, f"deeper than {DEEPEST} folders")
            else:
                folders = self._intermediate(path, places)
                waiting += [f"{path}/{name}" for name in reversed(folders)]

    def _intermediate(self, path: str, places: list[Place]) -> list[str]:
        """Hold a folder between root and objects against the rules; return its folders."""
        folders = [name for name, kind in places if kind is Kind.FOLDER]
        if not places:
            self._tell("E073", path, "the folder is empty")
        elif not folders:
            self._tell("E085", path, "the hierarchy ends here without an object")
        for name, kind in places:
            inner = f"{path}/{name}"
            if kind is Kind.LINK:
                self._tell("E090", inner, "it is a symbolic link")
            elif kind is not Kind.FOLDER:
                self._tell("E072", inner, "a file that is no part of an object")
                self._tell("E084", inner, "a file in a folder between root and objects")
        return folders

    def _judge(self, path: str) -> None:
        """Judge one object and its place."""
        before = self._findings.errors
        done = self.size
        try:
            with self._tree.below(path) as tree:
                self._findings.below = path
                judged = Judging(
                    tree, self._findings, lambda n: self._on_progress(self.objects, done + n)
                ).run()
        except OSError as error:
            self._tell("A002", path, f"it cannot be read: {error.strerror}")
            return
        finally:
            self._findings.below, self._findings.spec = "", self._spec
        self._place(path, judged)
        self._depths.add(path.count("/"))
        self.objects += 1
        self.valid += self._findings.errors == before
        self.size += judged.size
        self._on_progress(self.objects, self.size)

    def _place(self, path: str, judged: Judged) -> None:
        if judged.spec > self._spec:
            self._tell("E081", path, f"it is of version {judged.spec}, the root of {self._spec}")
        identity = judged.inventory.id if judged.inventory else None
        if identity is None:
            return
        if self._layout is None:
            if other := self._ids.add(identity, shown(path)):
                self._tell("E083", path, f"{other} has the same id, {identity!r}")
            return
        try:
            wanted = self._layout.place(identity)
        except ValueError as error:
            self._tell("E083", path, f"the layout has no place for it: {error}")
            return
        if wanted != path:
            self._tell("E083", path, f"by the layout of the root, {identity!r} lies in {wanted}")

    def _patterns(self) -> None:
        deep = self._depths - {0}
        if 0 in self._depths and deep:
            self._tell("W015", "", "some objects lie in the root, others in a hierarchy")
        if len(deep) > 1:
            self._tell("W014", "", "objects lie at different depths")


def is_object_root(places: list[Place]) -> bool:
    """Tell whether a folder with these contents is, or was meant to be, the root of an object."""
    return any(
        kind is Kind.PLAIN and (name.startswith("0=") or name == INVENTORY) for name, kind in places
    )
