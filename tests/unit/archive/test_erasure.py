from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, in_state, init_archive, open_archive
from amana.core import AccessDenied, ItemErased, NotFound, PurposeRequired, UsageError
from amana.records import Actor, EntryType, Form, Restriction, RestrictionKind, State

Write = Callable[[str, str], Path]
FORM = Form(source="S-0007", collector="egret", purpose="inquiry")


def add(archive: Archive, path: Path, form: Form = FORM, *, read: bool = False) -> str:
    told: list[str | None] = []
    archive.add([path], form, read=read, on_outcome=lambda outcome: told.append(outcome.ref))
    assert told[0] is not None
    return told[0]


@pytest.fixture
def letter(archive: Archive, write: Write) -> str:
    return add(archive, write("letter.txt", "A letter about a quay."))


def test_two_people_erase_an_item(archive: Archive, letter: str) -> None:
    order = archive.erasure.order(letter, basis="Art. 17 GDPR", reason="withdrawn consent")
    assert archive.show(letter).item.state is State.PRESERVED
    archive.as_actor(Actor(name="Ilse Brandt"))
    done = archive.erasure.confirm(order)
    assert (done.state, done.item, done.ordered_by) == ("erased", letter, "N. Aram")
    item = archive.show(letter).item
    assert item.state is State.ERASED
    assert item.reason == f"erased on 2026-05-01 by order {order}"
    assert (item.sha256, item.name, item.source, item.size) == ("", None, None, 0)
    assert archive.check(projections=True).ok
    assert [row.ref for row in archive.list(where=in_state(State.ERASED))[1]] == [letter]


@pytest.mark.parametrize("name", ["N. Aram", "n aram", " N.  ARAM ", "Aram, N.", "\uff2e. Aram"])
def test_one_person_is_not_two(archive: Archive, letter: str, name: str) -> None:
    order = archive.erasure.order(letter, basis="Art. 17 GDPR")
    archive.as_actor(Actor(name=name))
    with pytest.raises(AccessDenied, match="another person must confirm it") as refused:
        archive.erasure.confirm(order)
    assert "--outside" in (refused.value.remedy or "")
    assert archive.show(letter).item.state is State.PRESERVED


def test_a_person_outside_confirms_with_a_statement(
    archive: Archive, letter: str, write: Write
) -> None:
    order = archive.erasure.order(letter, basis="Art. 17 GDPR")
    signed = write("statement.txt", "I confirm the order. S. Oran")
    done = archive.erasure.confirm(order, outside="S. Oran,  data protection", statement=signed)
    assert done.outside == "S. Oran, data protection"
    assert done.statement is not None
    with archive.original(done.statement)[1] as stream:
        assert stream.read() == signed.read_bytes()
    assert archive.show(letter).item.state is State.ERASED


@pytest.mark.parametrize(
    ("outside", "named"),
    [("S. Oran", True), (", notary", True), (None, True), ("S. Oran, notary", False), ("", True)],
)
def test_a_person_outside_needs_a_function_and_a_statement(
    archive: Archive, letter: str, write: Write, outside: str | None, *, named: bool
) -> None:
    order = archive.erasure.order(letter, basis="Art. 17 GDPR")
    signed = write("statement.txt", "I confirm.") if named else None
    with pytest.raises(UsageError, match="named with a function"):
        archive.erasure.confirm(order, outside=outside, statement=signed)
    assert archive.list()[0] == 1


def test_nobody_outside_is_the_one_who_ordered(archive: Archive, letter: str, write: Write) -> None:
    order = archive.erasure.order(letter, basis="Art. 17 GDPR")
    signed = write("statement.txt", "I confirm.")
    with pytest.raises(AccessDenied, match="another person"):
        archive.erasure.confirm(order, outside="n. aram, director", statement=signed)
    with pytest.raises(UsageError, match="cannot be taken in"):
        archive.erasure.confirm(order, outside="S. Oran, notary", statement="nowhere.txt")
    assert archive.list()[0] == 1


def test_a_hold_forbids_ordering_and_confirming(archive: Archive, letter: str) -> None:
    order = archive.erasure.order(letter, basis="Art. 17 GDPR")
    hold = archive.erasure.hold(letter, reason="case 12")
    archive.as_actor(Actor(name="Ilse Brandt"))
    for forbidden in (
        lambda: archive.erasure.confirm(order),
        lambda: archive.erasure.order(letter, basis="again"),
    ):
        with pytest.raises(AccessDenied, match="a hold forbids its erasure"):
            forbidden()
    assert [(h.number, h.reason, h.by) for h in archive.erasure.holds()] == [
        (hold, "case 12", "N. Aram")
    ]
    archive.erasure.lift(letter, reason="case closed")
    assert archive.erasure.holds() == []
    assert archive.erasure.confirm(order).state == "erased"
    with pytest.raises(ItemErased):
        archive.erasure.hold(letter, reason="too late")


