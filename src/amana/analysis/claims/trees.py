"""What rules ask of a dependency tree: subjects, noun phrases, clauses, and their extents."""

from __future__ import annotations

from amana.analysis.parsing import Parsed

Range = tuple[int, int]
"""A run: of words by their numbers where the name says so, else of characters; the end is out."""

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
CLAUSES = ("ccomp", "pcomp", "xcomp")
_EDGES = frozenset(".,;:\"'`()[]-\u2013\u2014")
_OPEN_CLAUSES = frozenset({"xcomp", "conj", "advcl", "acl"})
_BEFORE_INVERSION = frozenset({",", '"', "''", "?", "!"})
_DEEPEST = 12


def child(tree: Parsed, number: int, *deps: str) -> int | None:
    """Return the first child with one of these relations."""
    return next((c for c in tree.children[number] if tree.words[c].dep in deps), None)


def child_word(tree: Parsed, number: int, dep: str, *texts: str) -> int | None:
    """Return the first child with this relation that is one of these words."""
    for each in tree.children[number]:
        if tree.words[each].dep == dep and tree.words[each].text.lower() in texts:
            return each
    return None


def infinitive(tree: Parsed, number: int) -> bool:
    """Tell whether a verb has `to` before it."""
    return child_word(tree, number, "aux", "to") is not None


def is_verb(tree: Parsed, number: int) -> bool:
    """Tell whether a word is a verb by its tag or its part of speech."""
    word = tree.words[number]
    return word.pos in {"VERB", "AUX"} or word.tag.startswith("VB")


def reach(tree: Parsed, number: int) -> Range:
    """Return the words from the first to the last below a word, as numbers."""
    below = tree.subtree(number)
    return below[0], below[-1] + 1


def below(tree: Parsed, number: int, top: int) -> bool:
    """Tell whether a word stands below another, or is it."""
    for _ in range(len(tree.words)):
        if number == top:
            return True
        head = tree.words[number].head
        if head == number:
            return False
        number = head
    return False


def chars(tree: Parsed, words: Range) -> Range | None:
    """Return the characters of a run of words, without the marks at its edges."""
    low, high = trimmed(tree, words)
    return (tree.words[low].start, tree.words[high - 1].end) if low < high else None


def trimmed(tree: Parsed, words: Range) -> Range:
    """Return a run of words without commas, stops and lone quotation marks at its edges."""
    low, high = words
    while low < high and _edge(tree, low):
        low += 1
    while low < high and _edge(tree, high - 1):
        high -= 1
    return _balanced(tree, low, high)


def _edge(tree: Parsed, number: int) -> bool:
    text = tree.words[number].text
    return not text.strip() or all(sign in _EDGES for sign in text)


def _balanced(tree: Parsed, low: int, high: int) -> Range:
    """Give back the mark that closes what opened inside: a bracket or a quotation."""
    texts = [tree.words[n].text for n in range(low, high)]
    last = len(tree.words)
    for opening, closing in (("(", ")"), ('"', '"'), ("''", "''")):
        open_now = texts.count(opening) - (texts.count(closing) if opening != closing else 0)
        odd = open_now > 0 if opening != closing else open_now % 2 == 1
        if odd:
            for near in (high, high + 1):
                if near < last and tree.words[near].text == closing:
                    return low, near + 1
            if low > 0 and tree.words[low - 1].text == opening == closing:
                return low - 1, high
    return low, high


def noun_phrase(tree: Parsed, head: int) -> Range:
    """Return the words of the noun phrase around its head, without clauses that only comment.

    A relative clause after a comma is left out, and so is a participle that itself reports
    (`a statement saying`); apposition and coordination stay in.
    """
    kept = {head}
    waiting = [head]
    while waiting:
        each = waiting.pop()
        for number in tree.children[each]:
            if not _comments(tree, number):
                kept.add(number)
                waiting.append(number)
    low = high = head
    while low - 1 in kept:
        low -= 1
    while high + 1 in kept:
        high += 1
    if tree.words[high].tag == "POS":
        high -= 1
    return trimmed(tree, (low, high + 1))


