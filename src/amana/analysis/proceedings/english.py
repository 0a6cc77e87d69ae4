"""Steps of proceedings in English sentences."""

from __future__ import annotations

import re
from itertools import islice

from amana.analysis.incidents.english_reality import noun_happened, verb_happened
from amana.analysis.incidents.english_setting import when
from amana.analysis.incidents.english_triggers import Found
from amana.analysis.incidents.known import Known
from amana.analysis.incidents.scheme import Trigger
from amana.analysis.parsing import Parsed
from amana.analysis.phrases import (
    above,
    children,
    is_verb,
    lemma,
    reach,
)
from amana.analysis.proceedings import english_parties as parties
from amana.analysis.proceedings.english_acts import Stated, run_of, stated
from amana.analysis.proceedings.english_clauses import memberships, objections, rulings
from amana.analysis.proceedings.english_officials import official_act
from amana.analysis.proceedings.scheme import groups
from amana.analysis.proceedings.step import REFUSABLE, REFUSED, Made

_MOST = 16
_WILL = frozenset({"will", "'ll", "shall"})
_ORDERING = frozenset({"order", "call", "request", "demand", "urge", "ask", "seek", "want"})
_VOTE = re.compile(
    r"\b(?:by )?(?:a )?vote of \d{1,3}(?: ?- ?| to )\d{1,3}(?:(?: ?- ?| to )\d{1,3})?|"
    r"\b\d{1,3}(?: ?- ?| votes to )\d{1,3} vote\b"
)


def steps_of(frame_text: str, tree: Parsed, known: Known, *, title: bool) -> list[Made]:
    """Return the steps that a sentence states."""
    if tree.words and tree.words[-1].text == "?":
        return []
    made = [
        each
        for found in islice(stated(tree, known, title=title), _MOST)
        if (each := _made(frame_text, tree, found, known)) is not None
    ]
    made += memberships(tree, known)
    objected = list(objections(tree))
    made = [each for each in made if not any(_within(each, one) for one in objected)]
    made += objected
    made += rulings(tree, known, made)
    return made


def _within(one: Made, other: Made) -> bool:
    return other.trigger[0] <= one.trigger[0] and one.trigger[1] <= other.trigger[1]


def _made(text: str, tree: Parsed, found: Stated, known: Known) -> Made | None:
    refused = _refused_by(tree, found) is not None
    status = REFUSED if refused else _status(tree, found)
    if status is None:
        return None
    doers = parties.by(tree, found, known)
    if not official_act(tree, found, doers, known):
        return None
    step = found.act.step
    if step == "visit" and _official(tree, doers):
        step = "mission to country"
    made = Made(
        step=step,
        status=status,
        trigger=_trigger(tree, found),
        by=doers,
        authority=parties.authority(tree, found, doers, known),
        subjects=parties.subjects(tree, found, known),
        charges=parties.charges(tree, found),
        conduct=parties.conduct(tree, found),
        standard=_said(text, tree, groups("en").standards),
        votes=_votes(text, tree),
    )
    _date(tree, found, known, made)
    _reason(tree, found, text, made)
    return made


def _trigger(tree: Parsed, found: Stated) -> tuple[int, int]:
    """Return the trigger, with what makes it specific ("briefs challenging the jurisdiction")."""
    start, end = run_of(tree, found)
    governor = _verb_above(tree, found.head)
    refused = _refused_by(tree, found)
    if refused is not None and refused < found.first:
        start = tree.words[refused].start
    elif (
        found.noun
        and governor is not None
        and lemma(tree.words[governor]) in _ORDERING
        and governor < found.first
    ):
        start = tree.words[governor].start
    elif not found.noun and _planned(tree, found.head):
        helpers = [each for each in children(tree, found.head, "aux") if each < found.first]
        start = tree.words[min([found.first, *helpers])].start
    if found.act.step == "jurisdiction challenge" and found.object is not None:
        for each in children(tree, found.object, "acl", "prep"):
            jurisdiction = [
                one
                for one in tree.subtree(each)
                if lemma(tree.words[one]) in {"jurisdiction", "admissibility"}
            ]
            if jurisdiction:
                end = max(end, tree.words[jurisdiction[0]].end)
    return start, end


def _status(tree: Parsed, found: Stated) -> str | None:
    """Return what a step has come to: done, planned, ordered; None if it is only imagined."""
    if found.noun:
        return _status_of_noun(tree, found)
    if not is_verb(tree.words[found.head]):
        return found.act.status  # of a headline
    if found.act.step == "jurisdiction challenge" and (
        tree.words[found.head].dep == "acl" or not _is_challenge(tree, found)
    ):
        return None  # what a brief that was submitted does is no step of its own
    if tree.words[found.head].dep == "pcomp":
        before = tree.words[tree.words[found.head].head].text.lower()
        if before in {"before", "without", "of", "for"}:
            return None
    if verb_happened(tree, found.head):
        return found.act.status
    return "planned" if _planned(tree, found.head) else None


def _refused_by(tree: Parsed, found: Stated) -> int | None:
    """Return the verb by which a step is refused ("declined to issue a warrant")."""
    word = tree.words[found.head]
    governor = word.head
    if found.act.step not in REFUSABLE or word.dep not in {"xcomp", "dobj", "nsubjpass"}:
        return None
    if lemma(tree.words[governor]) not in groups("en").refusals or not is_verb(
        tree.words[governor]
    ):
        return None
    return governor if verb_happened(tree, governor) else None


