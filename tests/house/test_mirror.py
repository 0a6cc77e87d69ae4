"""`tests/unit` mirrors `src`: each module has its test module."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.house.conftest import Module

ELSEWHERE = {
    "ports": "protocols only; what they promise is tested by tests/contract for every backend",
    "backends": "every backend passes the suite of its port in tests/contract",
    "__main__": "one line that calls the command line, run by tests/e2e",
}
"""Names of modules or packages that have no test module of their own, and why."""


def test_every_module_has_its_test_module(root: Path, modules: list[Module]) -> None:
    missing = []
    for module in modules:
        parts = module.name.split(".")[1:]
        if module.is_package or not parts or ELSEWHERE.keys() & set(parts):
            continue
        *folders, name = parts
        expected = root.joinpath("tests", "unit", *folders, f"test_{name}.py")
        if not expected.is_file():
            missing.append(str(expected.relative_to(root)))
    assert missing == []


def test_every_test_module_belongs_to_a_module(root: Path) -> None:
    orphans = []
    unit = root / "tests" / "unit"
    for path in unit.rglob("test_*.py"):
        folder = root / "src" / "amana" / path.parent.relative_to(unit)
        if not (folder / path.name.removeprefix("test_")).is_file():
            orphans.append(str(path.relative_to(root)))
    assert orphans == []


def test_ports_with_backends_have_a_contract_suite(root: Path) -> None:
    rooms = {path.parent.name for path in (root / "src" / "amana").glob("*/backends")}
    suites = {path.stem for path in (root / "tests" / "contract").glob("test_*.py")}
    assert {room for room in rooms if not any(room in suite for suite in suites)} == set()
