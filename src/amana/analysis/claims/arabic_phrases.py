"""Phrases around a reporting word in Arabic: who speaks, and where what was said begins."""
# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

from typing import NamedTuple

from amana.analysis.arabic import stems
from amana.analysis.claims.arabic_lines import Cue, Line
from amana.analysis.claims.arabic_verbs import claim_words, reports
from amana.analysis.names.arabic_lists import word_list

_QUOTE, _COLON = '"', ":"
_ARTICLE = "ال"
_LONGEST = 22
_SHORTEST_BI = 3
_FARTHEST = 34
_PREPOSITIONS = frozenset({"الي", "من", "عن", "على", "علي", "في"})
_ADJECTIVES = ("ي", "يه", "ه", "ون", "ين", "ات", "العام", "الاعلى", "الاول")
_STOPS = ("that", "adverbs", "auxiliaries", "negations")
_HIDING = frozenset({"طلب", "رفض"})
_ABOUT = "عن"
_JOINTS = frozenset({"بينما", "فيما", "لكن", "ولكن", "لكنه", "لكنها"})
_OFFICE = frozenset({"باسم"})
_FOR_OFFICE = ("لل", "لشوون", "لحقوق", "لدي", "لحزب", "لحركه", "لمنظمه", "لمجلس", "لقوات", "لوزير",
               "لوزاره", "لرييس", "لهييه", "لجهاز")  # fmt: skip
_PERSON = "PERSON"
_BRACKETS = "()"
_SPEAKING = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})


class Begin(NamedTuple):
    """Where what was said begins: the word, the character, and whether it is quoted."""

    word: int
    start: int
    quoted: bool


def subject_after(line: Line, at: int, *, exact: bool, joined: bool = False) -> int:
    """Return the end of the speaker that begins with the word `at`; `at` itself where none does.

    Args:
        line: the sentence.
        at: the word after the reporting verb.
        exact: a thing may follow the speaker without a word between them.
        joined: what was said may follow with "bi" joined before its first word.
    """
    if at >= len(line.words) or not _starts(line, at):
        return at
    return _chain(line, at) if exact else _phrase(line, at, joined=joined)


def apposed(line: Line, first: int, last: int) -> int:
    """Return the end of a speaker with the name or role that stands between commas after it."""
    if not first < last < len(line.words) or not line.comma_before(last):
        return last
    name = line.name_at.get(last)
    person = name is not None and name.mention.type == _PERSON
    if not person and line.word(last) not in word_list("person titles"):
        return last
    end = _phrase(line, last)
    return end if end > last and line.comma_before(end) else last


def _starts(line: Line, at: int) -> bool:
    """Tell whether a speaker can begin at a word that follows a verb."""
    plain = not any(sign in line.between(at) for sign in f"{_COLON}{_QUOTE}،,")
    quoted_name = _QUOTE in line.between(at) and _COLON not in line.between(at)
    quoted_name = quoted_name and at in line.name_at
    return (plain or quoted_name) and not is_stop(line, at)


def is_stop(line: Line, at: int) -> bool:
    """Tell whether a word ends the phrase of a speaker: an adverb, a preposition, a conjunction."""
    word = line.word(at)
    if at in line.name_at and line.name_at[at].first == at:
        bare = line.name_at[at].mention.span.char_start == line.words[at].start
        return not (bare or word.startswith("و") or _is_office(line, at))
    if any(word in claim_words(each) for each in _STOPS):
        return True
    if word in claim_words("addressees") or (word.startswith("ل") and _is_media(line, at)):
        return True
    return word in reports() and reports()[word].form != "noun"


def _is_media(line: Line, at: int) -> bool:
    return any(stem.off and stem.folded in claim_words("media") for stem in stems(line.word(at)))


def _is_office(line: Line, at: int) -> bool:
    """Tell whether a name with "li" before it belongs to an office ("of the United Nations")."""
    word = line.word(at)
    return word.startswith("لل") and not _is_media(line, at)


def _phrase(line: Line, at: int, *, joined: bool = False) -> int:
    """Return the end of a speaker that goes on until something else begins."""
    last = at
    while last < len(line.words) and last - at < _LONGEST:
        if last > at and not line.follows(last) and not _in_quoted_name(line, last):
            break
        if is_stop(line, last) and not (last > at and _belongs(line, at, last)):
            break
        if joined and last > at and has_bi(line, last):
            break
        last = line.name_at[last].last if last in line.name_at else last + 1
    return last


def has_bi(line: Line, number: int) -> bool:
    """Tell whether a word begins with the preposition "bi"."""
    word = line.word(number)
    name = line.name_at.get(number)
    if name:
        bare = name.mention.span.char_start == line.words[number].start
        return name.first == number and word.startswith("ب") and not bare
    known = word in claim_words("adverbs") or word in claim_words("according") or word in _OFFICE
    return word.startswith("ب") and len(word) > _SHORTEST_BI and not known


