from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.archive import open_archive
from amana.core import sha256_hex
from amana.interface.cli.telling import INCOMPLETE, INTERRUPTED

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


def letters(folder: Path, number: int) -> Path:
    folder.mkdir()
    for each in range(number):
        (folder / f"letter-{each:03}.txt").write_text(f"Letter number {each}.")
    return folder


def test_an_archive_is_made_and_its_key_is_told(amana: Amana, tmp_path: Path) -> None:
    said = amana("init", tmp_path / "new", "--name", "Harbour inquiry")
    assert said.status == 0
    assert said.out == ""
    keys = (tmp_path / "new" / "custody" / "log.vkey").read_bytes()
    first = keys.decode().split("\n")[0]
    assert f"\n  {first}\n  {sha256_hex(keys)}\n" in said.err
    assert "on paper" in said.err
    assert "amana keys escrow" in said.err
    with open_archive(tmp_path / "new") as archive:
        assert archive.settings.name == "Harbour inquiry"
        assert archive.actor.name == "nadia"


def test_programs_get_the_key_as_json(amana: Amana, tmp_path: Path) -> None:
    said = amana("init", tmp_path / "new", "--json")
    assert said.err == ""
    (told,) = said.lines
    assert told["root"] == str(tmp_path / "new")
    keys = (tmp_path / "new" / "custody" / "log.vkey").read_bytes()
    assert "\n".join([*told["keys"], ""]).encode() == keys
    assert told["fingerprint"] == sha256_hex(keys)


