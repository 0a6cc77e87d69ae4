from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from amana.archive import Archive, read_decisions
from amana.archive.matrix_exports import FORMS
from amana.core import (
    JSON,
    AccessDenied,
    ItemErased,
    NotFound,
    PurposeRequired,
    UsageError,
    sha256_hex,
)
from amana.records import (
    Actor,
    AddFact,
    Charge,
    Cite,
    Conclusion,
    Effect,
    EntryType,
    Form,
    LegalProceeding,
    Link,
    Person,
    ReportedIncident,
    Restriction,
    RestrictionKind,
    Situation,
    Standing,
    Step,
    WithdrawMatter,
)

Write = Callable[[str, str], Path]
TEXT = "The court of Oran issued a warrant, the kestrel said."
QUOTE = "issued a warrant"
AT = TEXT.index(QUOTE)
SITUATION = Situation(key="oran", name="Oran", reason="opened today")
PERSON = Person(key="dalia", name="Dalia Mansur", reason="named in the letter")


@pytest.fixture
def archive(letters: Archive) -> Archive:
    return letters


@pytest.fixture
def ref(archive: Archive) -> str:
    return archive.list()[1][0].ref


def passage(ref: str) -> Cite:
    return Cite(item=ref, char_start=AT, char_end=AT + len(QUOTE), quote=QUOTE)


def proceeding(*cites: Cite) -> LegalProceeding:
    return LegalProceeding(
        key="case-1", situation="oran", model="icc-person", person="dalia", reason="r", cites=cites
    )


def step(*cites: Cite, key: str = "warrant-1", reason: str = "as the letter tells") -> Step:
    return Step(
        key=key, proceeding="case-1", step="warrant_issued", reason=reason, cites=cites,
        date="2024-11-21",
    )  # fmt: skip


def erase(archive: Archive, ref: str) -> None:
    order = archive.erasure.order(ref, basis="Art. 17 GDPR")
    archive.as_actor(Actor(name="Ilse Brandt"))
    archive.erasure.confirm(order)


def test_matters_are_entered_with_what_they_cite_and_told(archive: Archive, ref: str) -> None:
    decided = archive.decide([SITUATION, PERSON, proceeding(), step(passage(ref))])
    assert [(each.decision, each.key, each.version) for each in decided] == [
        ("situation", "oran", 1),
        ("person", "dalia", 1),
        ("proceeding", "case-1", 1),
        ("step", "warrant-1", 1),
    ]
    standing = archive.matters.standing()
    assert [each.number for each in standing] == [each.number for each in decided]
    assert (standing[0].by, standing[0].matter) == ("N. Aram", SITUATION)
    (cite,) = standing[3].matter.cites
    (article,) = [json.loads(line) for line in archive.facts(ref)]
    assert (cite.quote, cite.reading, cite.number) == (
        QUOTE,
        article["reading"],
        decided[3].number + 1,
    )
    assert archive.check(projections=True).ok
    archive.rebuild()
    assert archive.matters.standing() == standing


def test_a_cite_that_quotes_what_does_not_stand_there_is_named(archive: Archive, ref: str) -> None:
    archive.decide([msgspec.structs.replace(SITUATION, cites=(passage(ref),))])
    reading = archive.matters.standing()[0].matter.cites[0].reading
    forged: dict[str, JSON] = {
        "item": ref, "matter": "oran", "place": 2, "fact": None, "reading": reading,
        "char_start": 4, "char_end": 9, "quote": "crown", "published": None,
    }  # fmt: skip
    number = archive._parts.note(EntryType.CITED, forged)
    (problem,) = archive.check(projections=True).problems
    assert problem.path == f"custody/payloads (entry {number})"
    assert "does not stand at characters 4 to 9" in problem.detail


def test_a_key_again_is_a_new_version_and_its_author_takes_it_back(archive: Archive) -> None:
    archive.decide([SITUATION])
    archive.as_actor(Actor(name="Omar Ness"))
    back = WithdrawMatter(key="oran", reason="I erred")
    with pytest.raises(AccessDenied, match="somebody else's"):
        archive.decide([back])
    archive.decide([Situation(key="oran", name="Oran and around", reason="more is known")])
    (answer,) = archive.decide([back])
    assert (answer.key, answer.version) == ("oran", 2)
    first, second = archive.matters.standing()
    assert (first.version, first.withdrawn) == (1, None)
    assert (second.version, second.by, second.withdrawn) == (2, "Omar Ness", answer.number)
    with pytest.raises(AccessDenied, match="somebody else's"):
        archive.decide([back])
    archive.as_actor(Actor(name="N. Aram"))
    archive.decide([back])
    with pytest.raises(NotFound, match="no matter oran stands"):
        archive.decide([back])
    archive.decide([SITUATION])
    assert archive.matters.standing()[-1].version == 3


