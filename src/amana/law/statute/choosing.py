"""Which crimes and modes of liability a person means by identifiers, citations or words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from amana.core import UsageError
from amana.law.statute.crimes import Crime, crimes, crimes_at
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
    return _chosen(
        wanted, crimes(), what="crime", found_at=crimes_at, elsewhere="modes", others_at=_modes_at
    )


def chosen_modes(wanted: Sequence[str]) -> tuple[Mode, ...]:
    """Return the modes of liability that people mean, in the same way.

    Raises:
        UsageError: a text means no mode.
    """
    return _chosen(
        wanted,
        modes(),
        what="mode of liability",
        found_at=_modes_at,
        elsewhere="crimes",
        others_at=crimes_at,
    )


def _modes_at(provision: str) -> tuple[Mode, ...]:
    """Return the mode that a provision is, or all that stand below it."""
    below = (f"{provision}(", f"{provision}/")
    return tuple(each for each in modes() if each.id == provision or each.id.startswith(below))


def _chosen(
    wanted: Sequence[str],
    listed: Sequence[Listed],
    *,
    what: str,
    found_at: Callable[[str], Sequence[Listed]],
    elsewhere: str,
    others_at: Callable[[str], Sequence[Crime | Mode]],
) -> tuple[Listed, ...]:
    found: dict[str, Listed] = {}
    for text in wanted:
        by_words = _by_words(text, listed)
        if by_words:
            found |= {each.id: each for each in by_words}
            continue
        for identifier in identified_each(text):
            provision = identifier.partition("#")[0]
            there = found_at(provision)
            if not there:
                command = "crimes" if what == "crime" else "modes"
                article = provision.partition("(")[0]
                remedy = f"`amana law {command}` lists what there is"
                if others_at(provision):
                    remedy = f"`amana law {elsewhere} '{provision}'` shows it"
                elif found_at(article):
                    remedy = f"`amana law {command} '{article}'` lists what its article holds"
                raise UsageError(f"{identifier} holds no {what}", remedy=remedy)
            found |= {each.id: each for each in there}
    return tuple(found.values())


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
