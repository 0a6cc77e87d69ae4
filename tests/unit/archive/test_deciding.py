from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amana.archive import Archive, Decided, read_decisions
from amana.core import AccessDenied, ItemErased, NotFound, PurposeRequired, UsageError
from amana.records import (
    Actor,
    AddFact,
    CorrectFact,
    Decide,
    EntryType,
    Form,
    Mark,
    MarkFact,
    WithdrawDecision,
)

Write = Callable[[str, str], Path]
TEXT = "More than 40 families fled, Dalia Mansur said."
QUANTITY = {
    "kind": "quantity", "what": "families that fled", "value": 40.5, "bound": "more than",
    "unit": "families", "span": {"char_start": 0, "char_end": 21, "quote": TEXT[:21]},
}  # fmt: skip
CANARY = "kestrel saw it"


@pytest.fixture
def ref(archive: Archive, write: Write) -> str:
    archive.add([write("letter.txt", TEXT)], Form(source="S-0007"))
    (row,) = archive.list()[1]
    return row.ref


def facts(archive: Archive, ref: str, **more: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in archive.facts(ref, **more)]


def add(archive: Archive, ref: str) -> Decided:
    (made,) = archive.decide([AddFact(item=ref, observation=QUANTITY, reason=CANARY)])
    return made


def test_facts_are_added_marked_corrected_and_taken_back(archive: Archive, ref: str) -> None:
    (article,) = facts(archive, ref)
    added = add(archive, ref)
    assert added.made == added.fact is not None
    decided = archive.decide([
        MarkFact(item=ref, fact=article["id"], mark=Mark.WRONG, reason="it is a letter"),
        CorrectFact(item=ref, fact=added.fact, fields={"bound": "at least"}, reason="so it is"),
    ])  # fmt: skip
    told = facts(archive, ref)
    assert [fact["kind"] for fact in told] == ["article", "quantity", "quantity"]
    assert told[0] == {**article, "decisions": told[0]["decisions"]}
    assert told[0]["decisions"][0]["mark"] == "wrong"
    assert (told[1]["bound"], told[2]["bound"]) == ("more than", "at least")
    assert (told[2]["corrects"], told[2]["value"]) == (added.fact, 40.5)
    archive.decide([WithdrawDecision(item=ref, number=decided[1].number, reason="I erred")])
    left = facts(archive, ref, kind="quantity")
    assert [fact["id"] for fact in left] == [added.fact]
    assert left[0]["decisions"][0]["withdrawn"] == decided[1].number + 1
    assert archive.check(projections=True).ok
    before = facts(archive, ref)
    archive.rebuild()
    assert facts(archive, ref) == before


def test_every_entry_has_the_same_fields(archive: Archive, ref: str) -> None:
    number = add(archive, ref).number
    archive.decide([WithdrawDecision(item=ref, number=number, reason="I erred")])
    kept = [e for e in archive.entries(ref)[1] if e.get("type") == EntryType.DECIDED]
    names = {tuple(field.name for field in entry.fields) for entry in kept}
    assert names == {(
        "type", "premis", "at", "actor", "software", "item", "decision", "fact", "kind", "said",
        "reading",
        "mark", "fields", "made", "withdraws", "reason",
    )}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "family", "said"),
    [
        (
            lambda r: MarkFact(item=r, fact="0a", mark=Mark.RIGHT, reason="r"),
            NotFound,
            "no fact 0a",
        ),
        (lambda r: AddFact(item=r, observation={}, reason="r"), UsageError, "no fact"),
        (lambda r: AddFact(item=r, observation=QUANTITY, reason=" "), UsageError, "reason"),
        (
            lambda r: AddFact(item=r, observation=QUANTITY, reading="0b", reason="r"),
            NotFound,
            "no reading 0b",
        ),
        (lambda r: WithdrawDecision(item=r, number=1, reason="r"), NotFound, "entry 1 is no"),
        (
            lambda _: MarkFact(item="IT-0000-0000", fact="a", mark=Mark.RIGHT, reason="r"),
            NotFound,
            "no item",
        ),
        (
            lambda r: AddFact(item=r, observation=noticed(time=(0, 5)), reason="r"),
            UsageError,
            "neither a sound nor a film",
        ),
    ],
)
def test_what_does_not_fit_leaves_nothing(
    archive: Archive,
    ref: str,
    wrong: Callable[[str], Decide],
    family: type[Exception],
    said: str,
) -> None:
    before = archive.checkpoint().size
    good = AddFact(item=ref, observation=QUANTITY, reason="by eye")
    with pytest.raises(family, match=f"decision 2 of 2: .*{said}"):
        archive.decide([good, wrong(ref)])
    with pytest.raises(family, match=said):
        archive.decide([wrong(ref)])
    with pytest.raises(UsageError, match="decision 2 of 2: you have put this very fact"):
        archive.decide([good, good])
    assert archive.checkpoint().size == before
    assert archive.decide([]) == ()


