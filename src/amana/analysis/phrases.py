"""Phrases of a parsed sentence: how far a noun phrase reaches, and what stands above a word."""

from __future__ import annotations

from collections.abc import Iterator

from amana.analysis.parsing import DAYS, Parsed, Word

_LEFT = frozenset({
    "det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "npadvmod",
    "punct", "case", "neg",
})  # fmt: skip
_OF = frozenset({"of"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_SLIPS = {
    "raped": "rape", "raping": "rape", "waged": "wage", "waging": "wage", "razed": "raze",
    "razing": "raze", "maimed": "maim", "strafed": "strafe", "phosphorus": "phosphorus",
}  # fmt: skip
LONGEST_CHAIN = 60
"""No word has more above it that is looked at."""


def children(tree: Parsed, number: int, *deps: str) -> list[int]:
    """Return the children of a word whose relation to it is one of `deps`."""
    return [each for each in tree.children[number] if tree.words[each].dep in deps]


def above(tree: Parsed, number: int) -> Iterator[int]:
    """Yield the words above a word, nearest first."""
    for _ in range(LONGEST_CHAIN):
        head = tree.words[number].head
        if head == number:
            return
        yield head
        number = head


def is_verb(word: Word) -> bool:
    """Tell whether a word is a verb."""
    return word.tag.startswith("VB") or word.pos in {"VERB", "AUX"}


def is_noun(word: Word) -> bool:
    """Tell whether a word is a noun, a name included."""
    return word.tag.startswith("NN") or word.pos in {"NOUN", "PROPN"}


def lemma(word: Word) -> str:
    """Return the lemma of a word in small letters, without known slips of the lemmatiser."""
    return _SLIPS.get(word.text.lower(), word.lemma.lower())


def together(tree: Parsed, head: int, prepositions: frozenset[str] = _OF) -> list[int]:
    """Return the numbers of the words of a noun phrase, in order.

    With it go what stands before the noun, and phrases with one of `prepositions` after it; not
    clauses, appositions or what is coordinated with it.
    """
    found = {head}
    for each in tree.children[head]:
        word = tree.words[each]
        if each < head and word.dep in _LEFT:
            found.update(number for number in tree.subtree(each) if number < head)
        elif (each < head and word.dep == "nmod") or (each > head and word.dep == "case"):
            found.add(each)
        elif each > head and word.dep == "prep" and word.text.lower() in prepositions:
            found.add(each)
            for inner in children(tree, each, "pobj"):
                found.update(together(tree, inner, prepositions) if inner > each else ())
    return _run(tree, head, found)


def _run(tree: Parsed, head: int, found: set[int]) -> list[int]:
    """Return the unbroken run of words around the head, without punctuation at its ends."""
    first = last = head
    while first - 1 in found:
        first -= 1
    while last + 1 in found:
        last += 1
    while first < head and tree.words[first].dep == "punct":
        first += 1
    while last > head and tree.words[last].dep in {"punct", "case"}:
        last -= 1
    return list(range(first, last + 1))


def reach(tree: Parsed, numbers: list[int]) -> tuple[int, int]:
    """Return where a run of words begins and ends in the text."""
    return tree.words[numbers[0]].start, tree.words[numbers[-1]].end


def noun_phrase(tree: Parsed, head: int) -> tuple[int, int]:
    """Return where the phrase of a noun begins and ends in the text."""
    return reach(tree, together(tree, head))


def coordinated(tree: Parsed, head: int) -> list[int]:
    """Return a word and those that are coordinated with it."""
    found, waiting = [], [head]
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting.extend(number for number in children(tree, each, "conj") if number > each)
    return sorted(found)


def subject(tree: Parsed, verb: int) -> int | None:
    """Return the subject of a verb, that of the verb it is coordinated with or depends on included.

    The subject of a relative clause is the noun that the clause belongs to.
    """
    for _ in range(LONGEST_CHAIN):
        found = children(tree, verb, *_SUBJECTS)
        if found:
            return _antecedent(tree, found[0], verb)
        word = tree.words[verb]
        if word.dep == "acl" and word.tag == "VBG" and is_noun(tree.words[word.head]):
            return word.head
        if word.dep not in {"conj", "xcomp", "advcl", "pcomp", "prep"} or word.head == verb:
            return None
        verb = word.head
    return None


def _antecedent(tree: Parsed, subject_: int, verb: int) -> int:
    word = tree.words[subject_]
    if word.tag in {"WDT", "WP"} or word.text.lower() == "that":
        for each in (verb, *above(tree, verb)):
            if tree.words[each].dep in {"relcl", "acl"}:
                return _not_a_day(tree, tree.words[each].head)
    return subject_


def _not_a_day(tree: Parsed, number: int) -> int:
    """Return the noun that a clause means when the parser has hung it on the date before it."""
    if not is_day(tree.words[number]):
        return number
    return next((each for each in above(tree, number) if is_noun(tree.words[each])), number)


def is_day(word: Word) -> bool:
    """Tell whether a word names a day, month or year."""
    return word.text.rstrip(".") in DAYS or (word.tag == "CD" and len(word.text) == len("2020"))


def objects(tree: Parsed, verb: int) -> list[int]:
    """Return the objects of a verb, coordinated ones included."""
    return [one for each in children(tree, verb, "dobj", "obj") for one in coordinated(tree, each)]


def agent(tree: Parsed, verb: int) -> int | None:
    """Return who did it in the passive ("by ...")."""
    for each in children(tree, verb, "agent", "prep"):
        if tree.words[each].text.lower() == "by":
            found = children(tree, each, "pobj")
            if found:
                return found[0]
    return None


def passive(tree: Parsed, verb: int) -> bool:
    """Tell whether a verb is in the passive."""
    if children(tree, verb, "auxpass", "nsubjpass"):
        return True
    word = tree.words[verb]
    if word.dep == "conj" and word.tag in {"VBN", "VBD"} and not children(tree, verb, "nsubj"):
        return (
            word.head != verb
            and bool(children(tree, word.head, "auxpass"))
            and not objects(tree, verb)
        )
    return word.tag == "VBN" and word.dep in {"acl", "advcl", "amod"}


def prepositional(tree: Parsed, number: int, *prepositions: str) -> list[int]:
    """Return the nouns of phrases with one of the prepositions that depend on a word."""
    return [
        one
        for each in children(tree, number, "prep", "agent", "dative")
        if tree.words[each].text.lower() in prepositions
        for inner in children(tree, each, "pobj")
        for one in coordinated(tree, inner)
    ]
