"""A worker: confined, then one document, one answer, and the end.

A worker serves one document only. Whatever a hostile document does to it, it cannot touch the
reading of another one.
"""

from __future__ import annotations

import errno
import gc
import os
import socket
from collections.abc import Callable, Mapping
from typing import cast

import msgspec
from msgspec import structs

from amana.core import UnavailableError
from amana.reading.notices import Code
from amana.reading.readers import libmagic
from amana.reading.readers.family import PageReader, Reader
from amana.reading.readers.intake import DescriptorContent, GiveUp
from amana.reading.sandbox.channel import receive_order, write_frame
from amana.reading.sandbox.confine import Confinement, confine_worker
from amana.reading.sandbox.filters import SOCKET
from amana.reading.sandbox.outlet import ChannelOutlet
from amana.reading.sandbox.protocol import (
    EXIT_MEMORY,
    EXIT_NOT_CONFINED,
    READY,
    Proof,
    Trouble,
)
from amana.reading.wire import (
    Answer,
    FailedAnswer,
    Interim,
    Order,
    ReadOrder,
    RenderOrder,
    SizesOrder,
    pack,
    unpack_order,
)

Readers = Mapping[str, Reader]


def work(confinement: Confinement, readers: Readers, seconds: int) -> int:
    """Confine this process, wait for a document, read it, answer; return the exit status.

    It may work for `seconds`. Its nursery is confined already.
    """
    gc.disable()  # the process ends with the document
    channel = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0, SOCKET)
    try:
        confine_worker(confinement, seconds)
    except UnavailableError:
        return EXIT_NOT_CONFINED
    try:
        os.write(SOCKET, READY)
        received = receive_order(channel, confinement.limits.answer_bytes)
        if received is None:
            return 0
        body, descriptors = received
        said = answer(unpack_order(body), descriptors[0], readers, send)
        send(said)
    except MemoryError:
        return EXIT_MEMORY
    except OSError:
        return 0  # nobody is left to hear the answer
    return 0


def send(message: Answer | Interim) -> None:
    """Send a message to the pool."""
    write_frame(SOCKET, pack(message))


def answer(
    order: Order, descriptor: int, readers: Readers, tell: Callable[[Interim], None]
) -> Answer:
    """Carry out an order. Whatever a reader raises, an answer comes out."""
    try:
        document = DescriptorContent(descriptor, order.start, order.size)
        reader = readers[order.family]
        match order:
            case ReadOrder():
                outlet = ChannelOutlet(order.budget, tell)
                said = outlet.complete(reader.read(document, order, outlet))
                opinions = (*said.opinions, *libmagic.opinion(document))
                return structs.replace(said, opinions=opinions)
            case RenderOrder():
                return cast("PageReader", reader).render(document, order)
            case SizesOrder():
                return cast("PageReader", reader).sizes(document, order)
    except GiveUp as gave_up:
        return FailedAnswer(code=gave_up.code, n=gave_up.n)
    except MemoryError:
        return FailedAnswer(code=Code.OUT_OF_MEMORY)
    except BaseException:  # noqa: BLE001 - native libraries panic with a BaseException
        return FailedAnswer(code=Code.READER_FAILED)


def prove_confinement(
    confinement: Confinement, readers: Readers, inherited: tuple[str, ...]
) -> None:
    """Confine this process, try what is forbidden, use every reader, and report on the channel.

    `inherited` are the layers that it has from its nursery.
    """
    try:
        layers = inherited + confine_worker(confinement, confinement.limits.cpu_seconds)
        if confinement.reader is not None:
            _refuse_any_success()
        for reader in readers.values():
            reader.warm()
        report: Proof | Trouble = Proof(layers=layers)
    except UnavailableError as error:
        report = Trouble(message=error.message, remedy=error.remedy)
    except BaseException as error:  # noqa: BLE001 - native libraries panic with a BaseException
        report = Trouble(message=f"a reader does not work inside the sandbox here: {error!r}")
    write_frame(SOCKET, msgspec.msgpack.encode(report))


def _refuse_any_success() -> None:
    """Try one act of each forbidden kind.

    Raises:
        UnavailableError: one of them succeeded.
    """
    acts: dict[str, Callable[[], object]] = {
        "open a file": lambda: os.open("/", os.O_RDONLY),
        "make a socket": socket.socket,
        "start a process": _fork_and_vanish,
        "run a program": lambda: os.execv("/", ["/"]),  # noqa: S606 - meant to fail
        "signal its parent": lambda: os.kill(os.getppid(), 0),
        "write elsewhere": lambda: os.write(1, b"\n"),
    }
    for name, act in acts.items():
        try:
            act()
        except OSError as error:
            if error.errno == errno.EPERM:  # the answer of the filter; other layers have others
                continue
            raise _not_holding(name) from error
        raise _not_holding(name)


def _not_holding(act: str) -> UnavailableError:
    return UnavailableError(
        f"documents cannot be opened safely: inside the sandbox it is possible to {act}",
        remedy="report the version of the kernel and of libseccomp; a container or emulator that "
        "ignores seccomp cannot be used",
    )


def _fork_and_vanish() -> None:
    if os.fork() == 0:
        os._exit(0)
