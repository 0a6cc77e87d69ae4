from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.acquire.capture import Outcome

if TYPE_CHECKING:
    from tests.unit.conftest import Web
    from tests.unit.interface.cli.conftest import Amana

A, B, C = "http://a.example/", "http://b.example/", "http://c.example/"


def test_a_page_is_captured_and_told_in_words(amana: Amana, web: Web) -> None:
    web.pages = {A: "The kestrel.", B: Outcome.UNREACHABLE}
    said = amana("capture", A, "--yes", "--no-read", "--purpose", "the case")
    assert said.status == 0
    assert "captured         IT-" in said.err
    assert "the page was captured (HTTP status 200): 3 requests, 4096 bytes" in said.err
    failed = amana("capture", B, "--yes", "--no-read")
    assert failed.status == 1
    assert "the site could not be reached" in failed.err


def test_nothing_is_asked_for_before_somebody_agreed(
    amana: Amana, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = amana("capture", A)
    assert said.status == 2
    assert "sees the address of this connection" in said.err
    assert "--yes" in said.err
    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: "n")
    assert amana("capture", A).status == 2
    assert web.asked == []


def test_a_dry_run_tells_what_each_row_would_do(amana: Amana, web: Web, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"url,risk,every,source\n{A},low,,\n{B},imminent,6h,S-7\n")
    said = amana("capture", "--list", path, "--dry-run")
    assert said.status == 0
    assert said.err.index(B) < said.err.index(A)
    assert "every 6h" in said.err
    assert "source: S-7" in said.err
    assert "2 pages; nothing was asked for." in said.err
    plain = amana("capture", "--list", path, "--dry-run", "--json")
    assert [line["url"] for line in plain.lines] == [B, A]
    assert web.asked == []
    path.write_text(f"url,risk\n{A},dire\n")
    assert "line 2: 'dire' is no risk" in amana("capture", "--list", path, "--dry-run").err


def test_a_list_goes_on_where_it_stopped(amana: Amana, web: Web, tmp_path: Path) -> None:
    web.pages = {A: "One.", B: Outcome.UNREACHABLE, C: Outcome.GONE}
    path, results = tmp_path / "list.txt", tmp_path / "results.csv"
    path.write_text(f"{A}\n{B}\n{C}\n")
    words = ("capture", "--list", path, "--results", results, "--yes", "--no-read", "--tabs", "1")
    assert amana(*words).status == 1
    web.asked.clear()
    web.pages[B] = "Two."
    again = amana(*words)
    assert again.status == 0
    assert [url for url, _ in web.asked] == [B]
    assert "2 pages captured before, and not asked for again." in again.err
    with results.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["state"] for row in rows] == ["captured", "unreachable", "gone", "captured"]
    assert rows[0]["item"].startswith("IT-")
    assert rows[1]["reason"] == "the site could not be reached"
    web.asked.clear()
    assert amana(*words).status == 0
    assert web.asked == []


def test_programs_get_lines(amana: Amana, web: Web) -> None:
    web.pages = {A: "One."}
    said = amana("capture", A, "--yes", "--no-read", "--json")
    progress, row = said.lines
    assert progress["step"] == "loading"
    assert (row["state"], row["url"]) == ("captured", A)


@pytest.mark.parametrize(
    "words", [(), (A, "--list", "x.csv"), ("ftp://a.example/",), (A, "--profile", "tor")]
)
def test_what_cannot_be_done_is_refused_before_anything_is(
    amana: Amana, web: Web, words: tuple[str, ...]
) -> None:
    assert amana("capture", *words, "--yes").status == 2
    assert web.asked == []


def test_a_capture_leaves_without_its_collector(amana: Amana, web: Web, tmp_path: Path) -> None:
    web.pages = {A: "One."}
    row = amana("capture", A, "--yes", "--no-read", "--json").lines[-1]
    said = amana("export", "capture", row["item"], "-o", tmp_path / "one.wacz")
    assert said.status == 0
    assert "without the part that tells of the collector" in said.err
    assert (tmp_path / "one.wacz").is_file()
    whole = amana(
        "export", "capture", row["item"], "-o", tmp_path / "two.wacz", "--with-collector", "--json"
    )
    assert whole.lines[0]["withheld"] is False
