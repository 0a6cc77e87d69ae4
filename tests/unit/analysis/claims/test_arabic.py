from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.claims.arabic import arabic_claims


def test_a_text_without_claims_gives_none(frame_of: MakeFrame) -> None:
    frame = frame_of("وصلت السفن إلى الميناء صباح يوم الأحد في آذار")
    assert arabic_claims(frame, {"names": []}, Tools()) == []
