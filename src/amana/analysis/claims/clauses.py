"""Clauses that carry what is said: behind the reporting verb, before it, or around it."""

from __future__ import annotations

from amana.analysis.claims import trees as t
from amana.analysis.claims.lexicon import Report, phrasal, speaks, verbs
from amana.analysis.claims.said import INTERRUPTED, Said
from amana.analysis.parsing import Parsed

_WH = frozenset({"WRB", "WP", "WDT", "WP$"})
_CLOSERS = frozenset({",", '"', "'", "''", "?", "!", "--", "-", "\u2014", ",''", ',"'})
_QUOTES = frozenset({'"', "''", "``"})
_BELONGS = ("because", "although", "though", "unless", "since", "so", "before", "until", "if")
_NOUNS = frozenset({"DT", "CD", "JJ", "JJS", "NN", "NNS", "NNP", "NNPS", "PRP$"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def right_clause(tree: Parsed, verb: int) -> Said | None:
    """Return the clause behind a verb: `said that …`, `asked whether …`."""
    relative = _of_relative(tree, verb)
    if relative is not None:
        return relative
    for each in tree.children[verb]:
        word = tree.words[each]
        if each < verb or word.dep not in {"ccomp", "advcl"}:
            continue
        mark = t.child_word(tree, each, "mark", "that", "whether", "if")
        if word.dep == "advcl" and (mark is None or tree.words[mark].text.lower() == "if"):
            continue
        if not finite(tree, each) and not _asks(tree, each):
            continue
        about = t.subject(tree, each)
        if about is not None and about < verb:
            return Said(content=t.reach(tree, verb), clause=True, note=INTERRUPTED)
        low, high = clause_words(tree, each, verb)
        return Said(content=(low, _with_rest(tree, verb, low, high)), clause=True)
    return None


def _of_relative(tree: Parsed, verb: int) -> Said | None:
    """Return `killed N` in "the strike that officials say killed N": the clause has no subject."""
    clause = verb + 1
    own = t.subject(tree, verb)
    if tree.words[verb].dep not in {"relcl", "advcl"} or own is None or clause >= len(tree.words):
        return None
    word = tree.words[clause]
    led = min(t.noun_phrase(tree, own)[0], own) - 1
    pointing = led >= 0 and tree.words[led].text.lower() in {"that", "which", "who"}
    if word.head != verb or word.tag not in {"VBD", "VBN", "VBZ", "VBP"} or not pointing:
        return None
    high = t.reach(tree, clause)[1]
    while high < len(tree.words) and tree.words[high].tag in _NOUNS:
        high += 1  # "14 people", where the tree gives the object to the main clause
    return Said(content=(clause, before_comment(tree, clause, high)), clause=True)


def _with_rest(tree: Parsed, verb: int, low: int, high: int) -> int:
    """Return where a content ends, with clauses behind it that the tree hangs on the verb."""
    for each in tree.children[verb]:
        word = tree.words[each]
        first, ends = t.reach(tree, each)
        if first < high or word.dep not in {"ccomp", "advcl"} or not _joins(tree, high, first):
            continue
        if word.dep == "advcl" and t.child_word(tree, each, "mark", *_BELONGS) is None:
            continue
        high = before_comment(tree, low, ends)
    return high


def _joins(tree: Parsed, high: int, first: int) -> bool:
    return all(tree.words[n].text in {",", "all"} or n >= first for n in range(high, first))


def finite(tree: Parsed, clause: int) -> bool:
    """Tell whether a clause has a tense, or at least a subject of its own."""
    tags = {tree.words[clause].tag} | {
        tree.words[c].tag for c in tree.children[clause] if tree.words[c].dep in {"aux", "auxpass"}
    }
    if tags & {"VBD", "VBZ", "VBP", "MD"}:
        return True
    return t.subject(tree, clause) is not None and "TO" not in tags and "VBG" not in tags


def _asks(tree: Parsed, clause: int) -> bool:
    first = t.reach(tree, clause)[0]
    return tree.words[first].tag in _WH or tree.words[first].text.lower() == "whether"


def clause_words(tree: Parsed, clause: int, verb: int) -> t.Range:
    """Return a clause without `that` and without what comments on the reporting verb."""
    low, high = t.reach(tree, clause)
    low = max(low, verb + 1) if clause > verb else low
    while low < high and (
        (tree.words[low].text.lower() in {"that", ",", ":"} and tree.words[low].tag != "DT")
        or (tree.words[low].dep == "mark" and tree.words[low].text.lower() == "that")
    ):
        low += 1
    return low, before_comment(tree, low, high)


def before_comment(tree: Parsed, low: int, high: int) -> int:
    """Return where a clause ends before a verb that reports on: `…, adding that`, `… and said`.

    A verb in a tense does so where it has no subject, and that of its clause cannot speak.
    """
    for number in range(low + 2, high):
        word = tree.words[number]
        lemma = word.lemma.lower()
        if lemma not in verbs() and lemma not in phrasal():
            continue
        if word.tag == "VBG" and word.dep == "advcl" and tree.words[number - 1].text == ",":
            return number - 1
        if _misplaced(tree, number):
            return number - 1
    return high


def _misplaced(tree: Parsed, number: int) -> bool:
    """Tell whether a reporting verb is joined to a clause whose subject cannot speak."""
    word = tree.words[number]
    if word.dep != "conj" or word.tag not in _FINITE or tree.words[number - 1].dep != "cc":
        return False
    about = t.subject(tree, word.head)
    if t.subject(tree, number) is not None or about is None:
        return False
    named = tree.words[about]
    return named.pos == "NOUN" and not speaks(named.lemma.lower())


def left_clause(tree: Parsed, verb: int, speaker: int | None) -> Said | None:
    """Return all that stands before `…, N said` or `…, said N` where it holds a sentence."""
    own = t.subject(tree, verb)
    first = min(verb, t.noun_phrase(tree, own)[0]) if own is not None else verb
    if (own is None and speaker is None) or (own and tree.words[own].tag in {"WP", "WDT"}):
        return None
    first = _before_adverbs(tree, verb, first)
    if first <= 1 or tree.words[first - 1].text not in _CLOSERS:
        return None
    low, high = _left_start(tree, first), first
    if _inside_of(tree, verb, first):
        return Said(content=(low, len(tree.words)), clause=True, note=INTERRUPTED)
    if not any(_finite_word(tree, n) for n in range(low, high)) and not _quoted(tree, low, high):
        return None
    after = _resumes(tree, verb)
    if after is not None:
        return Said(content=(low, after), clause=True, note=INTERRUPTED)
    return Said(content=(low, high), clause=True)


def _inside_of(tree: Parsed, verb: int, first: int) -> bool:
    """Tell whether an attribution stands between the subject and the verb of what is said."""
    word = tree.words[verb]
    if word.dep not in {"parataxis", "ccomp", "advcl", "dep"} or word.head <= verb:
        return False
    own = t.subject(tree, word.head)
    return own is not None and own < first and tree.words[first - 1].text in {",", "-", "--"}


def _before_adverbs(tree: Parsed, verb: int, first: int) -> int:
    while first > 0 and tree.words[first - 1].head == verb and tree.words[first - 1].dep in {
        "advmod", "aux", "neg", "cc",
    }:  # fmt: skip
        first -= 1
    return first


def _left_start(tree: Parsed, first: int) -> int:
    low = 0
    while low < first and tree.words[low].dep == "cc":
        low += 1
    return low


def _finite_word(tree: Parsed, number: int) -> bool:
    return tree.words[number].tag in {"VBD", "VBZ", "VBP", "MD"}


def _quoted(tree: Parsed, low: int, high: int) -> bool:
    return any(tree.words[n].text in _QUOTES for n in range(low, high))


def _resumes(tree: Parsed, verb: int) -> int | None:
    """Return where a sentence ends that goes on after its attribution: `The strike, N said, …`."""
    own = t.subject(tree, verb)
    end = max(verb, t.reach(tree, own)[1] - 1 if own is not None else verb) + 1
    if end >= len(tree.words) or tree.words[end].text != ",":
        return None
    rest = range(end + 1, len(tree.words))
    if '"' in {tree.words[n].text for n in range(end, min(end + 2, len(tree.words)))}:
        return None
    starts = end + 1 < len(tree.words) and tree.words[end + 1]
    if not starts or starts.tag in {"VBG", "WDT", "WP", "WRB", "IN", "CC"}:
        return None
    if any(_finite_word(tree, n) for n in rest) and not any(
        t.subject(tree, n) is not None for n in rest if _finite_word(tree, n)
    ):
        return len(tree.words)
    return None


def infinitive(tree: Parsed, verb: int, report: Report) -> Said | None:
    """Return the infinitive behind a verb: `vowed to …`."""
    if "to" not in report.takes:
        return None
    for each in tree.children[verb]:
        dep = tree.words[each].dep
        if each > verb and dep in {"xcomp", "advcl", "ccomp"} and t.infinitive(tree, each):
            return Said(content=verb_phrase(tree, each, verb))
    return None


def verb_phrase(tree: Parsed, clause: int, verb: int) -> t.Range:
    """Return an infinitive or gerund with all that belongs to it."""
    low, high = t.reach(tree, clause)
    low = max(low, verb + 1)
    return low, before_comment(tree, low, high)


def gerund(tree: Parsed, verb: int, report: Report) -> Said | None:
    """Return the gerund behind a verb: `denied using …`."""
    if "ing" not in report.takes:
        return None
    for each in tree.children[verb]:
        word = tree.words[each]
        if each > verb and word.tag == "VBG" and word.dep in {"xcomp", "ccomp", "pcomp"}:
            return Said(content=verb_phrase(tree, each, verb))
    return None
