from __future__ import annotations

import re
import string

from amana.law.jurisdiction.answers import Outcome
from amana.law.jurisdiction.sentences import (
    as_known_on,
    fact_step,
    prefixed,
    sentence,
    source_of,
    step,
    templates,
)
from amana.law.treaty import FactKind, TreatyFact

ARABIC = re.compile("[\u0621-\u064a]")
FACT = TreatyFact(
    kind=FactKind.DEPOSIT, date="2002-04-11", since="2002-07-01", state="JOR",
    source="https://example.org/list", retrieved="2026-01-01",
)  # fmt: skip


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_says_the_same_in_both_languages() -> None:
    for key, template in templates().items():
        assert ARABIC.search(template.ar), key
        assert fields(template.en) == fields(template.ar), key
        assert not re.search(r"\b(guilty|criminal State)\b", template.en), key


def test_names_of_states_stand_in_the_language_of_the_sentence() -> None:
    said = sentence("tie-territory", (("state", "JOR"),))
    assert said.en == "Part of the conduct took place on the territory of Jordan."
    assert "الأردن" in said.ar
    article = sentence("is-never-signed", (("state", "USA"),))
    assert article.en.startswith("The United States of America was not a party")


def test_a_step_tells_the_source_of_its_fact_and_whether_it_was_verified() -> None:
    told = fact_step("is-party", Outcome.MET, FACT, state="JOR")
    assert "https://example.org/list (looked up 2026-01-01; not verified" in told.source.en
    assert "2002-07-01" in told.fact.en
    assert told.state == "JOR"
    assert source_of("question", None).en == "as stated in the question"


def test_a_step_may_hold_for_some_days_only() -> None:
    made = prefixed(step("nationality-none", Outcome.NOT_MET), "2010-01-01", "2010-01-02")
    assert made.fact.en.startswith("For conduct from 2010-01-01 to 2010-01-02: ")


def test_a_sentence_is_told_as_it_was_known() -> None:
    assert as_known_on("dispute-statehood", "2021-02-04") == "dispute-statehood"
    assert as_known_on("dispute-statehood", "2021-02-05") == "dispute-statehood@2021-02-05"
    assert as_known_on("in-time", "2021-02-05") == "in-time"
