"""What rules and the trained tagger find, together.

Facts follow the annotation guide: what is *said*. So the rules come first, and the tagger adds
claims only where its cue is a word of the lexicon of saying, a speaker is found, and no rule has
the cue already: it finds more constructions, not more kinds. Beliefs and intentions (`wants`,
`plans to`), which the corpora on which taggers are trained count as well, are left out. The wide
union keeps them; it serves to measure a model against such a corpus.
"""

from __future__ import annotations

from collections.abc import Sequence

from amana.analysis.claims.drafts import Draft, overlap, within


def united(ruled: Sequence[Draft], tagged: Sequence[Draft]) -> list[Draft]:
    """Return the claims of the rules, and those of the tagger that the guide counts as claims."""
    return [*ruled, *(each for each in tagged if _says(each) and not _has_cue(each, ruled))]


def united_widely(ruled: Sequence[Draft], tagged: Sequence[Draft]) -> list[Draft]:
    """Return all that the tagger finds, and claims of the rules that it has not.

    Claims inside of others are left out, as in corpora that mark each word once.
    """
    return [*tagged, *(each for each in outermost(ruled) if not _has_cue(each, tagged))]


def outermost(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts that do not stand in the content of another."""
    return [
        each
        for each in drafts
        if not any(
            other.content is not None
            and other.cue != each.cue
            and within(each.cue, other.content)
            and not (each.content is not None and within(other.cue, each.content))
            for other in drafts
        )
    ]


def _says(draft: Draft) -> bool:
    report = draft.report
    if "wide" in report.flags or "hedge" in report.flags or draft.speaker is None:
        return False
    return bool(report.takes & {"that", "np", "quote", "target"}) and draft.content is not None


def _has_cue(draft: Draft, others: Sequence[Draft]) -> bool:
    return any(overlap(draft.cue, other.cue) for other in others)
