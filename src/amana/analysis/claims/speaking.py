"""Whether a word can be the head of a speaker."""

from __future__ import annotations

from amana.analysis.claims import trees as t
from amana.analysis.claims.lexicon import Report, speaks, words
from amana.analysis.parsing import Parsed

_MUTE = frozenset({"this", "that", "which", "what", "there", "these", "you", "everything"})


def can_speak(tree: Parsed, head: int, *, strict: bool, report: Report) -> bool:
    """Tell whether a word can be the head of a speaker.

    Args:
        tree: the sentence.
        head: the number of the word.
        strict: ask that it is a name, a person, a body or a paper; otherwise anything will do that
            is not known to be mute.
        report: what reports.
    """
    word = tree.words[head]
    lemma = word.lemma.lower()
    if word.tag in {"EX", "WP", "WDT"}:
        return word.text.lower() == "who"
    if word.pos == "PRON" or word.tag in {"PRP", "DT", "PDT"}:
        return word.text.lower() not in _MUTE
    if word.pos == "PROPN" or word.tag.startswith("NNP"):
        return True
    if "body" in report.flags:
        return lemma in words().bodies or lemma in words().papers or lemma in words().finders
    if strict:
        return speaks(lemma)
    return lemma not in words().not_speakers and word.pos in {"NOUN", "NUM", "ADJ", "X"}


def holds_sentence(tree: Parsed, head: int) -> bool:
    """Tell whether the tree takes a whole sentence for the phrase of a speaker: it is mistaken."""
    low, high = t.noun_phrase(tree, head)
    return any(
        tree.words[n].tag in {"VBD", "VBZ", "VBP"}
        and tree.words[n].dep not in {"relcl", "acl", "aux", "auxpass", "conj"}
        for n in range(low, high)
    )
