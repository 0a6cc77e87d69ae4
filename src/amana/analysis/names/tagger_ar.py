"""What the tagger of Arabic names sees of each word.

The word's own letters, what the lists say of it, what the rules of this package took it for, the
words around it, and the words around the same word elsewhere nearby, so that a name that is plain
in one sentence is found in the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from amana.analysis.arabic import folded_word, stems
from amana.analysis.names.arabic_lists import NameWord, listed_names, name_words, word_list

FEATURES = "1"
"""The version of what the tagger sees; weights of another version do not fit."""

_AROUND = (-2, -1, 1, 2)
_WINDOW = 15
_OFTEN = 300
_SHORTEST = 3
_LISTS = (
    "person titles", "organisation leads", "facility leads", "place leads", "place leads kept",
    "never in names", "also words", "former", "inside names", "months", "plain adjectives",
    "role nouns", "saying",
)  # fmt: skip
_NO_WORD = NameWord(0, 0, foreign=False)
_PREFIXES = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ب", "ل", "ف", "ك")
_JOINABLE = ("و", "ف", "ب", "ل", "ك")

Seen = list[list[list[str]]]
"""For each sentence, for each word, what is seen of it."""


def seen(sentences: Sequence[Sequence[str]], taken: Sequence[Sequence[str]]) -> Seen:
    """Return what the tagger sees of the words of a text.

    Args:
        sentences: the words of each sentence in text order, signs too.
        taken: for each word the tag that the rules gave it (`B-PERS`, `I-LOC`, `O`).
    """
    folded = [[folded_word(word) or word for word in words] for words in sentences]
    roots = _roots(folded)
    found = [
        [
            [*_word(words[n], one[n]), f"root={roots.get(one[n], one[n])}", f"rule={tags[n]}",
             *_around(one, tags, n)]
            for n in range(len(words))
        ]
        for words, one, tags in zip(sentences, folded, taken, strict=True)
    ]  # fmt: skip
    for sentence, number, extra in _elsewhere(folded, taken, roots):
        found[sentence][number] += extra
    return found


def _roots(sentences: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return words without what is joined before them, where the rest stands alone in the text."""
    alone = {word for words in sentences for word in words if len(word) >= _SHORTEST}
    return {
        word: word[1:]
        for word in alone
        if word[0] in _JOINABLE and word[1:] in alone and len(word) > _SHORTEST
    }


@lru_cache(maxsize=100_000)
def _word(word: str, folded: str) -> tuple[str, ...]:
    """Return what is seen of a word alone."""
    found = ["bias", f"w={folded}", f"length={min(len(folded), 10)}"]
    found += [f"p{n}={folded[:n]}" for n in range(1, 5)]
    found += [f"s{n}={folded[-n:]}" for n in range(1, 5)]
    for prefix in _PREFIXES:
        if folded.startswith(prefix) and len(folded) - len(prefix) >= _SHORTEST:
            found += [f"rest={folded[len(prefix) :]}", f"joined={prefix}"]
    if word.endswith("ى"):
        found.append("ends in alef")
    if folded.isascii() and folded.isalpha():
        found.append("latin")
    if any(map(str.isdigit, folded)):
        found.append("digits")
    return (*found, *_kinds(folded))


@lru_cache(maxsize=100_000)
def _kinds(folded: str) -> tuple[str, ...]:
    """Return what the lists say of a word, as it stands (`=`) and without joined letters (`+`)."""
    found = [] if any(map(str.isalnum, folded)) else [f"sign {folded}"]
    for stem in stems(folded):
        mark = "+" if stem.off else "="
        name = name_words().get(stem.folded, _NO_WORD)
        listed = listed_names().get((stem.folded,))
        if name.given:
            found.append(f"given{mark}{name.given}")
        if name.family:
            found.append(f"family{mark}{name.family}")
        if name.foreign:
            found.append(f"foreign{mark}")
        if listed:
            found.append(f"{listed.type}{mark}{listed.sure}")
        found += [f"{each}{mark}" for each in _LISTS if stem.folded in word_list(each)]
    if folded.endswith(("ي", "يه")):
        found.append("adjective" + "=" * folded.startswith("ال"))
    return tuple(dict.fromkeys(found))


def _around(words: Sequence[str], tags: Sequence[str], at: int) -> Iterator[str]:
    for step in _AROUND:
        if not 0 <= at + step < len(words):
            yield f"{step} edge"
            continue
        word = words[at + step]
        yield f"{step}w={word}"
        yield f"{step}s={word[-3:]}"
        yield f"{step}p={word[:3]}"
        yield f"{step}rule={tags[at + step]}"
        for kind in _kinds(word):
            yield f"{step}{kind}"


def _elsewhere(
    sentences: Sequence[Sequence[str]], taken: Sequence[Sequence[str]], roots: dict[str, str]
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield, for words that stand in several places nearby, what stands around the others."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, words in enumerate(sentences):
        for at, word in enumerate(words):
            if len(word) >= _SHORTEST:
                places[roots.get(word, word)].append((number, at))
    for same in places.values():
        if not 1 < len(same) <= _OFTEN:
            continue
        beside = [_beside(sentences[n], taken[n], at) for n, at in same]
        for one, (number, at) in enumerate(same):
            near = {
                each
                for other, (where, _) in enumerate(same)
                if other != one and abs(where - number) <= _WINDOW
                for each in beside[other]
            }
            yield number, at, sorted(near)


def _beside(words: Sequence[str], tags: Sequence[str], at: int) -> list[str]:
    found = [f"also rule={tags[at]}"]
    for step in (-1, 1):
        if 0 <= at + step < len(words):
            word = words[at + step]
            found.append(f"also {step}w={word}")
            found += [f"also {step}{kind}" for kind in _kinds(word)]
    return found
