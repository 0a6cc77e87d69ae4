"""Claims in Arabic paragraphs: who is said to have said what, by the order and form of words.

Sentence by sentence: a verb of saying with its speaker before or after it, a participle that goes
on ("adding that"), a source after "according to", one who is quoted by another, a headline with a
colon, and what is believed or said by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amana.analysis.arabic import Word, stems, words_of
from amana.analysis.claims.arabic_lines import Cue, Line, Name, cues
from amana.analysis.claims.arabic_phrases import subject_after
from amana.analysis.claims.arabic_shades import (
    act_of,
    form_of,
    hedge,
    hides_name,
    interest,
    phrases,
)
from amana.analysis.claims.arabic_shapes import Draft, Range, finite, participle, reach
from amana.analysis.claims.arabic_sources import (
    according,
    headline,
    impersonal,
    own_words,
    relayed,
)
from amana.analysis.claims.arabic_speakers import Speakers, Who
from amana.analysis.claims.arabic_verbs import claim_words
from amana.analysis.frame import Frame, Sentence, Zone
from amana.analysis.steps import Earlier
from amana.analysis.tools import Tools
from amana.records import Claim, Mention, Role

_ARABIC = "ar"
_QUOTE = '"'
_STANCES = {"condemnation": "negative", "support": "positive"}
_ANONYMITY_WORDS = 5
_HIDING = frozenset({"طلب", "طلبت", "طلبوا", "طالبا", "رفض", "رفضت", "رفضوا", "رافضا", "رافضه"})
_AFTERWARDS = frozenset({"كما", "حسبما", "بحسبما", "وفقما", "مثلما"})


def arabic_claims(frame: Frame, earlier: Earlier, tools: Tools) -> list[Claim]:
    """Return the claims of the Arabic paragraphs of a frame.

    Ids are names inside of the answer that begin with `ar`.
    """
    del tools
    names = earlier.get("names", ())
    mentions = sorted(
        (each for each in names if isinstance(each, Mention)), key=lambda m: m.span.char_start
    )
    roles = [each for each in names if isinstance(each, Role)]
    speakers = Speakers(frame.text, mentions, roles)
    found: list[Claim] = []
    near: list[Claim] = []
    for line, sentence in _lines(frame, mentions):
        drafts = _drafts(line, title=frame.zone(sentence) is Zone.TITLE)
        near = [each for each in near if each.content and each.content.char_end > line.start]
        for draft in drafts:
            claim = _claim(frame, line, draft, speakers, near, name=f"{_ARABIC}{len(found) + 1}")
            found.append(claim)
            near.append(claim)
    return found


def _lines(frame: Frame, mentions: Sequence[Mention]) -> Iterator[tuple[Line, Sentence]]:
    at, paragraph, counted, within = 0, -1, 0, False
    for sentence in frame.sentences:
        if frame.language_at(sentence) != _ARABIC:
            continue
        place = frame.paragraphs[sentence.paragraph]
        if sentence.paragraph != paragraph:
            paragraph, counted, within = sentence.paragraph, place.start, False
        within ^= frame.text.count(_QUOTE, counted, sentence.start) % 2 == 1
        counted = sentence.start
        words = words_of(frame.text, sentence.start, sentence.end)
        while at < len(mentions) and mentions[at].span.char_end <= sentence.start:
            at += 1
        yield (
            Line(
                frame.text,
                (sentence.start, sentence.end),
                (place.start, place.end),
                words,
                list(_names(words, mentions, at, sentence.end)),
                within=within,
            ),
            sentence,
        )


def _names(words: Sequence[Word], mentions: Sequence[Mention], at: int, end: int) -> Iterator[Name]:
    """Yield the names in a sentence: the mentions from `at` on that begin before its end."""
    number = 0
    while at < len(mentions) and mentions[at].span.char_start < end:
        span = mentions[at].span
        while number < len(words) and words[number].end <= span.char_start:
            number += 1
        last = number
        while last < len(words) and words[last].start < span.char_end:
            last += 1
        if last > number:
            yield Name(number, last, mentions[at])
        at += 1


def _drafts(line: Line, *, title: bool) -> list[Draft]:
    """Return the claims of a sentence in text order, one for each cue."""
    every = cues(line)
    found: list[Draft] = []
    spoken = headline(line, every, title=title)
    if spoken:
        found.append(spoken)
    taken: set[int] = set()
    for number in range(len(line.words)):
        quoted = relayed(line, every, number)
        made = quoted or impersonal(line, every, number)
        if made:
            found.append(made)
            taken.update({number} | {c.at for c in every if _covers(line, made, c)})
    for cue in every:
        if cue.at not in taken and cue.report.form != "noun":
            made = _by_verb(line, every, cue, found)
            if made and all(each.cue != made.cue for each in found):
                found.append(made)
    found.sort(key=lambda draft: draft.at)
    return _with_sources(line, every, found)


def _covers(line: Line, draft: Draft, cue: Cue) -> bool:
    return draft.cue[0] <= line.words[cue.at].start < draft.cue[1]


def _by_verb(line: Line, every: Sequence[Cue], cue: Cue, found: Sequence[Draft]) -> Draft | None:
    before = [each for each in found if each.at < cue.at]
    start = line.words[cue.at].start
    if cue.report.form == "participle":
        if _hides_name(line, cue.at):
            return None
        same = [each for each in before if each.content and each.content[1] <= start]
        return participle(line, every, cue, same[-1] if same else None)
    wished = cue.report.form == "present" and _is_wished(line, cue.at)
    if wished or not _begins_clause(line, cue) or _hides_name(line, cue.at):
        return None
    floor = max((each.at + 1 for each in before), default=0)
    return finite(line, every, cue, floor) or _afterwards(line, cue)


def _begins_clause(line: Line, cue: Cue) -> bool:
    """Tell whether a form that is a noun, too, stands where a verb stands."""
    if cue.joined or cue.report.lemma not in claim_words("also nouns") or not line.follows(cue.at):
        return True
    before = line.word(cue.at - 1)
    named = cue.at - 1 in line.name_at
    return named or cue.report.form == "present" or before in claim_words("clause beginnings")


def _is_wished(line: Line, at: int) -> bool:
    """Tell whether a verb stands after "that he may": nobody has said it yet."""
    before = line.words[at - 1] if at else None
    return before is not None and before.folded == "ان" and line.text[before.start] != "إ"


def _hides_name(line: Line, at: int) -> bool:
    """Tell whether a verb says that somebody did not want to be named."""
    if not any(stem.folded in _HIDING for stem in stems(line.word(at))):
        return False
    last = min(at + _ANONYMITY_WORDS, len(line.words) - 1)
    end = line.words[last].end
    return hides_name(line.text, (line.words[at].end, end)) if at < last else False


def _afterwards(line: Line, cue: Cue) -> Draft | None:
    """Return the claim of a verb that stands after what was said: "..., the minister said"."""
    first = cue.at - 1 if line.word(cue.at - 1) in _AFTERWARDS else cue.at
    last = subject_after(line, cue.at + 1, exact=False)
    closes = '"' in line.between(first)
    good = (
        first > 0 and last > cue.at + 1 and (line.comma_before(first) or closes or first < cue.at)
    )
    unsure = "late" in cue.report.flags or cue.report.lemma in claim_words("also nouns")
    if not good or cue.joined or unsure or (last < len(line.words) and line.follows(last)):
        return None
    end = line.words[first - 1].end
    end += 1 if line.text[end : end + 1] == '"' else 0
    content = line.trimmed(line.start, end)
    return Draft(
        at=cue.at, cue=(line.start_of(cue.at, cue.off), line.words[cue.at].end), content=content,
        lemma=cue.report.lemma, act=cue.report.act, speaker=reach(line, (cue.at + 1, last)),
        feminine=cue.report.feminine, flags=cue.report.flags,
    )  # fmt: skip


def _with_sources(line: Line, every: Sequence[Cue], found: list[Draft]) -> list[Draft]:
    """Return the claims with the sources that "according to" names: who relays, or who speaks."""
    for number in range(len(line.words)):
        if number in line.name_at or line.quoted(number):
            continue
        if line.word(number) in claim_words("according"):
            named = according(line, every, number)
            if named and not any(abs(each.at - number) <= 1 for each in found):
                _, place, draft = named
                found = _relayed_by(line, found, number, place) or [*found, draft]
        elif not any(each.at < number for each in found):
            made = own_words(line, number)
            found = [*found, made] if made else found
    by_cue = {draft.cue: draft for draft in reversed(found)}
    return sorted(by_cue.values(), key=lambda draft: (draft.at, draft.cue))


def _relayed_by(
    line: Line, found: Sequence[Draft], number: int, place: Range
) -> list[Draft] | None:
    """Return the claims, the last one before a source relayed by it; None where there is none."""
    before = [each for each in found if each.at < number and each.content]
    if not before:
        return None
    last = before[-1]
    assert last.content is not None  # noqa: S101 - chosen so above
    if last.content[1] > line.words[number].start:
        return list(found)
    return [each._replace(relays=(place, *each.relays)) if each is last else each for each in found]


def _claim(
    frame: Frame, line: Line, draft: Draft, speakers: Speakers, near: Sequence[Claim], *, name: str
) -> Claim:
    text = frame.text
    outer = _outer(draft, near)
    who = _who(draft, speakers, outer)
    if not outer and not draft.nobody:
        speakers.remember(who)
    act = act_of(text, draft)
    hedged = hedge(text, draft)
    target = draft.target or (draft.content if act in _STANCES else None)
    via = [*map(speakers.relay, draft.relays)]
    if outer:
        via += [outer.speaker_entity or _phrase(outer)] if outer.speaker else []
        via += outer.via
    hidden = not draft.nobody and who.entity is None and hides_name(text, (line.start, line.end))
    places = [place for place in (draft.speaker, draft.cue, draft.content) if place]
    return Claim(
        id=name,
        span=frame.span(min(place[0] for place in places), max(place[1] for place in places)),
        speaker=frame.span(*draft.speaker) if draft.speaker else None,
        speaker_entity=None if draft.nobody else who.entity,
        speaker_implicit=draft.implicit,
        anonymous=draft.nobody or who.anonymous or hidden,
        cue=frame.span(*draft.cue),
        content=frame.span(*draft.content) if draft.content else None,
        form=form_of(text, draft.content) if draft.content else "indirect",
        speech_act=act,
        via=tuple(dict.fromkeys(via)),
        nested_in=outer.id if outer else None,
        hedge=frame.span(*hedged).quote if hedged else None,
        negated=draft.negated,
        stance=_STANCES.get(act),
        target=frame.span(*target) if target else None,
        interest=interest(text, draft.speaker, draft.relays),
        loaded=tuple(frame.span(*place) for place in phrases(text, draft.content, "loaded"))
        if draft.content
        else (),
    )


def _outer(draft: Draft, found: Sequence[Claim]) -> Claim | None:
    """Return the claim in whose content another one stands, the closest."""
    inside = [
        each for each in found
        if each.content and each.content.char_start <= draft.cue[0]
        and draft.cue[1] <= each.content.char_end
    ]  # fmt: skip
    return min(inside, key=lambda c: c.span.char_end - c.span.char_start, default=None)


def _who(draft: Draft, speakers: Speakers, outer: Claim | None) -> Who:
    if draft.nobody:
        return Who(None, anonymous=True)
    if draft.speaker:
        return speakers.named(draft.speaker, feminine=draft.feminine)
    if outer:
        return Who(outer.speaker_entity, outer.anonymous, feminine=draft.feminine)
    return speakers.last(draft.feminine) or Who(None, anonymous=False)


def _phrase(claim: Claim) -> str:
    return "anon:" + " ".join(claim.speaker.quote.split()) if claim.speaker else ""
