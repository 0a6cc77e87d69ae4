"""The command line of bubblewrap (bwrap(1)): what a program sees of the machine.

It sees its own libraries, its own folders, and nothing else: no other file, no network, no other
process, no privilege, nobody's identity, and nowhere to write. Its document is its standard input,
its answer its standard output. The filter of system calls is read from the descriptor `FILTER`.
"""

from __future__ import annotations

from collections.abc import Sequence

from amana.reading.sandbox.programs import Program, interpreter_of, path_of

FILTER = 3
"""The descriptor from which bubblewrap reads the filter of system calls."""

BWRAP = "bwrap"
PACKAGE = "bubblewrap"

_NOBODY = "65534"
_LIBRARIES = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/lib", "/lib32", "/lib64")
_LOADER = ("/etc/ld.so.cache", "/etc/alternatives")
_WALLS = (
    "--unshare-user",
    "--unshare-all",
    "--die-with-parent",
    "--new-session",
    "--cap-drop",
    "ALL",
    "--uid",
    _NOBODY,
    "--gid",
    _NOBODY,
    "--hostname",
    "nowhere",
    "--clearenv",
    "--seccomp",
    str(FILTER),
)
_ENVIRONMENT = (("PATH", "/usr/bin:/bin"), ("LC_ALL", "C.UTF-8"), ("HOME", "/nonexistent"))


def command_line(
    bwrap: str, path: str, arguments: Sequence[str], program: Program | None = None
) -> tuple[str, ...]:
    """Return how bubblewrap at `bwrap` runs the program at `path` with `arguments`.

    `program` is its row, which says what it may see besides libraries; None: nothing.
    """
    line = [bwrap, *_WALLS]
    for folder in (*_LIBRARIES, *_LOADER, *(program.shares if program else ())):
        line += ["--ro-bind-try", folder, folder]
    run = [each for each in (interpreter_of(path), path) if each]
    for each in run:
        line += ["--ro-bind", each, each]
    if program and program.own_processes:
        line += ["--proc", "/proc"]
    line += ["--remount-ro", "/", "--chdir", "/"]
    for name, value in (*_ENVIRONMENT, *(program.environment if program else ())):
        line += ["--setenv", name, value]
    return (*line, "--", *run, *arguments)


def idle(bwrap: str) -> tuple[str, ...] | None:
    """Return a command line that does nothing, to see whether bubblewrap works here."""
    true = path_of("true")
    return command_line(bwrap, true, ()) if true else None
