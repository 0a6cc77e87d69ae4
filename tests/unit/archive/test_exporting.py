from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, Verdict, check_bag
from amana.core import AccessDenied, IntegrityError, NotFound, PurposeRequired, UsageError
from amana.records import Form, Restriction, RestrictionKind

Write = Callable[[str, str], Path]
FORM = Form(source="the ferryman Qandil", collector="C. Stoan", purpose="inquiry 12")
LEAD = Form(restrictions=(Restriction(kind=RestrictionKind.LEAD_ONLY),))
SECRETS = (b"ferryman", b"Qandil", b"qandil", b"Stoan", b"inquiry 12", b"N. Aram")


@pytest.fixture
def refs(archive: Archive, write: Write) -> list[str]:
    archive.add(
        [
            write("ledger-of-qandil.txt", "Fourteen crates came by night.\n"),
            write("رسالة.txt", "A letter.\n"),
        ],
        FORM,
    )
    return [row.ref for row in archive.list()[1]]


def everything(folder: Path) -> bytes:
    paths = sorted(folder.rglob("*"))
    names = "\n".join(str(path.relative_to(folder)) for path in paths).encode()
    return names + b"".join(path.read_bytes() for path in paths if path.is_file())


def test_a_bag_is_valid_and_leaves_without_the_source(
    archive: Archive, refs: list[str], tmp_path: Path
) -> None:
    export = archive.exports.bag(refs, tmp_path / "bag", organization="Harbour Inquiry")
    report = check_bag(tmp_path / "bag")
    assert (report.verdict, report.findings) == (Verdict.VALID, ())
    assert (export.items, export.bytes, report.files) == (2, report.bytes, 2)
    leaving = everything(tmp_path / "bag")
    assert [secret for secret in SECRETS if secret in leaving] == []
    assert "رسالة".encode() not in leaving
    assert {path.name for path in (tmp_path / "bag/data").iterdir()} == {f"{r}.txt" for r in refs}
    metadata = dict(report.metadata)
    assert metadata["Source-Organization"] == "Harbour Inquiry"
    assert metadata["External-Identifier"] == f"{archive.settings.origin}#{export.entry}"


def test_that_it_left_is_entered_and_the_proofs_cover_that(
    archive: Archive, refs: list[str], tmp_path: Path
) -> None:
    export = archive.exports.bag(refs, tmp_path / "bag")
    (entry,) = archive.entries(limit=1)[1]
    assert entry.index == export.entry
    assert [entry.get(name) for name in ("type", "premis", "items", "released", "form")] == [
        "exported", "dissemination", refs, [], "BagIt 1.0 bag",
    ]  # fmt: skip
    proof = (tmp_path / "bag/proofs" / refs[0] / "entry.tlog-proof").read_text()
    assert f"\n{export.entry + 1}\n" in proof
    assert archive.entries(refs[0], limit=1)[1][0].index == export.entry


def test_a_stranger_checks_a_proof_as_the_package_says(
    archive: Archive, refs: list[str], tmp_path: Path
) -> None:
    archive.exports.bag(refs, tmp_path / "bag")
    shutil.copytree(tmp_path / "bag/proofs" / refs[0], tmp_path / "proof")
    shutil.copy(tmp_path / f"bag/data/{refs[0]}.txt", tmp_path / "proof/original")
    key = archive.root / "custody" / "log.vkey"
    command = [sys.executable, "-I", str(tmp_path / "proof/verify.py"), "--key", str(key)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_released_name_is_that_of_the_file(
    archive: Archive, refs: list[str], tmp_path: Path
) -> None:
    archive.exports.bag(refs[1:], tmp_path / "bag", release=["name"])
    assert (tmp_path / "bag/data" / refs[1] / "رسالة.txt").read_text() == "A letter.\n"
    assert check_bag(tmp_path / "bag").verdict is Verdict.VALID
    with pytest.raises(UsageError, match="no field"):
        archive.exports.bag(refs, tmp_path / "other", release=["shoe-size"])
    assert not list(tmp_path.glob("other*"))


def test_what_may_not_leave_is_refused_by_name_and_nothing_is_written(
    archive: Archive, refs: list[str], write: Write, confidential: Form, tmp_path: Path
) -> None:
    archive.add([write("lead.txt", "A lead.\n")], LEAD, read=False)
    archive.add([write("note.txt", "A note.\n")], confidential, read=False)
    *_, lead, note = [row.ref for row in archive.list()[1]]
    with pytest.raises(PurposeRequired, match=lead) as caught:
        archive.exports.bag([refs[0], lead, note], tmp_path / "bag")
    assert note in caught.value.message
    with pytest.raises(AccessDenied, match=f"{lead}: it was given as a lead only"):
        archive.exports.bag([refs[0], lead, note], tmp_path / "bag", purpose="sharing")
    assert not list(tmp_path.glob("bag*"))
    export = archive.exports.bag(None, tmp_path / "bag", purpose="sharing")
    assert (export.items, export.left_out) == (3, (lead,))
    accessed = archive.entries(limit=2, purpose="sharing")[1][1]
    assert (accessed.get("deed"), accessed.get("items")) == ("share", [note])


def test_a_damaged_original_does_not_leave(
    archive: Archive, refs: list[str], tmp_path: Path
) -> None:
    pack = archive.root / "vault" / "packs" / "00000001.tar"
    right = pack.read_bytes()
    pack.write_bytes(right.replace(b"Fourteen crates", b"Forty-one crate"))
    before = archive.entries()[0]
    with pytest.raises(IntegrityError, match=refs[0]):
        archive.exports.bag(refs, tmp_path / "bag")
    assert not (tmp_path / "bag").exists()
    assert archive.entries()[0] == before
    assert b"Forty-one" not in everything(tmp_path / "bag.partial")
    pack.write_bytes(right)
    archive.exports.bag(refs, tmp_path / "bag")
    assert check_bag(tmp_path / "bag").verdict is Verdict.VALID


def test_an_interrupted_export_is_gone_on_with(
    archive: Archive, refs: list[str], tmp_path: Path
) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.exports.bag(refs, tmp_path / "bag", on_item=stop)
    assert not (tmp_path / "bag").exists()
    first = (tmp_path / "bag.partial/data" / f"{refs[0]}.txt").stat().st_ino
    steps: list[tuple[int, int]] = []
    archive.exports.bag(refs, tmp_path / "bag", on_item=lambda *step: steps.append(step))
    assert steps == [(1, 2), (2, 2)]
    assert (tmp_path / "bag/data" / f"{refs[0]}.txt").stat().st_ino == first
    assert check_bag(tmp_path / "bag").verdict is Verdict.VALID


def test_a_large_package_has_several_entries(
    archive: Archive, refs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amana.archive.exporting._AN_ENTRY", 1)
    export = archive.exports.bag(refs, tmp_path / "bag")
    last, first = archive.entries(limit=2)[1]
    assert (first.index, last.index) == (export.entry, export.entry + 1)
    assert [first.get("items"), last.get("items")] == [[refs[0]], [refs[1]]]


def test_what_cannot_be_taken_out(archive: Archive, refs: list[str], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to take out"):
        archive.exports.bag([], tmp_path / "bag")
    with pytest.raises(NotFound):
        archive.exports.bag(["IT-0000-0000"], tmp_path / "bag")
    with pytest.raises(UsageError, match="inside the archive"):
        archive.exports.bag(refs, archive.root / "vault" / "bag")
    with pytest.raises(UsageError, match="not empty"):
        archive.exports.bag(refs, archive.root.parent)
    assert not list(tmp_path.glob("bag*"))
    assert archive.check().ok
