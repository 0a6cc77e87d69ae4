"""The trained tagger of claims in English: a model that was added to the archive, if there is one.

The model is a ZIP file of two CRFsuite models: `tagger` labels the words of a paragraph as parts of
claims, `linker` says which parts belong together. None is shipped.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pycrfsuite  # type: ignore[import-untyped]  # it has no types

from amana.analysis.claims import linking
from amana.analysis.claims import trees as t
from amana.analysis.claims.drafts import Draft, overlap
from amana.analysis.claims.features import FEATURES, paragraph_features
from amana.analysis.claims.lexicon import Report, nouns, verbs
from amana.analysis.claims.quotes import Quotation
from amana.analysis.frame import Frame
from amana.analysis.parsing import Parsed
from amana.core import UnavailableError

_LINKED, _LINKED_CONTENT = 0.4, 0.3
YES, NO = "yes", "no"
WIDE = Report("", "statement", None, frozenset(), frozenset({"wide"}))
"""The entry of a cue that is no word of the lexicon."""


class Linked(NamedTuple):
    """Parts that belong together."""

    cue: linking.Part
    source: linking.Part | None
    content: linking.Part


class Model:
    """A tagger and a linker."""

    def __init__(self, tagger: bytes, linker: bytes) -> None:
        self._kept = tagger, linker  # CRFsuite reads on in these bytes and does not hold them
        self._tagger, self._linker = pycrfsuite.Tagger(), pycrfsuite.Tagger()
        self._tagger.open_inmemory(tagger)
        self._linker.open_inmemory(linker)

    def labels(self, features: list[list[str]]) -> list[str]:
        """Return the label of each word."""
        found: list[str] = self._tagger.tag(features) if features else []
        return found

    def link(self, features: list[str]) -> float:
        """Return how sure it is that two parts belong together, from 0 to 1."""
        self._linker.set([features])
        return float(self._linker.marginal(YES, 0))


@lru_cache(maxsize=2)
def model_at(path: Path) -> Model:
    """Return the model in a file.

    Raises:
        UnavailableError: the file is none, or does not fit this version.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            made_for = packed.read("features").decode()
            model = Model(packed.read("tagger"), packed.read("linker"))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UnavailableError(
            f"the model of claims at {path} cannot be read",
            remedy="train it again (make models), or add it again",
        ) from error
    if made_for != FEATURES:
        raise UnavailableError(
            f"the model of claims at {path} was trained for another version of amana",
            remedy="train it again (make models)",
        )
    return model


def by_model(
    frame: Frame,
    trees: dict[int, Parsed],
    drafts: Sequence[Draft],
    marks: Sequence[Quotation],
    model: Model,
) -> list[Draft]:
    """Return the claims that a model finds in a frame, whatever their cue."""
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for number in trees:
        numbers[frame.sentences[number].paragraph].append(number)
    found: list[Draft] = []
    for paragraph, sentences in numbers.items():
        place = frame.paragraphs[paragraph]
        here = [d for d in drafts if d.extent[0] < place.end and d.extent[1] > place.start]
        quoted = [m for m in marks if m.paragraph == paragraph]
        chosen = [trees[n] for n in sorted(sentences)]
        labels = model.labels(paragraph_features(chosen, here, quoted))
        line = linking.line_of(chosen)
        found += _linked(line, sorted(sentences), linking.parts_of(line, labels), here, model)
    return found


def _linked(
    line: linking.Line,
    sentences: list[int],
    parts: list[linking.Part],
    drafts: Sequence[Draft],
    model: Model,
) -> Iterator[Draft]:
    """Yield a draft for each cue and each content that is linked to it."""
    cues = [p for p in parts if p.label == linking.CUE]
    sources: dict[linking.Part, linking.Part] = {}
    contents: defaultdict[linking.Part, list[linking.Part]] = defaultdict(list)
    for cue in cues:
        rated = [
            (
                model.link(linking.link_features(line, cue, p, parts, drafts)),
                -abs(p.low - cue.low),
                p,
            )
            for p in parts
            if p.label == linking.SOURCE
        ]
        best = max(rated, key=lambda each: each[:2], default=None)
        if best is not None and best[0] >= _LINKED:
            sources[cue] = best[2]
    for part in parts:
        if part.label != linking.CONTENT or not cues:
            continue
        rated = [
            (
                model.link(linking.link_features(line, cue, part, parts, drafts)),
                -abs(part.low - cue.low),
                cue,
            )
            for cue in cues
        ]
        top = max(rated, key=lambda each: each[:2])
        if top[0] >= _LINKED_CONTENT:
            contents[top[2]].append(part)
    for cue in cues:
        for content in contents[cue]:
            chosen = Linked(cue, sources.get(cue), content)
            yield _draft(line, sentences[cue.sentence], chosen, drafts)


def _draft(line: linking.Line, sentence: int, linked: Linked, drafts: Sequence[Draft]) -> Draft:
    cue, source, content = linked
    tree = line.trees[cue.sentence]
    lemma = tree.words[cue.head].lemma.lower()
    report = verbs().get(lemma) or nouns().get(lemma) or WIDE
    same = source is not None and source.sentence == cue.sentence
    head = source.head if source is not None and same else None
    speaker = line.chars(source) if source is not None else None
    if speaker is None:
        speaker, head = _by_tree(tree, cue.head, line.chars(cue), drafts)
    return Draft(
        sentence=sentence,
        verb=cue.head,
        report=report,
        cue=line.chars(cue),
        speaker=speaker,
        head=head,
        content=line.chars(content),
        act=report.act,
        implicit=speaker is None,
    )


def _by_tree(
    tree: Parsed, verb: int, cue: t.Range, drafts: Sequence[Draft]
) -> tuple[t.Range | None, int | None]:
    """Return the speaker of a cue by the rules where they have one, else its subject."""
    for each in drafts:
        if each.speaker is not None and overlap(each.cue, cue):
            return each.speaker, each.head
    if not t.is_verb(tree, verb) or t.passive(tree, verb):
        return None, None
    head = t.understood_subject(tree, verb)
    speaker = t.chars(tree, t.noun_phrase(tree, head)) if head is not None else None
    return (speaker, head) if speaker is not None and not overlap(speaker, cue) else (None, None)