def _in_quoted_name(line: Line, at: int) -> bool:
    """Tell whether only a quotation mark around a name stands before a word."""
    sign = line.between(at).strip()
    person = at - 1 in line.name_at and line.name_at[at - 1].mention.type == _PERSON
    named = at in line.name_at or at - 1 in line.name_at
    return (sign == _QUOTE and named and not person) or (sign in _BRACKETS and len(sign) > 0)


def _belongs(line: Line, first: int, at: int) -> bool:
    """Tell whether a preposition belongs to the speaker ("an official in the ministry")."""
    word, before, after = line.word(at), line.word(at - 1), at + 1
    person = at - 1 in line.name_at and line.name_at[at - 1].mention.type == _PERSON
    if person:
        return False
    if word in _OFFICE or word.startswith(_FOR_OFFICE):
        return not _is_media(line, at) and word not in claim_words("addressees")
    if word in ("من", "على", "علي", "عن") and before in claim_words("near prepositions"):
        return True
    if word == "في":
        unnamed = any(line.word(n) in claim_words("sources") for n in range(first, at))
        office = any(line.word(n) in claim_words("spokespeople") for n in range(first, at))
        place = after in line.name_at or line.word(after).startswith(_ARTICLE)
        saying = line.word(after) in claim_words("places of saying")
        return (unnamed or office or after in line.name_at) and place and not saying
    return False


def _chain(line: Line, at: int) -> int:
    """Return the end of a speaker after whom a thing may follow: title and name, or noun."""
    if at in line.name_at:
        last = line.name_at[at].last
        return _chain_on(line, last)
    last = at + 1
    whole = line.word(at).endswith(("ون", "ين")) and line.word(last).startswith(_ARTICLE)
    if (
        not whole
        and not line.word(at).startswith(_ARTICLE)
        and line.follows(last)
        and not is_stop(line, last)
    ):
        last = line.name_at[last].last if last in line.name_at else last + 1
    return _chain_on(line, last)


def _chain_on(line: Line, last: int) -> int:
    """Return where definite nouns, adjectives and the person named after a title end."""
    while line.follows(last) and not _is_whole(line, last):
        named, word = line.name_at.get(last), line.word(last)
        bare = named is not None and named.mention.span.char_start == line.words[last].start
        if named and bare:
            if named.mention.type not in (_PERSON, "NORP") and not _is_titled(line, last):
                break
            last = named.last
        elif word in _OFFICE or _goes_with(line, last):
            last = named.last if named else last + 1
        else:
            break
    return last + 2 if _has_seat(line, last) else last


def _has_seat(line: Line, last: int) -> bool:
    """Tell whether "in" and a place follow a body, and the thing that the sentence is about."""
    name, place = line.name_at.get(last - 1), line.name_at.get(last + 1)
    body = name is not None and name.mention.type == "ORG"
    seat = place is not None and place.first == last + 1 and place.last == last + 2
    goes_on = line.follows(last + 2) and not is_stop(line, last + 2)
    return body and seat and goes_on and line.word(last) == "في"


def _goes_with(line: Line, at: int) -> bool:
    """Tell whether a word goes on with the noun phrase before it."""
    if line.word(at).startswith("لل"):
        return not _is_media(line, at)
    return line.word(at).startswith(_ARTICLE) and _describes(line, at) and not is_stop(line, at)


def _is_whole(line: Line, last: int) -> bool:
    """Tell whether a person or body has just been named: what follows is something else."""
    name = line.name_at.get(last - 1)
    if name is None or name.mention.type == "NORP":
        return False
    adjective = line.name_at.get(last)
    return adjective is None or adjective.mention.type != "NORP"


def _describes(line: Line, at: int) -> bool:
    """Tell whether a definite word belongs to the noun before it: its owner, or an adjective."""
    before, word = line.word(at - 1), line.word(at)
    if not before.startswith((_ARTICLE, "لل")):
        return not before.endswith(("ون", "ين"))
    return word.endswith(_ADJECTIVES) and word not in claim_words("things")


def _is_titled(line: Line, at: int) -> bool:
    return line.word(at - 1) in _OFFICE or line.word(at - 1) in ("رييس", "حزب", "حركه")