def test_what_does_not_fit_leaves_nothing(archive: Archive, ref: str) -> None:
    before = archive.checkpoint().size
    wrong: list[tuple[Cite, type[Exception], str]] = [
        (Cite(item=ref), UsageError, "names no passage"),
        (Cite(item=ref, char_start=0, char_end=3, quote="the"), UsageError, "not “the”"),
        (Cite(item=ref, fact="0a"), NotFound, "has no fact 0a"),
        (Cite(item=ref, fact="0a", gone=True), UsageError, "gone of a cite"),
        (Cite(item="IT-0000-0000", fact="0a"), NotFound, "no item IT-0000-0000"),
    ]
    for cite, family, said in wrong:
        with pytest.raises(family, match=f"decision 4 of 4: .*{said}"):
            archive.decide([SITUATION, PERSON, proceeding(), step(cite)])
    assert archive.checkpoint().size == before
    assert archive.matters.standing() == ()


def test_erasure_takes_the_words_of_passages_and_leaves_the_matter(
    archive: Archive, ref: str
) -> None:
    archive.decide([SITUATION, PERSON, proceeding(), step(passage(ref), reason="as told there")])
    number = archive.matters.standing()[3].number
    erase(archive, ref)
    told = archive.matters.standing()[3]
    assert told.matter == step(Cite(item=ref, number=number + 1, gone=True), reason="as told there")
    entry = archive._parts.log.entry(number + 1)
    assert [f.name for f in entry.fields][5:] == ["item", "place"]
    with pytest.raises(ItemErased):
        archive.decide([step(passage(ref), key="warrant-2")])
    assert archive.check(projections=True).ok
    before = archive.matters.standing()
    archive.rebuild()
    assert archive.matters.standing() == before
    archive.as_actor(Actor(name="N. Aram"))
    erase(archive, archive.list()[1][1].ref)  # it says the same
    archive.close()
    words = [each.encode() for each in (QUOTE, "kestrel")]
    files = [path for path in archive.root.rglob("*") if path.is_file()]
    assert [path for path in files if any(word in path.read_bytes() for word in words)] == []


@pytest.fixture
def restricted(archive: Archive) -> str:
    ref = archive.list()[1][1].ref
    archive.decide([SITUATION, PERSON, proceeding()])
    archive.decide([step(passage(ref), reason="so the kestrel said")], purpose="inquiry 12")
    return ref


def accessed(archive: Archive) -> int:
    kinds = [each.get("type") for each in archive._parts.log.entries()]
    return kinds.count(EntryType.ACCESSED)


def keys(standing: tuple[Standing, ...]) -> list[str]:
    return [each.matter.key for each in standing]


def test_a_matter_is_under_the_conditions_of_what_it_cites(
    archive: Archive, restricted: str
) -> None:
    before = accessed(archive)
    assert keys(archive.matters.standing()) == ["oran", "dalia", "case-1"]
    assert archive.matters.withheld() == 1
    assert accessed(archive) == before
    said = str([each.fields for each in archive.entries(limit=-1)[1]])
    assert QUOTE not in said
    assert "kestrel" not in said
    assert "warrant-1" not in said
    assert keys(archive.matters.standing(purpose="inquiry 12"))[3:] == ["warrant-1"]
    assert accessed(archive) == before + 1
    assert archive.matters.withheld(purpose="inquiry 12") == 0
    for line in (step(key="warrant-1"), WithdrawMatter(key="warrant-1", reason="I erred")):
        with pytest.raises(PurposeRequired, match="cites what may not be told"):
            archive.decide([line])
    with pytest.raises(PurposeRequired):
        archive.decide([step(passage(restricted), key="warrant-2")])


def test_a_restriction_that_comes_later_governs_matters_from_then_on(
    archive: Archive, ref: str, write: Write, confidential: Form
) -> None:
    archive.decide([SITUATION, PERSON, proceeding(), step(passage(ref))])
    assert archive.matters.withheld() == 0
    archive.add([write("same.txt", TEXT)], confidential, read=False)  # the same bytes
    assert keys(archive.matters.standing()) == ["oran", "dalia", "case-1"]
    with pytest.raises(PurposeRequired):
        archive.matters.status("case-1", "2025-03-01")
    with pytest.raises(PurposeRequired):
        archive.decide([WithdrawMatter(key="warrant-1", reason="r")])


