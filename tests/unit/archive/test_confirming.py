"""At the committer: rules are asked again there, and what a crash left is finished."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, init_archive, open_archive
from amana.archive.parts import Parts
from amana.archive.requests import Confirmation
from amana.core import AccessDenied, CustodyError, UnavailableError, UsageError
from amana.records import Actor, EntryType, Form, State

SECOND = Actor(name="Ilse Brandt")


@pytest.fixture
def ordered(archive: Archive, write: Callable[[str, str], Path]) -> tuple[str, int]:
    """Return an item and the order to erase it."""
    path = write("letter.txt", "A letter about a quay.")
    archive.add([path], Form(source="S-0007"), read=False)
    (row,) = archive.list()[1]
    return row.ref, archive.erasure.order(row.ref, basis="Art. 17 GDPR")


def test_rules_hold_at_the_committer_too(archive: Archive, ordered: tuple[str, int]) -> None:
    ref, order = ordered
    writer = archive._parts.writer
    with pytest.raises(AccessDenied, match="another person"):
        writer.erase(Confirmation(actor=archive.actor, order=order))
    outside = Confirmation(actor=SECOND, order=order, outside="n. aram, director")
    with pytest.raises(AccessDenied, match="another person"):
        writer.erase(outside)
    archive.erasure.hold(ref, reason="case 12")
    with pytest.raises(AccessDenied, match="a hold forbids"):
        writer.erase(Confirmation(actor=SECOND, order=order))
    archive.erasure.lift(ref, reason="closed")
    confirmed, erased = writer.erase(Confirmation(actor=SECOND, order=order))
    assert (confirmed.item, erased.item) == (ref, ref)
    size = archive.checkpoint().size
    assert writer.erase(Confirmation(actor=SECOND, order=order)) == (confirmed, erased)
    third = Actor(name="Nour Saleh")
    outside = Confirmation(actor=SECOND, order=order, outside="S. Oran, notary")
    for other in (Confirmation(actor=third, order=order), outside):
        with pytest.raises(UsageError, match="is erased, and cannot be confirmed"):
            writer.erase(other)
    assert archive.checkpoint().size == size


def test_another_process_asks_the_committer(
    archive: Archive, ordered: tuple[str, int], parts: Parts
) -> None:
    ref, order = ordered
    archive.become_committer()
    confirmed, erased = parts.writer.erase(Confirmation(actor=SECOND, order=order))
    assert not parts.writer.is_committer
    assert [archive._parts.log.entry(r.entry or 0).get("type") for r in (confirmed, erased)] == [
        EntryType.ERASURE_CONFIRMED,
        EntryType.ERASED,
    ]
    assert parts.current().item(ref).state is State.ERASED
    assert archive.show(ref).item.state is State.ERASED


@pytest.mark.parametrize("failing", ["vault", "custody", "cache"])
def test_what_fails_after_the_confirmation_is_done_at_the_next_opening(
    tmp_path: Path,
    write: Callable[[str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
) -> None:
    with init_archive(tmp_path / "archive", actor="N. Aram") as archive:
        archive.add([write("letter.txt", "A letter about a quay.")], Form(), read=False)
        ref = archive.list()[1][0].ref
        order = archive.erasure.order(ref, basis="Art. 17 GDPR")
        parts = archive._parts

        def refuse(*_: object, **__: object) -> None:
            raise UnavailableError("the disk refuses")

        broken = {
            "vault": (parts.vault, "erase"),
            "custody": (parts.storage, "replace_segment"),
            "cache": (parts.catalogue, "compact"),
        }[failing]
        archive.as_actor(SECOND)
        with monkeypatch.context() as patch:
            patch.setattr(*broken, refuse)
            with pytest.raises(UnavailableError, match="the disk refuses"):
                archive.erasure.confirm(order)
            (problem,) = [p for p in archive.check().problems if "carried out" in p.detail]
            assert f"order {order} to erase {ref}" in problem.detail
            assert archive.erasure.orders()[0].state == "confirmed"
            assert archive.show(ref).item.state is State.ERASED  # nothing of it is told any more
    with open_archive(tmp_path / "archive", actor="Nour Saleh") as archive:
        report = archive.check(projections=True)
        assert report.ok, report.problems
        (done,) = archive.erasure.orders()
        assert done.state == "erased"
        entry = archive._parts.log.entry(done.erased_entry or 0)
        assert entry.get("actor") == {"name": "Ilse Brandt", "basis": "login", "verified": False}


def test_a_payload_that_is_put_back_is_named(archive: Archive, ordered: tuple[str, int]) -> None:
    _, order = ordered
    segment = archive.root / "custody" / "payloads" / "000.jsonl"
    before = segment.read_bytes().splitlines(keepends=True)
    archive.as_actor(SECOND)
    archive.erasure.confirm(order)
    after = segment.read_bytes().splitlines(keepends=True)
    segment.write_bytes(b"".join(before[: len(before)] + after[len(before) :]))
    details = [problem.detail for problem in archive.check().problems]
    assert any("still tells what was erased" in detail for detail in details)


def test_damage_is_not_made_final(archive: Archive, ordered: tuple[str, int]) -> None:
    ref, order = ordered
    segment = archive.root / "custody" / "payloads" / "000.jsonl"
    whole = segment.read_bytes()
    segment.write_bytes(whole.replace(b"S-0007", b"S-0008"))
    archive.as_actor(SECOND)
    with pytest.raises(CustodyError, match="does not fit its commitment"):
        archive.erasure.confirm(order)
    data = segment.read_bytes()
    segment.write_bytes(data.replace(b"S-0008", b"S-0007"))
    archive.close()
    with open_archive(archive.root, actor="Nour Saleh") as again:
        assert again.check(projections=True).ok
        assert again.show(ref).item.state is State.ERASED
