from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from amana.interface.cli.app import run

Amana = Callable[..., Any]


@pytest.fixture
def whole(test_data: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "object"
    shutil.copytree(test_data / "ocfl/1.1/good-objects/spec-ex-full", folder)
    return folder


def test_a_valid_object_needs_no_archive(
    whole: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(whole.parent)
    assert run(["check", "ocfl", str(whole)]) == 0
    said = capsys.readouterr()
    assert said.out == "valid\n"
    assert "OCFL 1.1, object" in said.err


def test_the_code_that_is_broken_is_on_standard_output(
    whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (whole / "v1/content/empty.txt").write_text("not empty", "utf-8")
    assert run(["check", "ocfl", str(whole)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "invalid"
    assert any(line.startswith("error    E092: v1/content/empty.txt: ") for line in lines)


def test_a_storage_root_tells_how_many_objects_are_valid(
    whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (whole.parent / "0=ocfl_1.1").write_text("ocfl_1.1\n", "utf-8")
    assert run(["check", "ocfl", str(whole.parent)]) == 0
    assert "storage root: 1 of 1 object valid" in capsys.readouterr().err


def test_programs_read_the_whole_report(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (whole / "notes.txt").write_text("notes", "utf-8")
    assert run(["check", "ocfl", str(whole), "--json"]) == 1
    report = msgspec.json.decode(capsys.readouterr().out)
    assert report["errors"] == {"E001": 1}
    assert report["findings"][0]["path"] == "notes.txt"
    assert report["valid"] is False


def test_a_name_in_an_object_cannot_steer_the_terminal(
    whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (whole / "v1/content/\x1b[2J\nvalid").write_text("", "utf-8")
    assert run(["check", "ocfl", str(whole)]) == 1
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert len(said.splitlines()) == 2


def test_more_findings_than_can_be_told_are_counted(
    whole: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(510):
        (whole / "v1/content" / f"{number}").write_text("", "utf-8")
    assert run(["check", "ocfl", str(whole)]) == 1
    assert "and 10 more" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "ocfl", str(tmp_path / "nothing")]) == 3
    assert "cannot be looked at" in capsys.readouterr().err


def test_items_leave_and_the_folder_is_valid(amana: Amana, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("A letter.", "utf-8")
    assert amana("add", tmp_path / "letter.txt", "--no-read").status == 0
    said = amana("export", "ocfl", "--all", "-o", tmp_path / "out")
    assert said.status == 0
    assert ", a storage root of OCFL 1.1." in said.err
    assert amana("check", "ocfl", tmp_path / "out").out == "valid\n"
    again = amana("export", "ocfl", "--all", "-o", tmp_path / "out", "--json")
    assert msgspec.json.decode(again.out)["items"] > 0


def test_items_are_named_or_all_are_meant(amana: Amana, tmp_path: Path) -> None:
    said = amana("export", "ocfl", "-o", tmp_path / "out")
    assert said.status == 2
    assert "name either items or --all" in said.err