def test_the_conditions_of_an_erased_item_hold_on(archive: Archive, restricted: str) -> None:
    erase(archive, restricted)
    assert keys(archive.matters.standing()) == ["oran", "dalia", "case-1"]
    said = str([each.fields for each in archive.entries(limit=-1)[1]])
    assert [word for word in ("kestrel", "warrant-1") if word in said] == []
    told = archive.matters.standing(purpose="inquiry 12")[3]
    assert [each.gone for each in told.matter.cites] == [True]
    assert told.matter.reason == "so the kestrel said"


def test_lines_of_a_file_hold_decisions_and_matters(archive: Archive, ref: str) -> None:
    (article,) = [json.loads(line) for line in archive.facts(ref)]
    said = [
        {"decision": "mark", "item": ref, "fact": article["id"], "mark": "right", "reason": "r"},
        {"decision": "situation", "key": "oran", "name": "Oran", "reason": "r"},
        {"decision": "conclusion", "key": "c-1", "situation": "oran", "text": "It was so.",
         "reason": "r",
         "cites": [{"item": ref, "char_start": AT, "char_end": AT + 6, "quote": "issued"}]},
    ]  # fmt: skip
    lines = "\n".join(map(json.dumps, said)).encode()
    decided = archive.decide(list(read_decisions(lines)))
    assert [each.decision for each in decided] == ["mark", "situation", "conclusion"]
    told = archive.matters.standing()[-1].matter
    assert isinstance(told, Conclusion)
    assert [each.quote for each in told.cites] == ["issued"]


def test_a_status_asks_for_a_purpose_where_it_stands_on_restricted_material(
    archive: Archive, restricted: str
) -> None:
    with pytest.raises(PurposeRequired, match="cites what may not be told"):
        archive.matters.status("case-1", "2025-03-01")
    before = accessed(archive)
    told = archive.matters.status("case-1", "2025-03-01", purpose="inquiry 12")
    assert told.state == "warrant_issued"
    assert accessed(archive) == before + 1
    with pytest.raises(NotFound, match="no proceeding 'case-2' stands") as caught:
        archive.matters.status("case-2", "2025-03-01")
    assert "case-1" in str(caught.value.remedy)
    situations = archive.matters.situations()
    assert keys(situations) == ["oran"]
    assert (restricted in str(situations), accessed(archive)) == (False, before + 1)


INCIDENT = ReportedIncident(
    key="quay", situation="oran", name="The quay", date="2024-05-01", states=("DZA",), reason="r"
)
CHARGE = Charge(
    key="charge-1", situation="oran", crime="rs:8(2)(b)(iv)", mode="rs:25(3)(a)/direct",
    person="dalia", incidents=("quay",), reason="r",
)  # fmt: skip


def link(*cites: Cite, key: str = "link-1") -> Link:
    return Link(
        key=key, element="rs:8(2)(b)(iv)#1", effect=Effect.UNDERMINES, charge="charge-1",
        reason="so the kestrel said", cites=cites,
    )  # fmt: skip


def test_a_matrix_shows_what_is_linked_with_its_origin(
    archive: Archive, ref: str, write: Write
) -> None:
    archive.add([write("reprint.txt", TEXT)], Form(source="S-0008"))
    other = archive.list()[1][2].ref
    archive.decide([SITUATION, PERSON, INCIDENT, CHARGE, link(passage(ref), passage(other))])
    matrix = archive.matters.matrix("charge-1")
    (linked,) = matrix.against()
    assert {each.origin for each in linked.stated.passages} == {min(ref, other)}
    assert len({each.original for each in linked.stated.passages} - {None}) == 1
    erase(archive, other)
    (linked,) = archive.matters.matrix("charge-1").against()
    assert [each.gone for each in linked.stated.passages] == [False, True]
    with pytest.raises(NotFound, match="no charge 'charge-2' stands"):
        archive.matters.matrix("charge-2")


def test_a_matrix_that_leaves_is_entered(archive: Archive, ref: str) -> None:
    archive.decide([SITUATION, PERSON, INCIDENT, CHARGE, link(passage(ref))])
    for form in FORMS:
        export = archive.matters.export("charge-1", form)
        assert QUOTE.encode() in export.content
        assert sha256_hex(export.content) == export.sha256
        entry = archive._parts.log.entry(export.entry)
        told = {field.name: field.value for field in entry.fields[5:]}
        assert list(told) == ["items", "released", "form", "matter"]
        assert (told["items"], told["form"]) == ([ref], f"element matrix ({form})")
        assert told["matter"] == "charge-1"


