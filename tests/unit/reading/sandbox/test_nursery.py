from __future__ import annotations

import errno
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
    DROP,
    END,
    FORK,
    MAX_SETUP,
    NOT_STARTED,
    READY,
    REPLY,
    RUN,
    Hello,
    Launch,
    Setup,
    Trouble,
)

pytestmark = pytest.mark.usefixtures("cold_nurseries")

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


def say(control: socket.socket, letter: bytes, number: int, value: int, *descriptors: int) -> None:
    socket.send_fds(control, [COMMAND.pack(letter, number, value)], descriptors)


def ended(control: socket.socket, number: int) -> tuple[int, int]:
    control.sendall(COMMAND.pack(END, number, 0))
    first, second = REPLY.unpack(receive_exactly(control, REPLY.size))
    return first, second


def worker(control: socket.socket, number: int) -> socket.socket:
    """Have a worker forked; return its channel once it is ready."""
    here, there = socket.socketpair()
    with there:
        say(control, FORK, number, 60, there.fileno())
    here.settimeout(60)
    assert here.recv(1) == READY
    return here


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


def test_workers_are_forked_and_ended(control: socket.socket) -> None:
    assert isinstance(greet(control, TEXT), Hello)
    with worker(control, 7):
        status, peak = ended(control, 7)
        assert status == -9
        assert peak > 1000
    assert ended(control, 7)[0] == 70  # not its child any more
    assert ended(control, 8)[0] == 70  # never was


def test_a_worker_that_is_dropped_is_gone(control: socket.socket) -> None:
    assert isinstance(greet(control, TEXT), Hello)
    with worker(control, 1) as channel:
        say(control, DROP, 1, 0)
        assert channel.recv(1) == b""  # its end of the channel is closed: it died
    say(control, DROP, 2, 0)  # never was
    assert ended(control, 1)[0] == 70


def test_a_worker_ends_by_itself_when_its_channel_closes(control: socket.socket) -> None:
    assert isinstance(greet(control, TEXT), Hello)
    worker(control, 1).close()
    assert ended(control, 1)[0] in {0, -9}


def test_without_a_sandbox_no_program_is_started(control: socket.socket) -> None:
    setup = Setup(limits=Limits(), families=(), unconfined=True)
    send_frame(control, msgspec.msgpack.encode(setup))
    receive_frame(control, MAX_SETUP, Deadline(60))
    launch = msgspec.msgpack.encode(Launch(command=("/bin/true",), seconds=1, memory=1 << 30))
    socket.send_fds(control, [COMMAND.pack(RUN, 1, len(launch)) + launch], [0, 1])
    assert ended(control, 1) == (NOT_STARTED, errno.EPERM)


def test_no_descriptor_stays_behind(control: socket.socket) -> None:
    assert isinstance(greet(control, ()), Hello)
    reader, writer = os.pipe()
    try:
        launch = msgspec.msgpack.encode(Launch(command=("/bin/true",), seconds=1, memory=1 << 30))
        message = COMMAND.pack(RUN, 1, len(launch)) + launch
        socket.send_fds(control, [message], [reader, writer])
        ended(control, 1)
    finally:
        os.close(writer)
    # Were the nursery to keep its copy of the writing end, this would wait for ever.
    while os.read(reader, 1000):
        pass
    os.close(reader)
