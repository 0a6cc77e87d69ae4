from __future__ import annotations

import msgspec

from amana.reading import Outcome
from amana.records import Recipe, State


def test_an_outcome_survives_being_written_down() -> None:
    outcome = Outcome(
        state=State.NO_READER,
        reading=None,
        reason="preserved, no reader yet",
        media_type="image/png",
        recipe=Recipe(step="reading/identify", tool="amana", version="1"),
    )
    assert msgspec.json.decode(msgspec.json.encode(outcome), type=Outcome) == outcome
