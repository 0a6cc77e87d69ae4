"""Copies, reprints and pictures that are alike, in an archive with hidden items."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.kinship import origins_of
from amana.core import PurposeRequired
from amana.records import Form, LikenessMethod

Write = Callable[[str, str], Path]

NOUNS = ["quay", "convoy", "bridge", "harbour", "market", "clinic", "school", "depot", "road"]
VERBS = ["saw", "heard", "reported", "denied", "counted", "found", "left", "crossed", "burned"]


def story(seed: int, sentences: int = 40) -> str:
    """Return an invented report of so many sentences."""
    chance = random.Random(seed)  # noqa: S311 - invented words, and the same ones each time
    lines = [
        f"Witness {chance.randrange(900)} {chance.choice(VERBS)} the {chance.choice(NOUNS)} near "
        f"the {chance.choice(NOUNS)} at {chance.randrange(24)} hours with {chance.randrange(90)} "
        f"others who {chance.choice(VERBS)} a {chance.choice(NOUNS)}."
        for _ in range(sentences)
    ]
    return "\n".join(lines) + "\n"


def cut(text: str, sentences: int) -> str:
    return "".join(text.splitlines(keepends=True)[:sentences])


@pytest.fixture
def refs(archive: Archive, write: Write) -> dict[str, str]:
    """An agency's story, its reprint with a changed line, a shortened reprint, another story."""
    whole = story(1)
    texts = {
        "agency.txt": whole,
        "reprint.txt": whole.replace("Witness", "An onlooker", 2),
        "short.txt": cut(whole, 15),
        "other.txt": story(2),
        "note.txt": "Too short to be like anything.\n",
    }
    archive.add([write(name, text) for name, text in texts.items()], Form(source="S-1"))
    return {str(row.item.name): row.ref for row in archive.list()[1] if row.item}


def test_reprints_are_found_and_measured(archive: Archive, refs: dict[str, str]) -> None:
    likes = archive.kinships.of(refs["agency.txt"])
    assert likes.compared
    assert likes.alike[0].ref == refs["reprint.txt"]
    assert likes.alike[0].method is LikenessMethod.MINHASH
    assert likes.alike[0].one_origin
    assert (likes.alike[0].jaccard or 0) > 0.9
    assert likes.alike[0].source == "S-1"
    assert refs["other.txt"] not in {each.ref for each in likes.alike}


def test_what_cannot_be_compared_is_told(archive: Archive, refs: dict[str, str]) -> None:
    likes = archive.kinships.of(refs["note.txt"])
    assert (likes.compared, likes.alike) == (False, ())
    assert archive.kinships.of(refs["other.txt"]).compared


def test_items_are_told_their_origin(archive: Archive, refs: dict[str, str]) -> None:
    parts = archive._parts
    rows = list(parts.current().some_items(refs.values()).values())
    found = origins_of(parts, rows)
    agency = {found[refs[name]] for name in ("agency.txt", "reprint.txt")}
    assert len(agency) == 1
    assert agency <= set(refs.values())
    assert found[refs["other.txt"]] == refs["other.txt"]
    assert found[refs["note.txt"]] == refs["note.txt"]
    assert origins_of(parts, []) == {}


def test_reprints_are_one_source(archive: Archive, refs: dict[str, str]) -> None:
    [origin] = archive.kinships.origins()
    copies = [copy.ref for copy in origin.copies]
    assert {refs["agency.txt"], refs["reprint.txt"]} <= set(copies)
    assert refs["other.txt"] not in copies


def test_hidden_items_are_neither_compared_nor_told(
    archive: Archive, write: Write, refs: dict[str, str], confidential: Form
) -> None:
    archive.add([write("tip.txt", story(2) + "One more line.\n")], confidential)
    archive.add([write("mirror.txt", story(2).replace("quay", "pier", 1))], Form(source="S-2"))
    hidden = {row.ref for row in archive.list()[1] if row.hidden}
    likes = archive.kinships.of(refs["other.txt"])
    assert [each.title for each in likes.alike] == ["mirror.txt"]
    assert likes.not_compared == len(hidden) == 1
    assert all(
        hidden.isdisjoint(copy.ref for copy in origin.copies)
        for origin in archive.kinships.origins()
    )
    with pytest.raises(PurposeRequired):
        archive.kinships.of(next(iter(hidden)))
    before = archive.checkpoint().size
    told = archive.kinships.of(refs["other.txt"], purpose="inquiry 3")
    assert hidden < {each.ref for each in told.alike}
    assert told.not_compared == 0
    assert archive.checkpoint().size == before + 1


def test_the_second_wording_of_a_mail_is_no_reprint(archive: Archive, write: Write) -> None:
    text = story(5)
    mail = (
        "From: a@mail.example\nTo: b@mail.example\nSubject: Report\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="x"\n\n'
        f"--x\nContent-Type: text/plain\n\n{text}\n"
        f"--x\nContent-Type: text/html\n\n<html><body><p>{text}</p></body></html>\n--x--\n"
    )
    archive.add([write("report.eml", mail)])
    assert archive.list(inside=archive.list()[1][0].ref)[0] == 1
    assert list(archive.kinships.origins()) == []
    assert archive.kinships.of(archive.list()[1][0].ref).alike == ()


def test_groups_are_the_same_after_a_rebuild(archive: Archive, refs: dict[str, str]) -> None:
    before = list(archive.kinships.origins())
    assert refs
    archive.rebuild()
    assert list(archive.kinships.origins()) == before
