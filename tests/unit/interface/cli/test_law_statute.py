from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

TABLE = (
    "id\tlanguage\ttext\tsource\tretrieved\n"
    "Article 8 (2) (c) (i)\ten\tInvented words.\tsource\t2025-03-01\n"
    "rs:8(2)(c)(i)-4#2\ten\tInvented element.\tsource\t2025-03-01\n"
    "Article 17\ten\tOther words.\tsource\t2025-03-01\n"
)


def test_standards_are_listed_for_people_and_for_programs(outside: Amana) -> None:
    told = outside("law", "standards").err
    assert "reasonable_grounds_to_believe" in told
    assert "أسباب معقولة للاعتقاد" in told
    assert "needs 2 independent origins" in told
    rows = outside("law", "standards", "--json").lines
    ladder = [row for row in rows if row["list"] == "standard-of-proof"]
    assert [row["rank"] for row in ladder] == [0, 1, 2, 3, None, 4]
    (unknown,) = (r for r in rows if r["list"] == "source-reliability" and r["code"] == "F")
    assert unknown["rank"] is None


def test_crimes_are_listed_with_all_their_elements(outside: Amana) -> None:
    rows = outside("law", "crimes", "--json").lines
    drafted = [row for row in rows if row["elements_given"] == "given"]
    assert sum(len(row["elements"]) for row in drafted) == 485
    assert len(rows) > 96
    first = rows[0]
    assert (first["id"], set(first["label"])) == ("rs:6(a)", {"en", "ar"})
    assert first["elements"][0]["id"] == "rs:6(a)#1"
    assert "rs:25(3)(e)" in first["modes"]
    told = outside("law", "crimes").err.splitlines()
    assert len(told) == len(rows) + 1


def test_a_crime_is_shown_by_any_way_of_writing_it(outside: Amana) -> None:
    (row,) = outside("law", "crimes", "المادة 8 (2) (هـ) (13)", "--json").lines
    assert row["id"] == "rs:8(2)(e)(xiii)"
    assert row["amended_by"]["id"] == row["amendment"] == "2010-weapons"
    told = outside("law", "crimes", "Art. 8(2)(e)(xiii)").err
    assert "RC/Res.5" in told
    assert "#1  " in told
    assert "rs:28(a)" in told
    refused = outside("law", "crimes", "8(2)(b)(xxx)")
    assert refused.status == 2
    assert "did you mean rs:8(2)(b)(xxix)?" in refused.err


def test_official_texts_stand_beside_our_labels(outside: Amana, tmp_path: Path) -> None:
    table = tmp_path / "texts.tsv"
    table.write_text(TABLE, encoding="utf-8")
    (row,) = outside("law", "crimes", "8(2)(c)(i)-4", "--texts", table, "--json").lines
    assert [text["id"] for text in row["texts"]] == ["rs:8(2)(c)(i)", "rs:8(2)(c)(i)-4#2"]
    told = outside("law", "crimes", "8(2)(c)(i)-4", "--texts", table).err
    assert "| Invented words." in told
    assert "official text [en] source, retrieved 2025-03-01" in told
    everything = outside("law", "crimes", "--texts", table).err
    assert everything.endswith("In the table of texts, but of no crime listed here: rs:17\n")
    table.write_text(TABLE.replace("Article 17", "Article 170"), encoding="utf-8")
    refused = outside("law", "crimes", "--texts", table)
    assert refused.status == 2
    assert refused.out == ""
    assert "row 4: the Rome Statute has no rs:170" in refused.err


def test_modes_are_listed_and_shown_with_their_grounds(outside: Amana) -> None:
    rows = outside("law", "modes", "--json").lines
    assert len(rows) == 15
    assert all(len(row["grounds"]) == len(row["elements"]) for row in rows)
    assert "beside another mode" in outside("law", "modes").err
    told = outside("law", "modes", "Art. 25(3)(a)").err
    assert told.count("rs:25(3)(a)/") == 4
    assert "ICC-01/04-01/06" in told
    assert "(unverified)" in told
