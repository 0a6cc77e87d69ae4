"""A replica is checked by itself, and whatever is wrong with it is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from amana.archive import Archive, Step, check_replica, is_replica, open_archive
from amana.core import CustodyError, NotFound, UsageError


@pytest.fixture
def replica(cellar: Archive, tmp_path: Path) -> Path:
    cellar.copies.replicate(["cellar"])
    cellar.close()
    return tmp_path / "cellar"


def named(folder: Path) -> set[str]:
    return {problem.path for problem in check_replica(folder).problems}


def test_it_is_checked_without_a_key_and_without_writing(replica: Path) -> None:
    before = sorted(replica.rglob("*"))
    steps: list[Step] = []
    report = check_replica(replica, on_step=steps.append)
    assert (report.ok, report.objects, report.entries) == (True, 13, 14)
    assert "no key" in str(report.not_entered)
    assert {step.step for step in steps if step.state == "ok"} == {
        "log-signature", "log-structure", "originals", "coverage",
    }  # fmt: skip
    assert sorted(replica.rglob("*")) == before


def test_it_is_not_opened_as_an_archive(replica: Path, cellar: Archive) -> None:
    assert is_replica(replica)
    assert not is_replica(cellar.root)
    with pytest.raises(UsageError, match="is a replica"):
        open_archive(replica)
    with pytest.raises(NotFound, match="not a replica"):
        check_replica(cellar.root)


@pytest.mark.parametrize("path", ["letter.txt", "keys/log.pem", "custody/head", "vault/x"])
def test_what_does_not_belong_there_is_named(replica: Path, path: str) -> None:
    (replica / path).parent.mkdir(exist_ok=True)
    (replica / path).write_bytes(b"x")
    assert named(replica) == {"keys" if path.startswith("keys") else path}


@pytest.mark.parametrize(
    "path", ["custody/checkpoint", "custody/tile/0/000.p/14", "vault/packs/00000001.tar"]
)
def test_what_is_lost_is_named(replica: Path, path: str) -> None:
    (replica / path).unlink()
    found = named(replica)
    assert path in found or any(name.startswith("vault/**/") for name in found)


def test_what_is_changed_is_named(replica: Path) -> None:
    pack = replica / "vault" / "packs" / "00000001.tar"
    data = bytearray(pack.read_bytes())
    data[700] ^= 1
    pack.write_bytes(bytes(data))
    (name,) = named(replica)
    assert name.startswith("vault/packs/00000001.tar/")


def test_a_marker_of_another_state_is_named(replica: Path, tmp_path: Path, cellar: Archive) -> None:
    shutil.copy(replica / "REPLICA", tmp_path / "older")
    with Archive(cellar.root, actor=cellar.actor) as again:
        again.copies.replicate(["cellar"])
    shutil.copy(tmp_path / "older", replica / "REPLICA")
    assert named(replica) == {"REPLICA"}
    (replica / "REPLICA").write_text("amana replica 1\n")
    assert named(replica) == {"REPLICA"}


@pytest.mark.parametrize("vkey", [None, b"\xff\xfe", b"nonsense\n"])
def test_without_its_key_nothing_is_judged(replica: Path, vkey: bytes | None) -> None:
    place = replica / "custody" / "log.vkey"
    place.unlink()
    if vkey is not None:
        place.write_bytes(vkey)
    with pytest.raises(CustodyError):
        check_replica(replica)
