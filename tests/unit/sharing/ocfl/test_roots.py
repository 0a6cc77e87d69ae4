from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.sharing.ocfl import check_ocfl
from amana.sharing.ocfl.layouts import HASHED, Layout
from amana.sharing.ocfl.roots import is_object_root
from amana.sharing.ocfl.tree import Kind, Place

if TYPE_CHECKING:
    from tests.unit.sharing.ocfl.conftest import Draft

IDS = ("urn:example:one", "urn:example:two")


@pytest.fixture
def storage(tmp_path: Path, drafts: Callable[..., Draft]) -> Path:
    """Return a storage root of two objects by layout 0004."""
    root = tmp_path / "root"
    for identity in IDS:
        draft = drafts()
        draft.root["id"] = identity
        draft.same()
        put(draft, root / Layout().place(identity))
    (root / "0=ocfl_1.1").write_text("ocfl_1.1\n", "utf-8")
    describe(root, HASHED)
    return root


def put(draft: Draft, folder: Path) -> None:
    folder.mkdir(parents=True)
    draft.write(folder)


def describe(root: Path, extension: object) -> None:
    text = json.dumps({"extension": extension, "description": "as it says"})
    (root / "ocfl_layout.json").write_text(text, "utf-8")


def first(root: Path) -> Path:
    return root / Layout().place(IDS[0])


def test_a_storage_root_in_order_is_valid(storage: Path) -> None:
    looks: list[tuple[int, int]] = []
    report = check_ocfl(storage, on_progress=lambda *done: looks.append(done))
    assert report.findings == ()
    assert report.valid
    assert (report.kind, report.spec) == ("storage root", "1.1")
    assert (report.objects, report.valid_objects, report.bytes) == (2, 2, 32)
    assert looks[-1] == (2, 32)


def test_files_in_the_root_are_nobodys_business(storage: Path) -> None:
    (storage / "letter.txt").write_text("x", "utf-8")
    assert check_ocfl(storage).valid


def spoil_text(name: str, text: str) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")

    return spoil


SPOILED: dict[str, tuple[Callable[[Path], object], dict[str, int]]] = {
    "no declaration": (lambda r: (r / "0=ocfl_1.1").unlink(), {"E069": 1}),
    "another text in it": (spoil_text("0=ocfl_1.1", "ocfl"), {"E080": 1}),
    "two declarations": (spoil_text("0=ocfl_1.0", "ocfl_1.0\n"), {"E076": 1}),
    "a layout that is no JSON": (spoil_text("ocfl_layout.json", "{"), {"E070": 1}),
    "a layout without its keys": (spoil_text("ocfl_layout.json", "{}"), {"E070": 1}),
    "a layout that nobody registered": (lambda r: describe(r, "ours"), {"E071": 1}),
    "a layout of a number": (lambda r: describe(r, 4), {"E070": 1}),
    "a layout that is not known": (
        lambda r: describe(r, "0011-direct-clean-path-layout"), {"N003": 1},
    ),
    "another layout": (lambda r: describe(r, "0002-flat-direct-storage-layout"), {"E083": 2}),
    "an empty folder": (lambda r: (r / "abc").mkdir(), {"E073": 1}),
    "a file on the way": (spoil_text("abc/x", ""), {"E072": 1, "E084": 1, "E085": 1}),
    "a link": (lambda r: (r / "abc").symlink_to(r), {"E090": 1}),
    "a file among the extensions": (spoil_text("extensions/x", ""), {"E112": 1}),
    "an extension of nobody": (spoil_text("extensions/ours/x", ""), {"W016": 1}),
    "an object without its declaration": (
        lambda r: (first(r) / "0=ocfl_object_1.1").unlink(), {"E003": 1},
    ),
    "a changed original": (spoil_text(f"{Layout().place(IDS[0])}/v1/content/v1.txt", ""),
                           {"E092": 1}),
    "an object in an object": (spoil_text(f"{Layout().place(IDS[0])}/abc/0=ocfl_object_1.1", ""),
                               {"E001": 1}),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILED)
def test_each_fault_of_a_storage_root_has_its_code(storage: Path, what: str) -> None:
    spoil, expected = SPOILED[what]
    spoil(storage)
    report = check_ocfl(storage)
    assert {**report.errors, **report.warnings} == expected
    assert report.objects == 2


def test_a_finding_names_the_object_and_the_file(storage: Path) -> None:
    (first(storage) / "v1/content/v1.txt").write_bytes(b"")
    report = check_ocfl(storage)
    assert report.findings[0].path == f"{Layout().place(IDS[0])}/v1/content/v1.txt"
    assert (report.objects, report.valid_objects) == (2, 1)


def test_an_object_at_another_place_than_the_layout_says(storage: Path) -> None:
    first(storage).rename(first(storage).with_name("elsewhere"))
    assert check_ocfl(storage).errors == {"E083": 1}


def test_without_a_layout_an_id_may_stand_once(storage: Path, drafts: Callable[..., Draft]) -> None:
    (storage / "ocfl_layout.json").unlink()
    put(drafts(), storage / "again")
    report = check_ocfl(storage)
    assert report.errors == {"E083": 1}
    assert report.warnings == {"W015": 1}


def test_objects_at_different_depths(storage: Path, drafts: Callable[..., Draft]) -> None:
    (storage / "ocfl_layout.json").unlink()
    draft = drafts()
    draft.root["id"] = "urn:example:three"
    draft.same()
    put(draft, storage / "deep/er")
    assert check_ocfl(storage).warnings == {"W014": 1}


def test_an_object_of_a_newer_version_than_its_root(storage: Path) -> None:
    (storage / "0=ocfl_1.1").unlink()
    (storage / "0=ocfl_1.0").write_text("ocfl_1.0\n", "utf-8")
    assert check_ocfl(storage).errors == {"E081": 2}


def test_a_root_of_version_1_0_says_it_in_its_own_codes(storage: Path) -> None:
    (storage / "0=ocfl_1.1").unlink()
    (storage / "0=ocfl_1.0").write_text("ocfl_1.0\n", "utf-8")
    spoil_text("extensions/x", "")(storage)
    assert check_ocfl(storage).errors == {"E081": 2, "E086": 1}


def test_what_is_the_root_of_an_object() -> None:
    assert is_object_root([Place("0=ocfl_object_1.1", Kind.PLAIN)])
    assert is_object_root([Place("inventory.json", Kind.PLAIN)])
    assert not is_object_root([Place("inventory.json", Kind.FOLDER)])
