"""The incidents of English sentences: each mention with its arguments, not yet merged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from amana.analysis.incidents import english_arguments as arguments
from amana.analysis.incidents import english_setting as setting
from amana.analysis.incidents.english_harm import Hurt, harms
from amana.analysis.incidents.english_merging import absorbed, in_custody, lists_as_one
from amana.analysis.incidents.english_reality import definite, happened, particular, verb_happened
from amana.analysis.incidents.english_triggers import (
    Found,
    candidates,
    figurative,
    satisfied,
    words_of,
)
from amana.analysis.incidents.event import Event, Harm, Run, Told
from amana.analysis.incidents.known import Known
from amana.analysis.incidents.scheme import English, english, kinds
from amana.analysis.parsing import Parsed
from amana.analysis.phrases import (
    above,
    children,
    is_verb,
    lemma,
    passive,
    prepositional,
)

_WINDOW = 1
_FARTHEST = 8
_MOST = 24  # no sentence of a person tells of more


def events_of(
    number: int, trees: dict[int, Parsed], known: Known
) -> tuple[list[Event], list[Harm]]:
    """Return the mentions of incidents in a sentence, and harms that belong to none of them."""
    tree = trees[number]
    around = frozenset[str]().union(
        *(words_of(trees[n]) for n in range(number - _WINDOW, number + _WINDOW + 1) if n in trees)
    )
    words = english()
    if words_of(tree) & words.accident and not words_of(tree) & words.forces:
        return [], []
    counted = (each for each in candidates(tree) if _counts(tree, each, around, known))
    found = list(islice(counted, _MOST))
    events = [_event(tree, each, number, known) for each in found]
    hurt = [each for each in harms(tree, known) if not _by_accident(tree, each.word)]
    events = absorbed(tree, lists_as_one(tree, events))
    loose = _attach(tree, events, hurt)
    for each in events:
        each.type = _more_exactly(tree, each, words)
    return events, loose


def _counts(tree: Parsed, found: Found, around: frozenset[str], known: Known) -> bool:
    run = (tree.words[found.first].start, tree.words[found.last].end)
    return (
        not known.is_other_name(run)
        and not _by_accident(tree, found.head)
        and satisfied(tree, found)
        and not figurative(tree, found, around)
        and happened(tree, found)
        and particular(tree, found)
    )


def _by_accident(tree: Parsed, number: int) -> bool:
    """Tell whether an accident is named as what did it ("killed in a helicopter crash")."""
    causes = prepositional(tree, number, "in", "by", "during", "from")
    return any(lemma(tree.words[each]) in english().accident for each in causes)


def _event(tree: Parsed, found: Found, sentence: int, known: Known) -> Event:
    means = arguments.weapons(tree, found)
    dated = setting.when(tree, found, known)
    before = {lemma(tree.words[each]) for each in tree.children[found.head] if each < found.first}
    words = english()
    event = Event(
        type=found.trigger.type,
        trigger=_trigger(tree, found),
        sentence=sentence,
        noun=found.trigger.noun,
        definite=definite(tree, found),
        separate=bool(before & words.separate),
        plural=tree.words[found.head].tag in {"NNS", "NNPS"},
        actor=arguments.actor(tree, found, known),
        targets=arguments.targets(tree, found, known),
        weapons=[run for run, _ in means],
        where=setting.where(tree, found, known),
        when=dated[0] if dated else None,
        edtf=dated[1] if dated else None,
        head=found.head,
    )
    event.type = _by_means(event.type, [kind for _, kind in means if kind] + _by_actor(tree, event))
    if before & words.alleged or _hedged(tree, found.head, words):
        event.told = Told(hedged=True)
    return event


def _trigger(tree: Parsed, found: Found) -> Run:
    """Return the run of a trigger, with the word for its means that stands before it."""
    return tree.words[found.first].start, tree.words[found.last].end


def _hedged(tree: Parsed, head: int, words: English) -> bool:
    """Tell whether "allegedly", "reportedly" or "is believed to" stands with the event."""
    for each in (head, *above(tree, head)):
        word = tree.words[each]
        adverbs = {lemma(tree.words[one]) for one in children(tree, each, "advmod", "amod")}
        if adverbs & words.alleged:
            return True
        if is_verb(word) and lemma(word) in {"deny", "reject", "refute"}:
            return True
        if (
            is_verb(word)
            and lemma(word)
            in {"believe", "report", "allege", "suspect", "think", "fear", "presume"}
            and (passive(tree, each))
        ):
            return True
        if each != head and is_verb(word):
            return False
    return False


def _by_actor(tree: Parsed, event: Event) -> list[str]:
    """Return the type that follows when aircraft are named as what acted."""
    acting = [word for word in tree.words if event.actor and word.end == event.actor[1]]
    return ["airstrike"] if acting and lemma(acting[0]) in english().vehicles else []


def _by_means(type_: str, means: Sequence[str]) -> str:
    """Return the more exact type that the means make of a general one."""
    for each in means:
        if each in kinds()[type_].covers:
            return each
    return type_


def _more_exactly(tree: Parsed, event: Event, words: English) -> str:
    """Return the type of an event in the light of what it did and of its sentence."""
    held = {each.kind for each in event.harms}
    if event.type in words.attack_types and "abducted" in held:
        return "attack and hostage-taking"
    here = words_of(tree)
    if event.type == "missing persons" and here & words.detention:
        return "enforced disappearance"
    if event.type == "killing" and not event.noun and in_custody(tree, event.head, words):
        return "killing in detention"
    return event.type


def _attach(tree: Parsed, events: list[Event], hurt: Sequence[Hurt]) -> list[Harm]:
    """Give each harm to the event it belongs to; return those that belong to none."""
    loose = []
    for each in hurt:
        near = [(far, at) for at, one in enumerate(events)
                if (far := _steps(tree, each.word, one.head)) is not None]  # fmt: skip
        if not near or _unreal_harm(tree, each.word):
            if not _unreal_harm(tree, each.word):
                loose.append(each.harm)
            continue
        event = events[min(near)[1]]
        event.harms.append(each.harm)
        event.targets = [run for run in event.targets if not (
            run[0] < each.harm.run[1] and each.harm.run[0] < run[1] and each.harm.bound != "named"
        )]  # fmt: skip
    return loose


def _unreal_harm(tree: Parsed, number: int) -> bool:
    word = tree.words[number]
    return is_verb(word) and not verb_happened(tree, number)


def _steps(tree: Parsed, one: int, other: int) -> int | None:
    """Return how many steps lie between two words of the tree, None if too many."""
    path = [one, *above(tree, one)]
    for step, each in enumerate([other, *above(tree, other)]):
        if each in path:
            total = step + path.index(each)
            return total if total <= _FARTHEST else None
    return None
