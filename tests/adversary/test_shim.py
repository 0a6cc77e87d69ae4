"""The shim strikes what it was told to strike, and says so: a fault test must know what it hit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Shimmed = Callable[[str, str], subprocess.CompletedProcess[str]]

WRITES = """
import os
d = os.open("file", os.O_CREAT | os.O_WRONLY)
print(os.write(d, b"12345678"), flush=True)
os.fsync(d)
os.rename("file", "renamed")
print("end", flush=True)
"""
DATABASE = """
import sqlite3
db = sqlite3.connect("data.db")
db.execute("PRAGMA journal_mode = WAL")
db.execute("CREATE TABLE t (x)")
try:
    with db:
        db.execute("INSERT INTO t VALUES (1)")
except sqlite3.OperationalError as error:
    print(error)
"""
INDEX = """
import pathlib
from amana.core import UnavailableError
from amana.search import open_index
try:
    open_index(pathlib.Path("index")).commit(1)
except UnavailableError as error:
    print(error.message)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "disk"
    made.mkdir()
    return made


@pytest.fixture
def shimmed(shim: Path, folder: Path) -> Shimmed:
    """Return what runs a program in the folder with one fault below it."""

    def run(fault: str, program: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "LD_PRELOAD": str(shim),
            "FAULT": fault,
            "FAULT_BELOW": str(folder),
            "FAULT_TOLD": f"{folder}.told",
        }
        return subprocess.run(
            [sys.executable, "-c", program],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def struck(folder: Path) -> str:
    lines = Path(f"{folder}.told").read_text().replace(f"{folder}/", "").splitlines()
    return lines[0] if lines else ""


def test_without_its_turn_a_fault_does_nothing(shimmed: Shimmed, folder: Path) -> None:
    done = shimmed("write:2:EIO", WRITES)
    assert (done.returncode, done.stdout) == (0, "8\nend\n")
    assert not Path(f"{folder}.told").exists()
    assert (folder / "renamed").read_bytes() == b"12345678"


@pytest.mark.parametrize(
    ("fault", "error"), [("write:1:ENOSPC", "No space left"), ("fsync:1:EIO", "Input/output error")]
)
def test_an_error_is_given(shimmed: Shimmed, folder: Path, fault: str, error: str) -> None:
    done = shimmed(fault, WRITES)
    assert error in done.stderr
    assert struck(folder).split()[1:2] == [fault.partition(":")[0]]
    assert struck(folder).endswith(" file")
    assert not (folder / "renamed").exists()


def test_an_interrupted_call_is_made_again(shimmed: Shimmed, folder: Path) -> None:
    assert shimmed("write:1:EINTR", WRITES).stdout == "8\nend\n"
    assert struck(folder).startswith("1 write ")


def test_a_short_write_says_how_much(shimmed: Shimmed, folder: Path) -> None:
    assert shimmed("write:1:SHORT", WRITES).stdout == "4\nend\n"
    assert (folder / "renamed").read_bytes() == b"1234"


@pytest.mark.parametrize(
    ("fault", "left"),
    [
        ("write:1:KILL", {"file": b""}),
        ("write:1:TORN", {"file": b"1234"}),
        ("write:1:AFTER", {"file": b"12345678"}),
        ("rename:1:KILL", {"file": b"12345678"}),
        ("rename:1:AFTER", {"renamed": b"12345678"}),
        ("create:1:KILL", {}),
        ("any:3:KILL", {"file": b"12345678"}),
    ],
)
def test_a_death_leaves_what_was_done(
    shimmed: Shimmed, folder: Path, fault: str, left: dict[str, bytes]
) -> None:
    assert shimmed(fault, WRITES).returncode == -signal.SIGKILL
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == left


def test_it_reaches_sqlite(shimmed: Shimmed, folder: Path) -> None:
    done = shimmed("write:1:ENOSPC+", DATABASE)
    assert "full" in done.stdout + done.stderr
    assert struck(folder).split()[1] == "write"
    assert "data.db" in struck(folder)


def test_it_reaches_the_search_index(shimmed: Shimmed, folder: Path) -> None:
    done = shimmed("write:1:ENOSPC+", INDEX)
    assert "index" in struck(folder), done.stderr
    assert "No space left" in done.stdout + done.stderr


def test_what_cannot_be_understood_is_refused(shimmed: Shimmed) -> None:
    for fault in ("write:EIO", "read:1:EIO", "nonsense"):
        done = shimmed(fault, WRITES)
        assert done.returncode == -signal.SIGABRT
        assert "cannot be understood" in done.stderr
