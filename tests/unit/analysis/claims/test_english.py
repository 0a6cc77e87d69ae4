from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.claims.english import english_claims


def test_a_text_without_claims_gives_none(frame_of: MakeFrame) -> None:
    frame = frame_of("The port closed on Monday.")
    assert english_claims(frame, {"names": []}, Tools()) == []
