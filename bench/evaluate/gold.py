"""Annotations made by hand, as lines that a person can read, and where they stand in the text.

A line names its spans by their words, and by `at`, words around them that occur once among the
canonical parts of the article (title, captions, paragraphs). "first words … last words" is a long
span. A `mention` line lists the surfaces of one entity; each whole-word occurrence is a mention,
the longest surface first. Anything with `"required": false` may be found, or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from amana.analysis import Frame, frames_of
from amana.analysis.frame import plain
from amana.reading.articles import find_articles
from amana.records import Article, Reading, Recipe, State
from amana.text import detect_language

EXPECTED = Path(__file__).parent.parent.parent / "tests" / "conformance" / "expected"

Extent = tuple[int, int]


class Gold(NamedTuple):
    """One annotation: its line, and the extents of those members that are spans."""

    kind: str
    line: dict[str, Any]
    spans: dict[str, Extent]
    several: dict[str, list[Extent]]

    @property
    def required(self) -> bool:
        """Whether missing it is an error."""
        return bool(self.line.get("required", True))


def reading_of(text: str) -> tuple[Reading, tuple[Article, ...]]:
    """Return the reading of a plain text, and its articles, as the archive makes them."""
    reading = Reading(
        original="0" * 64,
        key="1" * 64,
        recipe=Recipe(step="reading/text", tool="amana", version="1"),
        state=State.READ,
        media_type="text/plain",
        text=text,
        language=detect_language(text),
    )
    return reading, find_articles(reading)


def gold_of(annotated: Path, text: str) -> dict[int, list[Gold]]:
    """Return what the lines of a file annotate in a text, by article.

    Raises:
        ValueError: a line does not fit the text, or is not clear.
    """
    reading, articles = reading_of(text)
    frames = {frame.article or 0: frame for frame in frames_of(reading, articles)}
    found: dict[int, list[Gold]] = {number: [] for number in frames}
    lines = annotated.read_bytes().splitlines()
    taken: dict[int, list[tuple[int, int, dict[str, Any]]]] = {number: [] for number in frames}
    for line in map(msgspec.json.decode, lines):
        number = line["article"]
        if line["kind"] == "mention":
            taken[number] += _surfaces(frames[number], line)
        else:
            found[number].append(_resolved(frames[number], line))
    for number, mentions in taken.items():
        found[number] += [
            Gold("mention", line, {"span": (start, end)}, {})
            for start, end, line in _longest(mentions)
        ]
    return found


def _surfaces(frame: Frame, line: dict[str, Any]) -> list[tuple[int, int, dict[str, Any]]]:
    found = []
    for surface in map(plain, line["surfaces"]):
        pattern = re.compile(rf"(?<!\w){re.escape(surface)}(?!\w)")
        found += [
            (*match.span(), line)
            for paragraph in frame.paragraphs
            for match in pattern.finditer(frame.text, paragraph.start, paragraph.end)
        ]
    if not found:
        raise ValueError(f"none of {line['surfaces']} is in article {line['article']}")
    return found


def _longest(
    mentions: Sequence[tuple[int, int, dict[str, Any]]],
) -> Iterator[tuple[int, int, dict[str, Any]]]:
    kept: list[Extent] = []
    for start, end, line in sorted(mentions, key=lambda each: (each[0] - each[1], each[0])):
        if all(end <= one[0] or start >= one[1] for one in kept):
            kept.append((start, end))
            yield start, end, line


_SINGLE = ("span", "trigger", "speaker", "cue", "content", "target", "when", "actor")
_SEVERAL = ("where", "target", "weapon", "coref")


def _resolved(frame: Frame, line: dict[str, Any]) -> Gold:
    at = _only(frame, line["at"])
    spans: dict[str, Extent] = {}
    several: dict[str, list[Extent]] = {}
    for name, value in line.items():
        if name in _SINGLE and isinstance(value, str):
            spans[name] = _nearest(frame, value, at)
        elif name in _SEVERAL and isinstance(value, list):
            several[name] = [_nearest(frame, each, at) for each in value]
    return Gold(line["kind"], line, spans, several)


def _only(frame: Frame, words: str) -> Extent:
    """Return where words stand that occur once."""
    found = [
        match.span()
        for paragraph in frame.paragraphs
        for match in re.finditer(re.escape(plain(words).strip()), frame.text[: paragraph.end])
        if match.start() >= paragraph.start
    ]
    if len(found) != 1:
        raise ValueError(f"“{words}” occurs {len(found)} times in article {frame.article}")
    return found[0]


def _nearest(frame: Frame, words: str, at: Extent) -> Extent:
    """Return where words stand that are nearest to a place."""
    first, dots, last = plain(words).partition("…")
    starts = _occurrences(frame, first.strip(), at)
    if not starts:
        raise ValueError(f"“{words}” is not in article {frame.article}")
    middle = (at[0] + at[1]) / 2
    start, end = min(starts, key=lambda each: _distance(each, middle))
    if dots:
        closing = frame.text.find(last.strip(), end)
        if closing < 0:
            raise ValueError(f"“{last}” does not follow in article {frame.article}")
        end = closing + len(last.strip())
    return start, end


def _occurrences(frame: Frame, words: str, at: Extent) -> list[Extent]:
    inside = [match.span() for match in re.finditer(_words(words), frame.text[at[0] : at[1]])]
    if inside:
        return [(at[0] + start, at[0] + end) for start, end in inside]
    return [
        match.span()
        for paragraph in frame.paragraphs
        for match in re.compile(_words(words)).finditer(frame.text, paragraph.start, paragraph.end)
    ]


def _words(words: str) -> str:
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return before + re.escape(words) + after


def _distance(extent: Extent, middle: float) -> float:
    return min(abs(extent[0] - middle), abs(extent[1] - middle))
