"""Typing a command in this process, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from amana.archive import Protection
from amana.interface.cli.app import run


@dataclass(frozen=True)
class Said:
    """What a command ended with: exit status, what programs read, what people read."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """The lines of JSON that it printed for programs."""
        return [msgspec.json.decode(line) for line in self.out.split("\n") if line]


Amana = Callable[..., Said]


@pytest.fixture
def amana(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Amana:
    """Return a function that carries out a command on a copy of the archive, as nadia."""
    return _typing(folder, monkeypatch, capsys)


@pytest.fixture
def outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Amana:
    """Return a function that carries out a command where no archive is: law alone needs none."""
    return _typing(tmp_path, monkeypatch, capsys)


def _typing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Amana:
    monkeypatch.setenv("AMANA_ARCHIVE", str(folder))
    monkeypatch.setenv("AMANA_ACTOR", "nadia")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def typed(*words: str | Path) -> Said:
        capsys.readouterr()
        status = run([str(word) for word in words])
        captured = capsys.readouterr()
        return Said(status, captured.out, captured.err)

    return typed


@pytest.fixture
def entries(folder: Path) -> int:
    """How many entries the log of the archive has before a command is typed."""
    return int((folder / "custody" / "checkpoint").read_text().splitlines()[1])


@pytest.fixture
def without_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose readers are not started, for what is not about them."""
    nothing = Protection(layers=(), programs=(), apart=())
    monkeypatch.setattr("amana.interface.cli.doctor.reading_protection", lambda: nothing)
