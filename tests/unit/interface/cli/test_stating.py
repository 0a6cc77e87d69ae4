from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Amana = Callable[..., Any]


@pytest.fixture
def ref(refs: dict[str, str]) -> str:
    return refs["market-reprint.txt"]


def test_a_statement_is_written_and_what_it_withholds_is_told(
    amana: Amana, ref: str, tmp_path: Path, entries: int
) -> None:
    path = tmp_path / "statement.html"
    said = amana("statement", ref, "-o", path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert said.status == 0
    assert said.out == ""
    assert said.err == (
        f"The statement about {ref} is in {path}: read it, then sign it by hand.\n"
        "It withholds: actor, name, path, source, collector, purpose, consent, restrictions, "
        "claimed.\n"
        f"Its SHA-256 is {digest}, entered in the custody log as entry {entries}.\n"
    )
    assert "Courier" not in path.read_text(encoding="utf-8")
    again = amana("statement", ref, "-o", path)
    assert again.status == 2
    assert "is there already" in again.err


def test_programs_get_json(amana: Amana, ref: str, tmp_path: Path, entries: int) -> None:
    options = ("--language", "ar", "--release", "source", "--json")
    (stated,) = amana("statement", ref, "-o", tmp_path / "s.pdf", *options).lines
    assert (stated["entry"], stated["form"], stated["language"]) == (entries, "pdf", "ar")
    assert "source" in stated["shown"]


def test_where_it_goes_must_be_said(amana: Amana, ref: str) -> None:
    said = amana("statement", ref)
    assert said.status == 2
    assert "--output" in said.err


def test_another_language_is_refused(amana: Amana, ref: str, tmp_path: Path) -> None:
    said = amana("statement", ref, "-o", tmp_path / "s.pdf", "--language", "fr")
    assert said.status == 2
    assert not (tmp_path / "s.pdf").exists()
