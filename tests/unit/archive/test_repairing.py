"""Repairs as a whole; each kind of damage: tests/adversary/test_repair.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive import Archive, Repair
from amana.core import ArchiveBusy, NotFound
from amana.records import EntryType


def test_where_nothing_is_wrong_nothing_is_done_or_entered(cellar: Archive) -> None:
    size = cellar.checkpoint().size
    report = cellar.copies.repair(apply=True)
    assert (report.repairs, report.unrepaired, report.entry) == ((), (), None)
    assert cellar.checkpoint().size == size + 1, "the check after it"


def test_a_small_object_that_no_pack_can_hold_again_is_taken_in_anew(
    cellar: Archive, tmp_path: Path
) -> None:
    cellar.copies.replicate(["cellar"])
    told: list[Repair] = []
    (cellar.root / "vault" / "stray").write_bytes(b"x")
    report = cellar.copies.repair(apply=True, on_repair=told.append)
    assert [each.path for each in told] == ["vault/stray"]
    assert tuple(told) == report.repairs
    (newest, repaired) = cellar.entries(limit=2)[1]
    assert newest.get("type") == EntryType.CHECKED
    assert (repaired.index, repaired.get("type")) == (report.entry, EntryType.REPAIRED)
    assert (tmp_path / "cellar").is_dir()


def test_a_source_that_is_nowhere_is_told(cellar: Archive) -> None:
    with pytest.raises(NotFound, match="neither a replica"):
        cellar.copies.repair(["attic"])


def test_another_writer_is_not_disturbed(cellar: Archive) -> None:
    cellar.close()
    with (
        Archive(cellar.root, actor=cellar.actor) as holder,
        Archive(cellar.root, actor=cellar.actor) as other,
    ):
        holder.become_committer()
        with pytest.raises(ArchiveBusy):
            other.copies.repair(apply=True)
