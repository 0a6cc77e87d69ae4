"""Checking a folder that is, or should be, an OCFL object or storage root."""

from __future__ import annotations

from pathlib import Path

from amana.sharing.ocfl.findings import Findings, OcflReport, OnFinding
from amana.sharing.ocfl.judging import Judging
from amana.sharing.ocfl.roots import OnProgress, RootJudging
from amana.sharing.ocfl.tree import Kind, Tree, open_tree

OBJECT, ROOT = "object", "storage root"


def check_ocfl(
    folder: Path,
    *,
    on_finding: OnFinding = lambda _: None,
    on_progress: OnProgress = lambda *_: None,
) -> OcflReport:
    """Judge the object or the storage root in `folder` by OCFL 1.0 or 1.1, whichever it declares.

    Every file is read once, as a stream; nothing is changed. `on_finding` is called for each
    finding as it comes, `on_progress` with the objects and bytes checked so far.

    Raises:
        NotFound: there is no such folder.
    """
    findings = Findings(on_finding)
    with open_tree(folder) as tree:
        if _is_storage_root(tree):
            root = RootJudging(tree, findings, on_progress)
            spec = root.run()
            return findings.report(ROOT, spec, (root.objects, root.valid), root.size)
        judged = Judging(tree, findings, lambda size: on_progress(0, size)).run()
        on_progress(1, judged.size)
    return findings.report(OBJECT, judged.spec, (1, int(not findings.errors)), judged.size)


def _is_storage_root(tree: Tree) -> bool:
    """Tell whether this is a storage root rather than an object, by what it says of itself."""
    try:
        names = [name for name, kind in tree.list() if kind is Kind.PLAIN]
    except OSError:
        return False
    if any(name.startswith("0=ocfl_object_") for name in names) or "inventory.json" in names:
        return False
    return any(name.startswith("0=") or name == "ocfl_layout.json" for name in names)
