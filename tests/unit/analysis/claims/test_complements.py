from __future__ import annotations

import pytest
from tests.unit.analysis.claims.conftest import Claims, words


@pytest.mark.parametrize(
    ("text", "cue", "content", "target"),
    [
        (
            "Other groups have also been accused of war crimes.",
            "accused of",
            "war crimes",
            "Other groups",
        ),
        ("Ten sailors are believed to be dead.", "believed", "to be dead", "Ten sailors"),
    ],
)
def test_the_passive_without_an_accuser_names_nobody(
    claims: Claims, text: str, cue: str, content: str, target: str
) -> None:
    (found,) = claims(text)
    assert found.speaker is None
    assert found.speaker_implicit
    assert found.anonymous
    assert (found.cue.quote, words(found.content), words(found.target)) == (cue, content, target)


def test_the_agent_of_a_passive_speaks(claims: Claims) -> None:
    (found,) = claims("The ruling was condemned by the Harbour Tribunal.")
    assert words(found.speaker) == "the Harbour Tribunal"
    assert words(found.target) == "The ruling"
    assert found.stance == "negative"
