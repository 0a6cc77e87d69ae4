"""What colours a claim in Arabic: hedges, loaded words, who is bound to a side, hidden names."""

from __future__ import annotations

from collections.abc import Iterator

from amana.analysis.arabic import Word, stems, words_of
from amana.analysis.claims.arabic_shapes import Draft, Range
from amana.analysis.claims.arabic_verbs import claim_words

_OPENING = 220
_MOST_WORDS = 3
_QUOTE = '"'
_DENIED = ("اتهام", "الاتهام", "مزاعم", "المزاعم", "ادعاء", "الادعاء", "انباء", "الانباء", "تقارير")
_NO_COMMENT = ("التعليق", "الادلاء", "الكشف", "التعقيب", "تاكيد", "الافصاح")


def form_of(text: str, content: Range) -> str:
    """Return `direct` where all is quoted, `mixed` where some is, `indirect`."""
    inside = text[slice(*content)]
    if inside.startswith(_QUOTE) and inside.endswith(_QUOTE) and inside.count(_QUOTE) <= 4:  # noqa: PLR2004 - a quotation with one in it
        return "direct"
    return "mixed" if _QUOTE in inside else "indirect"


def phrases(text: str, place: Range, listed: str) -> Iterator[Range]:
    """Yield where words or phrases of a list stand in a run of text."""
    words = words_of(text, *place)
    known = claim_words(listed)
    at = 0
    while at < len(words):
        length = next((n for n in range(_MOST_WORDS, 0, -1) if _is_phrase(words, at, n, known)), 0)
        if length:
            yield words[at].start, words[at + length - 1].end
        at += max(length, 1)


def _is_phrase(words: list[Word], at: int, length: int, known: frozenset[str]) -> bool:
    if at + length > len(words):
        return False
    rest = [word.folded for word in words[at + 1 : at + length]]
    return any("_".join([stem.folded, *rest]) in known for stem in stems(words[at].folded))


def hedge(text: str, draft: Draft) -> Range | None:
    """Return the words that hedge a claim."""
    if "hedge" in draft.flags:
        return draft.cue
    if draft.content is None:
        return None
    start, end = draft.content
    return next(phrases(text, (start, min(end, start + _OPENING)), "hedges"), None)


def interest(text: str, speaker: Range | None, relays: tuple[Range, ...]) -> str | None:
    """Return what binds a speaker to a side, where the text shows it."""
    for place in relays if speaker is None else (speaker, *relays):
        if next(phrases(text, place, "state media"), None):
            return "state media"
    if speaker is None or not next(phrases(text, speaker, "spokespeople"), None):
        return None
    for kind, listed in (
        ("army spokesperson", "armed"),
        ("party spokesperson", "partisan"),
        ("government spokesperson", "governing"),
    ):
        if next(phrases(text, speaker, listed), None):
            return kind
    return "spokesperson"


def hides_name(text: str, sentence: Range) -> bool:
    """Tell whether a sentence says that its speaker did not want to be named."""
    return next(phrases(text, sentence, "anonymity"), None) is not None


def act_of(text: str, draft: Draft) -> str:
    """Return the speech act of a claim, from its verb, negation, speaker and content."""
    if draft.negated:
        return "non-confirmation"
    content = text[slice(*draft.content)] if draft.content else ""
    if draft.lemma == "رفض":
        folded = [word.folded for word in words_of(content, 0, len(content))[:2]]
        if any(word.startswith(_NO_COMMENT) for word in folded):
            return "non-confirmation"
        return "denial" if any(word.startswith(_DENIED) for word in folded) else "challenge"
    court = draft.speaker is not None and next(phrases(text, draft.speaker, "courts"), None)
    grounds = draft.content and any(
        "معقول" in text[slice(*place)] for place in phrases(text, draft.content, "hedges")
    )
    return "finding" if draft.act == "statement" and court and grounds else draft.act
