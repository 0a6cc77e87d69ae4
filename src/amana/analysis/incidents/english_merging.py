"""Which words of one sentence tell of the same incident: the attack and "killed", lists of acts."""

from __future__ import annotations

from collections.abc import Iterator

from amana.analysis.incidents.event import Event, overlap
from amana.analysis.incidents.scheme import English, english
from amana.analysis.parsing import Parsed
from amana.analysis.phrases import (
    above,
    agent,
    children,
    coordinated,
    is_noun,
    is_verb,
    lemma,
    passive,
    prepositional,
    subject,
)

_AROUND = (
    "in",
    "by",
    "during",
    "from",
    "after",
    "following",
    "since",
    "amid",
    "when",
    "under",
    "with",
)
_LIST = 3


def lists_as_one(tree: Parsed, events: list[Event]) -> list[Event]:
    """Make one event of a list of three or more acts ("murder, rape and torture")."""
    nouns = {each.head: each for each in events if each.noun}
    for first in [each for each in events if each.noun]:
        inside = [nouns[at] for at in coordinated(tree, first.head) if at in nouns]
        bare = all(each.actor is None and not each.where and not each.when for each in inside)
        if len(inside) < _LIST or not bare:
            continue
        first.trigger = (first.trigger[0], inside[-1].trigger[1])
        first.notes.append("acts listed: " + ", ".join(each.type for each in inside))
        first.listed = True
        return [each for each in events if each is first or each not in inside]
    return events


def absorbed(tree: Parsed, events: list[Event]) -> list[Event]:
    """Merge "killed" into the event that killed; what only names a means becomes one."""
    kept = list(events)
    for each in events:
        if each.noun or each not in kept:
            continue
        if each.type == "strike" or lemma(tree.words[each.head]) in english().link_verbs:
            _into_what_struck(tree, each, kept)
        if each.type not in english().harm_types or each not in kept:
            continue
        inside = [
            one
            for one in kept
            if one is not each and one.noun and _under_any(tree, one.head, each.head)
        ]
        cause = [one for one in kept if one is not each and _causes(tree, one, each)]
        if cause:
            _take(cause[0], each)
            kept.remove(each)
        elif inside and each.type == "killing" and in_custody(tree, each.head, english()):
            _means_of_death(each, inside, kept)
        elif len(inside) == 1:
            if each.actor is None or passive(tree, each.head):
                _take(inside[0], each)
                kept.remove(each)
            else:
                each.weapons.append(inside[0].trigger)
                each.where += [run for run in inside[0].where if run not in each.where]
                each.later.append(inside[0].trigger)
                kept.remove(inside[0])
        elif len(inside) > 1 and each.type == "killing":
            _means_of_death(each, inside, kept)
    return kept


def _into_what_struck(tree: Parsed, verb: Event, kept: list[Event]) -> None:
    """Merge "hit", "struck" into the strike that is its subject, or by which something was hit."""
    doer = agent(tree, verb.head) if passive(tree, verb.head) else subject(tree, verb.head)
    for one in kept:
        if one is not verb and one.noun and one.head == doer:
            _take(one, verb)
            one.targets += [run for run in verb.targets if run not in one.targets]
            kept.remove(verb)
            return


def _means_of_death(killing: Event, inside: list[Event], kept: list[Event]) -> None:
    """Several ways of being killed stay one killing; killings among them are the same event."""
    for one in inside:
        if one.type in {"mass execution", "execution", "massacre"}:
            killing.later.append(one.trigger)
            kept.remove(one)


def _under_any(tree: Parsed, noun: int, verb: int) -> bool:
    """Tell whether a noun stands in a phrase of a verb or of one that is coordinated with it."""
    return any(
        _under(tree, noun, each) for each in coordinated(tree, verb) if is_verb(tree.words[each])
    )


def _under(tree: Parsed, noun: int, verb: int) -> bool:
    """Tell whether a noun stands in a phrase of the verb ("killed in an airstrike")."""
    phrases = [
        one
        for each in children(tree, verb, "prep", "agent", "conj", "advcl")
        for one in coordinated(tree, each)
        if tree.words[one].text.lower() in _AROUND
    ]
    for each in phrases:
        if noun in tree.subtree(each) and not any(
            tree.words[one].dep in {"relcl", "ccomp", "acl"} for one in _between(tree, noun, each)
        ):
            return True
    return noun in prepositional(tree, verb, *_AROUND)


def _causes(tree: Parsed, cause: Event, harm: Event) -> bool:
    """Tell whether an event is what killed or hurt: its subject, or the clause that it ends."""
    doer = subject(tree, harm.head)
    if cause.noun and doer is not None and cause.head in (doer, *_of_what(tree, doer)):
        return True
    led = tree.words[cause.head]
    if led.dep == "advcl" and led.head == harm.head and not cause.noun:
        marks = {
            tree.words[each].text.lower() for each in children(tree, cause.head, "mark", "advmod")
        }
        return bool(marks & {"when", "after", "as", "while"}) and harm.actor is None
    word = tree.words[harm.head]
    for _ in range(3):
        if word.head == cause.head and word.dep in {"relcl", "acl", "advcl", "conj", "xcomp"}:
            return cause.noun or (
                word.dep in {"advcl", "xcomp", "conj"} and _without_doer(tree, harm)
            )
        governor = tree.words[word.head]
        light = is_verb(governor) and cause.noun and tree.words[cause.head].head == word.head
        if light and word.dep in {"advcl", "conj", "acl"}:
            return tree.words[cause.head].dep in {"dobj", "nsubj", "nsubjpass", "prep"}
        marked = _marked(tree, word.head)
        if word.dep not in {"conj", "advcl"} or marked:
            break
        word = governor
    return False


def _marked(tree: Parsed, verb: int) -> bool:
    """Tell whether a clause begins with "after", "while": it tells of another event."""
    return bool(children(tree, verb, "mark"))


def _of_what(tree: Parsed, number: int) -> Iterator[int]:
    """Yield the nouns of which a noun is a part ("the bombing of the market", from the market)."""
    for each in above(tree, number):
        if tree.words[each].dep not in {"prep", "pobj"} and not is_noun(tree.words[each]):
            return
        if is_noun(tree.words[each]):
            yield each


def _without_doer(tree: Parsed, harm: Event) -> bool:
    own = children(tree, harm.head, "nsubj", "nsubjpass")
    return not own


def _take(event: Event, harm: Event) -> None:
    """Let an event take over from the verb of harm what it does not have itself."""
    event.where += [run for run in harm.where if run not in event.where]
    if event.when is None:
        event.when, event.edtf = harm.when, harm.edtf
    mine = [event.trigger, *event.where, *event.targets]
    if event.actor is None and harm.actor and not any(overlap(harm.actor, each) for each in mine):
        event.actor = harm.actor
    event.told = event.told if event.told.hedged else harm.told
    event.later += harm.later


def in_custody(tree: Parsed, verb: int, words: English) -> bool:
    """Tell whether somebody was killed in prison, or by the conditions there."""
    below = tree.subtree(verb)
    said = [each for each in below if lemma(tree.words[each]) in words.detention]
    return any(
        tree.words[one].dep in {"prep", "pobj", "conj", "compound", "nmod"}
        and tree.words[one].head != verb
        for one in said
        if not any(
            tree.words[up].dep in {"relcl", "advcl", "nsubj", "nsubjpass"}
            for up in _between(tree, one, verb)
        )
    )


def _between(tree: Parsed, low: int, high: int) -> Iterator[int]:
    yield low
    for each in above(tree, low):
        if each == high:
            return
        yield each
