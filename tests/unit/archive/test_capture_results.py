from __future__ import annotations

import csv
from pathlib import Path

import pytest

from amana.archive.capture_results import COLUMNS, ResultRow, Results
from amana.core import UsageError


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_are_there_as_soon_as_they_are_told(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    with Results(path) as results:
        assert results.done == frozenset()
        results.add(ResultRow(url="http://a.example/", state="captured", line=2, item="IT-1"))
        (row,) = rows_of(path)
        assert row["item"] == "IT-1"
        assert tuple(row) == COLUMNS


def test_a_later_run_goes_on_where_one_stopped(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    states = ("captured", "gone", "unreachable", "not-captured", "captured-in-part")
    with Results(path) as results:
        for number, state in enumerate(states):
            results.add(ResultRow(url=f"http://{number}.example/", state=state))
    with Results(path) as results:
        assert results.done == {f"http://{n}.example/" for n in (0, 1, 4)}
        results.add(ResultRow(url="http://2.example/", state="captured"))
    with Results(path) as results:
        assert "http://2.example/" in results.done
    assert len(rows_of(path)) == 6


def test_a_row_that_a_crash_tore_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    with Results(path) as results:
        results.add(ResultRow(url="http://a.example/", state="captured"))
    whole = path.read_bytes()
    path.write_bytes(whole + b"3,http://b.exam")
    with Results(path) as results:
        assert results.done == {"http://a.example/"}
    assert path.read_bytes() == whole
    path.write_bytes(whole[:5])
    with Results(path) as results:
        assert results.rows == []


def test_something_else_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "thesis.csv"
    path.write_bytes(b"three,years\r\nof,work\r\n")
    with pytest.raises(UsageError, match="holds no results"):
        Results(path)
    assert path.read_bytes() == b"three,years\r\nof,work\r\n"
    with pytest.raises(UsageError, match="cannot be written"):
        Results(tmp_path)


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    with Results(path) as results:
        results.add(ResultRow(url="http://a/", state="failed", reason="=HYPERLINK(1)\r\n2"))
    assert rows_of(path)[0]["reason"] == "'=HYPERLINK(1) 2"
