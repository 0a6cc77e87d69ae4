from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.core import UsageError
from amana.sharing.bagit import BagStep, Verdict, check_bag

if TYPE_CHECKING:
    from tests.unit.sharing.bagit.conftest import MakeBag

MANIFEST = "manifest-sha512.txt"


def codes(bag: Path) -> list[str]:
    return [f"{found.level.value} {found.code}" for found in check_bag(bag).findings]


def reseal(bag: Path) -> None:
    """Take the tag manifest away, so that a change of a tag file alone is no finding."""
    (bag / "tagmanifest-sha512.txt").unlink()


def test_a_right_bag_is_valid_and_told_with_its_size(make_bag: MakeBag) -> None:
    bag = make_bag({"a/b.txt": b"12", "c": b"3"}, info="Payload-Oxum: 3.2\nX: y\n")
    report = check_bag(bag)
    assert (report.verdict, report.findings, report.errors, report.warnings) == (
        Verdict.VALID, (), 0, 0,
    )  # fmt: skip
    assert (report.version, report.algorithms, report.files, report.bytes) == (
        "1.0", ("sha512",), 2, 3,
    )  # fmt: skip
    assert report.metadata == (("Payload-Oxum", "3.2"), ("X", "y"))


def test_an_empty_payload_is_one(make_bag: MakeBag) -> None:
    assert check_bag(make_bag({})).verdict is Verdict.VALID


def test_what_is_no_folder_is_no_bag(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"):
        check_bag(tmp_path / "nothing")
    assert codes(tmp_path) == ["error declaration-missing"]


def test_without_payload_and_manifest(make_bag: MakeBag) -> None:
    bag = make_bag()
    shutil.rmtree(bag / "data")
    (bag / MANIFEST).unlink()
    reseal(bag)
    assert codes(bag) == ["error payload-folder-missing", "error manifest-missing"]


def test_each_thing_that_can_happen_to_a_payload_is_told(make_bag: MakeBag) -> None:
    bag = make_bag({"changed": b"1", "lost": b"2", "kept": b"3"})
    (bag / "data/changed").write_bytes(b"4")
    (bag / "data/lost").unlink()
    (bag / "data/new").write_bytes(b"5")
    assert codes(bag) == [
        "error listed-missing",
        "error payload-changed",
        "error payload-not-listed",
    ]


def test_a_checksum_in_capitals_is_the_same(make_bag: MakeBag) -> None:
    bag = make_bag()
    text = (bag / MANIFEST).read_text()
    checksum, name = text.split("  ")
    (bag / MANIFEST).write_text(f"{checksum.upper()}  {name}")
    reseal(bag)
    assert codes(bag) == []


def test_since_1_0_every_manifest_lists_every_file(make_bag: MakeBag) -> None:
    bag = make_bag()
    (bag / "manifest-md5.txt").write_text("")
    reseal(bag)
    assert codes(bag) == ["error payload-not-listed"]
    declaration = bag / "bagit.txt"
    declaration.write_text(declaration.read_text().replace("1.0", "0.97"))
    assert codes(bag) == []


def test_a_tag_manifest_lists_every_payload_manifest(make_bag: MakeBag) -> None:
    bag = make_bag()
    shutil.copy(bag / MANIFEST, bag / "manifest-sha256.txt")
    (bag / "manifest-sha256.txt").write_text("")
    assert "error tag-manifest-incomplete" in codes(bag)


def test_a_tag_file_that_nothing_vouches_for_is_a_warning(make_bag: MakeBag) -> None:
    bag = make_bag()
    (bag / "notes").mkdir()
    (bag / "notes" / "x.txt").write_text("x")
    assert codes(bag) == ["warning tag-file-not-listed"]


def test_what_is_to_be_fetched_makes_a_bag_incomplete(make_bag: MakeBag) -> None:
    bag = make_bag()
    (bag / "fetch.txt").write_text("https://example.org/x - data/letter.txt\n")
    reseal(bag)
    assert codes(bag) == []
    (bag / "data/letter.txt").unlink()
    assert codes(bag) == ["error listed-unfetched"]
    (bag / "fetch.txt").write_text("https://example.org/x - data/other.txt\n")
    assert codes(bag) == ["error listed-missing", "error fetch-not-listed"]


def test_a_stated_length_is_compared(make_bag: MakeBag) -> None:
    bag = make_bag()
    (bag / "fetch.txt").write_text("https://example.org/x 7 data/letter.txt\n")
    reseal(bag)
    assert codes(bag) == ["warning fetch-length"]


def test_a_listed_folder_is_named(make_bag: MakeBag) -> None:
    bag = make_bag({"a/b": b""})
    with (bag / MANIFEST).open("a") as manifest:
        manifest.write(f"{'0' * 128} data/a\n")
    reseal(bag)
    assert codes(bag) == ["error listed-folder"]


def test_another_normal_form_is_tolerated_another_case_since_1_0_not(make_bag: MakeBag) -> None:
    bag = make_bag({"Núñez": b"1"})
    (bag / "data/Núñez").rename(bag / "data/Nu\u0301n\u0303ez")
    assert codes(bag) == ["warning name-spelled-otherwise"]
    (bag / "data/Nu\u0301n\u0303ez").rename(bag / "data/NÚÑEZ")
    assert codes(bag) == ["error listed-missing", "error payload-not-listed"]


def test_a_file_under_another_spelling_must_have_the_listed_bytes(make_bag: MakeBag) -> None:
    bag = make_bag({"Núñez": b"1"})
    (bag / "data/Núñez").rename(bag / "data/Nu\u0301n\u0303ez")
    (bag / "data/Nu\u0301n\u0303ez").write_bytes(b"2")
    assert codes(bag) == ["warning name-spelled-otherwise", "error payload-changed"]


def test_names_that_clash_and_names_that_windows_refuses(make_bag: MakeBag) -> None:
    assert codes(make_bag({"a": b"", "A": b"", "b:c": b"", "Thumbs.db": b""})) == [
        "warning name-clash",
        "warning name-clash",
        "warning name-system-file",
        "warning name-windows",
    ]


def test_a_percent_sign_that_was_not_encoded_is_understood(make_bag: MakeBag) -> None:
    bag = make_bag({"50%25 off": b"1"})
    assert codes(bag) == ["warning name-percent"]


def test_a_missing_file_of_the_system_counts_before_1_0_only(make_bag: MakeBag) -> None:
    bag = make_bag({".DS_Store": b"", "x": b"1"}, version="0.97", info="Payload-Oxum: 1.2\n")
    (bag / "data/.DS_Store").unlink()
    assert codes(bag) == ["warning system-file-missing"]
    declaration = bag / "bagit.txt"
    declaration.write_text(declaration.read_text().replace("0.97", "1.0"))
    reseal(bag)
    assert codes(bag) == ["error listed-missing", "error oxum-differs"]


def test_a_missing_file_of_the_system_that_had_bytes_is_missing(make_bag: MakeBag) -> None:
    bag = make_bag({".DS_Store": b"1"}, version="0.97")
    (bag / "data/.DS_Store").unlink()
    assert codes(bag) == ["error listed-missing"]


def test_how_far_it_is_is_told(make_bag: MakeBag) -> None:
    steps: list[BagStep] = []
    check_bag(make_bag({"a": b"", "b": b""}), on_step=steps.append)
    assert {step.step for step in steps} == {"files", "lists", "payload"}
    assert steps[-1] == BagStep(step="payload", done=2, total=2)
