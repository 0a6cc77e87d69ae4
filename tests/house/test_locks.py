"""Locks hold versions and hashes, and name no host (docs/decisions/0009)."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCKS = [
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-node.lock",
    "requirements-peers.lock",
    "requirements-pip.lock",
]
PIN = re.compile(r"^[a-z0-9][a-z0-9._-]*==[^\s;]+( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
NOTE = re.compile(r"^    #( |$)")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_hashed_pins_and_nothing_else(root: Path, name: str) -> None:
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    odd = [line for line in lines if not (PIN.match(line) or HASH.match(line) or NOTE.match(line))]
    assert odd == []
    pins = [number for number, line in enumerate(lines) if PIN.match(line)]
    assert pins
    assert all(HASH.match(lines[number + 1]) for number in pins)


def test_no_link_is_tracked(root: Path) -> None:
    """A link to an environment would take that environment's place where it is checked out."""
    listed = subprocess.run(
        [shutil.which("git") or "git", "ls-files", "--stage"],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
    )
    links = [line for line in listed.stdout.splitlines() if line.startswith("120000 ")]
    assert links == [], "run: git rm --cached on each of them"


def test_what_runs_is_locked_in_the_same_versions_for_development(root: Path) -> None:
    runtime, development = (
        set(re.findall(r"^\S+==\S+", (root / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in LOCKS[:2]
    )
    assert runtime <= development


def test_every_declared_dependency_is_locked(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    declared = project["project"]["dependencies"] + project["dependency-groups"]["build"]
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))
    assert {re.split("[>=<]", line)[0] for line in declared} <= locked


def test_the_lock_of_the_pages_names_no_host_and_hashes_everything(root: Path) -> None:
    text = (root / "webclient" / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert [name for name, about in packages.items() if "resolved" in about] == []
    unhashed = [
        name
        for name, about in packages.items()
        if name and not about.get("link") and "integrity" not in about and "inBundle" not in about
    ]
    assert unhashed == []
    assert [line for line in strings(packages) if "://" in line] == []


def strings(value: object) -> Iterator[str]:
    """Yield every string in a lock but those that tell whom to give money to."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for member in value:
            yield from strings(member)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name != "funding":
                yield from strings(member)


def test_no_committed_setting_says_which_registry_is_asked(root: Path) -> None:
    for name in ("webclient/.npmrc", "pyproject.toml", "zensical.toml", "Makefile", "scripts"):
        path = root / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                text = file.read_text(encoding="utf-8")
                assert not re.search(r"index-url\s*=|registry\s*=|--index-url ", text), file
