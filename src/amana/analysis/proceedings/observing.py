"""The step: acts in the sentences of a frame, turned into facts."""

from __future__ import annotations

from amana.analysis.frame import Frame, Zone
from amana.analysis.incidents.event import Run, inside
from amana.analysis.incidents.known import Known, content_of
from amana.analysis.proceedings import arabic, english
from amana.analysis.proceedings.headlines import told_once
from amana.analysis.proceedings.step import Made
from amana.analysis.steps import Earlier
from amana.analysis.tools import Tools
from amana.records import Observed, Party, Proceeding

_LONGEST_HEADLINE = 150
_ENDS = frozenset(".!?:;\"'\u061f\u06d4")
_ITSELF = frozenset({"it", "he", "she", "they", "we"})


def observe(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
    """Return the steps of proceedings that an article or text states."""
    known = Known(earlier)
    trees = tools.parsed(frame)
    above: list[Proceeding] = []
    body: list[Proceeding] = []
    for number, sentence in enumerate(frame.sentences):
        zone = frame.zone(sentence)
        if number in trees:
            made = english.steps_of(frame.text, trees[number], known, title=zone is Zone.TITLE)
        elif frame.language_at(sentence) == "ar":
            made = arabic.steps_of(frame.text, sentence.start, sentence.end, known)
        else:
            continue
        facts = above if zone is not Zone.BODY or _headline(frame, number) else body
        facts += [_proceeding(frame, each, known) for each in made]
    found = told_once(above, body)
    return list({(each.trigger, each.step): each for each in found}.values())


def _headline(frame: Frame, number: int) -> bool:
    """Tell whether the first sentence of a text is a line of its own without a full stop."""
    if number or len(frame.sentences) == 1:
        return False
    first = frame.sentences[0]
    line = frame.text[first.start : first.end].strip()
    broken = "\n" in frame.text[first.end : frame.sentences[1].start + 1]
    return broken and len(line) <= _LONGEST_HEADLINE and line[-1:] not in _ENDS


def _proceeding(frame: Frame, made: Made, known: Known) -> Proceeding:
    runs = made.runs()
    votes = [frame.text[slice(*run)] for run in made.votes]
    return Proceeding(
        span=frame.span(min(run[0] for run in runs), max(run[1] for run in runs)),
        step=made.step,
        trigger=frame.span(*made.trigger),
        authority=_party(frame, made.authority, known) if made.authority else None,
        by=tuple(_party(frame, run, known) for run in dict.fromkeys(made.by)),
        subjects=tuple(_party(frame, run, known) for run in dict.fromkeys(made.subjects)),
        charges=tuple(frame.span(*run) for run in dict.fromkeys(made.charges)),
        conduct=tuple(frame.span(*run) for run in dict.fromkeys(made.conduct)),
        standard=frame.span(*made.standard) if made.standard else None,
        vote="; ".join(dict.fromkeys(votes)) or None,
        status=made.status,
        date=made.date,
        date_basis=made.basis,
        note="; ".join(made.notes) or None,
    )


def _party(frame: Frame, run: Run, known: Known) -> Party:
    """Return a party as printed, with the entity that its last name means.

    A pronoun in what somebody says of themselves means the speaker, where the claim is short of
    other names: that much is in the text.
    """
    named = known.mentions_in(run)
    persons = [each for each in named if each.type == "PERSON"]
    best = (persons or named)[-1] if named else None
    entity = best.entity if best else None
    if entity is None and frame.text[slice(*run)].lower() in _ITSELF:
        entity = _speaker(run, known)
    return Party(span=frame.span(*run), entity=entity, canonical=best.canonical if best else None)


def _speaker(run: Run, known: Known) -> str | None:
    """Return who says what begins with a pronoun ("It said it had submitted ...")."""
    holding = [each for each in known.claims_near(run) if inside(run, content_of(each))]
    begins = [each for each in holding if run[0] - content_of(each)[0] <= len("that ")]
    return begins[-1].speaker_entity if begins else None
