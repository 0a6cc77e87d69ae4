from __future__ import annotations

import os
from pathlib import Path

import pytest

from amana.sharing.bagit.folder import BagFolder
from amana.sharing.bagit.ledger import Ledger
from amana.sharing.bagit.rules import Findings


def walk(root: Path) -> tuple[list[tuple[bytes, int, bool]], list[tuple[str, str | None]]]:
    findings = Findings()
    with Ledger() as ledger:
        for _ in BagFolder(root).walk(ledger, findings):
            pass
        ledger.sort()
        found = [(each.path, each.size, each.is_link) for each in ledger.present()]
    return found, sorted((each.code, each.path) for each in findings.kept)


def test_every_file_is_found_however_deep(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (deep / "x").write_bytes(b"123")
    (tmp_path / "y").write_bytes(b"")
    assert walk(tmp_path) == ([(b"a/b/c/x", 3, False), (b"y", 0, False)], [])


def test_names_may_be_any_bytes(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe")).write_bytes(b"1")
    assert walk(tmp_path)[0] == [(b"\xff\xfe", 1, False)]


def test_links_are_judged_by_where_they_lead(tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    (bag / "data").mkdir(parents=True)
    (bag / "x").write_bytes(b"inside")
    (tmp_path / "secret").write_bytes(b"outside")
    (bag / "data" / "in").symlink_to("../x")
    (bag / "data" / "out").symlink_to("../../secret")
    (bag / "data" / "away").symlink_to("/etc")
    (bag / "data" / "self").symlink_to("../data")
    (bag / "data" / "broken").symlink_to("nothing")
    (bag / "data" / "round").symlink_to("round")
    found, told = walk(bag)
    assert found == [(b"data/in", 6, True), (b"x", 6, False)]
    assert told == [
        ("link-broken", "data/broken"),
        ("link-broken", "data/round"),
        ("link-folder", "data/self"),
        ("link-inside", "data/in"),
        ("link-outside", "data/away"),
        ("link-outside", "data/out"),
    ]


def test_a_pipe_is_named_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert walk(tmp_path) == ([], [("special-file", "pipe")])
    folder = BagFolder(tmp_path)
    with pytest.raises(OSError, match="no file of bytes"), folder.file(b"pipe"):
        pass


def test_a_file_is_read_through_a_link_only_where_that_is_meant(tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    bag.mkdir()
    (bag / "x").write_bytes(b"inside")
    (bag / "in").symlink_to("x")
    (bag / "out").symlink_to("/etc/passwd")
    folder = BagFolder(bag)
    with folder.file(b"in", is_link=True) as descriptor:
        assert os.read(descriptor, 10) == b"inside"
    for path, is_link in ((b"in", False), (b"out", False), (b"out", True)):
        with pytest.raises(OSError), folder.file(path, is_link=is_link):  # noqa: PT011 - of any kind
            pass


def test_manifests_are_found_by_name(tmp_path: Path) -> None:
    for name in ("manifest-md5.txt", "TagManifest-SHA256.TXT", "manifest-.doc", "bag-info.txt"):
        (tmp_path / name).write_bytes(b"")
    folder = BagFolder(tmp_path)
    assert folder.tag_files() == [b"TagManifest-SHA256.TXT", b"manifest-md5.txt"]
    assert folder.is_file(b"bag-info.txt")
    assert not folder.is_folder(b"bag-info.txt")
    assert not folder.is_file(b"bag\0info")
    assert folder.name == os.fsencode(tmp_path.name)
