from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.claims import STEP


def test_a_text_without_claims_gives_none(frame_of: MakeFrame) -> None:
    assert STEP.observe(frame_of("The port closed on Monday."), {"names": []}, Tools()) == []
    assert STEP.kinds == ("claim",)
