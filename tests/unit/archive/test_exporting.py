from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import ocfl  # type: ignore[import-untyped]  # it has no types
import pytest

from amana.archive import Archive, Verdict, check_bag, check_ocfl
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


def objects(folder: Path) -> dict[str, Path]:
    """Return the content folder of each object of a storage root, by the item's reference."""
    found = [path.parent for path in folder.rglob("0=ocfl_object_1.1")]
    return {path.name.rpartition("%2f")[2]: path / "v1/content" for path in found}


def test_a_storage_root_is_valid_here_and_elsewhere_and_leaves_without_the_source(
    archive: Archive, refs: list[str], tmp_path: Path
) -> None:
    export = archive.exports.ocfl(refs, tmp_path / "out", organization="Harbour Inquiry")
    report = check_ocfl(tmp_path / "out")
    assert (report.kind, report.valid, report.findings) == ("storage root", True, ())
    assert (export.items, export.form, report.objects) == (2, "storage root of OCFL 1.1", 2)
    other = ocfl.StorageRoot(root=str(tmp_path / "out"))
    other.validate(check_digests=True)
    assert (other.num_objects, other.good_objects) == (2, 2)
    leaving = everything(tmp_path / "out")
    assert [secret for secret in SECRETS if secret in leaving] == []
    assert "رسالة".encode() not in leaving
    assert b"Harbour Inquiry" in leaving
    assert objects(tmp_path / "out").keys() == set(refs)
    (entry,) = archive.entries(limit=1)[1]
    assert (entry.index, entry.get("form")) == (export.entry, "storage root of OCFL 1.1")


def test_a_stranger_checks_the_proof_in_an_object(
    archive: Archive, refs: list[str], tmp_path: Path
) -> None:
    archive.exports.ocfl(refs[:1], tmp_path / "out")
    content = objects(tmp_path / "out")[refs[0]]
    shutil.copytree(content / "proof", tmp_path / "proof")
    shutil.copy(content / "original", tmp_path / "proof/original")
    key = archive.root / "custody" / "log.vkey"
    command = [sys.executable, "-I", str(tmp_path / "proof/verify.py"), "--key", str(key)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "not part of the proof" not in done.stdout


def test_an_interrupted_storage_root_is_valid_and_gone_on_with(
    archive: Archive, refs: list[str], tmp_path: Path
) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.exports.ocfl(refs, tmp_path / "out", on_item=stop)
    assert check_ocfl(tmp_path / "out").errors == {}
    archive.exports.ocfl(refs[:1], tmp_path / "out")
    original = objects(tmp_path / "out")[refs[0]] / "original"
    before = original.stat().st_mtime_ns
    archive.exports.ocfl(refs, tmp_path / "out")
    assert original.stat().st_mtime_ns == before
    assert check_ocfl(tmp_path / "out").findings == ()
    with pytest.raises(UsageError, match="with other contents"):
        archive.exports.ocfl(refs, tmp_path / "out", release=["source"])
    original.write_text("Forty-one crates came by night.\n")
    with pytest.raises(IntegrityError, match="E092"):
        archive.exports.ocfl(refs, tmp_path / "out")


def test_a_storage_root_asks_what_a_bag_asks(
    archive: Archive, refs: list[str], write: Write, tmp_path: Path
) -> None:
    archive.add([write("lead.txt", "A lead.\n")], LEAD, read=False)
    lead = archive.list()[1][-1].ref
    with pytest.raises(PurposeRequired, match=lead):
        archive.exports.ocfl([refs[0], lead], tmp_path / "out")
    with pytest.raises(UsageError, match="neither empty nor a storage root"):
        archive.exports.ocfl(refs, archive.root.parent)
    assert not (tmp_path / "out").exists()
    assert archive.exports.ocfl(None, tmp_path / "out").left_out == (lead,)


def test_all_that_may_leave_names_what_a_purpose_would_add(
    archive: Archive, write: Write, confidential: Form, tmp_path: Path
) -> None:
    archive.add([write("lead.txt", "A lead.\n")], LEAD, read=False)
    archive.add([write("note.txt", "A note.\n")], confidential, read=False)
    lead, note = (row.ref for row in archive.list()[1])
    before = archive.entries()[0]
    with pytest.raises(PurposeRequired, match=f"with one, these may: {note}$"):
        archive.exports.bag(None, tmp_path / "bag")
    assert archive.entries()[0] == before
    archive.add([write("letter.txt", "A letter.\n")], FORM, read=False)
    export = archive.exports.bag(None, tmp_path / "bag")
    assert (export.left_out, export.want_purpose) == ((lead, note), (note,))
    export = archive.exports.bag(None, tmp_path / "other", purpose="sharing")
    assert (export.left_out, export.want_purpose) == ((lead,), ())
