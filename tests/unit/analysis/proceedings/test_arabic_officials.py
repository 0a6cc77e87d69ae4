from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.proceedings import STEP
from amana.records import Mention


def test_only_who_is_in_office_makes_an_official_visit(frame_of: MakeFrame, tools: Tools) -> None:
    def steps(text: str, name: str) -> list[str]:
        frame = frame_of(text)
        at = frame.text.index(name)
        named = Mention(
            span=frame.span(at, at + len(name)), type="PERSON", entity="x", canonical=name
        )
        return [each.step for each in STEP.observe(frame, {"names": [named]}, tools)]  # type: ignore[union-attr]  # only proceedings

    assert steps("عقدت سلمى محادثات مع جارتها.", "سلمى") == []
    assert steps("عقد الوزير سالم محادثات في العاصمة.", "سالم") == ["dialogue"]
