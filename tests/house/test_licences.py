"""The page of licences is current, and nothing on it may not be built on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_page_is_current_and_nothing_on_it_is_copyleft(root: Path) -> None:
    script = root / "scripts" / "licences.py"
    done = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_project_has_its_licence_whole(root: Path) -> None:
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert text.split()[:2] == ["Apache", "License"]
    assert "END OF TERMS AND CONDITIONS" in text


def test_packages_under_the_gpl_would_be_refused(root: Path) -> None:
    code = (
        "from licences import permitted as p\n"
        "assert p('MIT AND (BSD-3-Clause OR GPL-3.0)')\n"
        "assert not p('GPL-3.0-or-later') and not p('AGPL-3.0') and not p('MIT AND GPL-2.0')\n"
        "assert not p('')\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=root / "scripts", check=True)
