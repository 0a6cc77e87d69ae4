"""What other tests are given for the program ends, hears and says what the program does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from amana.archive import init_archive

PATIENCE = 60


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty archive in `harbour`."""
    folder = tmp_path_factory.mktemp("home")
    init_archive(folder / "harbour", actor="nadia").close()
    return folder


def given() -> dict[str, str]:
    """Return the environment of a command."""
    return {"PATH": os.environ["PATH"], "AMANA_ARCHIVE": "harbour", "AMANA_ANALYSTS": "0"}


@pytest.mark.parametrize("words", ["status", "show IT-0000-0000 --json", "nothing"])
def test_it_says_and_ends_as_the_program_does(warm: Path, home: Path, words: str) -> None:
    real, quick = (
        subprocess.run(
            [program, *words.split()],
            cwd=home, env=given(), capture_output=True, text=True, check=False,
        )
        for program in (Path(sys.executable).with_name("amana"), warm / "amana")
    )  # fmt: skip
    assert (quick.returncode, quick.stdout, quick.stderr) == (
        real.returncode,
        real.stdout,
        real.stderr,
    )


def test_folder_umask_and_environment_are_those_of_the_command(warm: Path, tmp_path: Path) -> None:
    for name, umask in (("open", 0o022), ("closed", 0o077)):
        subprocess.run(
            [warm / "amana", "init", name, "--json"],
            cwd=tmp_path, env=given() | {"AMANA_ACTOR": name}, umask=umask,
            check=True, capture_output=True, timeout=PATIENCE,
        )  # fmt: skip
        assert (tmp_path / name / "FORMAT").stat().st_mode & 0o777 == 0o666 & ~umask
        said = subprocess.run(
            [warm / "amana", "log"],
            cwd=tmp_path / name, env={"PATH": os.environ["PATH"]},
            check=True, capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip
        assert f"{name} (unverified)" in said.stderr


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_ends_command_and_program(
    warm: Path, tmp_path: Path, sent: signal.Signals
) -> None:
    """The command waits for a reader of what it adds."""
    init_archive(tmp_path / "harbour", actor="nadia").close()
    os.mkfifo(tmp_path / "password")
    with subprocess.Popen(
        [warm / "amana", "read", "--again", "--password-file", "password"],
        cwd=tmp_path, env=given(), stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        writer = os.open(tmp_path / "password", os.O_WRONLY)  # it has opened the other end
        process.send_signal(sent)
        _, said = process.communicate(timeout=PATIENCE)  # the command holds the pipe: it is gone
        os.close(writer)
    assert process.returncode == (130 if sent == signal.SIGINT else -sent)
    assert ("stopped" in said) is (sent == signal.SIGINT)
