"""Real files, held against what a person who looked at each of them wrote down.

A line of `expected/*.jsonl` says what a file holds, in the words of the person who looked:

- `file`: its path below `files` of the test material, or below the material when it begins with /.
- `looked`: how it was looked at.
- `state` and `media_type`, where they matter.
- `words` that must be in the text; `in_order`: phrases in the order in which a person reads them;
  `absent`: what must not be there (instructions, deleted or hidden text, markup).
- `children`: the names of all that is inside it, in order; `child_count` where they are many.
- `inside`: the same for what is inside, by name: `{"letter.txt": {"words": […]}}`.
- `metadata`: keys with the value that they must have. `pages`: their number.
- `misses`: why amana does not read it as it should. Then the line must fail: a line that no longer
  does is to lose its `misses`.

White space is of no account; anything else is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.conformance.conftest import Tally
from tests.conformance.trees import Keeping, read_bytes

from amana.core import spoken
from amana.reading import Limits, Outcome, ReadingPool

HERE = Path(__file__).resolve().parent / "expected"


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person saw in a file."""

    file: str = ""
    looked: str = ""
    state: str | None = None
    media_type: str | None = None
    words: tuple[str, ...] = ()
    in_order: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    children: tuple[str, ...] | None = None
    child_count: int | None = None
    inside: dict[str, Expected] = {}
    metadata: dict[str, str] = {}
    pages: int | None = None
    misses: str | None = None


def lines(family: Path) -> list[Expected]:
    """Return what is expected of a family of files."""
    decoder = msgspec.json.Decoder(Expected)
    return [decoder.decode(line) for line in family.read_bytes().splitlines() if line.strip()]


RECOGNISED = lines(HERE / "ocr.jsonl")
"""What is read by text recognition, which `test_recognition.py` does."""

FAMILIES = {path.stem: lines(path) for path in sorted(HERE.glob("*.jsonl")) if path.stem != "ocr"}


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    """A pool of one worker, without OCR."""
    with ReadingPool(1, Limits(cpu_seconds=60, wall_seconds=110)) as pool:
        yield pool


def squeezed(text: str) -> str:
    """Return a text in which white space is one space."""
    return " ".join(text.split())


def faults(expected: Expected, outcome: Outcome, taker: Keeping, pool: ReadingPool) -> list[str]:
    """Return what is not as it was expected."""
    reading = outcome.reading
    text = squeezed(reading.text) if reading else ""
    metadata = dict(reading.metadata) if reading else {}
    found = [spoken(child.path) or str(child.n) for child in outcome.children]
    wrong = [f"word missing: {word}" for word in expected.words if squeezed(word) not in text]
    wrong += [f"is there: {phrase}" for phrase in expected.absent if squeezed(phrase) in text]
    at = 0
    for phrase in expected.in_order:
        place = text.find(squeezed(phrase), at)
        wrong += [f"not there, or not after what is before it: {phrase}"] if place < 0 else []
        at = max(at, place + len(squeezed(phrase)))
    for name, wanted, given in (
        ("state", expected.state, outcome.state.value),
        ("kind", expected.media_type, outcome.media_type),
        ("children", expected.children, tuple(found)),
        ("number of children", expected.child_count, len(found)),
        ("pages", expected.pages, len(reading.pages) if reading else 0),
        *((key, value, metadata.get(key)) for key, value in expected.metadata.items()),
    ):
        wrong += [f"{name}: {given!r}, not {wanted!r}"] if wanted not in (None, given) else []
    for name, inner in expected.inside.items():
        if name not in found:
            wrong.append(f"not inside: {name}")
            continue
        deeper = Keeping()
        data = taker.kept[found.index(name)]
        ended = read_bytes(pool, data, name, deeper)
        wrong += [f"{name}: {fault}" for fault in faults(inner, ended, deeper, pool)]
    return wrong


@pytest.mark.parametrize("family", FAMILIES)
def test_files_are_read_as_people_read_them(
    family: str, pool: ReadingPool, test_data: Path, tally: Tally
) -> None:
    passed, misses, wrong = 0, [], []
    for expected in FAMILIES[family]:
        folder = test_data if expected.file.startswith("/") else test_data / "files"
        path = folder / expected.file.removeprefix("/")
        taker = Keeping()
        outcome = read_bytes(pool, path.read_bytes(), path.name, taker)
        found = faults(expected, outcome, taker, pool)
        passed += not found
        if expected.misses:
            misses.append(f"{expected.file}: {expected.misses}")
            wrong += [] if found else [f"{expected.file} is well now: take out its `misses`"]
        else:
            wrong += [f"{expected.file}: {fault}" for fault in found]
    tally(f"Files by eye: {family}", passed=passed, total=len(FAMILIES[family]), misses=misses)
    assert not wrong, "\n".join(wrong)


def test_each_file_is_looked_at_once() -> None:
    files = [expected.file for family in FAMILIES.values() for expected in family]
    assert len(files) == len(set(files))
    assert all(expected.looked for family in FAMILIES.values() for expected in family)