def subject_before(line: Line, cue: Cue, floor: int) -> tuple[int, int] | None:
    """Return the words of a speaker who stands right before the verb, if one does.

    Args:
        line: the sentence.
        cue: the verb.
        floor: no word before this one belongs to it.
    """
    last = cue.at
    while last > floor and line.word(last - 1) in _before_verbs():
        last -= 1
    first = last
    while first > floor and last - first < _LONGEST:
        if line.word(first - 1) in claim_words("that") | claim_words("joints before"):
            break
        if first < last and not line.follows(first) and not _in_quoted_name(line, first):
            break
        first -= 1
    if first == floor > 0 and line.follows(first):
        return None
    while first < last and line.word(first) in claim_words("auxiliaries"):
        first += 1
    if first >= last or (last < cue.at + 1 and not _touches(line, last)):
        return None
    name = line.name_at.get(first)
    begins = name is not None and name.mention.span.char_start == line.words[first].start
    begins = begins and name is not None and name.mention.type in _SPEAKING
    word = line.word(first)
    good = begins or word.startswith(_ARTICLE) or word in claim_words("sources")
    good = good or word in word_list("person titles") or word in word_list("organisation leads")
    stops = not begins and is_stop(line, first)
    inner = any(_is_verb(line, number) for number in range(first, last))
    fits = good and not stops and not inner and _phrase(line, first) == last
    return (first, last) if fits else None


def _before_verbs() -> frozenset[str]:
    return claim_words("auxiliaries") | claim_words("negations")


def _touches(line: Line, last: int) -> bool:
    return last < len(line.words) and line.follows(last)


def _is_verb(line: Line, at: int) -> bool:
    report = reports().get(line.word(at))
    return report is not None and report.form in ("past", "present") and at not in line.name_at


def _is_other(line: Line, cue: Cue, at: int) -> bool:
    """Tell whether another reporting word stands at a word: what follows is its own."""
    report = reports().get(line.word(at))
    if report is None or at in line.name_at or report.form == "noun":
        return False
    if report.lemma in _HIDING and line.comma_before(at):
        return False
    participle = report.form == "participle" and report.lemma != "قال"
    return participle or (cue.report.frame == "that" and _is_verb(line, at))


def complement(line: Line, cue: Cue, at: int) -> Begin | None:
    """Return where what was said begins at the word `at` or after it, None where it does not.

    Between speaker and complement may stand where, when and to whom it was said.
    """
    for number in range(at, min(len(line.words), at + _FARTHEST)):
        quotation = _quotation(line, cue, number, first=number == at)
        if quotation:
            return quotation
        joint = line.word(number) in _JOINTS and line.comma_before(number)
        colon = _COLON in line.between(number) and number > 0
        if number > at and not colon and (joint or _is_other(line, cue, number)):
            return None
        begin = Begin(number, line.words[number].start, quoted=False) if colon else None
        begin = begin or _governed(line, cue.report.frame, number)
        if begin:
            return begin
    return None


def _quotation(line: Line, cue: Cue, number: int, *, first: bool) -> Begin | None:
    """Return a quotation that begins before a word and is what was said."""
    gap = line.between(number)
    inside = line.quoted(number - 1 if number else 0)
    if _QUOTE not in gap or inside or not _opens(line, number):
        return None
    direct = _COLON in gap or (first and cue.report.frame not in _PREPOSITIONS)
    if not direct and line.word(number - 1) not in claim_words("own words"):
        return None
    start = line.text.index(_QUOTE, line.words[number].start - len(gap))
    return Begin(number, start, quoted=True)


def _governed(line: Line, frame: str, number: int) -> Begin | None:
    """Return what follows "that" or the preposition of a verb, where one stands at a word."""
    if _is_that(line, number) and frame != _ABOUT:
        return _after_that(line, number)
    if line.word(number) != frame or frame not in _PREPOSITIONS or number + 1 >= len(line.words):
        return None
    that = _is_that(line, number + 1)
    return _after_that(line, number + 1) if that else _from(line, number + 1)


def _opens(line: Line, number: int) -> bool:
    """Tell whether a quotation that begins before a word is a sentence and no quoted name."""
    start = line.words[number].start - 1
    name = line.name_at.get(number)
    close = line.text.find(_QUOTE, start + 1)
    return not (name and close >= 0 and close <= line.words[name.last - 1].end + 1)


def _is_that(line: Line, number: int) -> bool:
    if line.word(number) not in claim_words("that"):
        return False
    return line.word(number - 1) not in claim_words("not that") if number else False


def _after_that(line: Line, number: int) -> Begin | None:
    """Return the word after "that"; "that he" is part of what was said."""
    bare = line.word(number) in ("ان", "بان", "وان", "فان")
    word = number + 1 if bare else number
    return _from(line, word) if word < len(line.words) else None


def _from(line: Line, word: int) -> Begin:
    gap = line.between(word)
    if _QUOTE in gap and not line.quoted(word - 1):
        start = line.words[word].start - len(gap) + gap.index(_QUOTE)
        closes = line.text.find(_QUOTE, start + 1, line.paragraph[1])
        whole = closes >= 0 and not line.text[closes + 1 : line.end].strip(" .،")
        return Begin(word, start, whole and line.word(word - 1) not in claim_words("that"))
    return Begin(word, line.words[word].start, False)
