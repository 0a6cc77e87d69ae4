"""Who says that an incident happened: the narrator, or whoever's claim holds the words."""

from __future__ import annotations

from amana.analysis.incidents.event import Event, Run, Told, inside, overlap
from amana.analysis.incidents.known import Known, content_of
from amana.analysis.incidents.scheme import english
from amana.records import Claim

NARRATOR = "narrator"
UNSTATED = "not stated"
_DENIALS = frozenset({"denial", "non-confirmation"})
_GROUNDS = (
    "reasonable grounds",
    "\u0623\u0633\u0628\u0627\u0628 \u0645\u0639\u0642\u0648\u0644\u0629",
)
_AFTER = 600


def told(event: Event, known: Known) -> Told:
    """Return who tells of one mention."""
    near = known.claims_near(event.trigger)
    around = [each for each in near if inside(event.trigger, content_of(each))]
    holding = [each for each in around if each.speech_act not in _DENIALS]
    if not holding:
        disputed = _disputed(event.trigger, known)
        return Told(hedged=event.told.hedged or bool(around), disputed=disputed)
    claim = min(holding, key=lambda each: content_of(each)[1] - content_of(each)[0])
    outer = [each for each in holding if each is not claim]
    via = claim.via or tuple(_speaker(each) for each in outer if _speaker(each) != _speaker(claim))
    return Told(
        who=_speaker(claim),
        via=via,
        hedged=event.told.hedged,
        finding=_finding(claim),
        disputed=_disputed(event.trigger, known, claim),
    )


def teller(run: Run, known: Known) -> str | None:
    """Return who says what stands in a run, by the narrowest claim that holds it."""
    holding = [
        each
        for each in known.claims_near(run)
        if inside(run, content_of(each)) and each.speech_act not in _DENIALS
    ]
    narrowest = min(
        holding, key=lambda each: content_of(each)[1] - content_of(each)[0], default=None
    )
    return _speaker(narrowest) if narrowest else None


def _speaker(claim: Claim) -> str:
    if claim.speaker_entity:
        return claim.speaker_entity
    return claim.speaker.quote if claim.speaker else UNSTATED


def _finding(claim: Claim) -> str | None:
    if claim.speech_act != "finding":
        return None
    hedge = (claim.hedge or "").lower()
    return "finding: reasonable grounds" if any(each in hedge for each in _GROUNDS) else "finding"


def _disputed(trigger: Run, known: Known, claim: Claim | None = None) -> str | None:
    """Return who denies, or does not confirm, what a trigger tells of, close to it in the text."""
    deaths = english().death | english().generic_nouns
    for each in known.claims_near(trigger):
        if each is claim or not each.content or not (each.speech_act in _DENIALS or _denies(each)):
            continue
        content = content_of(each)
        if overlap(content, trigger):
            return _speaker(each)
        close = 0 <= content[0] - trigger[1] <= _AFTER // 3
        said = {word.strip(".,'\"").lower() for word in each.content.quote.split()}
        stems = {word.rstrip("s") for word in said}
        if close and claim is not None and stems & deaths:
            return _speaker(each)
    return None


def _denies(claim: Claim) -> bool:
    return (
        claim.negated
        and claim.speech_act in {"statement", "agreement", "finding"}
        and (
            claim.cue.quote.lower().split()[0]
            in {"confirmed", "confirm", "acknowledge", "acknowledged", "admitted"}
        )
    )


def assertion(event: Event) -> tuple[str, str, str | None]:
    """Return how an incident is asserted, by whom, and what is to be noted of it.

    The narrator's own word counts before that of others, a finding before a claim.
    """
    each = event.told_by
    disputed = next((one.disputed for one in each if one.disputed), None)
    notes = list(event.notes)
    finding = next((one for one in each if one.finding), None)
    own = [one for one in each if one.who is None and not one.hedged]
    if own:
        named = (one.who for one in each if one.who and one.who != UNSTATED)
        claimed = list(dict.fromkeys(named))
        if claimed:
            notes.append("also told by " + ", ".join(claimed))
        if disputed:
            notes.append(f"disputed by {disputed}")
        return "asserted", NARRATOR, "; ".join(notes) or None
    first = finding or next((one for one in each if one.who), each[0])
    if first.via:
        notes.append("via " + ", ".join(first.via))
    if disputed:
        notes.append(f"disputed by {disputed}")
    status = first.finding or ("claimed, disputed" if disputed else "claimed")
    return status, first.who or UNSTATED, "; ".join(notes) or None
