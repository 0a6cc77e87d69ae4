"""Which complement of a reporting verb carries what is said, and whom it is about."""

from __future__ import annotations

from amana.analysis.claims import clauses, governed
from amana.analysis.claims import trees as t
from amana.analysis.claims.lexicon import Report
from amana.analysis.claims.said import Said
from amana.analysis.parsing import Parsed

_WAYS = (
    governed.about,
    governed.demanded,
    governed.named_as,
    clauses.infinitive,
    clauses.gerund,
    governed.whole_object,
    governed.prepositional,
)
"""How complements other than clauses are found, in the order in which they are tried."""


def active(
    tree: Parsed, verb: int, report: Report, parts: tuple[int, ...], speaker: int | None
) -> Said | None:
    """Return what a verb in the active reports, None where it reports nothing.

    Args:
        tree: the sentence.
        verb: the number of the verb.
        report: its entry.
        parts: words that belong to it by the entry: a particle, or the noun of a unit.
        speaker: the head of its subject.
    """
    if parts:
        return governed.led(tree, verb, report, parts[0])
    takes = report.takes
    if takes & {"that", "quote"}:
        said = clauses.right_clause(tree, verb) if "that" in takes else None
        if said is None:
            said = clauses.left_clause(tree, verb, speaker)
        if said is not None:
            return said
    for way in _WAYS:
        said = way(tree, verb, report)
        if said is not None:
            return said
    return None


def passive(
    tree: Parsed, verb: int, report: Report, about: int | None, *, named: bool
) -> Said | None:
    """Return what a verb in the passive reports of its subject.

    Args:
        tree: the sentence.
        verb: the number of the verb.
        report: its entry.
        about: the head of its subject.
        named: whether somebody is named who says it.
    """
    mute = about is None or tree.words[about].tag in {"WP", "WDT"}
    target = t.noun_phrase(tree, about) if about is not None and not mute else None
    clause = t.child(tree, verb, "ccomp")
    expletive = about is not None and tree.words[about].text.lower() in {"it", "there"}
    if clause is not None and expletive:
        return Said(content=clauses.clause_words(tree, clause, verb), clause=True)
    to = t.child(tree, verb, "xcomp")
    if (
        to is not None
        and t.child_word(tree, to, "aux", "to") is not None
        and "that" in report.takes
    ):
        return Said(content=clauses.verb_phrase(tree, to, verb), target=target)
    for name in sorted(takes.removeprefix("obj:") for takes in report.takes if "obj:" in takes):
        said = governed.second(tree, verb, name)
        if said is not None and target is not None:
            return Said(content=said[1], target=target, lead=said[0], object=about)
    if named and target is not None and report.takes & {"np", "target"}:
        return Said(content=target, target=target, object=about)
    return None


def agent(tree: Parsed, verb: int) -> int | None:
    """Return the head of who does what is told in the passive."""
    for each in tree.children[verb]:
        word = tree.words[each]
        if word.dep == "agent" or (word.dep == "prep" and word.text.lower() == "by"):
            return t.child(tree, each, "pobj")
    return None


def relayed(tree: Parsed, verb: int) -> int | None:
    """Return the gerund in `quoted N as noting`, `quoted N saying`."""
    for each in tree.children[verb]:
        if tree.words[each].dep == "prep" and tree.words[each].text.lower() == "as":
            return t.child(tree, each, "pcomp")
    things = [verb, *(c for c in tree.children[verb] if tree.words[c].dep == "dobj")]
    for thing in things:
        for each in tree.children[thing]:
            word = tree.words[each]
            if word.tag == "VBG" and word.dep in {"acl", "ccomp", "advcl", "xcomp", "pcomp"}:
                return each
            if word.dep == "prep" and word.text.lower() == "as":
                return t.child(tree, each, "pcomp")
    return None
