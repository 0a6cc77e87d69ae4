from __future__ import annotations

from amana.analysis.claims.said import Said


def test_nothing_is_said_until_it_is_found() -> None:
    assert Said() == Said(content=None, target=None, clause=False, lead=(), object=None, note=None)
