from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from amana.interface.cli.common import Common, bar, say, table, write_bytes, write_json

ROWS = [("IT-7F3K-Q2M9", "read", "a rather long name that goes on " * 5),
        ("IT-1", "partly-read", "[bold]not bold[/] :smile: \x1b[2J\nposing as a line")]  # fmt: skip


def test_a_table_for_no_terminal_is_a_line_for_each_row(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table(("item", "state", "name"), ROWS)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == (
        "item          state        name\n"
        f"IT-7F3K-Q2M9  read         {ROWS[0][2].rstrip()}\n"
        "IT-1          partly-read  [bold]not bold[/] :smile: ␛[2J␊posing as a line\n"
    )


def test_columns_stand_in_line_whatever_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    table(("name", "n"), [("漢字", "1"), ("أهالي", "2"), ("abcd", "3")])
    lines = capsys.readouterr().err.splitlines()
    assert lines[1] == "漢字   1"
    assert lines[3] == "abcd   3"
    assert lines[2].startswith("أهالي")


def test_a_table_without_rows_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    table(("item", "state"), [])
    assert capsys.readouterr().err == ""


def test_what_is_said_is_one_line_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    say("[red]" + "word " * 60 + ":warning: 12:30\x07")
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "[red]" + "word " * 60 + ":warning: 12:30␇\n"
    say()
    assert capsys.readouterr().err == "\n"


def test_what_programs_read_is_utf8_whatever_the_terminal_speaks(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    write_json({"name": "أهالي"})
    write_bytes(b"\xff\n")
    printed = capfdbinary.readouterr()
    assert printed.out == '{"name":"أهالي"}\n'.encode() + b"\xff\n"
    assert printed.err == b""


def test_one_json_value_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    write_json({"text": "two\nlines"})
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    assert msgspec.json.decode(line) == {"text": "two\nlines"}


def test_there_is_no_bar_but_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with bar() as shown:
        shown.advance(shown.add_task("preserved", total=2))
    assert capsys.readouterr().err == ""


def test_the_actor_is_named_by_option_environment_or_login(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMANA_ACTOR", "samir")
    with Common(archive=folder).open() as archive:
        assert (archive.actor.name, archive.actor.basis.value) == ("samir", "environment")
    with Common(archive=folder, actor="Dalia Haddad").open() as archive:
        assert (archive.actor.name, archive.actor.basis.value) == ("Dalia Haddad", "given")
    monkeypatch.delenv("AMANA_ACTOR")
    monkeypatch.setenv("LOGNAME", "nadia")
    with Common(archive=folder).open() as archive:
        assert (archive.actor.name, archive.actor.basis.value) == ("nadia", "login")
        assert not archive.actor.verified