def test_a_matrix_does_not_leave_where_it_may_not(archive: Archive, write: Write) -> None:
    lead = Form(restrictions=(Restriction(kind=RestrictionKind.LEAD_ONLY),))
    archive.add([write("lead.txt", f"{TEXT} Nobody saw it.")], lead)
    _, letter, other = (row.ref for row in archive.list()[1])
    archive.decide([SITUATION, PERSON, INCIDENT, CHARGE])
    archive.decide([link(passage(letter))], purpose="inquiry 12")
    with pytest.raises(UsageError, match="no form 'pdf'"):
        archive.matters.export("charge-1", "pdf")
    with pytest.raises(PurposeRequired, match="cites what may not be told"):
        archive.matters.matrix("charge-1")
    with pytest.raises(PurposeRequired, match="cites what may not be told"):
        archive.matters.export("charge-1", "json")
    before = accessed(archive)
    assert QUOTE in archive.matters.export("charge-1", "json", purpose="p").content.decode()
    assert accessed(archive) == before + 1
    archive.decide([link(passage(other), key="link-2")], purpose="inquiry 12")
    size = archive.checkpoint().size
    with pytest.raises(AccessDenied, match="given as a lead only"):
        archive.matters.export("charge-1", "json", purpose="p")
    assert archive.checkpoint().size == size
    assert len(archive.matters.matrix("charge-1", purpose="p").against()) == 2


def test_a_timeline_is_that_of_its_situation(archive: Archive, restricted: str) -> None:
    with pytest.raises(PurposeRequired, match="cites what may not be told"):
        archive.matters.timeline("oran", "2025-03-01")
    told = archive.matters.timeline("oran", "2025-03-01", purpose="inquiry 12")
    assert [each.key for each in told] == ["warrant-1"]
    assert restricted
    archive.decide([Situation(key="tunis", name="Tunis", reason="r")])
    assert archive.matters.timeline("tunis", "2025-03-01") == ()


def test_suggestions_come_from_accepted_proceedings(archive: Archive, ref: str) -> None:
    archive.decide([SITUATION, PERSON, proceeding()])
    span = {"char_start": AT, "char_end": AT + len(QUOTE), "quote": QUOTE}
    fact = {"kind": "proceeding", "step": "warrant", "trigger": span, "status": "issued"}
    observation = AddFact(item=ref, observation={**fact, "span": span}, reason="r")
    (made,) = archive.decide([observation])
    found = archive.matters.suggestions("oran")
    cited = [cite.fact for draft in found.drafts for cite in draft.cites]
    assert cited + [each.fact for each in found.left] == [made.fact]
    size = archive.checkpoint().size
    with pytest.raises(NotFound, match="no situation 'tunis' stands"):
        archive.matters.suggestions("tunis")
    assert archive.checkpoint().size == size


def test_jurisdiction_is_asked_of_what_a_charge_names(archive: Archive, restricted: str) -> None:
    archive.decide([INCIDENT, CHARGE])
    ((answer),) = archive.matters.jurisdiction("charge-1", "2025-03-01")
    assert (answer.incidents, answer.answer.question.places) == (("quay",), ("DZA",))
    cited = msgspec.structs.replace(INCIDENT, cites=(passage(restricted),))
    archive.decide([cited], purpose="inquiry 12")
    with pytest.raises(PurposeRequired, match="cites what may not be told"):
        archive.matters.jurisdiction("charge-1", "2025-03-01")
    assert archive.matters.jurisdiction("charge-1", "2025-03-01", purpose="p") == (answer,)
    with pytest.raises(UsageError, match="no day"):
        archive.matters.jurisdiction("charge-1", "March", purpose="p")


@pytest.mark.deep
def test_ten_thousand_matters_are_entered_and_asked(archive: Archive, ref: str) -> None:
    """Entered in one act; the status of one case then loads what it must, and no more than once."""
    cases = [
        LegalProceeding(
            key=f"case-{n}", situation="oran", model="icc-person", person="dalia", reason="r"
        )
        for n in range(999)
    ]
    steps = [
        Step(
            key=f"{case.key}-{n}", proceeding=case.key, step="warrant_issued", date="2024-11-21",
            reason="as told", cites=(passage(ref),),
        )
        for case in cases
        for n in range(9)
    ]  # fmt: skip
    decided = archive.decide([SITUATION, PERSON, *cases, *steps])
    assert len(decided) == 9992
    assert len(archive.matters.standing()) == 9992
    assert archive.matters.status("case-7", "2025-03-01").state == "warrant_issued"
    archive.decide([step(passage(ref), key="case-7-0")])
    assert archive.matters.standing()[-1].version == 2
    with pytest.raises(UsageError, match="more than 10000"):
        archive.decide([SITUATION] * 10_001)
