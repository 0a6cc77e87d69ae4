"""Which words of an English sentence state a step of a proceeding."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from amana.analysis.incidents.english_triggers import persons
from amana.analysis.incidents.known import Known
from amana.analysis.parsing import Parsed
from amana.analysis.phrases import (
    children,
    coordinated,
    is_noun,
    is_verb,
    lemma,
    noun_phrase,
    objects,
    passive,
    prepositional,
)
from amana.analysis.proceedings.scheme import Act, Phrase, acts, groups, nominal
from amana.text import light_stem

_TITLE_REACH = 6
_PREPOSITIONS = frozenset({"for", "of", "to", "on", "from", "in"})
_NOUNS_OF_PLACES = frozenset({"NNP", "NNPS"})


class Stated(msgspec.Struct, frozen=True):
    """An act in a sentence: the number of its head, its object, and its first and last word."""

    act: Act
    head: int
    object: int | None
    first: int
    last: int
    noun: bool = False


def stated(tree: Parsed, known: Known, *, title: bool) -> Iterator[Stated]:
    """Yield the acts that a sentence states, each word of it in one act only."""
    taken: set[int] = set()
    for number in range(len(tree.words)):
        if number in taken:
            continue
        found = _by_verb(tree, number, known, title=title) or _by_noun(tree, number, known, taken)
        if found is not None:
            taken.update(range(found.first, found.last + 1))
            if found.object is not None:
                taken.add(found.object)
            yield found


def _by_verb(tree: Parsed, verb: int, known: Known, *, title: bool) -> Stated | None:
    word = tree.words[verb]
    table = acts("en")
    keys = dict.fromkeys((lemma(word), light_stem(word.text.lower()) if title else lemma(word)))
    for act in (each for key in keys for each in table.get(key, ())):
        last = _rest(tree, verb, act.verb)
        if last is None:
            continue
        found = _with_object(tree, verb, last, act, known) if is_verb(word) else None
        if found is None and title:
            found = _in_a_headline(tree, verb, act)
        if found is not None:
            return found
    return None


def _rest(tree: Parsed, verb: int, wanted: Phrase) -> int | None:
    """Return the last word of a verb that goes on with a particle, preposition or noun."""
    at = verb
    for each in wanted[1:]:
        near = range(at + 1, min(len(tree.words), at + 4))
        found = next(
            (n for n in near if each in {lemma(tree.words[n]), tree.words[n].text.lower()}), None
        )
        if found is None:
            return None
        at = found
    return at


def _with_object(tree: Parsed, verb: int, last: int, act: Act, known: Known) -> Stated | None:
    if act.objects and act.objects[0] == ("-",):
        return Stated(act, verb, None, _helped(tree, verb), last)
    done = _objects_of(tree, verb, act)
    for each in done:
        if _fits(tree, verb, each, act, known):
            first = _helped(tree, verb) if each < verb else verb
            end = verb if each < verb else _end_of(tree, each, act)
            return Stated(act, verb, each, first, max(end, last if each > verb else verb))
    return None


def _objects_of(tree: Parsed, verb: int, act: Act) -> list[int]:
    if act.verb[-1] in _PREPOSITIONS and len(act.verb) > 1:
        return prepositional(tree, verb, act.verb[-1])
    if act.verb[0] == "refer" and not objects(tree, verb):
        return prepositional(tree, verb, "to")
    done = objects(tree, verb)
    if done:
        return done
    if act.step in {"trial", "dialogue"} and not passive(tree, verb):
        return children(tree, verb, "nsubj")
    if passive(tree, verb):
        subjects = children(tree, verb, "nsubjpass")
        if not subjects and tree.words[verb].dep in {"acl", "relcl"}:
            subjects = [tree.words[verb].head]
        return [one for each in subjects for one in coordinated(tree, each)]
    return []


def _fits(tree: Parsed, verb: int, number: int, act: Act, known: Known) -> bool:
    """Tell whether a noun is an object that makes the act of the verb."""
    kind = act.objects[0][0] if act.objects else ""
    if kind == "*":
        return is_noun(tree.words[number]) or tree.words[number].tag == "PRP"
    if kind == "@place":
        return _is_place(tree, number, known)
    if kind == "@with":
        return persons(tree, number) and bool(prepositional(tree, verb, "with"))
    if kind == "@to-court":
        to = prepositional(tree, verb, "to")
        return any(lemma(tree.words[each]) in groups("en").courts for each in to)
    return any(_is_phrase(tree, number, each) for each in act.objects)


def _is_place(tree: Parsed, number: int, known: Known) -> bool:
    word = tree.words[number]
    named = known.mention((word.start, word.end))
    if named is not None:
        return named.type in {"GPE", "LOC", "FAC"}
    return word.tag in _NOUNS_OF_PLACES or lemma(word) in groups("en").places


def _is_phrase(tree: Parsed, head: int, wanted: Phrase) -> bool:
    """Tell whether the phrase of a noun is `wanted`: words before it, or a preposition after it."""
    for at, each in enumerate(wanted):
        if each in _PREPOSITIONS:
            after = prepositional(tree, head, each)
            inside = any(_ends_with(tree, one, wanted[at + 1 :]) for one in after)
            return _ends_with(tree, head, wanted[:at]) and inside
    return _ends_with(tree, head, wanted)


def _ends_with(tree: Parsed, head: int, wanted: Phrase) -> bool:
    at = head
    for each in reversed(wanted):
        while at >= 0 and tree.words[at].text == "-" and each != "-":
            at -= 1
        if at < 0 or each not in _forms(tree, at):
            return False
        at -= 1
    return True


def _forms(tree: Parsed, number: int) -> set[str]:
    """Return the lemma of a word, the word itself, and its singular, which names in titles need."""
    small = tree.words[number].text.lower()
    return {lemma(tree.words[number]), small, light_stem(small)}


def _end_of(tree: Parsed, number: int, act: Act) -> int:
    """Return the last word of the object, with the phrase that the act names ("for warrants")."""
    for wanted in act.objects:
        for each in wanted:
            if each in _PREPOSITIONS and _is_phrase(tree, number, wanted):
                return max(prepositional(tree, number, each))
    if act.step == "warrant request withdrawn":
        return max([number, *prepositional(tree, number, "for")])
    return number


def _helped(tree: Parsed, verb: int) -> int:
    """Return the first word of a verb with its helping verbs."""
    helpers = [each for each in children(tree, verb, "aux", "auxpass", "neg") if each < verb]
    first = min([verb, *helpers])
    return first if verb - first <= _TITLE_REACH else verb


def _in_a_headline(tree: Parsed, verb: int, act: Act) -> Stated | None:
    """Return an act of a headline, which the parser reads badly: verb and object in order."""
    for here in range(verb + 1, min(len(tree.words), verb + _TITLE_REACH)):
        for wanted in act.objects:
            if wanted[0][:1] not in {"@", "*", "-"} and _ends_with(tree, here, wanted):
                if here - len(wanted) < verb:
                    continue
                return Stated(act, verb, here, verb, here)
    return None


def _by_noun(tree: Parsed, number: int, known: Known, taken: set[int]) -> Stated | None:
    word = tree.words[number]
    for first in sorted({lemma(word), word.text.lower()}):
        for act in nominal("en").get(first, ()):
            found = _noun_phrase_of(tree, number, act, known)
            if found is not None and not taken & set(range(found.first, found.last + 1)):
                return found
    return None


def _noun_phrase_of(tree: Parsed, number: int, act: Act, known: Known) -> Stated | None:
    """Return the act that a noun states with the words after it ("request for warrants")."""
    wanted = act.verb
    preposition = next((each for each in wanted if each in _PREPOSITIONS), None)
    head = number
    if preposition is None:
        head = number + len(wanted) - 1
        fits = head < len(tree.words) and is_noun(tree.words[head])
        fits = fits and _ends_with(tree, head, wanted)
        return Stated(act, head, None, number, head, noun=True) if fits else None
    at = wanted.index(preposition)
    head = number + at - 1
    if (
        head >= len(tree.words)
        or not is_noun(tree.words[head])
        or not _ends_with(tree, head, wanted[:at])
    ):
        return None
    after = wanted[at + 1 :]
    for each in prepositional(tree, head, preposition):
        placed = act.step != "visit" or _is_place(tree, each, known)
        if placed and (not after or _ends_with(tree, each, after)):
            last = each if after or act.step == "visit" else head
            return Stated(act, head, each, number, last, noun=True)
    return None


def run_of(tree: Parsed, found: Stated) -> tuple[int, int]:
    """Return where the trigger of an act stands in the text."""
    return tree.words[found.first].start, tree.words[found.last].end


def phrase_of(tree: Parsed, number: int) -> tuple[int, int]:
    """Return where the phrase of a party stands in the text."""
    return noun_phrase(tree, number)
