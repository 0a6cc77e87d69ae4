"""The program of tests that start one many times: has a loaded process carry it out (forking.py).

It starts in a few milliseconds, because it loads modules that are built in and nothing else.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # of `signal`, which loads much more
import _socket
import marshal
import posix
import sys
from collections.abc import Callable
from types import FrameType

LENGTH = 8
STATUS = 4
LOST = 70
STREAMS = (0, 1, 2)
FORWARDED = (_signal.SIGHUP, _signal.SIGINT, _signal.SIGQUIT, _signal.SIGTERM)


def ask(address: str, further: tuple[int, ...]) -> int:
    """Have the process at `address` carry out this command; return how it ended.

    It is given the standard streams, the folder, and `further` descriptors.
    """
    there = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    there.connect(address)
    for number in FORWARDED:
        if _signal.getsignal(number) != _signal.SIG_IGN:
            _signal.signal(number, _forwarding(there))
    umask = posix.umask(0)
    posix.umask(umask)
    body = marshal.dumps((sys.argv, posix.environ, umask))
    here = posix.open(".", posix.O_RDONLY)
    passed = b"".join(each.to_bytes(4, sys.byteorder) for each in (*STREAMS, here, *further))
    there.sendmsg(
        [len(body).to_bytes(LENGTH, "big")],
        [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, passed)],
    )
    there.sendall(body)
    for each in further:
        posix.close(each)
    answer = there.recv(STATUS)
    if len(answer) < STATUS:
        posix.write(2, b"amana: the loaded process of the tests is gone\n")
        return LOST
    return _end_as(int.from_bytes(answer, "big", signed=True))


def _forwarding(there: _socket.socket) -> Callable[[int, FrameType | None], None]:
    def forward(number: int, _frame: FrameType | None) -> None:
        there.sendall(bytes([number]))

    return forward


def _end_as(status: int) -> int:
    if status < 0:  # by a signal: so does this
        if -status != _signal.SIGKILL:
            _signal.signal(-status, _signal.SIG_DFL)
        posix.kill(posix.getpid(), -status)
    return status
