"""Judging one OCFL object by every rule of sections 3.1 to 3.9 (versions 1.0 and 1.1)."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from amana.sharing.ocfl.codes import NEWEST, registered_extensions
from amana.sharing.ocfl.content import Content, OnBytes
from amana.sharing.ocfl.declarations import DeclarationCodes, Declared, declared
from amana.sharing.ocfl.digests import CHUNK
from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.inventory import INVENTORY, LARGEST, Inventory, read_inventory
from amana.sharing.ocfl.priors import Priors
from amana.sharing.ocfl.tree import Kind, Place, Tree
from amana.sharing.ocfl.versions import name_faults, number_of

DECLARES = "ocfl_object_"
_CODES = DeclarationCodes(
    none="E003", several="E003", tag="E005", value="E006", version="E004", text="E007"
)
_SIDECAR = re.compile(r"([0-9A-Za-z]+)[ \t]+inventory\.json\r?\n?\Z")
_LONGEST_SIDECAR = 4096


class Judged(NamedTuple):
    """What is known of an object after it was judged."""

    spec: str
    inventory: Inventory | None
    size: int


class Judging:
    """Judges the object in one folder."""

    def __init__(self, tree: Tree, findings: Findings, on_bytes: OnBytes = lambda _: None) -> None:
        self._tree = tree
        self._findings = findings
        self._content = Content(tree, findings, on_bytes)

    def run(self) -> Judged:
        """Judge it; every finding is told."""
        places = self._list("") or []
        found = declared(self._tree, places, DECLARES, self._findings, _CODES)
        spec = found.spec
        self._findings.spec = spec or NEWEST
        data = self._read(INVENTORY) if Place(INVENTORY, Kind.PLAIN) in places else None
        if data is None:
            self._findings.tell("E063", INVENTORY, "the object has no inventory")
            root = None
        else:
            root = read_inventory(data, self._findings, INVENTORY, spec=spec)
        if root is not None and spec is None:
            self._findings.spec = root.spec
        algorithm = root.algorithm if root is not None else None
        if data is not None:
            self._sidecar("", data, algorithm, places)
        names = root.names if root is not None else ()
        self._root_places(places, found, algorithm, names, known=root is not None)
        if root is not None:
            self._versions(root, data or b"", places)
        return Judged(self._findings.spec, root, self._content.size)

    def _tell(self, code: str, path: str, detail: str) -> None:
        self._findings.tell(code, path, detail)

    def _list(self, path: str) -> list[Place] | None:
        try:
            return self._tree.list(path)
        except OSError as error:
            self._tell("A002", path, f"it cannot be read: {error.strerror}")
            return None

    def _read(self, path: str, most: int = LARGEST) -> bytes | None:
        """Return the bytes of an inventory or sidecar; None: they are not judged, and that is told.

        An inventory is taken into memory, so its size has a limit.
        """
        data = bytearray()
        try:
            with self._tree.open(path) as opened:
                while opened.size <= most and (more := opened.stream.read(CHUNK)):
                    data += more
                    if len(data) > most:
                        break
                size = max(opened.size, len(data))
        except OSError as error:
            self._tell("A002", path, f"it cannot be read: {error.strerror}")
            return None
        if size > most:
            self._tell("A001", path, f"it is larger than {most} bytes")
            return None
        return bytes(data)

    def _sidecar(
        self, folder: str, data: bytes, algorithm: str | None, places: list[Place]
    ) -> None:
        """Hold an inventory against the digest that lies beside it (section 3.6)."""
        beside = {place.name for place in places if place.name.startswith(f"{INVENTORY}.")}
        name = f"{INVENTORY}.{algorithm}"
        path = f"{folder}{name}"
        if algorithm is None or Place(name, Kind.PLAIN) not in places:
            if algorithm is not None or not beside:
                self._tell("E058", path if algorithm else f"{folder}{INVENTORY}", "no sidecar")
            if algorithm is not None and beside:
                self._tell("E059", path, f"the sidecar is {', '.join(sorted(beside))}")
            return
        stated = self._read(path, _LONGEST_SIDECAR)
        match = _SIDECAR.match((stated or b"").decode("utf-8", "replace"))
        if match is None:
            self._tell("E061", path, "it is not a digest, a space and `inventory.json`")
        elif (actual := hashlib.new(algorithm, data).hexdigest()) != match[1].lower():
            self._tell("E060", path, f"it says {match[1]}, the inventory has {actual}")

    def _root_places(
        self,
        places: list[Place],
        found: Declared,
        algorithm: str | None,
        names: tuple[str, ...],
        *,
        known: bool,
    ) -> None:
        """Hold what lies in the object root against what may (section 3.1)."""
        for name, kind in places:
            if kind is Kind.LINK:
                self._tell("E090", name, "it is a symbolic link")
            elif kind is Kind.FOLDER:
                self._root_folder(name, names, known=known)
            elif kind is Kind.OTHER or not (
                name in found.files
                or name == INVENTORY
                or (algorithm is None and name.startswith(f"{INVENTORY}."))
                or name == f"{INVENTORY}.{algorithm}"
            ):
                self._tell("E001", name, "this file does not belong into an object root")
        there = [name for name, kind in places if kind is Kind.FOLDER and number_of(name)]
        if known and set(there) != set(names):
            for code, detail in name_faults(there):
                if code != "W001":  # told already, of the inventory
                    self._tell(code, "", detail)
            for name in sorted(set(names) - set(there)):
                self._tell("E046", name, "the inventory has this version; its directory is absent")

    def _root_folder(self, name: str, names: tuple[str, ...], *, known: bool) -> None:
        if name == "extensions":
            self._extensions()
        elif name == "logs":
            self._links(name)
        elif number_of(name):
            if known and name not in names:
                self._tell("E046", name, "the inventory has no version of this name")
        else:
            self._tell("E001", name, "this folder does not belong into an object root")

    def _extensions(self) -> None:
        """Extensions may do in their folders what they like, except link (section 3.9)."""
        for place in self._list("extensions") or ():
            path = f"extensions/{place.name}"
            if place.kind is not Kind.FOLDER:
                self._tell("E067", path, "only folders of extensions may lie here")
            else:
                if place.name not in registered_extensions():
                    self._tell("W013", path, "no extension is registered by this name")
                self._links(path)

    def _links(self, folder: str) -> None:
        """Tell of links below a folder whose content is nobody's business."""
        waiting = [folder]
        while waiting:
            path = waiting.pop()
            for place in self._list(path) or ():
                inner = f"{path}/{place.name}"
                if place.kind is Kind.LINK:
                    self._tell("E090", inner, "it is a symbolic link")
                elif place.kind is Kind.FOLDER:
                    waiting.append(inner)

    def _versions(self, root: Inventory, data: bytes, places: list[Place]) -> None:
        """Judge each version directory, oldest first, then the files against all inventories."""
        priors = Priors(root, self._findings)
        there = {name for name, kind in places if kind is Kind.FOLDER}
        found = {name: self._list(name) or [] for name in root.names if name in there}
        for name, inside in found.items():
            algorithm = root.algorithm
            if Place(INVENTORY, Kind.PLAIN) not in inside:
                self._tell("W010", name, "this version has no inventory of its own")
            elif name == root.head:
                self._newest(name, data, root, inside)
                priors.spec(root.spec, f"{name}/{INVENTORY}")
            else:
                algorithm = self._prior(name, inside, priors)
            self._version_places(name, inside, root, algorithm)
        if root.manifest is None:
            return
        self._content.claim(root, INVENTORY)
        for name, inside in found.items():
            self._content_folder(name, inside, root)
        self._content.missing()

    def _newest(self, name: str, data: bytes, root: Inventory, inside: list[Place]) -> None:
        path = f"{name}/{INVENTORY}"
        own = self._read(path)
        if own is None:
            return
        if own != data:
            self._tell("E064", path, "it is not the inventory of the object root")
            read_inventory(own, self._findings, path, head=name)
        self._sidecar(f"{name}/", own, root.algorithm, inside)

    def _prior(self, name: str, inside: list[Place], priors: Priors) -> str | None:
        """Judge the inventory of an earlier version; return its digest algorithm."""
        path = f"{name}/{INVENTORY}"
        data = self._read(path)
        prior = read_inventory(data, self._findings, path, head=name) if data is not None else None
        if data is None or prior is None:
            return None
        self._sidecar(f"{name}/", data, prior.algorithm, inside)
        priors.compare(prior, name)
        self._content.claim(prior, path)
        return prior.algorithm

    def _version_places(
        self, name: str, inside: list[Place], root: Inventory, algorithm: str | None
    ) -> None:
        """Hold what lies in a version directory against what may (section 3.3)."""
        for place in inside:
            path = f"{name}/{place.name}"
            if place.kind is Kind.LINK:
                self._tell("E090", path, "it is a symbolic link")
            elif place.kind is Kind.FOLDER:
                if place.name != root.content_folder:
                    self._tell("W002", path, "only the content folder should lie here")
            elif place.name != INVENTORY and not (
                place.name.startswith(f"{INVENTORY}.")
                if algorithm is None
                else place.name == f"{INVENTORY}.{algorithm}"
            ):
                self._tell("E015", path, "only the inventory and its digest may lie here")

    def _content_folder(self, name: str, inside: list[Place], root: Inventory) -> None:
        path = f"{name}/{root.content_folder}"
        if Place(root.content_folder, Kind.FOLDER) in inside:
            if not self._content.walk(path):
                self._tell("W003", path, "the content folder holds no file")
        elif any(listed.startswith(f"{name}/") for listed in root.manifest or ()):
            self._tell("E016", name, "the version has files, but no content folder")
