"""What passes between the pool and a worker: frames of a length and a msgpack value.

First a `Setup` goes in and a `Ready` comes out; then each `Order` has an `Answer`, or is told to
have `Failed`. Either may be told to be `Lacking` something, which ends it.
"""

from __future__ import annotations

import importlib
import struct
from collections.abc import Callable
from enum import StrEnum

import msgspec

from amana.analysis.steps import Step
from amana.core import prepared

REGISTRY = "amana.analysis.registry:STEPS"
"""Where the steps stand that an archive works with."""

LENGTH = struct.Struct(">Q")


class Code(StrEnum):
    """Why a text was not analysed, or not all of it."""

    IN_PART = "analysed-in-part"
    TOO_LONG = "analysis-took-too-long"
    MEMORY = "analysis-took-too-much-memory"
    DIED = "analysis-died"
    STEP = "step-failed"
    DAMAGED = "reading-damaged"


_SENTENCES = {
    Code.IN_PART: ("only the beginning was analysed", "only the first {} characters were analysed"),
    Code.TOO_LONG: ("analysis took too long", "analysis took more than {} seconds"),
    Code.MEMORY: ("analysis took too much memory", "analysis took more than {} MiB of memory"),
    Code.DIED: ("the process that analysed it ended", "the process that analysed it ended ({})"),
    Code.STEP: ("a step failed", "a step failed ({})"),
    Code.DAMAGED: ("its reading is damaged or missing", "its reading is damaged or missing"),
}


def sentence(code: Code, detail: object = "") -> str:
    """Return what a code says of one text."""
    return _SENTENCES[code][1].format(f"{detail:,}" if isinstance(detail, int) else detail)


def general_reason(code: Code) -> str:
    """Return what a code says of all texts that have it."""
    return _SENTENCES[code][0]


def load_steps(where: str) -> tuple[Step, ...]:
    """Return the steps that stand at `module:name`."""
    module, _, name = where.partition(":")
    steps: tuple[Step, ...] = getattr(importlib.import_module(module), name)
    return steps


class Budget(msgspec.Struct, frozen=True, kw_only=True):
    """What analysing one text may take: seconds of work, and bytes of memory.

    On the clock it may take four times as long: other programs want to work, too.
    """

    seconds: int = 300
    memory: int = 2048 << 20

    @property
    def wall_seconds(self) -> int:
        """Seconds on the clock."""
        return 4 * self.seconds


class Model(msgspec.Struct, frozen=True):
    """A trained model as a file, and its digest (SHA-256)."""

    path: str
    sha256: str


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """What a new worker is told: where its steps stand (`module:name`), its models and budget."""

    steps: str
    models: dict[str, Model]
    budget: Budget


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """A worker waits for its first order."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Carry out the `wanted` steps over a reading.

    `reading` is its stored form, `articles` and `stored` (by the name of the step) are facts as
    lines of JSON, as they are stored. `within` bounds how many characters are analysed.
    """

    reading: bytes
    articles: bytes
    wanted: tuple[str, ...]
    stored: dict[str, bytes] = {}
    within: int | None = None


class Answer(msgspec.Struct, frozen=True, tag="answer"):
    """The facts of each step that was carried out, as lines of JSON."""

    facts: dict[str, bytes]


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """A text could not be analysed: why, and for people."""

    code: Code
    reason: str


class Lacking(msgspec.Struct, frozen=True, tag="lacking"):
    """Something that steps need is missing here: no text can be analysed."""

    message: str
    remedy: str | None


Said = Ready | Answer | Failed | Lacking
SAID = msgspec.msgpack.Decoder(prepared(Said))
SETUP = msgspec.msgpack.Decoder(prepared(Setup))
ORDER = msgspec.msgpack.Decoder(prepared(Order))


def frame(value: msgspec.Struct) -> bytes:
    """Return a value as a frame."""
    data = msgspec.msgpack.encode(value)
    return LENGTH.pack(len(data)) + data


def next_frame(read: Callable[[int], bytes]) -> bytes | None:
    """Return what the next frame holds, or None at the end.

    Args:
        read: returns exactly so many bytes, or fewer at the end.
    """
    head = read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    data = read(size)
    return data if len(data) == size else None
