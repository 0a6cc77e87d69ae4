"""Audits: honest replicas pass, lying ones are caught, and each result is an entry."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.auditing import AS_IT_SHOULD_BE
from amana.archive.challenging import Asked, Questions
from amana.core import CustodyError, LogFork, canonical
from amana.custody import Frontier, leaf_hash
from amana.records import Entry, EntryType


@pytest.fixture
def kept(cellar: Archive) -> Archive:
    cellar.copies.replicate()
    return cellar


def newest(archive: Archive) -> Entry:
    return archive.entries(limit=1)[1][0]


def test_a_replica_as_it_was_made_passes(kept: Archive) -> None:
    reports = kept.copies.audit()
    assert [report.replica for report in reports] == ["cellar", "lawyer"]
    for report in reports:
        assert (report.ok, report.failed, report.failures, report.undecided) == (True, 0, (), 0)
        assert report.asked == 17
    entry = newest(kept)
    assert (entry.get("type"), entry.get("outcome")) == (EntryType.AUDITED, AS_IT_SHOULD_BE)
    assert len(bytes.fromhex(str(entry.get("nonce")))) == 32
    assert kept.check().ok


def test_a_sample_asks_about_some_entries(kept: Archive) -> None:
    (report,) = kept.copies.audit(["cellar"], sample=3)
    assert 4 <= report.asked <= 13
    assert newest(kept).get("scope") == "sample of 3 entries"


def test_each_audit_has_a_nonce_of_its_own(kept: Archive) -> None:
    nonces = set()
    for _ in range(3):
        kept.copies.audit(["cellar"], sample=1)
        nonces.add(newest(kept).get("nonce"))
    assert len(nonces) == 3


def test_the_root_is_that_over_every_name_and_whether_it_was_right(
    kept: Archive, tmp_path: Path
) -> None:
    (tmp_path / "cellar" / "custody" / "log.vkey").write_text("x")
    (report,) = kept.copies.audit(["cellar"])
    assert report.failures == ("custody/log.vkey",)
    names = [each.name for each in Questions(kept._parts, report.entries).everything()]
    tree = Frontier()
    for name in names:
        tree.append(leaf_hash(canonical([name, name != "custody/log.vkey"])))
    assert report.root == tree.root().hex() == newest(kept).get("root")


@pytest.mark.parametrize(
    "path",
    [
        "vault/packs/00000001.tar",
        "vault/objects",
        "custody/payloads/000.jsonl",
        "custody/tile/0/000.p/14",
        "custody/tile/entries/000.p/14",
    ],
)
@pytest.mark.parametrize("how", ["flipped", "lost", "cut"])
def test_damage_of_a_replica_is_found(kept: Archive, tmp_path: Path, path: str, how: str) -> None:
    place = tmp_path / "cellar" / path
    if place.is_dir():
        (place,) = (found for found in place.rglob("*") if found.is_file())
    data = place.read_bytes()
    place.unlink()
    if how == "flipped":
        at = 600 if len(data) > 2000 else 300
        place.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
    elif how == "cut":
        place.write_bytes(data[:-300])
    (report,) = kept.copies.audit(["cellar"])
    assert not report.ok
    assert report.failures
    assert newest(kept).get("outcome") == "not as it should be"
    assert newest(kept).get("failures") == list(report.failures)


def test_damage_here_never_convicts_a_replica(kept: Archive) -> None:
    pack = kept.root / "vault" / "packs" / "00000001.tar"
    data = pack.read_bytes()
    pack.write_bytes(data[:600] + bytes([data[600] ^ 4]) + data[601:])
    (report,) = kept.copies.audit(["cellar"])
    assert (report.ok, report.failed, report.undecided) == (True, 0, 1)


def test_a_replica_of_an_earlier_state_is_asked_for_what_it_should_have(
    kept: Archive, tmp_path: Path
) -> None:
    more = tmp_path / "more.txt"
    more.write_text("one more letter")
    kept.add([more])
    (report,) = kept.copies.audit(["cellar"])
    assert report.ok
    assert report.entries < kept.checkpoint().size


def test_a_fork_is_refused_and_that_is_entered(kept: Archive, tmp_path: Path) -> None:
    kept.close()
    shutil.copytree(kept.root, tmp_path / "other", ignore=shutil.ignore_patterns("*.sock"))
    with Archive(tmp_path / "other", actor=kept.actor) as other:
        other.check()
        other.copies.replicate(["cellar"])
    (tmp_path / "cellar").rename(tmp_path / "unplugged")
    with Archive(kept.root, actor=kept.actor) as again:
        for _ in range(3):
            again.copies.audit(["lawyer"])
        (tmp_path / "unplugged").rename(tmp_path / "cellar")
        (report,) = again.copies.audit(["cellar"])
        assert not report.ok
        assert "another history" in str(report.refused)
        assert "another history" in str(newest(again).get("outcome"))
        size = again.checkpoint().size
    with Archive(kept.root, actor=kept.actor) as anew:
        (report,) = anew.copies.audit(["cellar"])
        assert "another history" in str(report.refused)
        assert report.entry is None, "nothing is written where a fork is known before"
        assert anew.checkpoint().size == size
        with pytest.raises(LogFork, match="the replica “cellar” states another history"):
            anew.copies.audit(["lawyer"])


def test_a_replica_that_cannot_be_reached_is_told_and_not_entered(
    kept: Archive, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "cellar")
    size = kept.checkpoint().size
    (report,) = kept.copies.audit(["cellar"])
    assert (report.ok, report.entry) == (False, None)
    assert "folder is empty" in str(report.refused)
    assert kept.checkpoint().size == size


def test_a_sample_that_is_all_there_is_asks_about_everything(kept: Archive) -> None:
    (report,) = kept.copies.audit(["cellar"], sample=1000)
    assert (report.scope, newest(kept).get("scope")) == ("everything", "everything")
    (whole,) = kept.copies.audit(["cellar"])
    assert (report.asked, report.root) == (whole.asked, whole.root)


def test_a_question_that_cannot_be_made_breaks_off_one_audit_only(
    kept: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = Questions.everything
    size, asked = kept.checkpoint().size, []

    def once(questions: Questions) -> Iterator[Asked]:
        asked.append(1)
        if len(asked) == 1:
            raise CustodyError("custody/payloads/000.jsonl cannot be read")
        return everything(questions)

    monkeypatch.setattr(Questions, "everything", once)
    first, second = kept.copies.audit()
    assert (first.ok, first.entry) == (False, None)
    assert first.refused == "broken off: custody/payloads/000.jsonl cannot be read"
    assert second.ok
    assert kept.checkpoint().size == size + 1
