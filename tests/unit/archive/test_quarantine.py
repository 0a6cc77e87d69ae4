from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from amana.archive.layout import Layout
from amana.archive.quarantine import Quarantine, put_aside
from amana.core import IntegrityError, uuid7


def kept(root: Path) -> dict[str, bytes]:
    return {
        path.name.partition("-repaired-")[2]: path.read_bytes()
        for path in (root / "work" / "quarantine").iterdir()
        if path.is_file()
    }


def failing() -> Iterator[bytes]:
    yield b"half"
    raise IntegrityError("damaged")


def test_what_is_replaced_is_kept(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "x").write_bytes(b"old")
    with (tmp_path / "vault" / "x").open("rb") as reader:
        with Quarantine(Layout(tmp_path)) as place:
            place.replace("vault/x", [b"new"], read_only=True)
            place.replace("vault/deep/er/y", [b"made"])
        assert reader.read() == b"old", "whoever reads it goes on with it"
    assert (tmp_path / "vault" / "x").read_bytes() == b"new"
    assert (tmp_path / "vault" / "x").stat().st_mode & 0o222 == 0
    assert (tmp_path / "vault/deep/er/y").read_bytes() == b"made"
    assert kept(tmp_path) == {"vault-x": b"old"}
    assert not (tmp_path / "work" / "mending").exists()


def test_where_the_bytes_fail_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"old")
    with Quarantine(Layout(tmp_path)) as place, pytest.raises(IntegrityError):
        place.replace("x", failing())
    assert (tmp_path / "x").read_bytes() == b"old"
    assert kept(tmp_path) == {}


def test_what_does_not_belong_moves_there(tmp_path: Path) -> None:
    (tmp_path / "stray").write_bytes(b"stray")
    (tmp_path / "link").symlink_to("/nowhere")
    with Quarantine(Layout(tmp_path)) as place:
        place.remove("stray")
        place.replace("link", io.BytesIO(b"a file"))
    assert not (tmp_path / "stray").exists()
    assert not (tmp_path / "link").is_symlink()
    assert kept(tmp_path)["stray"] == b"stray"


def test_what_repairs_put_aside_is_told_from_what_crashes_left(tmp_path: Path) -> None:
    folder = tmp_path / "work" / "quarantine"
    assert put_aside(folder) == (0, 0)
    (tmp_path / "damaged").write_bytes(b"old")
    with Quarantine(Layout(tmp_path)) as place:
        place.replace("damaged", [b"new"])
        place.remove("damaged")
    (folder / f"{uuid7()}-payloads-000.jsonl").touch()
    (folder / f"{uuid7()}-x-repaired-x").touch()
    (folder / "-repaired-").touch()
    found = put_aside(folder)
    assert (found.left, found.kept) == (3, 2)
