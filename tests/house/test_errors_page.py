"""docs/reference/errors.md lists every error that amana raises, as it is."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

import amana
from amana.core import AmanaError


def families() -> list[type[AmanaError]]:
    for module in pkgutil.walk_packages(amana.__path__, "amana."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: list[type[AmanaError]] = [AmanaError]
    for family in found:
        found.extend(family.__subclasses__())
    return [family for family in found if family.__module__.startswith("amana.")]


@pytest.fixture(scope="module")
def rows(root: Path) -> dict[str, list[str]]:
    page = (root / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("| `")
    ]
    return {row[0].strip("`"): row[1:] for row in cells}


def test_every_error_has_a_code_of_its_own_and_a_sentence() -> None:
    codes = [family.code for family in families()]
    assert len(codes) == len(set(codes))
    for family in families():
        assert "code" in vars(family), f"{family.__name__} has no code of its own"
        first = (family.__doc__ or "").split("\n", 1)[0]
        assert first.endswith("."), family


def test_the_page_lists_them_with_their_numbers(rows: dict[str, list[str]]) -> None:
    told = {code: (int(row[0]), int(row[1])) for code, row in rows.items()}
    assert told == {family.code: (family.exit_status, family.http_status) for family in families()}


def test_the_page_says_of_each_what_it_means_and_what_to_do(rows: dict[str, list[str]]) -> None:
    for code, (_, _, meaning, remedy) in rows.items():
        assert meaning, code
        assert remedy, code
