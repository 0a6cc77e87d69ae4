from __future__ import annotations

import importlib
import inspect
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from cyclopts import App

from amana import __version__
from amana.core import (
    AccessDenied,
    AmanaError,
    ArchiveBusy,
    CustodyError,
    IntegrityError,
    NotFound,
    PurposeRequired,
    StorageFull,
    UnavailableError,
    UnreadableError,
    UsageError,
)
from amana.interface.cli.app import COMMANDS, app, run
from amana.interface.cli.common import DEFAULT, Common

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

MEMBERS = {"type", "title", "status", "detail", "remedy"}


def fails(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make `amana status` fail."""

    def status(*, common: Common = DEFAULT) -> None:
        del common
        raise error

    monkeypatch.setattr("amana.interface.cli.looking.status", status)
    # Commands are resolved once; a fresh name is resolved anew.
    app.command("amana.interface.cli.looking:status", name="failing")


@pytest.fixture(autouse=True)
def _forget() -> None:
    app._commands.pop("failing", None)


@pytest.mark.parametrize(
    ("family", "status"),
    [(UsageError, 2), (NotFound, 3), (AccessDenied, 4), (PurposeRequired, 4), (IntegrityError, 20),
     (CustodyError, 21), (UnreadableError, 30), (UnavailableError, 40), (ArchiveBusy, 40),
     (StorageFull, 40)],
)  # fmt: skip
def test_the_exit_status_is_that_of_the_family(
    amana: Amana, monkeypatch: pytest.MonkeyPatch, family: type[AmanaError], status: int
) -> None:
    fails(monkeypatch, family("what happened", remedy="what to do"))
    said = amana("failing")
    assert said.status == status
    assert said.out == ""
    assert said.err == "amana: what happened\n  → what to do\n"


def test_with_json_the_problem_is_for_programs(
    amana: Amana, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, NotFound("no such item"))
    said = amana("failing", "--json")
    assert said.status == 3
    assert said.out == ""
    problem = msgspec.json.decode(said.err)
    assert set(problem) == MEMBERS
    assert (problem["type"], problem["status"]) == ("amana:not-found", 404)


def test_ctrl_c_says_that_nothing_is_lost(amana: Amana, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, KeyboardInterrupt())
    said = amana("failing")
    assert said.status == 130
    assert "what was acknowledged is safe" in said.err
    assert "Traceback" not in said.err


def test_what_the_system_refuses_is_told_with_the_file(
    amana: Amana, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, PermissionError(13, "Permission denied", "/archives/keys"))
    said = amana("failing")
    assert said.status == 40
    assert said.err.startswith("amana: /archives/keys: Permission denied\n")


def test_a_message_cannot_steer_the_terminal(amana: Amana, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, NotFound("no \x1b[2J\nok  everything"))
    assert amana("failing").err == "amana: no ␛[2J␊ok  everything\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["serch"], "there is no command “serch”; did you mean “search”?"),
        (["xyzzy"], "there is no command “xyzzy”"),
        (["add"], "`amana add` needs PATHS"),
        (["show"], "`amana show` needs REF"),
        (["check", "my-archive"], "`amana check` does not take “my-archive”"),
        (["search"], "`amana search` needs QUERY"),
        (["list", "--limit", "many"], "--limit"),
        (["list", "--wher", "state=lost"], "--wher"),
        (["list", "--colour"], "--colour"),
        (["init", "a", "b"], "b"),
        (["add", "x", "--restriction"], "--restriction"),
    ],
    ids=lambda each: "-".join(each) if isinstance(each, list) else "",
)
def test_what_was_typed_wrong_is_named(amana: Amana, words: list[str], told: str) -> None:
    said = amana(*words)
    assert said.status == 2
    assert said.out == ""
    first, remedy = said.err.splitlines()
    assert first.startswith("amana: ")
    assert told in first
    assert remedy.startswith("  → `amana ")
    assert remedy.endswith(("--help` tells what it takes", "--help` lists the commands"))
    problem = msgspec.json.decode(amana(*words, "--json").err)
    assert set(problem) == MEMBERS
    assert problem["type"] == "amana:usage"


def test_help_lists_every_command_with_a_line(amana: Amana) -> None:
    said = amana("--help")
    assert said.status == 0
    listed = re.findall(r"^│ ([a-z]+) +([A-Z].*?) +│$", said.out, re.MULTILINE)
    assert listed == [(name, line) for name, _, line in COMMANDS]


@pytest.mark.parametrize(("name", "target", "line"), COMMANDS)
def test_the_line_of_help_is_that_of_the_command(name: str, target: str, line: str) -> None:
    module, _, function = target.partition(":")
    loaded = getattr(importlib.import_module(f"amana.interface.cli.{module}"), function)
    said = loaded.help if isinstance(loaded, App) else inspect.getdoc(loaded)
    assert (said or "").split("\n", 1)[0] == line, name


@pytest.mark.parametrize("name", [name for name, _, _ in COMMANDS])
def test_every_command_explains_itself(amana: Amana, name: str) -> None:
    said = amana(name, "--help")
    assert said.status == 0
    assert said.out.startswith(f"Usage: amana {name}")
    if "COMMAND\n" in said.out:
        return  # it does nothing alone
    for option in ("--archive", "--as", "--json"):
        assert option in said.out


@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_what_asks_for_no_archive_needs_none(
    amana: Amana, monkeypatch: pytest.MonkeyPatch, flag: str
) -> None:
    monkeypatch.setenv("AMANA_ARCHIVE", "/nowhere")
    said = amana(flag)
    assert said.status == 0
    assert __version__ in said.out or "Usage" in said.out


def test_a_reader_that_leaves_is_no_fault_of_ours() -> None:
    with pytest.MonkeyPatch.context() as patch:
        fails(patch, BrokenPipeError())
        with pytest.raises(BrokenPipeError):
            run(["failing"])


def test_the_archive_is_named_by_option_environment_or_folder(
    amana: Amana, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert amana("status").status == 0
    monkeypatch.setenv("AMANA_ARCHIVE", str(folder.parent))
    assert amana("status").status == 3
    assert amana("status", "--archive", folder).status == 0
    monkeypatch.delenv("AMANA_ARCHIVE")
    monkeypatch.chdir(folder)
    assert amana("status").status == 0
    assert os.environ.get("AMANA_ARCHIVE") is None


def test_where_there_is_no_archive_it_says_what_to_do(amana: Amana, tmp_path: Path) -> None:
    said = amana("list", "--archive", tmp_path)
    assert said.status == 3
    assert f"there is no archive in {tmp_path}" in said.err
    assert "amana init DIR" in said.err
