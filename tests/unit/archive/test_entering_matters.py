from __future__ import annotations

import pytest

from amana.archive import Archive
from amana.archive.entering_matters import EnteringMatters, MatterLine
from amana.archive.known_item import KnownItems
from amana.archive.looking import Looking
from amana.archive.requests import Note
from amana.core import AccessDenied, NotFound, UsageError
from amana.records import Actor, Cite, EntryType, Person, Situation, WithdrawMatter

SITUATION = Situation(key="oran", name="Oran", reason="r", period="2024-01/2024-12")


def enter(archive: Archive, *lines: MatterLine) -> list[tuple[int, tuple[Note, ...]]]:
    parts = archive._parts
    looking = Looking(parts, None)
    entering = EnteringMatters(parts, looking, KnownItems(parts, looking))
    entering.prepare(lines)
    return [entering.enter(line) for line in lines]


def test_a_matter_becomes_one_entry_and_one_for_each_cite(letters: Archive) -> None:
    archive = letters
    ref = archive.list()[1][0].ref
    cites = tuple(
        Cite(item=ref.lower(), char_start=0, char_end=n, quote="The court"[:n]) for n in (3, 9)
    )
    whole = Situation(key="oran", name="Oran", reason=" by eye ", cites=cites)
    ((version, notes),) = enter(archive, whole)
    assert version == 1
    assert [note.kind for note in notes] == [EntryType.MATTER, EntryType.CITED, EntryType.CITED]
    assert list(notes[0].fields) == [
        "items", "kind", "key", "members", "cites", "conditions", "reason",
    ]  # fmt: skip
    assert (notes[0].fields["items"], notes[0].fields["reason"]) == ([ref], "by eye")
    assert notes[0].fields["members"] == (
        '{"body":"","name":"Oran","name_ar":"","period":null,"reference":"","states":[]}'
    )
    assert list(notes[1].fields) == [
        "item", "matter", "place", "fact", "reading", "char_start", "char_end", "quote",
        "published",
    ]  # fmt: skip
    assert [(note.fields["place"], note.fields["quote"]) for note in notes[1:]] == [
        (1, "The"),
        (2, "The court"),
    ]


def test_versions_count_on_in_one_act(archive: Archive) -> None:
    archive.decide([SITUATION])
    answers = enter(archive, SITUATION, Person(key="dalia", name="D", reason="r"), SITUATION)
    assert [version for version, _ in answers] == [2, 1, 3]


def test_what_this_act_enters_cannot_be_taken_back_by_it(archive: Archive) -> None:
    with pytest.raises(UsageError, match="entered by this very act"):
        enter(archive, SITUATION, WithdrawMatter(key="oran", reason="r"))
    archive.decide([SITUATION])
    back = WithdrawMatter(key="oran", reason="r")
    ((version, (note,)),) = enter(archive, back)
    assert version == 1
    assert list(note.fields) == ["items", "key", "withdraws", "conditions", "reason"]
    with pytest.raises(NotFound, match="no matter oran stands"):
        enter(archive, back, back)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (Situation(key="oran", name="Oran", reason=" "), "the reason is missing"),
        (Situation(key="oran", name="Oran", reason="a\nb"), "control characters"),
        (Situation(key="Oran!", name="Oran", reason="r"), "key"),
        (Situation(key="oran", name="\ud800", reason="r"), "is no text"),
        (
            Situation(key="oran", name="O", reason="r", cites=(Cite(item="IT-1"),) * 1001),
            "more than 1000",
        ),
    ],
)
def test_what_is_no_matter_is_refused(archive: Archive, line: Situation, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        enter(archive, line)


def test_nobody_enters_anything_without_a_name(archive: Archive) -> None:
    archive.as_actor(Actor(name=""))
    with pytest.raises(AccessDenied, match="nobody is named"):
        enter(archive, SITUATION)
