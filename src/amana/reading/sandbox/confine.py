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


def confine_nursery(confinement: Confinement) -> tuple[str, ...]:
    """Confine this process and all that it will fork; return the names of the layers, in order.

    What a nursery needs no more once its readers are loaded is given up here, once, and not again
    by each worker.

    Raises:
        UnavailableError: a layer of the floor is refused by the kernel.
    """
    _bind_memory_and_files(confinement.limits.memory)
    if confinement.reader is None:
        return ("rlimits",)
    with _floor("user"):
        layers = ["rlimits", *step_down(namespaces=confinement.namespaces)]
    with contextlib.suppress(OSError):  # Landlock: not part of the floor
        layers.append(f"landlock-{kernel.forbid_files()}")
    return tuple(layers)


def confine_worker(confinement: Confinement, seconds: int) -> tuple[str, ...]:
    """Confine this child of a confined nursery for `seconds` of work; return the layers added.

    Raises:
        UnavailableError: a layer of the floor is refused by the kernel.
    """
    _bind_seconds(seconds)
    if confinement.reader is None:
        return ()
    with _floor("system call filter"):
        kernel.die_with_parent()
        _bound(resource.RLIMIT_NPROC, _TASKS, _TASKS)
        confinement.reader.load()
    return ("seccomp",)


def confine_launcher(confinement: Confinement, launch: Launch) -> None:
    """Confine this process for becoming bubblewrap, which then builds the walls of a program.

    Namespaces and the filter of system calls are its work. Landlock is not: it would keep
    bubblewrap from building. Nor is a limit of processes: it counts those of the whole user, and
    the filter lets the program start none.

    Raises:
        UnavailableError: a layer of the floor is refused by the kernel.
    """
    _bind_memory_and_files(launch.memory)
    _bind_seconds(launch.seconds)
    with _floor("user"):
        step_down(namespaces=confinement.namespaces)


def step_down(*, namespaces: bool) -> list[str]:
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


def _bind_memory_and_files(memory: int) -> None:
    for which, bound in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        _bound(which, bound, bound)


def _bind_seconds(seconds: int) -> None:
    _bound(resource.RLIMIT_CPU, seconds, seconds + _SPARE_SECONDS)


def _bound(which: int, soft: int, hard: int) -> None:
    """Set a limit, never above one that somebody else has set."""
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
