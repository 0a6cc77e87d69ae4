"""When two spellings name the same person: "Ahmad al-Sharef" and "Ahmed Al Sharef"."""

from __future__ import annotations

from functools import lru_cache

from amana.analysis.names.lexicon import grammar
from amana.analysis.names.tokens import HYPHEN, Token

_SOUNDS = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ie", "i"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai"),
    ("y", "i"), ("e", "a"), ("o", "u"), ("q", "k"), ("ph", "f"), ("ck", "k"),
)  # fmt: skip
_VOWELS = frozenset("aiu")
_SHORTEST = 3


@lru_cache(maxsize=1 << 14)
def sound(word: str) -> str:
    """Return how a folded word sounds, roughly: spellings of one Arabic name give the same."""
    for one, other in _SOUNDS:
        word = word.replace(one, other)
    heard: list[str] = []
    for letter in word:
        if not heard or heard[-1] != letter:
            heard.append(letter)
    if len(heard) > _SHORTEST and heard[-1] == "h":
        heard.pop()
    return "".join(heard)


def skeleton(word: str) -> str:
    """Return what words have in common that are `alike`: the consonants of their sound."""
    return consonants(sound(word))


def alike(one: str, other: str) -> bool:
    """Tell whether two folded words are spellings of one name."""
    if one == other:
        return True
    heard, said = sound(one), sound(other)
    if heard == said:
        return len(heard) >= _SHORTEST
    if min(len(heard), len(said)) <= _SHORTEST or heard[0] != said[0]:
        return False
    return consonants(heard) == consonants(said) and _one_apart(heard, said)


def consonants(word: str) -> str:
    """Return the consonants of a sound."""
    return "".join(letter for letter in word if letter not in _VOWELS)


def _one_apart(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(len(long))
    )


def parts_of(words: list[Token]) -> tuple[str, ...]:
    """Return the parts of a person's name, folded; particles belong to the part after them.

    "Abu", "Abd" and "Umm" make one part with what follows; "al-" and the like are left out.
    """
    parts: list[str] = []
    prefix = ""
    drop = grammar().particles
    for number, word in enumerate(words):
        if word.folded in _SUFFIXES and parts:
            continue
        if word.folded in _JOINED:
            prefix += word.folded
        elif word.folded in drop and word is not words[-1]:
            continue
        elif parts and not prefix and word.gap == HYPHEN and words[number - 1].folded not in drop:
            parts[-1] += word.folded
        else:
            parts.append(prefix + word.folded)
            prefix = ""
    if prefix:
        parts.append(prefix)
    return tuple(parts)


_JOINED = frozenset({"abu", "abou", "abd", "umm", "abdul", "abdel"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
