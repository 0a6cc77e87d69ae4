"""What a hostile keeper of a replica, or an ill-timed crash, may try against archive and copies."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import amana
from amana.archive import Archive
from amana.archive.marker import Marker, encode_marker
from amana.core import IntegrityError, LogFork
from amana.custody import EMPTY_ROOT
from amana.records import EntryType

SEGMENT = "custody/payloads/000.jsonl"
PACK = "vault/packs/00000001.tar"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    source = folder / "source"
    source.mkdir()
    for number in range(3):
        (source / f"{number}.txt").write_text(f"letter {number} " * 40)
    (source / "large").write_bytes(b"\x01" * (1 << 20))
    amana.init(folder / "archive", actor="Dalia Haddad").close()
    with (folder / "archive" / "amana.toml").open("a") as settings:
        settings.write('[[replicas]]\nname = "cellar"\npath = "../cellar"\nsite = "bank"\n')
    with amana.open(folder / "archive", actor="Dalia Haddad") as archive:
        archive.add([source], amana.Form(source="S-1"), read=False)
        archive.copies.replicate()
        archive.copies.replicate()
    return folder


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Path:
    for name in ("archive", "cellar"):
        copied(template / name, tmp_path / name)
    return tmp_path


def copied(one: Path, other: Path) -> None:
    shutil.copytree(one, other, ignore=shutil.ignore_patterns("*.sock", "lock"))


def opened(made: Path, actor: str = "Dalia Haddad") -> Archive:
    return amana.open(made / "archive", actor=actor)


def erase_first(made: Path) -> None:
    with opened(made) as archive:
        order = archive.erasure.order(archive.list()[1][0].ref, basis="Art. 17 GDPR")
    with opened(made, "Ilse Brandt") as archive:
        archive.erasure.confirm(order)


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def states(folder: Path) -> dict[Path, tuple[int, int, int]]:
    found = ((path, path.stat()) for path in folder.rglob("*"))
    return {path: (s.st_ino, s.st_mtime_ns, s.st_size) for path, s in found}


def test_a_replica_that_set_itself_back_does_not_pass(made: Path) -> None:
    cellar = made / "cellar"
    vkey = (cellar / "custody" / "log.vkey").read_bytes()
    shutil.rmtree(cellar)
    (cellar / "custody").mkdir(parents=True)
    (cellar / "custody" / "log.vkey").write_bytes(vkey)
    with opened(made) as archive:
        origin = archive.settings.origin
        empty = Marker(origin=origin, entries=0, root=EMPTY_ROOT, vault="-", complete=True)
        (cellar / "REPLICA").write_bytes(encode_marker(empty))
        (report,) = archive.copies.audit()
        assert not report.ok
        assert archive.entries(limit=1)[1][0].get("outcome") == report.refused
        assert "has 0 of them now" in str(report.refused)


@pytest.mark.parametrize("linked", ["vault", "vault/objects", "vault/packs"])
def test_a_replica_whose_folders_lead_into_the_archive_is_none(made: Path, linked: str) -> None:
    shutil.rmtree(made / "cellar" / linked)
    (made / "cellar" / linked).symlink_to(made / "archive" / linked)
    before = states(made / "archive" / "vault")
    with opened(made) as archive:
        assert not archive.copies.audit()[0].ok
        try:
            (report,) = archive.copies.replicate()
            told = report.problems[0].detail
        except IntegrityError as error:
            told = error.message
    assert "is a link" in told
    assert states(made / "archive" / "vault") == before


def test_what_a_failed_audit_named_is_put_back(made: Path) -> None:
    large = next(p for p in (made / "cellar" / "vault" / "objects").rglob("*") if p.is_file())
    for path, at in ((large, 7), (made / "cellar" / PACK, 700), (made / "cellar" / SEGMENT, 90)):
        flip(path, at)
    with opened(made) as archive:
        assert archive.copies.audit()[0].failed >= 3
        archive.copies.replicate()
        assert archive.copies.audit()[0].ok


def test_a_stopped_repair_does_not_let_an_erasure_reach_the_living(made: Path) -> None:
    quarantine = made / "archive" / "work" / "quarantine"
    quarantine.mkdir(parents=True, exist_ok=True)
    os.link(made / "archive" / PACK, quarantine / "0-repaired-vault-packs-00000001.tar")
    erase_first(made)
    with opened(made) as archive:
        assert archive.check().ok
    assert list(quarantine.iterdir()) == []


def test_a_replica_that_kept_what_was_erased_does_not_bring_it_back(made: Path) -> None:
    before = lines(made / "cellar" / SEGMENT)
    erase_first(made)
    with opened(made) as archive:
        archive.copies.replicate()
    own, kept = made / "archive" / SEGMENT, made / "cellar" / SEGMENT
    kept.write_bytes(b"".join([*before, *lines(kept)[len(before) :]]))
    told = lines(own)
    erased = next(i for i, line in enumerate(before) if line != told[i])
    right, told[erased] = told[erased], b"damage\n"
    own.write_bytes(b"".join(told))
    with opened(made) as archive:
        report = archive.copies.repair(apply=True)
    assert report.check is not None
    assert report.check.ok
    assert lines(own)[erased] == right


def test_what_was_put_back_into_the_log_is_erased_again(made: Path) -> None:
    own = made / "archive" / SEGMENT
    before = lines(own)
    erase_first(made)
    right = lines(own)
    own.write_bytes(b"".join([*before, *right[len(before) :]]))
    with opened(made) as archive:
        assert not archive.check().ok
        report = archive.copies.repair(apply=True)
    assert report.check is not None
    assert report.check.ok
    assert lines(own)[: len(right)] == right
    quarantine = (made / "archive" / "work" / "quarantine").rglob("*")
    assert not any(before[1] in path.read_bytes() for path in quarantine if path.is_file())


def test_the_root_of_an_audit_does_not_give_away_what_was_erased(made: Path) -> None:
    with opened(made) as archive:
        archive.copies.audit()
    erase_first(made)
    with opened(made) as archive:
        (audit,) = (e for e in archive.entries()[1] if e.get("type") == EntryType.AUDITED)
    assert (audit.get("root"), audit.get("outcome")) == (None, "as it should be")


def test_a_fork_is_not_made_the_truth_by_making_the_head_again(made: Path) -> None:
    copied(made / "archive", made / "old")
    for name in ("theirs", "theirs too", "ours"):
        (made / name).write_text(name)
    with opened(made) as archive:
        archive.add([made / "theirs", made / "theirs too"], amana.Form(source="S-2"), read=False)
        archive.check()
        archive.copies.replicate()
    shutil.rmtree(made / "archive")
    (made / "old").rename(made / "archive")
    (made / "cellar").rename(made / "unplugged")
    with opened(made) as archive:
        archive.add([made / "ours"], amana.Form(source="S-2"), read=False)
    (made / "unplugged").rename(made / "cellar")
    with opened(made) as archive:
        state = archive.checkpoint()
        with pytest.raises(LogFork, match="another history"):
            archive.copies.repair(apply=True, remake_head=True)
        assert archive.checkpoint() == state


@pytest.mark.parametrize("where", ["archive", "cellar"])
def test_strange_packs_are_no_reason_for_another_state(made: Path, where: str) -> None:
    for name in ("x.tar", "00000900.tar"):
        if where == "cellar" or name == "x.tar":
            (made / where / "vault" / "packs" / name).write_bytes(b"z" * 600)
    (made / "archive" / "custody" / "head").unlink()
    with opened(made) as archive:
        report = archive.copies.repair(apply=True, remake_head=True)
    assert report.check is not None
    assert (report.check.ok, report.not_entered) == (True, None)


@pytest.mark.parametrize("damage", ["rotated", "marker"])
def test_a_replica_serves_after_a_change_of_keys_and_without_its_marker(
    made: Path, damage: str
) -> None:
    if damage == "marker":
        (made / "cellar" / "REPLICA").write_bytes(b"junk")
    with opened(made) as archive:
        if damage == "rotated":
            archive.keys.rotate()
        flip(made / "archive" / PACK, 700)
        report = archive.copies.repair(apply=True)
    assert report.check is not None
    assert report.check.ok


@pytest.mark.parametrize("name", ["ع".encode() * 120, b"\xff\xfe\n"])
@pytest.mark.parametrize("where", ["vault/packs", "custody/payloads"])
def test_strays_of_any_name_go_to_quarantine(made: Path, where: str, name: bytes) -> None:
    (made / "archive" / where / os.fsdecode(name)).write_bytes(b"z")
    with opened(made) as archive:
        report = archive.copies.repair(apply=True)
    assert report.check is not None
    assert (report.check.ok, len(report.repairs)) == (True, 1)


def test_two_names_for_one_folder_are_one_copy(made: Path) -> None:
    with (made / "archive" / "amana.toml").open("a") as settings:
        settings.write('[[replicas]]\nname = "two"\npath = "../archive/../cellar"\nsite = "x"\n')
    with opened(made) as archive:
        archive.copies.replicate()
        status = archive.copies.status()
    assert (status.copies, status.sites) == (2, 2)
    assert any("together they are one copy" in warning for warning in status.warnings)


@pytest.mark.parametrize("step", ["remove_leftovers", "erase_fields"])
def test_a_repair_while_an_erasure_was_stopped_does_not_undo_it(
    made: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(made) as archive:
        row = next(row for row in archive.list()[1] if row.item and row.item.name == "0.txt")
        order = archive.erasure.order(row.ref, basis="Art. 17 GDPR")

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(f"amana.archive.erasing.{step}", crash)
        with opened(made, "Ilse Brandt") as archive, pytest.raises(KeyboardInterrupt):
            archive.erasure.confirm(order)
        with opened(made) as archive, pytest.raises(KeyboardInterrupt):
            archive.become_committer()
    with opened(made) as archive:
        report = archive.copies.repair(apply=True)
        assert archive.erasure.orders()[0].state == "erased"
    assert report.check is not None
    assert report.check.ok, report.check.problems
    for path in (made / "archive" / "vault").rglob("*"):
        assert not path.is_file() or b"letter 0 " not in path.read_bytes()
