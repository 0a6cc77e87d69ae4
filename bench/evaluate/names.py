"""Names in re3d, 88 texts on Syria and Iraq, beside the plain small English model.

Any overlap with the same type counts (the measure of the tables that are published for the model):
precision is the share of what was found that overlaps, recall the share of what is there. re3d
labels pronouns and descriptions too, so its proper names are measured apart: values that begin with
a capital letter and are no pronoun; what was found on the others counts neither way. re3d calls
countries organisations where they act; the rows "acting countries" take a country on such a value
for right. The rules were written with two of the five folders in view (`TUNED`).
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from amana.analysis import Tools, frames_of
from amana.analysis.names import STEP
from amana.analysis.parsing import SpacyParser
from amana.records import Mention, Reading, Recipe, State
from evaluate.scoring import ROUNDS, Extent, Row

TUNED = ("UK Government", "Wikipedia")
"""Folders that were looked into while the rules were written."""

TYPES = {"PERSON": "Person", "ORG": "Organisation", "NORP": "Nationality", "WEAPON": "Weapon",
         "GPE": "Location", "LOC": "Location", "FAC": "Location"}  # fmt: skip
_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "we", "i", "you", "his", "her", "hers", "its", "their", "theirs",
     "our", "ours", "him", "them", "us", "this", "that", "these", "those", "who", "whom", "whose",
     "my", "mine", "your", "yours", "me", "himself", "herself", "itself", "themselves"}
)  # fmt: skip

Typed = tuple[int, int, str]


class Text(NamedTuple):
    """A text of re3d with its annotations: extents and types, proper names or not."""

    folder: str
    text: str
    proper: list[Typed]
    others: list[Typed]


class Counts(NamedTuple):
    """Found and right, of all found; there and found, of all there."""

    right: int
    found: int
    hit: int
    there: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.hit / max(1, self.there)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def run(data: Path, models: Mapping[str, Path]) -> list[Row]:
    """Return how well names are found in re3d, and how well the plain model does."""
    texts = list(texts_of(data / "entities" / "re3d"))
    tools = Tools(models=models)
    found = {"amana": [amana_names(each.text, tools) for each in texts],
             "plain model": [model_names(each.text) for each in texts]}  # fmt: skip
    rows = []
    for part, chosen in _parts(texts):
        for type_ in ("Person", "Organisation", "Location", "Nationality", "Weapon"):
            for engine, names in found.items():
                for what, measure in _MEASURES:
                    if "acting" in what and type_ != "Organisation":
                        continue
                    counts = [measure(texts[n], names[n], type_) for n in chosen]
                    rows.append(_row(f"re3d {part}: {type_}, {what}, {engine}", counts))
    return rows


def _parts(texts: Sequence[Text]) -> Iterator[tuple[str, list[int]]]:
    yield "all", list(range(len(texts)))
    yield "tuned folders", [n for n, each in enumerate(texts) if each.folder in TUNED]
    yield "other folders", [n for n, each in enumerate(texts) if each.folder not in TUNED]


def texts_of(folder: Path) -> Iterator[Text]:
    """Yield the texts of re3d."""
    for part in sorted(each for each in folder.iterdir() if each.is_dir()):
        labels: dict[str, list[Typed]] = defaultdict(list)
        for line in (part / "entities.json").read_text("utf-8-sig").splitlines():
            each = json.loads(line)
            labels[each["documentId"]].append((each["begin"], each["end"], each["type"]))
        for line in (part / "documents.json").read_text("utf-8-sig").splitlines():
            text = json.loads(line)
            values = labels[text["_id"]]
            proper = [v for v in values if _is_proper(text["text"][v[0] : v[1]])]
            others = [v for v in values if v not in proper]
            yield Text(part.name, text["text"], proper, others)


def _is_proper(value: str) -> bool:
    return value[:1].isupper() and value.lower() not in _PRONOUNS


def amana_names(text: str, tools: Tools) -> list[Typed]:
    """Return the names that the step finds."""
    recipe = Recipe(step="reading/text", tool="amana", version="1")
    reading = Reading(original="0" * 64, key="1" * 64, recipe=recipe, state=State.READ,
                      media_type="text/plain", text=text, language="en")  # fmt: skip
    return [
        (each.span.char_start, each.span.char_end, TYPES[each.type])
        for frame in frames_of(reading, ())
        for each in STEP.observe(frame, {}, tools)
        if isinstance(each, Mention) and each.type in TYPES
    ]


def model_names(text: str) -> list[Typed]:
    """Return the names that the plain model finds."""
    named = SpacyParser().names(text, [(0, len(text))])[0]
    return [(each.start, each.end, TYPES[each.label]) for each in named if each.label in TYPES]


def _meet(one: Typed | Extent, other: Typed | Extent) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _all(text: Text, names: Sequence[Typed], type_: str) -> Counts:
    there = [v for v in (*text.proper, *text.others) if v[2] == type_]
    found = [name for name in names if name[2] == type_]
    return _count(there, found)


def _proper(text: Text, names: Sequence[Typed], type_: str) -> Counts:
    there = [v for v in text.proper if v[2] == type_]
    others = [v for v in text.others if v[2] == type_]
    found = [name for name in names if name[2] == type_ and (
        any(_meet(name, v) for v in there) or not any(_meet(name, v) for v in others))]  # fmt: skip
    return _count(there, found)


def _acting(text: Text, names: Sequence[Typed], type_: str) -> Counts:
    there = [v for v in text.proper if v[2] == type_]
    acting = [(start, end, type_) for start, end, kind in names if kind == "Location"
              and any(_meet((start, end, kind), v) for v in there)]  # fmt: skip
    return _proper(text, [*names, *acting], type_)


def _count(there: Sequence[Typed], found: Sequence[Typed]) -> Counts:
    right = sum(any(_meet(name, v) for v in there) for name in found)
    hit = sum(any(_meet(v, name) for name in found) for v in there)
    return Counts(right, len(found), hit, len(there))


_MEASURES: tuple[tuple[str, Callable[[Text, Sequence[Typed], str], Counts]], ...] = (
    ("all values", _all),
    ("proper names", _proper),
    ("proper names and acting countries", _acting),
)


def _row(what: str, counts: Sequence[Counts]) -> Row:
    total = _sum(counts)
    chance = random.Random(0)  # noqa: S311 - a sample, not a secret
    f1 = sorted(_sum(chance.choices(counts, k=len(counts))).f1 for _ in range(ROUNDS))
    low, high = f1[int(0.025 * ROUNDS)], f1[int(0.975 * ROUNDS) - 1]
    return Row("names", what, len(counts), total.precision, total.recall, total.f1, low, high,
               f"{total.there} values")  # fmt: skip


def _sum(counts: Sequence[Counts]) -> Counts:
    return Counts(*(sum(each[n] for each in counts) for n in range(4)))
