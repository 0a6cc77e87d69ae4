from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.acquire import Input
from amana.archive import Archive, Outcome
from amana.archive.receiving import Receiving, warning_of
from amana.records import Claimed, Form, Received

Write = Callable[[str, str], Path]
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    """A bag of two letters, of which one changed, one is lost, and one is listed nowhere."""
    folder = tmp_path / "boxes" / "box-7"
    (folder / "data").mkdir(parents=True)
    (folder / "bagit.txt").write_text(DECLARATION)
    for name in ("kept", "changed", "new"):
        (folder / "data" / f"{name}.txt").write_text(name)
    (folder / "manifest-sha256.txt").write_text(
        f"{sha('kept')}  data/kept.txt\n{sha('other')}  data/changed.txt\n"
        f"{sha('lost')}  data/lost.txt\n"
    )
    (folder / "tagmanifest-sha256.txt").write_text(f"{sha(DECLARATION)}  bagit.txt\n")
    (tmp_path / "boxes" / "list.txt").write_text("a list beside the bag")
    return folder


def take_in(archive: Archive, path: Path) -> tuple[dict[str, Outcome], dict[str, Claimed | None]]:
    outcomes: list[Outcome] = []
    archive.add([path], Form(source="S-0001"), read=False, on_outcome=outcomes.append)
    told = {Path(outcome.name).name: outcome for outcome in outcomes}
    claims = {
        name: archive.show(outcome.ref).occurrences[0].claimed
        for name, outcome in told.items()
        if outcome.ref
    }
    return told, claims


def test_every_file_is_taken_in_with_what_the_bag_says_of_it(archive: Archive, bag: Path) -> None:
    told, claims = take_in(archive, bag.parent)
    assert {outcome.received for outcome in told.values()} == {Received.PRESERVED}
    assert len(told) == 7
    assert claims["kept.txt"] == Claimed(bag="box-7", digests={"sha256": sha("kept")}, agrees=True)
    assert claims["changed.txt"] == Claimed(
        bag="box-7", digests={"sha256": sha("other")}, agrees=False
    )
    assert claims["new.txt"] == Claimed(bag="box-7", digests={}, agrees=False)
    assert claims["bagit.txt"] == Claimed(
        bag="box-7",
        digests={"sha256": sha(DECLARATION)},
        agrees=True,
        missing=1,
        missing_paths=("data/lost.txt",),
    )
    assert claims["manifest-sha256.txt"] is None
    assert claims["list.txt"] is None


def test_what_disagrees_is_told_and_can_be_asked_for(archive: Archive, bag: Path) -> None:
    told, _ = take_in(archive, bag)
    warned = {name: outcome.warning for name, outcome in told.items() if outcome.warning}
    assert warned == {
        "changed.txt": "it has other bytes than the bag “box-7” says (sha256)",
        "new.txt": "the bag “box-7” does not list it",
        "bagit.txt": "1 file that the bag lists is missing: data/lost.txt",
    }
    total, rows = archive.list(differing=True)
    assert total == 3
    assert {row.item.name for row in rows if row.item} == set(warned)
    archive.rebuild()
    assert archive.list(differing=True) == (total, rows)
    assert archive.check(projections=True).ok


def test_the_entry_keeps_the_claim_and_a_proof_withholds_it(
    archive: Archive, bag: Path, tmp_path: Path
) -> None:
    told, _ = take_in(archive, bag)
    ref = told["changed.txt"].ref or ""
    (entry,) = archive.entries(ref)[1]
    assert entry.fields[-1].name == "claimed"
    assert entry.get("claimed") == {
        "bag": "box-7", "digests": {"sha256": sha("other")}, "agrees": False,
    }  # fmt: skip
    assert "claimed" in archive.preview_proof(ref).withheld
    archive.prove(ref, tmp_path / "proof")
    left = b"".join(path.read_bytes() for path in (tmp_path / "proof").rglob("*") if path.is_file())
    assert b"box-7" not in left
    assert dict(archive.preview_proof(ref, release=["claimed"]).shown)["claimed"]


def test_a_bag_in_a_bag_is_judged_by_the_outer_one(archive: Archive, bag: Path) -> None:
    inner = bag / "data" / "inner"
    shutil.copytree(bag, inner, ignore=shutil.ignore_patterns("inner"))
    told, _ = take_in(archive, bag)
    assert all("box-7" in (o.warning or "box-7") for o in told.values())
    with Receiving() as receiving:
        claim = receiving.claim(Input(path=os.fsencode(inner / "data" / "kept.txt")))
        assert claim is None, "the folder of the inner bag was not come through"


def test_bags_beside_each_other_are_told_apart(archive: Archive, bag: Path) -> None:
    shutil.copytree(bag, bag.with_name("box-8"))
    outcomes: list[Outcome] = []
    archive.add([bag.parent], read=False, on_outcome=outcomes.append)
    named = [outcome.warning for outcome in outcomes if "not list it" in (outcome.warning or "")]
    assert named == [f"the bag “box-{number}” does not list it" for number in (7, 8)]


def test_what_is_no_bag_is_taken_in_as_ever(archive: Archive, bag: Path) -> None:
    (bag / "bagit.txt").write_text("BagIt, more or less\n")
    told, claims = take_in(archive, bag)
    assert set(claims.values()) == {None}
    assert not any(outcome.warning for outcome in told.values())


def test_a_file_that_is_named_by_itself_is_no_part_of_a_bag(archive: Archive, bag: Path) -> None:
    _, claims = take_in(archive, bag / "data" / "changed.txt")
    assert claims == {"changed.txt": None}


def test_the_same_bag_again_is_nothing_new(archive: Archive, bag: Path) -> None:
    take_in(archive, bag)
    report = archive.add([bag], Form(source="S-0001"), read=False)
    assert (report.preserved, report.already_held, report.warnings) == (0, 6, 3)


def test_a_disagreement_is_content_of_a_restricted_item(
    archive: Archive, bag: Path, confidential: Form
) -> None:
    archive.add([bag], confidential, read=False)
    assert archive.list(differing=True) == (0, [])
    assert archive.list(differing=True, purpose="inquiry 12")[0] == 3


def test_without_a_claim_there_is_no_warning() -> None:
    assert warning_of(None) is None
    assert warning_of(Claimed(bag="x", digests={"md5": "0"}, agrees=True)) is None
