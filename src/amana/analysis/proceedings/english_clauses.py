"""Steps that a clause states: who is a member, rulings on jurisdiction, objections."""

from __future__ import annotations

from collections.abc import Iterator

from amana.analysis.incidents.english_reality import verb_happened
from amana.analysis.incidents.english_setting import when
from amana.analysis.incidents.english_triggers import Found
from amana.analysis.incidents.known import Known
from amana.analysis.incidents.scheme import Trigger
from amana.analysis.parsing import Parsed
from amana.analysis.phrases import (
    children,
    coordinated,
    is_verb,
    lemma,
    noun_phrase,
    objects,
    prepositional,
    subject,
)
from amana.analysis.proceedings.scheme import groups
from amana.analysis.proceedings.step import Made

_PAPERS = frozenset({"brief", "filing", "submission", "motion", "letter", "document"})


def memberships(tree: Parsed, known: Known) -> Iterator[Made]:
    """Yield who is (not) a member of a court, or party to a treaty."""
    words = groups("en")
    for number, word in enumerate(tree.words):
        if lemma(word) != "be" or not is_verb(word):
            continue
        for each in children(tree, number, "attr"):
            of = prepositional(tree, each, "of", "to")
            if lemma(tree.words[each]) not in words.membership or not of:
                continue
            if not any(
                lemma(tree.words[one]) in words.of_courts or _named(tree, one, known) for one in of
            ):
                continue
            negated = bool(children(tree, number, "neg")) or any(
                tree.words[one].text.lower() == "no" for one in children(tree, each, "det")
            )
            member = subject(tree, number)
            body = noun_phrase(tree, of[0])
            yield Made(
                step="non-membership" if negated else "membership",
                status="not members" if negated else "active",
                trigger=(word.start, body[1]),
                authority=body,
                subjects=[noun_phrase(tree, one) for one in _all(tree, member)],
            )


def _named(tree: Parsed, number: int, known: Known) -> bool:
    mention = known.mention((tree.words[number].start, tree.words[number].end))
    return mention is not None and mention.type in {"ORG", "LAW"}


def _all(tree: Parsed, number: int | None) -> list[int]:
    """Return a subject with what is coordinated with it and what names it otherwise."""
    if number is None:
        return []
    both = coordinated(tree, number)
    return both + [one for each in both for one in children(tree, each, "appos")]


def objections(tree: Parsed) -> Iterator[Made]:
    """Yield the objection that a court gave a state no opportunity to investigate by itself."""
    for number, word in enumerate(tree.words):
        denied = bool(children(tree, number, "neg")) or lemma(word) == "deny"
        if lemma(word) not in {"provide", "give", "allow", "afford", "grant", "deny"} or not denied:
            continue
        for each in children(tree, number, "dobj", "dative"):
            inside = [
                one
                for one in tree.subtree(each)
                if lemma(tree.words[one]) in {"investigate", "prosecute"}
            ]
            if lemma(tree.words[each]) not in {"opportunity", "chance", "time"} or not inside:
                continue
            arguing = (
                word.head if lemma(tree.words[word.head]) in groups("en").asserting else number
            )
            doer = subject(tree, arguing) if arguing != number else None
            if doer is not None and lemma(tree.words[doer]) in _PAPERS:
                doer = subject(tree, tree.words[doer].head)
            end = max(tree.subtree(one)[-1] for one in (objects(tree, inside[0]) or inside))
            end = max([end, *children(tree, inside[0], "appos")])
            yield Made(
                step="complementarity objection",
                status="raised",
                trigger=(tree.words[arguing].start, tree.words[end].end),
                authority=noun_phrase(tree, court[0])
                if (court := children(tree, number, "nsubj"))
                else None,
                by=[noun_phrase(tree, doer)] if doer is not None else [],
            )


def rulings(tree: Parsed, known: Known, made: list[Made]) -> Iterator[Made]:
    """Yield what a court says of its jurisdiction."""
    words = groups("en")
    for number, word in enumerate(tree.words):
        if lemma(word) not in words.asserting or not is_verb(word):
            continue
        doer = subject(tree, number)
        if doer is None or not (
            lemma(tree.words[doer]) in words.courts or _named_court(tree, doer, known)
        ):
            continue
        for each in children(tree, number, "ccomp"):
            about = [
                n
                for n in tree.subtree(each)
                if lemma(tree.words[n]) in {"jurisdiction", "admissible"}
            ]
            if not about or not verb_happened(tree, number):
                continue
            inside = [n for n in tree.subtree(each) if tree.words[n].dep != "mark"]
            run = (tree.words[inside[0]].start, tree.words[each].end)
            run = (run[0], max(run[1], tree.words[about[-1]].end))
            if any(one.trigger[0] < run[1] and run[0] < one.trigger[1] for one in made):
                continue
            court = noun_phrase(tree, doer)
            ruling = Made(
                step="jurisdiction ruling",
                status="decided",
                trigger=run,
                authority=court,
                by=[court],
            )
            dated = when(tree, Found(Trigger(("x",), False, "", ""), number, number, number), known)
            ruling.date = dated[1] if dated else None
            yield ruling


def _named_court(tree: Parsed, number: int, known: Known) -> bool:
    mention = known.mention((tree.words[number].start, tree.words[number].end))
    return mention is not None and bool(
        groups("en").courts & set(mention.canonical.lower().split())
    )
