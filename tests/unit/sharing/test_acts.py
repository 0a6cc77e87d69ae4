from __future__ import annotations

from collections.abc import Sequence

import pytest

from amana.core import JSON
from amana.records import Entry, Field
from amana.sharing.acts import Act, Finding, acts, finding, moment, spoken_time
from amana.sharing.wording import wording
from amana.text import Line

REF = "IT-7F3K-Q2MH"
SECRETS = ("zanzibarine", "IT-0000-0000", "inquiry 12", "/srv/x")


def entry(index: int, kind: str, **fields: JSON) -> Entry:
    at = {"clock": "system", "time": f"2026-11-21T18:00:{index:02}.250000Z"}
    head: dict[str, JSON] = {"type": kind, "premis": "ingestion", "at": at}
    head["actor"] = {"name": "Dalia", "basis": "given", "verified": False}
    return Entry(
        index=index,
        fields=tuple(Field(name=n, value=v, salt="00" * 32) for n, v in {**head, **fields}.items()),
    )


ANALYSED: JSON = {"reading": "zanzibarine", "steps": {"x": {}}}
ENTRIES = [
    entry(3, "acquired", item=REF, digests={"sha256": "ab" * 32, "size": 12}, source="zanzibarine"),
    entry(4, "derived", **{
        f"result {REF}": {"state": "partly-read", "media_type": "x", "reason": "zanzibarine"},
        "result IT-0000-0000": {"state": "read", "media_type": "zanzibarine"},
    }),
    entry(5, "checked", scope="everything", outcome="unchanged", problems=[], problem_count=0),
    entry(6, "checked", scope="everything", problem_count=2, problems=[
        {"step": "originals", "path": "vault/packs/1.tar/abab", "detail": "x", "items": [REF]},
        {"step": "coverage", "path": "/srv/x", "detail": "does not belong to the vault"},
    ]),
    entry(7, "accessed", deed="read", what="text", purpose="inquiry 12",
          items=[REF, "IT-0000-0000"]),
    entry(8, "proved", item=REF, released=["source"], form="proof bundle"),
    entry(9, "stated", item=REF, released=[], form="pdf", language="ar", sha256="cd" * 32),
    entry(10, "derived", **{f"observations {REF}": ANALYSED}),
    entry(11, "derived", **{f"observations {REF}": {"code": "zanzibarine", "reason": "x"}}),
    entry(12, "derived", **{f"rerendering {REF}": {"page": "https://zanzibarine.example/"}}),
    entry(12, "exported", items=[REF, "IT-0000-0000"], released=[], form="x", matter="zanzibarine"),
    entry(12, "sealed-by-hand", item=REF, note="zanzibarine"),
]  # fmt: skip


def text(line: Line) -> str:
    return "".join(run.text for run in line)


def said(entries: Sequence[Entry], language: str = "en") -> list[str]:
    return [text(act.said) for act in acts(entries, REF, wording(language))]


def test_each_entry_is_told_in_words_of_ours() -> None:
    assert said(ENTRIES) == [
        "Taken in: 12 bytes with the SHA-256 digest given in section\u00a01.",
        "Read by the program. Result: text was found, with something missing.",
        "A check read the bytes of the item again. No change was found.",
        "A check read the bytes of the item again. It found problems that name this item.",
        "Opened under its conditions of use: reading.",
        "A proof of integrity left the archive.",
        "A statement of custody was printed (PDF).",
        "Its text was analysed by the program.",
        "The program did not succeed in analysing its text.",
        "A page in it was made visible again by the program.",
        "Passages of the item left the archive, cited in the matrix of a charge.",
        "An act of the type sealed-by-hand (PREMIS event: ingestion).",
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_of_a_source_an_inquiry_or_another_item_is_told(language: str) -> None:
    told = "\n".join(said(ENTRIES, language))
    assert [secret for secret in SECRETS if secret in told] == []


def numbers(found: list[Act]) -> list[tuple[int, int, int]]:
    return [(act.first, act.last, act.count) for act in found]


def test_many_that_say_the_same_are_told_as_one() -> None:
    checks = [entry(number, "checked", problem_count=0) for number in range(10, 20)]
    looks = [entry(number, "accessed", deed="read") for number in range(20, 23)]
    found = acts([*checks, *looks, checks[0]], REF, wording("en"))
    assert numbers(found) == [(10, 19, 10), (20, 20, 1), (21, 21, 1), (22, 22, 1), (10, 10, 1)]
    assert (found[0].since, found[0].until) == (
        "2026-11-21 18:00:10 UTC",
        "2026-11-21 18:00:19 UTC",
    )


def test_what_different_people_did_is_told_apart() -> None:
    mine = [entry(number, "accessed", deed="read") for number in range(4)]
    actor = Field(name="actor", value={"name": "Ilse"}, salt="00" * 32)
    hers = [
        Entry(index=e.index + 4, fields=(*(f for f in e.fields if f.name != "actor"), actor))
        for e in mine
    ]
    assert numbers(acts([*mine, *hers], REF, wording("en"))) == [(0, 3, 4), (4, 7, 4)]


def test_times_are_told_to_the_second() -> None:
    assert moment(ENTRIES[0]) == "2026-11-21 18:00:03 UTC"
    assert spoken_time("") == "?"
    assert moment(Entry(index=0, fields=())) == "?"


def test_problems_of_others_are_none_of_this_item() -> None:
    listed: list[JSON] = [{"path": "x", "detail": "y", "items": ["IT-0000-0000"]}]
    assert finding(ENTRIES[2], REF) is Finding.NONE
    assert finding(ENTRIES[3], REF) is Finding.PROBLEMS
    some = entry(6, "checked", problems=listed, problem_count=1)
    assert finding(some, REF) is Finding.NONE
    more = entry(6, "checked", problems=listed, problem_count=2)
    assert finding(more, REF) is Finding.UNCLEAR
    assert "more problems than its entry lists" in said([more])[0]
