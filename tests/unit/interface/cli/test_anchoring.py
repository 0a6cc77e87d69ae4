from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.custody.backends import MemoryAuthority

if TYPE_CHECKING:
    from tests.conftest import TimeAuthority
    from tests.unit.interface.cli.conftest import Amana


@pytest.fixture
def roots(authority: TimeAuthority) -> Path:
    return authority.folder / "root.pem"


def test_an_authority_is_named_asked_and_stopped(
    amana: Amana, authority: TimeAuthority, roots: Path, folder: Path
) -> None:
    assert "No time-stamp authority is known" in amana("authority").err
    none = amana("timestamp")
    assert none.status == 2
    assert "amana authority add NAME URL --root" in none.err
    named = amana("authority", "add", "north", authority.url, "--root", roots)
    assert f"north is asked from now on, at {authority.url}" in named.err
    assert (folder / "custody/authorities/north/1.pem").read_bytes() == authority.roots
    assert "none" in amana("authority").err
    assert amana("timestamp", "--list").err.startswith("There are no time-stamps yet.")
    stamped = amana("timestamp")
    assert stamped.status == 0
    assert stamped.err.startswith("stamped     north: ")
    assert amana("timestamp").err.startswith("nothing new north: ")
    listed = amana("timestamp", "--list")
    assert "north" in listed.err
    (row,) = amana("timestamp", "--list", "--json").lines
    assert (row["authority"], row["signer"], row["odd"]) == ("north", "CN=T", [])
    assert "north is no longer asked" in amana("authority", "stop", "north").err
    assert "(no longer asked)" in amana("authority").err


def test_the_check_says_what_the_time_stamps_show(
    amana: Amana, authority: TimeAuthority, roots: Path
) -> None:
    amana("authority", "add", "north", authority.url, "--root", roots)
    amana("timestamp")
    checked = amana("check")
    assert checked.status == 0, checked.err
    assert "ok      Every time-stamp is of its authority, over a state of this log" in checked.err
    assert "according to north (CN=T)" in checked.err
    assert "not how long before" in checked.err
    report = amana("check", "--json").lines[-1]
    assert [time["authority"] for time in report["times"]] == ["north"]


def test_queries_and_answers_are_carried_on_a_stick(
    amana: Amana, authority: TimeAuthority, roots: Path, tmp_path: Path
) -> None:
    amana("authority", "add", "north", authority.url, "--root", roots)
    authority.close()
    silent = amana("timestamp")
    assert silent.status == 40
    assert "NO ANSWER   north: " in silent.err
    assert f"no answer from the time-stamp authority at {authority.url}: connection" in silent.err
    assert "Errno" not in silent.err
    assert "→ nothing is lost" in silent.err
    stick = tmp_path / "stick"
    written = amana("timestamp", "--export", stick)
    (query,) = stick.iterdir()
    assert f"wrote {query}" in written.err
    assert amana("timestamp", "--export", stick, "--json").lines == [{"query": str(query)}]
    (stick / "answer.tsr").write_bytes(authority.ask(query.read_bytes()))
    taken = amana("timestamp", "--import", stick)
    assert taken.status == 0, taken.err
    assert taken.err.startswith("stamped     answer.tsr: ")
    again = amana("timestamp", "--import", stick / "answer.tsr")
    assert again.status == 2
    assert again.err.startswith("NOT USED    answer.tsr: this answers no query that waits here")
    assert "  → see that it is the right archive" in again.err
    (stick / "stray.tsr").write_bytes(b"%PDF-1.7")
    assert amana("timestamp", "--import", stick / "stray.tsr").status == 2
    nowhere = amana("timestamp", "--import", tmp_path / "nostick")
    assert nowhere.status == 2
    assert "→ name the .tsr files that the authority gave, or the folder" in nowhere.err


def test_a_token_that_is_wrong_stays_an_alarm(
    amana: Amana, authority: TimeAuthority, roots: Path, tmp_path: Path
) -> None:
    """It answers what was asked from here, and is not signed by whoever was asked."""
    amana("authority", "add", "north", authority.url, "--root", roots)
    (tmp_path / "stick").mkdir()
    amana("timestamp", "--export", tmp_path / "stick")
    (query,) = (tmp_path / "stick").iterdir()
    other = MemoryAuthority(lambda: datetime.now(UTC), name="South")
    query.with_suffix(".tsr").write_bytes(other.ask(query.read_bytes()))
    said = amana("timestamp", "--import", tmp_path / "stick")
    assert (said.status, said.err.startswith("REFUSED ")) == (21, True)


def test_what_cannot_be_done_is_told(amana: Amana, roots: Path, tmp_path: Path) -> None:
    for words in (
        ("timestamp", "--list", "--export", tmp_path),
        ("timestamp", "--import", tmp_path),
        ("authority", "add", "North", "http://north.example.org", "--root", roots),
        ("authority", "add", "north", "north.example.org", "--root", roots),
    ):
        assert amana(*words).status == 2
    assert amana("authority", "stop", "south").status == 3
    missing = amana("authority", "add", "n", "http://n.example.org", "--root", tmp_path / "no.pem")
    assert missing.status == 40


@pytest.mark.usefixtures("without_readers")
def test_the_doctor_tells_of_trusted_time(
    amana: Amana, authority: TimeAuthority, roots: Path
) -> None:
    assert "no authority" in amana("doctor").err
    amana("authority", "add", "north", authority.url, "--root", roots)
    assert "it was never asked" in amana("doctor").err
    amana("timestamp")
    assert "its newest time-stamp is of 20" in amana("doctor").err
