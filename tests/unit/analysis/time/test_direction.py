from __future__ import annotations

import pytest

from amana.analysis.amounts import Line
from amana.analysis.time.direction import points_forward


@pytest.mark.parametrize(
    ("sentence", "at", "forward"),
    [
        ("He will travel in July.", "July", True),
        ("They are set to meet on Sunday.", "Sunday", True),
        ("He said in July that he will go.", "July", False),
        ("In July, the army will leave.", "July", True),
        ("In July, the army left.", "July", False),
        ("The law, imposed in June, will expire.", "June", False),
        ("Troops must be withdrawn by June.", "June", True),
        ("July", "July", False),
        ("سيجتمع المجلس في يوليو", "يوليو", True),
        ("اجتمع المجلس في يوليو", "يوليو", False),
        ("من المقرر عقده في يوليو", "يوليو", True),
    ],
)
def test_the_nearest_cue_decides(sentence: str, at: str, forward: bool) -> None:
    line = Line(sentence, 0, "en" if sentence.isascii() else "ar")
    start = sentence.index(at)
    assert points_forward(line, start, start + len(at)) is forward
