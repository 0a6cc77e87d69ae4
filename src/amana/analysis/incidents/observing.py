"""The step: mentions of incidents in the sentences of a frame, merged and turned into facts."""

from __future__ import annotations

from collections.abc import Callable

from amana.analysis.frame import Frame, Zone
from amana.analysis.incidents import arabic, english
from amana.analysis.incidents.clusters import add_harms, clustered
from amana.analysis.incidents.event import Event, Harm, Run
from amana.analysis.incidents.known import Known
from amana.analysis.incidents.scheme import folded, kinds
from amana.analysis.incidents.sources import assertion, told
from amana.analysis.steps import Earlier
from amana.analysis.tools import Tools
from amana.records import Casualties, Incident, Observed, Span

_NEAR = 3
_EMPTY_WORDS = frozenset({"the", "a", "an", "of", "in", "on", "at", "near", "and", "its", "their", "forces", "force",
                          "army", "military", "troops", "north", "south", "east", "west"})  # fmt: skip


def observe(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
    """Return the incidents that an article or text tells of."""
    known = Known(earlier)
    trees = tools.parsed(frame)
    events: list[Event] = []
    loose: list[tuple[int, Harm]] = []
    titles = set()
    for number, sentence in enumerate(frame.sentences):
        if frame.zone(sentence) is Zone.TITLE:
            titles.add(number)
        if number in trees:
            found, harms = english.events_of(frame, number, trees, known)
        elif frame.language_at(sentence) == "ar":
            found, harms = arabic.events_of(frame, number, known)
        else:
            continue
        events += found
        loose += [(number, each) for each in harms]
    for each in events:
        each.told = told(each, known)
    made = clustered(events, _keys(frame, known), frozenset(titles))
    _give(made, loose)
    return _distinct([_incident(frame, each) for each in made])


def _keys(frame: Frame, known: Known) -> Callable[[Run], frozenset[str]]:
    """Return what tells of what a run speaks: entities named in it, else its words."""

    def keys(run: Run) -> frozenset[str]:
        named = {
            each.entity
            for each in known.mentions
            if run[0] <= each.span.char_start and each.span.char_end <= run[1]
        }
        words = {word.strip(".,'\"()") for word in folded(frame.text[run[0] : run[1]]).lower().split()}
        plain = {word.removesuffix("'s").rstrip("s") for word in words if word not in _EMPTY_WORDS}
        return frozenset(named | {word for word in plain if len(word) > 1})

    return keys


def _give(made: list[Event], loose: list[tuple[int, Harm]]) -> None:
    """Give figures without an event in their own sentence to the event spoken of before."""
    for number, harm in loose:
        before = [
            each for each in made
            if any(0 <= number - seen <= _NEAR for seen in (each.sentence, *each.seen))
        ]  # fmt: skip
        if before:
            add_harms(max(before, key=lambda each: max([each.sentence, *each.seen])), [harm])


def _incident(frame: Frame, event: Event) -> Incident:
    status, source, note = assertion(event)
    first = [run for run in event.runs() if _in_sentence(frame, event.sentence, run)]
    triggers = {event.trigger}
    later = [run for run in event.later if not (run in triggers or triggers.add(run))]  # type: ignore[func-returns-value]  # adds
    return Incident(
        span=frame.span(min(run[0] for run in first), max(run[1] for run in first)),
        type=event.type,
        trigger=frame.span(*event.trigger),
        when=frame.span(*event.when) if event.when else None,
        when_edtf=event.edtf,
        where=_spans(frame, event.where),
        actor=frame.span(*event.actor) if event.actor else None,
        target=_spans(frame, event.targets),
        weapon=_spans(frame, event.weapons),
        casualties=tuple(_casualties(frame, each, source) for each in event.harms),
        assertion=status,
        source=source,
        coref_triggers=_spans(frame, later),
        mapped=kinds()[event.type].mapped,
        note=note,
    )


def _in_sentence(frame: Frame, number: int, run: Run) -> bool:
    sentence = frame.sentences[number]
    return sentence.start <= run[0] and run[1] <= sentence.end


def _spans(frame: Frame, runs: list[Run]) -> tuple[Span, ...]:
    return tuple(frame.span(*run) for run in dict.fromkeys(runs))


def _casualties(frame: Frame, harm: Harm, source: str) -> Casualties:
    return Casualties(
        kind=harm.kind,
        value=harm.value,
        value_max=harm.value_max,
        bound=harm.bound,
        source=source,
        of=harm.of,
        span=frame.span(*harm.run),
    )


def _distinct(incidents: list[Incident]) -> list[Observed]:
    """Return incidents without repetition: two words of one passage may give the same."""
    return list({each.trigger: each for each in incidents}.values())
