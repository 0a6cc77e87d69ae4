"""`work` and `read`, as a person types them."""

from __future__ import annotations

import base64
import getpass
import re
from pathlib import Path
from subprocess import run
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    letter = tmp_path / "letter.txt"
    letter.write_text("The order was signed. " * 40)
    zipped = tmp_path / "locked.zip"
    run(["zip", "-q", "-j", "-P", "open-sesame", zipped, letter], check=True)  # noqa: S607 - our own
    return zipped


def passwords(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "passwords"
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def test_reading_again_tells_what_changed(amana: Amana, locked: Path, tmp_path: Path) -> None:
    amana("add", locked)
    where = ("--where", "notice=children-locked")
    said = amana("read", "--again", *where, "--password-file", passwords(tmp_path, "wrong"))
    assert "none of the passwords that were given opens it" in said.err
    assert said.err.endswith("1 item the same as before.\n")
    said = amana("read", "--again", *where, "--password-file", passwords(tmp_path, "open-sesame"))
    assert "partly-read before, read now; the same text; found inside: letter.txt" in said.err
    assert "no longer says children-locked" in said.err
    assert "1 item read anew, beside the earlier reading." in said.err
    assert "1 item more read: found inside, or waiting." in said.err
    told = amana("log", "--limit", "2").err
    assert "with a password that was given" in told
    assert "open-sesame" not in told


def test_a_higher_limit_gives_more_and_is_no_defect(
    amana: Amana, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("The order was signed. " * 40)
    inner, outer = tmp_path / "inner.zip", tmp_path / "outer.zip"
    run(["zip", "-q", "-j", inner, letter], check=True)  # noqa: S607 - our own
    run(["zip", "-q", "-j", outer, inner], check=True)  # noqa: S607 - our own
    monkeypatch.setenv("AMANA_INSIDE_LAYERS", "1")
    amana("add", outer)
    again = ("read", "--again", "--where", "notice=children-refused")
    assert amana(*again).err.endswith("1 item the same as before.\n")
    monkeypatch.setenv("AMANA_INSIDE_LAYERS", "2")
    said = amana(*again).err
    assert "partly-read before, read now; the same text; found inside: letter.txt" in said
    assert "1 item read anew, beside the earlier reading." in said
    assert amana("read", "--again", "--where", "recipe=other").err == (
        "Nothing fits these conditions.\n"
    )
    assert amana("check", "--projections").status == 0


def test_another_recipe_that_reads_the_same_has_changed_nothing(
    amana: Amana, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dot = tmp_path / "dot.gif"
    dot.write_bytes(base64.b64decode("R0lGODdhAQABAIAAADMzM////ywAAAAAAQABAAACAkQBADs="))
    monkeypatch.setenv("AMANA_OCR_LANGUAGES", "")
    amana("add", dot)
    monkeypatch.setenv("AMANA_OCR_LANGUAGES", "eng")
    said = amana("read", "--again", "--where", "type=image/gif")
    assert re.search(r"^same  +IT-\S+  dot.gif: read-empty; the same text$", said.err, re.MULTILINE)
    assert "1 item read anew, beside the earlier reading." in said.err


def test_a_password_is_asked_for(
    amana: Amana, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amana("add", locked)
    monkeypatch.setattr(getpass, "getpass", lambda _: "open-sesame")
    said = amana("read", "--again", "--ask-password", "--where", "type=application/zip", "--json")
    difference, child, report = said.lines
    assert (difference["became"], difference["found_paths"]) == ("changed", ["letter.txt"])
    assert child["state"] == "read"
    assert report["became"] == {"changed": 1}


def test_what_cannot_be_meant_is_refused(amana: Amana, tmp_path: Path) -> None:
    empty = passwords(tmp_path)
    assert amana("read", "--password-file", empty).status == 2
    assert amana("read", "--password-file", tmp_path / "none").status == 2
    assert "state=" in amana("read", "--again", "--where", "status=read").err
    assert amana("read", "IT-7F3K-Q2MH").status == 3


def test_without_again_what_waits_is_read(amana: Amana, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("The order was signed.\n")
    amana("add", letter, "--no-read")
    said = amana("read")
    assert said.err.startswith("read          IT-")
    assert said.err.endswith("1 read.\n")
    assert amana("read").err == "Nothing waits to be read.\n"
    assert amana("work").err == "Nothing waits to be read.\n"
    assert amana("read", "--again", "--where", "state=refused").err.startswith("Nothing fits")
