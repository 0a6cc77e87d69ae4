from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.layout import Layout
from amana.core import NotFound


def test_an_archive_is_where_its_format_says_so(archive: Archive) -> None:
    layout = Layout(archive.root)
    layout.require()
    assert layout.vault.is_dir()
    assert layout.custody.is_dir()
    assert layout.keys.stat().st_mode & 0o077 == 0


def test_another_folder_is_none(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no archive"):
        Layout(tmp_path).require()


def test_a_format_of_the_future_is_refused(archive: Archive) -> None:
    layout = Layout(archive.root)
    layout.format.write_text("amana archive 99\n")
    with pytest.raises(NotFound, match="does not know"):
        layout.require()
