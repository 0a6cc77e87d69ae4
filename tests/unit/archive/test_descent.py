"""Proofs and statements are of what was taken in; how the rest came out of it is told."""

from __future__ import annotations

import re
import zipfile
from hashlib import sha256
from pathlib import Path
from subprocess import run

import pytest

from amana.archive import Archive
from amana.core import UsageError


@pytest.fixture
def packed(archive: Archive, tmp_path: Path) -> Archive:
    path = tmp_path / "letters.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        file.writestr("plain.txt", "The order was signed.\n")
        file.writestr("packed.txt", "secret of another " * 40, zipfile.ZIP_DEFLATED)
    archive.add([path])
    return archive


def test_a_range_of_the_original_shows_itself(packed: Archive, tmp_path: Path) -> None:
    root = packed.list()[1][0].ref
    with pytest.raises(UsageError, match="found inside of") as caught:
        packed.preview_proof(f"{root}.1")
    told = str(caught.value.remedy)
    packed.prove(root, tmp_path / "bundle")
    command = re.search("`(tail [^`]*)`", told)
    assert command is not None
    printed = run(command[1], shell=True, cwd=tmp_path / "bundle", capture_output=True, check=True)  # noqa: S602 - what we print
    digest = sha256(b"The order was signed.\n").hexdigest()
    assert printed.stdout.decode().split()[0] == digest
    assert told.endswith(f"prints {digest}")


def test_of_what_was_unpacked_the_steps_are_told_and_nothing_of_others(
    packed: Archive, tmp_path: Path
) -> None:
    root = packed.list()[1][0].ref
    size = packed.checkpoint().size
    with pytest.raises(UsageError) as caught:
        packed.prove(f"{root}.2", tmp_path / "bundle")
    assert "“packed.txt” (decompressed, bytes" in str(caught.value.remedy)
    assert "plain.txt" not in str(caught.value.remedy)
    with pytest.raises(UsageError, match="a statement is of what was taken in"):
        packed.statements.write(f"{root}.2", tmp_path / "statement.html")
    assert not (tmp_path / "bundle").exists()
    assert packed.checkpoint().size == size, "nothing left, and nothing is entered"
