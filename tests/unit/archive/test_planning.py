from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from amana.archive import Archive
from amana.archive.parts import Parts
from amana.archive.planning import Known, place_of, settle
from amana.archive.requests import Acquire, Derive, Group, Note
from amana.catalogue import Result
from amana.core import Digests, parse_reference
from amana.records import Actor, EntryType, Form

Write = Callable[[str, str], Path]


def acquire(letter: str = "a", source: str | None = None) -> Acquire:
    digests = Digests(sha256=letter * 64, blake3=letter * 64, size=1)
    return Acquire(digests=digests, name="n", path="/p", form=Form(source=source))


def known(parts: Parts, *requests: Acquire | Derive | Note) -> Known:
    parts.writer.flush()  # makes the tables of a new archive
    group = Group(actor=parts.actor, requests=requests)
    return Known(group, parts.catalogue.holdings(), parts.catalogue.analyses())


def test_places_differ_by_bytes_source_and_path() -> None:
    one = place_of(acquire())
    assert one == place_of(acquire())
    assert len({one, place_of(acquire("b")), place_of(acquire(source="S"))}) == 3


def test_new_bytes_get_a_reference_that_people_can_read(parts: Parts, actor: Actor) -> None:
    request = acquire()
    kept, receipt = settle(request, actor, known(parts, request), 7)
    assert kept == request
    assert receipt.entry == 7
    assert receipt.item == parse_reference(receipt.item or "")


def test_the_same_twice_in_one_group_is_entered_once(parts: Parts, actor: Actor) -> None:
    first, second = acquire(), acquire()
    both = known(parts, first, second)
    _, one = settle(first, actor, both, 1)
    kept, two = settle(second, actor, both, 2)
    assert kept is None
    assert (two.entry, two.item) == (None, one.item)


def test_a_result_that_stands_is_not_entered_again(
    archive: Archive, write: Write, parts: Parts
) -> None:
    archive.add([write("a.txt", "one")])
    row = archive.show(archive.list()[1][0].ref).item
    stored = archive.entries(row.ref)[1][0]
    field = next(f for f in stored.fields if f.name.startswith("result "))
    assert isinstance(field.value, dict)
    same = msgspec.convert(field.value, Result)
    request = Derive(results={row.ref: same}, recipes={})
    kept, receipt = settle(request, parts.actor, known(parts, request), 9)
    assert kept is None
    assert receipt.entry is None


def test_a_note_is_always_new_unless_it_is_asked_again(parts: Parts, actor: Actor) -> None:
    note = Note(kind=EntryType.ACCESSED, fields={"deed": "read"})
    kept, receipt = settle(note, actor, known(parts, note), 3)
    assert kept == note
    assert receipt.entry == 3
