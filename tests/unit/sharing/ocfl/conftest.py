"""An OCFL object as plain values, to be spoiled in one place and then written down."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amana.sharing.ocfl import OcflReport, check_ocfl


class Draft:
    """An object: its files by path, and one inventory for each version.

    `inventories[""]` is that of the object root; None there or for a version: it is not written.
    Sidecars are written to fit, unless `sidecars` says something else.
    """

    def __init__(self, versions: int = 1, spec: str = "1.1") -> None:
        self.spec = spec
        self.files: dict[str, bytes] = {}
        self.inventories: dict[str, Any] = {}
        self.sidecars: dict[str, bytes] = {}
        self.declaration = {f"0=ocfl_object_{spec}": f"ocfl_object_{spec}\n".encode()}
        whole: dict[str, Any] = {
            "digestAlgorithm": "sha512",
            "id": "urn:example:one",
            "manifest": {},
            "type": f"https://ocfl.io/{spec}/spec/#inventory",
            "versions": {},
        }
        for number in range(1, versions + 1):
            self._add(whole, f"v{number}")
            self.inventories[f"v{number}"] = copy.deepcopy(whole)
        self.inventories[""] = copy.deepcopy(whole)

    def _add(self, whole: dict[str, Any], name: str) -> None:
        content = f"what came in {name}\n".encode()
        digest = hashlib.sha512(content).hexdigest()
        self.files[f"{name}/content/{name}.txt"] = content
        whole["manifest"][digest] = [f"{name}/content/{name}.txt"]
        before = list(whole["versions"].values())[-1]["state"] if whole["versions"] else {}
        whole["versions"][name] = {
            "created": "2026-11-21T18:00:00Z",
            "message": "added",
            "state": {**before, digest: [f"{name}.txt"]},
            "user": {"name": "Sama Haddad", "address": "mailto:sama@example.org"},
        }
        whole["head"] = name

    @property
    def root(self) -> dict[str, Any]:
        """The inventory of the object root."""
        found: dict[str, Any] = self.inventories[""]
        return found

    @property
    def block(self) -> dict[str, Any]:
        """The block of version 1 in it."""
        found: dict[str, Any] = self.root["versions"]["v1"]
        return found

    def same(self) -> None:
        """Let the newest version have the same inventory as the root."""
        newest = max(name for name in self.inventories if name)
        self.inventories[newest] = copy.deepcopy(self.root)

    def write(self, folder: Path) -> Path:
        """Write it down."""
        for name, content in {**self.declaration, **self.files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name, inventory in self.inventories.items():
            if inventory is not None:
                self._write_inventory(folder / name, inventory)
        for name, content in self.sidecars.items():
            (folder / name).write_bytes(content)
        return folder

    def _write_inventory(self, folder: Path, inventory: object) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        text = inventory if isinstance(inventory, bytes) else json.dumps(inventory).encode()
        (folder / "inventory.json").write_bytes(text)
        digest = hashlib.sha512(text).hexdigest()
        (folder / "inventory.json.sha512").write_text(f"{digest} inventory.json\n", "utf-8")


Judge = Callable[[Draft], OcflReport]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    """Return what writes a draft down and judges it."""

    def judge_it(draft: Draft) -> OcflReport:
        folder = tmp_path / "object"
        folder.mkdir()
        return check_ocfl(draft.write(folder))

    return judge_it


@pytest.fixture
def draft() -> Draft:
    """Return an object of one version."""
    return Draft()


@pytest.fixture
def drafts() -> Callable[..., Draft]:
    """Return what makes objects."""
    return Draft
