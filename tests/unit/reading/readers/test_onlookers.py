from __future__ import annotations

from amana.reading.readers.catalogue import FAMILIES
from amana.reading.readers.onlookers import OPINIONS


def test_they_take_nothing_and_no_family_has_their_name() -> None:
    assert all(not family.media_types for family in OPINIONS)
    assert not {family.name for family in OPINIONS} & {family.name for family in FAMILIES}
