from __future__ import annotations

from pathlib import Path

import pytest

from amana.archive import Archive, open_archive
from amana.archive.parts import Parts
from amana.archive.signing import Signing
from amana.core import AccessDenied, ArchiveBusy, CustodyError
from amana.custody import Verifier, follow, unlock
from amana.records import Actor

WORDS = "lantern quay ninety olive"


def test_a_stranger_who_kept_the_old_keys_follows_them(archive: Archive) -> None:
    kept = Verifier.parse("\n".join(archive.keys.vkeys))
    made = [archive.keys.rotate(), archive.keys.rotate()]
    proofs = [(archive.root / one.proof).read_bytes() for one in made]
    assert follow(kept, proofs)[0].vkeys() == archive.keys.vkeys == made[1].keys
    assert archive.keys.changes() == (1, 2)
    assert archive.check().ok
    assert [entry.get("type") for entry in archive.entries()[1]][:3] == [
        "checked",
        "key-rotated",
        "key-rotated",
    ]


def test_whoever_had_the_archive_open_reads_on(archive: Archive) -> None:
    with open_archive(archive.root) as reader:
        before = reader.checkpoint().size
        archive.keys.rotate()
        archive.check()
        assert reader.checkpoint().size == before + 2
        assert reader.keys.fingerprint == archive.keys.fingerprint


def test_only_the_process_that_writes_changes_the_keys(archive: Archive) -> None:
    archive.become_committer()
    with (
        open_archive(archive.root, actor="B. Sole") as other,
        pytest.raises(ArchiveBusy, match="the keys are with it"),
    ):
        other.keys.rotate()
    assert archive.keys.changes() == ()


def test_what_a_crash_left_is_made_good_when_the_archive_is_opened(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def strike(*_: object) -> None:
        raise RuntimeError("the process ends here")

    archive.become_committer()
    with monkeypatch.context() as patch:
        patch.setattr(Signing, "settle", strike)
        with pytest.raises(RuntimeError, match="ends here"):
            archive.keys.rotate()
    root = archive.root
    archive.close()
    with open_archive(root) as again:
        assert again.check().ok
        assert again.keys.changes() == (1,)
    assert [path.name for path in (root / "keys").iterdir()] == ["log.pem"]


def test_new_keys_are_dropped_where_the_entry_cannot_be_made(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = archive.keys.vkeys

    def refuse(*_: object) -> int:
        raise CustodyError("no")

    with monkeypatch.context() as patch:
        patch.setattr(Parts, "note", refuse)
        with pytest.raises(CustodyError, match="no"):
            archive.keys.rotate()
    assert [path.name for path in (archive.root / "keys").iterdir()] == ["log.pem"]
    assert archive.keys.vkeys == before
    assert archive.check().ok


def test_the_escrow_copy_gives_the_keys_back(archive: Archive, tmp_path: Path) -> None:
    locked = archive.keys.escrow(WORDS)
    signer = unlock(archive.settings.origin, locked, WORDS)
    assert signer.verifier.vkeys() == archive.keys.vkeys
    (archive.root / "keys" / "log.pem").write_bytes(signer.pem())
    assert archive.check().ok
    assert not list(tmp_path.glob("*.pem"))


def test_nobody_without_a_name_touches_the_keys(archive: Archive) -> None:
    archive.as_actor(Actor(name=" "))
    with pytest.raises(AccessDenied):
        archive.keys.rotate()
    with pytest.raises(AccessDenied):
        archive.keys.escrow(WORDS)
