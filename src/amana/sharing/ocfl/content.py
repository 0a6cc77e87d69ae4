"""Holding the files of an object against its inventories: each is read once, as a stream."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from amana.sharing.ocfl.digests import tally_stream
from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.inventory import Inventory
from amana.sharing.ocfl.tree import DEEPEST, Kind, Opened, Place, Tree

OnBytes = Callable[[int], None]


class Claim(NamedTuple):
    """What an inventory says a file's digest is, and the code to tell if it is not."""

    algorithm: str
    digest: str
    code: str
    where: str


class Content:
    """What every inventory of an object says of its files, to be held against the files."""

    def __init__(self, tree: Tree, findings: Findings, on_bytes: OnBytes) -> None:
        self._tree = tree
        self._findings = findings
        self._on_bytes = on_bytes
        self._claims: dict[str, list[Claim]] = {}
        self._absent: set[str] = set()  # claimed and not yet seen
        self._inodes: dict[tuple[int, int], str] = {}
        self.size = 0

    def claim(self, inventory: Inventory, where: str) -> None:
        """Take in what an inventory says."""
        for path, digest in (inventory.manifest or {}).items():
            if inventory.algorithm is not None:
                self._add(path, Claim(inventory.algorithm, digest, "E092", where))
        for path, digests in inventory.fixity.items():
            for algorithm, several in digests.items():
                for digest in several:
                    self._add(path, Claim(algorithm, digest, "E093", where))

    def _add(self, path: str, claim: Claim) -> None:
        claims = self._claims.setdefault(path, [])
        self._absent.add(path)
        same = [c for c in claims if (c.algorithm, c.digest, c.code) == claim[:3]]
        if not same:
            claims.append(claim)

    def walk(self, folder: str) -> int:
        """Hold every file in a content folder against the claims; return how many files it has."""
        files = 0
        waiting = [folder]
        while waiting:
            path = waiting.pop()
            try:
                with self._tree.below(path) as inside:
                    files += self._visit(inside, path, folder, waiting)
            except OSError as error:
                self._findings.tell("A002", path, f"it cannot be read: {error.strerror}")
        return files

    def _visit(self, inside: Tree, path: str, top: str, waiting: list[str]) -> int:
        """Hold the files of one folder against the claims, and note its folders; count the files.

        Raises:
            OSError: the folder cannot be read.
        """
        files = 0
        places = inside.list()
        if not places and path != top:
            self._findings.tell("E024", path, "the folder is empty")
        for place in places:
            inner = f"{path}/{place.name}"
            if place.kind is not Kind.FOLDER:
                files += 1
                self._meet(inside, inner, place)
            elif inner.count("/") < DEEPEST:
                waiting.append(inner)
            else:
                self._findings.tell("A003", inner, f"deeper than {DEEPEST} folders")
        return files

    def _meet(self, inside: Tree, path: str, place: Place) -> None:
        """Hold one file against what is claimed of it."""
        self._absent.discard(path)
        if place.kind is Kind.LINK:
            self._findings.tell("E090", path, "it is a symbolic link")
        elif place.kind is Kind.OTHER:
            self._findings.tell("E089", path, "it is neither a file nor a folder")
        claims = self._claims.get(path)
        if claims is None:
            self._findings.tell("E023", path, "no manifest lists it")
        elif place.kind is Kind.PLAIN:
            self._hold(inside, place.name, path, claims)

    def _hold(self, inside: Tree, name: str, path: str, claims: list[Claim]) -> None:
        try:
            with inside.open(name) as opened:
                self._names(path, opened)
                tally = tally_stream(opened.stream, {claim.algorithm for claim in claims})
        except OSError as error:
            self._findings.tell("A002", path, f"it cannot be read: {error.strerror}")
            return
        self.size += tally.size
        self._on_bytes(tally.size)
        digests = tally.digests()
        for claim in claims:
            if digests[claim.algorithm] != claim.digest:
                self._findings.tell(
                    claim.code,
                    path,
                    f"{claim.where} says {claim.algorithm} {claim.digest}, "
                    f"its bytes have {digests[claim.algorithm]}",
                )

    def _names(self, path: str, opened: Opened) -> None:
        if opened.names == 1:
            return
        other = self._inodes.setdefault(opened.inode, path)
        if other != path:
            self._findings.tell("E090", path, f"it is a hard link to {other}")
        else:
            self._findings.tell("N002", path, f"it has {opened.names} names on this disk")

    def missing(self) -> None:
        """Tell of every file that an inventory lists and that is not there."""
        for path in sorted(self._absent):
            for code, where in sorted({(c.code, c.where) for c in self._claims[path]}):
                self._findings.tell(code, path, f"{where} lists it, but it is not there")
