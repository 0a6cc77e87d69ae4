from __future__ import annotations

import errno
import fcntl
import shutil
from pathlib import Path

import msgspec
import pytest

from amana.archive import (
    Archive,
    AuditReport,
    Copies,
    ReplicaFailure,
    ReplicationReport,
    check_replica,
)
from amana.archive.layout import Layout
from amana.archive.marker import decode_marker, encode_marker
from amana.archive.replicas import open_folder
from amana.core import (
    AccessDenied,
    ArchiveBusy,
    CustodyError,
    ForeignFolder,
    LogFork,
    NotFound,
    UnavailableError,
    UsageError,
)
from amana.core.settings import ReplicaPlace
from amana.records import Actor
from amana.vault import Replica


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


Told = list[ReplicationReport | ReplicaFailure]


def test_each_replica_is_tried_and_each_failure_says_which_and_where(
    cellar: Archive, tmp_path: Path
) -> None:
    (tmp_path / "cellar").mkdir()
    (tmp_path / "cellar" / "letter.txt").touch()
    told: Told = []
    with pytest.raises(ForeignFolder, match="not empty and no replica") as caught:
        cellar.copies.replicate(on_replicated=told.append)
    assert f"the replica “cellar” in {tmp_path / 'cellar'} was not" in caught.value.message
    failure, report = told
    assert isinstance(failure, ReplicaFailure)
    assert (failure.replica, failure.path) == ("cellar", str(tmp_path / "cellar"))
    assert (failure.type, failure.detail) == ("amana:foreign-folder", caught.value.message)
    assert failure.remedy == caught.value.remedy
    assert isinstance(report, ReplicationReport)
    assert cellar.entries(limit=1)[1][0].get("replica") == report.replica == "lawyer"
    assert check_replica(tmp_path / "lawyer").ok


def test_a_replica_that_contradicts_the_log_is_the_error_that_is_raised(
    cellar: Archive, tmp_path: Path
) -> None:
    cellar.copies.replicate()
    shutil.rmtree(tmp_path / "cellar")
    note = tmp_path / "lawyer" / "custody" / "checkpoint"
    note.write_text(note.read_text().replace("log\n", "log\n9", 1))
    told: Told = []
    with pytest.raises(CustodyError, match="lawyer"):
        cellar.copies.replicate(on_replicated=told.append)
    assert [each.replica for each in told] == ["cellar", "lawyer"]
    assert all(isinstance(each, ReplicaFailure) for each in told)


def test_a_folder_that_the_system_refuses_is_one_failure_of_several(
    cellar: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_dir = Path.is_dir

    def refuse(path: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    def lead(layout: Layout, place: ReplicaPlace) -> Replica:
        monkeypatch.setattr(Path, "is_dir", refuse if place.name == "cellar" else is_dir)
        try:
            return open_folder(layout, place)
        finally:
            monkeypatch.setattr(Path, "is_dir", is_dir)

    copies, told = Copies(cellar._parts, lead), Told()
    with pytest.raises(UnavailableError, match=r"“cellar” .* cannot be reached: Permission denied"):
        copies.replicate(on_replicated=told.append)
    assert [type(each) for each in told] == [ReplicaFailure, ReplicationReport]
    reports: list[AuditReport] = []
    assert copies.audit(on_audited=reports.append) == reports
    assert [(report.replica, report.ok) for report in reports] == [
        ("cellar", False),
        ("lawyer", True),
    ]


def test_whatever_else_the_system_refuses_is_told_of_that_replica(cellar: Archive) -> None:
    def lead(layout: Layout, place: ReplicaPlace) -> Replica:
        if place.name == "cellar":
            raise OSError(errno.EIO, "Input/output error")
        return open_folder(layout, place)

    copies = Copies(cellar._parts, lead)
    with pytest.raises(UnavailableError, match=r"“cellar” in .* Input/output error"):
        copies.replicate()
    assert [report.ok for report in copies.audit()] == [False, True]
    with pytest.raises(UnavailableError, match=r"“cellar” in .* cannot be used"):
        copies.repair(["cellar"])


def test_after_a_fork_nothing_is_written_to_the_others(cellar: Archive, tmp_path: Path) -> None:
    cellar.copies.replicate(["cellar"])
    marker = tmp_path / "cellar" / "REPLICA"
    stated = decode_marker(marker.read_bytes())
    marker.write_bytes(encode_marker(msgspec.structs.replace(stated, root=bytes(32))))
    told: Told = []
    with pytest.raises(LogFork, match=r"“cellar” in .* tells another history"):
        cellar.copies.replicate(on_replicated=told.append)
    assert [each.replica for each in told] == ["cellar", "lawyer"]
    assert isinstance(told[1], ReplicaFailure)
    assert told[1].type == "amana:log-fork"
    assert "it was not tried" in told[1].detail
    assert not (tmp_path / "lawyer").exists()
