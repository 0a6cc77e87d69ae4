"""Words of a printed matrix in one language, and markup that nobody else's words can change.

`Markup` is text that may stand in a page as it is; the only ways to make it are those below, and
each of them escapes. Somebody else's words stand in an element of their own direction (`bdi`), and
what would steer what is around is shown as its number (`legible`). The words themselves are data
files, so that who knows the law and not the code can read and correct them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from typing import NewType

from amana.law.label import Label
from amana.law.matrix.shapes import Noted, Notice
from amana.law.statute import standard
from amana.text import Phrases, legible, read_phrases

Markup = NewType("Markup", str)
EMPTY = Markup("")


def plain(text: str) -> Markup:
    """Return words with nothing around them, for where no element may stand."""
    return Markup(escape(legible(text)))


def told(text: str) -> Markup:
    """Return somebody else's words, in their own direction."""
    return Markup(f"<bdi>{escape(legible(text))}</bdi>")


def quoted(text: str) -> Markup:
    """Return somebody else's words with their ends of lines, for a block of their own direction."""
    lines = (escape(legible(line)) for line in text.split("\n"))
    return Markup("\n".join(lines))


def figure(text: str | int) -> Markup:
    """Return a number, time or identifier: from left to right in every language."""
    return Markup(f'<bdi dir="ltr">{escape(legible(str(text)))}</bdi>')


def code(text: str) -> Markup:
    """Return a digest or key."""
    return Markup(f'<bdi dir="ltr"><code>{escape(legible(text))}</code></bdi>')


def link(address: str | None, shown: Markup) -> Markup:
    """Return what is shown, leading to an address where there is one."""
    if address is None:
        return shown
    return Markup(f'<a href="{escape(address)}">{shown}</a>')


def joined(parts: Iterable[Markup], between: str = "") -> Markup:
    """Return pieces of markup as one; `between` are words of ours."""
    return Markup(escape(between).join(parts))


def tag(name: str, inside: Markup, **attributes: str) -> Markup:
    """Return an element; `class_` is its class, `_` in the name of an attribute a hyphen."""
    spelled = (
        f' {key.strip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    return Markup(f"<{name}{''.join(spelled)}>{inside}</{name}>")


class Wording(Phrases, frozen=True, kw_only=True):
    """The phrases of one language by name; `{name}` in a phrase is a place to be filled."""

    def say(self, name: str, /, **values: Markup) -> Markup:
        """Return a phrase with its places filled."""
        found: list[str] = []
        for words, place in self.pieces(name):
            found += (escape(words), values[place] if place else "")
        return Markup("".join(found))

    def label(self, label: Label) -> Markup:
        """Return a label in this language."""
        return Markup(escape(legible(label.ar if self.language == "ar" else label.en)))

    def name_of(self, notice: Notice) -> str:
        """Return what a notice is about, as people call it."""
        if notice.code is Noted.ONE_ORIGIN_AT_STANDARD:
            label = standard(notice.about).label
            return label.ar if self.language == "ar" else label.en
        return notice.about

    def listed(self, parts: Iterable[Markup]) -> Markup:
        """Return pieces of markup, parted by commas."""
        return joined(parts, self.phrases["comma"])


def sentence(notice: Notice, language: str = "en") -> str:
    """Return a notice as a plain sentence, for where there is no markup.

    Raises:
        UsageError: there are no words of this language.
    """
    words = wording(language)
    told = {
        "about": words.name_of(notice),
        "number": "" if notice.number is None else str(notice.number),
        "count": "" if notice.count is None else str(notice.count),
    }
    pieces = words.pieces(f"notice.{notice.code}")
    return "".join(ours + (legible(told[place]) if place else "") for ours, place in pieces)


@functools.cache
def wording(language: str) -> Wording:
    """Return the words of a language.

    Raises:
        UsageError: there are none.
    """
    read = read_phrases(files("amana.law.matrix").joinpath("data"), "matrix", language)
    return Wording(language=language, direction=read.direction, phrases=read.phrases)
