"""The demo tells its story to the end, and deletes nothing that is not its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import demo
import pytest

pytestmark = pytest.mark.timeout(900)  # some forty commands
WITH = "import demo, pathlib, sys; demo.AMANA = pathlib.Path(sys.argv[1]); demo.main()"


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    for name in ("scripts", "samples"):
        shutil.copytree(root / name, tmp_path / name)
    return tmp_path


def run(checkout: Path, *how: str | Path) -> subprocess.CompletedProcess[str]:
    scripts = f"{checkout / 'scripts'}:{os.environ.get('PYTHONPATH', '')}"
    return subprocess.run(
        [sys.executable, *how],
        cwd=checkout,
        env=os.environ
        | {"SERVE": "0", "COLUMNS": "120", "AMANA_ANALYSTS": "1", "PYTHONPATH": scripts},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_the_demo_tells_its_story_to_the_end_and_could_begin_again(
    checkout: Path, warm: Path
) -> None:
    done = run(checkout, "-c", WITH, warm / "amana")
    assert done.returncode == 0, done.stdout
    for told in (
        "$ amana init demo-archive",
        "$ amana check --archive demo-archive-damaged",
        "Harbour Tribunal Judges Summon Norland General over Shelling of Market",
        "Norland, Estmark to Resume Talks on River Water in June, Ministry Says",
        "أهالي مرسى النور يطالبون بكشف مصير مفقوديهم",
        "is the original of IT-",
        "minutes.pdf: encrypted before, read now",
        "album.zip — 99 of the things inside were not taken out",
        "[del R-3, 2024-05-06T09:12:00Z] They wore the badge of the Third Brigade.",
        "made at latitude -31.2111111, longitude -15.4013889",
        "ينقل الموقوفون من «مدرسة» «رأس» «الغدير» إلى المحطة القديمة",
        "Story 1: 2 copies, one source",
        "Holm, 58 [denial: denied] the accusation",
        "1 decision entered in the custody log.",
        "no_basis_found: Part of the conduct took place on the territory of Burundi.",
        "Radek Holm is presumed innocent.",
        "“fired on what it described as an ammunition store”",
        "answers, all right",
        "Checked again: unchanged.",
        "partner.example/witness signed the log",
        "THE PROOF HOLDS",
        "$ amana check bag demo-archive-proof/bag\nvalid\n",
        "is in demo-archive-proof/statement-ar.pdf: read it, then sign it by hand.",
        "- Twelve people were killed when a mortar hit the fish market, the hospital said.",
        "1 look: 1 gone.",
    ):
        assert told in done.stdout
    for path in (checkout / "samples" / "inputs").rglob("*.*"):
        assert f"/{path.name}" in done.stdout, "every input is told"
    for folder in (demo.ARCHIVE, demo.REPLICA, demo.DAMAGED, demo.WITNESS, demo.PROOF):
        demo.clear(checkout / folder)
        assert not (checkout / folder).exists()


def test_a_folder_of_somebody_else_is_not_deleted(checkout: Path) -> None:
    own = checkout / "demo-archive" / "thesis.txt"
    own.parent.mkdir()
    own.write_text("three years of work", encoding="utf-8")
    refused = run(checkout, "scripts/demo.py")
    assert refused.returncode == 1
    assert "was not made by `make demo`" in refused.stdout
    assert own.read_text(encoding="utf-8") == "three years of work"
