from __future__ import annotations

import msgspec

from amana.analysis.claims.lexicon import nouns, phrasal, speaks, units, verbs, words
from amana.records import Claim

ACTS = {
    "statement", "demand", "commitment", "order", "agreement", "condemnation", "characterisation",
    "support", "accusation", "denial", "finding", "challenge", "non-confirmation",
}  # fmt: skip
TAKES = {
    "that", "np", "to", "to-np", "ing", "target", "quote", "chain", "np-relay", "evidence",
    "passive", "question", "headline", "person", "at", "about", "against", "of", "on", "with",
    "for", "in", "over",
}  # fmt: skip
FLAGS = {"loaded", "hedge", "body", "person", "wide"}


def test_every_entry_is_of_the_guide() -> None:
    entries = [*verbs().values(), *nouns().values(), *units().values()]
    assert {each.act for each in entries} <= ACTS
    assert {each.stance for each in entries} <= {None, "positive", "negative"}
    assert {take for each in entries for take in each.takes if "obj:" not in take} <= TAKES
    assert {flag for each in entries for flag in each.flags} <= FLAGS
    assert all(act in (Claim.__doc__ or "").replace("\n    ", " ") for act in ACTS)


def test_words_that_belong_together_stand_beside_the_verb() -> None:
    assert phrasal()["call"]["for"].act == "demand"
    assert verbs()["call"].act == "characterisation"


def test_lists_say_their_source_and_are_in_small_letters() -> None:
    lists = words()
    assert lists.source
    assert lists.date
    for listed in msgspec.structs.astuple(lists):
        if isinstance(listed, (frozenset, tuple)):
            assert all(each == each.lower() for each in listed)
    assert speaks("spokeswoman")
    assert not speaks("missile")
