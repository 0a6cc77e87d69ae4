from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.interface.cli.app import run

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

RULES_SAID = "a payload file has other bytes than a manifest says (RFC 8493 section 3)"


@pytest.fixture
def bag(test_data: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "bag"
    shutil.copytree(test_data / "bagit/v1.0/valid/basicBag", folder)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)
    return folder


def test_a_valid_bag_needs_no_archive(
    bag: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AMANA_ARCHIVE", "/nowhere")
    assert run(["check", "bag", str(bag)]) == 0
    said = capsys.readouterr()
    assert said.out == "valid\n"
    assert said.err == "BagIt 1.0: 1 payload file (6 B), checked with sha512.\n"


def test_the_rule_that_is_broken_is_on_standard_output(amana: Amana, bag: Path) -> None:
    (bag / "data/hello.txt").write_text("changed\n")
    said = amana("check", "bag", bag)
    assert said.status == 1
    assert said.out.splitlines() == [
        "invalid",
        "error    payload-changed: data/hello.txt (manifest-sha512.txt): " + RULES_SAID,
    ]


def test_programs_read_the_whole_report(amana: Amana, bag: Path) -> None:
    (bag / "notes.txt").write_text("notes")
    said = amana("check", "bag", bag, "--json")
    assert said.status == 0
    (report,) = said.lines
    assert report["verdict"] == "valid with warnings"
    assert [found["code"] for found in report["findings"]] == ["tag-file-not-listed"]


def test_a_name_in_a_bag_cannot_steer_the_terminal(amana: Amana, bag: Path) -> None:
    (bag / "data" / "\x1b[2J\nvalid").write_text("")
    said = amana("check", "bag", bag)
    assert said.status == 1
    assert "\x1b" not in said.out
    assert said.out.splitlines().count("valid") == 0


def test_weak_algorithms_are_told(amana: Amana, test_data: Path) -> None:
    said = amana("check", "bag", test_data / "bagit/v0.97/valid/basic-bag")
    assert said.status == 0
    assert "not that somebody changed a file on purpose" in said.err


def test_what_is_no_folder_is_a_misunderstanding(amana: Amana, tmp_path: Path) -> None:
    said = amana("check", "bag", tmp_path / "nothing")
    assert said.status == 2
    assert "is not a folder" in said.err


def test_items_are_taken_out_and_what_they_are_is_told(
    amana: Amana, refs: dict[str, str], entries: int, tmp_path: Path
) -> None:
    ref = refs["market-reprint.txt"]
    said = amana("export", "bag", ref, "-o", tmp_path / "bag", "--organization", "Harbour Inquiry")
    assert (said.status, said.out) == (0, "")
    assert said.err.splitlines()[1] == f"That they left is entry {entries} of the custody log."
    assert amana("check", "bag", tmp_path / "bag").out == "valid\n"
    (export,) = amana("export", "bag", ref, "-o", tmp_path / "again", "--json").lines
    assert (export["items"], export["form"], export["left_out"]) == (1, "BagIt 1.0 bag", [])


def test_all_that_may_leave(amana: Amana, refs: dict[str, str], tmp_path: Path) -> None:
    said = amana("export", "bag", "--all", "-o", tmp_path / "bag")
    assert said.status == 0
    assert f"Left out (they want a --purpose): {refs['tip']}\n" in said.err
    assert "forbid" not in said.err
    said = amana("export", "bag", "--all", "-o", tmp_path / "other", "--purpose", "inquiry 12")
    assert (said.status, "Left out" in said.err) == (0, False)


def test_what_no_purpose_lets_leave_is_told_apart(amana: Amana, tmp_path: Path) -> None:
    lead = tmp_path / "lead.txt"
    lead.write_text("A lead.")
    ref = amana("add", lead, "--restriction", "lead-only", "--json").lines[0]["ref"]
    said = amana("export", "bag", "--all", "-o", tmp_path / "bag")
    assert f"Left out (erased, or their conditions of use forbid it): {ref}\n" in said.err


@pytest.mark.parametrize("words", [[], ["--all", "IT-0000-0000"]])
def test_either_items_or_all(amana: Amana, words: list[str], tmp_path: Path) -> None:
    said = amana("export", "bag", *words, "-o", tmp_path / "bag")
    assert said.status == 2
    assert "either items or --all" in said.err
    assert amana("export", "bag", "IT-0000-0000").status == 2


def test_the_list_of_what_differs_says_what(amana: Amana, bag: Path) -> None:
    (bag / "data/hello.txt").write_text("changed\n")
    assert amana("add", bag, "--source", "S-9").status in (0, 30)
    said = amana("list", "--differing")
    head, line = said.err.splitlines()
    assert head.rstrip().endswith("what differs")
    assert "hello.txt" in line
    assert line.rstrip().endswith("it has other bytes than the bag “bag” says (sha512)")
    assert "what differs" not in amana("list").err
    (row,) = amana("list", "--differing", "--json").lines
    assert [claim["agrees"] for claim in row["differing"]] == [False]
