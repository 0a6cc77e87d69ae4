"""Where and when it is said to have happened, as an English sentence says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from amana.analysis.incidents.english_arguments import actor, modifier
from amana.analysis.incidents.english_triggers import Found
from amana.analysis.incidents.event import Run, overlap
from amana.analysis.incidents.known import Known, run_of
from amana.analysis.incidents.scheme import english
from amana.analysis.parsing import Parsed, Word
from amana.analysis.phrases import (
    above,
    children,
    coordinated,
    is_day,
    is_noun,
    is_verb,
    lemma,
    noun_phrase,
    objects,
    passive,
    prepositional,
    subject,
)

_FARTHEST = 9
_NOT_THERE = frozenset({
    "aftermath", "context", "course", "event", "face", "light", "midst", "name", "wake",
})  # fmt: skip
_ASIDE = frozenset({
    "about", "after", "amid", "before", "concerning", "despite", "following", "over", "regarding",
    "since",
})  # fmt: skip
"""What names an event beside the clause that it stands in: the date of the clause is not its."""
_OF_A_PLACE = frozenset({"shelling", "bombardment", "bombing", "siege", "incursion"})
_WHERE_TOGETHER = frozenset({"of", "on", "in", "at", "from", "between"})


def _aside(tree: Parsed, path: Sequence[int]) -> bool:
    """Tell whether an event is only spoken of beside the clause ("summoned ... over the raid")."""
    return any(
        tree.words[each].dep in {"prep", "pcomp"} and tree.words[each].text.lower() in _ASIDE
        for each in path
    )


def where(tree: Parsed, found: Found, known: Known) -> list[Run]:
    """Return the phrases that say where it happened, each as far as it locates."""
    runs = _by_preposition(tree, found, known)
    if found.trigger.noun:
        runs += _before_noun(tree, found, known)
    hit = _hit_places(tree, found)
    runs += [noun_phrase(tree, each) for each in hit if _is_settlement(tree, each, known)]
    doer = actor(tree, found, known)
    return [run for run in dict.fromkeys(runs) if not (doer and overlap(run, doer))]


def _by_preposition(tree: Parsed, found: Found, known: Known) -> list[Run]:
    words = english()
    runs: list[Run] = []
    for number, word in enumerate(tree.words):
        before = word.dep in {"prep", "advmod"} or word.tag == "IN" or lemma(word) == "close"
        if not before or word.text.lower() not in words.place_prepositions:
            continue
        inside = children(tree, number, "pobj")
        if word.dep != "prep" and lemma(word) in words.directions | {"close"}:
            inside = prepositional(tree, number, "of", "from", "to")
        for inner in inside if _belongs(tree, number, found) else ():
            run = _located(tree, number, inner, known)
            if run and not any(overlap(run, each) for each in runs):
                runs.append(run)
    return runs


def _before_noun(tree: Parsed, found: Found, known: Known) -> list[Run]:
    """Return the place that is named before a noun: "the Kesra bombing", "Norland's civil war"."""
    runs = []
    for each in children(tree, found.head, "compound", "nmod", "poss"):
        word = tree.words[each]
        run = (word.start, word.end)
        war = word.dep == "poss" and found.trigger.type == "armed conflict"
        if each < found.first and known.is_place(run) and (war or not known.is_country(run)):
            runs.append(modifier(tree, each))
    return runs


def _is_settlement(tree: Parsed, number: int, known: Known) -> bool:
    settled = lemma(tree.words[number]) in english().settlements
    placed = known.is_place(noun_phrase(tree, number)) and not _is_no_place(tree, number)
    return settled or placed


def _is_no_place(tree: Parsed, number: int) -> bool:
    """Tell whether a noun is of people, vehicles or accidents: a name before it does not locate."""
    words, word = english(), tree.words[number]
    its = lemma(word)
    if word.tag in {"NNP", "NNPS"}:
        return False
    return its in words.people | words.forces | words.vehicles | words.accident or (
        its not in words.place_nouns and bool(children(tree, number, "nummod"))
    )


def _hit_places(tree: Parsed, found: Found) -> list[int]:
    """Return what was hit, where that may be a place."""
    if found.trigger.noun:
        of = found.trigger.type in _OF_A_PLACE
        return prepositional(tree, found.head, "of") if of else []
    done = objects(tree, found.head)
    if not done and passive(tree, found.head):
        doer = subject(tree, found.head)
        done = [] if doer is None else coordinated(tree, doer)
    return [each for each in done if is_noun(tree.words[each])]


def _belongs(tree: Parsed, number: int, found: Found) -> bool:
    """Tell whether a phrase belongs to the clause of a trigger, and not to who reports it."""
    clause = _clause(tree, found.head)
    words = english()
    open_verbs = words.link_verbs | words.light_verbs | words.static_verbs
    for step, each in enumerate(above(tree, number)):
        if each in {found.head, clause}:
            return True
        word = tree.words[each]
        if (
            step > _FARTHEST
            or word.dep in {"ccomp", "parataxis"}
            or (word.dep in {"relcl", "acl", "advcl"} and lemma(word) not in open_verbs)
        ):
            return False
    return False


def _clause(tree: Parsed, number: int) -> int:
    """Return the verb of the clause of a trigger, unless it only reports."""
    if is_verb(tree.words[number]):
        return number
    words = english()
    for each in above(tree, number):
        word = tree.words[each]
        if is_verb(word):
            acts = words.light_verbs | words.link_verbs | words.occur_verbs
            harms = {verb for verbs in words.harm.values() for verb in verbs}
            return each if lemma(word) in acts | harms or lemma(word) == "be" else number
        if word.dep in {"relcl", "ccomp"}:
            break
    return number


def _located(tree: Parsed, preposition: int, noun: int, known: Known) -> Run | None:
    """Return the fullest phrase that locates, if the noun is one of a place."""
    if _is_a_time(tree, noun, known) or not _is_placed(tree, preposition, noun, known):
        return None
    words, word = english(), tree.words[noun]
    run = _with_more(tree, noun)
    small = tree.words[preposition].text.lower()
    along = word.tag in {"NNP", "NNPS"} or lemma(word) in words.along
    if small in {"on", "against"} and not along:
        return None
    if small in words.bare_prepositions:
        return run
    first = preposition
    while (
        first
        and tree.words[first - 1].head == preposition
        and tree.words[first - 1].dep in {"advmod", "npadvmod"}
    ):
        first -= 1
    return tree.words[first].start, run[1]


def _is_a_time(tree: Parsed, noun: int, known: Known) -> bool:
    """Tell whether a noun is one of time, or of an event ("in an airstrike")."""
    word = tree.words[noun]
    dates = known.times_in((tree.start, tree.end))
    dated = any(overlap(run_of(time), (word.start, word.end)) for time in dates)
    clock = word.text[:1].isdigit() or word.text.lower() in {"pm", "am", "p.m.", "a.m."}
    return dated or clock or lemma(word) in english().generic_nouns


def _is_placed(tree: Parsed, preposition: int, noun: int, known: Known) -> bool:
    """Tell whether a noun after a preposition is one of a place."""
    words, word = english(), tree.words[noun]
    named = known.mention((word.start, word.end))
    if named is not None and named.type in {"PERSON", "NORP"}:
        return False
    if lemma(word) in words.place_nouns | words.directions:
        return True
    if tree.words[preposition].text.lower() == "between" and _is_party(tree, noun, known):
        return False
    if known.is_place(noun_phrase(tree, noun)):
        return lemma(word) not in _NOT_THERE and not _is_no_place(tree, noun)
    small = tree.words[preposition].text.lower()
    unnamed = word.tag in {"NNP", "NNPS"} and named is None and not is_day(word)
    return unnamed and small in words.bare_prepositions | {"near", "outside"}


def _is_party(tree: Parsed, noun: int, known: Known) -> bool:
    """Tell whether what a war is "between" is who wages it, and not a place."""
    word = tree.words[noun]
    return word.tag not in {"NNP", "NNPS"} or known.is_country((word.start, word.end))


def _with_more(tree: Parsed, noun: int) -> Run:
    """Return a noun phrase with what locates it further ("the port on the northern side")."""
    start, end = noun_phrase(tree, noun)
    for each in children(tree, noun, "prep", "appos"):
        word = tree.words[each]
        if word.dep == "prep" and word.text.lower() in _WHERE_TOGETHER and each > noun:
            inner = [one for one in children(tree, each, "pobj") if is_noun(tree.words[one])]
            if (
                inner
                and not is_day(tree.words[inner[0]])
                and (
                    tree.words[inner[0]].tag != "CD"
                    and lemma(tree.words[inner[0]]) not in {"year", "month", "week"}
                )
            ):
                end = max(end, _with_more(tree, inner[0])[1])
    return start, end


def when(tree: Parsed, found: Found, known: Known) -> tuple[Run, str | None] | None:
    """Return the date of it with its value: the one in its own clause, nearest to it."""
    best: tuple[int, Run, str | None] | None = None
    for each in known.times_in((tree.start, tree.end)):
        run = run_of(each)
        first = bisect_right(tree.words, run[0], key=lambda word: word.end)
        numbers = range(first, bisect_left(tree.words, run[1], lo=first, key=_start))
        if not numbers:
            continue
        top = min(numbers, key=lambda n: len(list(above(tree, n))))
        far = _distance(tree, top, found)
        if far is not None and (best is None or far < best[0]):
            best = (far, run, each.edtf)
    return (best[1], best[2]) if best else None


def _start(word: Word) -> int:
    return word.start


def _distance(tree: Parsed, number: int, found: Found) -> int | None:
    """Return how far a date is from a trigger in the tree; None where it dates something else."""
    words = english()
    path = [found.head, *above(tree, found.head)]
    for step, each in enumerate([number, *above(tree, number)]):
        if each in path:
            place = path.index(each)
            between = path[1 : place + 1]
            if any(
                is_verb(tree.words[one])
                and lemma(tree.words[one]) in words.reporting
                and not passive(tree, one)
                for one in between
            ):
                return None
            if any(tree.words[one].dep in {"ccomp", "relcl"} for one in path[:place]):
                return None
            if found.trigger.noun and _aside(tree, path[:place]):
                return None
            return step + place
        word = tree.words[each]
        if word.dep in {"ccomp", "advcl"} or (
            word.dep in {"relcl", "acl"}
            and (lemma(word) not in words.link_verbs | words.light_verbs)
        ):
            return None
    return None
