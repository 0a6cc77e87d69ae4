from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

from amana.sharing.ocfl.building import (
    describe,
    digests_at,
    digests_of,
    make_durable,
    write_file,
)


def test_a_file_is_hashed_on_its_way(tmp_path: Path) -> None:
    path = tmp_path / "v1/content/original"
    assert write_file(path, io.BytesIO(b"x" * 3_000_000)) == digests_at(path)
    assert path.stat().st_size == 3_000_000
    assert digests_of(b"")["blake2b-512"] == hashlib.blake2b(b"").hexdigest()
    assert digests_at(tmp_path / "gone") is None


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        write_file(tmp_path / "x", io.BytesIO(b"y"))


def test_an_object_is_described_in_its_root_and_in_its_version(tmp_path: Path) -> None:
    describe(tmp_path, b"{}\n")
    assert (tmp_path / "v1/inventory.json").read_bytes() == b"{}\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "0=ocfl_object_1.1", "inventory.json", "inventory.json.sha512", "v1",
    ]  # fmt: skip


def test_files_are_durable_before_the_folders_that_name_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    describe(tmp_path / "a/b", b"{}\n")
    synced: list[str] = []
    monkeypatch.setattr(
        os, "fsync", lambda n: synced.append(str(Path(f"/proc/self/fd/{n}").readlink()))
    )
    make_durable(tmp_path)
    folders = {str(tmp_path / name) for name in ("a/b/v1", "a/b", "a", "")}
    assert set(synced[-4:]) == folders
    assert len(synced) == 4 + 5
