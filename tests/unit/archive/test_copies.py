from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.core import AccessDenied, ArchiveBusy, NotFound, UsageError
from amana.records import Actor


def test_without_replicas_in_the_settings_it_says_where_to_name_one(archive: Archive) -> None:
    for call in (archive.copies.replicate, archive.copies.audit):
        with pytest.raises(NotFound, match="no replica") as caught:
            call()
        assert "amana.toml" in str(caught.value.remedy)


def test_named_replicas_only_and_each_once(cellar: Archive, tmp_path: Path) -> None:
    reports = cellar.copies.replicate(["lawyer", "lawyer"])
    assert [report.replica for report in reports] == ["lawyer"]
    assert not (tmp_path / "cellar").exists()


def test_two_runs_at_once_are_refused(cellar: Archive) -> None:
    with (cellar.root / "work" / "replicas.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ArchiveBusy, match="brings replicas"):
            cellar.copies.replicate()
    cellar.copies.replicate()


def test_progress_is_told(cellar: Archive) -> None:
    told: list[tuple[str, int]] = []
    cellar.copies.replicate(["cellar"], on_progress=lambda name, done: told.append((name, done)))
    assert {name for name, _ in told} == {"cellar"}
    assert [done for _, done in told] == sorted(done for _, done in told)
    answers: list[int] = []
    cellar.copies.audit(["cellar"], on_answer=lambda _, asked: answers.append(asked))
    assert answers == [17]


def test_nobody_may_not(cellar: Archive) -> None:
    cellar.as_actor(Actor(name=" "))
    for call in (cellar.copies.status, cellar.copies.replicate, cellar.copies.audit):
        with pytest.raises(AccessDenied, match="nobody"):
            call()


def test_a_sample_of_nothing_is_refused(cellar: Archive) -> None:
    with pytest.raises(UsageError):
        cellar.copies.audit(sample=0)
