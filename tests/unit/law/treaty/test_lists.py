from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from amana.core import UsageError
from amana.law.treaty.facts import FactKind, entry_into_force, one_year_after
from amana.law.treaty.lists import facts_of, laid_over, packaged_facts
from amana.law.treaty.status import Treaty

HEAD = '{"about": {"text": "t", "source": "C.N.1.2001", "retrieved": "2020-01-01"}}'
SIGNED = '{"kind": "signature", "state": "XKX", "date": "2000-01-01"}'
OWN = (
    '{"kind": "ruling", "date": "2003", "source": "own", "retrieved": "2021-01-01", '
    '"verified": true}'
)
LATE = {("2010-aggression", "ITA"), ("2010-aggression", "SWE")}
"""Acceptances that are known although the list is not complete until then."""
BOUND = {
    "kind": "deposit", "state": "ATA", "date": "2026-09-01", "since": "2026-11-01",
    "instrument": "accession", "source": "C.N.9.2026", "retrieved": "2026-10-01",
}  # fmt: skip


def lines(*each: str) -> bytes:
    return "\n".join(each).encode()


def test_the_head_of_a_list_holds_for_facts_that_name_no_source() -> None:
    inherited, own = facts_of(lines(HEAD, SIGNED, "", OWN), "list")
    assert (inherited.source, inherited.retrieved, inherited.verified) == (
        "C.N.1.2001", "2020-01-01", False,
    )  # fmt: skip
    assert (own.source, own.verified) == ("own", True)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"kind": "signature"', "truncated"),
        ("[]", "Expected `object`"),
        ('{"kind": "singature", "date": "2003"}', "did you mean “signature”"),
        (SIGNED.replace("state", "sate"), "unknown field `sate`"),
        (SIGNED.replace("XKX", "SYA"), "did you mean SY"),
        (SIGNED.replace("XKX", "Syria"), "write SYR"),
        (SIGNED.replace("2000-01-01", "2000-02-30"), "“2000-02-30” is no day"),
        (SIGNED.replace('"2000-01-01"', '"2000-01-01", "since": "2000"'), "“2000” is no day"),
        (SIGNED.replace('"2000-01-01"', '"2000-01-01", "until": "20010101"'), "is no day"),
        (SIGNED.replace('"XKX"', "null"), "needs “state”"),
        (SIGNED.replace("2000-01-01", "9999-12-31"), "is no day"),
        (SIGNED.replace("2000-01-01", "0002"), "is no day"),
        (SIGNED.replace('"XKX"', "7"), "Expected `str | null`"),
        ('{"kind": "deposit", "state": "ATA", "date": "2026-09-01"}', "needs “instrument”"),
        (SIGNED[:-1] + ', "since": "2001-01-01", "until": "2000-12-31"}', "before it begins"),
        (SIGNED[:-1] + ', "about": "signature:XKX:1999-01-01"}', "there is no fact"),
        (SIGNED[:-1] + ', "by": ["XQX"]}', "is no code"),
    ],
)
def test_a_line_that_cannot_be_is_named(line: str, reason: str) -> None:
    with pytest.raises(UsageError) as raised:
        facts_of(lines(HEAD, "", line), "own.jsonl")
    assert raised.value.message.startswith("own.jsonl, line 3: ")
    assert reason in raised.value.message


def test_a_mark_at_the_head_of_a_file_and_line_ends_of_others_are_no_matter() -> None:
    content = b"\xef\xbb\xbf" + lines(HEAD, SIGNED).replace(b"\n", b"\r\n")
    assert [fact.state for fact in facts_of(content, "own")] == ["XKX"]


def test_a_fact_without_a_source_or_said_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="names no source"):
        facts_of(lines(SIGNED), "own")
    with pytest.raises(UsageError, match="line 2 says “signature:XKX:2000-01-01” already"):
        facts_of(lines(HEAD, SIGNED, SIGNED), "own")


def test_an_operator_adds_corrects_and_takes_out() -> None:
    ours = packaged_facts()
    moved = {**BOUND, "state": "UKR", "date": "2024-10-26", "since": "2025-01-01",
             "instrument": "ratification", "replaces": "deposit:UKR:2024-10-25"}  # fmt: skip
    same = {**BOUND, "state": "PSE", "date": "2015-01-02", "since": "2015-04-01"}
    out = {"removes": "ruling:PSE:2021-02-05", "reason": "an invented reason"}
    facts = laid_over(ours, lines(*map(json.dumps, (BOUND, moved, same, out))), "own")
    ids = Counter(fact.id for fact in facts)
    assert ids["deposit:ATA:2026-09-01"] == ids["deposit:UKR:2024-10-26"] == 1
    assert ids["deposit:UKR:2024-10-25"] == ids["ruling:PSE:2021-02-05"] == 0
    assert [fact.source for fact in facts if fact.id == "deposit:PSE:2015-01-02"] == ["C.N.9.2026"]
    assert Treaty(facts).membership("ATA", "2026-11-01") is not None
    assert list(facts) == sorted(facts, key=lambda fact: (fact.done, fact.id))


