"""Reading an inventory strictly (OCFL 1.1 section 3.5): every rule that it can break by itself.

Pure: bytes in, an `Inventory` and findings out. What the inventory says of files is held against
the files elsewhere. Reading goes on after a fault, so that one look names all of them; whatever
could not be understood is absent from the result.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from amana.sharing.ocfl.blocks import Blocks
from amana.sharing.ocfl.codes import NEWEST, SPECS
from amana.sharing.ocfl.digests import CONTENT_ALGORITHMS, is_known
from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.strict import Members, NotStrict, parse
from amana.sharing.ocfl.versions import in_order, name_faults

LARGEST = 64 << 20
"""A larger inventory is not read: one of this size already lists about 300,000 files."""

INVENTORY = "inventory.json"
CONTENT_FOLDER = "content"
_TYPE = re.compile(r"https://ocfl\.io/([0-9.]+)/spec/#inventory\Z")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~%]+\Z")  # RFC 3986, its letters
_KEYS = {"id", "type", "digestAlgorithm", "head", "contentDirectory", "manifest", "versions",
         "fixity"}  # fmt: skip


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version block: its logical state, path to digest, and what is said about it."""

    state: dict[str, str]
    about: dict[str, object]


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """What an inventory says, digests in lower case; None stands for what it does not say rightly.

    `manifest` is content path to digest, `fixity` content path to algorithm to digests. `names`
    are the versions in their order, `head` the last of them.
    """

    id: str | None
    spec: str
    algorithm: str | None
    content_folder: str
    names_content_folder: bool
    names: tuple[str, ...]
    versions: dict[str, Version]
    manifest: dict[str, str] | None
    fixity: dict[str, dict[str, tuple[str, ...]]]

    @property
    def head(self) -> str | None:
        """The newest version."""
        return self.names[-1] if self.names else None


def is_uri(text: str) -> bool:
    """Tell whether `text` is a URI (RFC 3986): a scheme, a colon, and letters that may stand."""
    return _URI.match(text) is not None


def read_inventory(
    data: bytes, findings: Findings, where: str, *, spec: str | None = None, head: str | None = None
) -> Inventory | None:
    """Return what an inventory says and tell what is wrong with it; None: it is none at all.

    `spec` is the version of the specification that it must name, if any; `head` the version that
    must be its newest.
    """
    try:
        value = parse(data)
    except NotStrict as error:
        findings.tell("E033", where, f"it is not the JSON of an inventory: {error}")
        return None
    if not isinstance(value, Members):
        findings.tell("E033", where, "an inventory is a JSON object")
        return None
    return _Reading(value, findings, where).run(spec, head)


