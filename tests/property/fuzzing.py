"""A program of its own: damage real files of one family and have their reader read what comes out.

    python tests/property/fuzzing.py FOLDER FAMILY SEED ROUNDS KEEP

takes the files of at most 200 kB below FOLDER that this family reads, and ROUNDS times one of them
that is damaged in one of several ways. Same seed, same damage. What reads them is the reader
itself, here in this process. Asked is: an answer that a pool would believe, or `GiveUp`; in a
number of seconds of work; and articles that can be found in it. Each failure is one line of JSON on
the standard output, with the round; the damaged file is put into KEEP. The last line counts.

Each is read in a process of its own. That a native library crashes is no failure of the families
that have one: a worker contains it.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType

from amana.reading import HEAD, Limits, identify
from amana.reading.articles import find_articles
from amana.reading.assemble import read as assembled
from amana.reading.believing import refuse_impossible
from amana.reading.readers.catalogue import FAMILIES, family_of
from amana.reading.readers.family import Family, Reader
from amana.reading.readers.intake import BytesContent, GiveUp
from amana.reading.sandbox.outlet import ChannelOutlet
from amana.reading.steps import step_of
from amana.reading.wire import (
    Answer,
    Budget,
    ChildRow,
    Interim,
    ReadOrder,
    TextAnswer,
    pack,
    unpack_answer,
)
from amana.records import State

LARGEST = 200_000
SECONDS = 20
MEMORY = 2 << 30
BUDGET = Budget(
    text_chars=4 << 20, runs=200_000, pages=50, pixels=4_000_000, children=200, child_bytes=16 << 20
)
NATIVE = frozenset({"pdf", "image", "libarchive"})
CRASH = "crashed:"
LENGTHS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)

Sample = tuple[str, str, bytes]
"""The name, the media type and the bytes of a file."""


class TooSlow(BaseException):
    """A reader works longer than it may; a `BaseException`, so that no reader catches it."""


def samples(folder: Path, family: str) -> list[Sample]:
    """Return the small files below a folder that a family reads."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size <= LARGEST:
            data = path.read_bytes()
            media_type = identify(BytesContent(data), path.name)
            row = family_of(media_type)
            if row is not None and row.name == family:
                found.append((path.name, media_type, data))
    return found


def damaged(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Return `data` after one to four kinds of damage; `other` is what it may be spliced with."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(KINDS)(chance, data or other, other)
    return data


def _flip(chance: random.Random, data: bytes, other: bytes) -> bytes:
    del other
    held = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 64))):
        held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    return bytes(held)


def _cut(chance: random.Random, data: bytes, other: bytes) -> bytes:
    del other
    return data[: chance.randrange(1, len(data) + 1)]


def _lose(chance: random.Random, data: bytes, other: bytes) -> bytes:
    del other
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 2, 16, 512, 5000)) :]


def _repeat(chance: random.Random, data: bytes, other: bytes) -> bytes:
    del other
    start = chance.randrange(len(data))
    block = data[start : start + chance.choice((1, 4, 40, 512, 4000))]
    at = chance.randrange(len(data))
    return data[:at] + block * chance.choice((1, 1, 3, 50)) + data[at:]


def _length(chance: random.Random, data: bytes, other: bytes) -> bytes:
    del other
    width, order = chance.choice((1, 2, 4)), chance.choice(("little", "big"))
    value = chance.choice(LENGTHS) & ((1 << 8 * width) - 1)
    at = chance.randrange(len(data))
    new = value.to_bytes(width, "little" if order == "little" else "big")
    return data[:at] + new + data[at + width :]


