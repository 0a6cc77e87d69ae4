"""The only way out of the browser: sockets of an empty network, each led to one unix socket.

A program of its own (`python -I -S forwarder.py ORDER`), with nothing but the standard library. It
forks. The child gives up root, moves into a new network namespace that has nothing but loopback,
opens one listening socket there for each way, hands them back and becomes bubblewrap with Chromium
inside. A socket stays in the network in which it was made: so the parent, outside, takes the
browser's connections and passes their bytes to unix sockets that the browser itself can neither see
nor reach.

The order names the descriptors of the browser's debugging pipe: they become its 3 and 4, and the
parent closes them. When standard input ends, since whoever started this is gone, all is killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import fcntl
import functools
import json
import os
import resource
import signal
import socket
import struct
import sys
from typing import TypedDict

FIRST_PORT = 20_000
"""Port of the first way on 127.0.0.1 in the browser's network; the others follow."""

_PIPE = (3, 4)
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38
_SIOCSIFFLAGS, _IFF_UP, _IFF_RUNNING = 0x8914, 0x1, 0x40
_PENDING = 1 << 18  # bytes that wait for a slow side before the other one is held


class Order(TypedDict):
    """What to start: unix sockets in the order of their ports, and the command inside.

    `identity` is the number of the user and group to become (None: stay who we are). `inside` are
    texts for descriptors of the command, by the word in it that stands for the number. `bytes` is
    how much memory of its own one process may have. `pipe` are the descriptors of the debugging
    pipe: what the command reads, what it writes.
    """

    pipe: list[int]
    ways: list[str]
    identity: int | None
    command: list[str]
    inside: dict[str, str]
    bytes: int


def port_of(way: int) -> int:
    """Return the port on 127.0.0.1 in the browser's network that leads to the way `way`."""
    return FIRST_PORT + way


def main(text: str) -> int:
    """Start what the order `text` says and forward until it ends; returns an exit status."""
    order: Order = json.loads(text)
    _settle(order["pipe"])
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        _become(order, theirs)
    theirs.close()
    for descriptor in _PIPE:
        os.close(descriptor)
    _, listening, _, _ = socket.recv_fds(ours, 1, len(order["ways"]))
    ours.close()
    if len(listening) != len(order["ways"]):
        return _ended(child)
    sockets = [socket.socket(fileno=descriptor) for descriptor in listening]
    return asyncio.run(_forward(sockets, order["ways"], child))


def _settle(pipe: list[int]) -> None:
    """Move the debugging pipe to where Chromium looks for it."""
    moved = [fcntl.fcntl(each, fcntl.F_DUPFD, 10) for each in pipe]
    for each in pipe:
        os.close(each)
    for each, wanted in zip(moved, _PIPE, strict=True):
        os.dup2(each, wanted)  # kept over exec
        os.close(each)


def _become(order: Order, parent: socket.socket) -> None:
    """Turn this process into the command, inside its own empty network; never returns."""
    try:
        _leave_root(order["identity"])
        _empty_network()
        listening = [_listen(port_of(way)) for way in range(len(order["ways"]))]
        socket.send_fds(parent, [b"\0"], [each.fileno() for each in listening])
        _bound(order["bytes"])
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        command = order["command"]
        for word, content in order["inside"].items():
            command = [str(_held(content)) if each == word else each for each in command]
        os.execv(command[0], command)  # noqa: S606 - the command is made by walls.py
    except OSError as error:
        os.write(2, f"amana: the browser's network cannot be made: {error}\n".encode())
    finally:
        os._exit(70)


def _leave_root(identity: int | None) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if identity is not None:
        os.setgroups([])
        os.setresgid(identity, identity, identity)
        os.setresuid(identity, identity, identity)
        libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)  # so that /proc/self stays ours to write
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _empty_network() -> None:
    """Leave the network of the machine; user_namespaces(7), network_namespaces(7)."""
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET):
        number = ctypes.get_errno()
        raise OSError(number, f"unshare: {os.strerror(number)}")
    for name, content in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        _write(f"/proc/self/{name}", content)
    with socket.socket() as any_socket:
        flags = struct.pack("16sh14x", b"lo", _IFF_UP | _IFF_RUNNING)
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, flags)
    if [name for _, name in socket.if_nameindex()] != ["lo"]:
        raise OSError(0, "the new network has more than loopback")


def _listen(port: int) -> socket.socket:
    listening = socket.socket()
    listening.bind(("127.0.0.1", port))
    listening.listen(256)
    return listening


def _bound(most: int) -> None:
    """Bound the memory of each process, and let this one go first where memory ends."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    with contextlib.suppress(OSError):
        _write("/proc/self/oom_score_adj", "900")


def _write(path: str, content: str) -> None:
    """Write without loading anything more: who gave up root may not be able to read Python."""
    descriptor = os.open(path, os.O_WRONLY)
    os.write(descriptor, content.encode())
    os.close(descriptor)


def _held(content: str) -> int:
    """Return a descriptor, kept over exec, from which `content` can be read."""
    descriptor = os.memfd_create("amana", 0)
    os.write(descriptor, content.encode())
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


class _Side(asyncio.Protocol):
    """One side of a connection; what comes in goes out at the other."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.other: _Side | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - asyncio makes nothing else here
        transport.set_write_buffer_limits(high=_PENDING)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        if self.other and self.other.transport:
            self.other.transport.write(data)

    def eof_received(self) -> bool:
        out = self.other.transport if self.other else None
        if out and not out.is_closing() and out.can_write_eof():
            out.write_eof()
        return True

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's name
        if self.other and self.other.transport:
            self.other.transport.close()

    def pause_writing(self) -> None:
        if self.other and self.other.transport:
            self.other.transport.pause_reading()

    def resume_writing(self) -> None:
        if self.other and self.other.transport and not self.other.transport.is_closing():
            self.other.transport.resume_reading()


class _Inner(_Side):
    """The browser's side: it is read from once its way out is open."""

    def __init__(self, way: str, opening: set[asyncio.Task[None]]) -> None:
        super().__init__()
        self._way, self._opening = way, opening

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if self.transport:
            self.transport.pause_reading()
        task = asyncio.get_running_loop().create_task(self._open())
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    async def _open(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            _, outer = await loop.create_unix_connection(_Side, self._way)
        except OSError:
            if self.transport:
                self.transport.abort()
            return
        self.other, outer.other = outer, self
        if self.transport is None or self.transport.is_closing():
            if outer.transport:
                outer.transport.close()
            return
        self.transport.resume_reading()


async def _forward(sockets: list[socket.socket], ways: list[str], child: int) -> int:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    opening: set[asyncio.Task[None]] = set()
    for listening, way in zip(sockets, ways, strict=True):
        listening.setblocking(False)
        await loop.create_server(functools.partial(_Inner, way, opening), sock=listening)
    loop.add_reader(0, lambda: None if os.read(0, 4096) else over.set())
    watch = os.pidfd_open(child)
    loop.add_reader(watch, over.set)
    await over.wait()
    loop.remove_reader(0)
    loop.remove_reader(watch)
    os.close(watch)
    return _ended(child)


def _ended(child: int) -> int:
    """Make sure that the child is gone; bubblewrap takes all of its own with it."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL if _runs(child) else 0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def _runs(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


if __name__ == "__main__":
    # The browser's whole group ends with this process: it leads the group.
    sys.exit(main(sys.argv[1]))
