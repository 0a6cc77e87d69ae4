"""The shim that makes calls to the file system go wrong, built by the compiler that is here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent / "shim" / "faults.c"

Run = Callable[..., list[dict[str, object]]]


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shim as a library to be preloaded."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.fail(
            "there is no C compiler, and without it the failure tests cannot reach SQLite and the "
            "search index: install gcc and libc6-dev (`make dev SYSTEM=1` does)"
        )
    library = tmp_path_factory.mktemp("shim") / "faults.so"
    command = [compiler, "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
    command += ["-o", str(library), str(SOURCE), "-ldl", "-lpthread"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(f"the shim cannot be built (gcc and libc6-dev are needed): {done.stderr}")
    return library


@pytest.fixture
def quick() -> Iterator[Path]:
    """A folder in memory where there is one: that bytes reach a disk is not tested here."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made there
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture
def preloaded(shim: Path) -> Run:
    """Return what runs a program of this folder with the shim and returns its lines of JSON."""

    def run(program: str, *arguments: object) -> list[dict[str, object]]:
        command = [sys.executable, str(Path(__file__).with_name(program)), *map(str, arguments)]
        done = subprocess.run(
            command,
            env={**os.environ, "LD_PRELOAD": str(shim)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        lines: list[dict[str, object]] = [json.loads(line) for line in done.stdout.splitlines()]
        wrong = [line for line in lines if line.get("well") is False]
        assert wrong == [], done.stderr
        return lines

    return run


@pytest.fixture
def swept(preloaded: Run, quick: Path) -> Run:
    """Return what adds files while every STEP-th call goes wrong (see sweep.py)."""

    def run(fault: str, first: int, step: int, *crashed: int) -> list[dict[str, object]]:
        lines = preloaded("sweep.py", fault, first, step, quick, *crashed)
        assert lines[-1]["beyond"], "the sweep went to the end"
        return lines

    return run
