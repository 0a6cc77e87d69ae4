from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.anchoring import Anchors
from amana.core import AccessDenied, IntegrityError, UsageError
from amana.custody.backends.authority_memory import MemoryAuthority
from amana.records import Form, Restriction, RestrictionKind

Write = Callable[[str, str], Path]
FORM = Form(source="the ferryman Qandil", collector="C. Stoan", purpose="inquiry 12")


@pytest.fixture
def ref(archive: Archive, write: Write) -> str:
    archive.add([write("ledger-of-qandil.txt", "Fourteen crates came by night.\n")], FORM)
    return archive.list()[1][0].ref


def test_a_bundle_leaves_without_the_source(archive: Archive, ref: str, tmp_path: Path) -> None:
    proof = archive.prove(ref, tmp_path / "bundle")
    leaving = b"".join(path.read_bytes() for path in (tmp_path / "bundle").iterdir())
    for secret in (b"ferryman", b"Qandil", b"qandil", b"Stoan", b"inquiry 12", b"N. Aram"):
        assert secret not in leaving
    assert "source" in proof.preview.withheld
    assert archive.entries(limit=1)[1][0].get("type") == "proved"


def test_a_stranger_can_check_it(archive: Archive, ref: str, tmp_path: Path) -> None:
    archive.prove(ref, tmp_path / "bundle")
    key = archive.root / "custody" / "log.vkey"
    command = [sys.executable, "-I", str(tmp_path / "bundle" / "verify.py"), "--key", str(key)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_field_is_shown_when_it_is_released(archive: Archive, ref: str) -> None:
    preview = archive.preview_proof(ref, release=["source"])
    assert dict(preview.shown)["source"] == "the ferryman Qandil"
    with pytest.raises(UsageError, match="no field"):
        archive.preview_proof(ref, release=["shoe-size"])


def test_nothing_is_written_over(archive: Archive, ref: str, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        archive.prove(ref, tmp_path)


def test_what_may_not_be_shared_stays(archive: Archive, write: Write, tmp_path: Path) -> None:
    lead = Form(restrictions=(Restriction(kind=RestrictionKind.LEAD_ONLY),))
    archive.add([write("lead.txt", "A lead.\n")], lead, read=False)
    with pytest.raises(AccessDenied, match="lead"):
        archive.prove(archive.list()[1][0].ref, tmp_path / "out", purpose="sharing")
    assert not (tmp_path / "out").exists()


def test_a_damaged_original_is_not_proved(archive: Archive, ref: str, tmp_path: Path) -> None:
    pack = archive.root / "vault" / "packs" / "00000001.tar"
    pack.write_bytes(pack.read_bytes().replace(b"Fourteen crates", b"Forty-one crate"))
    with pytest.raises(IntegrityError, match="damaged"):
        archive.prove(ref, tmp_path / "bundle")


def test_the_earliest_time_stamp_of_each_authority_goes_with_it(
    archive: Archive, ref: str, anchors: Anchors, north: MemoryAuthority, tmp_path: Path
) -> None:
    anchors.timestamp()
    size = archive.anchors.timestamps()[0].size
    archive.check()
    anchors.timestamp()
    archive.prove(ref, tmp_path / "bundle")
    folder = tmp_path / "bundle" / "timestamps" / "north"
    assert (folder / "checkpoint").read_text(encoding="utf-8").split("\n")[1] == str(size)
    (tmp_path / "roots.pem").write_bytes(north.roots)
    key = archive.root / "custody" / "log.vkey"
    command = [sys.executable, "-I", str(tmp_path / "bundle" / "verify.py"), "--key", str(key)]
    command += ["--tsa-ca", str(tmp_path / "roots.pem")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"ok  its first {size} entries existed by 2026-05-01 08:00:" in done.stdout
