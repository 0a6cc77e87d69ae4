from __future__ import annotations

from amana.reading.readers.family import Family


def test_a_family_is_neither_paged_nor_streaming_unless_it_says_so() -> None:
    family = Family(name="x", module="m", version="1", media_types=("text/x",))
    assert not family.paged
    assert not family.streams
