"""From files to facts with every step that there is, as a person meets it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ENGLISH = """Tribunal requests papers on shelling of Norhaven

The Harbour Tribunal said on Monday that more than 40 families fled Norhaven after shelling on 3 March 2019.

Commissioner Dalia Mansur accused the militia of killing 12 people. "We saw the shells fall," she said.
"""  # noqa: E501 - a paragraph is a line
ARABIC = """قالت دالية منصور يوم الاثنين إن 12 شخصا قتلوا في قصف على مدينة حلب.\n"""
Run = Callable[..., list[dict[str, object]]]


@pytest.fixture
def amana(tmp_path: Path, warm: Path) -> Run:
    """Return what runs a command, and returns what it prints as JSON."""
    environment = {**os.environ, "AMANA_ANALYSTS": "1", "AMANA_ARCHIVE": str(tmp_path / "archive")}

    def run(*words: str | Path) -> list[dict[str, object]]:
        done = subprocess.run(
            [warm / "amana", *words, "--json"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


@pytest.mark.timeout(300)
def test_what_is_taken_in_is_analysed_and_its_facts_quote_it(amana: Run, tmp_path: Path) -> None:
    for name, text in (("english.txt", ENGLISH), ("arabic.txt", ARABIC)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    amana("init", tmp_path / "archive")
    told = amana("add", tmp_path / "english.txt", tmp_path / "arabic.txt")
    analysed = {str(each["ref"]): each for each in told if "analysis" in each}
    assert [each["analysis"] for each in analysed.values()] == ["analysed"] * 2
    kinds = set()
    for ref, each in analysed.items():
        (reading,) = amana("text", ref)
        text = str(reading["text"])
        facts = [
            fact for fact in amana("facts", ref) if fact["kind"] not in ("article", "likeness")
        ]
        assert len(facts) == each["facts"]
        for fact in facts:
            span = fact["span"]
            assert isinstance(span, dict)
            assert text[span["char_start"] : span["char_end"]] == span["quote"]
            kinds.add(fact["kind"])
    assert {"mention", "time", "quantity", "claim"} <= kinds
    assert amana("work")[-1]["analysis"] == {}
    (report,) = (each for each in amana("check", "--projections") if "ok" in each)
    assert report["ok"]
