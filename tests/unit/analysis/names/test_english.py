from __future__ import annotations

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.names import STEP
from amana.records import Mention


def test_names_are_found_without_article_and_possessive(frame_of: MakeFrame) -> None:
    frame = frame_of("The lawyer of Barack Obama went to the United States on Sunday.")
    found = STEP.observe(frame, {}, Tools())
    assert {each.span.quote for each in found if isinstance(each, Mention)} == {
        "Barack Obama",
        "United States",
    }
