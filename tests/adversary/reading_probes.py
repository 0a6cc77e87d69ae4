"""A reader that attacks: each act is something that a document could make a reader do.

It runs inside a real worker. `order.name` is the act; the text of the answer says how it ended.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import platform
import signal
import socket
import struct
from collections.abc import Callable

from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.sandbox.filters import SOCKET
from amana.reading.wire import ReadOrder, TextAnswer

_libc = ctypes.CDLL(None, use_errno=True)
_PTRACE_ATTACH = 16
_SHARING_MEMORY = 0x100
_A_THREAD_ELSEWHERE = 0x3D0F00 | 0x40000000
_TGKILL = {"x86_64": 234, "aarch64": 131}[platform.machine()]


def _call(name: str, *arguments: object) -> None:
    """Call the C library and raise what it reports."""
    if getattr(_libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)


def _overwrite_document() -> None:
    """Write to the document, which is the first descriptor after the channel."""
    os.pwrite(SOCKET + 1, b"changed", 0)


def _map_document_for_writing() -> None:
    mmap.mmap(SOCKET + 1, 16, mmap.MAP_SHARED, mmap.PROT_WRITE)


def _send_descriptor() -> None:
    channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, SOCKET)
    try:
        socket.send_fds(channel, [b"x"], [SOCKET])
    finally:
        channel.detach()  # it is needed for the answer


FORBIDDEN: dict[str, Callable[[], object]] = {
    "open a file": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "list a folder": lambda: os.listdir("/"),  # noqa: PTH208 - as a system call
    "look at a file": lambda: os.stat("/etc/passwd"),  # noqa: PTH116 - as a system call
    "make a file": lambda: os.open("/tmp/amana-probe", os.O_CREAT | os.O_WRONLY),  # noqa: S108 - meant to fail
    "make a folder": lambda: os.mkdir("/tmp/amana-probe"),  # noqa: PTH102, S108 - meant to fail
    "remove a file": lambda: os.unlink("/tmp/amana-probe"),  # noqa: PTH108, S108 - meant to fail
    "write to standard error": lambda: os.write(2, b"x"),
    "write to the document": _overwrite_document,
    "cut the document": lambda: os.ftruncate(SOCKET + 1, 0),
    "map the document": _map_document_for_writing,
    "make a socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "make a socket (UDP)": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "make a unix socket": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
    "make a pair of sockets": socket.socketpair,
    "connect": lambda: _call("connect", SOCKET, b"\0" * 16, 16),
    "send a descriptor": _send_descriptor,
    "start a process": os.fork,
    "start a process in its memory": lambda: _call("syscall", 56, _SHARING_MEMORY, 0, 0, 0, 0),
    "start a thread elsewhere": lambda: _call("syscall", 56, _A_THREAD_ELSEWHERE, 0, 0, 0, 0),
    "run a program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606 - meant to fail
    "signal its parent": lambda: os.kill(os.getppid(), signal.SIGTERM),
    "signal everybody": lambda: os.kill(-1, signal.SIGTERM),
    "trace its parent": lambda: _call("ptrace", _PTRACE_ATTACH, os.getppid(), 0, 0),
    "read its parent's memory": lambda: os.open(f"/proc/{os.getppid()}/mem", os.O_RDONLY),
    "look at its own descriptors": lambda: os.listdir("/proc/self/fd"),  # noqa: PTH208 - as a system call
    "look at the processes of others": lambda: os.open("/proc/1/status", os.O_RDONLY),
    "raise its limits": lambda: _call("prlimit", 0, 9, struct.pack("qq", -1, -1), 0),
    "map executable memory": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC),
    "become dumpable": lambda: _call("prctl", 4, 1, 0, 0, 0),
    "leave its namespaces": lambda: _call("unshare", 0x10000000),
    "mount": lambda: _call("mount", b"none", b"/mnt", b"tmpfs", 0, 0),
    "change its root": lambda: os.chroot("/tmp"),  # noqa: S108 - meant to fail
    "ask for a terminal": lambda: _call("ioctl", SOCKET, 0x5401, b"\0" * 60),
    "signal a thread": lambda: _call("syscall", _TGKILL, os.getppid(), os.getppid(), 15),
    "send to somewhere": lambda: _call("sendto", SOCKET, b"x", 1, 0, b"\0" * 16, 16),
    "become root": lambda: os.setuid(0),
    "make a pipe": os.pipe,
    "make a file in memory": lambda: os.memfd_create("x"),
}


def _try(act: str) -> str:
    try:
        FORBIDDEN[act]()
    except OSError as error:
        return f"refused {error.errno}"
    return "succeeded"


def _descriptors() -> str:
    """Tell which descriptors are open: those that can be read at a place, or cannot be sought."""
    found = []
    for descriptor in range(4096):
        try:
            os.pread(descriptor, 1, 0)
        except OSError as error:
            if error.errno == errno.EBADF:
                continue
        found.append(str(descriptor))
    return " ".join(found)


def _spin() -> str:
    while True:
        pass


def _sleep() -> str:
    ctypes.CDLL(None).pause()
    while True:  # pause() itself is refused
        pass


def _crash() -> str:
    ctypes.string_at(8)
    return "survived"


def _abort() -> str:
    os.abort()


def _recurse() -> str:
    return _recurse() + "x"


def _take_memory() -> str:
    return str(len(bytearray(64 << 30)))


def _take_memory_slowly() -> str:
    kept = []
    while True:
        kept.append(bytearray(16 << 20))


def _leave() -> str:
    os._exit(0)


class PanicException(BaseException):
    """What a panic of a native extension looks like."""


def _panic() -> str:
    raise PanicException


def _claim_too_much() -> str:
    os.write(SOCKET, struct.pack("<Q", 10 << 30))
    return _spin()


def _promise_and_stop() -> str:
    os.write(SOCKET, struct.pack("<Q", 1000) + b"half")
    return _spin()


def _lie() -> str:
    os.write(SOCKET, struct.pack("<Q", 7) + b"rubbish")
    return _spin()


def _answer_twice() -> str:
    body = b"\x82\xa4type\xa4text\xa4text\xa5first"
    os.write(SOCKET, struct.pack("<Q", len(body)) + body)
    return "second"


FAULTS: dict[str, Callable[[], str]] = {
    "spin": _spin,
    "sleep": _sleep,
    "crash": _crash,
    "abort": _abort,
    "recurse": _recurse,
    "take memory": _take_memory,
    "take memory slowly": _take_memory_slowly,
    "leave": _leave,
    "panic": _panic,
    "claim too much": _claim_too_much,
    "promise and stop": _promise_and_stop,
    "lie": _lie,
    "answer twice": _answer_twice,
    "descriptors": _descriptors,
}


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Carry out the act that the order names."""
    del out
    if order.name in FAULTS:
        return TextAnswer(text=FAULTS[order.name]())
    if order.name in FORBIDDEN:
        return TextAnswer(text=_try(order.name))
    if order.name == "layout":
        return TextAnswer(text="x", blocks=(), pages=((0, 5),))
    return TextAnswer(text=whole(document).decode())


def libraries() -> tuple[tuple[str, str], ...]:
    """No libraries."""
    return ()


def warm() -> None:
    """Nothing to warm."""
