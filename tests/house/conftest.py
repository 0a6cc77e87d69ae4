"""What the house tests read: every module of the package, parsed once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest


class Module:
    """One module of `src`: where it lies, what it is called, what it says."""

    def __init__(self, path: Path, source: Path) -> None:
        self.path = path
        parts = path.relative_to(source).with_suffix("").parts
        self.name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self.is_package = path.name == "__init__.py"
        self.text = path.read_text(encoding="utf-8")
        self.tree = ast.parse(self.text)

    @property
    def room(self) -> str:
        """The package right below amana that the module belongs to ("" for amana itself)."""
        return self.name.split(".")[1] if "." in self.name else ""


@pytest.fixture(scope="session")
def modules(root: Path) -> list[Module]:
    """All modules of the package, sorted by path; programs that leave as data are none of them."""
    source = root / "src"
    paths = sorted((source / "amana").rglob("*.py"))
    return [Module(path, source) for path in paths if "data" not in path.parts]
