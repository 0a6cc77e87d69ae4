from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from amana.reading.notices import PROGRAM_NAMES, Code, sentence
from amana.reading.sandbox import programs
from amana.reading.sandbox.programs import (
    NUMBER,
    PROGRAMS,
    Program,
    interpreter_of,
    models_of,
    path_of,
    row_of,
)


def test_every_program_has_its_number_and_its_sentence() -> None:
    assert tuple(program.name for program in PROGRAMS) == PROGRAM_NAMES
    for program in PROGRAMS:
        assert row_of(program.name) is program
        assert program.name in sentence(Code.PROGRAM_MISSING, NUMBER[program.name])
        assert program.package
        assert program.without
        re.compile(program.version)
    with pytest.raises(KeyError):
        row_of("sh")


def test_paths_are_those_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    found = path_of("sh")
    assert found is not None
    assert Path(found).is_absolute()
    assert not Path(found).is_symlink()
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    assert path_of("sh") is None


@pytest.mark.parametrize(
    ("first", "runs"),
    [
        (b"#!/bin/sh\n", "sh"),
        (b"#! /usr/bin/env sh\n", "sh"),
        (b"#!/bin/sh -e\n", "sh"),
        (b"\x7fELF", None),
        (b"", None),
        (b"#!\n", None),
    ],
)
def test_a_script_has_an_interpreter(tmp_path: Path, first: bytes, runs: str | None) -> None:
    script = tmp_path / "script"
    script.write_bytes(first)
    assert interpreter_of(str(script)) == (path_of(runs) if runs else None)


def test_models_are_found_in_order_and_the_first_folder_wins(tmp_path: Path) -> None:
    for name in ("one/eng.model", "two/eng.model", "two/ara.model", "two/other.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    row = Program(
        name="x",
        library="x",
        package="x",
        without="x",
        ask=(),
        version="",
        arguments=(),
        sample=b"",
        expected=b"",
        models=(f"{tmp_path}/one/*.model", f"{tmp_path}/two/*.model"),
    )
    assert models_of(row) == (f"{tmp_path}/two/ara.model", f"{tmp_path}/one/eng.model")


def test_nothing_is_looked_for_where_a_person_installs_for_themselves() -> None:
    assert "~" not in programs.PATH
    assert "/home" not in programs.PATH
