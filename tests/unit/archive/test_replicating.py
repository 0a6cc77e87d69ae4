"""Bringing replicas up to date: each run an entry, the result a replica that its check passes."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from amana.archive import Archive, check_replica, init_archive
from amana.archive.marker import decode_marker, encode_marker
from amana.core import CustodyError, ForeignFolder, LogFork, NotFound, UnavailableError
from amana.records import Entry, EntryType, Form


def held(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def newest(archive: Archive) -> Entry:
    return archive.entries(limit=1)[1][0]


def test_a_replica_passes_its_check_and_the_run_is_an_entry(
    cellar: Archive, tmp_path: Path
) -> None:
    size = cellar.checkpoint().size
    (report,) = cellar.copies.replicate(["cellar"])
    assert (report.entries, report.before, report.problems) == (size, 0, ())
    entry = newest(cellar)
    assert (entry.index, entry.get("type")) == (report.entry, EntryType.REPLICATED)
    assert (entry.get("replica"), entry.get("site"), entry.get("medium")) == (
        "cellar", "here", "disk",
    )  # fmt: skip
    assert entry.get("root") == check_root(tmp_path / "cellar")
    checked = check_replica(tmp_path / "cellar")
    assert (checked.ok, checked.problems, checked.entries) == (True, (), size)


def check_root(folder: Path) -> str:
    lines = (folder / "REPLICA").read_text().splitlines()
    return next(line.removeprefix("root ") for line in lines if line.startswith("root "))


def test_a_replica_holds_neither_keys_nor_head_nor_where_others_are(
    cellar: Archive, tmp_path: Path
) -> None:
    cellar.copies.replicate()
    for name in ("cellar", "lawyer"):
        found = held(tmp_path / name)
        assert not [path for path in found if path.startswith(("keys", "cache", "work"))]
        assert "custody/head" not in found
        key = (cellar.root / "keys" / "log.pem").read_bytes()
        assert key not in found.values()
        assert not [path for path, data in found.items() if b"the lawyer's" in data]


def test_it_grows_with_the_archive(cellar: Archive, tmp_path: Path) -> None:
    cellar.copies.replicate(["cellar"])
    more = tmp_path / "more.txt"
    more.write_text("one more letter")
    cellar.add([more], Form(source="S-0002"))
    (report,) = cellar.copies.replicate(["cellar"])
    assert report.before < report.entries == cellar.checkpoint().size - 1
    assert check_replica(tmp_path / "cellar").ok
    partial = [path for path in held(tmp_path / "cellar") if ".p/" in path]
    assert len(partial) == 4, "two of the first state, two of the second"


def test_superfluous_partial_tiles_are_removed(cellar: Archive, tmp_path: Path) -> None:
    cellar.copies.replicate(["cellar"])
    source = tmp_path / "many"
    source.mkdir()
    for number in range(260):
        (source / f"{number}").write_text(f"many {number}")
    cellar.add([source], Form(source="S-3"), read=False)
    cellar.copies.replicate(["cellar"])
    found = {path for path in held(tmp_path / "cellar") if "/tile/" in path}
    assert "custody/tile/0/000" in found
    assert not [path for path in found if "/000.p/" in path and "/tile/1/" not in path]
    assert check_replica(tmp_path / "cellar").ok


@pytest.mark.parametrize(
    "lost", ["tile/0/000.p/14", "tile/entries/000.p/14", "payloads/000.jsonl", "checkpoint"]
)
def test_what_the_replica_lost_is_put_back(cellar: Archive, tmp_path: Path, lost: str) -> None:
    cellar.copies.replicate(["cellar"])
    (tmp_path / "cellar" / "custody" / lost).unlink()
    assert not check_replica(tmp_path / "cellar").ok
    cellar.copies.replicate(["cellar"])
    assert check_replica(tmp_path / "cellar").ok


def test_a_lost_object_of_the_replica_is_put_back(cellar: Archive, tmp_path: Path) -> None:
    cellar.copies.replicate(["cellar"])
    shutil.rmtree(tmp_path / "cellar" / "vault")
    cellar.copies.replicate(["cellar"])
    assert check_replica(tmp_path / "cellar").ok


def test_a_damaged_archive_brings_no_damage_into_its_replica(
    cellar: Archive, tmp_path: Path
) -> None:
    cellar.copies.replicate(["cellar"])
    pack = cellar.root / "vault" / "packs" / "00000001.tar"
    data = bytearray(pack.read_bytes())
    data[700] ^= 1
    pack.write_bytes(bytes(data))
    (cellar.root / "cache" / "replicas" / "cellar.json").unlink()
    before = held(tmp_path / "cellar")["vault/packs/00000001.tar"]
    (report,) = cellar.copies.replicate(["cellar"])
    assert [problem.path for problem in report.problems] == ["vault/packs/00000001.tar"]
    assert newest(cellar).get("problem_count") == 1
    assert held(tmp_path / "cellar")["vault/packs/00000001.tar"] == before
    checked = check_replica(tmp_path / "cellar")
    assert [problem.path for problem in checked.problems] == ["REPLICA"], "it is not complete"


def test_damaged_payloads_are_not_copied(cellar: Archive, tmp_path: Path) -> None:
    cellar.copies.replicate(["cellar"])
    before = held(tmp_path / "cellar")
    cellar.close()
    segment = cellar.root / "custody" / "payloads" / "000.jsonl"
    with Archive(cellar.root, actor=cellar.actor) as again:
        again.become_committer()
        segment.write_bytes(segment.read_bytes().replace(b"S-0001", b"S-0002", 1))
        (tmp_path / "cellar" / "custody" / "payloads" / "000.jsonl").unlink()
        with pytest.raises(CustodyError, match="signed root"):
            again.copies.replicate(["cellar"])
    del before["custody/payloads/000.jsonl"]
    assert held(tmp_path / "cellar") == before


def refused(archive: Archive, folder: Path, kind: type[Exception], words: str) -> None:
    """Make sure that replicating is refused and nothing in the folder changes."""
    before, size = held(folder), archive.checkpoint().size
    with pytest.raises(kind, match=words):
        archive.copies.replicate(["cellar"])
    assert held(folder) == before
    assert archive.checkpoint().size == size


@pytest.mark.parametrize("stray", ["letter.txt", "FORMAT", "custody/checkpoint", "keys/log.pem"])
def test_a_folder_that_holds_something_else_is_refused(
    cellar: Archive, tmp_path: Path, stray: str
) -> None:
    place = tmp_path / "cellar" / stray
    place.parent.mkdir(parents=True)
    place.write_bytes(b"something")
    refused(cellar, tmp_path / "cellar", ForeignFolder, "not empty and no replica")


def test_an_archive_is_never_written_over(cellar: Archive, tmp_path: Path) -> None:
    init_archive(tmp_path / "cellar").close()
    refused(cellar, tmp_path / "cellar", ForeignFolder, "not empty and no replica")


def test_a_replica_of_another_archive_is_refused(cellar: Archive, tmp_path: Path) -> None:
    cellar.copies.replicate(["cellar"])
    marker = tmp_path / "cellar" / "REPLICA"
    other = msgspec.structs.replace(decode_marker(marker.read_bytes()), origin="amana.other/log")
    marker.write_bytes(encode_marker(other))
    refused(cellar, tmp_path / "cellar", ForeignFolder, "another archive: amana.other/log")


def test_an_archive_that_was_set_back_does_not_write_over_its_replica(
    cellar: Archive, tmp_path: Path
) -> None:
    cellar.close()
    shutil.copytree(cellar.root, tmp_path / "yesterday", ignore=shutil.ignore_patterns("*.sock"))
    with Archive(cellar.root, actor=cellar.actor) as today:
        today.copies.replicate(["cellar"])
        today.copies.replicate(["cellar"])
    with Archive(tmp_path / "yesterday", actor=cellar.actor) as back:
        refused(back, tmp_path / "cellar", LogFork, "set back")
    (tmp_path / "cellar").rename(tmp_path / "unplugged")
    with Archive(tmp_path / "yesterday", actor=cellar.actor) as back:
        for _ in range(3):
            back.check()
        (tmp_path / "unplugged").rename(tmp_path / "cellar")
        refused(back, tmp_path / "cellar", LogFork, "another history")
    with Archive(tmp_path / "yesterday", actor=cellar.actor) as back:
        with pytest.raises(LogFork, match="the replica “cellar” states another history"):
            back.copies.replicate(["lawyer"])
        assert not (tmp_path / "lawyer").exists(), "a fork is not handed on"


def test_a_replica_signed_by_another_key_is_refused(cellar: Archive, tmp_path: Path) -> None:
    cellar.copies.replicate(["cellar"])
    note = tmp_path / "cellar" / "custody" / "checkpoint"
    lines = note.read_text(encoding="utf-8").split("\n")
    lines[-2] = lines[-2][:-8] + "AAAAAAA="
    note.write_text("\n".join(lines), encoding="utf-8")
    refused(cellar, tmp_path / "cellar", CustodyError, "not one of this archive")


def test_a_replica_that_was_here_and_is_gone_is_not_made_again_unasked(
    cellar: Archive, tmp_path: Path
) -> None:
    cellar.copies.replicate(["cellar"])
    shutil.rmtree(tmp_path / "cellar")
    with pytest.raises(UnavailableError, match="was here before"):
        cellar.copies.replicate(["cellar"])
    assert not (tmp_path / "cellar").exists()
    cellar.copies.replicate(["cellar"], anew=True)
    assert check_replica(tmp_path / "cellar").ok


def test_a_disk_that_is_not_there_is_told(cellar: Archive, tmp_path: Path) -> None:
    settings = cellar.root / "amana.toml"
    text = settings.read_text().replace(str(tmp_path / "cellar"), str(tmp_path / "usb" / "cellar"))
    settings.write_text(text)
    with Archive(cellar.root, actor=cellar.actor) as again:
        with pytest.raises(UnavailableError, match="cannot be reached"):
            again.copies.replicate(["cellar"])
        with pytest.raises(NotFound, match="no replica “attic”"):
            again.copies.replicate(["attic"])
