from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest
from tests.unit.analysis.conftest import MakeReading

from amana.analysis import Frame, Tools, frames_of
from amana.analysis.quantities import STEP
from amana.analysis.time import STEP as TIME
from amana.records import Claim, Observed, Published, Quantity

Observe = Callable[..., list[Quantity]]

HERE = Path(__file__).parent


class Gold(msgspec.Struct, frozen=True):
    """A sentence and its quantities, each as a row of its values."""

    sentence: str
    rows: tuple[tuple[str, ...], ...] = ()


def gold(language: str) -> list[Gold]:
    """Read the sentences of a language with what is right."""
    found: list[Gold] = []
    for line in (HERE / f"sentences_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            found[-1] = Gold(
                found[-1].sentence, (*found[-1].rows, tuple(line.strip().split(" | ")))
            )
        elif line and not line.startswith("#"):
            found.append(Gold(line))
    return found


def row(quantity: Quantity, whole: Quantity | None) -> tuple[str, ...]:
    """A quantity as a row of the lists of sentences."""
    return (
        quantity.span.quote, _number(quantity.value, quantity.value_max), quantity.bound,
        quantity.unit, quantity.what or "-", quantity.scope or "-",
        whole.span.quote if whole else "-", quantity.as_of or "-",
    )  # fmt: skip


def _number(value: float | None, high: float | None) -> str:
    if value is None:
        return "-"
    low = str(int(value)) if value == int(value) else f"{value:.6g}"
    return low if high is None else f"{low}..{int(high) if high == int(high) else f'{high:g}'}"


@pytest.fixture(scope="session")
def tools() -> Tools:
    """The parser, loaded once."""
    return Tools()


@pytest.fixture(scope="session")
def frame(reading_of: MakeReading) -> Callable[[str, str], Frame]:
    """A text as the frame of a page published on 2024-11-21."""

    def make(text: str, language: str) -> Frame:
        [made] = frames_of(msgspec.structs.replace(reading_of(text), language=language), ())
        made.published = Published(edtf="2024-11-21", basis="metadata")
        return made

    return make


@pytest.fixture
def observed(frame: Callable[[str, str], Frame], tools: Tools) -> Observe:
    """The quantities of a text, in text order; `claims` stand for those of the step before."""

    def observe(
        text: str, language: str = "en", claims: Callable[[Frame], Sequence[Claim]] | None = None
    ) -> list[Quantity]:
        made = frame(text, language)
        earlier: dict[str, Sequence[Observed]] = {
            "time": TIME.observe(made, {}, tools),
            "claims": list(claims(made)) if claims else [],
        }
        found = STEP.observe(made, earlier, tools)
        quantities = [each for each in found if isinstance(each, Quantity)]
        return sorted(quantities, key=lambda each: each.span.char_start)

    return observe
