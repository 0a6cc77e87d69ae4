from __future__ import annotations

import pytest
from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.names import dispatch
from amana.records import Mention


def test_each_paragraph_goes_to_the_rules_of_its_language(
    frame_of: MakeFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, list[int]] = {}

    def noting(language: str) -> object:
        def names(frame: object, paragraphs: list[int], tools: object) -> list[Mention]:
            del frame, tools
            asked[language] = paragraphs
            return []

        return names

    rules = {"en": noting("en"), "ar": noting("ar"), "fr": noting("fr")}
    monkeypatch.setattr(dispatch, "_BY_LANGUAGE", rules)
    frame = frame_of(
        "The port of Norhaven was closed on Sunday morning.\n\n"
        "وصلت السفن إلى الميناء صباح يوم الأحد في آذار\n\n"
        "Nobody in the town of Estra knew why the port was closed."
    )
    assert dispatch.observe(frame, {}, Tools()) == []
    assert asked == {"en": [0, 2], "ar": [1]}
