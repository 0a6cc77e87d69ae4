"""Who acts, before which body, whom it concerns and for what: an English sentence's answer."""

from __future__ import annotations

from collections.abc import Iterable

from amana.analysis.incidents.event import Run, overlap
from amana.analysis.incidents.known import Known, run_of
from amana.analysis.parsing import Parsed
from amana.analysis.phrases import (
    above,
    agent,
    children,
    coordinated,
    is_day,
    is_noun,
    is_verb,
    lemma,
    noun_phrase,
    passive,
    prepositional,
    reach,
    subject,
    together,
)
from amana.analysis.proceedings.english_acts import Stated
from amana.analysis.proceedings.scheme import groups
from amana.analysis.proceedings.step import CHARGED

_PRONOUNS = frozenset({"WP", "WDT", "EX"})
_BETWEEN_PARTIES = frozenset(
    {"agreement", "dialogue", "summons", "timetable", "invitation", "formal request"}
)
_CONCERNING_OBJECT = frozenset({
    "indictment", "conviction", "acquittal", "sentence", "surrender", "ban", "invitation",
})  # fmt: skip


def by(tree: Parsed, found: Stated, known: Known) -> list[Run]:
    """Return who acted, as printed."""
    if found.noun:
        return _by_of_noun(tree, found, known)
    verb = found.head
    doer = agent(tree, verb) if passive(tree, verb) else subject(tree, verb)
    if doer is None and not passive(tree, verb) and not is_verb(tree.words[verb]):
        return _before(tree, found)
    if doer is None or tree.words[doer].tag in _PRONOUNS or doer == found.object:
        return []
    return [noun_phrase(tree, each) for each in coordinated(tree, doer) if each != found.object]


def _before(tree: Parsed, found: Stated) -> list[Run]:
    """Return what stands before the verb of a headline."""
    words = tree.words[: found.first]
    while words and not words[-1].text[:1].isalnum():
        words = words[:-1]
    return [(words[0].start, words[-1].end)] if words and len(words) <= len("a headline") else []


def _by_of_noun(tree: Parsed, found: Stated, known: Known) -> list[Run]:
    del known
    owners = children(tree, found.head, "poss")
    if owners:
        return [noun_phrase(tree, each) for each in owners]
    done = prepositional(tree, found.head, "by")
    if found.act.step == "invitation":
        done = done or prepositional(tree, found.head, "of", "from")
    governor = next((each for each in above(tree, found.head) if is_verb(tree.words[each])), None)
    deciding = groups("en").wishes | groups("en").refusals
    if not done and governor is not None and lemma(tree.words[governor]) in deciding:
        doer = subject(tree, governor)
        done = [] if doer is None else [doer]
    return [noun_phrase(tree, each) for each in done]


def authority(tree: Parsed, found: Stated, doers: Iterable[Run], known: Known) -> Run | None:
    """Return the body whose procedure it is: who acts, if a body; else the body named with it."""
    if found.act.step in _BETWEEN_PARTIES:
        return None
    if found.act.step in {"accession", "withdrawal"}:
        return noun_phrase(tree, found.object) if found.object is not None else None
    bodies = groups("en").bodies
    for run in doers:
        acting = [word for word in tree.words if run[0] <= word.start and word.end <= run[1]]
        if any(lemma(word) in bodies for word in acting) or _is_body(run, known):
            return run
    below = [each for each in tree.subtree(found.head) if is_noun(tree.words[each])]
    for each in below:
        run = noun_phrase(tree, each)
        inside = found.object is not None and each == found.object
        if not inside and lemma(tree.words[each]) in groups("en").courts | {"council", "assembly"}:
            return run
        if not inside and _is_court(run, known):
            return run
    return None


def _is_body(run: Run, known: Known) -> bool:
    return any(each.type == "ORG" for each in known.mentions_in(run))


def _is_court(run: Run, known: Known) -> bool:
    courts = groups("en").courts
    return any(
        each.type == "ORG" and courts & set(each.canonical.lower().split())
        for each in known.mentions_in(run)
    )


