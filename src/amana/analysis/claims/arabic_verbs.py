"""The reporting verbs of Arabic in their forms, and the words that go with them."""
# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from amana.analysis.arabic import folded_word, folded_words
from amana.core import prepared

THAT, NOUN, ACCUSE, DESCRIBE, BLAME = "that", "noun", "accuse", "describe", "blame"


class Report(NamedTuple):
    """A form of a reporting verb.

    `act` is its speech act, `frame` what follows it (a preposition, or one of the words above),
    `form` is `past`, `present`, `participle` or `noun`, `feminine` None where the form does not
    tell, `object` how many letters at its end are a pronoun ("described it").
    """

    lemma: str
    act: str
    frame: str
    form: str
    feminine: bool | None = None
    flags: frozenset[str] = frozenset()
    object: int = 0


_PRONOUNS = ("ه", "ها", "هم", "هما")


@cache
def reports() -> Mapping[str, Report]:
    """Return the forms of the reporting verbs, folded."""
    found: dict[str, Report] = {}
    for line in _table("verbs-ar.tsv").splitlines():
        if not line or line.startswith("#"):
            continue
        past, present, participles, nouns, act, frame, flags = line.split("\t")
        base = Report(past, act, folded_word(frame), "past", flags=frozenset(flags.split()))
        for word, feminine in _past(past):
            found.setdefault(folded_word(word), base._replace(feminine=feminine))
        if frame in (ACCUSE, DESCRIBE):
            for word, feminine in list(_past(past))[:2]:
                for pronoun in _PRONOUNS:
                    form = base._replace(feminine=feminine, object=len(pronoun))
                    found.setdefault(folded_word(word + pronoun), form)
        for word, feminine in _present(present):
            form = base._replace(form="present", feminine=feminine)
            found.setdefault(folded_word(word), form)
        for word in participles.split():
            found.setdefault(folded_word(word), base._replace(form="participle"))
        for word in nouns.split():
            found.setdefault(folded_word(word), base._replace(form="noun"))
    return found


@cache
def claim_words(name: str) -> frozenset[str]:
    """Return a list of `words-ar.json`: words, and phrases joined by underscores, folded."""
    return frozenset("_".join(folded_words(each.replace("_", " "))) for each in _words()[name])


def _past(word: str) -> Iterator[tuple[str, bool | None]]:
    """Yield the forms of the past, third person, with gender where the form tells."""
    yield word, False
    stem = word[:-1] if word.endswith(("ى", "ا")) else word
    yield stem + "ت", True
    yield stem + "وا", False
    yield stem + ("يا" if word.endswith("ى") else "وا" if word.endswith("ا") else "ا"), False
    yield stem + "تا", True


def _present(word: str) -> Iterator[tuple[str, bool | None]]:
    """Yield the forms of the present, third person."""
    if not word:
        return
    stem = word[:-1] if word.endswith(("ي", "ى", "و")) else word
    yield word, False
    yield "ت" + word[1:], True
    yield stem + "ون", False
    yield stem + "وا", False
    if stem != word:
        yield stem, False
        yield "ت" + stem[1:], True


@cache
def _words() -> dict[str, list[str]]:
    raw = msgspec.json.decode(_table("words-ar.json"), type=prepared(dict[str, str]))
    return {name: words.split() for name, words in raw.items()}


def _table(name: str) -> str:
    return files("amana.analysis.claims").joinpath("data", name).read_text("utf-8")
