"""What the pool and its nursery say to each other.

First a `Setup` goes in and a `Hello` or a `Trouble` comes out, as frames. Then each command is its
letter and two numbers, with descriptors beside the first byte; the first number is that of a child,
which the pool chooses. Only END is answered, with two numbers: nothing else is waited for.
"""

from __future__ import annotations

import struct

import msgspec

from amana.reading.limits import Limits
from amana.reading.readers.family import Family

COMMAND = struct.Struct("<cQQ")
REPLY = struct.Struct("<qq")

FORK = b"F"
"""Fork a worker on the descriptor that may work for so many seconds (the second number)."""
RUN = b"R"
"""Run a program, from one descriptor to the other.

So many bytes of a `Launch` (the second number) follow the command.
"""
END = b"E"
"""Kill the child if it still runs; exit status (negative for a signal), peak KiB.

A child that could not be started has the status NOT_STARTED, and for its peak the error's number.
"""
DROP = b"D"
"""Kill the child if it still runs; nobody asks how it ended."""

READY = b"\1"
"""The first byte that a worker sends: it is confined and waits for its order."""

MAX_SETUP = 1 << 20

EXIT_MEMORY = 71
EXIT_NOT_CONFINED = 72
NOT_STARTED = 1 << 16


class Setup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the pool tells a new nursery. One without families runs programs."""

    limits: Limits
    families: tuple[Family, ...]
    unconfined: bool


class Hello(msgspec.Struct, frozen=True, kw_only=True, tag="hello", forbid_unknown_fields=True):
    """What a nursery that is ready says: the layers in force, the libraries of each family."""

    layers: tuple[str, ...]
    libraries: dict[str, tuple[tuple[str, str], ...]]


class Trouble(msgspec.Struct, frozen=True, kw_only=True, tag="trouble", forbid_unknown_fields=True):
    """Why no document may be opened here."""

    message: str
    remedy: str | None = None


class Launch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A program to be run: the command line of bubblewrap, seconds of work, bytes of memory.

    `with_errors`: what it says of itself and of errors stands in its output, too.
    """

    command: tuple[str, ...]
    seconds: int
    memory: int
    with_errors: bool = False


class Proof(msgspec.Struct, frozen=True, kw_only=True, tag="proof", forbid_unknown_fields=True):
    """The layers that were in force when every forbidden act failed and every reader worked."""

    layers: tuple[str, ...]