def subjects(tree: Parsed, found: Stated, known: Known) -> list[Run]:
    """Return the persons or states that it concerns, as printed."""
    numbers: list[int] = []
    if found.noun and found.act.step == "invitation":
        return []
    if found.act.step == "summons" and found.object is not None:
        return [noun_phrase(tree, each) for each in coordinated(tree, found.object)]
    if found.object is not None and found.act.step in _CONCERNING_OBJECT:
        numbers = coordinated(tree, found.object)
        if found.act.objects and found.act.objects[0][0][:1] not in {"*", "@"}:
            numbers = []
    to = found.act.to
    places = (found.head, found.object) if found.object is not None else (found.head,)
    if found.act.step == "visit" and found.object is not None and not found.noun:
        placed = found.act.objects[:1] == (("@place",),)
        numbers = [found.object] if placed else []
    if found.act.step == "visit" and found.noun and found.object is not None:
        numbers = [found.object]
    if numbers:
        to = ()
    for place in places:
        numbers += prepositional(tree, place, *to) if to else []
        for each in prepositional(tree, place, "for", "of", "in"):
            numbers += prepositional(tree, each, *to) if to else []
    alone = found.act.step in {"conviction", "acquittal", "sentence"}
    runs = [
        reach(tree, together(tree, each, frozenset())) if alone else noun_phrase(tree, each)
        for each in _apart(tree, dict.fromkeys(numbers))
    ]
    dates = [run_of(each) for each in known.times_in((tree.start, tree.end))]
    kept = [run for run in dict.fromkeys(runs) if not any(overlap(run, each) for each in dates)]
    return [run for run in kept if _not_object(run, tree, found)]


def _apart(tree: Parsed, numbers: Iterable[int]) -> list[int]:
    """Return nouns, and those that stand in apposition to them ("two figures, A and B")."""
    found: list[int] = []
    for each in numbers:
        found += coordinated(tree, each)
        for one in children(tree, each, "appos"):
            if _is_name(tree, each) and not _is_name(tree, one):
                continue  # "Omar Ness, the finance minister" is one
            found += [inner for inner in coordinated(tree, one) if is_noun(tree.words[inner])]
    return [
        each
        for each in dict.fromkeys(found)
        if (is_noun(tree.words[each]) and not is_day(tree.words[each]))
        or tree.words[each].tag == "PRP"
    ]


def _is_name(tree: Parsed, number: int) -> bool:
    return tree.words[number].tag in {"NNP", "NNPS"}


def _not_object(run: Run, tree: Parsed, found: Stated) -> bool:
    own = (tree.words[found.first].start, tree.words[found.last].end)
    itself = found.act.step in _CONCERNING_OBJECT | {"visit"}
    return itself or found.object is None or not overlap(run, own)


def charges(tree: Parsed, found: Stated) -> list[Run]:
    """Return the crimes that are charged, as printed."""
    if found.act.step not in CHARGED:
        return []
    crimes = groups("en").crimes
    runs: list[Run] = []
    at = 0
    while at < len(tree.words):
        longest = next(
            (size for size in (3, 2, 1) if _words(tree, at, size) in crimes),
            0,
        )
        if longest and is_noun(tree.words[at + longest - 1]):
            runs.append(reach(tree, list(range(at, at + longest))))
        at += longest or 1
    return runs


def _words(tree: Parsed, at: int, size: int) -> str:
    return " ".join(lemma(word) for word in tree.words[at : at + size])


def conduct(tree: Parsed, found: Stated) -> list[Run]:
    """Return the events over which it is, as printed ("over the attacks of October")."""
    if found.act.step not in CHARGED:
        return []
    runs = []
    for number, word in enumerate(tree.words):
        if word.text.lower() == "over" and word.dep == "prep" and _below(tree, number, found):
            for each in children(tree, number, "pobj"):
                runs += [_wide(tree, one) for one in _events(tree, each)]
    return runs


def _events(tree: Parsed, number: int) -> list[int]:
    return [each for each in coordinated(tree, number) if is_noun(tree.words[each])]


def _wide(tree: Parsed, number: int) -> Run:
    start, end = noun_phrase(tree, number)
    for each in prepositional(tree, number, "in", "on", "against"):
        end = max(end, tree.words[each].end)
    return start, end


def _below(tree: Parsed, number: int, found: Stated) -> bool:
    over = set(above(tree, number))
    return found.head in over or found.object in over
