from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import msgspec
import pytest

from amana.reading import Limits
from amana.reading.readers import FAMILIES, Family
from amana.reading.sandbox.channel import Deadline, receive_exactly, receive_frame, send_frame
from amana.reading.sandbox.protocol import (
    COMMAND,
    END,
    FORK,
    MAX_SETUP,
    REPLY,
    RUN,
    Hello,
    Launch,
    Setup,
    Trouble,
)

TEXT = tuple(family for family in FAMILIES if family.name == "text")


@pytest.fixture
def control() -> Iterator[socket.socket]:
    """The socket to a new nursery that has not been told anything yet."""
    here, there = socket.socketpair()
    with here:
        with there:
            process = subprocess.Popen(
                [sys.executable, "-m", "amana.reading.sandbox.nursery", str(there.fileno())],
                pass_fds=[there.fileno()],
            )
        yield here
    assert process.wait(30) == 0  # it ends with its socket


def greet(control: socket.socket, families: tuple[Family, ...]) -> Hello | Trouble:
    setup = Setup(limits=Limits(), families=families, unconfined=False)
    send_frame(control, msgspec.msgpack.encode(setup))
    body = receive_frame(control, MAX_SETUP, Deadline(60))
    control.settimeout(None)
    return msgspec.msgpack.decode(body, type=Hello | Trouble)


def command(
    control: socket.socket, letter: bytes, number: int, *descriptors: int
) -> tuple[int, int]:
    socket.send_fds(control, [COMMAND.pack(letter, number)], descriptors)
    first, second = REPLY.unpack(receive_exactly(control, REPLY.size))
    return first, second


def test_a_nursery_proves_itself_before_anything_is_opened(control: socket.socket) -> None:
    hello = greet(control, TEXT)
    assert isinstance(hello, Hello)
    assert hello.layers[0] == "rlimits"
    assert hello.layers[-1] == "seccomp"
    assert {"no-new-privileges", "no-dumps"} <= set(hello.layers)
    assert hello.libraries == {"text": ()}


def test_a_reader_that_is_not_there_is_trouble(control: socket.socket) -> None:
    missing = Family(name="x", module="amana.no_such_reader", version="1", media_types=())
    answer = greet(control, (missing,))
    assert isinstance(answer, Trouble)
    assert "no_such_reader" in answer.message


def test_children_are_forked_and_ended(control: socket.socket) -> None:
    assert isinstance(greet(control, TEXT), Hello)
    here, there = socket.socketpair()
    with here:
        with there:
            pid, _ = command(control, FORK, 0, there.fileno())
        assert pid > 0
        os.kill(pid, 0)
        status, peak = command(control, END, pid)
        assert status == -9
        assert peak > 1000
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert command(control, END, pid)[0] == 70  # not its child any more
    assert command(control, END, os.getpid())[0] == 70  # never was


def test_a_worker_ends_by_itself_when_its_channel_closes(control: socket.socket) -> None:
    assert isinstance(greet(control, TEXT), Hello)
    here, there = socket.socketpair()
    with there:
        pid, _ = command(control, FORK, 0, there.fileno())
    here.close()
    status, _ = command(control, END, pid)
    assert status in {0, -9}


def test_unknown_commands_and_failing_ones_are_answered(control: socket.socket) -> None:
    assert isinstance(greet(control, TEXT), Hello)
    assert command(control, b"?", 0)[0] < 0


def test_no_descriptor_stays_behind(control: socket.socket) -> None:
    assert isinstance(greet(control, TEXT), Hello)
    reader, writer = os.pipe()
    try:
        launch = msgspec.msgpack.encode(Launch(command=("/bin/true",), seconds=1, memory=1 << 30))
        message = COMMAND.pack(RUN, len(launch)) + launch
        socket.send_fds(control, [message], [reader, writer])
        pid, _ = REPLY.unpack(receive_exactly(control, REPLY.size))
        command(control, END, pid)
    finally:
        os.close(writer)
    # Were the nursery to keep its copy of the writing end, this would wait for ever.
    while os.read(reader, 1000):
        pass
    os.close(reader)
