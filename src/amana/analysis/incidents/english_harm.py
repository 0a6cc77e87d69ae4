"""How many were killed, hurt, taken, detained, displaced or missed, as an English sentence says."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from amana.analysis.incidents.english_triggers import persons
from amana.analysis.incidents.event import Harm, Run, overlap
from amana.analysis.incidents.known import Known, run_of
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
    prepositional,
    subject,
    together,
)

_COMPLEMENTS = frozenset({"acomp", "oprd", "xcomp", "ccomp"})
_STATES = frozenset({"dead", "killed", "wounded", "injured"})
_BOUND_WORDS = 4
_MOST = 40  # harms of a sentence
_FRACTIONS = frozenset({"third", "quarter", "half", "percent", "%", "tenth", "fifth"})


class Hurt(msgspec.Struct, frozen=True):
    """A harm, and the word of the sentence that says so."""

    harm: Harm
    word: int


def harms(tree: Parsed, known: Known) -> list[Hurt]:
    """Return the harms that a sentence states, in order, each once."""
    found: list[Hurt] = []
    for number in range(len(tree.words)):
        for kind, head in _at(tree, number):
            for each in _victims(tree, kind, head, known):
                if not any(
                    overlap(each.run, one.harm.run) and each.kind == one.harm.kind for one in found
                ):
                    found.append(Hurt(each, number))
        if len(found) >= _MOST:
            break
    return _names_together(found)


def _names_together(found: list[Hurt]) -> list[Hurt]:
    """Count persons who are named one after the other by the same word as one figure."""
    kept: list[Hurt] = []
    for each in found:
        last = kept[-1] if kept else None
        if last is None or last.word != each.word or not (last.harm.named and each.harm.named):
            kept.append(each)
            continue
        names = last.harm.named | each.harm.named
        run = (last.harm.run[0], each.harm.run[1])
        both = Harm(each.harm.kind, run, float(len(names)), None, "named", None, names)
        kept[-1] = Hurt(both, each.word)
    return kept


def _at(tree: Parsed, number: int) -> Iterator[tuple[str, int]]:
    """Yield what harm a word states, and the noun that says to whom."""
    words, word = english(), tree.words[number]
    its, small = lemma(word), word.text.lower()
    if is_verb(word):
        for kind, verbs in words.harm.items():
            yield from ((kind, one) for one in (_done_to(tree, number) if its in verbs else ()))
        yield from (("killed", one) for one in (_lives(tree, number) if its == "claim" else ()))
    for kind, states in words.harm_states.items():
        yield from ((kind, one) for one in (_in_state(tree, number) if small in states else ()))
    for kind, nouns in words.harm_nouns.items():
        yield from ((kind, one) for one in (_of_noun(tree, number) if its in nouns else ()))
    yield from (("killed", one) for one in (_toll(tree, number) if its == "toll" else ()))


def _lives(tree: Parsed, verb: int) -> list[int]:
    """Return whose lives something claimed."""
    lives = [each for each in objects(tree, verb) if lemma(tree.words[each]) == "life"]
    return [one for each in lives for one in (prepositional(tree, each, "of") or [each])]


def _of_noun(tree: Parsed, number: int) -> list[int]:
    """Return who is counted by a noun: "14 deaths", "the killing of 14 detainees"."""
    if children(tree, number, "nummod") and lemma(tree.words[number]) in english().counted_harms:
        return [number]
    return [one for one in prepositional(tree, number, "of") if persons(tree, one)]


def _done_to(tree: Parsed, verb: int) -> list[int]:
    done = objects(tree, verb)
    if done:
        return done
    doer = subject(tree, verb)
    if doer is not None and lemma(tree.words[verb]) == "flee" and not _many(tree, doer):
        return []
    if doer is not None:  # intransitive, passive, or a participle without its helping verb
        return coordinated(tree, doer)
    if tree.words[verb].dep in {"acl", "relcl"} and tree.words[verb].tag == "VBN":
        return [tree.words[verb].head]
    return []


def _many(tree: Parsed, number: int) -> bool:
    return tree.words[number].tag in {"NNS", "CD"} or bool(children(tree, number, "nummod"))


def _in_state(tree: Parsed, number: int) -> list[int]:
    """Return who is dead, wounded or missing: "left five dead", "12 dead", "were injured"."""
    word = tree.words[number]
    governor = tree.words[word.head]
    if word.dep in _COMPLEMENTS and lemma(governor) in english().state_verbs:
        return _in_state_by_verb(tree, number)
    if children(tree, number, "nummod"):
        return [number]
    if word.dep == "conj" and governor.text.lower() in _STATES:
        return children(tree, number, "nsubj", "nummod")
    behind = word.dep in {"amod", "acomp"} and number == word.head + 1
    return [word.head] if behind and children(tree, word.head, "nummod") else []


def _in_state_by_verb(tree: Parsed, number: int) -> list[int]:
    """Return who is left, found or presumed to be in a state."""
    verb = tree.words[number].head
    near = [each for each in objects(tree, verb) if each < number]
    if near:
        return near[-1:]
    inside = children(tree, number, "nsubj", "nummod")
    if inside:
        return inside[:1]
    doer = subject(tree, verb)
    left = lemma(tree.words[verb]) == "leave"
    return [] if doer is None or left else coordinated(tree, doer)


def _toll(tree: Parsed, number: int) -> list[int]:
    """Return the figure of "the death toll ... rose to 40"."""
    before = {lemma(tree.words[each]) for each in children(tree, number, "compound", "amod")}
    if "death" not in before:
        return []
    verb = tree.words[number].head
    reached = [*objects(tree, verb), *prepositional(tree, verb, "to", "at", "above", "past")]
    return reached[:1] or prepositional(tree, number, "of")


def _victims(tree: Parsed, kind: str, head: int, known: Known) -> Iterator[Harm]:
    word = tree.words[head]
    if (
        word.tag in {"PRP", "WP", "WDT", "EX"}
        or lemma(word) in _FRACTIONS
        or not (persons(tree, head) or children(tree, head, "nummod") or word.tag == "CD")
    ):
        return
    run = _with_bound(tree, head)
    number = _number(tree, head, run, known)
    names = _names(tree, head, known)
    if names and (number is None or number.value == len(names)):
        yield Harm(kind, noun_phrase(tree, head), float(len(names)), None, "named", None, names)
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


def _names(tree: Parsed, head: int, known: Known) -> frozenset[str]:
    """Return the persons that are named as the victims, their appositions included."""
    apart = [one for each in children(tree, head, "appos") for one in coordinated(tree, each)]
    words = [number for one in (head, *apart) for number in together(tree, one)]
    runs = [(tree.words[each].start, tree.words[each].end) for each in words]
    named = {each.entity for run in runs if (each := known.mention(run)) and each.type == "PERSON"}
    word = tree.words[head]
    if (
        not named
        and word.tag == "NNP"
        and not word.text.isupper()
        and not known.is_place((word.start, word.end))
    ):
        named = {word.text}
    return frozenset(named)


def _number(tree: Parsed, head: int, run: Run, known: Known) -> Number | None:
    """Return the number of a noun: as the step of quantities has it, else as its words say."""
    for each in known.quantities_in((tree.start, tree.end)):
        if overlap(run_of(each), run) and each.unit in {
            "people",
            "hostages",
            "children",
            "civilians",
        }:
            return Number(each.value, each.value_max, each.bound)
    return _own_number(tree, head)


def _own_number(tree: Parsed, head: int) -> Number | None:
    words = english()
    numerals = children(tree, head, "nummod")
    if tree.words[head].tag == "CD" or lemma(tree.words[head]) in words.multiples:
        numerals = [head]
    if not numerals:
        deeper = [
            each
            for each in children(tree, head, "det")
            if tree.words[each].text.lower() in {"a", "an"}
        ]
        return Number(1.0) if deeper and tree.words[head].tag == "NN" else None
    first = last = numerals[-1]
    while first and _of_number(tree, first - 1):
        first -= 1
    while (
        last + 2 < len(tree.words)
        and tree.words[last + 2].tag == "CD"
        and (tree.words[last + 1].text.lower() in {"and", "to", "-", "\u2013", "or"})
    ):
        last += 2
    said = [tree.words[each].text.lower().replace("\u2013", "-") for each in range(first, last + 1)]
    said = [lemma(tree.words[last]) if each == said[-1] else each for each in said]
    before = " ".join(word.text for word in tree.words[max(0, first - _BOUND_WORDS) : first])
    bound = bounded(before, words.bounds)
    for joint in ("-", "to", "and", "or"):
        if joint in said[1:-1]:
            at = said.index(joint, 1)
            low = in_words(said[:at], words.numbers, words.multiples)
            high = in_words(said[at + 1 :], words.numbers, words.multiples)
            if (
                low is not None
                and high is not None
                and low < high
                and digits(said[at - 1]) is not None
            ):
                return Number(low, high, "between")
    if (
        said[-1] in {"dozen", "hundred", "thousand", "million"}
        and len(said) == 1
        and (tree.words[last].text.lower().endswith("s"))
    ):
        return Number(None, None, "multiple")
    value = in_words(said, words.numbers, words.multiples)
    return None if value is None else Number(value, None, bound)


def _of_number(tree: Parsed, number: int) -> bool:
    word = tree.words[number]
    return word.tag == "CD" or word.text in {"-", "half"} or (
        word.text == "a" and number > 0 and tree.words[number - 1].text.lower() == "half"
    ) or (
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
