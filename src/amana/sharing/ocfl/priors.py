"""Inventories of earlier versions, held against that of the newest (OCFL 1.1 section 3.7). Pure."""

from __future__ import annotations

from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.inventory import Inventory, Version
from amana.sharing.ocfl.versions import number_of


class Priors:
    """Compares each earlier inventory, oldest first, with the newest one, that of the root."""

    def __init__(self, root: Inventory, findings: Findings) -> None:
        self._root = root
        self._findings = findings
        self._spec = "1.0"
        self._first: Inventory | None = None
        self._told = False

    def compare(self, prior: Inventory, name: str) -> None:
        """Hold the inventory in the directory of version `name` against the newest one."""
        where = f"{name}/inventory.json"
        self.spec(prior.spec, where)
        if prior.id is not None and self._root.id is not None and prior.id != self._root.id:
            said = f"its id is {prior.id!r}, that of the object {self._root.id!r}"
            self._findings.tell("E037", where, said)
            if self._findings.spec != "1.0":
                self._findings.tell("E110", where, said)
        self._content_folder(prior, where)
        self._manifest(prior, name, where)
        for version in prior.names:
            if version not in self._root.versions:
                self._findings.tell("E066", where, f"the object has no version {version}")
            elif version in prior.versions:
                self._states(prior, version, where)
                self._about(prior.versions[version], version, where)

    def spec(self, spec: str, where: str) -> None:
        """Take in that the inventory at `where` is of version `spec` of the specification."""
        if spec < self._spec:
            self._findings.tell(
                "E103", where, f"it is of version {spec}, after one of {self._spec}"
            )
        self._spec = max(spec, self._spec)

    def _content_folder(self, prior: Inventory, where: str) -> None:
        """The name of the content folder is set in version 1, and stays (section 3.3.1)."""
        root = self._root
        first = self._first = self._first or prior
        if root.names_content_folder and first.content_folder != root.content_folder:
            self._late(where, f"version 1 does not set contentDirectory {root.content_folder!r}")
        elif prior.names_content_folder and not first.names_content_folder:
            self._late(where, "contentDirectory is set here, and not in version 1")
        if prior.content_folder != root.content_folder:
            said = f"{prior.content_folder!r} is {root.content_folder!r} in the newest version"
            self._findings.tell("E020", where, f"the content folder {said}")

    def _late(self, where: str, detail: str) -> None:
        if not self._told:
            self._told = True
            self._findings.tell("E019", where, detail)

    def _manifest(self, prior: Inventory, name: str, where: str) -> None:
        """Every file of versions up to this one must be in its manifest (section 3.3.1)."""
        if prior.manifest is None:
            return
        known = prior.manifest.keys()
        lost = [
            path
            for path in self._root.manifest or {}
            if number_of(path.partition("/")[0]) <= number_of(name) and path not in known
        ]
        for path in sorted(lost):
            self._findings.tell("E023", where, f"its manifest does not list {path!r}")

    def _states(self, prior: Inventory, version: str, where: str) -> None:
        """Compare the logical state of one version, whatever the digests are that spell it."""
        mine, other = self._root.versions[version].state, prior.versions[version].state
        for path in sorted(mine.keys() ^ other.keys()):
            self._findings.tell("E066", where, f"{version}: only one inventory has {path!r}")
        same_algorithm = prior.algorithm == self._root.algorithm
        files = _by_digest(prior.manifest or {})
        for path in sorted(mine.keys() & other.keys()):
            if same_algorithm:
                same = mine[path] == other[path]
            else:
                manifest = self._root.manifest or {}
                same = all(manifest.get(f) == mine[path] for f in files.get(other[path], ()))
            if not same:
                self._findings.tell("E066", where, f"{version}: {path!r} stands for other bytes")

    def _about(self, prior: Version, version: str, where: str) -> None:
        now = self._root.versions[version].about
        for key in ("created", "message", "user"):
            if prior.about.get(key) != now.get(key):
                self._findings.tell("W011", where, f"{version}: `{key}` differs")


def _by_digest(manifest: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, digest in manifest.items():
        found.setdefault(digest, []).append(path)
    return found
