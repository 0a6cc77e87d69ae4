"""What every way to a witness must do (`WitnessLine`), and every memory (`WitnessMemory`)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from amana.core import UnavailableError, UsageError
from amana.custody import LogWriter, Signer, Witness, WitnessLine, salted
from amana.custody.backends import MemoryLog
from amana.custody.backends.witness_folder import WitnessFolder, make_witness
from amana.custody.backends.witness_http import HTTPWitness
from amana.custody.history import History
from amana.custody.witnessing import LONGEST

NAME = "example.org/log"


@pytest.fixture
def signer() -> Signer:
    return Signer.from_seeds(NAME, bytes(32), bytes(32))


@pytest.fixture
def history(signer: Signer) -> History:
    storage = MemoryLog()
    LogWriter.create(storage, signer, "0").append([salted([("n", 1)])] * 3, lambda: "0")
    return History(storage, signer.verifier)


@pytest.fixture
def witness(tmp_path: Path, signer: Signer) -> Witness:
    made = make_witness(tmp_path / "witness", "w.example")
    WitnessFolder(tmp_path / "witness").trust(signer.verifier.vkey())
    return made


class Door(BaseHTTPRequestHandler):
    """Leads requests over HTTP to a witness in this process."""

    witness: Witness

    def do_POST(self) -> None:
        answer = self.witness.add_checkpoint(self.rfile.read(int(self.headers["content-length"])))
        self._say(answer.status, answer.body)

    def do_GET(self) -> None:
        note = self.witness.checkpoint(NAME)
        self._say(404 if note is None else 200, note or b"")

    def _say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base
        del format, args


@pytest.fixture(params=["here", "http"])
def line(request: pytest.FixtureRequest, witness: Witness) -> Iterator[WitnessLine]:
    if request.param == "here":
        yield witness
        return
    door = type("Door", (Door,), {"witness": witness})
    with ThreadingHTTPServer(("127.0.0.1", 0), door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield HTTPWitness(f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


def test_a_witness_signs_and_shows_what_it_signed(line: WitnessLine, history: History) -> None:
    assert line.checkpoint(NAME) is None
    asked = history.since(0)
    answer = line.add_checkpoint(asked.text())
    assert answer.status == 200
    assert line.checkpoint(NAME) == asked.note + answer.body
    again = line.add_checkpoint(asked.text())
    assert (again.status, again.body) == (409, b"3\n")


def test_nobody_there_is_told_as_such() -> None:
    line = HTTPWitness("http://127.0.0.1:9", 2.0)
    with pytest.raises(UnavailableError, match=r"at http://127.0.0.1:9: connection refused$"):
        line.checkpoint(NAME)
    for wrong in ("ftp://x", "http://user:word@x", "x"):
        with pytest.raises(UsageError):
            HTTPWitness(wrong)


def test_an_endless_answer_is_cut_off(witness: Witness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witness, "checkpoint", lambda _: b"x" * (LONGEST + 1))
    door = type("Door", (Door,), {"witness": witness})
    with ThreadingHTTPServer(("127.0.0.1", 0), door) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(UnavailableError, match="longer than one can be"):
            HTTPWitness(f"http://127.0.0.1:{server.server_port}").checkpoint(NAME)
        server.shutdown()


def test_a_folder_remembers(tmp_path: Path, signer: Signer, witness: Witness) -> None:
    memory = WitnessFolder(tmp_path / "witness")
    assert memory.keys("example.org/other") == ()
    assert [key.name for key in memory.keys(NAME)] == [NAME]
    assert (memory.trust(signer.verifier.vkeys()[0]), memory.seen(NAME)) == (NAME, None)
    with memory.hold():
        memory.keep(NAME, b"note")
    assert WitnessFolder(tmp_path / "witness").seen(NAME) == b"note"
    assert witness.vkeys
