"""The phrases of what is printed, in each language, and the places in them that are filled.

They are data files, so that who knows the matter and not the code can read and correct them: TOML,
`STEM.LANGUAGE.toml`, with a `direction` and phrases; a phrase `name` of a table is `table.name`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

import msgspec

from amana.core import UsageError

PRINTED_LANGUAGES = ("en", "ar")
"""The languages in which pages are printed."""

_PLACE = re.compile(r"\{([a-z_0-9]+)\}")


class Phrases(msgspec.Struct, frozen=True, kw_only=True):
    """The phrases of one language by name; `{name}` in a phrase is a place to be filled."""

    language: str
    direction: str
    phrases: Mapping[str, str]

    def pieces(self, name: str) -> Iterator[tuple[str, str | None]]:
        """Yield the words of a phrase, each with the place that follows them, None at its end.

        Who fills the places joins what is yielded: no value is taken for a place to be filled.
        """
        phrase, at = self.phrases[name], 0
        for place in _PLACE.finditer(phrase):
            yield phrase[at : place.start()], place[1]
            at = place.end()
        yield phrase[at:], None


def read_phrases(folder: Traversable, stem: str, language: str) -> Phrases:
    """Return the phrases of a language from the file `STEM.LANGUAGE.toml` of a folder.

    Raises:
        UsageError: nothing is printed in this language; the message names the stem.
    """
    if language not in PRINTED_LANGUAGES:
        raise UsageError(
            f"there is no {stem} in the language {language!r}",
            remedy=f"use one of: {', '.join(PRINTED_LANGUAGES)}",
        )
    path = folder.joinpath(f"{stem}.{language}.toml")
    stored = tomllib.loads(path.read_text(encoding="utf-8"))
    direction = stored.pop("direction")
    return Phrases(language=language, direction=direction, phrases=dict(_flat(stored)))


def _flat(tables: Mapping[str, str | Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for name, member in tables.items():
        if isinstance(member, str):
            yield name, member
        else:
            yield from ((f"{name}.{inner}", phrase) for inner, phrase in member.items())
