from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from tests.unit.analysis.conftest import MakeReading

from amana.analysis import Frame, Tools, frames_of
from amana.analysis.time import STEP
from amana.records import Caption, Published, TimeExpression

Observe = Callable[..., list[TimeExpression]]

HERE = Path(__file__).parent


class Gold(msgspec.Struct, frozen=True):
    """A sentence and its expressions: printed, EDTF with the date of publication, and without."""

    sentence: str
    expressions: tuple[tuple[str, str | None, str | None], ...]


def gold(language: str) -> list[Gold]:
    """Read the sentences of a language with what is right."""
    found: list[Gold] = []
    for line in (HERE / f"sentences_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            printed, edtf, alone = line.strip().split(" | ")
            value = None if edtf == "-" else edtf
            row = (printed, value, value if alone == "=" else None if alone == "-" else alone)
            found[-1] = Gold(found[-1].sentence, (*found[-1].expressions, row))
        elif line and not line.startswith("#"):
            found.append(Gold(line, ()))
    return found


def frame(
    reading_of: MakeReading,
    text: str,
    language: str,
    published: tuple[str, str] | None = None,
    captions: tuple[tuple[str, bool], ...] = (),
) -> Frame:
    """A text as a frame: with a date of publication and its basis, and with dated captions."""
    reading = msgspec.structs.replace(reading_of(text), language=language)
    [made] = frames_of(reading, ())
    made.published = Published(edtf=published[0], basis=published[1]) if published else None
    span = made.span(0, 0)
    made.captions = tuple(Caption(span=span, date=day, file_photo=file) for day, file in captions)
    return made


@pytest.fixture
def observed(reading_of: MakeReading) -> Observe:
    """The expressions of a text, in text order."""

    def observe(
        text: str,
        *,
        language: str = "en",
        published: tuple[str, str] | None = None,
        captions: tuple[tuple[str, bool], ...] = (),
    ) -> list[TimeExpression]:
        found = STEP.observe(frame(reading_of, text, language, published, captions), {}, Tools())
        times = [each for each in found if isinstance(each, TimeExpression)]
        assert len(times) == len(found)
        return sorted(times, key=lambda each: each.span.char_start)

    return observe
