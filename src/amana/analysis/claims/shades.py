"""What colours a claim: hedges, loaded words, who is bound to a side, quotation."""

from __future__ import annotations

import re
from functools import cache

from amana.analysis.claims.drafts import Draft, overlap, within
from amana.analysis.claims.lexicon import words
from amana.analysis.claims.quotes import Quotation
from amana.analysis.claims.trees import Range
from amana.analysis.frame import Frame, Zone

_HANDOUT = re.compile(r"\bhandout\b", re.IGNORECASE)
_OPENING = 220
"""A hedge is looked for in so many characters from the begin of what is said."""


def form(frame: Frame, draft: Draft, quotations: list[Quotation]) -> str:
    """Return `direct`, `mixed` where an indirect claim holds quoted words, or `indirect`."""
    if draft.content is None:
        return "indirect"
    start, end = draft.content
    if draft.quoted or any(q.run == (start, end) for q in quotations):
        return "direct"
    holds = any(within(q.run, (start, end)) or (
        overlap(q.run, (start, end)) and start < q.start
    ) for q in quotations)  # fmt: skip
    del frame
    return "mixed" if holds else "indirect"


def hedge(frame: Frame, draft: Draft) -> str | None:
    """Return the words that hedge a claim, as printed."""
    if draft.content is not None:
        start, end = draft.content
        found = _hedges().search(frame.text, start, min(end, start + _OPENING))
        if found is not None and found.group().lower() in words().hedging_phrases:
            return _as_printed(frame, found.span())
    if "hedge" in draft.report.flags:
        return _as_printed(frame, draft.cue)
    start, end = draft.extent
    if draft.content is not None:
        found = _hedges().search(frame.text, draft.content[0], min(end, draft.content[0] + 60))
        if found is not None:
            return _as_printed(frame, found.span())
    return None


def loaded(frame: Frame, draft: Draft) -> list[Range]:
    """Return the loaded words of a content, inside of quotation marks or outside."""
    if draft.content is None:
        return []
    return [found.span() for found in _loaded().finditer(frame.text, *draft.content)]


def interest(frame: Frame, draft: Draft, relays: str) -> str | None:
    """Return what binds a speaker to a side, where the text shows it.

    Args:
        frame: the frame.
        draft: the claim.
        relays: the words of those who relay it.
    """
    place = frame.sentences[draft.sentence]
    if frame.zone(place) == Zone.CAPTION and _HANDOUT.search(frame.text, place.start, place.end):
        return "handout"
    if draft.speaker is None:
        return None
    phrase = frame.text[slice(*draft.speaker)].lower()
    parts = set(re.findall(r"[a-z-]+", phrase))
    if any(each in f"{phrase} {relays.lower()}" for each in words().state_media):
        return "state media"
    if not parts & words().spokespeople and "press secretary" not in phrase:
        return None
    for kind, listed in (
        ("army spokesperson", words().armed),
        ("party spokesperson", words().partisan),
        ("government spokesperson", words().governing),
    ):
        if parts & listed:
            return kind
    return "spokesperson"


def anonymised(frame: Frame, draft: Draft) -> bool:
    """Tell whether the text says that the speaker did not want to be named."""
    place = frame.sentences[draft.sentence]
    text = frame.text[place.start : place.end].lower()
    if not any(phrase in text for phrase in words().anonymity):
        return False
    start, end = draft.extent
    near = frame.text[max(0, start - 10) : end + 160].lower()
    return any(phrase in near for phrase in words().anonymity)


def _as_printed(frame: Frame, run: Range) -> str:
    return frame.span(*run).quote


@cache
def _hedges() -> re.Pattern[str]:
    listed = sorted((*words().hedging_phrases, *words().hedging_adverbs), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, listed)) + r")\b", re.IGNORECASE)


@cache
def _loaded() -> re.Pattern[str]:
    listed = sorted(words().loaded, key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, listed)) + r")(?!\w)", re.IGNORECASE
    )
