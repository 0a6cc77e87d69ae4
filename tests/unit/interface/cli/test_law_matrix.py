from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from amana.archive import open_archive, read_decisions

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

CRIME = "rs:7(1)(f)"
MATTERS: tuple[dict[str, Any], ...] = (
    {"decision": "situation", "key": "norland", "name": "Situation in Norland"},
    {"decision": "person", "key": "k", "name": "Karim Zand", "of": "Third Brigade"},
    {"decision": "incident", "key": "may", "situation": "norland", "name": "Detention",
     "date": "2024-05", "actors": ["Third Brigade"]},
    {"decision": "charge", "key": "station", "situation": "norland", "crime": CRIME,
     "mode": "rs:25(3)(a)/co", "person": "k", "incidents": ["may"], "name": "The old station"},
    {"decision": "conclusion", "key": "view", "situation": "norland", "text": "They ran it."},
    {"decision": "link", "key": "for", "charge": "station", "element": f"{CRIME}#3",
     "effect": "supports", "conclusion": "view"},
    {"decision": "assess", "key": "held", "charge": "station", "element": f"{CRIME}#3",
     "held": "open", "standard": "reasonable_basis"},
)  # fmt: skip


@pytest.fixture(scope="module")
def told(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An archive in which they are entered, and the item that the link which undermines cites."""
    folder = _copy(made, tmp_path_factory.mktemp("told"))
    with open_archive(folder, actor="nadia") as archive:
        article = json.loads(next(archive.facts(kind="article")))
        words = {name: article["title"][name] for name in ("char_start", "char_end", "quote")}
        against = {
            "decision": "link", "key": "against", "charge": "station", "element": f"{CRIME}#3",
            "effect": "undermines", "cites": [{"item": article["item"], **words}],
        }  # fmt: skip
        lines = [json.dumps({"reason": "as told", **each}) for each in (*MATTERS, against)]
        archive.decide(read_decisions("\n".join(lines).encode()))
    return folder, article["item"]


@pytest.fixture
def folder(told: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of that archive, for one test."""
    return _copy(told[0], tmp_path)


@pytest.fixture
def entered(told: tuple[Path, str]) -> str:
    """The item that the link which undermines cites."""
    return told[1]


def _copy(archive: Path, folder: Path) -> Path:
    ignored = shutil.ignore_patterns("*.sock")
    return Path(shutil.copytree(archive, folder / "harbour", ignore=ignored))


def test_a_matrix_is_shown_with_what_stands_against_it(amana: Amana, entered: str) -> None:
    said = amana("law", "matrix", "station")
    assert (said.status, said.out) == (0, "")
    for told in (
        "The old station: rs:7(1)(f)",
        "! rs:7(1)(f)#3: Contradicted",
        "reasonable basis",
        "What undermines an element, or explains it otherwise:",
        entered,
        "nothing here says that anyone is guilty",
    ):
        assert told in said.err
    (matrix,) = amana("law", "matrix", "station", "--json").lines
    assert matrix["charge"]["stated"]["by"] == "nadia"
    assert [part["section"] for part in matrix["parts"]] == ["context", "crime", "mode", "beside"]


def test_a_matrix_is_written_in_each_form_and_entered(
    amana: Amana, entered: str, tmp_path: Path
) -> None:
    page, lines, value = (tmp_path / f"m.{form}" for form in ("html", "csv", "json"))
    address = "https://archive.example"
    said = amana("law", "matrix", "station", "--to", page, "--language", "ar", "--address", address)
    assert said.status == 0, said.err
    text = page.read_text(encoding="utf-8")
    assert 'lang="ar" dir="rtl"' in text
    assert f"{address}/items/{entered}?" in text
    assert hashlib.sha256(page.read_bytes()).hexdigest() in said.err
    assert page.stat().st_mode & 0o077 == 0
    assert amana("law", "matrix", "station", "--to", lines).status == 0
    rows = list(csv.DictReader(io.StringIO(lines.read_text("utf-8-sig"), newline="")))
    assert [row["key"] for row in rows if row["effect"] == "undermines"] == ["against"]
    (told,) = amana("law", "matrix", "station", "--to", value, "--json").lines
    assert told["sha256"] == hashlib.sha256(value.read_bytes()).hexdigest()
    assert json.loads(value.read_bytes())["format"] == "amana-matrix-1"
    again = amana("law", "matrix", "station", "--to", page)
    assert (again.status, "is there already" in again.err) == (2, True)
    assert page.read_text(encoding="utf-8") == text


def test_what_cannot_be_written_leaves_nothing(amana: Amana, entered: str, tmp_path: Path) -> None:
    for name, words, why in (
        ("m.pdf", (), "none of the endings"),
        ("m.html", ("--address", "javascript:x"), "is no address"),
    ):
        said = amana("law", "matrix", "station", "--to", tmp_path / name, *words)
        assert (said.status, why in said.err) == (2, True), said.err
        assert not (tmp_path / name).exists()
    said = amana("law", "matrix", "stations")
    assert (said.status, "did you mean 'station'" in said.err) == (3, True)
    assert entered


def test_matters_are_listed_by_situation_and_kind(
    amana: Amana, entered: str, tmp_path: Path
) -> None:
    keys = [each["matter"]["key"] for each in amana("law", "matters", "--json").lines]
    assert keys == ["norland", "k", "may", "station", "view", "for", "held", "against"]
    links = amana("law", "matters", "--situation", "norland", "--kind", "link", "--json").lines
    assert [each["matter"]["effect"] for each in links] == ["supports", "undermines"]
    told = amana("law", "matters").err
    assert "undermines rs:7(1)(f)#3 (station)" in told
    back = tmp_path / "back.jsonl"
    back.write_text('{"decision":"withdraw-matter","key":"against","reason":"misread"}\n')
    assert amana("decide", back).status == 0
    options = ("--situation", "norland", "--kind", "link")
    assert len(amana("law", "matters", *options, "--json").lines) == 1
    assert "1 (taken back)" in amana("law", "matters", *options, "--versions").err
    said = amana("law", "matrix", "station").err
    assert "otherwise stands, which does not\nshow that there is nothing." in said
    assert "taken back by its author:" in said
    assert entered in said.split("taken back by its author:")[1]
    assert "did you mean 'charge'" in amana("law", "matters", "--kind", "charges").err
    assert amana("law", "matters", "--situation", "norlund").status == 3