def _digits(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Put other numbers in the place of those that are written out."""
    del other
    places = [at for at, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    if not places:
        return data
    at = chance.choice(places)
    number = chance.choice((b"-1", b"0", b"99999999999999999999", b"1e999", b"2147483648", b"x"))
    return data[:at] + number + data[at + 1 :]


def _splice(chance: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other) or 1) :]


KINDS: tuple[Callable[[random.Random, bytes, bytes], bytes], ...] = (
    _flip,
    _flip,
    _cut,
    _lose,
    _repeat,
    _length,
    _length,
    _digits,
    _splice,
)


def tell(message: Answer | Interim) -> None:
    """Pass on what a reader says as a worker would; whoever receives it must be able to."""
    unpack_answer(pack(message))


class Outlet(ChannelOutlet):
    """Takes out children as a worker does, and fails where their place is none."""

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        """See `amana.reading.readers.intake.Outlet`."""
        assert (row.start is None) == (row.end is None)
        assert row.start is None or row.end is None or row.start <= row.end
        return super().child(row, pieces)


def attempt(family: Family, reader: Reader, sample: Sample) -> None:
    """Read damaged bytes; whatever is raised is a failure."""
    name, media_type, data = sample
    identify(BytesContent(data[:HEAD]), name)
    order = ReadOrder(
        family=family.name, name=name, size=len(data), budget=BUDGET, media_type=media_type
    )
    outlet = Outlet(BUDGET, tell)
    try:
        answer = outlet.complete(reader.read(BytesContent(data), order, outlet))
    except GiveUp:
        return
    received = unpack_answer(pack(answer))
    assert isinstance(received, TextAnswer)
    refuse_impossible(received, order)
    step = step_of(family, (), Limits(), ())
    outcome = assembled(received, "0" * 64, media_type, step)
    assert outcome.state is State.READ or outcome.reason, "nothing, and no reason"
    if outcome.reading is not None:
        find_articles(outcome.reading)


def fail(family: Family, reader: Reader, sample: Sample, kept: Path) -> str | None:
    """Return what goes wrong when damaged bytes are read, or None; put them into `kept` then."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        attempt(family, reader, sample)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
        kept.write_bytes(sample[2])
        frames = traceback.extract_tb(error.__traceback__)
        where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-4:]]
        return f"{type(error).__name__}: {str(error)[:200]} in {' '.join(where)}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


def apart(family: Family, reader: Reader, sample: Sample, kept: Path) -> str | None:
    """Do the same in a process of its own, which native libraries may bring down."""
    taken, given = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(taken)
        os.write(given, (fail(family, reader, sample, kept) or "").encode()[:4000])
        os._exit(0)
    os.close(given)
    with os.fdopen(taken, "rb") as said:
        wrong = said.read().decode()
    _, status = os.waitpid(process, 0)
    if status:
        kept.write_bytes(sample[2])
        return f"{CRASH} {os.waitstatus_to_exitcode(status)}"
    return wrong or None


def failures(folder: Path, name: str, seed: int, rounds: range, keep: Path) -> Iterator[str]:
    """Yield what went wrong in each round that failed."""
    family = next(row for row in FAMILIES if row.name == name)
    reader: Reader = importlib.import_module(family.module)
    reader.warm()
    found = samples(folder, name)
    for number in rounds if found else ():
        chance = random.Random(f"{name} {seed} {number}")  # noqa: S311 - the same damage each time
        file, media_type, data = chance.choice(found)
        data = damaged(chance, data, chance.choice(found)[2])
        kept = keep / f"{name}-{seed}-{number}-{file}"
        wrong = apart(family, reader, (file, media_type, data), kept)
        if wrong is not None and not (name in NATIVE and wrong.startswith(CRASH)):
            yield json.dumps(
                {"family": name, "seed": seed, "round": number, "file": str(kept), "wrong": wrong}
            )


def _too_slow(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise TooSlow


def main(folder: str, name: str, seed: str, rounds: str, keep: str) -> None:
    """Fuzz one family; `rounds` is their number, or FIRST:LAST of them."""
    signal.signal(signal.SIGPROF, _too_slow)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    first, _, last = rounds.rpartition(":")
    numbers = range(int(first or 0), int(last))
    count = 0
    for line in failures(Path(folder), name, int(seed), numbers, Path(keep)):
        count += 1
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    sys.stdout.write(f"{name}: {len(numbers)} rounds, {count} failures\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
