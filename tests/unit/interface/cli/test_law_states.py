from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.archive import init_archive

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

OWN = {
    "kind": "deposit", "state": "SUN", "date": "2026-09-01", "since": "2026-11-01",
    "instrument": "accession", "source": "C.N.9.2026", "retrieved": "2026-10-01",
}  # fmt: skip


def test_states_are_listed_as_of_a_day(outside: Amana) -> None:
    rows = {
        row["iso3"]: row for row in outside("law", "states", "--on", "2024-12-31", "--json").lines
    }
    assert rows["UKR"]["deposited"] == "2024-10-25"
    assert rows["UKR"]["in_force"] is False
    assert sum(row["in_force"] for row in rows.values()) == 124
    assert rows["SSD"]["name_ar"] == "جنوب السودان"
    told = outside("law", "states", "--on", "2024-12-31").err
    assert "125 instruments deposited" in told
    assert "124 States for which" in told
    assert "withdrawal rescinded 2017-03-07" in told


def test_one_state_is_told_with_all_its_facts_and_their_sources(outside: Amana) -> None:
    (row,) = outside("law", "states", "Hungary", "--on", "2026-06-01", "--json").lines
    kinds = [fact["kind"] for fact in row["facts"]]
    assert kinds.index("withdrawal-announced") < kinds.index("withdrawal")
    assert all(fact["source"] and fact["retrieved"] for fact in row["facts"])
    told = outside("law", "states", "سوريا", "MLI", "GRL", "--on", "2026-06-01").err
    assert "S/2014/348" in told
    assert "withdrawal announced 2025-09-22, not notified" in told
    assert "territory of DNK" in told
    assert "through DNK" in told


def test_totals_are_one_value(outside: Amana) -> None:
    asked = ("law", "states", "--totals", "--on", "2026-06-02")
    assert outside(*asked, "--json").lines == [
        {"on": "2026-06-02", "signed": 139, "deposited": 124, "in_force": 124, "known_until": None}
    ]
    assert "124 States" in outside(*asked).err
    assert "known until" not in outside(*asked).err
    assert "is known until 2026-06-02" in outside(*asked[:-1], "2026-06-03").err
    assert outside(*asked, "MLI").status == 2


def test_what_nobody_knows_is_an_error_with_the_nearest(outside: Amana) -> None:
    said = outside("law", "states", "Syrai")
    assert (said.status, said.out) == (2, "")
    assert "did you mean SYR" in said.err


def test_an_operators_facts_are_laid_over(
    outside: Amana, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    init_archive(tmp_path, actor="nadia").close()
    own = tmp_path_factory.mktemp("own") / "own.jsonl"
    own.write_text(json.dumps(OWN), encoding="utf-8")
    asked = ("law", "states", "SUN", "--on", "2026-12-01", "--json")
    assert outside(*asked).lines[0]["in_force"] is False
    assert outside(*asked, "--facts", own).lines[0]["in_force"] is True
    settings = tmp_path / "amana.toml"
    named = settings.read_text().replace('treaty_facts = ""', f'treaty_facts = "{own}"')
    settings.write_text(named)
    assert outside(*asked).lines[0]["in_force"] is True
    own.write_text("{}", encoding="utf-8")
    assert "own.jsonl, line 1:" in outside(*asked).err
    own.unlink()
    assert "cannot be read" in outside(*asked).err


def test_facts_that_need_a_look_are_told(outside: Amana, tmp_path: Path) -> None:
    said = outside("law", "check", "--on", "2026-11-22")
    assert said.status == 0
    assert "0 inconsistent" in said.err
    assert "acceptances are complete only until 2019-11-27" in said.err
    rows = outside("law", "check", "--on", "2026-11-22", "--older-than", "600", "--json").lines
    assert {row["doubt"] for row in rows} == {"unverified"}
    assert {"treaty", "mode"} <= {row["area"] for row in rows}
    own = tmp_path / "own.jsonl"
    own.write_text(json.dumps({**OWN, "since": "2026-12-01"}), encoding="utf-8")
    said = outside("law", "check", "--facts", own, "--json", "--on", "2026-11-22")
    assert said.status == 1
    why = [row["why"] for row in said.lines if row["doubt"] == "inconsistent"]
    assert "did not exist" in why[0]
    assert "Article 126" in why[1]
