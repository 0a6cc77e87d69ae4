from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from amana.archive import Archive, open_archive
from amana.archive.layout import Layout
from amana.archive.wire import ANSWER, Ping, receive, send, socket_address
from amana.records import Form

Write = Callable[[str, str], Path]


def test_a_second_process_adds_through_the_socket(archive: Archive, write: Write) -> None:
    archive.become_committer()
    with open_archive(archive.root) as other:
        assert other.add([write("a.txt", "one")], Form(source="S"), read=False).preserved == 1
    assert archive.list()[0] == 1
    assert archive.check().ok


def test_the_committer_answers_and_survives_garbage(archive: Archive) -> None:
    archive.become_committer()
    path = Layout(archive.root).socket
    assert path.stat().st_mode & 0o077 == 0
    for say in (b"\xff" * 40, b""):
        with socket.socket(socket.AF_UNIX) as line, socket_address(path) as address:
            line.connect(address)
            line.sendall(say)
    with socket.socket(socket.AF_UNIX) as line, socket_address(path) as address:
        line.connect(address)
        send(line, Ping())
        answer = receive(line, ANSWER)
    assert answer is not None
    assert answer.unwrap() == ()


def test_the_socket_goes_with_the_committer(archive: Archive) -> None:
    archive.become_committer()
    archive.close()
    assert not Layout(archive.root).socket.exists()
