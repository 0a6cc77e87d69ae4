from __future__ import annotations

import pytest

from amana.core import JSON
from amana.interface.sentences import name_of, sentence
from amana.records import Entry, EntryType, Field

AT: JSON = {"clock": "system", "time": "2026-11-21T18:00:00.000000Z"}
DALIA: JSON = {"name": "dalia", "basis": "login", "verified": False}


def entry(kind: EntryType | str, /, **fields: JSON) -> Entry:
    values = {"type": str(kind), "at": AT, "actor": DALIA, **fields}
    made = tuple(Field(name=name, value=value, salt="00") for name, value in values.items())
    return Entry(index=3, fields=made)


def result(ref: str) -> str:
    return f"result {ref}"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (entry(EntryType.ROTATED, old=[], new=[]), "changed the keys that sign this log."),
        (
            entry(EntryType.TRUSTED, name="w.example", trusted=True),
            "settled that the witness w.example is trusted.",
        ),
        (
            entry(EntryType.TRUSTED, name="w.example", trusted=False),
            "settled that the witness w.example is trusted no longer.",
        ),
        (
            entry(EntryType.WITNESSED, name="w.example", size=7),
            "entered that the witness w.example confirmed the log of 7 entries.",
        ),
        (entry(EntryType.REPAIRED, repair_count=1), "repaired the archive in 1 place."),
        (entry(EntryType.REPAIRED, repair_count=2), "repaired the archive in 2 places."),
        (entry(EntryType.CREATED, name="Harbour inquiry"), "made the archive “Harbour inquiry”."),
        (
            entry(EntryType.ACQUIRED, item="IT-1", name="a.html", source="Courier",
                  digests={"size": 12, "sha256": "ab"}),
            "took in IT-1, “a.html”, 12 bytes, SHA-256 ab, from Courier.",
        ),
        (entry(EntryType.ACQUIRED, item="IT-1", name=None, source=None), "took in IT-1."),
        (entry(EntryType.DERIVED, **{result("IT-1"): {"state": "read"}}), "had IT-1 read."),
        (
            entry(EntryType.DERIVED, **{result("IT-1"): {"state": "no-reader"}}),
            "had IT-1 read: no-reader.",
        ),
        (
            entry(EntryType.DERIVED, **{result("IT-1"): {"state": "read"},
                  result("IT-2"): {"state": "refused"}, result("IT-3"): {"state": "read"}}),
            "had 3 items read: 2 read, 1 refused.",
        ),
        (
            entry(EntryType.CHECKED, scope="everything", outcome="unchanged", problem_count=0),
            "checked everything: unchanged.",
        ),
        (
            entry(EntryType.CHECKED, scope="everything", outcome="problems found",
                  problem_count=2),
            "checked everything: problems found (2).",
        ),
        (
            entry(EntryType.ACCESSED, items=["IT-1", "IT-2"], what="list", purpose="inquiry 12"),
            "looked at IT-1, IT-2 (list), stating the purpose “inquiry 12”.",
        ),
        (
            entry(EntryType.PROVED, item="IT-1", released=["digests", "at"]),
            "took out a proof of IT-1, showing digests, at.",
        ),
        (
            entry(EntryType.HELD, item="IT-1", reason="case 12"),
            "forbade the erasure of IT-1: “case 12”.",
        ),
        (
            entry(EntryType.HOLD_LIFTED, item="IT-1", hold=7, reason="case closed"),
            "lifted hold 7 on IT-1: “case closed”.",
        ),
        (
            entry(EntryType.ERASURE_ORDERED, item="IT-1", basis="Art. 17", reason=None),
            "ordered that IT-1 is erased on the basis of “Art. 17”.",
        ),
        (
            entry(EntryType.ERASURE_WITHDRAWN, item="IT-1", order=9, reason="a mistake"),
            "withdrew order 9 to erase IT-1: “a mistake”.",
        ),
        (
            entry(EntryType.ERASURE_CONFIRMED, item="IT-1", order=9, outside=None),
            "confirmed order 9 to erase IT-1.",
        ),
        (
            entry(EntryType.ERASURE_CONFIRMED, item="IT-1", order=9, outside="S. Oran, notary",
                  statement="IT-2"),
            "confirmed order 9 to erase IT-1, in the name of S. Oran, notary, who signed IT-2.",
        ),
        (
            entry(EntryType.ERASED, item="IT-1", order=9, replicas=[]),
            "had IT-1 erased, as order 9 demands.",
        ),
        (
            entry(EntryType.ERASED, item="IT-1", order=9, replicas=["safe"]),
            "had IT-1 erased, as order 9 demands; still to be done on safe.",
        ),
        (
            entry(EntryType.EXPORTED, items=["IT-1", "IT-2"], released=["name"], form="bag"),
            "took out IT-1, IT-2 as a bag, showing name.",
        ),
        (
            entry(
                EntryType.MODEL_ADDED, name="claims/en", licence="CC0-1.0",
                digests={"size": 8, "sha256": "ab"},
            ),
            "added the model claims/en, 8 bytes, SHA-256 ab, licence CC0-1.0.",
        ),
        (
            entry(EntryType.DERIVED, **{"rerendering IT-1": {"files": {}}}),
            "had a page of IT-1 made visible again.",
        ),
        (
            entry(EntryType.DERIVED, **{"observations IT-1": {"steps": {"names": {}}}}),
            "had IT-1 analysed.",
        ),
        (
            entry(EntryType.DERIVED, **{"observations IT-1": {"reason": "a step failed (x)"}}),
            "had IT-1 analysed: a step failed (x).",
        ),
        (
            entry(
                EntryType.DERIVED,
                **{"observations IT-1": {"steps": {"names": {}}}, "observations IT-2": {}},
            ),
            "had 2 items analysed: 1 failed.",
        ),
        (
            entry(EntryType.AUTHORITY_ADDED, name="north", url="http://north.example.org"),
            "named the time-stamp authority north, at http://north.example.org.",
        ),
        (
            entry(EntryType.AUTHORITY_STOPPED, name="north"),
            "stopped asking the time-stamp authority north.",
        ),
        (
            entry(EntryType.EXPORTED, items=["IT-1"], form="element matrix (html)", matter="c-1"),
            "took out the element matrix (html) of c-1, which cites IT-1.",
        ),
        (
            entry(EntryType.MATTER, key="warrant-1", kind="step", cites=2, reason="as told"),
            "entered the matter warrant-1 (step), which cites 2 passages: “as told”.",
        ),
        (
            entry(EntryType.CITED, item="IT-1", matter="warrant-1", place=1),
            "cited a passage of IT-1 for the matter warrant-1.",
        ),
        (
            entry(EntryType.MATTER_WITHDRAWN, key="warrant-1", withdraws=7, reason="I erred"),
            "took back the matter warrant-1, entry 7: “I erred”.",
        ),
        (
            entry(EntryType.TIMESTAMPED, authority="north", size=7, odd=[], time="S"),
            "entered that the first 7 entries existed by S, according to north.",
        ),
        (
            entry(EntryType.TIMESTAMPED, authority="north", size=7, odd=["it is late"], time="T"),
            "entered that the first 7 entries existed by T, according to north; but it is late.",
        ),
        (entry("sublimated"), "did something that this version does not know: sublimated."),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_each_type_of_entry_is_told(told: Entry, said: str) -> None:
    assert sentence(told) == f"2026-11-21T18:00:00.000000Z  dalia (unverified) {said}"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (entry(EntryType.DERIVED, recipes={}), "had restricted items read or analysed."),
        (entry(EntryType.ACCESSED), "looked at restricted items."),
        (entry(EntryType.PROVED, item="IT-1"), "took out a proof of IT-1."),
        (
            entry(EntryType.STATED, item="IT-1", form="pdf", sha256="ab"),
            "printed a custody statement about IT-1 (pdf, SHA-256 ab).",
        ),
        (entry(EntryType.STATED, item="IT-1"), "printed a custody statement about IT-1."),
        (entry(EntryType.EXPORTED), "took out items that are not shown here as a package."),
        (entry(EntryType.ACQUIRED, item="IT-1"), "took in IT-1."),
        (entry(EntryType.MATTER), "entered a matter that is not shown here."),
        (entry(EntryType.CITED, item="IT-1", place=1), "cited a passage of IT-1."),
        (entry(EntryType.MATTER_WITHDRAWN), "took back a matter that is not shown here."),
        (
            entry(
                EntryType.WATCH_SET,
                watch="WA-1",
                url="http://a.example/",
                every=21_600,
                risk="high",
            ),
            "began to watch http://a.example/, every 6h (WA-1, risk high).",
        ),
        (entry(EntryType.WATCH_SET), "began to watch a page that is not shown here."),
        (
            entry(
                EntryType.WATCH_LOOKED, item="IT-2", watch="WA-1", compared="IT-1", outcome="gone"
            ),
            "looked at the page of WA-1: it is gone (IT-2), compared with IT-1.",
        ),
        (
            entry(EntryType.WATCH_LOOKED, item="IT-2"),
            "looked at the page of a watch that is not shown here (IT-2).",
        ),
        (
            entry(EntryType.WATCH_ENDED, watch="WA-1", reason="the trial is over"),
            "ended the watch WA-1: “the trial is over”.",
        ),
        (entry(EntryType.HELD, item="IT-1"), "forbade the erasure of IT-1."),
        (entry(EntryType.HOLD_LIFTED, item="IT-1"), "lifted a hold on IT-1."),
        (entry(EntryType.ERASURE_ORDERED, item="IT-1"), "ordered that IT-1 is erased."),
        (entry(EntryType.ERASURE_CONFIRMED, item="IT-1"), "confirmed the order to erase IT-1."),
        (entry(EntryType.ERASED, item="IT-1"), "had IT-1 erased, as the order demands."),
    ],
)
def test_fields_that_are_not_shown_are_neither_told_nor_guessed(told: Entry, said: str) -> None:
    assert sentence(told).endswith(said)
    assert "None" not in sentence(told)


def test_whoever_is_withheld_is_called_somebody() -> None:
    bare = Entry(index=0, fields=(Field(name="type", value="checked", salt=""),))
    assert sentence(bare).startswith("at an unknown time  somebody (withheld) (unverified) checked")


def test_long_lists_are_cut_with_their_number() -> None:
    told = entry(EntryType.ACCESSED, items=[f"IT-{n}" for n in range(12)], what="list")
    assert "IT-7 and 4 more (list)" in sentence(told)


def test_a_name_that_is_no_utf8_is_shown_as_far_as_it_goes() -> None:
    assert name_of({"b64": "YS3/LnR4dA=="}) == "a-\ufffd.txt"
    assert name_of(None) is None
    assert name_of("x") == "x"
