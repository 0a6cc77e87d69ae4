"""The sentences of the rules, in both languages, filled in with names and days.

Templates are data (`data/sentences.json`). A member `state`, `states` or `by` is a code (or
several, with spaces between) and becomes the name of the State; `place` is a code of a place; all
else stands as it is. Sentences recur: each is put together once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from amana.core import prepared
from amana.law.jurisdiction.answers import Outcome, Step
from amana.law.jurisdiction.citing import cited
from amana.law.jurisdiction.disputes import listed_places
from amana.law.label import Label
from amana.law.treaty import TreatyFact
from amana.law.treaty.states import is_code, state

Words = tuple[tuple[str, str], ...]
_WITH_ARTICLE = re.compile(
    r"^(State of|United |Holy See|Netherlands|Philippines|Gambia|Comoros|Niger$|Congo|Bahamas)"
    r"|^Maldives|^[^(]*(Republic|Federation|Islands)\b"
)
_WORDS = {"what": "known", "reach": "reach"}
_NAMES = frozenset({"state", "states", "by"})


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence to be filled in: the provision it is about, and the word for its source."""

    provision: str
    source: str
    en: str
    ar: str


class _Sentences(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    about: str
    sources: dict[str, Label]
    remarks: dict[str, Label]
    sentences: dict[str, Template]


@cache
def templates() -> Mapping[str, Template]:
    """Return every template by its key."""
    return _packaged().sentences


@lru_cache(maxsize=1 << 16)
def sentence(key: str, words: Words = ()) -> Label:
    """Return the sentence of that key, filled in."""
    template = templates()[key]
    english = template.en.format_map({name: _named(name, value).en for name, value in words})
    return Label(
        en=_capital(english)
        if template.en.startswith("{state")
        else english.replace(". the ", ". The "),
        ar=template.ar.format_map({name: _named(name, value).ar for name, value in words}),
    )


def _capital(text: str) -> str:
    return (text[:1].upper() + text[1:]).replace(". the ", ". The ")


def as_known_on(key: str, day: str) -> str:
    """Return the key of the sentence as it was to be told on a day.

    A key with a day behind it (`dispute-statehood@2021-02-05`) is told from that day on.
    """
    later = [each for each in _later().get(key, ()) if each.rpartition("@")[2] <= day]
    return max(later, default=key)


@lru_cache(maxsize=1 << 16)
def step(
    key: str, outcome: Outcome, words: Words = (), fact: TreatyFact | None = None,
    about: str | None = None,
) -> Step:  # fmt: skip
    """Return a step with the sentence of that key; its source is that of `fact`, if given."""
    template = templates()[key]
    return Step(
        key=key,
        provision=template.provision,
        fact=sentence(key, words),
        source=source_of(template.source, fact),
        outcome=outcome,
        state=about,
    )


@lru_cache(maxsize=1 << 16)
def fact_step(key: str, outcome: Outcome, fact: TreatyFact, **more: str) -> Step:
    """Return a step about what a fact says; `more` is said besides, and `state` is its State."""
    return step(key, outcome, words_of(fact, **more), fact, more.get("state", fact.state))


@lru_cache(maxsize=1 << 16)
def two(
    keys: tuple[str, str], outcome: Outcome, about: str, fact: TreatyFact | None, more: Words
) -> Step:
    """Return a step of two sentences: what ties the crime to a State, and how that State stands.

    The provision is that of the tie, but that of the declaration where a State accepts by one.
    """
    words = more if fact is None else words_of(fact, **dict(more))
    tie, key = keys
    first = step(tie, outcome, (("state", about),), None, about)
    second = step(key, outcome, words, fact, about)
    by_declaration = outcome is Outcome.MET and key.startswith("is-declared")
    return Step(
        key=key,
        provision=second.provision if by_declaration else first.provision,
        fact=Label(en=f"{first.fact.en} {second.fact.en}", ar=f"{first.fact.ar} {second.fact.ar}"),
        source=second.source,
        outcome=outcome,
        state=about,
    )


def prefixed(made: Step, first: str, last: str) -> Step:
    """Return the step as it holds for conduct on certain days only."""
    between = sentence("between", (("first", first), ("last", last)))
    words = Label(en=between.en + made.fact.en, ar=between.ar + made.fact.ar)
    return msgspec.structs.replace(made, fact=words)


def reach_label(fact: TreatyFact) -> str:
    """Return the word for what a declaration covers, to be put into a sentence."""
    return fact.reach[0] if len(fact.reach) == 1 else "both"


def words_of(fact: TreatyFact, **more: str) -> Words:
    """Return what sentences say of a fact, and what else is given."""
    said = {
        "state": fact.state or "",
        "done": fact.date,
        "since": fact.since or fact.date,
        "until": fact.until or "",
        "document": fact.document,
        "vote": fact.vote,
        "by": " ".join(fact.by),
        **more,
    }
    return tuple(sorted(said.items()))


@lru_cache(maxsize=4096)
def source_of(word: str, fact: TreatyFact | None) -> Label:
    """Return where something stands: the source of a fact with its day, or a general one."""
    if fact is None:
        return _packaged().sources.get(word) or _packaged().sources["statute"]
    remark = _packaged().remarks["retrieved" if fact.verified else "unverified"]
    apart = fact.document and fact.document not in fact.source
    where = f"{fact.document}, {fact.source}" if apart else fact.source
    said = {"source": where, "retrieved": fact.retrieved}
    return Label(en=remark.en.format_map(said), ar=remark.ar.format_map(said))


def _named(name: str, value: str) -> Label:
    """Return a value of a sentence in both languages."""
    if name == "place":
        return _place(value)
    if name == "crime":
        return cited(value)
    if name in _WORDS:
        return sentence(f"{_WORDS[name]}-{value}")
    if name not in _NAMES:
        return Label(en=value, ar=value)
    names = [_state(code) if is_code(code) else Label(en=code, ar=code) for code in value.split()]
    if name == "by" and not any(is_code(code) for code in value.split()):
        return Label(en=value, ar=value)
    return Label(en=", ".join(each.en for each in names), ar="، ".join(each.ar for each in names))


@cache
def _state(code: str) -> Label:
    known = state(code)
    article = "the " if _WITH_ARTICLE.search(known.name) else ""
    return Label(en=article + known.name, ar=known.name_ar)


@cache
def _place(code: str) -> Label:
    for each in listed_places().places:
        if each.code == code:
            return each.label
    return _state(code.partition(":")[0])


@cache
def _later() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for key in templates():
        head, at, _ = key.partition("@")
        if at:
            found.setdefault(head, []).append(key)
    return {head: tuple(sorted(keys)) for head, keys in found.items()}


@cache
def _packaged() -> _Sentences:
    content = files("amana.law.jurisdiction").joinpath("data", "sentences.json").read_bytes()
    return msgspec.json.decode(content, type=prepared(_Sentences))
