"""Direct speech: quotations and the words that attribute them.

A claim whose content is a quotation gets all of it, with its marks, over several sentences.
Quotations that no rule over one sentence has attributed are attributed by what stands beside them,
or go on with the speaker of the one before.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from amana.analysis.claims import trees as t
from amana.analysis.claims.drafts import Draft, overlap, within
from amana.analysis.claims.lexicon import Report, verbs
from amana.analysis.claims.quotes import Quotation
from amana.analysis.frame import Frame
from amana.analysis.parsing import Parsed

_FULL = 4
"""A quotation of fewer words is a phrase in somebody's words, not speech."""

_NEAR = 3
"""How many characters may stand between a quotation and the words that attribute it."""

_BETWEEN = 80
"""How many characters may stand between an attribution and speech that goes on."""

CONTINUED = "continued without an attribution of its own"


def with_quotations(
    frame: Frame,
    drafts: Sequence[Draft],
    quotations: Sequence[Quotation],
    trees: dict[int, Parsed],
) -> list[Draft]:
    """Return drafts with their quotations whole, and what quotations add.

    Args:
        frame: the frame.
        drafts: what rules over sentences found.
        quotations: the quotations of the frame, in text order.
        trees: the parsed sentences, by their number.
    """
    found = [_snapped(frame, draft, quotations) for draft in drafts]
    speech = [each for each in quotations if _is_speech(frame, each)]
    taken = [d.content for d in found if d.quoted and d.content]
    for each in speech:
        if any(overlap(each.run, content) for content in taken):
            continue
        if any(d.content and within(each.run, d.content) for d in found):
            continue
        draft = _beside(frame, each, trees) or _continued(frame, each, found)
        if draft is not None:
            found.append(draft)
            taken.append(each.run)
    return found


def _is_speech(frame: Frame, each: Quotation) -> bool:
    return len(frame.text[each.start : each.end].split()) >= _FULL


def _snapped(frame: Frame, draft: Draft, quotations: Sequence[Quotation]) -> Draft:
    """Return a draft whose content is the whole quotation, where it is one."""
    if draft.content is None:
        return draft
    inside = next((q for q in quotations if within(draft.cue, q.run)), None)
    for each in quotations:
        if each is inside or not overlap(draft.content, each.run) or within(draft.cue, each.run):
            continue
        start, end = draft.content
        outside = _beyond(frame, (start, end), each.run)
        if not outside:
            return msgspec.structs.replace(draft, content=each.run, quoted=True)
        if start < each.start and end < each.end:
            return msgspec.structs.replace(draft, content=(start, each.end))
    return _with_quoted_rest(frame, draft, quotations)


def _with_quoted_rest(frame: Frame, draft: Draft, quotations: Sequence[Quotation]) -> Draft:
    """Return a draft whose content goes on in quoted words right behind it."""
    assert draft.content is not None  # noqa: S101 - asked before
    start, end = draft.content
    for each in quotations:
        if not 0 <= each.start - end <= 1 or within(draft.cue, each.run):
            continue
        first = frame.text[each.start : each.start + 3].strip("\"' ")[:1]
        sentence = frame.sentences[draft.sentence]
        if first.islower() and each.end <= sentence.end and draft.cue[1] <= start:
            return msgspec.structs.replace(draft, content=(start, each.end))
    return draft


def _beyond(frame: Frame, content: t.Range, run: t.Range) -> str:
    """Return the letters of a content that stand outside of a quotation."""
    before = frame.text[content[0] : max(content[0], run[0])]
    after = frame.text[min(run[1], content[1]) : content[1]] if content[1] > run[1] else ""
    return "".join(filter(str.isalnum, before + after))


def _beside(frame: Frame, each: Quotation, trees: dict[int, Parsed]) -> Draft | None:
    """Return the claim of a quotation by the reporting words next to it, outside of it."""
    for number, tree in trees.items():
        if tree.end < each.start - 300 or tree.start > each.end + 300:
            continue
        if frame.sentences[number].paragraph != each.paragraph:
            continue
        for verb, word in enumerate(tree.words):
            report = verbs().get(word.lemma.lower())
            if report is None or not _attributes(report) or not t.is_verb(tree, verb):
                continue
            if within((word.start, word.end), each.run):
                continue
            head = t.subject(tree, verb)
            if head is None or within((tree.words[head].start, tree.words[head].end), each.run):
                continue
            speaker = t.chars(tree, t.noun_phrase(tree, head))
            if speaker is None or not _touches(frame, each, speaker, (word.start, word.end)):
                continue
            return Draft(
                sentence=number, verb=verb, report=report, cue=(word.start, word.end),
                speaker=speaker, head=head, content=each.run, act=report.act, quoted=True,
            )  # fmt: skip
    return None


def _attributes(report: Report) -> bool:
    return bool(report.takes & {"that", "quote"}) and "wide" not in report.flags


def _touches(frame: Frame, each: Quotation, speaker: t.Range, cue: t.Range) -> bool:
    """Tell whether an attribution stands right before or right behind a quotation."""
    start, end = min(speaker[0], cue[0]), max(speaker[1], cue[1])
    behind = frame.text[each.end : start]
    if each.end <= start and len(behind) <= _NEAR and not any(map(str.isalnum, behind)):
        return True
    before = frame.text[end : each.start]
    return (
        end <= each.start and before.strip() in {",", ":", "that", ""} and len(before) <= 2 * _NEAR
    )


def _continued(frame: Frame, each: Quotation, found: Sequence[Draft]) -> Draft | None:
    """Return the claim of a quotation that goes on after one whose speaker is known.

    It has to be all of its paragraph, or to begin a sentence right after the attribution.
    """
    earlier = [d for d in found if d.quoted and d.content and d.content[1] <= each.start]
    if not earlier:
        return None
    last = max(earlier, key=lambda d: (d.extent[1], d.cue))
    paragraph = frame.paragraphs[each.paragraph]
    between = frame.text[last.extent[1] : each.start]
    number = each.paragraph
    while number and frame.paragraphs[number].start >= last.extent[1]:
        number -= 1
    same = frame.paragraphs[number]
    if paragraph is same:
        near = len(between) <= _BETWEEN and any(sign in between for sign in ".,")
        if not near or (each.closed and not _ends_sentence(frame.text[each.end - 2 : each.end])):
            return None
    else:
        whole = not "".join(
            filter(
                str.isalnum,
                frame.text[paragraph.start : each.start] + frame.text[each.end : paragraph.end],
            )
        )
        if not whole or "".join(filter(str.isalnum, frame.text[last.extent[1] : same.end]))[40:]:
            return None
        heading = each.closed and not _ends_sentence(frame.text[each.end - 2 : each.end])
        if heading or frame.text[same.end : paragraph.start].strip():
            return None
    return msgspec.structs.replace(last, content=each.run, note=CONTINUED, target=None)


def _ends_sentence(closing: str) -> bool:
    return any(sign in closing for sign in ".!?,")
