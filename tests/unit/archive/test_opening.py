from __future__ import annotations

from pathlib import Path

import pytest

import amana
from amana.archive import Archive, init_archive, open_archive
from amana.core import NotFound, UsageError


def test_init_never_writes_over_anything(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(UsageError, match="not an empty folder"):
        init_archive(tmp_path)


def test_the_first_entry_states_the_key(archive: Archive) -> None:
    (entry,) = archive.entries()[1]
    assert entry.get("type") == "archive-created"
    assert entry.get("keys") == list(archive.keys.vkeys)
    assert archive.checkpoint_note().decode().startswith(archive.settings.origin)


def test_opening_what_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_archive(tmp_path)


def test_the_library_is_as_public_as_the_commands(tmp_path: Path) -> None:
    with amana.init(tmp_path / "a", name="Library") as made:
        assert made.settings.name == "Library"
    with amana.open(tmp_path / "a", actor="N. Aram") as again:
        assert again.actor.name == "N. Aram"
    with pytest.raises(AttributeError):
        _ = amana.nothing
