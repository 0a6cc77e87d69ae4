"""The step: mentions of incidents in the sentences of a frame, merged and turned into facts."""

from __future__ import annotations

from amana.analysis.frame import Frame, Zone
from amana.analysis.incidents import arabic, english
from amana.analysis.incidents.clusters import add_harms, clustered
from amana.analysis.incidents.event import Event, Harm, Run
from amana.analysis.incidents.known import Known
from amana.analysis.incidents.scheme import english as english_words
from amana.analysis.incidents.scheme import folded, kinds
from amana.analysis.incidents.sources import assertion, teller, told
from amana.analysis.steps import Earlier
from amana.analysis.tools import Tools
from amana.records import Casualties, Incident, Observed, Span

_NEAR = 3
_STEM = 4  # letters by which a country and its people meet (Norland, Norlander)


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
            found, harms = english.events_of(number, trees, known)
        elif frame.language_at(sentence) == "ar":
            found, harms = arabic.events_of(frame, number, known)
        else:
            continue
        events += found
        loose += [(number, each) for each in harms]
    for each in events:
        each.told = told(each, known)
    made = clustered(events, _Keys(frame, known), frozenset(titles))
    _give(made, loose)
    return _distinct([_incident(frame, each, known) for each in made])


class _Keys:
    """What runs of a frame speak of: entities named in them, and their words."""

    def __init__(self, frame: Frame, known: Known) -> None:
        self._frame = frame
        self._known = known
        self._made: dict[Run, frozenset[str]] = {}

    def __call__(self, run: Run) -> frozenset[str]:
        """See `Keys`."""
        if run not in self._made:
            named = {each.entity for each in self._known.mentions_in(run)}
            self._made[run] = frozenset(named | self._stems(self._frame.text[run[0] : run[1]]))
        return self._made[run]

    def parties(self, run: Run) -> frozenset[str]:
        """See `Keys`."""
        said = self._frame.text[run[0] : run[1]]
        if not self._known.mentions_in(run) and not any(
            word[:1].isupper() for word in said.split()[1:]
        ):
            return frozenset()
        return self(run)

    def _stems(self, text: str) -> set[str]:
        said = folded(text).replace("-", " ").split()
        words = {word.strip(".,'\"()").removesuffix("'s") for word in said}
        same = english_words().same
        return {
            same.get(word, word[:_STEM]) for word in words - english_words().empty if len(word) > 1
        }


def _give(made: list[Event], loose: list[tuple[int, Harm]]) -> None:
    """Give figures without an event in their own sentence to the event spoken of before."""
    spoken = {number: each for each in made for number in (each.sentence, *each.seen)}
    for number, harm in loose:
        near = range(number, number - _NEAR - 1, -1)
        before = next((spoken[each] for each in near if each in spoken), None)
        if before is not None:
            add_harms(before, [harm])


def _incident(frame: Frame, event: Event, known: Known) -> Incident:
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
        casualties=tuple(
            _casualties(frame, each, teller(each.run, known) or source) for each in event.harms
        ),
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
