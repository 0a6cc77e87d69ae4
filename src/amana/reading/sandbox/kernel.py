"""The few calls of the Linux kernel that Python has no name for.

Numbers and structures: prctl(2), seccomp(2), landlock(7), unshare(2), capset(2). They are equal on
x86-64 and arm64.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_MODE_FILTER = 2
_SIGKILL = 9

_CLONE_NEWUTS = 0x04000000
_CLONE_NEWIPC = 0x08000000
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000

_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_RESTRICT_SELF = 446
_LANDLOCK_VERSION = 1
_FS_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_FS_NEWEST = (1 << 16) - 1
_ABI_WITH_NETWORK = 4
_ABI_WITH_SCOPES = 6

_CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)
_held = ctypes.PyDLL(None, use_errno=True)  # keeps the interpreter's lock over the call


class _Filter(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("program", ctypes.c_void_p))


class _Ruleset(ctypes.Structure):
    """struct landlock_ruleset_attr."""

    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


def _demand(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _prctl(option: int, value: int, pointer: object = 0) -> None:
    _demand(_libc.prctl(option, ctypes.c_ulong(value), pointer, 0, 0))


def fork() -> int:
    """Fork this process, as `os.fork` does, without what Python does for the child.

    That is work for processes with threads, or that must not share random numbers: it would double
    the cost, and the nursery has one thread, and its children want no chance.

    Raises:
        OSError: there is no room for a process.
    """
    return _demand(_held.fork())


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies."""
    _prctl(_PR_SET_PDEATHSIG, _SIGKILL)


def forbid_dumps() -> None:
    """Make this process non-dumpable: no core files, no ptrace, /proc/self belongs to root."""
    _prctl(_PR_SET_DUMPABLE, 0)


def forbid_new_privileges() -> None:
    """Make set-user-id programs powerless for this process and all that it starts."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


class SystemCallFilter:
    """A compiled filter that is ready to be loaded."""

    def __init__(self, program: bytes) -> None:
        self._program = ctypes.create_string_buffer(program, len(program))
        self._header = _Filter(len(program) // 8, ctypes.addressof(self._program))

    def load(self) -> None:
        """Bind this process by the filter, for good."""
        _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(self._header))


def leave_namespaces(*, with_user: bool) -> None:
    """Move into empty network, IPC and host name namespaces.

    Without privileges that takes a user namespace of one's own. Its user keeps their number there
    (user_namespaces(7)): a user without one could not make the namespaces of a program.

    Raises:
        OSError: the kernel or its settings do not allow it.
    """
    user, group = os.geteuid(), os.getegid()
    flags = _CLONE_NEWNET | _CLONE_NEWIPC | _CLONE_NEWUTS
    _demand(_libc.unshare(flags | (_CLONE_NEWUSER if with_user else 0)))
    if with_user:
        me = Path("/proc/self")
        me.joinpath("setgroups").write_text("deny", "ascii")
        me.joinpath("uid_map").write_text(f"{user} {user} 1", "ascii")
        me.joinpath("gid_map").write_text(f"{group} {group} 1", "ascii")


def drop_capabilities() -> None:
    """Give up every capability, those inside a user namespace included."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    _demand(_libc.capset(header, none))


def forbid_files() -> int:
    """Bind this process by Landlock: no file, no port, no signal outside; return the ABI used.

    Raises:
        OSError: the kernel has no Landlock, or it is switched off.
    """
    abi = _demand(_libc.syscall(_LANDLOCK_CREATE_RULESET, None, 0, _LANDLOCK_VERSION))
    rules = _Ruleset(
        _FS_BY_ABI.get(abi, _FS_NEWEST),
        3 if abi >= _ABI_WITH_NETWORK else 0,
        3 if abi >= _ABI_WITH_SCOPES else 0,
    )
    size = 24 if abi >= _ABI_WITH_SCOPES else 16 if abi >= _ABI_WITH_NETWORK else 8
    ruleset = _demand(_libc.syscall(_LANDLOCK_CREATE_RULESET, ctypes.byref(rules), size, 0))
    try:
        _demand(_libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0))
    finally:
        os.close(ruleset)
    return abi
