from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


def test_a_file_of_decisions_is_entered(
    amana: Amana, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fact = amana("facts", "--kind", "article").lines[0]
    line = {"decision": "mark", "item": fact["item"], "fact": fact["id"], "mark": "right"}
    path = tmp_path / "decisions.jsonl"
    lines = [
        {**line, "reason": "read by eye"},
        {"decision": "situation", "key": "oran", "name": "Oran", "reason": "opened"},
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    said = amana("decide", path)
    assert (said.status, said.out) == (0, "")
    assert "2 decisions entered in the custody log." in said.err
    told = next(each for each in amana("facts").lines if each["id"] == fact["id"])
    assert told["decisions"][0]["by"]["name"] == "nadia"
    typed = io.TextIOWrapper(io.BytesIO(path.read_bytes()))
    monkeypatch.setattr(sys, "stdin", typed)
    entered, matter = amana("decide", "-", "--json", "--as", "omar").lines
    assert (entered["fact"], entered["made"]) == (fact["id"], None)
    assert (matter["key"], matter["version"], matter["item"]) == ("oran", 2, None)
    assert "marked a fact (article)" in amana("log", fact["item"]).err


def test_what_is_no_file_of_decisions_is_refused(amana: Amana, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "wrong.jsonl").write_text("{}\n")
    for name, why in (
        ("empty", "holds no decision"),
        ("wrong", "line 1 is no decision"),
        ("absent", "cannot be read"),
    ):
        said = amana("decide", tmp_path / f"{name}.jsonl")
        assert (said.status, why in said.err) == (2, True), said.err
