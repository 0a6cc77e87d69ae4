"""Who, whom, with what, where and when, as the order of words in an Arabic sentence says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from amana.analysis.incidents.arabic_words import ArabicWord, acting_phrase, bare_run, phrase, stops
from amana.analysis.incidents.event import Run, overlap
from amana.analysis.incidents.known import Known, run_of
from amana.analysis.incidents.scheme import arabic

_LOOK_BACK = 7
_AHEAD = 12
_TARGET_AHEAD = 5


def actor(
    words: Sequence[ArabicWord], first: int, last: int, known: Known, *, noun: bool
) -> Run | None:
    """Return who is said to have done it, as printed; None where that is not said."""
    if not noun and last + 1 < len(words):
        end = acting_phrase(words, last + 1, known)
        if end is not None:
            return words[last + 1].start, words[end].end
        return _by(words, last, known) or _preceding(words, first, known)
    return (
        _launched(words, first, known) or _adjective(words, last, known) or _by(words, last, known)
    )


def _launched(words: Sequence[ArabicWord], first: int, known: Known) -> Run | None:
    """Return who stands between the verb "launched" and what was launched, or before the verb."""
    groups = arabic()
    for back in range(1, _LOOK_BACK + 1):
        at = first - back
        if at < 0 or words[at].mark:
            return None
        if words[at].among(groups.light_verbs):
            end = acting_phrase(words, at + 1, known) if at + 1 < first else None
            if end is not None and end < first:
                return words[at + 1].start, words[end].end
            return _preceding(words, at, known)
    return None


def _preceding(words: Sequence[ArabicWord], verb: int, known: Known) -> Run | None:
    """Return the phrase of one who acts right before a verb ("الجيش قصف")."""
    for back in range(1, 5):
        at = verb - back
        if at < 0 or words[at].mark or words[at].text in arabic().reporting_that:
            return None
        end = acting_phrase(words, at, known)
        if end is not None and end == verb - 1:
            before = acting_phrase(words, at - 1, known) if at > 0 else None
            if before == end:
                at -= 1
            return words[at].start, words[end].end
    return None


def _adjective(words: Sequence[ArabicWord], last: int, known: Known) -> Run | None:
    """Return the nationality or name that follows a noun: "غارة نورلاندية", "قصف للجيش"."""
    groups = arabic()
    at = last + 1
    while at < len(words) and words[at].text in groups.means_adjectives:
        at += 1
    if at >= len(words):
        return None
    word = words[at]
    named = known.mention((word.start, word.end))
    if word.text in groups.nationalities or (named is not None and named.type == "NORP"):
        return word.start, word.end
    for_whom = next(
        (form for form in word.forms[1:] if word.text.startswith("ل") and form in groups.forces),
        None,
    )
    if for_whom or (named is not None and named.type == "ORG"):
        end = acting_phrase(words, at, known)
        return (word.start, words[end].end) if end is not None else None
    return None


def _by(words: Sequence[ArabicWord], last: int, known: Known) -> Run | None:
    """Return who follows "على يد", "من قبل", "من جانب"."""
    groups = arabic()
    for at in range(last + 1, min(len(words) - 1, last + _AHEAD)):
        if words[at].mark and words[at].text != "،":
            return None
        if words[at].text in groups.by and words[at - 1].text in {"علي", "من"}:
            end = acting_phrase(words, at + 1, known)
            return (words[at + 1].start, words[end].end) if end is not None else None
    return None


def targets(
    words: Sequence[ArabicWord],
    first: int,
    last: int,
    known: Known,
    doer: Run | None,
    *,
    noun: bool,
) -> list[Run]:
    """Return what it is said to have been done to, as printed, without bare names of places."""
    groups = arabic()
    at = last + 1
    if noun:
        for here in range(last + 1, min(len(words), last + 1 + _TARGET_AHEAD)):
            if words[here].mark:
                return []
            if words[here + 1 : here + 2] and words[here + 1].text in groups.by:
                return []
            if words[here].text in groups.target_prepositions:
                at = here + 1
                break
        else:
            return []
    while (
        at < len(words)
        and doer is not None
        and words[at].start < doer[1]
        and words[at].end > doer[0]
    ):
        at += 1
    means = {run[0] for run, _ in weapons(words, first, last)}
    while at < len(words) and words[at].text.startswith("ب") and words[at].start in means:
        at += 1
    if at >= len(words) or words[at].mark or stops(words[at]) or words[at].text[:1].isdigit():
        return []
    end = phrase(words, at, known)
    run = (words[at].start, words[end].end)
    named = known.mention((words[at].start, words[at].end))
    only_place = (named is not None and named.type in {"GPE", "LOC"}) or words[
        at
    ].text in groups.settlements
    return [] if only_place or words[at].text in groups.not_places else [run]


def weapons(words: Sequence[ArabicWord], first: int, last: int) -> list[tuple[Run, str]]:
    """Return the means named in the sentence near the trigger, each with the type that follows."""
    found: list[tuple[Run, str]] = []
    for kind, group in arabic().weapons.items():
        for at in range(max(0, first - _LOOK_BACK), min(len(words), last + _AHEAD)):
            if first <= at <= last:
                continue
            two = f"{words[at].text} {words[at + 1].text}" if at + 1 < len(words) else ""
            if two in group:
                found.append((bare_run(words, at, at + 1), kind))
            elif words[at].among(group):
                found.append(((words[at].start, words[at].end), kind))
    ordered = sorted(found, key=lambda each: (each[0][0], -each[0][1]))
    kept: list[tuple[Run, str]] = []
    for run, kind in ordered:
        if not kept or not overlap(kept[-1][0], run):
            kept.append((run, kind))
    return kept


def where(words: Sequence[ArabicWord], trigger: int, known: Known) -> list[Run]:
    """Return the phrases of the clause that locate, those that follow one another as one."""
    borders = _borders(words)
    side = bisect_right(borders, words[trigger].start)
    runs: list[Run] = []
    at = 0
    while at < len(words):
        run = _located(words, at, known)
        if run is None or bisect_right(borders, run[0]) != side:
            at += 1
            continue
        if runs and 0 <= run[0] - runs[-1][1] <= 2:  # noqa: PLR2004 - a space, and a letter written onto the noun
            runs[-1] = (runs[-1][0], run[1])
        else:
            runs.append(run)
        while at < len(words) and words[at].start < run[1]:
            at += 1
    return runs


def _located(words: Sequence[ArabicWord], at: int, known: Known) -> Run | None:
    """Return the phrase of a place that begins at a preposition, or that a verb is done to."""
    groups, word = arabic(), words[at]
    if word.text in groups.settlements and at and not stops(words[at - 1]):
        return word.start, words[phrase(words, at, known, 4)].end
    if word.text.startswith("ب") and word.forms[-1] in groups.place_nouns and len(word.forms) > 1:
        return word.start + 1, words[phrase(words, at, known, 4)].end
    before = word.among(groups.place_prepositions) and at + 1 < len(words)
    if not before or not _is_place(words[at + 1], known):
        return None
    first = at + 1
    last = phrase(words, first, known, 4 if words[first].among(groups.place_nouns) else 2)
    named = known.mention((words[first].start, words[first].end))
    if named is not None:
        last = first
        while last + 1 < len(words) and words[last + 1].start < named.span.char_end:
            last += 1
    start = words[first].start if word.text in groups.bare_prepositions else word.start
    return start, words[last].end


def _is_place(word: ArabicWord, known: Known) -> bool:
    """Tell whether the word after a preposition of place names, or may name, a place."""
    groups, run = arabic(), (word.start, word.end)
    if word.mark or word.text[:1].isdigit() or word.among(groups.not_places | groups.forces):
        return False
    named = known.mention(run)
    if named is not None and named.type in {"PERSON", "NORP"}:
        return False
    if any(overlap(run_of(each), run) for each in known.times_in((run[0] - 40, run[1] + 40))):
        return False
    return known.is_place(run) or word.among(groups.place_nouns) or not stops(word)


def _borders(words: Sequence[ArabicWord]) -> list[int]:
    """Return where clauses of somebody's words, or beside the first, begin in a sentence."""
    breaks = arabic().reporting_that | arabic().clause_breaks
    return [each.start for each in words if each.text in breaks]


def when(words: Sequence[ArabicWord], at: int, known: Known) -> tuple[Run, str | None] | None:
    """Return the nearest date that stands on the same side of "said that" as the trigger."""
    borders = _borders(words)
    side = bisect_right(borders, words[at].start)
    found = [
        each for each in known.times_in((words[0].start, words[-1].end))
        if bisect_right(borders, each.span.char_start) == side
    ]  # fmt: skip
    if not found:
        return None
    best = min(found, key=lambda each: abs(each.span.char_start - words[at].start))
    return run_of(best), best.edtf
