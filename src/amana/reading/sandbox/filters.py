"""The system call filters (seccomp(2)): what a worker may ask of the kernel.

Everything that is not named here fails with EPERM. Filters are compiled once, in the nursery, and
loaded by each worker with one `prctl`; compiling takes milliseconds, loading microseconds.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from typing import Any

from amana.core import UnavailableError

SOCKET = 3
"""The one descriptor on which a worker may write: its end of the channel."""

_PROT_WRITE, _PROT_EXEC = 2, 4
_WRITING = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ABOUT_DESCRIPTORS = (
    fcntl.F_DUPFD,
    fcntl.F_DUPFD_CLOEXEC,
    fcntl.F_GETFD,
    fcntl.F_SETFD,
    fcntl.F_GETFL,
)
_A_THREAD = 0x3D0F00  # the flags of clone(2) with which glibc makes one
_EPERM, _ENOSYS = 1, 38

_MEMORY = ("munmap", "mremap", "madvise", "brk")
_PROCESS = (
    "exit",
    "exit_group",
    "futex",
    "getpid",
    "getrandom",
    "gettid",
    "restart_syscall",
    "rseq",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sched_yield",
    "sigaltstack",
)
_CLOCK = ("clock_getres", "clock_gettime", "gettimeofday", "time")

_SERVER = (
    "accept",
    "accept4",
    "clock_nanosleep",
    "fcntl",
    "fstat",
    "getpeername",
    "getsockname",
    "getsockopt",
    "ioctl",
    "lseek",
    "poll",
    "ppoll",
    "read",
    "recvfrom",
    "recvmsg",
    "sendmsg",
    "sendto",
    "setsockopt",
    "shutdown",
    "write",
    "writev",
)

_PROGRAM = (
    "access",
    "arch_prctl",
    "dup",
    "dup2",
    "execve",
    "faccessat",
    "faccessat2",
    "fstat",
    "fstatfs",
    "getcwd",
    "getdents64",
    "getegid",
    "geteuid",
    "getgid",
    "getuid",
    "lseek",
    "lstat",
    "newfstatat",
    "read",
    "readlink",
    "readlinkat",
    "readv",
    "sched_getaffinity",
    "set_robust_list",
    "set_tid_address",
    "stat",
    "statfs",
    "statx",
    "sysinfo",
    "uname",
    "wait4",
    "write",
    "writev",
)


def _seccomp() -> Any:  # noqa: ANN401 - a module, loaded late because it raises without its library
    """Return the binding of libseccomp.

    Raises:
        UnavailableError: the library is not installed.
    """
    try:
        import pyseccomp  # type: ignore[import-untyped]  # noqa: PLC0415 - no stubs; see above
    except (ImportError, RuntimeError, OSError) as error:
        raise UnavailableError(
            "documents cannot be opened safely: libseccomp is not installed",
            remedy="install libseccomp2 (Debian, Ubuntu) or libseccomp (Fedora); on a system "
            "without it, reading works only if the setting `sandbox = false` says so",
        ) from error
    return pyseccomp


def reader_filter() -> bytes:
    """Return the filter of a worker that reads: no open, no socket, no fork, no exec.

    Rules:

    1. Memory may be mapped, never executable.
    2. Descriptors may be read at a position (`pread64`) and closed; `read` is for nothing.
    3. Messages are received and bytes are written on the channel alone.
    4. Threads may be made (the decoder of HEIC cannot work without one), processes never. The
       flags of `clone3` lie in memory, out of the filter's sight, so it is said not to exist.
    """
    seccomp = _seccomp()
    program = _with_threads(seccomp)
    on_channel = seccomp.Arg(0, seccomp.EQ, SOCKET)
    for name in ("recvmsg", "write"):
        _allow(seccomp, program, name, on_channel)
    return _export(program)


def answerer_filter() -> bytes:
    """Return the filter of a server on sockets that it was given: no open, no connect, no exec.

    Rules: 1, 2 and 4 of `reader_filter`. No socket is made, bound or connected; connections come in
    by the sockets that are there, and what is written goes to them.
    """
    seccomp = _seccomp()
    program = _with_threads(seccomp)
    for name in _SERVER:
        _allow(seccomp, program, name)
    return _export(program)


def _with_threads(seccomp: Any) -> Any:  # noqa: ANN401 - untyped library
    """Return a filter of what all who read documents may do."""
    program = seccomp.SyscallFilter(seccomp.ERRNO(_EPERM))
    for name in (*_MEMORY, *_PROCESS, *_CLOCK, "pread64", "close"):
        _allow(seccomp, program, name)
    not_executable = seccomp.Arg(2, seccomp.MASKED_EQ, _PROT_EXEC, 0)
    for name in ("mmap", "mprotect"):
        _allow(seccomp, program, name, not_executable)
    thread = seccomp.Arg(0, seccomp.EQ, _A_THREAD)
    _allow(seccomp, program, "clone", thread)
    _allow(seccomp, program, "set_robust_list")
    unseen = seccomp.resolve_syscall(seccomp.Arch.NATIVE, "clone3")
    if unseen >= 0:
        program.add_rule(seccomp.ERRNO(_ENOSYS), unseen)
    return program


def program_filter() -> bytes:
    """Return the filter of a program that is run over a document: no socket, no fork.

    Rules:

    1. Memory may be mapped, never writable and executable at once.
    2. Files may be opened for reading only; where there are any, bubblewrap decides.
    3. Descriptors may be doubled and asked for their flags; nothing is locked, owned or leased.
    4. Limits may be read, not set. Its own end is awaited (`wait4`) by the first process of its
       namespace, which is bubblewrap's.
    """
    seccomp = _seccomp()
    program = seccomp.SyscallFilter(seccomp.ERRNO(_EPERM))
    for name in (*_MEMORY, *_PROCESS, *_CLOCK, *_PROGRAM, "pread64", "close"):
        _allow(seccomp, program, name)
    for bit in (_PROT_WRITE, _PROT_EXEC):
        for name in ("mmap", "mprotect"):
            _allow(seccomp, program, name, seccomp.Arg(2, seccomp.MASKED_EQ, bit, 0))
    for name, flags in (("open", 1), ("openat", 2)):
        _allow(seccomp, program, name, seccomp.Arg(flags, seccomp.MASKED_EQ, _WRITING, 0))
    for command in _ABOUT_DESCRIPTORS:
        _allow(seccomp, program, "fcntl", seccomp.Arg(1, seccomp.EQ, command))
    _allow(seccomp, program, "prlimit64", seccomp.Arg(2, seccomp.EQ, 0))
    return _export(program)


def _allow(seccomp: Any, program: Any, name: str, *arguments: Any) -> None:  # noqa: ANN401 - untyped library
    """Allow a call; architectures that do not know its name go without."""
    number = seccomp.resolve_syscall(seccomp.Arch.NATIVE, name)
    if number >= 0:
        program.add_rule(seccomp.ALLOW, number, *arguments)


def _export(program: Any) -> bytes:  # noqa: ANN401 - untyped library
    """Return the compiled filter: an array of struct sock_filter, 8 bytes each."""
    with tempfile.TemporaryFile() as file:
        program.export_bpf(file)
        file.seek(0)
        return file.read()
