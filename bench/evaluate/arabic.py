"""Names in Arabic against ANERcorp: the last tenth of its sentences, which nothing is trained on.

A name counts when its words and its type are exactly those that were annotated (strict spans).
ANERcorp annotates persons, places and bodies by conventions of its own (of 2006 and 2007): no
ministries, armies or peoples, and "MISC" for works, money and faiths, which no step gives. So
`rules` and `step` (what the step `names` gives in the end, mapped to its three types) lose
precision against it by design; `tagger` is the trained model alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from amana.analysis import Tools, frames_of
from amana.analysis.names import arabic
from amana.analysis.names.arabic_listed import Found
from amana.analysis.names.arabic_tagged import MODEL, spans_of, tags_of
from amana.analysis.names.training_ar import Annotated, annotated, laid, tagged, texts
from amana.records import Mention, Reading, Recipe, State
from evaluate.scoring import Row, Score, row, total

CORPUS = Path("entities") / "anercorp" / "anercorp-first80.txt"
TRAINED_ON = 0.9
"""The share of the sentences, from the first on, that the tagger is trained on."""
TYPES = ("PERS", "LOC", "ORG")
OTHER = "MISC"
_KINDS = {"PERSON": "PERS", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}

Tags = Sequence[Sequence[str]]
WITH_MODELS = True
"""Trained models change the result."""


def parts(data: Path) -> tuple[list[Annotated], list[Annotated]]:
    """Return the sentences to train on, and those that are held out."""
    sentences = list(annotated((data / CORPUS).read_text("utf-8")))
    cut = int(len(sentences) * TRAINED_ON)
    return sentences[:cut], sentences[cut:]


def run(data: Path, models: Mapping[str, Path]) -> list[Row]:
    """Return how well names are found in the part that is held out."""
    held = list(texts(parts(data)[1]))
    gold = [[sentence.tags for sentence in text] for text in held]
    if MODEL not in models:
        return list(_rows("rules", gold, [_by_step(text, Tools()) for text in held], TYPES))
    by_tagger = [list(tagged(models[MODEL], text)) for text in held]
    by_step = [_by_step(text, Tools(models=models)) for text in held]
    return [
        *_rows("tagger", gold, by_tagger, (*TYPES, OTHER)),
        *_rows("step", gold, by_step, TYPES),
    ]


def _rows(
    name: str, gold: Sequence[Tags], found: Sequence[Tags], types: Sequence[str]
) -> Iterator[Row]:
    for kinds in (TYPES, *((each,) for each in types)):
        scores = [
            total(_score(one, other, kinds) for one, other in zip(right, mine, strict=True))
            for right, mine in zip(gold, found, strict=True)
        ]
        yield row("names/ar", f"ANERcorp held out, {name}: {', '.join(kinds)}", scores)


def _score(gold: Sequence[str], found: Sequence[str], kinds: Sequence[str]) -> Score:
    right = {each for each in spans_of(gold) if each[2] in kinds}
    mine = {each for each in spans_of(found) if each[2] in kinds}
    return Score(len(right & mine), len(mine - right), len(right - mine))


def _by_step(sentences: Sequence[Annotated], tools: Tools) -> Tags:
    """Return the tags that the mentions of the step give the words of sentences."""
    text = laid(sentences)
    reading = Reading(
        original="0" * 64, key="1" * 64, recipe=Recipe(step="bench", tool="amana", version="1"),
        state=State.READ, media_type="text/plain", text=text.text, language="ar",
    )  # fmt: skip
    (frame,) = frames_of(reading, ())
    made = [
        each
        for each in arabic.names(frame, range(len(frame.paragraphs)), tools)
        if isinstance(each, Mention)
    ]
    return [tags_of(here, _found(made)) for here in text.places]


def _found(mentions: Sequence[Mention]) -> list[Found]:
    return [
        Found(0, 0, each.span.char_start, each.span.char_end, each.type)
        for each in mentions
        if each.type in _KINDS
    ]
