"""A witness that others wrote: litewitness of filippo.io/torchwood, built from its own sources.

Needs Go, OpenSSH's ssh-agent and a module proxy. `witnessctl`, which would enter our log into its
database, needs a module that not every proxy has: the two rows are entered here as it does.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.archive import Archive, init_archive, open_archive
from amana.core import CustodyError
from amana.custody.cosignature import Cosigner

pytestmark = [pytest.mark.deep, pytest.mark.timeout(900)]
VERSION = "v0.9.0"
NAME = "witness.example/lite"
SCHEMA = """
CREATE TABLE IF NOT EXISTS log (
    origin TEXT PRIMARY KEY, tree_size INTEGER NOT NULL, tree_hash TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS key (
    origin TEXT NOT NULL, key TEXT NOT NULL, FOREIGN KEY(origin) REFERENCES log(origin));
"""
EMPTY = base64.b64encode(hashlib.sha256(b"").digest()).decode()


@pytest.fixture(scope="module")
def litewitness(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the program, built from its sources."""
    if shutil.which("go") is None or shutil.which("ssh-agent") is None:
        pytest.fail("this test needs Go and ssh-agent: install golang and openssh-client")
    folder = tmp_path_factory.mktemp("litewitness")
    module = f"module build.invalid/witness\n\ngo 1.24\n\nrequire filippo.io/torchwood {VERSION}\n"
    (folder / "go.mod").write_text(module)
    command = [
        "go",
        "build",
        "-mod=mod",
        "-o",
        "litewitness",
        "filippo.io/torchwood/cmd/litewitness",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"litewitness cannot be built here:\n{done.stderr}"
    return folder / "litewitness"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with init_archive(tmp_path / "archive", actor="dalia") as made:
        yield made


@pytest.fixture
def cosigner() -> Cosigner:
    return Cosigner(NAME, Ed25519PrivateKey.generate())


@pytest.fixture
def address(
    litewitness: Path, archive: Archive, cosigner: Cosigner, tmp_path: Path
) -> Iterator[str]:
    """Run the witness with our log in its database; return where it answers."""
    with sqlite3.connect(tmp_path / "witness.db") as database:
        database.executescript(SCHEMA)
        origin = archive.settings.origin
        database.execute("INSERT INTO log VALUES (?, 0, ?)", (origin, EMPTY))
        database.execute("INSERT INTO key VALUES (?, ?)", (origin, archive.keys.vkeys[0]))
    database.close()
    private = cosigner.private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.OpenSSH,
        serialization.NoEncryption(),
    )
    key = tmp_path / "key"
    key.touch(0o600)
    key.write_bytes(private)
    public = cosigner.private.public_key().public_bytes(
        serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
    )
    blob = base64.b64decode(public.split()[1])
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    agent = tmp_path / "agent"
    with contextlib.ExitStack() as stack:
        stack.enter_context(ended(["ssh-agent", "-D", "-a", str(agent)], tmp_path))
        wait(agent.exists)
        environment = {**os.environ, "SSH_AUTH_SOCK": str(agent)}
        subprocess.run(["ssh-add", str(key)], env=environment, check=True, capture_output=True)  # noqa: S607 - wherever it lies
        port = free_port()
        command = [str(litewitness), "-db", "witness.db", "-name", NAME, "-ssh-agent", str(agent),
                   "-key", f"SHA256:{digest}", "-listen", f"127.0.0.1:{port}"]  # fmt: skip
        stack.enter_context(ended(command, tmp_path))
        wait(lambda: listens(port))
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def ended(command: list[str], folder: Path) -> Iterator[None]:
    with (folder / f"{Path(command[0]).name}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait()


def wait(ready: object) -> None:
    assert callable(ready)
    for _ in range(600):
        if ready():
            return
        time.sleep(0.1)
    pytest.fail("a program did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_signs_our_log_as_it_grows_and_stops_an_older_state(
    archive: Archive, cosigner: Cosigner, address: str, tmp_path: Path
) -> None:
    archive.witnesses.trust(cosigner.verifier.vkey(), url=address)
    for _ in range(3):
        (asked,) = archive.witnesses.ask()
        assert asked.problem is None
        assert asked.entry == asked.size
        archive.check()
    assert archive.check().ok
    archive.keys.rotate()
    (asked,) = archive.witnesses.ask()
    assert asked.problem is None, "the checkpoint over the change is signed by old keys, too"
    archive.close()
    shutil.copytree(tmp_path / "archive", tmp_path / "backup")
    with open_archive(tmp_path / "archive", actor="dalia") as later:
        (asked,) = later.witnesses.ask()
        assert asked.problem is not None
        assert "does not know the keys that signed this checkpoint" in asked.problem


def test_a_restored_backup_is_refused_by_what_it_remembers(
    archive: Archive, cosigner: Cosigner, address: str, tmp_path: Path
) -> None:
    archive.witnesses.trust(cosigner.verifier.vkey(), url=address)
    archive.close()
    shutil.copytree(tmp_path / "archive", tmp_path / "backup")
    with open_archive(tmp_path / "archive", actor="dalia") as later:
        later.check()
        assert later.witnesses.ask()[0].problem is None
    with open_archive(tmp_path / "backup", actor="dalia") as older:
        report = older.check()
        assert [problem.step for problem in report.problems] == ["newest"]
        assert report.not_entered is not None
        assert "says that it saw 3 entries of this log; here are 2" in report.not_entered
        with pytest.raises(CustodyError, match="nothing is written"):
            older.keys.rotate()
