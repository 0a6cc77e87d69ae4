"""The incidents of English sentences: each mention with its arguments, not yet merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from amana.analysis.incidents import english_arguments as arguments
from amana.analysis.incidents import english_setting as setting
from amana.analysis.incidents.english_harm import Hurt, harms
from amana.analysis.incidents.english_reality import definite, happened, particular, verb_happened
from amana.analysis.incidents.english_triggers import (
    Found,
    candidates,
    figurative,
    satisfied,
    words_of,
)
from amana.analysis.incidents.event import Event, Harm, Run, Told, overlap
from amana.analysis.incidents.known import Known
from amana.analysis.incidents.scheme import English, english, kinds
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
    hurt = harms(tree, known)
    events = _absorbed(tree, events)
    loose = _attach(tree, events, hurt)
    for each in events:
        each.type = _more_exactly(tree, each, words)
    return events, loose


def _counts(tree: Parsed, found: Found, around: frozenset[str], known: Known) -> bool:
    run = (tree.words[found.first].start, tree.words[found.last].end)
    return (
        not known.is_other_name(run)
        and satisfied(tree, found)
        and not figurative(tree, found, around)
        and happened(tree, found)
        and particular(tree, found)
    )


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
    if event.type == "killing" and not event.noun and _in_custody(tree, event.head, words):
        return "killing in detention"
    return event.type


def _in_custody(tree: Parsed, verb: int, words: English) -> bool:
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


def _absorbed(tree: Parsed, events: list[Event]) -> list[Event]:
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
            if one is not each and one.noun and _under(tree, one.head, each.head)
        ]
        cause = [one for one in kept if one is not each and _causes(tree, one, each)]
        if cause:
            _take(cause[0], each)
            kept.remove(each)
        elif inside and each.type == "killing" and _in_custody(tree, each.head, english()):
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
        if word.dep not in {"conj", "advcl"}:
            break
        word = governor
    return False


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
    """Return how many steps lie between two words of the tree, None where too many."""
    path = [one, *above(tree, one)]
    for step, each in enumerate([other, *above(tree, other)]):
        if each in path:
            total = step + path.index(each)
            return total if total <= _FARTHEST else None
    return None
