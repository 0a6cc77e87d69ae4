"""Claims in Arabic that hang on a source: "according to", "quoting", a headline with a colon."""
# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

from collections.abc import Sequence

from amana.analysis.arabic import stems
from amana.analysis.claims.arabic_lines import Cue, Line
from amana.analysis.claims.arabic_phrases import Begin, complement, subject_after
from amana.analysis.claims.arabic_shapes import Draft, Range, reach, said
from amana.analysis.claims.arabic_verbs import THAT, Report, claim_words, reports

_STATEMENT = "statement"
_FEW, _FAR = 9, 14
_COLON = ":"
_SPEAKING = frozenset({"PERSON", "ORG", "GPE"})
_MARK = Report("", _STATEMENT, THAT, "past")


def according(line: Line, every: Sequence[Cue], at: int) -> tuple[Range, Range, Draft] | None:
    """Return the words of a source after "according to", where it stands, and its claim."""
    first = at + 1
    off = 0
    if line.word(first) in ("ما", "لما"):
        first += 1
    if first < len(line.words) and line.word(at)[-1:] == "ا" and line.word(first).startswith("ل"):
        off = 1
    if line.word(first) == "عن":
        first += 1
    if line.word(first) in claim_words("relays"):
        return None
    verb = reports().get(line.word(first))
    if verb and verb.form in ("past", "present") and first not in line.name_at:
        first += 1
        off = 0
    if first >= len(line.words):
        return None
    last = subject_after(line, first, exact=False) if not off else _after_for(line, first)
    if last <= first:
        return None
    place = reach(line, (first, last))
    place = (line.start_of(first, off), place[1]) if off else place
    cue = line.start_of(at, 1 if line.word(at)[0] == "و" and line.word(at)[1:] in _PLAIN else 0)
    content = _around(line, every, at, last)
    if content is None:
        return None
    draft = Draft(
        at=at, cue=(cue, line.words[at].end), content=content, lemma="بحسب", act=_STATEMENT,
        speaker=place,
    )  # fmt: skip
    return (first, last), place, draft


_PLAIN = frozenset({"بحسب", "وفق", "وفقا", "طبقا", "حسبما"})


def _after_for(line: Line, first: int) -> int:
    """Return the end of a source whose first word has "li" joined before it."""
    last = line.name_at[first].last if first in line.name_at else first + 1
    while line.follows(last):
        rest = subject_after(line, last, exact=False)
        if rest <= last:
            break
        last = rest
    return last


def _around(line: Line, every: Sequence[Cue], at: int, last: int) -> Range | None:
    """Return what a source is named for: what stands before it, or after it at the beginning."""
    if at == 0 or line.trimmed(line.start, line.words[at].start)[1] <= line.start:
        if last >= len(line.words):
            return None
        start = last + (line.word(last) in claim_words("that") or line.word(last) == "فقد")
        if start >= len(line.words):
            return None
        return said(line, every, at, Begin(start, line.words[start].start, quoted=False))
    start, end = line.trimmed(line.start, line.words[at - 1].end)
    return (start, end) if end > start else None


def own_words(line: Line, at: int) -> Draft | None:
    """Return the claim of "in his words": what stands before, of somebody named before."""
    if line.word(at) != "على" or line.word(at + 1) != "حد" or at == 0:
        return None
    last = at + 2
    if line.word(last) not in claim_words("own words") and line.word(last) not in _SAYING:
        return None
    start, end = line.trimmed(line.start, line.words[at - 1].end)
    speaker: Range | None = None
    cue = (line.words[at].start, line.words[last].end)
    if line.word(last) in _SAYING:
        stop = subject_after(line, last + 1, exact=False)
        speaker = reach(line, (last + 1, stop)) if stop > last + 1 else None
    return Draft(
        at=at, cue=cue, content=(start, end), lemma="قول", act=_STATEMENT,
        speaker=speaker, implicit=speaker is None,
    )  # fmt: skip


_SAYING = frozenset({"قول", "تعبير", "وصف", "زعم"})


