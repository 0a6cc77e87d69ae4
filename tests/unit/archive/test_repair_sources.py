"""From which copies a repair may take bytes. Damaged archives: tests/adversary/test_repair.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.repair_sources import Copy, admit, goal_of, mending_of
from amana.core import CustodyError, ForeignFolder, LogFork
from amana.vault.backends import MemoryReplica, PosixReplica


@pytest.fixture
def copy(cellar: Archive, tmp_path: Path) -> Copy:
    cellar.copies.replicate(["cellar"])
    return admit(
        "cellar", PosixReplica(tmp_path / "cellar"), cellar.settings.origin,
        cellar._parts.storage, cellar._parts.signing.verifier,
    )  # fmt: skip


def test_a_replica_is_admitted_with_its_checkpoint(copy: Copy) -> None:
    assert copy.checkpoint.size == 14


def test_what_is_no_copy_of_this_archive_is_not(cellar: Archive, copy: Copy) -> None:
    storage, verifier = cellar._parts.storage, cellar._parts.signing.verifier
    with pytest.raises(ForeignFolder, match="no replica"):
        admit("x", MemoryReplica(), cellar.settings.origin, storage, verifier)
    with pytest.raises(ForeignFolder, match="another archive"):
        admit("x", copy.replica, "amana.other/log", storage, verifier)


def test_the_head_says_how_far_the_log_reaches(cellar: Archive, copy: Copy) -> None:
    verifier = cellar._parts.signing.verifier
    goal = goal_of(cellar._parts, verifier, [copy], remake=False)
    assert (goal.size, goal.head is None) == (15, False)
    mending = mending_of(cellar._parts, goal, [copy])
    assert list(mending.run()) == []
    (cellar.root / "custody" / "head").unlink()
    goal = goal_of(cellar._parts, verifier, [copy], remake=False)
    assert (goal.size, goal.head) == (15, None)
    (cellar.root / "custody" / "checkpoint").unlink()
    assert goal_of(cellar._parts, verifier, [copy], remake=False).size == 14
    with pytest.raises(CustodyError, match="neither"):
        goal_of(cellar._parts, verifier, [], remake=False)


def test_a_copy_with_another_history_stops_everything(cellar: Archive, copy: Copy) -> None:
    verifier = cellar._parts.signing.verifier
    goal = goal_of(cellar._parts, verifier, [copy], remake=False)
    forked = copy._replace(checkpoint=copy.checkpoint.__class__(
        origin=copy.checkpoint.origin, size=3, root=bytes(32)))  # fmt: skip
    with pytest.raises(LogFork, match="another history"):
        mending_of(cellar._parts, goal, [forked])
