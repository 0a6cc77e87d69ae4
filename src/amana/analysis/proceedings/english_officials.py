"""Whether visits, talks, invitations and agreements are acts between states, bodies or courts.

A family visits a town, a club signs a deal, a host invites readers: only what is done by or with a
state, a body, a party to a conflict or a holder of an office is a step of a proceeding.
"""

from __future__ import annotations

from collections.abc import Iterable

from amana.analysis.incidents.english_triggers import words_of
from amana.analysis.incidents.event import Run
from amana.analysis.incidents.known import Known
from amana.analysis.incidents.scheme import english
from amana.analysis.parsing import Parsed, Word
from amana.analysis.phrases import children, coordinated, lemma, noun_phrase, prepositional
from amana.analysis.proceedings.english_acts import Stated
from amana.analysis.proceedings.scheme import groups
from amana.analysis.proceedings.step import BETWEEN
from amana.records import Mention

_COLLECTIVE = frozenset({"delegation", "group", "member", "number", "pair", "team"})
_PERSONAL = frozenset({"he", "she", "his", "her"})
_NAMES = frozenset({"NNP", "NNPS"})


def official_act(tree: Parsed, found: Stated, doers: Iterable[Run], known: Known) -> bool:
    """Tell whether an act is one of states, bodies, courts, or holders of an office."""
    step = found.act.step
    if step not in BETWEEN:
        return True
    if words_of(tree) & english().sports:
        return False
    acting = any(official(tree, run, known) for run in doers)
    if step == "invitation":
        return acting and (found.noun or _invited(tree, found, known))
    if step == "visit":
        return acting or (not doers and _of_state(tree, found))
    others = _others(tree, found)
    return acting or not (doers or others) or any(official(tree, run, known) for run in others)


def _invited(tree: Parsed, found: Stated, known: Known) -> bool:
    guests = [] if found.object is None else coordinated(tree, found.object)
    return any(official(tree, noun_phrase(tree, each), known) for each in guests)


def _of_state(tree: Parsed, found: Stated) -> bool:
    """Tell whether a visit is called one of state."""
    before = {lemma(tree.words[each]) for each in children(tree, found.head, "amod", "compound")}
    return bool(before & groups("en").of_state)


def _others(tree: Parsed, found: Stated) -> list[Run]:
    """Return with whom it is done."""
    places = [found.head] if found.object is None else [found.head, found.object]
    return [
        noun_phrase(tree, one)
        for each in places
        for one in prepositional(tree, each, "with", "between", "to")
    ]


def official(tree: Parsed, run: Run, known: Known) -> bool:
    """Tell whether a phrase means a state, a body, a party to a conflict or who holds an office."""
    words = [word for word in tree.words if run[0] <= word.start and word.end <= run[1]]
    if not words:
        return False
    if all(word.tag in {"PRP", "PRP$"} for word in words):
        return _meant(words[0], known)
    core = _core(words)
    if any(lemma(word) in _offices() for word in core):
        return True
    last = core[-1]
    named = known.mention((last.start, last.end))
    return last.tag in _NAMES if named is None else _is_official(named, known)


def _offices() -> frozenset[str]:
    its = groups("en")
    return its.bodies | its.officials | its.offices


def _core(words: list[Word]) -> list[Word]:
    """Return a phrase up to its first preposition, unless it only counts ("members of ...")."""
    ends = [at for at, word in enumerate(words) if word.tag == "IN" and at]
    if not ends or lemma(words[ends[0] - 1]) in _COLLECTIVE:
        return words
    return words[: ends[0]]


def _is_official(named: Mention, known: Known) -> bool:
    said = set(named.canonical.lower().split())
    if named.type == "PERSON":
        return bool((known.roles_of(named.entity) | said) & _offices())
    if named.type == "ORG":
        return not said & groups("en").commerce
    return named.type in {"GPE", "NORP"} or bool(said & _offices())


def _meant(pronoun: Word, known: Known) -> bool:
    """Tell whether the name that a pronoun most likely means is official."""
    personal = pronoun.text.lower() in _PERSONAL
    before = known.names_before(pronoun.start)
    fits = (each for each in before if (each.type == "PERSON") == personal)
    named = next(fits, None)
    return named is not None and _is_official(named, known)
