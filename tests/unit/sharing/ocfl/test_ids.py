from __future__ import annotations

from amana.sharing.ocfl.ids import SeenIds


def test_an_id_is_remembered_with_its_place() -> None:
    seen = SeenIds()
    assert seen.add("urn:a", "x") is None
    assert seen.add("urn:b", "y") is None
    assert seen.add("urn:a", "z") == "x"
    seen.close()
