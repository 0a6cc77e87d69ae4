from __future__ import annotations

import io
from pathlib import Path

import pytest

from amana.vault.window import Window

CONTENT = bytes(range(200))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "pack"
    path.write_bytes(b"before" + CONTENT + b"after")
    return path


def test_a_window_shows_its_part_and_nothing_beside(file: Path) -> None:
    with Window(file, 6, 200) as window:
        assert window.read() == CONTENT
        assert window.read() == b""
        assert window.readable()
        assert not window.writable()


def test_it_can_be_read_in_pieces_from_anywhere(file: Path) -> None:
    with Window(file, 6, 200) as window:
        assert window.seekable()
        assert (window.read(3), window.tell()) == (CONTENT[:3], 3)
        assert window.seek(-10, io.SEEK_END) == 190
        assert window.read() == CONTENT[190:]
        assert window.seek(5) == 5
        assert window.seek(5, io.SEEK_CUR) == 10
        assert window.read(2) == CONTENT[10:12]
        assert window.seek(500) == 500
        assert window.read() == b""
        assert window.seek(-500, io.SEEK_CUR) == 0, "as with io.BytesIO"
        assert window.read() == CONTENT


def test_two_windows_do_not_disturb_each_other(file: Path) -> None:
    with Window(file, 6, 100) as first, Window(file, 106, 100) as second:
        assert (first.read(1), second.read(1)) == (CONTENT[:1], CONTENT[100:101])
        assert (first.read(), second.read()) == (CONTENT[1:100], CONTENT[101:])


def test_an_empty_window(file: Path) -> None:
    with Window(file, 6, 0) as window:
        assert window.read() == b""


def test_a_window_over_a_file_that_lost_its_end_shows_what_is_left(file: Path) -> None:
    with Window(file, 6, 900) as window:
        assert window.read() == CONTENT + b"after"


def test_a_closed_window_is_closed(file: Path) -> None:
    window = Window(file, 6, 200)
    window.close()
    with pytest.raises(ValueError, match="closed"):
        window.read()
