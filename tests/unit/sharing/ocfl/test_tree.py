from __future__ import annotations

import os
from pathlib import Path

import pytest

from amana.core import NotFound
from amana.sharing.ocfl.tree import Kind, open_tree


def test_names_are_listed_in_order_with_what_they_stand_for(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"x")
    (tmp_path / "a").mkdir()
    (tmp_path / "c").symlink_to("a")
    os.mkfifo(tmp_path / "d")
    with open_tree(tmp_path) as tree:
        assert tree.list() == [
            ("a", Kind.FOLDER), ("b", Kind.PLAIN), ("c", Kind.LINK), ("d", Kind.OTHER),
        ]  # fmt: skip
        assert tree.list() == tree.list("")  # a second look sees the same
        assert tree.list("a") == []


def test_a_file_is_opened_with_its_size_and_names(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").write_bytes(b"four")
    os.link(tmp_path / "a/b", tmp_path / "again")
    with open_tree(tmp_path) as tree, tree.open("a/b") as opened:
        assert opened.stream.read() == b"four"
        assert (opened.size, opened.names) == (4, 2)
    with open_tree(tmp_path) as tree, tree.below("a") as inner, inner.open("b") as opened:
        assert opened.size == 4


@pytest.mark.parametrize("path", ["link", "folder-link/x", "pipe", "real", "gone", "real/../x"])
def test_nothing_but_a_plain_file_inside_is_opened(tmp_path: Path, path: str) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    (inside / "real").mkdir(parents=True)
    outside.mkdir()
    (outside / "x").write_bytes(b"secret")
    (inside / "link").symlink_to(outside / "x")
    (inside / "folder-link").symlink_to(outside)
    os.mkfifo(inside / "pipe")
    with open_tree(inside) as tree, pytest.raises(OSError, match=r"."), tree.open(path):
        pass


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="cannot be looked at"):
        open_tree(tmp_path / "nowhere")
