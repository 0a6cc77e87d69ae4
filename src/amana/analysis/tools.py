"""What steps work with beside the text: a parser, and models that were added.

Each answer is kept for the frame at hand, so that several steps share one parse.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from amana.analysis.frame import Frame, Sentence
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
        self._named: dict[int, list[Named]] | None = None

    def parsed(self, frame: Frame) -> dict[int, Parsed]:
        """Return the trees of the English sentences that are worth it, by their number.

        Which are parsed depends on the text alone (`triage`), not on who asks.
        """
        self._turn_to(frame)
        if self._parsed is None:
            chosen = [n for n, each in _english(frame) if worth_parsing(frame.text, each)]
            places = [(frame.sentences[n].start, frame.sentences[n].end) for n in chosen]
            trees = self._parser.parse(frame.text, places) if places else []
            self._parsed = dict(zip(chosen, trees, strict=True))
        return self._parsed

    def named(self, frame: Frame) -> dict[int, list[Named]]:
        """Return the names that the English model finds, by the number of the sentence."""
        self._turn_to(frame)
        if self._named is None:
            chosen = [n for n, _ in _english(frame)]
            places = [(frame.sentences[n].start, frame.sentences[n].end) for n in chosen]
            named = self._parser.names(frame.text, places) if places else []
            self._named = dict(zip(chosen, named, strict=True))
        return self._named

    def _turn_to(self, frame: Frame) -> None:
        if self._frame is not frame:
            self._frame, self._parsed, self._named = frame, None, None


def _english(frame: Frame) -> list[tuple[int, Sentence]]:
    return [
        (number, each)
        for number, each in enumerate(frame.sentences)
        if frame.language_at(each) == _ENGLISH
    ]
