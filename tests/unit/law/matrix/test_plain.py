from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.law.matrix import case
from tests.unit.law.matrix.case import CHARGE, EDITION, OMAR, STORY, cite, link, made

from amana.law.matrix import Edition, Notice, as_csv, as_json
from amana.law.matrix.plain import COLUMNS, guarded
from amana.law.matrix.shapes import (
    Assessed,
    Charged,
    Linked,
    Matrix,
    Named,
    Part,
    Passage,
    Row,
    Stated,
)
from amana.records import Effect

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def lines(matrix: Matrix) -> list[dict[str, str]]:
    text = as_csv(matrix, EDITION).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_the_values_are_utf_8_with_a_mark_and_lines_end_as_the_standard_says() -> None:
    content = as_csv(made(*STORY), EDITION)
    assert content.startswith(b"\xef\xbb\xbfwhat,charge,as_of,")
    assert content.count(b"\r\n") == content.count(b"\n")
    assert content.endswith(b"\r\n")


def test_every_line_has_every_column() -> None:
    content = as_csv(made(*STORY), EDITION).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_links_and_assessments_are_lines_of_their_own_with_their_passages() -> None:
    found = lines(made(*STORY))
    kinds = [line["what"] for line in found]
    assert kinds[0] == "charge"
    assert {"element", "link", "assessment"} <= set(kinds)
    beaten = [line for line in found if line["key"] == "beaten"]
    assert [(line["passage"], line["stands"]) for line in beaten] == [
        ("1/1", "yes"),
        ("1/2", f"replaced:{case.FIRST + 11}"),
        ("2/2", f"replaced:{case.FIRST + 11}"),
    ]
    lawful = next(line for line in found if line["key"] == "lawful")
    assert lawful["effect"] == "undermines"
    assert lawful["quote"] == "A judge had signed."
    assert lawful["address"].startswith("https://archive.example/items/IT-7F3K-Q2M9?")
    gone = next(line for line in found if line["gone"] == "yes")
    assert (gone["quote"], gone["original"], gone["conclusion"]) == ("", "", "control")


def test_a_gap_has_its_line() -> None:
    gap = next(line for line in lines(made()) if line["element"] == case.named("#3"))
    assert (gap["what"], gap["status"], gap["notices"]) == ("element", "no-material", "gap")


@given(st.text())
def test_no_value_is_a_formula_and_what_was_there_can_be_had_back(text: str) -> None:
    value = guarded(text)
    assert not value.lstrip(" \u00a0\u3000\ufeff\u200b\u200e\u200f").startswith(FORMULA)
    assert value.removeprefix("'") == text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u00a0=1", "＝1", "'=1", '=HYPERLINK("x")'],  # noqa: RUF001 - full width is meant
)
def test_formulas_of_every_spelling_are_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"
    matter = link("odd", "#3", Effect.UNDERMINES, cite(quote=text))
    found = lines(made((text, msgspec.structs.replace(matter, reason=text))))
    line = next(line for line in found if line["key"] == "odd")
    assert (line["quote"], line["reason"], line["by"]) == (f"'{text}",) * 3


def test_the_whole_matrix_is_in_the_json() -> None:
    matrix = made(*STORY)
    told = json.loads(as_json(matrix, EDITION))
    assert list(told) == [
        "format", "says", "edition", "charge", "notices", "against", "once_against", "parts",
        "elsewhere", "elsewhere_assessments",
    ]  # fmt: skip
    assert told["format"] == "amana-matrix-1"
    assert any("guilty" in each for each in told["says"])
    assert told["charge"]["stated"]["key"] == CHARGE
    assert told["edition"]["entries"] == 412
    parts = msgspec.json.encode(told["parts"])
    assert msgspec.json.decode(parts, type=tuple[Part, ...]) == matrix.parts


def test_the_reference_names_every_column_and_member(root: Path) -> None:
    page = (root / "docs" / "reference" / "law-matrix.md").read_text(encoding="utf-8")
    told: tuple[type[msgspec.Struct], ...] = (
        Charged, Row, Linked, Assessed, Stated, Passage, Named, Notice, Edition,
    )  # fmt: skip
    members = {field.name for each in told for field in msgspec.structs.fields(each)}
    missing = {each for each in members | set(COLUMNS) if not re.search(rf"`{each}(\[\])?`", page)}
    assert missing == set()


def test_what_was_taken_back_is_in_both() -> None:
    matrix = made((OMAR, link("no", "#3", Effect.UNDERMINES, cite())), taken_back=[(case.FIRST, 9)])
    assert [line["stands"] for line in lines(matrix) if line["key"] == "no"] == ["withdrawn:9"]
    row = next(
        row
        for part in json.loads(as_json(matrix, EDITION))["parts"]
        for row in part["rows"]
        if row["element"] == case.named("#3")
    )
    assert [each["effect"] for each in row["earlier"]] == ["undermines"]


@pytest.mark.parametrize(
    "mark", [chr(each) for each in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
)
def test_what_turns_the_direction_is_written_by_its_number(mark: str) -> None:
    text = f"safe{mark}live"
    matter = link("odd", "#3", Effect.UNDERMINES, cite(quote=text))
    matrix = made(("Rana", msgspec.structs.replace(matter, reason=mark)))
    line = next(line for line in lines(matrix) if line["key"] == "odd")
    shown = f"[U+{ord(mark):04X}]"
    assert (line["quote"], line["reason"]) == (f"safe{shown}live", shown)
    assert mark not in as_csv(matrix, EDITION).decode()
