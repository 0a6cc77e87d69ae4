"""How many were killed, hurt, taken, detained, displaced or missed, as an English sentence says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from amana.analysis.incidents.english_triggers import persons
from amana.analysis.incidents.event import Harm, Run, overlap
from amana.analysis.incidents.numbers import Number, bounded, digits, in_words
from amana.analysis.incidents.scheme import english
from amana.analysis.parsing import Parsed
from amana.analysis.phrases import (
    children,
    coordinated,
    is_verb,
    lemma,
    noun_phrase,
    objects,
    passive,
    prepositional,
    subject,
    together,
)
from amana.records import Quantity

_VERB_IS_STATE = frozenset({"leave", "be", "find", "remain", "feel", "go", "presume", "fear", "confirm", "declare"})
_BOUND_WORDS = 4


class Hurt(msgspec.Struct, frozen=True):
    """A harm, and the word of the sentence that says so."""

    harm: Harm
    word: int


def harms(tree: Parsed, quantities: Sequence[Quantity]) -> list[Hurt]:
    """Return the harms that a sentence states, in order, each once."""
    found: list[Hurt] = []
    for number in range(len(tree.words)):
        for kind, head in _at(tree, number):
            for each in _victims(tree, kind, head, quantities):
                if not any(overlap(each.run, one.harm.run) and each.kind == one.harm.kind for one in found):
                    found.append(Hurt(each, number))
    return found


def _at(tree: Parsed, number: int) -> Iterator[tuple[str, int]]:
    """Yield what harm a word states, and the noun that says to whom."""
    words, word = english(), tree.words[number]
    its, small = lemma(word), word.text.lower()
    if is_verb(word):
        for kind, verbs in words.harm.items():
            if its in verbs:
                yield from ((kind, one) for one in _done_to(tree, number))
        if its == "claim":
            yield from (("killed", one) for each in objects(tree, number) if lemma(tree.words[each]) == "life"
                        for one in prepositional(tree, each, "of"))  # fmt: skip
    for kind, states in words.harm_states.items():
        if small in states:
            yield from ((kind, one) for one in _in_state(tree, number))
    for kind, nouns in words.harm_nouns.items():
        if its in nouns and children(tree, number, "nummod"):
            yield kind, number
    if its == "toll":
        yield from (("killed", one) for one in _toll(tree, number))
    if its == "people" and False:
        yield "killed", number


def _done_to(tree: Parsed, verb: int) -> list[int]:
    done = objects(tree, verb)
    if done:
        return done
    doer = subject(tree, verb)
    intransitive = lemma(tree.words[verb]) in {"die", "perish", "flee", "disappear", "vanish"}
    if doer is not None and (passive(tree, verb) or intransitive or _reported(tree, verb)):
        return coordinated(tree, doer)
    if tree.words[verb].dep in {"acl", "relcl"} and tree.words[verb].tag == "VBN":
        return [tree.words[verb].head]
    return []


def _reported(tree: Parsed, verb: int) -> bool:
    """Tell whether a participle follows "were reported", "were believed" without its own subject."""
    word = tree.words[verb]
    return word.tag == "VBN" and word.dep in {"oprd", "xcomp", "acomp", "ccomp"} and not objects(tree, verb)


def _in_state(tree: Parsed, number: int) -> list[int]:
    """Return who is dead, wounded or missing: "left five dead", "12 dead", "were injured"."""
    word = tree.words[number]
    governor = tree.words[word.head]
    if word.dep in {"acomp", "oprd", "xcomp", "ccomp"} and lemma(governor) in _VERB_IS_STATE:
        near = [each for each in objects(tree, word.head) if each < number]
        if near:
            return near[-1:]
        inside = children(tree, number, "nsubj", "nummod")
        if inside:
            return inside[:1]
        doer = subject(tree, word.head)
        return [] if doer is None or lemma(governor) == "leave" else coordinated(tree, doer)
    numerals = children(tree, number, "nummod")
    if numerals:
        return [number]
    if word.dep == "conj" and governor.text.lower() in {"dead", "killed", "wounded", "injured"}:
        return children(tree, number, "nsubj", "nummod")
    if word.dep in {"amod", "acomp"} and number == word.head + 1 and children(tree, word.head, "nummod"):
        return [word.head]
    return []


def _toll(tree: Parsed, number: int) -> list[int]:
    """Return the figure of "the death toll ... rose to 40"."""
    before = {lemma(tree.words[each]) for each in children(tree, number, "compound", "amod")}
    if "death" not in before:
        return []
    verb = tree.words[number].head
    return [*objects(tree, verb), *prepositional(tree, verb, "to", "at", "of", "above", "past")][:1] or [
        one for one in prepositional(tree, number, "of")
    ]


def _victims(
    tree: Parsed, kind: str, head: int, quantities: Sequence[Quantity]
) -> Iterator[Harm]:
    word = tree.words[head]
    if word.tag in {"PRP", "WP", "WDT", "EX"} or not (
        persons(tree, head) or children(tree, head, "nummod") or word.tag == "CD"
    ):
        return
    run = _with_bound(tree, head)
    number = _number(tree, head, run, quantities)
    names = _names(tree, head)
    if number is None and names:
        yield Harm(kind, noun_phrase(tree, head), 1.0, None, "named", None, names)
    elif number is not None and _plausible(number):
        yield Harm(kind, run, number.value, number.value_max, number.bound, _of(tree, head))
    elif number is None:
        vague = word.text.lower() in english().vague or word.tag in {"NNS", "JJ"}
        yield Harm(kind, run, None, None, "multiple" if vague else "unknown", _of(tree, head))


def _plausible(number: Number) -> bool:
    return number.value is None or number.value == int(number.value) or number.value > 1


def _with_bound(tree: Parsed, head: int) -> Run:
    words = together(tree, head)
    return tree.words[words[0]].start, tree.words[words[-1]].end


def _names(tree: Parsed, head: int) -> frozenset[str]:
    word = tree.words[head]
    if word.tag != "NNP" or word.text.isupper():
        return frozenset()
    return frozenset({word.text})


def _number(
    tree: Parsed, head: int, run: Run, quantities: Sequence[Quantity]
) -> Number | None:
    """Return the number of a noun: as the step of quantities has it, else as its words say."""
    for each in quantities:
        where = (each.span.char_start, each.span.char_end)
        if overlap(where, run) and each.unit in {"people", "hostages", "children", "civilians"}:
            return Number(each.value, each.value_max, each.bound)
    return _own_number(tree, head)


def _own_number(tree: Parsed, head: int) -> Number | None:
    words = english()
    numerals = children(tree, head, "nummod")
    if tree.words[head].tag == "CD" or lemma(tree.words[head]) in words.multiples:
        numerals = [head]
    if not numerals:
        deeper = [each for each in children(tree, head, "det") if tree.words[each].text.lower() in {"a", "an"}]
        return Number(1.0) if deeper and tree.words[head].tag == "NN" else None
    first = last = numerals[-1]
    while first and _of_number(tree, first - 1):
        first -= 1
    said = [tree.words[each].text.lower() for each in range(first, last + 1)]
    said = [lemma(tree.words[last]) if each == said[-1] else each for each in said]
    before = " ".join(word.text for word in tree.words[max(0, first - _BOUND_WORDS) : first])
    bound = bounded(before, words.bounds)
    for joint in ("-", "to", "and"):
        if joint in said[1:-1]:
            at = said.index(joint, 1)
            low = in_words(said[:at], words.numbers, words.multiples)
            high = in_words(said[at + 1 :], words.numbers, words.multiples)
            if low is not None and high is not None and low < high and digits(said[at - 1]) is not None:
                return Number(low, high, "between")
    if said[-1] in {"dozen", "hundred", "thousand", "million"} and len(said) == 1 and (
        tree.words[last].text.lower().endswith("s")
    ):
        return Number(None, None, "multiple")
    value = in_words(said, words.numbers, words.multiples)
    return None if value is None else Number(value, None, bound)


def _of_number(tree: Parsed, number: int) -> bool:
    word = tree.words[number]
    return word.tag == "CD" or word.text in {"-", "half"} or (
        word.text.lower() in {"to", "and", "a"} and word.dep in {"quantmod", "cc", "punct", "prep"}
        and number > 0 and tree.words[number - 1].tag == "CD"
    )  # fmt: skip


def _of(tree: Parsed, head: int) -> str | None:
    """Return whom a number counts, as an apposition says ("mostly civilians")."""
    for each in children(tree, head, "appos"):
        word = tree.words[each]
        if word.tag == "NNS" or lemma(word) in english().people:
            start = tree.words[tree.subtree(each)[0]].start
            return _between(tree, start, word.end)
    for each in children(tree, head, "prep"):
        if tree.words[each].text.lower() == "including":
            words = [one for one in tree.subtree(each) if tree.words[one].text not in {",", "."}]
            return _between(tree, tree.words[each].start, tree.words[words[-1]].end)
    return None


def _between(tree: Parsed, start: int, end: int) -> str:
    words = [word for word in tree.words if word.start >= start and word.end <= end]
    out = ""
    for word, after in zip(words, [*words[1:], None], strict=True):
        out += word.text
        if after is not None and after.start > word.end:
            out += " "
    return out
