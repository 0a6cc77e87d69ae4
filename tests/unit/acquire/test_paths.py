"""Paths as evidence has them: `..` behind links, any bytes, longer than PATH_MAX."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from amana.acquire.paths import absolute, open_path, opened


def test_a_relative_path_leads_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    here = os.fsencode(tmp_path)
    assert absolute(b"a") == here + b"/a"
    assert absolute(b"./a//b/") == here + b"/a/b"
    assert absolute(b".") == here
    assert absolute(b"//a") == b"/a"
    assert absolute(b"/") == b"/"


def test_two_dots_behind_a_link_leave_the_folder_that_the_link_leads_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "far" / "inner").mkdir(parents=True)
    (tmp_path / "near").mkdir()
    (tmp_path / "near" / "link").symlink_to(tmp_path / "far" / "inner")
    (tmp_path / "far" / "letter.txt").write_text("the right one")
    (tmp_path / "near" / "letter.txt").write_text("another one")
    monkeypatch.chdir(tmp_path / "near")
    found = absolute(b"link/../letter.txt")
    assert Path(os.fsdecode(found)).read_text() == "the right one"
    assert absolute(b"link/..") == os.fsencode(tmp_path / "far")
    assert absolute(b"../near/letter.txt") == os.fsencode(tmp_path / "near" / "letter.txt")


def test_no_path_is_no_path() -> None:
    with pytest.raises(FileNotFoundError):
        absolute(b"")


def test_a_current_folder_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(FileNotFoundError):
        absolute(b"letter.txt")


def deep(root: Path, levels: int) -> bytes:
    """Make a folder so deep that its path is longer than PATH_MAX; return that path."""
    name = b"d" * 250
    path = os.fsencode(root)
    folder = os.open(root, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir(name, dir_fd=folder)
        deeper = os.open(name, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = deeper
        path += b"/" + name
    os.close(os.open("letter.txt", os.O_CREAT | os.O_WRONLY, dir_fd=folder))
    os.close(folder)
    return path


@pytest.mark.parametrize("levels", [1, 15, 16, 17, 40])
def test_a_path_of_any_length_is_opened(tmp_path: Path, levels: int) -> None:
    path = deep(tmp_path, levels) + b"/letter.txt"
    with opened(path) as descriptor:
        assert stat.S_ISREG(os.fstat(descriptor).st_mode)
    os.close(open_path(path, os.O_RDONLY, follow=False))
    with pytest.raises(FileNotFoundError):
        open_path(path + b"x", os.O_RDONLY, follow=False)


def test_a_name_of_any_length_is_an_error_of_the_system(tmp_path: Path) -> None:
    for path in (os.fsencode(tmp_path) + b"/" + b"n" * 300, b"/" + b"n" * 9000, b"n" * 9000):
        with pytest.raises(OSError, match="name too long"):
            open_path(path, os.O_RDONLY, follow=True)


def test_a_link_at_the_end_is_followed_only_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("letter")
    link = tmp_path / "link"
    link.symlink_to("letter.txt")
    os.close(open_path(os.fsencode(link), os.O_RDONLY, follow=True))
    with pytest.raises(OSError, match="symbolic links"):
        open_path(os.fsencode(link), os.O_RDONLY, follow=False)


def test_nothing_stays_open(tmp_path: Path) -> None:
    path = deep(tmp_path, 40)
    before = os.listdir("/proc/self/fd")  # noqa: PTH208 - only the number counts
    for _ in range(3):
        with opened(path):
            pass
        with pytest.raises(FileNotFoundError):
            open_path(path + b"/nothing", os.O_RDONLY, follow=True)
    assert len(os.listdir("/proc/self/fd")) == len(before)  # noqa: PTH208 - as above
