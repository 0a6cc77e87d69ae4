from __future__ import annotations

import pytest
from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.incidents.known import Known
from amana.analysis.proceedings.english_acts import run_of, stated


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("The tribunal issued two arrest warrants.", ["issued two arrest warrants"]),
        ("The warrants for the generals were issued by the panel.", ["were issued"]),
        ("Leaders condemned the prosecutor's request for warrants.", ["request for warrants"]),
        ("She set up a special tribunal.", ["set up a special tribunal"]),
        ("The airline issued a statement.", []),
    ],
)
def test_verbs_with_their_objects(
    text: str, triggers: list[str], frame_of: MakeFrame, tools: Tools
) -> None:
    frame = frame_of(text)
    tree = tools.parsed(frame).get(0)  # a sentence without any word of an act is not parsed
    found = stated(tree, Known({}), title=False) if tree else []
    assert [tree and frame.text[slice(*run_of(tree, each))] for each in found] == triggers


def test_headlines_are_read_by_the_order_of_words(frame_of: MakeFrame, tools: Tools) -> None:
    tree = tools.parsed(frame_of("Tribunal Issues Arrest Warrants for Ness, Front Officials"))[0]
    [found] = stated(tree, Known({}), title=True)
    assert found.act.step == "arrest warrant"
