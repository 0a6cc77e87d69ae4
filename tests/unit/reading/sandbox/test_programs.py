from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from typing import cast

import pytest

from amana.reading.sandbox.programs import Program, become_pdftotext, find_pdftotext


def test_pdftotext_is_found_with_its_version() -> None:
    program = find_pdftotext()
    if program is None:  # an optional program of the system
        assert shutil.which("pdftotext", path="/usr/local/bin:/usr/bin:/bin") is None
    else:
        assert program.path.startswith("/")
        assert program.version[0].isdigit()


def test_a_program_that_is_not_there_or_says_something_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    assert find_pdftotext() is None
    monkeypatch.setattr(shutil, "which", lambda *_, **__: "/bin/true")
    assert find_pdftotext() is None


def test_it_is_run_in_plain_mode_over_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[tuple[str, list[str], dict[str, str]]] = []
    monkeypatch.setattr("os.execve", lambda *call: run.append(call))
    monkeypatch.setattr("signal.signal", lambda *_: None)
    # It does not return, unless the call that replaces the process has been replaced itself.
    cast("Callable[[Program, int], None]", become_pdftotext)(Program("/usr/bin/pdftotext", "1"), 7)
    ((path, arguments, environment),) = run
    assert path == "/usr/bin/pdftotext"
    assert arguments[-2:] == ["-", "-"]
    assert arguments[arguments.index("-l") + 1] == "7"
    assert not {"-layout", "-bbox", "-raw"} & set(arguments)
    assert set(environment) == {"PATH", "LC_ALL", "HOME"}


def test_its_version_is_asked_without_the_environment_of_this_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AMANA_TEST_SECRET", "secret")
    seen: list[dict[str, str]] = []

    def run(*_: object, env: dict[str, str], **__: object) -> subprocess.CompletedProcess[str]:
        seen.append(env)
        return subprocess.CompletedProcess([], 0, "", "pdftotext version 22.12.0")

    monkeypatch.setattr(shutil, "which", lambda *_, **__: "/usr/bin/pdftotext")
    monkeypatch.setattr(subprocess, "run", run)
    program = find_pdftotext()
    assert program is not None
    assert program.version == "22.12.0"
    assert "AMANA_TEST_SECRET" not in seen[0]
