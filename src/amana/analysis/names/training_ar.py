"""Training of the tagger of names in Arabic, on sentences that were annotated by hand.

The annotation is one word a line with its tag (`B-PERS`, `I-PERS`, `O`), an empty line after each
sentence, as in ANERcorp. No weights are shipped: no corpus of Arabic names carries a licence that
would allow it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pycrfsuite  # type: ignore[import-untyped]  # no stubs

from amana.analysis.arabic import words_of
from amana.analysis.names.arabic import found_in
from amana.analysis.names.arabic_listed import Found
from amana.analysis.names.arabic_tagged import tags_of
from amana.analysis.names.tagger_ar import Seen, seen

SETTINGS = {"c1": 0.1, "c2": 0.05, "max_iterations": 100, "feature.minfreq": 1}
"""How strongly weights are held down (L1, L2), and how long they are trained."""
TOGETHER = 40
"""Sentences that are taken for one text: corpora do not always say where one ends."""
_OUTSIDE = "O"


class Annotated(NamedTuple):
    """A sentence: its words and signs, and the tag of each."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


class Laid(NamedTuple):
    """Sentences laid out as a text: it, where their words stand, and the names by the rules."""

    text: str
    places: list[list[tuple[int, int]]]
    found: list[list[Found]]


def annotated(corpus: str) -> Iterator[Annotated]:
    """Yield the sentences of a corpus; what has no tag is outside of names."""
    rows: list[tuple[str, str]] = []
    for line in (*corpus.splitlines(), ""):
        word, *rest = line.split() or [""]
        if word:
            rows.append((word, rest[-1] if rest else _OUTSIDE))
        elif rows:
            yield Annotated(*(tuple(each) for each in zip(*rows, strict=True)))
            rows = []


def texts(sentences: Sequence[Annotated]) -> Iterator[Sequence[Annotated]]:
    """Yield sentences in runs that are taken for texts."""
    for start in range(0, len(sentences), TOGETHER):
        yield sentences[start : start + TOGETHER]


def laid(sentences: Sequence[Annotated]) -> Laid:
    """Lay sentences out as a text, one a line, and find names in it by the rules."""
    lines, places, at = [], [], 0
    for sentence in sentences:
        here = []
        for word in sentence.words:
            here.append((at, at + len(word)))
            at += len(word) + 1
        lines.append(" ".join(sentence.words))
        places.append(here)
    text = "\n".join(lines)
    runs = [words_of(text, here[0][0], here[-1][1]) for here in places]
    return Laid(text, places, found_in(text, runs))


def as_seen(sentences: Sequence[Annotated]) -> Seen:
    """Return what the tagger sees of sentences that are one text."""
    text = laid(sentences)
    taken = [tags_of(here, names) for here, names in zip(text.places, text.found, strict=True)]
    return seen([sentence.words for sentence in sentences], taken)


def train(sentences: Sequence[Annotated]) -> bytes:
    """Return the weights of a tagger that is trained on sentences."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for text in texts(sentences):
        for sentence, features in zip(text, as_seen(text), strict=True):
            trainer.append(features, sentence.tags)
    trainer.set_params(SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weights"
        trainer.train(str(path))
        return path.read_bytes()


def tagged(model: Path, sentences: Sequence[Annotated]) -> Iterator[list[str]]:
    """Yield the tags that a trained tagger gives the words of sentences that are one text."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    for features in as_seen(sentences):
        yield tagger.tag(features)
