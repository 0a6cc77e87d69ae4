from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator

import pytest

from amana.reading.sandbox.channel import (
    LENGTH,
    Deadline,
    FrameTooLarge,
    receive_exactly,
    receive_frame,
    receive_order,
    send_frame,
    write_frame,
)

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    here, there = socket.socketpair()
    with here, there:
        yield here, there


def test_a_frame_arrives_whole(pair: Pair) -> None:
    body = os.urandom(3_000_000)  # more than the socket holds
    sender = threading.Thread(target=send_frame, args=(pair[0], body))
    sender.start()
    assert receive_frame(pair[1], len(body), Deadline(30)) == body
    sender.join()


def test_descriptors_come_with_the_frame(pair: Pair) -> None:
    reader, writer = os.pipe()
    try:
        send_frame(pair[0], b"order", [reader])
        received = receive_order(pair[1], 100)
        assert received is not None
        body, descriptors = received
        assert body == b"order"
        os.write(writer, b"x")
        assert os.read(descriptors[0], 1) == b"x"
        os.close(descriptors[0])
    finally:
        os.close(reader)
        os.close(writer)


def test_a_worker_writes_frames_with_nothing_but_write(pair: Pair) -> None:
    write_frame(pair[0].fileno(), b"answer")
    assert receive_frame(pair[1], 100, Deadline(30)) == b"answer"


def test_a_claim_beyond_the_limit_is_refused_before_anything_is_taken_in(pair: Pair) -> None:
    pair[0].sendall(LENGTH.pack(10 << 30))
    with pytest.raises(FrameTooLarge) as refused:
        receive_frame(pair[1], 1000, Deadline(30))
    assert refused.value.length == 10 << 30
    pair[0].sendall(LENGTH.pack(10 << 30))
    with pytest.raises(FrameTooLarge):
        receive_order(pair[1], 1000)


def test_the_end_of_the_other_side(pair: Pair) -> None:
    pair[0].sendall(LENGTH.pack(10) + b"half")
    pair[0].close()
    with pytest.raises(EOFError):
        receive_frame(pair[1], 100, Deadline(30))
    with pytest.raises(EOFError):
        receive_exactly(pair[1], 1)
    assert receive_order(pair[1], 100) is None


def test_half_an_order_is_none(pair: Pair) -> None:
    pair[0].sendall(LENGTH.pack(10) + b"half")
    pair[0].close()
    assert receive_order(pair[1], 100) is None


def test_waiting_has_an_end(pair: Pair) -> None:
    with pytest.raises(TimeoutError):
        receive_frame(pair[1], 100, Deadline(0.01))
    with pytest.raises(TimeoutError):
        Deadline(-1).left()
    assert 0 < Deadline(60).left() <= 60


def test_exactly_so_many_bytes(pair: Pair) -> None:
    pair[0].sendall(b"abcdef")
    assert receive_exactly(pair[1], 4) == b"abcd"
    assert receive_exactly(pair[1], 2) == b"ef"
