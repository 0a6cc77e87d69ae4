from __future__ import annotations

import pytest
from tests.unit.analysis.conftest import MakeFrame

from amana.analysis import Tools
from amana.analysis.incidents.english_harm import harms
from amana.analysis.incidents.known import Known


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strike killed at least 12 people.", [("killed", 12, None, "at least")]),
        ("Twenty-three people died and dozens were wounded.",
         [("killed", 23, None, "exact"), ("injured", None, None, "multiple")]),
        ("The attack left nine dead and 20 wounded.",
         [("killed", 9, None, "exact"), ("injured", 20, None, "exact")]),
        ("Between 25 and 150 civilians were injured.", [("injured", 25, 150, "between")]),
        ("The blast claimed the lives of six children.", [("killed", 6, None, "exact")]),
        ("The death toll rose to 35.", [("killed", 35, None, "exact")]),
        ("Up to six civilians were killed.", [("killed", 6, None, "at most")]),
        ("The war has displaced more than 2 million people.",
         [("displaced", 2_000_000, None, "more than")]),
        ("Some 150,000 people went missing.", [("missing", 150_000, None, "about")]),
        ("The mayor killed the plan.", []),
    ],
)  # fmt: skip
def test_how_many_came_to_harm(
    text: str, expected: list[tuple[str, float, float, str]], frame_of: MakeFrame, tools: Tools
) -> None:
    tree = tools.parsed(frame_of(text))[0]
    found = [each.harm for each in harms(tree, Known({}))]
    assert [(each.kind, each.value, each.value_max, each.bound) for each in found] == expected
