"""What the trained tagger sees of each word of a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from amana.analysis.claims.drafts import Draft, overlap
from amana.analysis.claims.lexicon import nouns, phrasal, verbs, words
from amana.analysis.claims.quotes import Quotation
from amana.analysis.claims.trees import is_verb
from amana.analysis.parsing import Parsed, Word

FEATURES = "1"
"""The version of what the tagger sees; weights of another version do not fit."""

_CLIMB = 8
_TELLING = frozenset({"nsubj", "nsubjpass", "ccomp", "dobj", "xcomp", "prt", "agent"})


def paragraph_features(
    trees: Sequence[Parsed], drafts: Sequence[Draft], marks: Sequence[Quotation]
) -> list[list[str]]:
    """Return the features of every word of the sentences of one paragraph.

    Args:
        trees: its sentences, in order.
        drafts: what the rules found in it.
        marks: its quotations.
    """
    found: list[list[str]] = []
    for number, tree in enumerate(trees):
        place = "last" if number == len(trees) - 1 else "first" if number == 0 else "inner"
        own = [_own(tree, n) for n in range(len(tree.words))]
        short = [f"{word.lemma.lower()}" for word in tree.words]
        for n, word in enumerate(tree.words):
            each = own[n] + _above(tree, n) + _ruled(word, drafts) + _in_quotation(word, marks)
            each.append(f"place={place}")
            for step in (-2, -1, 1, 2):
                if 0 <= n + step < len(tree.words):
                    near = tree.words[n + step]
                    each += [f"{step}l={short[n + step]}", f"{step}p={near.tag}"]
                    if step in {-1, 1}:
                        each += [f"{step}c={kind_of(short[n + step])}", f"{step}d={near.dep}"]
                else:
                    each.append(f"{step}=edge")
            found.append(each)
    return found


@cache
def kind_of(lemma: str) -> str:
    """Return where the lexicon has a word: its speech act, or what it can speak as."""
    report = verbs().get(lemma) or nouns().get(lemma)
    if report is not None:
        return "wide" if "wide" in report.flags else report.act
    if lemma in phrasal():
        return "phrasal"
    lists = words()
    for name, listed in (("people", lists.people), ("body", lists.bodies), ("paper", lists.papers)):
        if lemma in listed:
            return name
    return "-"


def _own(tree: Parsed, number: int) -> list[str]:
    word = tree.words[number]
    low = word.text.lower()
    lemma = word.lemma.lower()
    deps = sorted({tree.words[c].dep for c in tree.children[number]} & _TELLING)
    return [
        "b", f"w={low}", f"l={lemma}", f"p={word.tag}", f"d={word.dep}", f"s={low[-3:]}",
        f"sh={_shape(word.text)}", f"c={kind_of(lemma)}", f"k={','.join(deps)}",
        f"l|k={lemma}|{','.join(deps)}",
    ]  # fmt: skip


def _shape(text: str) -> str:
    signs = (
        "X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in text[:4]
    )
    return "".join(signs)


def _above(tree: Parsed, number: int) -> list[str]:
    """Return features of the words above: the head, the verb that governs, the reporting word."""
    word = tree.words[number]
    head = tree.words[word.head]
    at, top = number, word.dep
    for _ in range(_CLIMB):
        above = tree.words[at].head
        if above == at or is_verb(tree, above):
            break
        at = above
        top = tree.words[at].dep
    verb = tree.words[at].head
    governing = tree.words[verb]
    higher = tree.words[governing.head]
    higher_kind = kind_of(higher.lemma.lower())
    saying, path = _saying(tree, number)
    return [
        f"hl={head.lemma}", f"hd={head.dep}", f"side={number < word.head}",
        f"top={top}", f"gov={governing.lemma}", f"top|gov={top}|{governing.lemma}",
        f"govd={governing.dep}", f"gov2={higher.lemma}", f"gc={kind_of(governing.lemma.lower())}",
        f"g2c={higher_kind}", f"cc={governing.dep}|{higher_kind}",
        f"top|gc={top}|{kind_of(governing.lemma.lower())}", f"say={saying}", f"path={path}",
    ]  # fmt: skip


def _saying(tree: Parsed, number: int) -> tuple[str, str]:
    """Return the nearest reporting word above, and the relations on the way to it."""
    at, path = number, []
    for _ in range(_CLIMB + _CLIMB):
        above = tree.words[at].head
        if above == at:
            break
        path.append(tree.words[at].dep)
        at = above
        lemma = tree.words[at].lemma.lower()
        if lemma in verbs() and is_verb(tree, at):
            side = "<" if number < at else ">"
            return lemma, side + (">".join(path[-3:]) if path else "")
    return "-", "-"


def _ruled(word: Word, drafts: Sequence[Draft]) -> list[str]:
    """Return which part of a claim the rules take a word for."""
    here = (word.start, word.end)
    found = set()
    for each in drafts:
        for name, run in (("cue", each.cue), ("speaker", each.speaker), ("content", each.content)):
            if run is not None and overlap(run, here):
                found.add(name)
    for name in ("cue", "speaker", "content"):
        if name in found:
            return [f"r={name}", f"rs={'+'.join(sorted(found))}"]
    return ["r=-"]


def _in_quotation(word: Word, marks: Sequence[Quotation]) -> list[str]:
    for each in marks:
        if each.start <= word.start < each.end:
            long = "long" if each.end - each.start > 40 else "short"  # noqa: PLR2004 - a phrase, or speech
            edge = "open" if word.start <= each.start + 1 else "in"
            return [f"q={long}", f"q|{edge}"]
    return ["q=-"]
