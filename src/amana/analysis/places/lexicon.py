"""The words that say what kind of place a name is, and that one place lies in another."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from amana.analysis.places.keys import without_clitic

_LONGEST_KIND = 26
_GAP = re.compile(r"[,\u060c]?[ ]{1,2}(?:\(|-)?[ ]?|[ ]?[,(\u060c][ ]?")


class Lexicon(NamedTuple):
    """Words by what they say; all in small letters."""

    before: Mapping[str, str]
    after: Mapping[str, str]
    inside: frozenset[str]
    holding: frozenset[str]
    prepositions: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of this version."""
    said = json.loads(files(__package__).joinpath("data", "words.json").read_text("utf-8"))
    return Lexicon(
        before={word: kind for kind, words in said["kinds_before"].items() for word in words},
        after={word: kind for kind, words in said["kinds_after"].items() for word in words},
        inside=frozenset(said["inside"]),
        holding=frozenset(said["holding"]),
        prepositions=frozenset(said["prepositions"]),
    )


def kind_around(text: str, start: int, end: int) -> tuple[str, str] | None:
    """Return which kind of place the words next to a name make of it, and that word.

    "the **Idlib** governorate", "city of **Homs**", "محافظة **درعا**".
    """
    known = lexicon()
    behind = text[end : end + _LONGEST_KIND].lower()
    if behind[:1] == " ":
        words = re.findall(r"[\w-]+", behind.partition("\n")[0].split(".")[0].split(",")[0])
        for count in (2, 1):
            word = " ".join(words[:count])
            if word in known.after and behind[1:].startswith(word):
                return known.after[word], word
    ahead = text[max(0, start - _LONGEST_KIND) : start].lower()
    if ahead[-1:] == " ":
        words = re.findall(r"[\w-]+", ahead)
        for count in (3, 2, 1):
            word = " ".join(words[-count:])
            if ahead.rstrip().endswith(word):
                for form in (word, *without_clitic(word)):
                    if form in known.before:
                        return known.before[form], form
    return None


def split_kind(name: str) -> tuple[str, str] | None:
    """Return a name without the word for its kind, and the kind: "Taji base", "مخيم اليرموك"."""
    known, words = lexicon(), name.split()
    for count in (3, 2, 1):
        if len(words) <= count:
            continue
        kind = known.before.get(" ".join(words[:count]).lower())
        if kind:
            return " ".join(words[count:]), kind
        kind = known.after.get(" ".join(words[-count:]).lower())
        if kind:
            return " ".join(words[:-count]), kind
    return None


_LONGEST_BETWEEN = 40
_BETWEEN_WORD = re.compile(r"[\w'-]+")


def lies_inside(text: str, end: int, start: int) -> str | None:
    """Return by what is said that the first of two names lies in the second: a word, or a sign.

    "Zamzam camp **in** North Darfur", "Raqqa**,** Syria", "بلدة سرمين **في ريف** إدلب".
    """
    if not 0 < start - end <= _LONGEST_BETWEEN:
        return None
    between = text[end:start].lower()
    if any(sign in between for sign in '.;:!?\n"') or between.count(",") > 1:
        return None
    words = _BETWEEN_WORD.findall(between)
    if not words:
        return "sign" if _GAP.fullmatch(between) and between.strip(" -") else None
    if not all(word in lexicon().inside for word in words):
        return None
    if lexicon().holding & set(words):
        return "word"
    return "sign" if "," in between or "،" in between else None


def after_preposition(text: str, start: int) -> bool:
    """Tell whether a name stands behind a word that places stand behind ("in", "near", "قرب")."""
    words = _BETWEEN_WORD.findall(text[max(0, start - 16) : start].lower())
    return bool(words) and words[-1] in lexicon().prepositions
