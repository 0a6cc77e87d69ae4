from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from amana.archive import init_archive

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana


def test_it_listens_on_this_machine_alone_unless_it_is_told(amana: Amana, tmp_path: Path) -> None:
    amana("witness", "init", tmp_path / "w", "--name", "w.example")
    said = amana("witness", "serve", tmp_path / "w", "--listen", "192.0.2.1:0")
    assert (said.status, "--anywhere" in said.err) == (2, True)
    said = amana("witness", "serve", tmp_path / "w", "--listen", "127.0.0.1")
    assert (said.status, "no address with a port" in said.err) == (2, True)
    said = amana("witness", "serve", tmp_path / "w", "--anywhere", "--listen", "192.0.2.1:1")
    assert said.status == 40


def test_archive_and_witness_meet_over_http(tmp_path: Path, warm: Path) -> None:
    """Two programs: one serves, the other asks."""
    with init_archive(tmp_path / "a", actor="nadia"):
        pass

    def amana(*words: str | Path) -> subprocess.CompletedProcess[str]:
        where = ["--archive", str(tmp_path / "a")] if words[1] in ("add", "ask") else []
        command = [warm / "amana", *words, *where]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    amana("witness", "init", tmp_path / "w", "--name", "w.example")
    amana("witness", "trust", tmp_path / "w", tmp_path / "a" / "custody" / "log.vkey")
    program = [sys.executable, "-c", "from amana.interface.cli.app import main; main()"]
    served = [*program, "witness", "serve", str(tmp_path / "w"), "--listen", "127.0.0.1:0"]
    served.append("--json")
    with subprocess.Popen(served, stdout=subprocess.PIPE) as server:
        try:
            assert server.stdout is not None
            address = msgspec.json.decode(server.stdout.readline())["address"]
            added = amana("witness", "add", tmp_path / "w" / "witness.vkey", "--url", address)
            assert added.returncode == 0, added.stderr
            asked = amana("witness", "ask")
            assert asked.returncode == 0, asked.stderr
            assert "w.example signed the log of 2 entries; that is entry 2" in asked.stderr
        finally:
            server.terminate()
