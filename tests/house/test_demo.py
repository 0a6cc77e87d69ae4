"""The demo tells its story to the end, and deletes nothing that is not its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(900)  # some thirty commands, each a process that starts


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    for name in ("scripts", "samples"):
        shutil.copytree(root / name, tmp_path / name)
    return tmp_path


def demo(checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/demo.py"],
        cwd=checkout,
        env=os.environ | {"SERVE": "0", "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_the_demo_tells_its_story_to_the_end_and_again(checkout: Path) -> None:
    first = demo(checkout)
    assert first.returncode == 0, first.stdout
    for told in (
        "$ amana init demo-archive",
        "$ amana check --archive demo-archive-damaged",
        "Harbour Tribunal Judges Summon Norland General over Shelling of Market",
        "Norland, Estmark to Resume Talks on River Water in June, Ministry Says",
        "أهالي مرسى النور يطالبون بكشف مصير مفقوديهم",
    ):
        assert told in first.stdout
    for name in ("ferry-terminal.html", "field-report-damaged.pdf"):
        assert name in first.stdout, "every input is told"
    again = demo(checkout)
    assert again.returncode == 0, again.stdout


def test_a_folder_of_somebody_else_is_not_deleted(checkout: Path) -> None:
    own = checkout / "demo-archive" / "thesis.txt"
    own.parent.mkdir()
    own.write_text("three years of work", encoding="utf-8")
    refused = demo(checkout)
    assert refused.returncode == 1
    assert "was not made by `make demo`" in refused.stdout
    assert own.read_text(encoding="utf-8") == "three years of work"
