from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from amana.sharing.ocfl.content import Content
from amana.sharing.ocfl.findings import Findings
from amana.sharing.ocfl.inventory import Inventory
from amana.sharing.ocfl.tree import open_tree

EMPTY = Inventory(
    id=None, spec="1.1", algorithm="sha256", content_folder="content", names_content_folder=False,
    names=(), versions={}, manifest={}, fixity={},
)  # fmt: skip


def claims(manifest: dict[str, str], **fixity: dict[str, tuple[str, ...]]) -> Inventory:
    return msgspec.structs.replace(
        EMPTY, manifest=manifest, fixity={path.replace("_", "/"): f for path, f in fixity.items()}
    )


def held(folder: Path, *inventories: Inventory) -> tuple[list[tuple[str, str]], int, list[int]]:
    findings, seen = Findings(), list[int]()
    with open_tree(folder) as tree:
        content = Content(tree, findings, seen.append)
        for number, inventory in enumerate(inventories):
            content.claim(inventory, f"inventory {number}")
        content.walk("c")
        content.missing()
    return [(finding.code, finding.path) for finding in findings.kept], content.size, seen


def test_files_are_held_against_every_inventory(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c/a").write_bytes(b"one")
    right = hashlib.sha256(b"one").hexdigest()
    other = msgspec.structs.replace(claims({"c/a": "0" * 128}), algorithm="sha512")
    assert held(tmp_path, claims({"c/a": right})) == ([], 3, [3])
    assert held(tmp_path, claims({"c/a": right}), other)[0] == [("E092", "c/a")]
    assert held(tmp_path, claims({"c/a": right}, c_a={"size": ("4",)}))[0] == [("E093", "c/a")]


def test_what_is_missing_is_told_once_for_each_inventory(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    gone = claims({"c/gone": "0" * 64}, c_gone={"md5": ("0" * 32,)})
    assert held(tmp_path, gone, gone)[0] == [("E092", "c/gone"), ("E093", "c/gone")]


def test_a_file_that_nobody_lists_and_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "c/empty").mkdir(parents=True)
    (tmp_path / "c/new").write_bytes(b"")
    assert held(tmp_path, EMPTY)[0] == [("E023", "c/new"), ("E024", "c/empty")]
