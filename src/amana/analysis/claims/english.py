"""Claims in English: rules over dependency trees, and a trained tagger where it is added."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from amana.analysis.claims.drafts import Draft, overlap, within
from amana.analysis.claims.lexicon import words
from amana.analysis.claims.phrases import by_headline, by_phrases
from amana.analysis.claims.quotes import Quotation, quotations
from amana.analysis.claims.shades import anonymised, form, hedge, interest, loaded
from amana.analysis.claims.speakers import Speakers, Spoken
from amana.analysis.claims.speech import with_quotations
from amana.analysis.claims.tagger import by_model, model_at
from amana.analysis.claims.trees import Range
from amana.analysis.claims.union import united
from amana.analysis.claims.verbs import by_verbs
from amana.analysis.frame import Frame
from amana.analysis.parsing import Parsed
from amana.analysis.steps import Earlier
from amana.analysis.tools import Tools
from amana.records import Claim

MODEL = "claims/en"
"""The name of the trained tagger among the models of tools."""


_POINTING = frozenset({"who", "which", "that", "whom", "whose"})

_STRETCH, _LONGEST = 200, 400
"""Sentences are looked at together in stretches that end with a paragraph, or at the longest."""

_REMEMBERED = 50
"""So many speakers are remembered, for pronouns."""


def english_claims(frame: Frame, earlier: Earlier, tools: Tools) -> list[Claim]:
    """Return the claims of the English paragraphs of a frame.

    Ids are names inside of the answer that begin with `en`.
    """
    speakers = Speakers(frame, earlier.get("names", ()))
    model = model_at(tools.models[MODEL]) if MODEL in tools.models else None
    spoken: list[Spoken] = []
    found: list[Claim] = []
    for trees, marks in _stretches(frame, tools.parsed(frame), quotations(frame)):
        drafts = drafts_by_rules(frame, trees, marks)
        if model is not None:
            tagged = by_model(frame, trees, drafts, marks, model)
            both = united(drafts, [each for each in tagged if _names_speaker(frame, each)])
            drafts = _distinct(each for each in both if _sound(frame, each))
        outer = [_outer(number, drafts) for number in range(len(drafts))]
        meant = _meant(drafts, outer, trees, speakers, spoken)
        first = len(found)
        for number, draft in enumerate(drafts):
            claim = _claim(frame, draft, meant[number], marks, speakers)
            above = outer[number]
            nested = f"en{first + above}" if above is not None else None
            found.append(msgspec.structs.replace(claim, id=f"en{len(found)}", nested_in=nested))
        del spoken[:-_REMEMBERED]
    return found


def _stretches(
    frame: Frame, trees: dict[int, Parsed], marks: Sequence[Quotation]
) -> Iterator[tuple[dict[int, Parsed], list[Quotation]]]:
    """Yield sentences that are looked at together, with their quotations.

    What compares sentences with each other takes time with the square of their number.
    """
    here: dict[int, Parsed] = {}
    at = 0
    paragraph = -1
    for number in sorted(trees):
        ends = frame.sentences[number].paragraph != paragraph
        paragraph = frame.sentences[number].paragraph
        if len(here) >= (_STRETCH if ends else _LONGEST):
            after = bisect_left(marks, trees[number].start, lo=at, key=lambda each: each.start)
            yield here, list(marks[at:after])
            here, at = {}, after
        here[number] = trees[number]
    yield here, list(marks[at:])


def drafts_by_rules(
    frame: Frame, trees: dict[int, Parsed], marks: Sequence[Quotation]
) -> list[Draft]:
    """Return what the rules find in a frame, one draft for each cue and content, in text order."""
    found: list[Draft] = []
    for number, tree in trees.items():
        here = [*by_verbs(tree, number), *by_phrases(tree, number)]
        if not here:
            here = list(by_headline(frame, number, tree))
        found += here
    found = with_quotations(frame, found, marks, trees)
    return _distinct(each for each in found if _sound(frame, each))


def _sound(frame: Frame, draft: Draft) -> bool:
    """Tell whether a draft holds together: its parts are there, and apart."""
    if draft.content is None:
        return draft.act == "non-confirmation"
    if "quote" in draft.report.takes and not draft.quoted:
        return False
    if not any(map(str.isalnum, frame.text[slice(*draft.content)])):
        return False
    if draft.speaker is not None and overlap(draft.speaker, draft.cue):
        return False
    if within(draft.cue, draft.content):
        return draft.note is not None
    return True


def _names_speaker(frame: Frame, draft: Draft) -> bool:
    """Tell whether the speaker is more than a word that points to somebody (`who opposed it`)."""
    return draft.speaker is not None and frame.text[slice(*draft.speaker)].lower() not in _POINTING


def _distinct(drafts: Iterable[Draft]) -> list[Draft]:
    """Return drafts in text order, one for each cue and content."""
    kept: dict[tuple[Range, Range | None], Draft] = {}
    for each in drafts:
        kept.setdefault((each.cue, each.content), each)
    return sorted(kept.values(), key=lambda d: (d.extent[0], -d.extent[1], d.cue))


def _meant(
    drafts: list[Draft],
    outer: list[int | None],
    trees: dict[int, Parsed],
    speakers: Speakers,
    spoken: list[Spoken],
) -> dict[int, tuple[str | None, bool]]:
    """Return for each draft which entity speaks, and whether the speaker stays anonymous.

    They are resolved in text order, outer claims first, since a pronoun means who spoke before it;
    who speaks is added to `spoken`.
    """
    found: dict[int, tuple[str | None, bool]] = {}
    for number, draft in enumerate(drafts):
        above = outer[number]
        around = found.get(above, (None, False))[0] if above is not None else None
        found[number] = speakers.resolve(draft, trees[draft.sentence], spoken, around)
        entity, anonymous = found[number]
        if draft.speaker and (entity or anonymous) and "+" not in (entity or ""):
            insort(spoken, Spoken(draft.speaker, entity, anonymous), key=lambda each: each.run)
    return found


def _outer(number: int, drafts: list[Draft]) -> int | None:
    """Return the draft in whose content another stands: the smallest one."""
    inner = drafts[number]
    around = [
        n
        for n, each in enumerate(drafts)
        if n != number
        and each.content is not None
        and within(inner.cue, each.content)
        and not (inner.content and within(each.cue, inner.content))
        and each.cue != inner.cue
    ]
    return min(
        around,
        key=lambda n: _length(drafts[n].content),
        default=None,
    )


def _length(run: Range | None) -> int:
    return run[1] - run[0] if run else 0


def _claim(
    frame: Frame,
    draft: Draft,
    resolved: tuple[str | None, bool],
    marks: list[Quotation],
    speakers: Speakers,
) -> Claim:
    entity, anonymous = resolved
    relays = " ".join(frame.text[slice(*run)] for run in draft.via)
    note = draft.note
    if "loaded" in draft.report.flags:
        note = "; ".join(filter(None, (note, f"the reporting word judges: {draft.report.lemma}")))
    return Claim(
        span=frame.span(*draft.extent),
        speaker=frame.span(*draft.speaker) if draft.speaker else None,
        speaker_entity=entity,
        speaker_implicit=draft.implicit,
        anonymous=anonymous or (entity is None and anonymised(frame, draft)),
        cue=frame.span(*draft.cue),
        content=frame.span(*draft.content) if draft.content else None,
        form=form(frame, draft, marks),
        speech_act=_act(frame, draft),
        via=tuple(_relay(frame, run, speakers) for run in draft.via),
        hedge=hedge(frame, draft),
        negated=draft.negated,
        stance=draft.report.stance,
        target=frame.span(*draft.target) if draft.target else None,
        interest=interest(frame, draft, relays),
        loaded=tuple(frame.span(*run) for run in loaded(frame, draft)),
        note=note,
    )


def _act(frame: Frame, draft: Draft) -> str:
    """Return the speech act; a body that speaks of reasonable grounds makes a finding."""
    if draft.act != "statement" or draft.content is None or draft.speaker is None:
        return draft.act
    said = frame.text[slice(*draft.content)][:80].lower()
    last = frame.text[slice(*draft.speaker)].lower().split()[-1]
    if "reasonable grounds" in said and (last in words().finders or last[:1].isupper()):
        return "finding"
    return draft.act


def _relay(frame: Frame, run: Range, speakers: Speakers) -> str:
    return speakers.entity_at(run) or f"anon:{frame.text[slice(*run)]}"
