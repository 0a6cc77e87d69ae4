from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.names import arabic


def test_without_paragraphs_there_is_nothing(frame_of: MakeFrame) -> None:
    assert arabic.names(frame_of("وصلت السفن إلى الميناء صباح يوم الأحد"), (), Tools()) == []
