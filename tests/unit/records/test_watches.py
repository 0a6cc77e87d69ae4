from __future__ import annotations

import msgspec

from amana.records import Looked, Measures, Risk


def test_what_is_most_at_risk_comes_first() -> None:
    assert [risk.value for risk in Risk] == ["imminent", "high", "normal", "low"]


def test_what_was_not_measured_is_not_told() -> None:
    assert msgspec.to_builtins(Measures(added=0, title=True)) == {"added": 0, "title": True}
    assert msgspec.convert({}, Measures) == Measures()
    assert len(Looked) == 6
