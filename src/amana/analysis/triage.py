"""Which sentences are worth parsing: in which a word may begin a claim, incident, step, or count.

Parsing is most of the work. A sentence without a number and without any word of the lexicons cannot
give what the parse is needed for. The lexicons are those of the steps themselves: what they look
for in a tree is what is looked for here, in any form of the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

import msgspec

from amana.analysis.frame import Sentence

_WORD = re.compile(r"[A-Za-z]{2,}")
_COUNT = re.compile(
    r"(?<![\d.,:/-])(?!(?:1[89]|20)\d\d(?!\d))\d[\d,.]*(?![\d:/]|st\b|nd\b|rd\b|th\b)"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,6}teen|\w{3,5}ty|dozens?"
    r"|hundreds?|thousands?|millions?|billions?|several|multiple|half|third|quarters?)\b",
    re.IGNORECASE,
)
_ROOT = files("amana.analysis")
_HARMS = ("harm", "harm_states", "harm_nouns")
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgklmnprtz]$")
_LIGHT = frozenset({"of", "on", "to", "for", "the", "a", "an", "in", "by", "and", "with"})
_WIDE = "wide"

Group = frozenset[str]
"""Forms of words of which one has to be there."""


class Lexicon(msgspec.Struct, frozen=True):
    """What to look for: `alone` are forms that are enough, `together` groups that are needed."""

    alone: Group
    together: tuple[tuple[Group, ...], ...]


def worth_parsing(text: str, sentence: Sentence) -> bool:
    """Tell whether a sentence is worth parsing: whether it counts, or has words of a lexicon.

    A number that is a year alone counts nothing. Words are found in any form; those with a capital
    inside of a sentence are names (`States`) and do not count, unless most words have one, as in
    headlines.
    """
    known = lexicon()
    run = text[sentence.start : sentence.end]
    found = _WORD.findall(run)
    if not found:
        return False
    if _COUNT.search(run):
        return True
    loud = sum(word[0].isupper() for word in found) > len(found) // 2
    words = {word.lower() for word in found if loud or word.islower()} | {found[0].lower()}
    return bool(words & known.alone) or any(
        all(words & group for group in groups) for groups in known.together
    )


@cache
def triage_version() -> str:
    """Return the version of triage for recipes: the digest of all its words."""
    known = lexicon()
    told = [sorted(known.alone), *([sorted(g) for g in groups] for groups in known.together)]
    told = [_COUNT.pattern, *told]
    return sha256(msgspec.json.encode(told)).hexdigest()[:16]


@cache
def lexicon() -> Lexicon:
    """Return the words with which a claim, an incident or a step of a proceeding may begin."""
    entries = [*_of_claims(), *_of_incidents(), *_of_proceedings()]
    grouped = [tuple(_any_of(group) for group in entry) for entry in entries]
    alone = frozenset(form for groups in grouped if len(groups) == 1 for form in groups[0])
    several = dict.fromkeys(
        groups for groups in grouped if len(groups) > 1 and not any(g <= alone for g in groups)
    )
    return Lexicon(alone, tuple(several))


Entry = Sequence[Sequence[str]]
"""Groups of lemmas; one of each group has to be there."""


def _of_claims() -> Iterator[Entry]:
    """Yield reporting verbs, alone or with what belongs to them, and nouns with what leads on."""
    yield [["according"]]
    for lemma, _, _, _, flags in _rows("claims", "data", "verbs-en.tsv"):
        if _WIDE not in flags.split():
            yield [[part] for part in lemma.split()]
    for lemma, leads, *_ in _rows("claims", "data", "nouns-en.tsv"):
        yield [[lemma], [lead.removesuffix("-np") for lead in leads.split()]]
    for verb, noun, *_ in _rows("claims", "data", "units-en.tsv"):
        yield [[verb], [noun]]


def _of_incidents() -> Iterator[Entry]:
    """Yield what triggers an incident, the harm done, and weapons with what is done with them."""
    for language, _, _, _, forms, *_ in _rows("incidents", "data", "triggers.tsv"):
        if language == "en":
            yield from map(_all_of, forms.split("|"))
    lists = msgspec.json.decode(_ROOT.joinpath("incidents", "data", "words.en.json").read_bytes())
    for name in _HARMS:
        yield from (_all_of(phrase) for phrases in lists[name].values() for phrase in phrases)
    weapons = [_head(phrase) for phrases in lists["weapons"].values() for phrase in phrases]
    yield [list(lists["weapon_verbs"]), weapons]


def _of_proceedings() -> Iterator[Entry]:
    """Yield procedural acts: a verb with one of its objects, or a noun."""
    for language, _, _, verbs, objects, nouns, *_ in _rows("proceedings", "data", "acts.tsv"):
        if language != "en":
            continue
        named = [_head(each) for each in objects.split("|") if each and each[0] not in "*-@"]
        for verb in filter(None, verbs.split("|")):
            yield [*_all_of(verb), named] if named else _all_of(verb)
        yield from map(_all_of, filter(None, nouns.split("|")))
    words = msgspec.json.decode(_ROOT.joinpath("proceedings", "data", "words.json").read_bytes())
    yield from ([[member]] for member in words["en"]["membership"])
    yield from ([[word]] for word in ("jurisdiction", "admissible", "opportunity"))


def _all_of(phrase: str) -> Entry:
    """Return the words of a phrase, all of which have to be there."""
    return [[part] for part in re.split(r"[ -]+", phrase.lower()) if part not in _LIGHT]


def _head(phrase: str) -> str:
    """Return the head of a noun phrase."""
    before = re.split(r" (?:of|for|to|on) ", phrase.lower())[0]
    return re.split(r"[ -]+", before)[-1]


def _any_of(lemmas: Sequence[str]) -> Group:
    irregular = _irregular()
    return frozenset(
        form for lemma in lemmas for form in (*_forms(lemma.lower()), *irregular.get(lemma, ()))
    )


def _forms(lemma: str) -> Iterator[str]:
    """Yield the regular forms of a word, and some that do not exist, which does no harm."""
    if lemma in _LIGHT or lemma == "that":
        yield lemma
        return
    yield from (lemma, f"{lemma}s", f"{lemma}ing", f"{lemma}ed")
    if lemma.endswith("e"):
        yield from (f"{lemma}d", f"{lemma[:-1]}ing")
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        yield f"{lemma}es"
    if lemma.endswith("y"):
        yield from (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied")
    if _DOUBLED.search(lemma):
        yield from (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing")


@cache
def _irregular() -> dict[str, list[str]]:
    lines = _ROOT.joinpath("data", "irregular-en.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {lemma: forms.split() for lemma, forms in rows}


def _rows(*path: str) -> list[list[str]]:
    """Return the rows of a table, without what explains it."""
    table = _ROOT.joinpath(*path)
    lines = table.read_text(encoding="utf-8").splitlines() if table.is_file() else []
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
