"""The words of a sheet in one language, whose places are filled with runs of letters.

What is filled in keeps its kind, so that it is never taken for a word of ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources.abc import Traversable

from amana.text.phrases import Phrases, read_phrases
from amana.text.sheet import Kind, Line, Run

_BEFORE_NUMBER = re.compile(r" (?=\d|\{index\})")  # “section 5” stays on one line


class Wording(Phrases, frozen=True, kw_only=True):
    """The phrases of one language by name; `{name}` in a phrase is a place to be filled."""

    def has(self, name: str) -> bool:
        """Tell whether there is a phrase of this name."""
        return name in self.phrases

    def word(self, name: str) -> str:
        """Return a phrase without places."""
        return self.phrases[name]

    def say(self, name: str, /, **values: Run | Line) -> Line:
        """Return a phrase with its places filled."""
        runs: list[Run] = []
        for words, place in self.pieces(name):
            runs += _words(words)
            filled = values[place] if place else ()
            runs += [filled] if isinstance(filled, Run) else filled
        return tuple(runs)

    def plain(self, text: str) -> Line:
        """Return words of ours that were put together from phrases."""
        return _words(text)

    def listed(self, lines: Sequence[Line]) -> Line:
        """Return lines as one, parted by commas."""
        comma = _words(self.phrases["comma"])
        runs: list[Run] = []
        for line in lines:
            runs += (*comma, *line) if runs else line
        return tuple(runs)


def _words(text: str) -> Line:
    return (Run(kind=Kind.WORDS, text=text),) if text else ()


def read_wording(folder: Traversable, stem: str, language: str) -> Wording:
    """Return the words of a language from the file `STEM.LANGUAGE.toml` of a folder.

    Raises:
        UsageError: there are none.
    """
    read = read_phrases(folder, stem, language)
    phrases = {name: _BEFORE_NUMBER.sub("\u00a0", each) for name, each in read.phrases.items()}
    return Wording(language=language, direction=read.direction, phrases=phrases)
