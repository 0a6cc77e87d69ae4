"""Which crimes and modes of liability a person means by identifiers, citations or words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from amana.core import UsageError
from amana.law.statute.crimes import Crime, crimes
from amana.law.statute.identifiers import identified_each
from amana.law.statute.modes import Mode, modes
from amana.text import fold

Listed = TypeVar("Listed", Crime, Mode)


def chosen_crimes(wanted: Sequence[str]) -> tuple[Crime, ...]:
    """Return the crimes that people mean, each once, in the order in which they are meant.

    A citation means the crime that it names, or all that stand below it; that of an element means
    its crime. What is no citation means the crimes whose labels have all its words.

    Raises:
        UsageError: a text means no crime; the remedy says what is near.
    """
    return _chosen(wanted, crimes(), "crime", "modes", tuple(each.id for each in modes()))


def chosen_modes(wanted: Sequence[str]) -> tuple[Mode, ...]:
    """Return the modes of liability that people mean, in the same way.

    Raises:
        UsageError: a text means no mode.
    """
    known = tuple(each.id for each in crimes())
    return _chosen(wanted, modes(), "mode of liability", "crimes", known)


def _chosen(
    wanted: Sequence[str],
    listed: Sequence[Listed],
    what: str,
    elsewhere: str,
    others: Sequence[str],
) -> tuple[Listed, ...]:
    found: dict[str, Listed] = {}
    for text in wanted:
        by_words = _by_words(text, listed)
        if by_words:
            found |= {each.id: each for each in by_words}
            continue
        for identifier in identified_each(text):
            below = [each for each in listed if _is_at(each.id, identifier)]
            if not below:
                there = any(_is_at(each, identifier) for each in others)
                remedy = f"`amana law {elsewhere} '{identifier}'` shows it" if there else None
                raise UsageError(
                    f"{identifier} holds no {what}",
                    remedy=remedy or f"`amana law {'crimes' if what == 'crime' else 'modes'}`",
                )
            found |= {each.id: each for each in below}
    return tuple(found.values())


def _is_at(listed: str, identifier: str) -> bool:
    """Tell whether a crime or mode is what an identifier names, or stands below it."""
    named = identifier.partition("#")[0]
    return listed == named or listed.startswith((f"{named}(", f"{named}-", f"{named}/"))


def _by_words(text: str, listed: Sequence[Listed]) -> list[Listed]:
    """Return what has all words of a text in its label, where the text is no citation."""
    words = fold(text).text.split()
    if not words or any(letter.isdigit() for letter in text):
        return []
    return [
        each
        for each in listed
        if all(word in fold(f"{each.label.en} {each.label.ar}").text for word in words)
    ]
