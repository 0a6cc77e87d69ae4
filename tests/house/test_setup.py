"""A new machine gets every program that reading asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from amana.reading.sandbox.programs import PROGRAMS, Program


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda each: each.name)
def test_set_up_installs_the_package_of_each_program(program: Program, root: Path) -> None:
    # A package of language data alone does not bring the program that uses it.
    script = (root / "scripts" / "setup-system.sh").read_text(encoding="utf-8")
    assert f" lacks {program.package} " in script
