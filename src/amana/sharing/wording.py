"""The words of what leaves, in each language.

They are data files, so that who knows the law and not the code can read and correct them.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from importlib import resources

import msgspec

from amana.core import UsageError
from amana.sharing.sheet import Kind, Line, Run

LANGUAGES = ("en", "ar")
_BEFORE_NUMBER = re.compile(r" (?=\d|\{index\})")  # “section 5” stays on one line
_SLOT = re.compile(r"\{([a-z_0-9]+)\}")


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The phrases of one language by name; `{name}` in a phrase is a place to be filled."""

    language: str
    direction: str
    phrases: dict[str, str]

    def has(self, name: str) -> bool:
        """Tell whether there is a phrase of this name."""
        return name in self.phrases

    def word(self, name: str) -> str:
        """Return a phrase without places."""
        return self.phrases[name]

    def say(self, name: str, /, **values: Run | Line) -> Line:
        """Return a phrase with its places filled; no value is taken for a place to be filled."""
        runs: list[Run] = []
        phrase, at = self.phrases[name], 0
        for slot in _SLOT.finditer(phrase):
            runs += _words(phrase[at : slot.start()])
            filled = values[slot[1]]
            runs += [filled] if isinstance(filled, Run) else filled
            at = slot.end()
        return (*runs, *_words(phrase[at:]))

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


@functools.cache
def wording(language: str) -> Wording:
    """Return the words of a language.

    Raises:
        UsageError: there are none.
    """
    if language not in LANGUAGES:
        raise UsageError(
            f"there is no statement in the language {language!r}",
            remedy=f"use one of: {', '.join(LANGUAGES)}",
        )
    path = resources.files("amana.sharing") / "data" / f"statement.{language}.toml"
    text = _BEFORE_NUMBER.sub("\u00a0", path.read_text(encoding="utf-8"))
    stored = tomllib.loads(text)
    direction = stored.pop("direction")
    return Wording(language=language, direction=direction, phrases=_flat(stored))


def _flat(tables: dict[str, str | dict[str, str]]) -> dict[str, str]:
    """Return phrases of tables under `table.name`."""
    phrases: dict[str, str] = {}
    for name, member in tables.items():
        if isinstance(member, dict):
            phrases |= {f"{name}.{inner}": phrase for inner, phrase in member.items()}
        else:
            phrases[name] = member
    return phrases
