"""Which words of an English sentence name an incident, and which only look so."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from amana.analysis.incidents.scheme import Trigger, english, triggers
from amana.analysis.parsing import Parsed, Word
from amana.analysis.phrases import (
    above,
    children,
    is_noun,
    is_verb,
    lemma,
    objects,
    passive,
    prepositional,
    subject,
)

_JOINS = frozenset({"-", "\u2013"})


class Found(msgspec.Struct, frozen=True):
    """A trigger in a sentence: the numbers of its first, last and head word."""

    trigger: Trigger
    first: int
    last: int
    head: int


def candidates(tree: Parsed) -> Iterator[Found]:
    """Yield the words that may name an incident, the longest where several begin, in order."""
    table = triggers("en")
    at = 0
    while at < len(tree.words):
        found = _using(tree, at) or next(
            (
                each
                for key in _forms(tree.words[at])
                for row in table.get(key, ())
                if (each := _match(tree, at, row)) is not None
            ),
            None,
        )
        if found is None:
            at += 1
            continue
        yield found
        at = found.last + 1


def _using(tree: Parsed, at: int) -> Found | None:
    """Return the use of a weapon ("used chlorine gas", "fired rockets") if a verb says so here."""
    verbs = english().weapon_verbs
    its = lemma(tree.words[at])
    qualifies = tree.words[at].dep == "acl"  # "attacks using chlorine": the attacks count
    if its not in verbs or not is_verb(tree.words[at]) or qualifies:
        return None
    for each in objects(tree, at):
        word = lemma(tree.words[each])
        event = any(row.words == (word,) and row.noun for row in triggers("en").get(word, ()))
        kind = None if event else means_of(tree, each)
        if kind and (verbs[its] == "any" or kind in _FORBIDDEN) and each > at:
            return Found(Trigger((its,), False, kind, ""), at, each, at)
    return None


def means_of(tree: Parsed, number: int) -> str | None:
    """Return the type of incident that a means makes: "" for none, None for what is no means."""
    word = tree.words[number]
    before = " ".join(
        lemma(tree.words[each])
        for each in children(tree, number, "compound", "amod")
        if each < number
    )
    said = f"{before} {lemma(word)}".strip()
    best: tuple[int, str] | None = None
    for kind, means in english().weapons.items():
        for each in means:
            fits = said == each or said.endswith(" " + each) or each in said.split()
            if fits and (best is None or len(each) > best[0]):
                best = (len(each), kind)
    return best[1] if best else None


_FORBIDDEN = frozenset(
    {"chemical attack", "attack with cluster munitions", "attack with incendiary weapons"}
)


def _forms(word: Word) -> tuple[str, ...]:
    small, its = word.text.lower(), lemma(word)
    return (its,) if its == small else (its, small)


def _match(tree: Parsed, at: int, row: Trigger) -> Found | None:
    """Return the trigger if its words stand here, hyphens between them disregarded."""
    here = at
    for number, wanted in enumerate(row.words):
        while number and here < len(tree.words) and tree.words[here].text in _JOINS:
            if wanted in _JOINS:
                break
            here += 1
        if here >= len(tree.words) or wanted not in _forms(tree.words[here]):
            return None
        here += 1
    last = here - 1
    head = last if row.noun else at
    if row.noun:
        head = _noun_head(tree, at, last)
    word = tree.words[head]
    gerund = word.tag == "VBG" and word.text.lower() == row.words[-1] and not objects(tree, head)
    right = (is_noun(word) or gerund) if row.noun else is_verb(word)
    return Found(row, at, last, head) if right else None


def _noun_head(tree: Parsed, first: int, last: int) -> int:
    """Return the head of a noun trigger: the word on which the others depend."""
    inside = set(range(first, last + 1))
    for each in range(last, first - 1, -1):
        if tree.words[each].head not in inside or tree.words[each].head == each:
            return each
    return last


def words_of(tree: Parsed) -> frozenset[str]:
    """Return the lemmas and words of a sentence in small letters."""
    return frozenset(form for word in tree.words for form in _forms(word))


def figurative(tree: Parsed, found: Found, around: frozenset[str]) -> bool:
    """Tell whether a word only looks like an incident: sport, labour, figures of speech.

    `around` are the words of the sentence and of those next to it.
    """
    words, here = english(), words_of(tree)
    armed = len(here & words.armed)
    sport = around & words.sports
    if (
        sport
        and found.trigger.type in words.sporting_types
        and len(sport) > len(around & words.armed)
    ):
        return True
    if found.trigger.type == "strike" and here & words.labour and not armed:
        return True
    if found.trigger.noun:
        return _noun_figure(tree, found)
    return _verb_figure(tree, found)


def _noun_figure(tree: Parsed, found: Found) -> bool:
    words = english()
    head = tree.words[found.head]
    if head.dep in {"compound", "nmod"} and head.head > found.head:
        governor = tree.words[head.head]
        if lemma(governor) in words.no_head or not _counts_as(governor):
            return True
    if head.dep == "amod":
        return True
    before = {
        lemma(tree.words[each]) for each in tree.children[found.head]
        if each < found.head and tree.words[each].dep in {"compound", "amod", "nmod", "poss"}
    }  # fmt: skip
    if before & words.unlike_compounds:
        return True
    causes = prepositional(tree, found.head, "on", "of", "against", "for", "over")
    return any(lemma(tree.words[each]) in words.abstract_causes for each in causes)


def _counts_as(governor: Word) -> bool:
    """Tell whether "<trigger> <noun>" still speaks of the event ("bombing victims")."""
    return lemma(governor) in {"victim", "death", "survivor", "toll", "casualty", "site", "scene"}


def _verb_figure(tree: Parsed, found: Found) -> bool:
    words = english()
    if found.last > found.head and found.trigger.words[0] in words.weapon_verbs:
        return False
    done = objects(tree, found.head) or (
        children(tree, found.head, "nsubjpass") if passive(tree, found.head) else []
    )
    things = {lemma(tree.words[each]) for each in done if not found.first <= each <= found.last}
    if things & (words.abstract_objects | words.motion):
        return True
    if {lemma(tree.words[each]) for each in prepositional(tree, found.head, "with")} & (
        words.verbal_with
    ):
        return True
    if found.trigger.type in {"attack", "strike", "killing"}:
        over = prepositional(tree, found.head, "over", "as")
        if over and not words_of(tree) & words.armed:
            return True
    doer = subject(tree, found.head)
    return (
        doer is not None
        and lemma(tree.words[doer]) in words.abstract_objects
        and lemma(tree.words[doer]) not in words.armed
    )


def satisfied(tree: Parsed, found: Found) -> bool:
    """Tell whether an ambiguous word has with it what it needs to count."""
    words, need = english(), found.trigger.need
    if not need:
        return True
    here = words_of(tree)
    if need == "armed":
        own = {
            form for each in range(found.first, found.last + 1) for form in _forms(tree.words[each])
        }
        return bool((here - own) & words.armed) or _between_parties(tree, found)
    if need == "person":
        return _to_persons(tree, found)
    return bool(objects(tree, found.head)) or passive(tree, found.head)


def _between_parties(tree: Parsed, found: Found) -> bool:
    """Tell whether a party is named as the one that acts and another or a place as what is hit."""
    names = [
        each for each in tree.children[found.head]
        if tree.words[each].tag in {"NNP", "NNPS"} or (tree.words[each].text[:1].isupper()
        and tree.words[each].dep in {"amod", "poss", "compound", "nmod"})
    ]  # fmt: skip
    if not found.trigger.noun:
        doer = subject(tree, found.head)
        named = [*([doer] if doer is not None else []), *objects(tree, found.head)]
        return len([n for n in named if tree.words[n].tag in {"NNP", "NNPS"}]) > 1
    return bool(names) and bool(
        children(tree, found.head, "prep") or tree.words[found.head].dep in {"pobj", "dobj"}
    )


def _to_persons(tree: Parsed, found: Found) -> bool:
    """Tell whether what a verb says is done to, or happens to, persons."""
    verb = found.head
    done = objects(tree, verb)
    if not done and passive(tree, verb):
        doer = subject(tree, verb)
        done = [] if doer is None else [doer]
    if not done:
        done = [] if (doer := subject(tree, verb)) is None else [doer]
        if lemma(tree.words[verb]) not in {
            "die",
            "disappear",
            "vanish",
            "go",
            "flee",
            "kill",
            "fire",
        }:
            return False
        if lemma(tree.words[verb]) == "flee":
            return any(
                tree.words[each].tag == "NNS" or children(tree, each, "nummod") for each in done
            )
    if _plainly_to_persons(tree, found):
        things = english().motion | english().abstract_objects | english().place_nouns
        return any(persons(tree, each) or lemma(tree.words[each]) not in things for each in done)
    return any(persons(tree, each) for each in done) or bool(
        prepositional(tree, verb, "at", "on") and lemma(tree.words[verb]) in {"fire", "shoot"}
    )


def _plainly_to_persons(tree: Parsed, found: Found) -> bool:
    """Tell whether a verb with an object is done to persons unless the object says otherwise."""
    words, its = english(), lemma(tree.words[found.head])
    plain = found.trigger.type in words.personal_types and its not in words.strict_verbs
    return plain and bool(objects(tree, found.head))


def persons(tree: Parsed, number: int) -> bool:
    """Tell whether a noun or number stands for persons: a word for people, a name, a bare count."""
    words, word = english(), tree.words[number]
    if word.tag in {"NNP", "NNPS", "PRP", "WP", "CD"} or lemma(word) in words.people:
        return True
    if lemma(word) in words.multiples or word.text.lower() in words.vague:
        return True
    return any(
        lemma(tree.words[each]) in words.people for each in prepositional(tree, number, "of")
    ) or any(tree.words[each].tag in {"NNP", "NNPS"} for each in children(tree, number, "appos"))


def governed(tree: Parsed, number: int) -> Iterator[Word]:
    """Yield the words above one, up to the verb of its clause."""
    for each in above(tree, number):
        yield tree.words[each]
        if is_verb(tree.words[each]):
            return
