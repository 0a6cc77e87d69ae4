"""Modules of one idea, short functions, docstrings for strangers, a reason at every ignore."""

from __future__ import annotations

import ast
import re
import statistics
import tokenize
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import amana

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.house.conftest import Module

LONGEST_MODULE = 350
LONGEST_FUNCTION = 60
LONGEST_OF_MOST = 30  # nine of ten functions

IGNORE = re.compile(r"#\s*(noqa|type:\s*ignore|pragma|mypy:|ruff:)")
REASONED = re.compile(r"# (ruff: )?noqa: [A-Z0-9, ]+ - \S|# type: ignore\[[\w, -]+\]  # \w")


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_modules_have_one_idea(modules: list[Module]) -> None:
    sizes = {module.name: len(module.text.splitlines()) for module in modules}
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_functions_are_short(modules: list[Module]) -> None:
    sizes = {
        f"{module.name}:{node.name}": length(node)
        for module in modules
        for node in functions(module.tree)
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}
    assert statistics.quantiles(sizes.values(), n=10)[-1] <= LONGEST_OF_MOST


def test_every_room_says_what_it_is_to_an_investigator_and_to_an_engineer(
    modules: list[Module],
) -> None:
    for module in modules:
        if module.is_package and module.name.count(".") == 1:
            says = ast.get_docstring(module.tree) or ""
            assert "For an investigator:" in says, module.name
            assert "For an engineer:" in says, module.name


def test_public_names_are_what_the_rooms_hand_on(modules: list[Module]) -> None:
    for module in modules:
        if module.is_package and module.name.count(".") == 1 and module.room != "interface":
            assert "__all__" in module.text, module.name


def test_every_ignore_has_its_reason(root: Path) -> None:
    bare = [
        f"{path.relative_to(root)}:{token.start[0]}"
        for path in sources(root)
        for token in comments(path)
        if IGNORE.search(token.string) and not REASONED.search(token.string)
    ]
    assert bare == []


def sources(root: Path) -> list[Path]:
    folders = (root / name for name in ("src", "tests", "scripts", "bench"))
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def comments(path: Path) -> list[tokenize.TokenInfo]:
    """Return the comments of a file in which there may be an ignore: parsing all takes seconds."""
    if not IGNORE.search(path.read_text(encoding="utf-8")):
        return []
    with tokenize.open(path) as source:
        tokens = tokenize.generate_tokens(source.readline)
        return [token for token in tokens if token.type == tokenize.COMMENT]


def test_nothing_is_left_for_later(root: Path) -> None:
    marks = re.compile(
        r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b|pytest\.skip|@pytest\.mark\.skip"
    )
    found = []
    for folder in ("src", "tests", "scripts", "bench", "webclient/src"):
        for path in sorted((root / folder).rglob("*.[pt][ys]*")):
            if path != Path(__file__) and path.suffix in {".py", ".ts", ".tsx"}:
                for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                    # What the kernel lets only root do is tested as root, in CI too.
                    if marks.search(line) and "only root may" not in line:
                        found.append(f"{path.relative_to(root)}:{number}")
    assert found == []


def test_the_version_is_said_once_and_alike(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == amana.__version__
