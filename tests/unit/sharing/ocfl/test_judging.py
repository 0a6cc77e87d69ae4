from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from amana.sharing.ocfl import check_ocfl

if TYPE_CHECKING:
    from tests.unit.sharing.ocfl.conftest import Draft, Judge

Make = Callable[..., "Draft"]


@pytest.mark.parametrize("spec", ["1.0", "1.1"])
@pytest.mark.parametrize("versions", [1, 3])
def test_an_object_in_order_is_valid(drafts: Make, judge: Judge, spec: str, versions: int) -> None:
    report = judge(drafts(versions, spec))
    assert report.findings == ()
    assert report.valid
    assert (report.kind, report.spec, report.objects, report.valid_objects) == (
        "object", spec, 1, 1,
    )  # fmt: skip
    assert report.bytes == versions * len(b"what came in v1\n")


SPOILED: dict[str, tuple[Callable[[Draft], object], set[str]]] = {
    "no declaration": (lambda d: d.declaration.clear(), {"E003"}),
    "two declarations": (
        lambda d: d.declaration.update({"0=ocfl_object_1.0": b"ocfl_object_1.0\n"}), {"E003"},
    ),
    "a declaration of the future": (
        lambda d: setattr(d, "declaration", {"0=ocfl_object_9.0": b"x"}),
        {"E003", "E004"},
    ),
    "another tag": (lambda d: d.declaration.update({"1=ocfl_object_1.1": b""}), {"E003", "E005"}),
    "a declaration of something else": (
        lambda d: d.declaration.update({"0=bagit_1.0": b""}), {"E003", "E006"},
    ),
    "a declaration with another text": (
        lambda d: d.declaration.update({"0=ocfl_object_1.1": b"ocfl_object_1.1"}), {"E007"},
    ),
    "no inventory": (lambda d: d.inventories.update({"": None}), {"E063"}),
    "a file too many": (lambda d: d.files.update({"letter.txt": b""}), {"E001"}),
    "a folder too many": (lambda d: d.files.update({"letters/a.txt": b""}), {"E001"}),
    "a version too many": (lambda d: d.files.update({"v2/content/x": b""}), {"E046"}),
    "a version that jumps": (lambda d: d.files.update({"v3/content/x": b""}), {"E046", "E010"}),
    "a file beside the content": (lambda d: d.files.update({"v1/x": b""}), {"E015"}),
    "a folder beside the content": (lambda d: d.files.update({"v1/other/x": b""}), {"W002"}),
    "content that no manifest lists": (
        lambda d: d.files.update({"v1/content/x": b""}), {"E023"},
    ),
    "content that is gone": (lambda d: d.files.clear(), {"E092", "E016"}),
    "content that changed": (
        lambda d: d.files.update({"v1/content/v1.txt": b"What came in v1\n"}), {"E092"},
    ),
    "no sidecar for its algorithm": (
        lambda d: [i.update(digestAlgorithm="sha256") for i in d.inventories.values()],
        {"E058", "E059", "W004", "E030", "E001", "E015", "E092"},
    ),
    "a sidecar of other bytes": (
        lambda d: d.sidecars.update({"inventory.json.sha512": b"00" * 64 + b" inventory.json\n"}),
        {"E060"},
    ),
    "a sidecar of another form": (
        lambda d: d.sidecars.update({"inventory.json.sha512": b"inventory.json\n"}), {"E061"},
    ),
    "a sidecar that is no text": (
        lambda d: d.sidecars.update({"inventory.json.sha512": b"\xff" * 9000}), {"A001", "E061"},
    ),
    "an extension that nobody registered": (
        lambda d: d.files.update({"extensions/ours/x": b""}), {"W013"},
    ),
    "a file among the extensions": (lambda d: d.files.update({"extensions/x": b""}), {"E067"}),
    "no inventory of the version": (lambda d: d.inventories.update({"v1": None}), {"W010"}),
    "another inventory in the newest version": (
        lambda d: d.root.update(id="urn:example:two"), {"E064"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILED)
def test_each_fault_of_an_object_has_its_code(draft: Draft, judge: Judge, what: str) -> None:
    spoil, expected = SPOILED[what]
    spoil(draft)
    report = judge(draft)
    assert {*report.errors, *report.warnings} == expected
    assert report.valid is (not report.errors)


PRIORS: dict[str, tuple[Callable[[dict[str, Any]], object], set[str]]] = {
    "another id": (lambda old: old.update(id="urn:example:two"), {"E037", "E110"}),
    "another head": (lambda old: old.update(head="v2"), {"E040"}),
    "another message": (lambda old: old["versions"]["v1"].update(message="x"), {"W011"}),
    "another path": (
        lambda old: old["versions"]["v1"].update(
            state={digest: ["other.txt"] for digest in old["manifest"]}
        ),
        {"E066"},
    ),
    "a content folder of its own": (
        lambda old: old.update(contentDirectory="stuff"), {"E020", "E042"},
    ),
    "the content folder only there": (lambda old: old.update(contentDirectory="content"), set()),
    "a fixity that does not hold": (
        lambda old: old.update(fixity={"md5": {"0" * 32: ["v1/content/v1.txt"]}}), {"E093"},
    ),
    "a later version of the specification": (
        lambda old: old.update(type="https://ocfl.io/1.1/spec/#inventory"), {"E038"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", PRIORS)
def test_earlier_inventories_agree_with_the_newest(drafts: Make, judge: Judge, what: str) -> None:
    spoil, expected = PRIORS[what]
    draft = drafts(2, "1.0" if "specification" in what else "1.1")
    spoil(draft.inventories["v1"])
    report = judge(draft)
    assert {*report.errors, *report.warnings} == expected


def test_a_version_whose_directory_is_gone(drafts: Make, judge: Judge, tmp_path: Path) -> None:
    judge(drafts(3))
    shutil.rmtree(tmp_path / "object" / "v2")
    report = check_ocfl(tmp_path / "object")
    assert report.errors == {"E010": 1, "E046": 1, "E092": 1}


def test_links_and_special_files_are_told_and_never_followed(
    draft: Draft, judge: Judge, tmp_path: Path
) -> None:
    judge(draft)
    folder = tmp_path / "object"
    (folder / "v1/content/v1.txt").unlink()
    (folder / "v1/content/v1.txt").symlink_to("/etc/passwd")
    os.mkfifo(folder / "v1/content/pipe")
    (folder / "logs").mkdir()
    (folder / "logs/loop").symlink_to(folder)
    report = check_ocfl(folder)
    assert report.errors == {"E023": 1, "E089": 1, "E090": 2}
    assert report.bytes == 0


def test_a_hard_link_inside_the_object_is_an_error_and_elsewhere_a_note(
    draft: Draft, judge: Judge, tmp_path: Path
) -> None:
    judge(draft)
    original = tmp_path / "object/v1/content/v1.txt"
    os.link(original, tmp_path / "kept-elsewhere")
    report = check_ocfl(tmp_path / "object")
    assert (report.valid, report.warnings) == (True, {"N002": 1})
    draft.root["manifest"] = {
        digest: [*paths, "v1/content/again.txt"] for digest, paths in draft.root["manifest"].items()
    }
    draft.same()
    draft.write(tmp_path / "object")
    os.link(original, tmp_path / "object/v1/content/again.txt")
    assert check_ocfl(tmp_path / "object").errors == {"E090": 1}


def test_an_empty_folder_is_neither_content_nor_version(
    draft: Draft, judge: Judge, tmp_path: Path
) -> None:
    judge(draft)
    (tmp_path / "object/v1/content/empty/inner").mkdir(parents=True)
    assert check_ocfl(tmp_path / "object").errors == {"E024": 1}


def test_a_change_of_algorithm_is_followed_by_the_bytes(
    drafts: Make, judge: Judge, tmp_path: Path
) -> None:
    draft = drafts(2)
    old = draft.inventories["v1"]
    text = json.dumps(old)
    for digest in old["manifest"]:
        text = text.replace(digest, sha256_of(draft, old["manifest"][digest][0]))
    draft.inventories["v1"] = json.loads(text.replace("sha512", "sha256"))
    judge(draft)
    folder = tmp_path / "object/v1"
    (folder / "inventory.json.sha512").unlink()
    sidecar = sha256((folder / "inventory.json").read_bytes())
    (folder / "inventory.json.sha256").write_text(f"{sidecar}\tinventory.json\n", "utf-8")
    report = check_ocfl(tmp_path / "object")
    assert (report.valid, report.warnings) == (True, {"W004": 1})
    changed = folder / "content/v1.txt"
    changed.write_bytes(b"x")
    assert check_ocfl(tmp_path / "object").errors == {"E092": 2}  # by both digests


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sha256_of(draft: Draft, path: str) -> str:
    return sha256(draft.files[path])


def test_a_file_that_cannot_be_read_is_told(draft: Draft, judge: Judge, tmp_path: Path) -> None:
    judge(draft)
    path = tmp_path / "object/v1/content/v1.txt"
    path.unlink()
    path.mkdir()  # a folder where the manifest has a file
    assert check_ocfl(tmp_path / "object").errors == {"E024": 1, "E092": 1}