def relayed(line: Line, every: Sequence[Cue], at: int) -> Draft | None:
    """Return what one quotes another as saying: the other's claim, with who relays it."""
    stem = line.stem_in(at, "relays")
    if stem is None or line.word(at)[: stem.off] not in ("", "و", "ف", "كما"):
        return None
    relay_end = subject_after(line, at + 1, exact=False)
    about = relay_end
    while about < len(line.words) and about - relay_end < _FEW and line.word(about) != "عن":
        about += 1
    if line.word(about) != "عن" or about + 1 >= len(line.words):
        return None
    first = about + 1
    last = _quoted_one(line, first)
    if last <= first:
        return None
    cue = Cue(at, stem.off, bool(stem.off), _MARK)
    noun = reports().get(line.word(last))
    if noun and noun.form == "noun":
        cue = Cue(last, 0, False, noun)
        begin = complement(line, cue, last + 1)
    else:
        begin = complement(line, cue, last)
    if begin is None:
        return None
    relays = (reach(line, (at + 1, relay_end)),) if relay_end > at + 1 else ()
    place = (line.start_of(cue.at, cue.off), line.words[cue.at].end)
    return Draft(
        at=at, cue=place, content=said(line, every, max(at, cue.at), begin),
        lemma=cue.report.lemma, act=cue.report.act, speaker=reach(line, (first, last)),
        relays=relays, flags=cue.report.flags,
    )  # fmt: skip


def _quoted_one(line: Line, first: int) -> int:
    """Return the end of the one who is quoted; the noun of saying after it is none of it."""
    last = subject_after(line, first, exact=False)
    for number in range(first, last):
        report = reports().get(line.word(number))
        if number > first and report and report.form == "noun" and number not in line.name_at:
            return number
    return last


def headline(line: Line, every: Sequence[Cue], *, title: bool) -> Draft | None:
    """Return the claim of "somebody: what was said" at the beginning of a sentence."""
    for number in range(1, min(len(line.words), _FAR)):
        gap = line.between(number)
        if _COLON not in gap:
            continue
        quoted = '"' in gap
        named = any(
            name.mention.type in _SPEAKING and name.last <= number
            and (title or name.mention.type != "GPE") for name in line.names
        )  # fmt: skip
        known = named or any(
            stem.folded in claim_words("sources")
            for n in range(number)
            for stem in stems(line.word(n))
        )
        verb = any(each.at < number and each.report.form != "noun" for each in every)
        if not known or verb or number > _FEW or not (title or quoted):
            return None
        at = line.words[number - 1].end + gap.index(_COLON)
        start = line.text.index('"', at) if quoted else line.words[number].start
        content = said(line, every, number, Begin(number, start, quoted=quoted))
        return Draft(
            at=number, cue=(at, at + 1), content=content, lemma=_COLON, act=_STATEMENT,
            speaker=reach(line, (0, number)),
        )  # fmt: skip
    return None


def impersonal(line: Line, every: Sequence[Cue], at: int) -> Draft | None:
    """Return what "is believed" or "is said" by nobody: a verb right before "that"."""
    stem = line.stem_in(at, "passives")
    if stem is None or line.word(at)[: stem.off] not in ("", "و", "ف"):
        return None
    after = line.word(at + 1)
    marked = after in claim_words("that") or (
        after == "في" and line.word(at + 2) in claim_words("that")
    )
    if not marked or after not in ("ان", "بان", "في", "انه", "انها", "انهم", "بانه", "بانها"):
        return None
    cue = Cue(at, stem.off, bool(stem.off), _MARK._replace(frame=THAT))
    begin = complement(line, cue, at + 1)
    if begin is None:
        return None
    return Draft(
        at=at, cue=(line.start_of(at, stem.off), line.words[at].end),
        content=said(line, every, at, begin), lemma=stem.folded, act=_STATEMENT, implicit=True,
        nobody=True, flags=frozenset({"hedge"}),
    )  # fmt: skip
