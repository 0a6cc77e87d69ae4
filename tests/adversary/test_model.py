"""An archive does what a small model of it says, whatever is done in whatever order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., list[dict[str, object]]]


@pytest.mark.timeout(300)
def test_any_sequence_of_deeds_keeps_what_was_promised(preloaded: Run, quick: Path) -> None:
    assert preloaded("modelling.py", quick, 5, 10, 20)[-1]["well"]


@pytest.mark.deep
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("seed", range(6))
def test_many_long_sequences_keep_what_was_promised(preloaded: Run, quick: Path, seed: int) -> None:
    assert preloaded("modelling.py", quick, 40, 40, seed)[-1]["well"]