def _status_of_noun(tree: Parsed, found: Stated) -> str | None:
    governor = _verb_above(tree, found.head)
    direct = tree.words[found.head].dep in {"dobj", "pobj"}
    if governor is not None and direct and verb_happened(tree, governor):
        its = lemma(tree.words[governor])
        if its in _ORDERING:
            return "ordered"
        if its in groups("en").future:
            return "planned"
    if not noun_happened(tree, found.head) or not _definite_enough(tree, found):
        return None
    return found.act.status


def _is_challenge(tree: Parsed, found: Stated) -> bool:
    """Tell whether papers that are filed are about jurisdiction."""
    if found.act.verb[0] in {"submit", "file", "lodge"}:
        below = tree.subtree(found.head)
        return any(lemma(tree.words[each]) in {"jurisdiction", "admissibility"} for each in below)
    return True


def _verb_above(tree: Parsed, number: int) -> int | None:
    return next((each for each in above(tree, number) if is_verb(tree.words[each])), None)


def _definite_enough(tree: Parsed, found: Stated) -> bool:
    """Tell whether a noun speaks of one act: with who did it, an article, or when."""
    left = [tree.words[each] for each in tree.children[found.head] if each < found.head]
    return any(each.dep in {"det", "poss", "nummod", "amod"} for each in left)


def _planned(tree: Parsed, verb: int) -> bool:
    """Tell whether a verb speaks of what is to come ("will hold", "is set to visit")."""
    if any(tree.words[each].dep == "neg" for each in tree.children[verb]):
        return False
    helpers = {lemma(tree.words[each]) for each in children(tree, verb, "aux")}
    if helpers & _WILL:
        return True
    word = tree.words[verb]
    governor = lemma(tree.words[word.head])
    return "to" in helpers and governor in groups("en").future


def _official(tree: Parsed, doers: list[tuple[int, int]]) -> bool:
    officials = groups("en").officials
    return any(
        lemma(word) in officials
        for run in doers
        for word in tree.words
        if run[0] <= word.start and word.end <= run[1]
    )


def _date(tree: Parsed, found: Stated, known: Known, made: Made) -> None:
    place = Found(Trigger(("x",), found.noun, "", ""), found.first, found.last, found.head)
    dated = when(tree, place, known)
    announced = False
    if dated is not None and _of_an_event(tree, dated[0], found):
        return
    if dated is None:
        times = known.times_in((tree.start, tree.end))
        governor = _verb_above(tree, found.head)
        if (
            len(times) != 1
            or governor is None
            or lemma(tree.words[governor]) not in groups("en").asserting
        ):
            return
        dated, announced = ((times[0].span.char_start, times[0].span.char_end), times[0].edtf), True
    time = next(
        (
            each
            for each in known.times_in((tree.start, tree.end))
            if each.span.char_start == dated[0][0]
        ),
        None,
    )
    made.date, made.basis = dated[1], time.basis if time else None
    if announced and made.date:
        made.notes.append("dated by the announcement")


def _of_an_event(tree: Parsed, run: tuple[int, int], found: Stated) -> bool:
    """Tell whether a date is that of the event that an act is about ("over the May attacks")."""
    number = next((n for n, word in enumerate(tree.words) if word.start >= run[0]), None)
    if number is None:
        return False
    for each in above(tree, number):
        if each in {found.head, found.object}:
            return False
        if lemma(tree.words[each]) in groups("en").events:
            return True
    return False


def _reason(tree: Parsed, found: Stated, text: str, made: Made) -> None:
    """Note a reason that the text gives: those concerned have died, "because ..."."""
    for each in tree.subtree(found.head):
        word = tree.words[each]
        marks = {tree.words[one].text.lower() for one in children(tree, each, "mark")}
        dead = word.dep == "relcl" and lemma(word) in groups("en").death
        if (dead and found.act.status == "withdrawn") or marks & {"because"}:
            start, end = reach(tree, tree.subtree(each))
            made.notes.append("stated with it: " + text[start:end].strip(" ,.;"))
            return


def _said(text: str, tree: Parsed, phrases: frozenset[str]) -> tuple[int, int] | None:
    """Return the longest of some phrases that a sentence holds."""
    sentence = text[tree.start : tree.end].lower()
    found = [(len(each), sentence.index(each)) for each in phrases if each in sentence]
    if not found:
        return None
    length, at = max(found, key=lambda each: (each[0], -each[1]))
    return tree.start + at, tree.start + at + length


def _votes(text: str, tree: Parsed) -> list[tuple[int, int]]:
    sentence = text[tree.start : tree.end].lower()
    found = [
        (tree.start + at, tree.start + at + len(each))
        for each in groups("en").votes
        if (at := sentence.find(each)) >= 0
    ]
    found += [(tree.start + m.start(), tree.start + m.end()) for m in _VOTE.finditer(sentence)]
    kept = [
        run
        for run in found
        if not any(run != one and one[0] <= run[0] and run[1] <= one[1] for one in found)
    ]
    return sorted(set(kept))
