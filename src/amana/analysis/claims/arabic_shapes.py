"""The shapes in which Arabic says that somebody said something, each as a draft of a claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from amana.analysis.arabic import stems
from amana.analysis.claims.arabic_lines import Cue, Line
from amana.analysis.claims.arabic_phrases import (
    Begin,
    apposed,
    complement,
    has_bi,
    is_stop,
    subject_after,
    subject_before,
)
from amana.analysis.claims.arabic_verbs import ACCUSE, BLAME, DESCRIBE, NOUN, claim_words
from amana.analysis.names.arabic_lists import word_list

Range = tuple[int, int]

_QUOTE = '"'
_TO_SOMEBODY = frozenset({"طالب", "دعا", "حث", "ناشد"})
_BY = frozenset({ACCUSE, DESCRIBE, BLAME})
_JOINED = frozenset({"ب"})
_DAMMA = "\u064f"
_PREPOSITIONS = frozenset({"الي", "من", "عن", "على", "علي", "في"})
_FAR = 30
_WHO = frozenset({"الذي", "التي", "الذين"})


class Draft(NamedTuple):
    """A claim while it is being made; places are characters, `at` is the word of the cue."""

    at: int
    cue: Range
    content: Range | None
    lemma: str
    act: str
    speaker: Range | None = None
    implicit: bool = False
    nobody: bool = False
    feminine: bool | None = None
    negated: bool = False
    target: Range | None = None
    relays: tuple[Range, ...] = ()
    flags: frozenset[str] = frozenset()


def finite(line: Line, every: Sequence[Cue], cue: Cue, floor: int) -> Draft | None:
    """Return the claim that a verb makes: verb, speaker and what was said, in either order."""
    at, report = cue.at, cue.report
    if report.frame in _BY:
        return _with_target(line, every, cue, floor)
    before = subject_before(line, cue, floor)
    joined = report.frame in _JOINED
    exact = report.lemma in _TO_SOMEBODY
    after = subject_after(line, at + 1, exact=exact, joined=joined)
    last = apposed(line, at + 1, after) if before is None else at + 1
    begin = complement(line, cue, _past_relative(line, last))
    if begin and any(_goes_on(each, at, begin) for each in every):
        begin = None
    if report.frame == NOUN and (begin is None or _is_far(line, last, begin)):
        strong = report.flags & {"that", "late"}
        last = subject_after(line, at + 1, exact=True) if before is None else at + 1
        begin = None if strong else _thing(line, last)
    if begin is None and joined:
        begin = _joined_thing(line, last)
    speaker = (at + 1, last) if last > at + 1 else before
    if begin is None or not _fits(line, cue, begin, speaker):
        return None
    if speaker == (at + 1, last) and _is_addressed(line, cue, speaker, floor):
        speaker = None
    negated = line.word(at - 1) in claim_words("negations") and line.follows(at)
    spoken = next((c for c in every if last <= c.at < begin.word and _is_saying(c)), None)
    place = _cue(line, spoken or cue, last, begin)
    return _draft(line, every, cue, begin, speaker)._replace(negated=negated, cue=place)


def _past_relative(line: Line, at: int) -> int:
    """Return where a clause with "who" ends that stands between commas after a speaker."""
    if line.word(at) not in _WHO or not line.comma_before(at):
        return at
    ends = range(at + 1, min(len(line.words), at + _FAR))
    return next((number for number in ends if line.comma_before(number)), at)


def _goes_on(cue: Cue, at: int, begin: Begin) -> bool:
    """Tell whether "and he said" stands before what was found: it is what that verb reports."""
    return at < cue.at < begin.word and cue.joined and cue.report.form == "past"


def _is_saying(cue: Cue) -> bool:
    return cue.report.form == "participle" and cue.report.lemma == "قال"


def _is_addressed(line: Line, cue: Cue, words: Range, floor: int) -> bool:
    """Tell whether the noun after a demand is whom it is made to, by the last speaker."""
    if cue.report.lemma not in _TO_SOMEBODY or not (cue.joined and floor):
        return False
    named = any(number in line.name_at for number in range(*words))
    lists = ("person titles", "organisation leads")
    titled = any(line.word(words[0]) in word_list(each) for each in lists)
    return not (named or titled or line.word(words[0]) in claim_words("sources"))


def _fits(line: Line, cue: Cue, begin: Begin, speaker: Range | None) -> bool:
    """Tell whether what was found can belong to a verb that also means something else."""
    flags = cue.report.flags
    if "late" in flags or ("that" in flags and cue.report.frame != NOUN):
        return begin.quoted or any(
            line.word(number) in claim_words("that") for number in (begin.word, begin.word - 1)
        )
    if "only" in flags:
        return speaker is not None and _has(line, speaker, "courts")
    return True


def _has(line: Line, words: Range, listed: str) -> bool:
    return any(line.word(number) in claim_words(listed) for number in range(*words))


def _is_far(line: Line, last: int, begin: Begin) -> bool:
    """Tell whether another noun stands between a speaker and "that": the thing, then its clause."""
    return begin.word - last > 1 and not is_stop(line, last) and line.follows(last)


def _thing(line: Line, at: int) -> Begin | None:
    """Return the noun that a verb is about, right after its speaker."""
    while line.word(at) in claim_words("manner") and line.follows(at):
        at += 1
    if at >= len(line.words) or not (line.follows(at) or _QUOTE in line.between(at)):
        return None
    if is_stop(line, at) and at not in line.name_at:
        return None
    return Begin(at, line.words[at].start, quoted=False)


def _joined_thing(line: Line, at: int) -> Begin | None:
    """Return the noun with the preposition "bi" joined before it, after the speaker."""
    for number in range(at, min(len(line.words), at + 12)):
        if line.word(number) not in claim_words("that") and has_bi(line, number):
            return Begin(number, line.start_of(number, 1), quoted=False)
    return None


def _cue(line: Line, cue: Cue, last: int, begin: Begin) -> Range:
    """Return the verb, with its preposition where that stands right after it."""
    start, end = line.start_of(cue.at, cue.off), line.words[cue.at].end
    after = cue.at + 1
    governs = line.word(after) == cue.report.frame and cue.report.frame in _PREPOSITIONS
    return (
        (start, line.words[after].end) if governs and after < begin.word and last else (start, end)
    )


def _draft(
    line: Line, every: Sequence[Cue], cue: Cue, begin: Begin, speaker: Range | None
) -> Draft:
    start, end = line.start_of(cue.at, cue.off), line.words[cue.at].end
    return Draft(
        at=cue.at,
        cue=(start, end),
        content=said(line, every, cue.at, begin),
        lemma=cue.report.lemma,
        act=cue.report.act,
        speaker=_place(line, speaker) if speaker else None,
        implicit=speaker is None,
        feminine=cue.report.feminine,
        flags=cue.report.flags,
    )


def _place(line: Line, words: Range) -> Range:
    """Return where words stand, with a quotation mark that closes a name among them."""
    start, end = line.words[words[0]].start, line.words[words[1] - 1].end
    if start and line.text[start - 1] == _QUOTE and line.text.count(_QUOTE, start, end) % 2:
        return start - 1, end
    odd = line.text.count(_QUOTE, start, end) % 2
    return start, end + (1 if odd and line.text[end : end + 1] == _QUOTE else 0)


def _with_target(line: Line, every: Sequence[Cue], cue: Cue, floor: int) -> Draft | None:
    """Return an accusation or a description: of whom, and of what or as what."""
    first = cue.at + 1
    marker = _marker(line, cue, first)
    if marker is None or "الذي" in [line.word(n) for n in range(first, marker[0])]:
        return None
    word, content = marker
    before = subject_before(line, cue, floor)
    split = first if before else _split(line, first, word, whole=cue.report.object > 0)
    target = _trim_target(line, split, word)
    begin = Begin(
        content, line.start_of(content, int(content == word and has_bi(line, word))), quoted=False
    )
    if content > word and line.between(content).strip() == _QUOTE:
        begin = begin._replace(start=line.words[content].start - 1)
    speaker = before or ((first, split) if split > first else None)
    made = _draft(line, every, cue, begin, speaker)
    passive = _DAMMA in line.text[line.words[cue.at].start : line.words[cue.at].end]
    if passive and before is None:
        target = _trim_target(line, first, word)
        made = made._replace(speaker=None, implicit=True, nobody=True)
    place = (line.words[target[0]].start, line.words[target[1] - 1].end) if target else None
    if cue.report.object:
        end = line.words[cue.at].end
        place = (end - cue.report.object, end)
    return made._replace(target=place)


def _marker(line: Line, cue: Cue, first: int) -> tuple[int, int] | None:
    """Return the word with "bi" that begins the charge or description, and where that begins."""
    for number in range(first, min(len(line.words), first + _FAR)):
        word = line.word(number)
        if number > first and word in claim_words("that") and not word.startswith("ب"):
            return None
        if word.startswith("بان"):
            bare = word == "بان" and number + 1 < len(line.words)
            return number, number + 1 if bare else number
        if number > first and cue.report.frame == BLAME and word == "مسووليه":
            return number, number
        if cue.report.frame == BLAME:
            continue
        if word == "ب" and number + 1 < len(line.words):
            return number, number + 1
        if has_bi(line, number):
            return number, number
    return None


def _split(line: Line, first: int, last: int, *, whole: bool) -> int:
    """Return where the speaker ends and the one spoken of begins, between verb and charge."""
    end = min(subject_after(line, first, exact=True), last)
    return end if whole or end < last else first


def _trim_target(line: Line, first: int, last: int) -> Range | None:
    while first < last and line.word(first) in claim_words("adverbs"):
        first += 1
    stop = first
    while stop < last and (stop == first or line.follows(stop)):
        stop += 1
    return (first, stop) if stop > first else None


def participle(line: Line, every: Sequence[Cue], cue: Cue, main: Draft | None) -> Draft | None:
    """Return the claim of a participle that goes on with another: "adding that"."""
    if cue.report.frame in _BY:
        made = _with_target(line, every, cue, cue.at)
    else:
        begin = complement(line, cue, cue.at + 1)
        if begin and begin.word - cue.at > 3:  # noqa: PLR2004 - "indicating in this to that"
            begin = None
        if begin is None and cue.report.frame in _JOINED:
            begin = _joined_thing(line, cue.at + 1)
        if begin is None and cue.report.frame == NOUN and not cue.report.flags & {"that", "late"}:
            begin = _thing(line, cue.at + 1)
        made = _draft(line, every, cue, begin, None) if begin else None
        if made and begin:
            made = made._replace(cue=_cue(line, cue, cue.at + 1, begin))
    if made is None or not (_stands(line, cue) or main):
        return None
    who = _owner(line, cue, main)
    return made._replace(speaker=who, implicit=who is None, feminine=None, nobody=False)


def _stands(line: Line, cue: Cue) -> bool:
    """Tell whether a participle without a claim before it is more than a description."""
    marked = line.word(cue.at + 1) in claim_words("that") or _is_saying(cue)
    return line.comma_before(cue.at) or marked or cue.report.frame in _BY


def _owner(line: Line, cue: Cue, main: Draft | None) -> Range | None:
    """Return who a participle belongs to: the speaker of the claim before it, or the subject."""
    if main is not None:
        return main.speaker
    for name in line.names:
        if name.last <= cue.at and name.mention.type in ("PERSON", "ORG"):
            return name.mention.span.char_start, name.mention.span.char_end
    return None


def said(line: Line, every: Sequence[Cue], cue: int, begin: Begin) -> Range:
    """Return where what was said stands, from its begin to where something else is said."""
    text = line.text
    if begin.quoted:
        close = text.find(_QUOTE, begin.start + 1, line.paragraph[1])
        return begin.start, close + 1 if close >= 0 else line.end
    stop = next(_others(line, every, cue, begin.word), None)
    end = line.words[stop - 1].end if stop else line.end
    if stop:
        end += len(text[end : line.words[stop].start].split(" ")[0].rstrip(".،,؛:"))
    start, end = line.trimmed(begin.start, end)
    return start, max(end, start)


def _others(line: Line, every: Sequence[Cue], cue: int, first: int) -> Iterator[int]:
    """Yield the words after which something else is said, by the same one or by another."""
    cues = {each.at: each for each in every}
    for number in range(first + 1, len(line.words)):
        if line.quoted(number) and not line.quoted(first):
            continue
        comma = line.comma_before(number)
        if line.word(number) in claim_words("according") and (
            comma or _is_source(line, number + 1)
        ):
            yield number
        if line.word(number) in claim_words("clause joints"):
            near = any(number < at <= number + 2 for at in cues)
            if near:
                yield number - (line.word(number - 1) == "في")
        if line.word(number) == "على" and line.word(number + 1) == "حد":
            yield number
        other = cues.get(number)
        if other and number > cue and _begins_other(line, other, comma=comma):
            yield number


def _begins_other(line: Line, cue: Cue, *, comma: bool) -> bool:
    if cue.report.form == "participle":
        near = line.word(cue.at + 1)
        goes_on = near in claim_words("that") or near == cue.report.frame or near.startswith("ب")
        return comma or goes_on
    unsure = "late" in cue.report.flags or cue.report.lemma in claim_words("also nouns")
    past = cue.report.form == "past" and not (unsure and not comma)
    return past and (cue.joined or (comma and not cue.off))


def _is_source(line: Line, at: int) -> bool:
    word = line.word(at)
    source = any(stem.folded in claim_words("sources") for stem in stems(word))
    return source or at in line.name_at or word in ("ما", "قول")


def reach(line: Line, words: Range) -> Range:
    """Return where words stand in the text."""
    return _place(line, words)
