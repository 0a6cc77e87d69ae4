from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive.reading_lock import erasing, reading
from amana.core import ArchiveBusy, UnavailableError


def test_checks_share_and_an_erasure_is_alone(tmp_path: Path) -> None:
    lock = tmp_path / "reading.lock"
    with (
        reading(lock),
        reading(lock),
        pytest.raises(ArchiveBusy, match="a check is reading the vault"),
        erasing(lock),
    ):
        pass
    with erasing(lock), pytest.raises(ArchiveBusy), erasing(lock):
        pass
    with erasing(lock):
        pass


def test_where_nobody_can_write_there_is_nothing_to_keep_away(tmp_path: Path) -> None:
    nowhere = tmp_path / "nothing" / "reading.lock"
    with reading(nowhere):
        pass
    with pytest.raises(UnavailableError), erasing(nowhere):
        pass
