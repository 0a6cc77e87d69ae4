"""The layers between a document and the machine, in the order in which they go on.

The floor is resource limits, no new privileges, no dumps and the system call filter, and for root
the step down to `nobody`. Without the floor nothing is opened. Namespaces and Landlock are added
where the kernel has them. The names of the layers in force go into the recipe's environment.
"""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Iterator

import msgspec

from amana.core import UnavailableError
from amana.reading.limits import Limits
from amana.reading.sandbox import kernel
from amana.reading.sandbox.filters import program_filter, reader_filter
from amana.reading.sandbox.protocol import Launch

_NOBODY = 65534
_SPARE_SECONDS = 1
_TASKS = 1024  # of this user together: a decoder needs a thread, and nobody needs a thousand


class Confinement(msgspec.Struct, frozen=True, kw_only=True):
    """How children of this nursery are confined.

    `reader` is the filter of workers, None where the sandbox is forgone, `program` the one that
    bubblewrap loads, empty where no program may run.
    """

    limits: Limits
    reader: kernel.SystemCallFilter | None
    program: bytes
    namespaces: bool


def prepare(limits: Limits, *, forgo: bool) -> Confinement:
    """Compile the filters and leave the namespaces; called once, in the nursery.

    Raises:
        UnavailableError: libseccomp is missing.
    """
    if forgo:
        return Confinement(limits=limits, reader=None, program=b"", namespaces=False)
    reader = kernel.SystemCallFilter(reader_filter())
    program = program_filter()
    namespaces = True
    try:
        kernel.leave_namespaces(with_user=os.geteuid() != 0)
    except OSError:
        namespaces = False  # switched off on this system: not part of the floor
    return Confinement(limits=limits, reader=reader, program=program, namespaces=namespaces)


def confine_reader(confinement: Confinement, seconds: int) -> tuple[str, ...]:
    """Confine this process for `seconds` of reading; return the names of the layers, in order.

    Raises:
        UnavailableError: a layer of the floor is refused by the kernel.
    """
    memory = confinement.limits.memory
    _limit_resources(memory, seconds, file_size=0, processes=_TASKS)
    if confinement.reader is None:
        return ("rlimits",)
    with _floor("user"):
        layers = ["rlimits", *_step_down(namespaces=confinement.namespaces)]
    with contextlib.suppress(OSError):  # Landlock: not part of the floor
        layers.append(f"landlock-{kernel.forbid_files()}")
    with _floor("system call filter"):
        confinement.reader.load()
    return (*layers, "seccomp")


def confine_launcher(confinement: Confinement, launch: Launch) -> None:
    """Confine this process for becoming bubblewrap, which then builds the walls of a program.

    Namespaces and the filter of system calls are its work. Landlock is not: it would keep
    bubblewrap from building. Nor is a limit of processes: it counts those of the whole user, and
    the filter lets the program start none.

    Raises:
        UnavailableError: a layer of the floor is refused by the kernel.
    """
    _limit_resources(launch.memory, launch.seconds, file_size=0, processes=None)
    with _floor("user"):
        _step_down(namespaces=confinement.namespaces)


def _step_down(*, namespaces: bool) -> list[str]:
    """Give up every privilege; return the names of what is in force then."""
    layers = ["no-new-privileges", "no-dumps"]
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
        layers.append("nobody")
    kernel.drop_capabilities()
    kernel.die_with_parent()  # after the change of user, which clears it
    kernel.forbid_dumps()
    kernel.forbid_new_privileges()
    if namespaces:
        layers.append("namespaces")
    return layers


def _limit_resources(memory: int, seconds: int, *, file_size: int, processes: int | None) -> None:
    bounds = [
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, seconds, seconds + _SPARE_SECONDS),
        (resource.RLIMIT_FSIZE, file_size, file_size),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, 64, 64),
    ]
    if processes is not None:
        bounds.append((resource.RLIMIT_NPROC, processes, processes))
    for which, soft, hard in bounds:
        _soft, ceiling = resource.getrlimit(which)
        if ceiling == resource.RLIM_INFINITY:
            ceiling = hard
        resource.setrlimit(which, (min(soft, ceiling), min(hard, ceiling)))


@contextlib.contextmanager
def _floor(layer: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnavailableError(
            f"documents cannot be opened safely: the kernel refuses the layer {layer!r} ({error})",
            remedy="run amana as an ordinary user, or in a container that allows seccomp",
        ) from error