def test_each_hold_is_lifted_on_its_own(archive: Archive, letter: str) -> None:
    first = archive.erasure.hold(letter, reason="case 12")
    second = archive.erasure.hold(letter, reason="case 13")
    with pytest.raises(UsageError, match="has 2 holds"):
        archive.erasure.lift(letter, reason="closed")
    archive.erasure.lift(letter, reason="closed", number=first)
    assert [hold.number for hold in archive.erasure.holds()] == [second]


def test_an_order_is_confirmed_withdrawn_or_open_and_never_two_of_them(
    archive: Archive, letter: str
) -> None:
    order = archive.erasure.order(letter, basis="Art. 17 GDPR")
    with pytest.raises(UsageError, match=f"has an erasure order already: {order}"):
        archive.erasure.order(letter, basis="again")
    archive.erasure.withdraw(order, reason="a mistake")
    archive.as_actor(Actor(name="Ilse Brandt"))
    with pytest.raises(UsageError, match="is withdrawn, and cannot be confirmed"):
        archive.erasure.confirm(order)
    with pytest.raises(UsageError, match="is withdrawn, and cannot be withdrawn"):
        archive.erasure.withdraw(order)
    second = archive.erasure.order(letter, basis="Art. 17 GDPR")
    archive.as_actor(Actor(name="N. Aram"))
    archive.erasure.confirm(second)
    assert archive.erasure.confirm(second).state == "erased"  # asked again: told the same
    with pytest.raises(UsageError, match="is erased, and cannot be withdrawn"):
        archive.erasure.withdraw(second)
    with pytest.raises(ItemErased, match="was erased on"):
        archive.erasure.order(letter, basis="again")
    with pytest.raises(NotFound, match="no erasure order 99"):
        archive.erasure.confirm(99)
    assert [each.state for each in archive.erasure.orders()] == ["withdrawn", "erased"]


def test_a_reason_is_said(archive: Archive, letter: str) -> None:
    with pytest.raises(UsageError, match="the reason is missing"):
        archive.erasure.hold(letter, reason=" ")
    with pytest.raises(UsageError, match="the legal basis is missing"):
        archive.erasure.order(letter, basis="")
    with pytest.raises(UsageError, match="control characters"):
        archive.erasure.order(letter, basis="a\nb")


def test_a_preview_tells_what_goes_and_what_stays_and_changes_nothing(
    archive: Archive, letter: str, write: Write, tmp_path: Path
) -> None:
    again = add(archive, write("copy.txt", "A letter about a quay."), Form(source="S-0008"))
    other = add(archive, write("other.txt", "Another letter."))
    archive.prove(other, tmp_path / "proof")
    archive._parts.note(EntryType.CITED, {"item": letter, "place": 1, "quote": "A letter"})
    before = archive.checkpoint().size
    kept = archive.erasure.preview(letter)
    assert (kept.objects, kept.bytes, kept.kept_for) == (0, 0, (again,))
    assert (kept.fields, len(kept.entries), kept.cited, kept.handed_out) == (11, 2, 1, 0)
    gone = archive.erasure.preview(other)
    assert (gone.objects, gone.bytes, gone.kept_for, gone.handed_out) == (1, 15, (), 1)
    assert gone.obstacles == ()
    assert archive.checkpoint().size == before
    archive.erasure.hold(other, reason="case 12")
    assert "case 12" in archive.erasure.preview(other).obstacles[0]


def test_bytes_that_stay_keep_every_condition_of_use(
    archive: Archive, letter: str, write: Write
) -> None:
    confidential = (Restriction(kind=RestrictionKind.CONFIDENTIAL),)
    secret = Form(source="S-0008", restrictions=confidential)
    path = write("copy.txt", "A letter about a quay.")
    restricted = add(archive, path, secret)
    order = archive.erasure.order(restricted, basis="Art. 17 GDPR")
    archive.as_actor(Actor(name="Ilse Brandt"))
    with pytest.raises(UsageError, match="would be free of a condition") as refused:
        archive.erasure.confirm(order)
    assert letter in refused.value.message
    assert "confidential" in refused.value.message
    (obstacle,) = archive.erasure.preview(restricted, purpose="inquiry").obstacles
    assert "confidential" in obstacle
    add(archive, path, Form(source="S-0007", restrictions=confidential))
    archive.erasure.confirm(order)
    with pytest.raises(PurposeRequired):
        archive.show(letter)


