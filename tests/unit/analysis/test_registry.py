from __future__ import annotations

from amana.analysis import STEPS


def test_a_step_comes_after_those_that_it_needs() -> None:
    done: set[str] = set()
    for step in STEPS:
        assert set(step.needs) <= done, step.name
        done.add(step.name)
    assert len(done) == len(STEPS)
