from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive.capture_folders import CaptureOrder, begun, count_left, drop, left
from amana.records import Form

ORDER = CaptureOrder(url="http://a.example/", form=Form(source="S-1"), watch="WA-1")


def crash(captures: Path, *, recorded: bool = True) -> None:
    def capture() -> None:
        with begun(captures, ORDER) as folder:
            folder.page.mkdir()
            if recorded:
                (folder.page / "begun.json").write_text("{}")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        capture()


def test_a_folder_is_there_for_as_long_as_its_capture(tmp_path: Path) -> None:
    captures = tmp_path / "captures"
    assert list(left(captures)) == []
    with begun(captures, ORDER) as folder:
        assert folder.path.stat().st_mode & 0o777 == 0o700
        folder.page.mkdir()
        (folder.page / "begun.json").write_text("{}")
        assert list(left(captures)) == []  # somebody has it
        assert count_left(captures) == 0
    assert list(captures.iterdir()) == []


def test_what_a_crash_left_tells_what_it_was_for(tmp_path: Path) -> None:
    crash(tmp_path)
    assert count_left(tmp_path) == 1
    (folder,) = left(tmp_path)
    assert folder.order == ORDER
    drop(folder)
    assert list(tmp_path.iterdir()) == []


def test_what_tells_nothing_is_dropped(tmp_path: Path) -> None:
    crash(tmp_path, recorded=False)
    (tmp_path / "other").mkdir()
    assert count_left(tmp_path) == 0
    assert list(left(tmp_path)) == []
    assert list(tmp_path.iterdir()) == []
