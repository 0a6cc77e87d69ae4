"""The walls around the process that reads an archive: what it gives up before the first byte.

It has no network but the sockets that it was given, no files, no other programs and no privileges;
what it may ask of the kernel is named below. The layers are those of the readers' sandbox.
"""

from __future__ import annotations

import contextlib
import os
import resource

from amana.reading.sandbox import kernel
from amana.reading.sandbox.confine import step_down
from amana.reading.sandbox.filters import answerer_filter

_MEMORY = 6 << 30
_SECONDS = 1_800
_DESCRIPTORS = 256
_TASKS = 1_024


def confine() -> tuple[str, ...]:
    """Give up everything, for good; returns the names of the layers.

    Raises:
        OSError: the kernel refuses a layer.
    """
    program = kernel.SystemCallFilter(answerer_filter())
    for which, bound in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
    ):
        resource.setrlimit(which, (bound, bound))
    namespaces = False
    with contextlib.suppress(OSError):  # where they are switched off, the filter stands alone
        kernel.leave_namespaces(with_user=os.geteuid() != 0)
        namespaces = True
    layers = ["rlimits", *step_down(namespaces=namespaces)]
    with contextlib.suppress(OSError):  # not in every kernel: the filter forbids files as well
        layers.append(f"landlock-{kernel.forbid_files()}")
    resource.setrlimit(resource.RLIMIT_NPROC, (_TASKS, _TASKS))
    program.load()
    return (*layers, "seccomp")