@pytest.mark.parametrize(
    "line",
    [
        '{"removes": "ruling:PSE:2021-02-06", "reason": "r"}',
        json.dumps({**BOUND, "replaces": "ruling:PSE:2021-02-06"}),
        '{"removes": "ruling:PSE:2021-02-06"}',
    ],
)
def test_what_is_not_there_cannot_be_corrected(line: str) -> None:
    with pytest.raises(UsageError, match=r"own, line 1: .*(did you mean|reason)"):
        laid_over(packaged_facts(), line.encode(), "own")


def test_what_others_rest_on_cannot_be_taken_out_alone() -> None:
    line = '{"removes": "withdrawal:GMB:2016-11-10", "reason": "r"}'
    with pytest.raises(UsageError, match=r"own, line 1: there is no fact “withdrawal:GMB"):
        laid_over(packaged_facts(), line.encode(), "own")


def test_the_packaged_table_is_that_of_the_reference(test_data: Path) -> None:
    facts = packaged_facts()
    treaty = Treaty(facts)
    said = {
        (fact.kind, fact.state): fact
        for fact in facts
        if fact.kind in (FactKind.SIGNATURE, FactKind.DEPOSIT)
    }
    table = (test_data / "law" / "rs_states.csv").read_text("utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    for row in rows:
        signed = said.pop((FactKind.SIGNATURE, row["iso3"]), None)
        deposit = said.pop((FactKind.DEPOSIT, row["iso3"]), None)
        assert (signed.date if signed else "") == row["signed"], row
        assert (deposit.date if deposit else "") == row["deposited"], row
        assert (deposit.instrument if deposit else "") == row["instrument"], row
        bound = treaty.memberships(row["iso3"])
        assert (bound[0].since if bound else "") == row["entry_into_force"], row
        if deposit and row["instrument"] != "succession":
            assert deposit.since == entry_into_force(deposit.date), row
    assert len(rows) == 157
    assert said == {}
    left = {
        fact.state: (fact.date, fact.since)
        for fact in facts
        if fact.kind is FactKind.WITHDRAWAL and fact.state not in ("GMB", "ZAF")  # rescinded
    }
    assert left == {
        row["iso3"]: (row["withdrawal_notified"], row["withdrawal_effective"])
        for row in rows
        if row["withdrawal_notified"]
    }


def test_acceptances_take_effect_one_year_later_and_none_comes_after_its_list_ends() -> None:
    treaty = Treaty(packaged_facts())
    counts: Counter[str] = Counter()
    for fact in treaty.of_kind(FactKind.AMENDMENT_ACCEPTED):
        assert fact.amendment is not None
        counts[fact.amendment] += 1
        adopted = treaty.adopted(fact.amendment)
        assert adopted is not None
        assert adopted.complete is not None
        if fact.amendment == "2015-article-124":  # Article 121(4): for all at once, or not at all
            assert fact.since is None
            continue
        assert fact.since == one_year_after(fact.date)
        if fact.date > adopted.complete:
            assert (fact.amendment, fact.state) in LATE
    assert counts == {
        "2010-weapons": 45, "2010-aggression": 41, "2015-article-124": 18,
        "2017-biological-weapons": 20, "2017-blinding-lasers": 18, "2019-starvation": 23,
    }  # fmt: skip


def test_the_example_of_the_page_is_a_list_and_every_kind_is_described(root: Path) -> None:
    page = (root / "docs" / "reference" / "law-states.md").read_text("utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    ours = packaged_facts()
    known = {fact.id: fact for fact in laid_over(ours, example.encode(), "example")}
    assert len(known) == len(ours) - 1
    assert known["withdrawal:BDI:2016-10-27"].verified
    for kind in FactKind:
        if not kind.endswith("-withdrawn"):
            assert f"`{kind}`" in page


def test_facts_that_people_read_are_told_in_both_languages() -> None:
    for fact in packaged_facts():
        assert bool(fact.text) == bool(fact.text_ar), fact.id