def noticed(time: tuple[int, int] = (0, 0), rect: list[int] | None = None) -> dict[str, Any]:
    place = (
        {"kind": "page", "page": 1, "rects": [rect]}
        if rect
        else {"kind": "time", "start": time[0], "end": time[1]}
    )
    return {"kind": "noticed", "what": "a blue truck", "place": place}


def test_what_is_seen_on_a_page_is_added(archive: Archive, samples: Path) -> None:
    archive.add([samples / "monitor" / "field-report.pdf"], Form())
    (row,) = archive.list()[1]
    width, height = archive.page_sizes(row.ref)[0]
    inside = AddFact(item=row.ref, observation=noticed(rect=[0, 0, width, height]), reason="r")
    archive.decide([inside])
    (fact,) = facts(archive, row.ref, kind="noticed")
    assert fact["place"]["rects"] == [[0, 0, width, height]]
    outside = AddFact(item=row.ref, observation=noticed(rect=[0, 0, width + 1, 9]), reason="r")
    with pytest.raises(UsageError, match="not on page 1"):
        archive.decide([outside])


def test_a_decision_is_taken_back_by_its_author_and_once(archive: Archive, ref: str) -> None:
    number = add(archive, ref).number
    back = WithdrawDecision(item=ref, number=number, reason="I erred")
    archive.as_actor(Actor(name="Omar Ness"))
    with pytest.raises(AccessDenied, match="somebody else's"):
        archive.decide([back])
    archive.as_actor(Actor(name="N. Aram"))
    with pytest.raises(UsageError, match="taken back already"):
        archive.decide([back, back])
    archive.decide([back])
    with pytest.raises(UsageError, match="taken back already"):
        archive.decide([back])
    assert add(archive, ref).number == number + 2  # it may be put there anew


def test_a_restricted_item_asks_for_the_purpose(
    archive: Archive, write: Write, confidential: Form
) -> None:
    archive.add([write("letter.txt", TEXT)], confidential)
    (row,) = archive.list()[1]
    decision = AddFact(item=row.ref, observation=QUANTITY, reason=CANARY)
    with pytest.raises(PurposeRequired):
        archive.decide([decision])
    archive.decide([decision], purpose="inquiry 12")
    assert CANARY not in str(archive.entries()) + str(list(archive.facts()))
    assert CANARY in str(archive.entries(purpose="inquiry 12"))


def test_erasure_takes_decisions_along(archive: Archive, ref: str) -> None:
    number = add(archive, ref).number
    order = archive.erasure.order(ref, basis="Art. 17 GDPR")
    archive.as_actor(Actor(name="Ilse Brandt"))
    archive.erasure.confirm(order)
    entry = archive._parts.log.entry(number)
    assert [f.name for f in entry.fields] == ["type", "premis", "at", "actor", "software", "item"]
    with pytest.raises(ItemErased):
        archive.decide([AddFact(item=ref, observation=QUANTITY, reason="r")])
    assert archive.check(projections=True).ok
    archive.close()
    left = [p for p in archive.root.rglob("*") if p.is_file() and CANARY.encode() in p.read_bytes()]
    assert left == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (b"{}", "line 1 is no decision"),
        (b'\n\n{"decision":"mark"}', "line 3 is no decision"),
        (b"\xff\xfe", "line 1 is no decision"),
        (b"[" * 5000, "line 1 is no decision"),
        (b" " * (1 << 20) + b"x", "line 1 has more than"),
    ],
)
def test_lines_that_are_no_decisions_are_named(lines: bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        list(read_decisions(lines))


def test_empty_lines_are_passed_over() -> None:
    assert list(read_decisions(b"\n \n")) == []
