"""What steps work with beside the text: a parser, and models that were added.

Each answer is kept for the frame at hand, so that several steps share one parse.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from amana.analysis.frame import Frame, Sentence, Zone
from amana.analysis.parsing import Named, Parsed, Parser, SpacyParser
from amana.analysis.triage import worth_parsing

_ENGLISH = "en"


class Tools:
    """Tools of one worker. `models` are files by the name of what they serve (`claims/en`)."""

    def __init__(
        self, *, parser: Parser | None = None, models: Mapping[str, Path] | None = None
    ) -> None:
        self.models: Mapping[str, Path] = models or {}
        self._parser = parser or SpacyParser()
        self._frame: Frame | None = None
        self._parsed: dict[int, Parsed] | None = None
        self._named: dict[int, list[Named]] = {}

    def parsed(self, frame: Frame) -> dict[int, Parsed]:
        """Return the trees of the English sentences that are worth it, by their number.

        Which are parsed depends on the text alone (`triage`; titles always), not on who asks.
        """
        self._turn_to(frame)
        if self._parsed is None:
            chosen = [
                n
                for n, each in _english(frame)
                if frame.zone(each) is Zone.TITLE or worth_parsing(frame.text, each)
            ]
            places = [(frame.sentences[n].start, frame.sentences[n].end) for n in chosen]
            trees = self._parser.parse(frame.text, places) if places else []
            self._parsed = dict(zip(chosen, trees, strict=True))
        return self._parsed

    def named(
        self, frame: Frame, sentences: Collection[int] | None = None
    ) -> dict[int, list[Named]]:
        """Return the names that the English model finds, by the number of the sentence.

        Only in `sentences`, where they are given; what was asked before is kept.
        """
        self._turn_to(frame)
        chosen = [n for n, _ in _english(frame) if sentences is None or n in sentences]
        asked = [n for n in chosen if n not in self._named]
        places = [(frame.sentences[n].start, frame.sentences[n].end) for n in asked]
        named = self._parser.names(frame.text, places) if places else []
        self._named.update(zip(asked, named, strict=True))
        return {n: self._named[n] for n in chosen}

    def _turn_to(self, frame: Frame) -> None:
        if self._frame is not frame:
            self._frame, self._parsed, self._named = frame, None, {}


def _english(frame: Frame) -> list[tuple[int, Sentence]]:
    return [
        (number, each)
        for number, each in enumerate(frame.sentences)
        if frame.language_at(each) == _ENGLISH
    ]
