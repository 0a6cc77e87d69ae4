"""The seeds: four news articles, annotated by hand by the guide, against every step.

Annotated twice, independently (`first`, `second`): the agreement of the two hands is printed beside
the scores of the steps, because no step can be judged finer than people agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from amana.analysis import Tools, observe
from amana.records import (
    Claim,
    Incident,
    Mention,
    Observed,
    Proceeding,
    Quantity,
    Role,
    Span,
    TimeExpression,
)
from evaluate.gold import EXPECTED, Extent, Gold, gold_of, reading_of
from evaluate.scoring import Row, Score, overlap, pair, row

SEEDS = {"000": "000_55e29585faa66fca.txt", "004": "004_f7cce1f3142f11c3.txt"}
HALF, MOST = 0.5, 0.7
_CLOSE = 0.01
_PLACES = {"GPE": "place", "LOC": "place", "FAC": "place"}
_GUIDE_TYPES = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"}
WITH_MODELS = True
"""Trained models change the result."""


class Part(NamedTuple):
    """Something that is compared: its kind, its extents, and its values."""

    kind: str
    required: bool
    span: Extent
    spans: Mapping[str, Extent | None]
    others: Sequence[Extent]
    values: Mapping[str, Any]


Compared = tuple[list[Part], list[Part]]
"""What was annotated in an article, and what was found there."""
Fits = Callable[[Part, Part], bool]


def run(data: Path, models: Mapping[str, Path]) -> list[Row]:
    """Return how well the steps do on the seeds, and how well the two hands agree."""
    found: list[Compared] = []
    hands: list[Compared] = []
    for seed, text in _seeds(data):
        first, second = (expected(_hand(hand, seed), text) for hand in ("first", "second"))
        observed = observed_in(text, models)
        for article, parts in first.items():
            found.append((parts, observed.get(article, [])))
            hands.append((parts, second[article]))
    return [*rows("seeds", found), *rows("two hands", hands)]


def _seeds(data: Path) -> Iterator[tuple[str, str]]:
    for seed, name in SEEDS.items():
        yield seed, (data / "seeds" / name).read_bytes().decode()


def _hand(hand: str, seed: str) -> Path:
    return EXPECTED / "seeds" / hand / f"{seed}.jsonl"


def expected(annotated: Path, text: str) -> dict[int, list[Part]]:
    """Return what the lines of a file annotate in a text, by article."""
    return {number: list(map(_of_gold, gold)) for number, gold in gold_of(annotated, text).items()}


def observed_in(text: str, models: Mapping[str, Path]) -> dict[int, list[Part]]:
    """Return what the steps find in a text, by article."""
    reading, articles = reading_of(text)
    facts = observe(reading, articles, Tools(models=models))
    found: dict[int, list[Part]] = {}
    for each in (fact for step in facts.values() for fact in step):
        part = _of_fact(each)
        if part is not None:
            found.setdefault(each.article or 0, []).append(part)
    return found


def _of_gold(gold: Gold) -> Part:
    main = gold.spans.get("span") or gold.spans.get("trigger") or gold.spans["cue"]
    spans = {name: gold.spans.get(name) for name in ("speaker", "content", "when", "actor")}
    return Part(gold.kind, gold.required, main, spans, gold.several.get("coref", []), gold.line)


def _of_fact(fact: Observed) -> Part | None:
    match fact:
        case Mention() if fact.type not in _GUIDE_TYPES:
            return None
        case Mention() | Role() | TimeExpression() | Quantity():
            return _part(fact, fact.span, {}, ())
        case Claim():
            spans = {"speaker": fact.speaker, "content": fact.content}
            return _part(fact, fact.cue, spans, ())
        case Incident():
            spans = {"when": fact.when, "actor": fact.actor}
            return _part(fact, fact.trigger, spans, fact.coref_triggers)
        case Proceeding():
            return _part(fact, fact.trigger, {}, ())
        case _:
            return None


def _part(
    fact: Observed, main: Span, spans: Mapping[str, Span | None], others: Sequence[Span]
) -> Part:
    values = {name: getattr(fact, name) for name in fact.__struct_fields__ if name not in spans}
    kind = str(type(fact).__struct_config__.tag)
    return Part(
        kind, True, _extent(main), {n: _extent(s) if s else None for n, s in spans.items()},
        [_extent(other) for other in others], values,
    )  # fmt: skip


def _extent(span: Span) -> Extent:
    return span.char_start, span.char_end


def rows(step: str, articles: Sequence[Compared]) -> list[Row]:
    """Return the scores of what was found against what was annotated, for the kinds that were."""
    annotated = {part.kind for parts, _ in articles for part in parts}
    return [
        row(step, what, [_score(kind, fits, one, other) for one, other in articles], note)
        for kind, what, fits, note in MEASURES
        if kind in annotated
    ]


def _score(kind: str, fits: Fits, gold: list[Part], found: list[Part]) -> Score:
    """Score one article: pairs of debatable annotations count neither for nor against."""
    gold = [part for part in gold if part.kind == kind]
    found = [part for part in found if part.kind == kind]
    pairs = pair(gold, found, _nearness)
    right = wrong = 0
    for g, f in pairs:
        if not (gold[g].required and found[f].required):
            continue
        right += (good := fits(gold[g], found[f]))
        wrong += not good
    paired_gold, paired_found = {g for g, _ in pairs}, {f for _, f in pairs}
    missed = wrong + sum(each.required for n, each in enumerate(gold) if n not in paired_gold)
    extra = [each for n, each in enumerate(found) if n not in paired_found and each.required]
    extra = [each for each in extra if not _is_other_copy(each, gold)]
    return Score(right, wrong + len(extra), missed)


def _nearness(one: Part, other: Part) -> float:
    """Return how well two parts go together: spans, and the other spans of the same thing."""
    rate = overlap(one.span, other.span)
    if one.kind in {"incident", "proceeding"}:
        places = [one.span, *one.others]
        rate = max(rate, *(0.9 * overlap(place, other.span) for place in places))
        return rate + 0.001 * bool(rate)
    if one.kind == "claim":
        said, told = one.spans.get("content"), other.spans.get("content")
        shared = overlap(said, told) if said and told else 0.0
        return rate + shared if rate else 0.0
    return rate if rate >= HALF else 0.0


def _is_other_copy(part: Part, gold: Sequence[Part]) -> bool:
    """Tell whether an incident that was found is a debatable or repeated telling of one."""
    return part.kind == "incident" and any(
        overlap(part.span, place) > 0 for each in gold for place in each.others
    )


def _same(name: str) -> Fits:
    return lambda gold, found: bool(gold.values.get(name) == found.values.get(name))


def _typed(gold: Part, found: Part) -> bool:
    one, other = (str(each.values["type"]) for each in (gold, found))
    return _PLACES.get(one, one) == _PLACES.get(other, other)


def _valued(gold: Part, found: Part) -> bool:
    one, other = gold.values.get("value"), found.values.get("value")
    same = one == other or (one is not None and other is not None and abs(one - other) < _CLOSE)
    return bool(same) and gold.values.get("bound") == found.values.get("bound")


def _spoken(gold: Part, found: Part) -> bool:
    one, other = gold.spans["speaker"], found.spans["speaker"]
    if one is None or other is None:
        return one == other
    return overlap(one, other) >= HALF


def _told(gold: Part, found: Part) -> bool:
    one, other = gold.spans["content"], found.spans["content"]
    if one is None or other is None:
        return one == other
    return overlap(one, other) >= MOST


def _anything(_gold: Part, _found: Part) -> bool:
    return True


def _both(*fits: Fits) -> Fits:
    return lambda gold, found: all(each(gold, found) for each in fits)


def _dated(gold: Part, found: Part) -> bool:
    if "edtf_text_only" not in gold.values:
        return True
    return bool(gold.values["edtf_text_only"] == found.values.get("edtf_text_only"))


MEASURES: tuple[tuple[str, str, Fits, str], ...] = (
    ("mention", "mentions, typed", _typed, "places one class"),
    ("mention", "mentions", _anything, "any type"),
    ("role", "roles", _anything, "span"),
    ("role", "roles, with person", _same("entity"), ""),
    ("time", "times", _anything, "span"),
    ("time", "times, with value", _dated, "by the text alone"),
    ("quantity", "quantities", _anything, "span"),
    ("quantity", "quantities, value and bound", _valued, ""),
    ("claim", "claims: cue", _anything, ""),
    ("claim", "claims: cue, speaker", _spoken, ""),
    ("claim", "claims: cue, content", _told, "at least 0.7"),
    ("claim", "claims: all three", _both(_spoken, _told), ""),
    ("claim", "claims: all three, act", _both(_spoken, _told, _same("speech_act")), ""),
    ("incident", "incidents: trigger", _anything, "any overlap"),
    ("incident", "incidents: type", _same("type"), ""),
    ("incident", "incidents: assertion", _same("assertion"), ""),
    ("proceeding", "proceedings: trigger", _anything, "any overlap"),
    ("proceeding", "proceedings: step and status", _both(_same("step"), _same("status")), ""),
)


def missed(data: Path, models: Mapping[str, Path]) -> Iterator[str]:
    """Yield what is missed or too much, a line each, for those who write rules."""
    for seed, text in _seeds(data):
        observed = observed_in(text, models)
        for article, parts in expected(_hand("first", seed), text).items():
            yield from _differences(f"{seed}/{article}", text, parts, observed.get(article, []))


def _differences(where: str, text: str, gold: list[Part], found: list[Part]) -> Iterator[str]:
    for kind in sorted({part.kind for part in gold}):
        one = [part for part in gold if part.kind == kind]
        other = [part for part in found if part.kind == kind]
        pairs = pair(one, other, _nearness)
        for n, part in enumerate(one):
            if part.required and n not in {g for g, _ in pairs}:
                yield f"{where} - {kind}: {text[slice(*part.span)]}"
        for n, part in enumerate(other):
            if n not in {f for _, f in pairs} and not _is_other_copy(part, one):
                yield f"{where} + {kind}: {text[slice(*part.span)]}"
        for g, f in pairs:
            for measured, what, fits, _ in MEASURES:
                if measured == kind and one[g].required and not fits(one[g], other[f]):
                    yield f"{where} ≠ {what}: {text[slice(*one[g].span)]}"
