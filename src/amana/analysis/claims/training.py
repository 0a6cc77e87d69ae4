"""Training of the tagger of claims in English, on attributions that were annotated by hand.

The annotations are stand-off files of brat: `T` lines with the parts Source, Cue and Content, `E`
lines that say which belong together. No weights are shipped: corpora of attributions carry no
licence that would allow it.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from glob import escape
from pathlib import Path
from typing import NamedTuple

import msgspec
import pycrfsuite  # type: ignore[import-untyped]  # it has no types

from amana.analysis.claims import linking
from amana.analysis.claims.drafts import Draft
from amana.analysis.claims.english import drafts_by_rules
from amana.analysis.claims.features import FEATURES, paragraph_features
from amana.analysis.claims.quotes import Quotation, quotations
from amana.analysis.claims.tagger import NO, YES
from amana.analysis.claims.trees import Range
from amana.analysis.frame import Frame, frames_of
from amana.analysis.parsing import Parsed, Parser
from amana.records import Reading, Recipe, State

_NUMBER = re.compile(r"\d+$")
_OUTSIDE = ("", -1)
_ZIPPED = (1980, 1, 1, 0, 0, 0)
"""A fixed time in the model, so that the same training gives the same bytes."""


class Relation(msgspec.Struct, frozen=True):
    """Parts that were annotated as belonging together, each in one run or several."""

    cue: tuple[Range, ...] = ()
    source: tuple[Range, ...] = ()
    content: tuple[Range, ...] = ()


def relations_of(annotations: str) -> list[Relation]:
    """Return the relations of a brat file that have both a cue and a content."""
    parts: dict[str, tuple[Range, ...]] = {}
    found = []
    lines = [line.split("\t") for line in annotations.splitlines() if "\t" in line]
    for name, what, *_ in lines:
        if name[:1] == "T":
            runs = what.partition(" ")[2].split(";")
            parts[name] = tuple((int(a), int(b)) for a, b in (run.split() for run in runs))
    for name, what, *_ in lines:
        if name[:1] != "E":
            continue
        roles: defaultdict[str, list[Range]] = defaultdict(list)
        for role, part in (each.split(":") for each in what.split()):
            roles[_NUMBER.sub("", role)] += parts.get(part, ())
        relation = Relation(*(tuple(sorted(roles[n])) for n in ("Cue", "Source", "Content")))
        if relation.cue and relation.content:
            found.append(relation)
    return found


class Annotated(NamedTuple):
    """An annotated text: as a frame, its relations, and the files that it came from."""

    frame: Frame
    relations: list[Relation]
    text: Path
    annotations: Path


def annotated(folder: Path) -> Iterator[Annotated]:
    """Yield the English texts of a folder that has `text/*.txt` and `attributions/*.ann`.

    Where several people annotated a text, the first in the order of names counts.
    """
    for path in sorted(folder.joinpath("text").glob("*.txt")):
        beside = folder.joinpath("attributions").glob(f"{escape(path.stem)}*.ann")
        chosen = min(beside, default=None)
        if chosen is None:
            continue
        relations = relations_of(chosen.read_text(encoding="utf-8"))
        for frame in frames_of(_reading(path.read_bytes().decode()), ()):
            yield Annotated(frame, relations, path, chosen)


def whole_trees(frame: Frame, parser: Parser) -> dict[int, Parsed]:
    """Return the trees of all sentences of a frame, also of those that triage would leave out.

    Corpora annotate attributions that are no claims here, in sentences without words of saying.
    """
    places = [(each.start, each.end) for each in frame.sentences]
    return dict(enumerate(parser.parse(frame.text, places)))


def _reading(text: str) -> Reading:
    recipe = Recipe(step="training", tool="amana", version="1")
    return Reading(
        original="0" * 64, key="0" * 64, recipe=recipe, state=State.READ,
        media_type="text/plain", text=text, language="en",
    )  # fmt: skip


class Trainer:
    """Takes in annotated frames, then makes a model of them."""

    def __init__(self) -> None:
        self._tagger = pycrfsuite.Trainer(verbose=False)
        self._linker = pycrfsuite.Trainer(verbose=False)
        self.words = 0
        """How many words were taken in."""

    def add(self, frame: Frame, relations: Sequence[Relation], trees: dict[int, Parsed]) -> None:
        """Take in a frame with its relations and the trees of its sentences."""
        marks = quotations(frame)
        drafts = drafts_by_rules(frame, trees, marks)
        labels = _labels(len(frame.text), relations)
        paragraphs: defaultdict[int, list[Parsed]] = defaultdict(list)
        for number in sorted(trees):
            paragraphs[frame.sentences[number].paragraph].append(trees[number])
        for number, chosen in paragraphs.items():
            place = frame.paragraphs[number]
            here = [d for d in drafts if d.extent[0] < place.end and d.extent[1] > place.start]
            self._paragraph(chosen, here, [m for m in marks if m.paragraph == number], labels)

    def model(self, *, iterations: int, linker_iterations: int = 30) -> bytes:
        """Return the model, as the bytes of its file.

        Args:
            iterations: of the tagger; more take longer, and serve little beyond a hundred.
            linker_iterations: of the linker.
        """
        self._tagger.set_params(
            {"c1": 0.1, "c2": 0.01, "max_iterations": iterations, "feature.minfreq": 3}
        )
        self._linker.set_params(
            {"c2": 0.1, "max_iterations": linker_iterations, "feature.minfreq": 2}
        )
        packed = io.BytesIO()
        with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w") as out:
            for name, trainer in (("tagger", self._tagger), ("linker", self._linker)):
                path = Path(folder, name)
                trainer.train(str(path))
                member = zipfile.ZipInfo(name, _ZIPPED)
                member.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(member, path.read_bytes())
            out.writestr(zipfile.ZipInfo("features", _ZIPPED), FEATURES)
        return packed.getvalue()

    def _paragraph(
        self,
        trees: Sequence[Parsed],
        drafts: Sequence[Draft],
        marks: Sequence[Quotation],
        labels: Sequence[tuple[str, int]],
    ) -> None:
        line = linking.line_of(trees)
        if not line.words:
            return
        own = [labels[word.start] for word in line.words]
        self._tagger.append(paragraph_features(trees, drafts, marks), _begun(own))
        self.words += len(own)
        parts = _parts(line, own)
        among = [part for part, _ in parts]
        for cue, one in parts:
            for part, other in parts:
                if cue.label == linking.CUE != part.label:
                    features = linking.link_features(line, cue, part, among, drafts)
                    self._linker.append([features], [YES if one == other else NO])


def _labels(length: int, relations: Iterable[Relation]) -> list[tuple[str, int]]:
    """Return for each character the part of which relation it is."""
    found = [_OUTSIDE] * (length + 1)
    for number, each in enumerate(relations):
        for label, runs in (
            (linking.CONTENT, each.content),
            (linking.SOURCE, each.source),
            (linking.CUE, each.cue),
        ):
            for start, end in runs:
                found[start : min(end, length)] = [(label, number)] * (min(end, length) - start)
    return found


def _begun(labels: Sequence[tuple[str, int]]) -> list[str]:
    """Return labels that say where a part begins: `B-Cue`, `I-Cue`, `O`."""
    before = [_OUTSIDE, *labels[:-1]]
    return [
        "O" if here == _OUTSIDE else f"{'I' if here == earlier else 'B'}-{here[0]}"
        for here, earlier in zip(labels, before, strict=True)
    ]


def _parts(line: linking.Line, labels: Sequence[tuple[str, int]]) -> list[tuple[linking.Part, int]]:
    found = []
    low = 0
    while low < len(labels):
        high = low + 1
        while high < len(labels) and labels[high] == labels[low]:
            high += 1
        if labels[low] != _OUTSIDE:
            label, number = labels[low]
            found.append((linking.part_of(line, label, low, high), number))
        low = high
    return found
