"""What the policy of an archive says to its copies."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.keeping import history
from amana.core import FixedClock


def warned(archive: Archive) -> str:
    return "\n".join(archive.copies.status().warnings)


def test_without_replicas_there_is_one_copy(archive: Archive) -> None:
    kept = archive.copies.status()
    assert (kept.copies, kept.sites, kept.media, kept.replicas) == (1, 1, 1, ())
    assert [warning.split(":")[0] for warning in kept.warnings] == [
        "there is only 1 of the 3 copies that are wanted",
        "there is only 1 of the 2 sites that are wanted",
    ]


def test_a_replica_that_was_never_made_does_not_count(cellar: Archive) -> None:
    kept = cellar.copies.status()
    assert kept.copies == 1
    assert "“lawyer” was never made" in warned(cellar)


def test_with_enough_fresh_audited_copies_nothing_is_warned_of(cellar: Archive) -> None:
    cellar.copies.replicate()
    assert "“cellar” was never audited" in warned(cellar)
    cellar.copies.audit(sample=2)
    kept = cellar.copies.status()
    assert (kept.copies, kept.sites, kept.media, kept.warnings) == (3, 2, 2, ())
    assert {state.entries for state in kept.replicas} == {14, 15}


@pytest.mark.parametrize(
    ("days", "said"), [(6, ""), (7, "brought up to date 7 days ago"), (90, "audited 90 days ago")]
)
def test_age_is_warned_of(cellar: Archive, clock: FixedClock, days: int, said: str) -> None:
    cellar.copies.replicate()
    cellar.copies.audit(sample=2)
    clock.at += timedelta(days=days)
    assert (warned(cellar) == "") == (said == "")
    assert said in warned(cellar)


def test_a_replica_that_is_gone_is_warned_of(cellar: Archive, tmp_path: Path) -> None:
    cellar.copies.replicate()
    cellar.copies.audit(sample=2)
    shutil.rmtree(tmp_path / "lawyer")
    assert "“lawyer” cannot be reached" in warned(cellar)
    assert cellar.copies.status().copies == 2


def test_a_failed_audit_and_a_broken_off_run_are_warned_of(cellar: Archive, tmp_path: Path) -> None:
    cellar.copies.replicate()
    (tmp_path / "cellar" / "custody" / "log.vkey").write_text("x")
    cellar.copies.audit()
    assert "“cellar” did not pass its last audit" in warned(cellar)


def test_the_history_is_read_from_the_log_and_kept(cellar: Archive) -> None:
    cellar.copies.replicate()
    first = history(cellar._parts)
    assert set(first.replicated) == {"cellar", "lawyer"}
    cellar.copies.audit(["cellar"], sample=1)
    kept = history(cellar._parts)
    (cellar.root / "cache" / "replicas.json").unlink()
    assert history(cellar._parts) == kept
    (cellar.root / "cache" / "replicas.json").write_bytes(b"{")
    assert history(cellar._parts) == kept
    assert set(kept.audited) == {"cellar"}


def test_a_history_of_a_longer_log_is_not_believed(cellar: Archive) -> None:
    cellar.copies.replicate()
    path = cellar.root / "cache" / "replicas.json"
    history(cellar._parts)
    path.write_bytes(path.read_bytes().replace(b'"upto":16', b'"upto":99'))
    assert history(cellar._parts).upto == 16
