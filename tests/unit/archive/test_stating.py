from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.anchoring import Anchors
from amana.archive.entries import SENSITIVE
from amana.core import AccessDenied, IntegrityError, PurposeRequired, StorageFull, UsageError
from amana.records import Form, Restriction, RestrictionKind

Write = Callable[[str, str], Path]
FORM = Form(source="the ferryman Qandil", collector="C. Stoan", purpose="inquiry 12")
SECRETS = (b"ferryman", b"Qandil", b"qandil", b"Stoan", b"inquiry 12", b"N. Aram", b"Fourteen")


@pytest.fixture
def ref(archive: Archive, write: Write) -> str:
    archive.add([write("ledger-of-qandil.txt", "Fourteen crates came by night.\n")], FORM)
    return archive.list()[1][0].ref


def newest(archive: Archive) -> dict[str, object]:
    (entry,) = archive.entries(limit=1)[1]
    return {field.name: field.value for field in entry.fields}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("ending", ["html", "pdf", "PDF"])
def test_a_statement_is_written_and_its_digest_entered(
    archive: Archive, ref: str, tmp_path: Path, ending: str, language: str
) -> None:
    path = tmp_path / f"statement.{ending}"
    stated = archive.statements.write(ref, path, language=language)
    content = path.read_bytes()
    assert content.startswith(b"%PDF" if ending.lower() == "pdf" else b"<!doctype html>")
    assert (stated.sha256, stated.size) == (hashlib.sha256(content).hexdigest(), len(content))
    entry = newest(archive)
    assert entry["type"] == "stated"
    assert (entry["item"], entry["form"], entry["language"]) == (ref, ending.lower(), language)
    assert entry["sha256"] == stated.sha256
    assert entry["released"] == list(stated.shown)
    assert set(stated.withheld) == set(SENSITIVE)
    assert path.stat().st_mode & 0o777 == 0o600
    assert archive.check().ok


def test_it_leaves_without_the_source(archive: Archive, ref: str, tmp_path: Path) -> None:
    archive.statements.write(ref, tmp_path / "s.html")
    content = (tmp_path / "s.html").read_bytes()
    assert [secret for secret in SECRETS if secret in content] == []


def test_a_field_is_shown_when_it_is_released(archive: Archive, ref: str, tmp_path: Path) -> None:
    stated = archive.statements.write(ref, tmp_path / "s.html", release=["source", "actor"])
    content = (tmp_path / "s.html").read_bytes()
    assert [secret for secret in SECRETS if secret in content] == [
        b"ferryman", b"Qandil", b"N. Aram",
    ]  # fmt: skip
    assert {"source", "actor"} <= set(stated.shown)
    with pytest.raises(UsageError, match="no field shoe-size"):
        archive.statements.write(ref, tmp_path / "t.html", release=["shoe-size"])
    assert not (tmp_path / "t.html").exists()


def test_it_tells_the_acts_on_the_item_and_on_no_other(
    archive: Archive, ref: str, write: Write, tmp_path: Path
) -> None:
    archive.add([write("other.txt", "Another.\n")], Form(), read=False)
    archive.check()
    archive.prove(ref, tmp_path / "bundle")
    archive.statements.write(ref, tmp_path / "s.html")
    archive.statements.write(ref, tmp_path / "again.html")
    page = (tmp_path / "again.html").read_text(encoding="utf-8")
    for act in ("Taken in:", "Read by the program", "A check read the bytes of the item again.",
                "A proof of integrity left", "A statement of custody was printed"):  # fmt: skip
        assert page.count(f"<td>{act}") == 1, act
    other = next(row.ref for row in archive.list()[1] if row.ref != ref)
    assert other not in page


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("taken.pdf", "is there already"),
        ("statement.docx", "cannot be written"),
        ("statement", "cannot be written"),
        ("nowhere/s.pdf", "no folder"),
    ],
)
def test_a_place_that_does_not_do_is_refused_before_anything_is_entered(
    archive: Archive, ref: str, tmp_path: Path, name: str, why: str
) -> None:
    (tmp_path / "taken.pdf").write_text("mine")
    before = archive.checkpoint().size
    with pytest.raises(UsageError, match=why):
        archive.statements.write(ref, tmp_path / name)
    assert (tmp_path / "taken.pdf").read_text() == "mine"
    assert archive.checkpoint().size == before


def test_another_language_is_refused(archive: Archive, ref: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="language"):
        archive.statements.write(ref, tmp_path / "s.pdf", language="fr")
    assert not (tmp_path / "s.pdf").exists()


def test_what_may_not_be_shared_is_not_stated(
    archive: Archive, write: Write, tmp_path: Path
) -> None:
    lead = Form(restrictions=(Restriction(kind=RestrictionKind.LEAD_ONLY),))
    archive.add([write("lead.txt", "A lead.\n")], lead, read=False)
    ref = archive.list()[1][0].ref
    with pytest.raises(PurposeRequired):
        archive.statements.write(ref, tmp_path / "s.pdf")
    with pytest.raises(AccessDenied, match="lead"):
        archive.statements.write(ref, tmp_path / "s.pdf", purpose="sharing")
    assert not (tmp_path / "s.pdf").exists()


def test_of_a_damaged_original_nothing_is_stated(
    archive: Archive, ref: str, tmp_path: Path
) -> None:
    pack = archive.root / "vault" / "packs" / "00000001.tar"
    pack.write_bytes(pack.read_bytes().replace(b"Fourteen crates", b"Forty-one crate"))
    with pytest.raises(IntegrityError, match="damaged"):
        archive.statements.write(ref, tmp_path / "s.pdf")
    assert not (tmp_path / "s.pdf").exists()


def test_a_statement_that_could_not_be_written_leaves_nothing_behind(
    archive: Archive, ref: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("amana.archive.stating.write_all", full)
    with pytest.raises(StorageFull):
        archive.statements.write(ref, tmp_path / "s.html")
    assert not (tmp_path / "s.html").exists()
    assert newest(archive)["type"] == "stated", "what may have left is never missing in the log"


def test_what_others_confirm_is_told(
    archive: Archive, ref: str, anchors: Anchors, tmp_path: Path
) -> None:
    archive.statements.write(ref, tmp_path / "before.html")
    assert "No time-stamp of an authority" in (tmp_path / "before.html").read_text("utf-8")
    anchors.timestamp()
    (shown,) = archive.anchors.timestamps()
    archive.statements.write(ref, tmp_path / "after.html")
    page = (tmp_path / "after.html").read_text("utf-8")
    assert "No time-stamp of an authority" not in page
    time = f"{shown.time[:10]} {shown.time[11:19]} UTC"
    assert f'existed by <bdi dir="ltr">{time}</bdi>, and with them the entry' in page
