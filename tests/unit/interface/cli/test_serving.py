from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest

from amana.archive import open_archive
from amana.interface.cli import serving

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

PATIENCE = 60


class Serving(NamedTuple):
    """A running `amana serve` and the address that it printed."""

    process: subprocess.Popen[str]
    address: str

    def end(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """End it; return its exit status and what it still said to people."""
        self.process.send_signal(how)
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said


Serve = Callable[..., Serving]


@pytest.fixture
def serve(folder: Path) -> Iterator[Serve]:
    """Return a function that begins to serve the archive."""
    begun: list[subprocess.Popen[str]] = []

    def started(*options: str, on: Path = folder) -> Serving:
        program = [sys.executable, "-c", "from amana.interface.cli import main; main()"]
        process = subprocess.Popen(
            [*program, "serve", "--port", "0", "--json", *options],
            env=os.environ | {"AMANA_ARCHIVE": str(on), "AMANA_ACTOR": "nadia"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        begun.append(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        return Serving(process, json.loads(line)["address"])

    yield started
    for process in begun:
        if process.poll() is None:
            process.kill()
        process.communicate()


def come_in(address: str) -> urllib.request.OpenerDirector:
    """Open the address as a browser does, and keep the cookie."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(address, timeout=PATIENCE) as answer:
        assert answer.status == 200
    return browser


def test_it_serves_what_the_archive_holds_and_ends_with_ctrl_c(serve: Serve, folder: Path) -> None:
    serving = serve()
    base = serving.address.partition("/enter")[0]
    with come_in(serving.address).open(f"{base}/api/status", timeout=PATIENCE) as answer:
        assert json.load(answer)["items"] == 7
    with pytest.raises(urllib.error.HTTPError) as refused:
        come_in(serving.address)
    with refused.value as answer:
        assert answer.code == 401
    status, said = serving.end()
    assert (status, said) == (0, "")
    with open_archive(folder, actor="nadia") as archive:
        archive.become_committer()
        assert archive.check().ok


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_it_ends_as_cleanly_when_the_system_or_its_terminal_ends(
    serve: Serve, folder: Path, how: signal.Signals
) -> None:
    serving = serve()
    come_in(serving.address)
    assert serving.end(how) == (0, "")
    assert not (folder / "work" / "committer.sock").exists()


def test_people_are_told_the_address_once_and_that_it_is_of_this_machine(folder: Path) -> None:
    program = [sys.executable, "-c", "from amana.interface.cli import main; main()"]
    process = subprocess.Popen(
        [*program, "serve", "--port", "0", "--archive", str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    told = [process.stderr.readline() for _ in range(3)]
    come_in(told[1].strip())
    process.send_signal(signal.SIGINT)
    out, rest = process.communicate(timeout=PATIENCE)
    assert out == ""
    assert told[0] == "The archive “harbour” is open on this machine only, at\n"
    assert told[1].startswith("  http://127.0.0.1:")
    assert told[2] == "This address works once, for one browser. Ctrl-C ends.\n"
    assert rest == "Closed.\n"


def test_work_under_way_is_finished_before_the_archive_is_closed(
    serve: Serve, folder: Path
) -> None:
    serving = serve()
    base = serving.address.partition("/enter")[0]
    browser = come_in(serving.address)
    before = log_size(folder)
    request = urllib.request.Request(f"{base}/api/check", method="POST")  # noqa: S310 - our own
    with browser.open(request, timeout=PATIENCE) as answer:
        assert answer.readline().startswith(b'{"event":"step"')
        status, _ = serving.end()
    assert status == 0
    assert log_size(folder) == before + 1


def log_size(folder: Path) -> int:
    return int((folder / "custody" / "checkpoint").read_text().splitlines()[1])


def test_another_command_takes_in_while_it_serves(
    serve: Serve, amana: Amana, tmp_path: Path
) -> None:
    serving = serve()
    base = serving.address.partition("/enter")[0]
    browser = come_in(serving.address)
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter about a xylophone.")
    said = amana("add", letter, "--source", "S-9")
    assert said.status == 0, said.err
    assert "1 preserved." in said.err
    with browser.open(f"{base}/api/items", timeout=PATIENCE) as answer:
        rows = json.load(answer)["items"]
    assert (rows[-1]["name"], rows[-1]["state"]) == ("letter.txt", "read")
    with browser.open(f"{base}/api/search?q=xylophone", timeout=PATIENCE) as answer:
        assert json.load(answer)["total"] == 1
    assert amana("check").status == 0


def test_two_archives_are_served_side_by_side_in_one_browser(
    serve: Serve, made: Path, tmp_path: Path
) -> None:
    import shutil  # noqa: PLC0415 - used here alone

    other = tmp_path / "second"
    shutil.copytree(made, other, ignore=shutil.ignore_patterns("*.sock"))
    first, second = serve(), serve(on=other)
    jar = urllib.request.HTTPCookieProcessor(CookieJar())
    browser = urllib.request.build_opener(jar)
    for running in (first, second, first, second):
        base = running.address.partition("/enter")[0]
        if not any(str(urlsplit(base).port) in cookie.name for cookie in jar.cookiejar):
            browser.open(running.address, timeout=PATIENCE).close()
        with browser.open(f"{base}/api/session", timeout=PATIENCE) as answer:
            assert answer.status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org", "127.1", ""])  # noqa: S104 - refused
def test_other_addresses_than_this_machines_are_refused(amana: Amana, host: str) -> None:
    said = amana("serve", "--host", host)
    assert said.status == 2
    assert "is not an address of this machine alone" in said.err
    assert "SSH tunnel" in said.err


def test_a_port_that_is_taken_is_told(amana: Amana) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = amana("serve", "--port", str(taken.getsockname()[1]))
    assert said.status == 40
    assert "Address already in use" in said.err
    assert "--port 0" in said.err


@pytest.mark.parametrize("port", ["-1", "65536", "99999999999999999999"])
def test_a_port_that_there_is_not_is_told(amana: Amana, port: str) -> None:
    said = amana("serve", "--port", port)
    assert said.status == 40
    assert "there is no such port" in said.err


def test_what_a_crash_of_the_server_leaves_is_no_evidence(serve: Serve, folder: Path) -> None:
    serving = serve()
    serving.process.kill()
    serving.process.wait(PATIENCE)
    assert not list((folder / "work").glob("uploads/*"))
    with open_archive(folder, actor="nadia") as archive:
        archive.become_committer()
        assert archive.check().ok


def test_answers_do_not_wait_for_acknowledgements() -> None:
    with serving._listen("127.0.0.1", 0) as listener:
        with socket.create_connection(listener.getsockname()):
            accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
