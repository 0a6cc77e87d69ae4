"""Which speaker and which content belong to a cue, among the parts that a tagger found."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from amana.analysis.claims.drafts import Draft, overlap
from amana.analysis.claims.trees import Range
from amana.analysis.parsing import Parsed, Word

SOURCE, CUE, CONTENT = "Source", "Cue", "Content"

_STEPS = (0, 1, 2, 4, 8, 16, 32)
_CLIMB = 6


class Part(msgspec.Struct, frozen=True):
    """A run of words of one paragraph that a tagger took for a part of a claim.

    `low` and `high` are numbers among all words of the paragraph, `sentence` and `head` the number
    of the sentence in the paragraph and of the part's topmost word in its tree.
    """

    label: str
    low: int
    high: int
    sentence: int
    head: int


class Line(msgspec.Struct, frozen=True):
    """The words of a paragraph in one row, with the sentence and number of each."""

    trees: tuple[Parsed, ...]
    words: tuple[Word, ...]
    places: tuple[tuple[int, int], ...]

    def chars(self, part: Part) -> Range:
        """Return the characters of a part."""
        return self.words[part.low].start, self.words[part.high - 1].end


def line_of(trees: Sequence[Parsed]) -> Line:
    """Return the words of the sentences of a paragraph in one row."""
    places = [(s, n) for s, tree in enumerate(trees) for n in range(len(tree.words))]
    return Line(tuple(trees), tuple(trees[s].words[n] for s, n in places), tuple(places))


def part_of(line: Line, label: str, low: int, high: int) -> Part:
    """Return a run of words as a part, with its topmost word."""
    sentence = line.places[low][0]
    inside = {n for s, n in line.places[low:high] if s == sentence}
    tree = line.trees[sentence]
    head = next((n for n in sorted(inside) if tree.words[n].head not in inside - {n}), min(inside))
    return Part(label, low, high, sentence, head)


def parts_of(line: Line, labels: Sequence[str]) -> list[Part]:
    """Return the parts that labels (`B-Cue`, `I-Cue`, `O`) mark, in order."""
    found: list[Part] = []
    low = 0
    while low < len(labels):
        name = labels[low][2:]
        high = low + 1
        if name:
            while high < len(labels) and labels[high] == f"I-{name}":
                high += 1
            found.append(part_of(line, name, low, high))
        low = high
    return found


def link_features(
    line: Line, cue: Part, other: Part, parts: Sequence[Part], drafts: Sequence[Draft]
) -> list[str]:
    """Return what speaks for and against a link between a cue and another part."""
    kind = other.label
    side = "left" if other.high <= cue.low else "right"
    low, high = (other.high, cue.low) if side == "left" else (cue.high, other.low)
    gap = max(0, high - low)
    bucket = next((n for n in reversed(_STEPS) if gap >= n), 0)
    between = [p.label for p in parts if low <= p.low and p.high <= high]
    marks = "".join(
        w.text for w in line.words[low:high] if w.text in {'"', "''", ",", ".", ":", ";"}
    )
    path = _path(line, cue, other)
    lemma = line.trees[cue.sentence].words[cue.head].lemma.lower()
    near = f"{kind}|{side}|{bucket}"
    return [
        kind, near, f"{near}|{cue.sentence - other.sentence}", f"{kind}|path={path}",
        f"{kind}|{side}|between={','.join(sorted(set(between)))}",
        f"{kind}|cues={between.count(CUE)}", f"{kind}|{side}|marks={marks[:4]}",
        f"{kind}|{side}|{lemma}", f"{kind}|ruled={_ruled(line, cue, other, drafts)}",
        f"{kind}|{side}|same={between.count(kind)}",
    ]  # fmt: skip


def _path(line: Line, cue: Part, other: Part) -> str:
    """Return the relations from one part up to where both meet, and down to the other."""
    if cue.sentence != other.sentence:
        return "apart"
    tree = line.trees[cue.sentence]
    up = _climb(tree, cue.head)
    down = _climb(tree, other.head)
    for steps, at in enumerate(up):
        if at in down:
            here = [tree.words[n].dep for n in up[:steps]]
            there = [tree.words[n].dep for n in down[: down.index(at)]]
            return "<".join(here[-3:]) + "^" + ">".join(reversed(there[-3:]))
    return "far"


def _climb(tree: Parsed, number: int) -> list[int]:
    found = [number]
    while len(found) <= _CLIMB and tree.words[found[-1]].head != found[-1]:
        found.append(tree.words[found[-1]].head)
    return found


def _ruled(line: Line, cue: Part, other: Part, drafts: Sequence[Draft]) -> str:
    here = [each for each in drafts if overlap(each.cue, line.chars(cue))]
    if not here:
        return "-"
    runs = [each.speaker if other.label == SOURCE else each.content for each in here]
    return str(any(run is not None and overlap(run, line.chars(other)) for run in runs))
