from __future__ import annotations

import socket
import struct

import pytest

from amana.archive.requests import Receipt
from amana.archive.wire import (
    ANSWER,
    ASK,
    Answer,
    Ping,
    failure,
    receive,
    same_user,
    send,
)
from amana.core import ArchiveBusy, StorageFull, UnavailableError


def test_frames_arrive_as_they_were_sent() -> None:
    here, there = socket.socketpair()
    with here, there:
        send(here, Ping())
        assert receive(there, ASK) == Ping()
        send(there, Answer(receipts=(Receipt(entry=3, item="IT-0000-0000"),)))
        answer = receive(here, ANSWER)
        assert answer is not None
        assert answer.unwrap()[0].entry == 3


def test_an_ended_line_is_none_and_no_error() -> None:
    here, there = socket.socketpair()
    with there:
        here.close()
        assert receive(there, ASK) is None


@pytest.mark.parametrize("data", [struct.pack(">I", 65 << 20), struct.pack(">I", 3) + b"xyz"])
def test_garbage_ends_the_conversation(data: bytes) -> None:
    here, there = socket.socketpair()
    with here, there:
        here.sendall(data)
        here.shutdown(socket.SHUT_WR)
        with pytest.raises(UnavailableError):
            receive(there, ASK)


@pytest.mark.parametrize("error", [StorageFull("full", remedy="make room"), ArchiveBusy("busy")])
def test_errors_cross_as_what_they_are(error: UnavailableError) -> None:
    with pytest.raises(type(error)) as raised:
        failure(error).unwrap()
    assert (raised.value.message, raised.value.remedy) == (error.message, error.remedy)


def test_the_other_end_is_of_the_same_user() -> None:
    here, there = socket.socketpair()
    with here, there:
        assert same_user(here)