def test_what_is_restricted_is_not_told_without_a_purpose(archive: Archive, write: Write) -> None:
    secret = Form(source="S-1", restrictions=(Restriction(kind=RestrictionKind.VIEW_ONLY),))
    ref = add(archive, write("secret.txt", "A secret."), secret)
    archive.erasure.hold(ref, reason="kestrel")
    assert [hold.reason for hold in archive.erasure.holds()] == [None]
    assert [hold.reason for hold in archive.erasure.holds(purpose="inquiry")] == ["kestrel"]
    archive.erasure.lift(ref, reason="closed")
    order = archive.erasure.order(ref, basis="heron", reason="egret")
    (hidden,) = archive.erasure.orders()
    assert (hidden.number, hidden.basis, hidden.reason) == (order, None, None)
    (told,) = archive.erasure.orders(purpose="inquiry")
    assert (told.basis, told.reason) == ("heron", "egret")
    with pytest.raises(PurposeRequired):
        archive.erasure.preview(ref)
    assert archive.erasure.preview(ref, purpose="inquiry").objects == 1


def test_what_is_erased_is_told_so_wherever_it_is_asked_for(
    archive: Archive, write: Write, tmp_path: Path
) -> None:
    ref = add(archive, write("letter.txt", "A zanzibarine letter about a quay."), read=True)
    assert archive.search("zanzibarine").results.total == 1
    order = archive.erasure.order(ref, basis="Art. 17 GDPR")
    archive.as_actor(Actor(name="Ilse Brandt"))
    archive.erasure.confirm(order)
    assert archive.search("zanzibarine").results.total == 0
    for asked in (
        lambda: archive.reading(ref),
        lambda: archive.original(ref),
        lambda: list(archive.facts(ref)),
        lambda: archive.anchor(ref, 0, 1),
        lambda: archive.page_sizes(ref),
        lambda: archive.page_picture(ref, 1),
        lambda: archive.preview_proof(ref),
        lambda: archive.prove(ref, tmp_path / "proof"),
        lambda: archive.erasure.preview(ref),
    ):
        with pytest.raises(ItemErased, match=f"{ref} was erased on 2026-05-01 by order {order}"):
            asked()
    assert list(archive.facts()) == []
    assert archive.readings.read(again=True).states == {}
    kinds = [entry.get("type") for entry in archive.entries(ref)[1]]
    assert kinds == ["erased", "erasure-confirmed", "erasure-ordered", "acquired"]


def test_the_same_bytes_may_come_again_as_a_new_item(archive: Archive, write: Write) -> None:
    path = write("letter.txt", "A letter about a quay.")
    ref = add(archive, path)
    order = archive.erasure.order(ref, basis="Art. 17 GDPR")
    archive.as_actor(Actor(name="Ilse Brandt"))
    archive.erasure.confirm(order)
    again = add(archive, path, read=True)
    assert again != ref
    assert archive.show(again).same_bytes == ()
    assert archive.check(projections=True).ok


def test_a_replica_follows_when_it_is_brought_up_to_date(tmp_path: Path, write: Write) -> None:
    with init_archive(tmp_path / "archive", actor="N. Aram"):
        pass
    cellar = tmp_path / "cellar"
    place = f'[[replicas]]\nname = "cellar"\npath = "{cellar}"\nsite = "elsewhere"\n'
    settings = tmp_path / "archive" / "amana.toml"
    settings.write_text(settings.read_text().replace("replicas = []", "") + place)
    large = write("large.txt", "zanzibarine " * 120_000)
    with open_archive(tmp_path / "archive", actor="N. Aram") as archive:
        refs = [add(archive, write("letter.txt", "A zanzibarine letter."), read=True)]
        refs.append(add(archive, large))
        archive.copies.replicate()
        assert b"zanzibarine" in everything(cellar)
        for ref in refs:
            order = archive.erasure.order(ref, basis="Art. 17 GDPR")
            archive.as_actor(Actor(name="Ilse Brandt"))
            assert archive.erasure.confirm(order).pending == ("cellar",)
            archive.as_actor(Actor(name="N. Aram"))
        archive.copies.replicate()
        assert [order.pending for order in archive.erasure.orders()] == [(), ()]
        assert b"zanzibarine" not in everything(cellar)
        assert b"S-0007" not in everything(cellar)
        assert archive.check(projections=True).ok


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