class _Reading:
    """Reads one inventory."""

    def __init__(self, members: Members, findings: Findings, where: str) -> None:
        self._members = members
        self._findings = findings
        self._where = where

    def _tell(self, code: str, detail: str) -> None:
        self._findings.tell(code, self._where, detail)

    def run(self, wanted_spec: str | None, head: str | None) -> Inventory:
        """Read it all."""
        spec = self._spec(wanted_spec)
        before, self._findings.spec = self._findings.spec, spec
        try:
            return self._read(spec, head)
        finally:
            self._findings.spec = before

    def _read(self, spec: str, head: str | None) -> Inventory:
        members = self._members
        for name in members.repeated:
            self._tell("E033", f"the key {name!r} stands more than once")
        for name in sorted(members.keys() - _KEYS):
            self._tell("E102", f"the specification knows no key {name!r}")
        algorithm = self._algorithm()
        folder = self._content_folder()
        blocks = Blocks(self._tell, algorithm)
        names = self._names()
        manifest = self._block("manifest", "E041", "E106", blocks.manifest)
        self._head(names, head)
        versions = self._versions(names, blocks)
        if manifest is not None:
            blocks.places(manifest, names, folder or CONTENT_FOLDER)
            blocks.used(manifest, [version.state for version in versions.values()])
        fixity = members.get("fixity", Members())
        return Inventory(
            id=self._id(),
            spec=spec,
            algorithm=algorithm,
            content_folder=folder or CONTENT_FOLDER,
            names_content_folder=folder is not None,
            names=tuple(names),
            versions=versions,
            manifest=manifest,
            fixity=blocks.fixity(fixity, manifest or {}),
        )

    def _spec(self, wanted: str | None) -> str:
        stated = self._members.get("type")
        match = _TYPE.match(stated) if isinstance(stated, str) else None
        if "type" not in self._members:
            self._tell("E036", "the key `type` is missing")
        elif match is None or match[1] not in SPECS:
            self._tell("E038", f"{stated!r} is no type of an inventory that is known")
        elif wanted is not None and match[1] != wanted:
            self._tell("E038", f"it is of version {match[1]}, but the object declares {wanted}")
        known = match[1] if match and match[1] in SPECS else None
        return known or wanted or NEWEST

    def _id(self) -> str | None:
        stated = self._members.get("id")
        if "id" not in self._members:
            self._tell("E036", "the key `id` is missing")
        elif not isinstance(stated, str) or not stated:
            self._tell("E037", "the id is no text, or empty")
        elif not is_uri(stated):
            self._tell("W005", f"the id {stated!r} is no URI")
        return stated if isinstance(stated, str) and stated else None

    def _algorithm(self) -> str | None:
        stated = self._members.get("digestAlgorithm")
        if "digestAlgorithm" not in self._members:
            self._tell("E036", "the key `digestAlgorithm` is missing")
        elif stated not in CONTENT_ALGORITHMS:
            self._tell("E025", f"{stated!r} may not address content")
        elif stated != CONTENT_ALGORITHMS[0]:
            self._tell("W004", f"{stated} addresses the content")
        return stated if isinstance(stated, str) and is_known(stated) else None

    def _content_folder(self) -> str | None:
        stated = self._members.get("contentDirectory")
        if "contentDirectory" not in self._members:
            return None
        if not isinstance(stated, str) or not stated:
            self._tell("E108", "contentDirectory is no name of a folder")
        elif "/" in stated:
            self._tell("E017", f"contentDirectory {stated!r} holds a slash")
        elif stated in {".", ".."}:
            self._tell("E018", f"contentDirectory is {stated!r}")
        else:
            return stated
        return None

    def _names(self) -> list[str]:
        """Return the names of the versions that are names of versions, in their order."""
        stated = self._members.get("versions")
        if "versions" not in self._members:
            self._tell("E041", "the key `versions` is missing")
            self._tell("E043", "there is no block for storing versions")
        elif not isinstance(stated, Members):
            self._tell("E045", "`versions` is no JSON object")
        elif not stated:
            self._tell("E008", "there is no version")
        else:
            for name in stated.repeated:
                self._tell("E033", f"the version {name!r} stands more than once")
            for code, detail in name_faults(stated):
                self._tell(code, detail)
            return in_order(stated)
        return []

    def _head(self, names: list[str], wanted: str | None) -> None:
        stated = self._members.get("head")
        if "head" not in self._members:
            self._tell("E036", "the key `head` is missing")
        elif names and stated != names[-1]:
            self._tell("E040", f"head is {stated!r}, the newest version is {names[-1]}")
        elif not isinstance(stated, str):
            self._tell("E040", "head is no name of a version")
        if wanted is not None and names and names[-1] != wanted:
            self._tell("E040", f"it lies in {wanted}, but its newest version is {names[-1]}")

    def _versions(self, names: list[str], blocks: Blocks) -> dict[str, Version]:
        stated = self._members.get("versions")
        found: dict[str, Version] = {}
        for name in names:
            block = stated.get(name) if isinstance(stated, Members) else None
            if isinstance(block, Members):
                state, about = blocks.version(name, block)
                found[name] = Version(state=state, about=about)
            else:
                self._tell("E047", f"{name} is no JSON object")
        return found

    def _block(
        self, key: str, absent: str, wrong: str, read: Callable[[Members], dict[str, str]]
    ) -> dict[str, str] | None:
        stated = self._members.get(key)
        if key not in self._members:
            self._tell(absent, f"the key `{key}` is missing")
        elif not isinstance(stated, Members):
            self._tell(wrong, f"`{key}` is no JSON object")
        else:
            return read(stated)
        return None