def test_nothing_is_written_over(amana: Amana, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    for place in (folder, tmp_path / "full", tmp_path / "full" / "x"):
        said = amana("init", place)
        assert said.status == 2
        assert "is not an empty folder" in said.err


def test_each_input_is_told_with_its_place_in_the_log(amana: Amana, tmp_path: Path) -> None:
    said = amana("add", letters(tmp_path / "in", 2), "--source", "S-9")
    assert said.status == 0
    assert said.out == ""
    preserved, _, read, _, total, states = said.err.splitlines()
    word, ref, path, *entry = preserved.split()
    assert word == "preserved"
    assert path == str(tmp_path / "in" / "letter-000.txt")
    assert entry[0] == "(entry"
    assert read == f"read          {ref}  {path}"
    assert total == "2 preserved."
    assert states == "Reading: 2 read."


def test_programs_get_each_outcome_as_a_line(amana: Amana, tmp_path: Path) -> None:
    said = amana("add", letters(tmp_path / "in", 2), "--json")
    assert said.err == ""
    assert [line.get("received") for line in said.lines] == ["preserved", "preserved", None, None]
    assert {line["ref"] for line in said.lines[:2]} == {line["ref"] for line in said.lines[2:]}
    assert [line["state"] for line in said.lines[2:]] == ["read", "read"]


def test_what_cannot_be_taken_in_is_told_and_the_rest_goes_on(amana: Amana, tmp_path: Path) -> None:
    folder = letters(tmp_path / "in", 1)
    (folder / "pipe").touch()
    (folder / "pipe").unlink()
    os.mkfifo(folder / "pipe")
    said = amana("add", folder, tmp_path / "gone")
    assert said.status == INCOMPLETE
    assert f"failed        {tmp_path / 'gone'}: there is no such path" in said.err
    assert "failed" in said.err
    assert "1 preserved, " in said.err
    assert "not taken in." in said.err


def test_of_many_only_the_first_and_the_failures_are_told_line_by_line(
    amana: Amana, tmp_path: Path
) -> None:
    said = amana("add", letters(tmp_path / "in", 200), tmp_path / "gone", "--no-read")
    assert said.status == INCOMPLETE
    lines = said.err.splitlines()
    assert len([line for line in lines if line.startswith("preserved")]) == 40
    assert "…             (only failures are told from here on)" in lines
    assert lines[-4].startswith("failed")
    assert lines[-3:] == [
        "200 preserved, 1 not taken in.",
        "Not taken in:",
        f"  {tmp_path / 'gone'}: there is no such path",
    ]


def test_what_was_not_taken_in_is_named_again_at_the_end_as_far_as_it_is_few(
    amana: Amana, tmp_path: Path
) -> None:
    gone = [tmp_path / f"gone-{number:02}" for number in range(23)]
    said = amana("add", *gone, letters(tmp_path / "in", 1))
    assert said.status == INCOMPLETE
    lines = said.err.splitlines()
    named = lines[lines.index("Not taken in:") + 1 :]
    assert named == [
        *(f"  {path}: there is no such path" for path in gone[:20]),
        "  … and 3 more: see --json",
    ]
    assert "Not taken in:" not in amana("add", *gone).err, "nothing else stands before them"


def test_a_folder_that_holds_nothing_is_named(amana: Amana, tmp_path: Path) -> None:
    (tmp_path / "box" / "inner").mkdir(parents=True)
    said = amana("add", tmp_path / "box")
    assert said.status == 0
    assert said.err.splitlines() == [
        "0 preserved.",
        "This folder held nothing:",
        f"  {tmp_path / 'box' / 'inner'}",
    ]
    (tmp_path / "box" / "other").mkdir()
    assert "These folders held nothing:\n" in amana("add", tmp_path / "box").err
    told = amana("add", tmp_path / "box", "--json").lines
    assert told == [{"empty_folder": str(tmp_path / "box" / x)} for x in ("inner", "other")]


def test_without_reading_it_waits_for_work(amana: Amana, tmp_path: Path) -> None:
    said = amana("add", letters(tmp_path / "in", 2), "--no-read")
    assert "Reading" not in said.err
    assert "2 preserved." in said.err
    worked = amana("work")
    assert worked.status == 0
    assert worked.err.endswith("2 read.\n")
    assert amana("work").err == "Nothing waits to be read.\n"


def test_what_could_not_be_read_is_tried_again_when_asked(amana: Amana, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing of a page")
    assert "unreadable" in amana("add", broken).err
    assert amana("work").err == "Nothing waits to be read.\n"
    again = amana("read", "--again", "--where", "state=unreadable,no-reader").err
    assert again.startswith("not read      IT-")
    assert again.endswith("1 item still not read.\n")


def test_the_same_again_is_held_already(amana: Amana, tmp_path: Path) -> None:
    folder = letters(tmp_path / "in", 2)
    amana("add", folder)
    said = amana("add", folder)
    assert said.status == 0
    assert said.err.count("already-held") == 2
    assert "0 preserved, 2 already held." in said.err


@pytest.mark.parametrize("name", ["evil\x1b[2J.txt", "a\n200 preserved.", "-rf", "[red]x.txt",
                                  ":smile:.txt", "exe\u202efdp.txt"])  # fmt: skip
def test_a_name_can_neither_steer_the_terminal_nor_pose_as_our_line(
    amana: Amana, tmp_path: Path, name: str
) -> None:
    folder = letters(tmp_path / "in", 0)
    (folder / name).write_text("A letter.")
    for said in (amana("add", folder), amana("list"), amana("log")):
        assert said.status == 0
        assert "\x1b" not in said.err
        assert "\u202e" not in said.err
        assert "200 preserved." not in said.err.splitlines()
    if name.isprintable():
        assert name in amana("list").err


def test_the_form_is_kept_as_it_was_filled_in(amana: Amana, tmp_path: Path) -> None:
    said = amana(
        "add", letters(tmp_path / "in", 1), "--source", "S-9", "--collector", "N. Aram",
        "--purpose", "inquiry 12", "--method", "handover", "--consent", "oral, recorded",
        "--restriction", "confidential", "--restriction", "embargo:2999-01-31", "--json",
    )  # fmt: skip
    ref = said.lines[0]["ref"]
    (shown,) = amana("show", ref, "--purpose", "reading it again", "--json").lines
    item = shown["item"]
    assert (item["source"], item["collector"], item["purpose"]) == ("S-9", "N. Aram", "inquiry 12")
    assert (item["method"], item["consent"]) == ("handover", "oral, recorded")
    kinds = [(r["kind"], r["until"]) for r in item["restrictions"]]
    assert kinds == [("confidential", None), ("embargo", "2999-01-31")]


@pytest.mark.parametrize(
    "wrong", ["secret", "embargo", "embargo:soon", "confidential:2027-01-01", ""]
)
def test_a_condition_that_there_is_not_takes_nothing_in(
    amana: Amana, tmp_path: Path, wrong: str
) -> None:
    before = amana("status", "--json").lines
    said = amana("add", letters(tmp_path / "in", 1), "--restriction", wrong)
    assert said.status == 2
    assert "is not a restriction" in said.err
    assert "confidential, lead-only" in said.err
    assert amana("status", "--json").lines == before


def test_an_answer_of_the_form_is_one_line(amana: Amana, tmp_path: Path) -> None:
    said = amana("add", letters(tmp_path / "in", 1), "--source", "a\nb")
    assert said.status == 2
    assert "source" in said.err


@pytest.mark.parametrize("name", ["", "  ", "a\nb"])
def test_somebody_acts(amana: Amana, name: str) -> None:
    said = amana("status", "--as", name)
    assert said.status == 2
    assert said.err.startswith("amana: the name of the one who acts ")


def test_ctrl_c_keeps_what_was_told(
    amana: Amana, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from amana.archive import Archive  # noqa: PLC0415 - patched here alone

    add = Archive.add

    def stopped(self: Archive, *given: object, **options: object) -> object:
        report = add(self, *given, **options)  # type: ignore[arg-type]  # handed on as it came
        import msgspec  # noqa: PLC0415 - as above

        return msgspec.structs.replace(report, interrupted=True)

    monkeypatch.setattr(Archive, "add", stopped)
    said = amana("add", letters(tmp_path / "in", 1))
    assert said.status == INTERRUPTED
    assert said.err.endswith("is safe; run the same command again to go on.\n")


def test_projections_are_made_again(amana: Amana, folder: Path) -> None:
    before = amana("list", "--json").lines
    (folder / "cache" / "catalogue.db").unlink()
    said = amana("rebuild")
    assert said.status == 0
    assert said.err.startswith("Catalogue and search index were made again from ")
    assert amana("list", "--json").lines == before
    assert set(amana("rebuild", "--json").lines[0]) == {"entries"}
