from __future__ import annotations

from amana.analysis.claims.drafts import Draft, overlap, within
from amana.analysis.claims.lexicon import verbs


def test_the_extent_holds_all_parts() -> None:
    draft = Draft(
        sentence=0, verb=1, report=verbs()["say"], cue=(10, 14), speaker=(0, 9), content=(20, 40)
    )
    assert draft.extent == (0, 40)


def test_runs_are_compared() -> None:
    assert within((2, 3), (1, 3))
    assert not within((0, 3), (1, 3))
    assert overlap((0, 5), (3, 9)) == 2
    assert overlap((0, 3), (3, 9)) == 0
