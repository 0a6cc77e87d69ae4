"""The incidents of Arabic sentences, by words and their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from amana.analysis.frame import Frame
from amana.analysis.incidents import arabic_arguments as arguments
from amana.analysis.incidents.arabic_harm import harms, kind_of
from amana.analysis.incidents.arabic_words import ArabicWord, bare_run, words_of
from amana.analysis.incidents.event import Event, Harm, Run, Told
from amana.analysis.incidents.known import Known
from amana.analysis.incidents.scheme import Trigger, arabic, english, kinds, triggers

_LOOK_BACK = 4
_MOST = 24  # no sentence of a person tells of more
_SHORT = 4
_VERB_AND_OBJECT = 2
_USED_WITHIN = 8
_ACCUSATIVE = "\u0627"
_TARGETED = (
    "\u0627\u0633\u062a\u0647\u062f\u0641",
    "\u064a\u0633\u062a\u0647\u062f\u0641",
    "\u062a\u0633\u062a\u0647\u062f\u0641",
)
_FORBIDDEN = ("chemical attack", "attack with cluster munitions", "attack with incendiary weapons")
_WHAT = "\u0645\u0627"
_NEGATES = 2  # the verb, or the noun of a light verb


class Place(msgspec.Struct, frozen=True):
    """Where a trigger stands: its first and last word, and the first without clitics."""

    trigger: Trigger
    first: int
    last: int
    form: str


def events_of(frame: Frame, number: int, known: Known) -> tuple[list[Event], list[Harm]]:
    """Return the mentions of incidents in a sentence, and harms that belong to none of them."""
    sentence = frame.sentences[number]
    words = words_of(frame.text, sentence.start, sentence.end)
    if not words or words[-1].text in {"؟", "?"}:
        return [], []
    groups = arabic()
    if any(each.among(groups.accident) for each in words) and not any(
        each.among(groups.forces) for each in words
    ):
        return [], []
    hurt = [
        each for each in harms(words, known) if not _unreal(words, each[1], noun=False, state=False)
    ]
    counted = (each for each in _places(words) if _counts(words, each, bool(hurt), known))
    places = list(islice(counted, _MOST))
    events = [_event(words, each, number, known) for each in places]
    main = [each for each in events if each.type not in english().harm_types]
    if main:
        events = main
    loose = _attach(events, hurt)
    for each in events:
        each.type = _more_exactly(words, each)
    return _once(events), loose


def _once(events: list[Event]) -> list[Event]:
    """Return events without a second word for the same harm in one sentence."""
    kept: list[Event] = []
    for each in events:
        same = [one for one in kept if one.type == each.type and each.type in english().harm_types]
        if same:
            same[0].harms += each.harms
        else:
            kept.append(each)
    return kept


def _places(words: Sequence[ArabicWord]) -> Iterator[Place]:
    at = 0
    named = False
    while at < len(words):
        found = _using(words, at) or _named(words, at)
        if found is None or (named and found.form.startswith(_TARGETED)):
            at += 1
            continue
        named = named or found.trigger.noun
        yield found
        at = found.last + 1


def _named(words: Sequence[ArabicWord], at: int) -> Place | None:
    """Return the trigger that begins at a word, if one does."""
    table = triggers("ar")
    for form in _forms(words[at]):
        for row in table.get(form, ()):
            last = _last_of(words, at, row)
            if last is not None:
                return Place(row, at, last, form)
    return None


def _forms(word: ArabicWord) -> list[str]:
    """Return the forms of a word, those without the ending of the accusative included."""
    shorter = [each[:-1] for each in word.forms if each[-1:] == _ACCUSATIVE and len(each) > _SHORT]
    return [*word.forms, *shorter]


def _last_of(words: Sequence[ArabicWord], at: int, row: Trigger) -> int | None:
    """Return the last word of a trigger; its doer may stand between a verb and its object."""
    if len(row.words) == 1:
        return at
    rest = words[at + 1 : at + len(row.words)]
    pairs = zip(row.words[1:], rest, strict=False)
    if len(rest) == len(row.words) - 1 and all(wanted in word.forms for wanted, word in pairs):
        return at + len(rest)
    if row.noun or len(row.words) > _VERB_AND_OBJECT:
        return None
    for here in range(at + 2, min(len(words), at + 2 + _LOOK_BACK)):
        if words[here].mark:
            return None
        if row.words[1] in words[here].forms:
            return here
    return None


def _using(words: Sequence[ArabicWord], at: int) -> Place | None:
    """Return the use of a forbidden weapon if a verb says so here."""
    groups = arabic()
    if not words[at].among(groups.using):
        return None
    for here in range(at + 1, min(len(words), at + 1 + _USED_WITHIN)):
        for kind in _FORBIDDEN:
            if words[here].among(groups.weapons[kind]):
                return Place(Trigger((words[at].text,), False, kind, ""), at, at, words[at].text)
    return None


def _counts(words: Sequence[ArabicWord], place: Place, hurt: bool, known: Known) -> bool:
    """Tell whether a word that may name an incident does."""
    groups, trigger = arabic(), place.trigger
    run = (words[place.first].start, words[place.last].end)
    after = words[place.last + 1 : place.last + 3]
    figure = any(each.text in groups.unlike_after for each in after)
    before = words[place.first - 1] if place.first else None
    if trigger.noun and before is not None and before.among(groups.unlike_before):
        return False
    if figure or known.is_other_name(run) or any(each.among(groups.sports) for each in words):
        return False
    definite = trigger.noun and words[place.first].definite
    lasting = trigger.type in english().lasting_types
    if _unreal(words, place.first, noun=definite, state=lasting):
        return False
    armed = hurt or any(each.among(groups.armed | groups.forces) for each in after)
    if trigger.need == "armed" and not armed:
        return False
    return not trigger.noun or definite or _particular(words, place, hurt)


def _particular(words: Sequence[ArabicWord], place: Place, hurt: bool) -> bool:
    """Tell whether an indefinite noun speaks of something particular."""
    groups = arabic()
    around = words[max(0, place.first - _LOOK_BACK) : place.last + 1 + _LOOK_BACK]
    return hurt or any(
        each.among(
            groups.light_verbs
            | groups.articles_of_fact
            | groups.nationalities
            | groups.place_prepositions
        )
        or each.text in groups.target_prepositions
        or each.text[:1].isdigit()
        for each in around
    )


def _unreal(words: Sequence[ArabicWord], at: int, *, noun: bool, state: bool) -> bool:
    """Tell whether what stands before a word says that it did not happen, or not yet.

    A definite state or series ("the war", "the bombardment") is real even where its end is asked.
    """
    groups = arabic()
    for back in range(1, _LOOK_BACK + 1):
        if at - back < 0 or words[at - back].mark:
            break
        word = words[at - back]
        if _is_what(words, at - back):
            return False
        if word.text in groups.negations | groups.denials:
            return back <= _NEGATES or word.text in groups.denials
        if word.among(groups.hypothetical):
            return not (noun and state and word.among(groups.still_real))
        if word.text == "قد" and back == 1:
            return words[at].text[:1] in {"ي", "ت"}
        if word.among(groups.articles_of_fact | groups.light_verbs):
            return _unreal_verb(words, at - back)
        if word.text in groups.reporting_that:
            break
    return False


def _unreal_verb(words: Sequence[ArabicWord], at: int) -> bool:
    """Tell whether a verb is negated or planned ("did not launch", "plans to launch")."""
    groups = arabic()
    if at == 0:
        return False
    if _is_what(words, at - 1):
        return False
    before = words[at - 1]
    unsure = before.text in groups.negations or before.among(groups.hypothetical)
    perhaps = before.text == "قد" and words[at].text[:1] in {"ي", "ت"}
    return unsure or perhaps


def _is_what(words: Sequence[ArabicWord], at: int) -> bool:
    """Tell whether a word means "which" ("which resulted in ..."), and not "did not"."""
    return words[at].text == _WHAT and words[at + 1].among(arabic().resulting)


def _doer(words: Sequence[ArabicWord], place: Place, known: Known) -> Run | None:
    """Return who did it; between a verb and its object, the object is not looked at."""
    if place.trigger.noun or place.last == place.first:
        return arguments.actor(words, place.first, place.last, known, noun=place.trigger.noun)
    return arguments.actor(words[: place.last], place.first, place.first, known, noun=False)


def _event(words: Sequence[ArabicWord], place: Place, sentence: int, known: Known) -> Event:
    groups, trigger = arabic(), place.trigger
    means = arguments.weapons(words, place.first, place.last)
    doer = _doer(words, place, known)
    dated = arguments.when(words, place.first, known)
    event = Event(
        type=trigger.type,
        trigger=bare_run(words, place.first, place.last, place.form),
        sentence=sentence,
        noun=trigger.noun,
        definite=trigger.noun and words[place.first].definite,
        separate=any(
            each.among(groups.separate) for each in words[place.last + 1 : place.last + 3]
        ),
        plural=place.form.endswith("ات"),
        actor=doer,
        targets=arguments.targets(words, place.first, place.last, known, doer, noun=trigger.noun),
        weapons=[run for run, _ in means],
        where=arguments.where(words, place.first, known),
        when=dated[0] if dated else None,
        edtf=dated[1] if dated else None,
        head=place.first,
    )
    for _, kind in means:
        if kind in kinds()[event.type].covers:
            event.type = kind
            break
    if any(each.among(groups.alleged) for each in words[max(0, place.first - 2) : place.last + 3]):
        event.told = Told(hedged=True)
    return event


def _attach(events: list[Event], hurt: Sequence[tuple[Harm, int]]) -> list[Harm]:
    """Give harms to the event of the sentence; return them if there is none."""
    if not events:
        return [each for each, _ in hurt]
    for harm, at in hurt:
        near = [each for each in events if each.head <= at] or events
        near[-1].harms.append(harm)
    return []


def _more_exactly(words: Sequence[ArabicWord], event: Event) -> str:
    groups = arabic()
    held = {each.kind for each in event.harms}
    if event.type in {"attack", "ground attack", "raid"} and "abducted" in held:
        return "attack and hostage-taking"
    detained = any(each.among(groups.detention) for each in words)
    if event.type == "torture" and "killed" in held:
        return "killing in detention"
    if event.type == "missing persons" and detained:
        return "enforced disappearance"
    if (
        event.type == "killing"
        and not event.noun
        and detained
        and any(kind_of(each) == "killed" for each in words)
    ):
        return "killing in detention"
    return event.type