def _comments(tree: Parsed, number: int) -> bool:
    word = tree.words[number]
    first = reach(tree, number)[0]
    comma = first > 0 and tree.words[first - 1].text in {",", "-", "--", "\u2013", "\u2014"}
    if word.dep in {"relcl", "acl", "advcl", "parataxis", "ccomp"}:
        return comma or (word.tag == "VBG" and word.dep != "relcl")
    return (
        word.dep in {"cc", "preconj"} and number == word.head + 1 and _joins_nothing(tree, number)
    )


def _joins_nothing(tree: Parsed, number: int) -> bool:
    return child(tree, tree.words[number].head, "conj") is None


def subject(tree: Parsed, verb: int) -> int | None:
    """Return the subject that stands with a verb itself; `…, said N` has it behind."""
    found = child(tree, verb, *SUBJECTS)
    if found is not None and verb > 0 and tree.words[verb - 1].text in _BEFORE_INVERSION:
        behind = [c for c in tree.children[verb] if c > verb and tree.words[c].dep == "nsubj"]
        found = behind[0] if behind else found
    if found is not None and tree.words[found].text.lower() == "that":
        own = [c for c in tree.children[verb] if found < c < verb and tree.words[c].dep == "nsubj"]
        found = own[-1] if own else found  # "the raid that officials say killed two"
    return found if found is not None and tree.words[found].dep != "csubj" else None


def understood_subject(tree: Parsed, verb: int) -> int | None:
    """Return the subject of a verb: its own, or that of the verb which it depends on."""
    at = verb
    for _ in range(_DEEPEST):
        found = subject(tree, at)
        if found is not None:
            return antecedent(tree, found, at)
        word = tree.words[at]
        if word.dep in {"acl", "relcl"}:
            return word.head
        if word.dep == "pcomp" or (word.dep == "prep" and is_verb(tree, at)):
            at = _verb_above(tree, at)
        elif word.dep in _OPEN_CLAUSES or (word.dep == "ccomp" and word.tag == "VBG"):
            at = word.head
        else:
            return None
        if at < 0 or not is_verb(tree, at):
            return None
    return None


def _verb_above(tree: Parsed, number: int) -> int:
    at = tree.words[number].head
    for _ in range(_DEEPEST):
        if is_verb(tree, at) or tree.words[at].head == at:
            return at
        at = tree.words[at].head
    return -1


def antecedent(tree: Parsed, found: int, verb: int) -> int:
    """Return what a relative pronoun stands for, where the clause hangs on a noun."""
    if tree.words[found].tag in {"WP", "WDT"}:
        at = verb
        for _ in range(_DEEPEST):
            word = tree.words[at]
            if word.dep in {"relcl", "acl"}:
                return word.head
            if word.dep != "conj":
                break
            at = word.head
    return found


def passive(tree: Parsed, verb: int) -> bool:
    """Tell whether a verb is in the passive; a participle after a noun is one, too."""
    if child(tree, verb, "auxpass", "nsubjpass") is not None:
        return True
    word = tree.words[verb]
    if word.tag != "VBN" or child(tree, verb, "aux", "nsubj") is not None:
        return False
    if word.dep == "conj" and is_verb(tree, word.head):
        return passive(tree, word.head)
    return word.dep in {"acl", "relcl", "advcl"}


def negation(tree: Parsed, verb: int) -> int | None:
    """Return the word that negates a verb: its own, or `no` of its subject."""
    found = child(tree, verb, "neg")
    if found is not None:
        return found
    for each in tree.children[verb]:
        word = tree.words[each]
        if word.dep == "advmod" and word.lemma in {"never", "neither", "nor", "hardly"}:
            return each
        if word.dep in SUBJECTS:
            if word.lemma in {"none", "nobody", "no one", "neither"}:
                return each
            return child_word(tree, each, "det", "no", "neither")
    return None
