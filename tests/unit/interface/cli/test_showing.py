from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.archive import showing

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


def test_an_item_is_shown_whole(amana: Amana, refs: dict[str, str]) -> None:
    said = amana("show", refs["two-articles.txt"])
    assert said.status == 0
    assert said.out == ""
    for told in ("two-articles.txt", "4755 bytes", "The Aldera Courier", "N. Aram", "not stated",
                 "by this machine's clock, entry ", "restrictions  none"):  # fmt: skip
        assert told in said.err
    assert amana("show", refs["two-articles.txt"], "--json").lines[0]["item"]["articles"] == 2


@pytest.fixture
def parcel(tmp_path: Path) -> Path:
    """A ZIP archive that holds another, and names that would steer a terminal."""
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as file:
        for name in ("exe.\u202efdp.txt", "a\x1b[2Jb.txt", "line\nbreak.txt"):
            file.writestr(name, f"What stands in {name!a}.\n")
        file.writestr(
            zipfile.ZipInfo("caf\udce9.txt".encode(errors="surrogateescape").decode("cp437")), "1\n"
        )
    outer = tmp_path / "parcel\u2028.zip"
    with zipfile.ZipFile(outer, "w") as file:
        file.write(inner, "inner.zip")
    return outer


def test_names_from_evidence_steer_no_terminal(amana: Amana, parcel: Path) -> None:
    added = amana("add", parcel)
    said = [added, amana("list")]
    ref = amana("list", "--json").lines[-1]["ref"]
    assert "inner.zip \u203a a␛[2Jb.txt" in added.err
    commands = (["show", ref], ["show", f"{ref}.1.1"], ["list", "--inside", f"{ref}.1"],
                    ["log"], ["alike", f"{ref}.1.2"], ["status"], ["text", f"{ref}.1"],
                    ["search", "stands"], ["read", ref, "--again"], ["show", "IT\x1b[2J"],
                    ["prove", f"{ref}.1.1", "-o", "nowhere"])  # fmt: skip
    said += [amana(*command) for command in commands]
    for each in said:
        assert not set(each.err) & {"\u202e", "\x1b", "\u2028"}, each.err
        assert "\nbreak" not in each.err
    assert "␊break.txt" in said[2].err


def test_what_is_inside_is_shown_as_a_tree(
    amana: Amana, parcel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amana("add", parcel)
    ref = amana("list", "--json").lines[-1]["ref"]
    told = amana("show", ref)
    assert f"\n{ref}.1    read   application/zip  inner.zip\n" in told.err
    assert f"\n{ref}.1.1  read   text/plain         exe.\ufffdfdp.txt\n" in told.err
    contents = amana("show", ref, "--json").lines[0]["closer"]["contents"]
    assert [len(each["contents"]) for each in contents] == [4]
    monkeypatch.setattr(showing, "WIDTH", 2)
    assert f"… and 2 more: amana list --inside {ref}.1\n" in amana("show", ref).err
    monkeypatch.setattr(showing, "MOST", 1)
    assert f"… 4 items: amana list --inside {ref}.1\n" in amana("show", ref).err


def test_doubts_about_a_kind_are_shown(amana: Amana, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_text("This is no picture, but a letter.\n")
    amana("add", path)
    told = amana("show", amana("list", "--json").lines[-1]["ref"]).err
    assert "taken for     text/plain (amana)" in told
    assert ".png (name)" in told
    assert "warning       " in told


def test_copies_and_saved_pages_are_pointed_at(amana: Amana, tmp_path: Path) -> None:
    story = "".join(f"Witness {n} saw {n * 7} lorries near the mill of Aldera. " for n in range(40))
    page = tmp_path / "story.html"
    page.write_text(f"<html><body><h1>Lorries</h1><p>{story}</p></body></html>")
    (tmp_path / "story_files").mkdir()
    (tmp_path / "story_files" / "look.css").write_text("p {color: red}\n")
    (tmp_path / "copy.txt").write_text("Lorries\n\n" + story)
    amana("add", tmp_path / "story.html", tmp_path / "story_files", tmp_path / "copy.txt")
    page_ref, look, copy = (line["ref"] for line in amana("list", "--json").lines[-3:])
    shown = amana("show", page_ref).err
    assert f"alike         1 other item: `amana alike {page_ref}`" in shown
    assert "saved page    1 file of its folder came in with it" in shown
    assert f"saved page    belongs to the saved page {page_ref}" in amana("show", look).err
    assert "saved page" not in amana("show", copy).err


def test_what_an_item_says_about_itself_is_shown_as_its_own_words(
    amana: Amana, samples: Path
) -> None:
    amana("add", samples / "counsel" / "handover.eml")
    mail = amana("list", "--json").lines[-1]["ref"]
    assert "it says       made by L. Haddar\n" in amana("show", mail).err
    shown = amana("show", f"{mail}.1.2").err
    assert "made 2024-04-20T02:07:31 (exif:DateTimeOriginal, no zone stated)\n" in shown
    assert "made at latitude -31.2111111, longitude -15.4013889\n" in shown
    said = dict(amana("show", f"{mail}.1.2", "--json").lines[0]["closer"]["metadata"])
    assert said["geo:lat"] == "-31.2111111"
    assert not any(key.startswith("exif:") for key in said), "raw values stand in the reading"
    amana("text", f"{mail}.1.1")
    assert amana("text", f"{mail}.1.1").err.startswith("\nwarning: 42 characters were deleted")
