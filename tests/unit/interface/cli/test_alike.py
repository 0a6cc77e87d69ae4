from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


def test_a_reprint_is_found_by_its_words(
    amana: Amana, refs: dict[str, str], samples: Path, tmp_path: Path
) -> None:
    printed = next(samples.rglob("two-articles.txt")).read_text("utf-8")
    copy = tmp_path / "reprint.txt"
    copy.write_text(printed.replace("\n\n", "\n\n\n"), "utf-8")
    assert amana("add", copy).status == 0
    said = amana("alike", refs["two-articles.txt"])
    assert said.status == 0
    assert "one story: 100% of the shorter text is in the longer one" in said.err
    found = amana("alike", refs["two-articles.txt"], "--json").lines[0]
    assert found["alike"][0]["one_origin"]
    stories = amana("alike", "--json").lines
    assert all(len(story["copies"]) > 1 for story in stories)
    assert "2 copies, one source" in amana("alike").err


def test_nothing_alike_is_said(amana: Amana, refs: dict[str, str]) -> None:
    said = amana("alike", refs["two-articles.txt"])
    assert f"Nothing here is like {refs['two-articles.txt']}." in said.err
    assert "restricted item" in said.err
    assert "No text here is a reprint of another." in amana("alike").err
