"""Steps of proceedings in Arabic sentences, by verbs, what follows them, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

import msgspec

from amana.analysis.incidents.arabic_arguments import when
from amana.analysis.incidents.arabic_words import (
    ArabicWord,
    bare_run,
    phrase,
    run_between,
    stops,
    words_of,
)
from amana.analysis.incidents.event import Run
from amana.analysis.incidents.known import Known
from amana.analysis.proceedings.arabic_officials import official_act
from amana.analysis.proceedings.scheme import Act, Phrase, acts, groups, nominal
from amana.analysis.proceedings.step import CHARGED, REFUSABLE, REFUSED, Made

_MOST = 16
_REACH = 9
_LOOK_BACK = 3
_LONGEST = 6
_TO_COME = "\u0633"
_THAT = frozenset(
    {"\u0627\u0646", "\u0627\u0646\u0647", "\u0627\u0646\u0647\u0627", "\u0628\u0627\u0646"}
)
_AND = "\u0648"
_NOT_BE = (
    "\u0644\u064a\u0633",
    "\u0644\u064a\u0633\u062a",
    "\u0644\u064a\u0633\u0648\u0627",
    "\u0644\u064a\u0633\u062a\u0627",
)
_REASONS = frozenset(
    {
        "\u0628\u0639\u062f",
        "\u0639\u0642\u0628",
        "\u0628\u0633\u0628\u0628",
        "\u0628\u0639\u062f\u0645\u0627",
        "\u0627\u062b\u0631",
    }
)


def steps_of(text: str, start: int, end: int, known: Known) -> list[Made]:
    """Return the steps that a sentence states."""
    words = words_of(text, start, end)
    if not words or words[-1].text in {"\u061f", "?"}:
        return []
    made = list(islice(_stated(text, words, known), _MOST))
    made += _not_members(words)
    return made


class Place(msgspec.Struct, frozen=True):
    """An act in a sentence: its first and last word, where its object begins, and its status."""

    act: Act
    first: int
    object: int
    last: int
    form: str
    planned: bool = False
    refused: int | None = None


def _stated(text: str, words: Sequence[ArabicWord], known: Known) -> Iterator[Made]:
    at = 0
    while at < len(words):
        found = _by_verb(words, at, known) or _by_noun(words, at, known)
        if found is None:
            at += 1
            continue
        yield _made(text, words, found, known)
        at = found.last + 1


def _by_verb(words: Sequence[ArabicWord], at: int, known: Known) -> Place | None:
    """Return the act of a verb with its object."""
    table = acts("ar")
    for form in words[at].forms:
        to_come = form[:1] == _TO_COME and form[1:] in table
        for act in table.get(form[1:] if to_come else form, ()):
            found = _object(words, at, act, known)
            if found is not None and not _unreal(words, at):
                place = Place(act, at, *found, form, to_come or _planned(words, at))
                if official_act(words, act.step, _by(words, place, known), known):
                    return place
    return None


def _object(words: Sequence[ArabicWord], at: int, act: Act, known: Known) -> tuple[int, int] | None:
    """Return the first and last word of the object of a verb; who acts may stand between."""
    kind = act.objects[0][0]
    after = list(takewhile(lambda word: not word.mark, words[at + 1 : at + 1 + _REACH]))
    if kind == "@court":
        court = len(after) > 1 and after[0].among(groups("ar").bodies)
        return (at + 2, phrase(words, at + 2, known)) if court else None
    for here, word in enumerate(after, at + 1):
        if kind == "@place" and known.is_place((word.start, word.end)):
            return here, here
        for wanted in act.objects if kind[0] not in "@*" else ():
            if _matches(words, here, wanted):
                return here, here + len(wanted) - 1
    return (at + 1, at + 1) if kind == "*" and after else None


def _matches(words: Sequence[ArabicWord], at: int, wanted: Phrase) -> bool:
    part = words[at : at + len(wanted)]
    return len(part) == len(wanted) and all(
        each in (*word.forms, *(form[:-1] for form in word.forms if form.endswith("\u0627")))
        for each, word in zip(wanted, part, strict=True)
    )


def _by_noun(words: Sequence[ArabicWord], at: int, known: Known) -> Place | None:
    for form in words[at].forms:
        for act in nominal("ar").get(form, ()):
            if not _matches(words, at, act.verb):
                continue
            refused = _refusal(words, at) if act.step in REFUSABLE else None
            place = Place(act, at, at, at + len(act.verb) - 1, form, refused=refused)
            if refused is not None or (
                not _unreal(words, at)
                and official_act(words, act.step, _by(words, place, known), known)
            ):
                return place
    return None


def _refusal(words: Sequence[ArabicWord], at: int) -> int | None:
    """Return the verb by which a step is refused ("رفضت المحكمة إصدار ...")."""
    for back in range(at - 1, max(-1, at - 1 - _LONGEST), -1):
        if words[back].mark or words[back].text in _THAT:
            return None
        if words[back].among(groups("ar").refusals):
            return back
    return None


def _unreal(words: Sequence[ArabicWord], at: int) -> bool:
    """Tell whether it is denied, asked for or imagined."""
    its = groups("ar")
    for back in range(1, _LOOK_BACK + 1):
        if at - back < 0 or words[at - back].mark or words[at - back].text in _THAT:
            return False
        word = words[at - back]
        perhaps = word.text == "\u0642\u062f" and words[at].text[:1] not in {"\u064a", "\u062a"}
        if word.text in its.negations or (word.among(its.wishes) and not perhaps):
            return True
    return False


def _planned(words: Sequence[ArabicWord], at: int) -> bool:
    before = words[max(0, at - _LOOK_BACK) : at]
    return any(each.among(groups("ar").future) for each in before)


def _made(text: str, words: Sequence[ArabicWord], found: Place, known: Known) -> Made:
    at, last, act, its = found.first, found.last, found.act, groups("ar")
    doer = _by(words, found, known)
    is_body = doer is not None and words[doer[0]].among(its.bodies)
    official = doer is not None and any(
        each.among(its.officials) for each in words[doer[0] : doer[1] + 1]
    )
    acted = run_between(words, *doer) if doer else None
    status = "planned" if found.planned else act.status
    trigger = bare_run(words, at, last, found.form)
    if found.refused is not None:
        status, trigger = REFUSED, (words[found.refused].start, trigger[1])
    made = Made(
        step="mission to country" if act.step == "visit" and official else act.step,
        status=status,
        trigger=trigger,
        by=[acted] if acted else [],
        authority=acted if is_body else None,
        subjects=_subjects(words, found, known),
        charges=list(_phrases(words, its.crimes)) if act.step in CHARGED else [],
        standard=next(_phrases(words, its.standards), None),
        votes=list(_phrases(words, its.votes)),
    )
    dated = when(words, at, known)
    if dated is not None:
        made.date = dated[1]
        made.basis = next(
            (
                each.basis
                for each in known.times_in(dated[0])
                if each.span.char_start == dated[0][0]
            ),
            None,
        )
    _reason(text, words, last, act, made)
    return made


def _plain(word: ArabicWord) -> str | None:
    """Return a word without "and" before it."""
    return word.text[1:] if word.text.startswith(_AND) and len(word.forms) > 1 else None


def _by(words: Sequence[ArabicWord], found: Place, known: Known) -> tuple[int, int] | None:
    """Return the first and last word of who acts: between verb and object, or before the verb."""
    if found.refused is not None:
        return (found.refused + 1, found.first - 1) if found.refused + 1 < found.first else None
    first = found.first + 1
    if first < found.object and not stops(words[first]) and not words[first].mark:
        end = next((n for n in range(first + 1, found.object) if stops(words[n])), found.object)
        return first, end - 1
    at = first = found.first
    while first > 0 and at - first < _LONGEST:
        before = words[first - 1]
        if before.mark or before.text in _THAT or stops(before):
            break
        first -= 1
    acting = first < at and (words[first].among(groups("ar").bodies) or _named(words[first], known))
    return (first, at - 1) if acting else None


def _named(word: ArabicWord, known: Known) -> bool:
    return known.mention((word.start, word.end)) is not None


def _subjects(words: Sequence[ArabicWord], found: Place, known: Known) -> list[Run]:
    """Return whom it concerns: its object, or what follows one of the prepositions of the act."""
    kind = found.act.objects[0][0] if found.act.objects else ""
    if kind == "@court":
        return [run_between(words, found.object, found.last)]
    if kind == "@place":
        return [run_between(words, found.last, phrase(words, found.last, known))]
    for at in range(found.last + 1, min(len(words) - 1, found.last + _REACH)):
        if words[at].mark:
            return []
        if words[at].text in found.act.to:
            return list(_coordinated(words, at + 1, known))
    return []


def _coordinated(words: Sequence[ArabicWord], first: int, known: Known) -> Iterator[Run]:
    """Yield the phrases that begin at a word and go on with "and"."""
    while first < len(words) and not words[first].mark and not stops(words[first]):
        end = phrase(words, first, known)
        joined = next(
            (
                n
                for n in range(first + 1, end + 2)
                if n < len(words) and _is_joined(words[n], known)
            ),
            None,
        )
        last = min(end, joined - 1) if joined else end
        yield bare_run(words, first, last, _plain(words[first]))
        if joined is None:
            return
        first = joined if len(words[joined].text) > 1 else joined + 1


def _is_joined(word: ArabicWord, known: Known) -> bool:
    if word.text == _AND:
        return True
    rest = (word.start + 1, word.end)
    if word.text.startswith(_AND + _AND):
        return True
    return word.text.startswith(_AND) and (
        word.text[1:3] == "\u0627\u0644"
        or ((named := known.mention(rest)) is not None and named.span.char_start == rest[0])
    )


def _phrases(words: Sequence[ArabicWord], wanted: Iterable[str]) -> Iterator[Run]:
    """Yield where some phrases stand, the longest first at each place."""
    ordered = sorted((tuple(each.split()) for each in wanted), key=lambda each: (-len(each), each))
    at = 0
    while at < len(words):
        found = next((each for each in ordered if _matches(words, at, each)), None)
        if found is None:
            at += 1
            continue
        yield bare_run(words, at, at + len(found) - 1, found[0])
        at += len(found)


def _reason(text: str, words: Sequence[ArabicWord], last: int, act: Act, made: Made) -> None:
    """Note a stated reason of a withdrawal: that those concerned have died."""
    if act.status != "withdrawn":
        return
    for at in range(last + 1, len(words) - 1):
        after = words[at + 1 : at + 3]
        if words[at].text in _REASONS and any(each.among(groups("ar").death) for each in after):
            made.notes.append(
                "stated with it: " + text[words[at].start : words[-1].end].strip(" .\u060c")
            )
            return


def _not_members(words: Sequence[ArabicWord]) -> Iterator[Made]:
    """Yield who is not a member of a court or party to a treaty."""
    its = groups("ar")
    for at, word in enumerate(words):
        if not word.among(_NOT_BE):
            continue
        member = next(
            (
                n
                for n in range(at + 1, min(len(words), at + _LONGEST))
                if words[n].among(its.membership)
            ),
            None,
        )
        if member is None:
            continue
        body = next(
            (
                n
                for n in range(member + 1, min(len(words), member + _LONGEST))
                if words[n].among(its.of_courts)
            ),
            None,
        )
        if body is None:
            continue
        inside = (at + 1, member - 1) if member > at + 1 else (at - 1, at - 1)
        yield Made(
            step="non-membership",
            status="not members",
            trigger=run_between(words, at, body),
            authority=run_between(words, body, body),
            subjects=[run_between(words, *inside)] if inside[0] >= 0 else [],
        )
