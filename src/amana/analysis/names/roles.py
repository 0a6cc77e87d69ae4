"""Roles in English: what persons are said to be.

- before a name: "former Norland finance minister Omar Ness", "head of the Harbour Tribunal Omar
  Ness", "the tribunal's head, Omar Ness";
- after it: "Omar Ness, the head of the tribunal's branch";
- without a name: "Norland's prime minister", "his former defence minister", "the prime minister".
  Such a phrase is somebody's where the text says of one person alone that they hold that office.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from amana.analysis.frame import Frame
from amana.analysis.names.lexicon import grammar
from amana.analysis.names.phrases import (
    OWNING,
    Phrase,
    Sentence,
    Settled,
    Title,
    adjoins,
    after_comma,
    begun,
    ended,
    owned,
    phrase_of,
)
from amana.analysis.names.tokens import COMMA, SPACE, Token
from amana.records import Role

_ANY = "*"
_OWNERS = frozenset({"his", "her", "their", "its"})


class Held(NamedTuple):
    """A role: the sentence, the phrase, and whose it is."""

    sentence: Sentence
    phrase: Phrase
    entity: str | None


def roles(frame: Frame, names: Sequence[Settled], tokens: dict[int, list[Token]]) -> list[Role]:
    """Return the roles in sentences, given by their words."""
    by_sentence: dict[int, list[Settled]] = {number: [] for number in tokens}
    for name in names:
        by_sentence[name.sentence].append(name)
    held: list[Held] = []
    unnamed: list[Held] = []
    for number in sorted(tokens):
        sentence = Sentence(frame.text, tokens[number], by_sentence[number])
        here = list(_beside_names(sentence))
        held += here
        unnamed += _without_name(sentence, here)
    holders = Holders(held)
    held += filter(_worth, [_resolved(each, holders) for each in unnamed])
    return [_role(frame, each) for each in held]


def _beside_names(sentence: Sentence) -> Iterator[Held]:
    taken: set[int] = set()
    for name in sentence.names:
        if name.entry.type != "PERSON":
            continue
        before = _before(sentence, name.piece.first)
        after = _after(sentence, name.piece.last)
        for phrase in (before, after):
            if phrase and taken.isdisjoint(range(phrase.first, phrase.last)):
                taken |= set(range(phrase.first, phrase.last))
                yield Held(sentence, phrase, name.entry.key)


def _before(sentence: Sentence, last: int) -> Phrase | None:
    """Return the phrase before a name."""
    while last and (address := _address(sentence, last)):
        last = address.first
    if not last or last >= len(sentence.tokens):
        return None
    gap = sentence.tokens[last].gap
    title = sentence.title_before(last) if gap in (SPACE, COMMA) else None
    if title is None:
        near = adjoins(sentence, last)
        body = _before_body(sentence, last) if near or gap == COMMA else None
        return body if body and (near or owned(sentence, body)) else None
    while title.first and sentence.tokens[title.first].near:
        office = sentence.title_before(title.first)
        if office is None or not office.plain:
            break
        title = office  # "Secretary-General Sheikh"
    phrase = phrase_of(sentence, begun(sentence, title), last, title)
    return phrase if gap == SPACE or owned(sentence, phrase) else None


def _address(sentence: Sentence, last: int) -> Title | None:
    """Return a mere form of address that ends before a word: "Dr."."""
    if last >= len(sentence.tokens) or sentence.tokens[last].gap != SPACE:
        return None
    title = sentence.title_before(last)
    return title if title and not title.plain else None


def _before_body(sentence: Sentence, last: int) -> Phrase | None:
    """Return the phrase before a name when a body stands between: "head of the Tribunal Ness"."""
    for at in range(last - 1, max(-1, last - 13), -1):
        if sentence.tokens[at].folded in {"of", "for", "to"} and at:
            title = sentence.title_before(at)
            if title and title.plain and ended(sentence, title) == last:
                return phrase_of(sentence, begun(sentence, title), last, title)
        if sentence.person_at(at):
            break
    return None


def _after(sentence: Sentence, at: int) -> Phrase | None:
    """Return the phrase after a name and a comma."""
    title = after_comma(sentence, at)
    if title is None or not title.plain:
        return None
    last = ended(sentence, title, persons=True)
    if last < len(sentence.tokens) and sentence.tokens[last].near and sentence.person_at(last):
        return None  # the title of the next person
    first = at
    return phrase_of(sentence, first, last, title)


def _without_name(sentence: Sentence, here: Sequence[Held]) -> Iterator[Held]:
    taken = {at for each in here for at in range(each.phrase.first, each.phrase.last)}
    at = 0
    while at < len(sentence.tokens):
        title = sentence.title_at(at)
        at = title.last if title else at + 1
        if title is None or not title.plain or _names_person(sentence, title.last):
            continue
        last = ended(sentence, title, OWNING, persons=True)
        phrase = phrase_of(sentence, begun(sentence, title), last, title)
        covered = range(phrase.first, phrase.last)
        if phrase.first < title.first and taken.isdisjoint(covered):
            taken |= set(covered)
            yield Held(sentence, phrase, None)


def _names_person(sentence: Sentence, at: int) -> bool:
    return at < len(sentence.tokens) and sentence.tokens[at].near and (
        sentence.person_at(at) or sentence.title_at(at) is not None
        or (sentence.tokens[at].folded in grammar().before_titles and not sentence.name(at))
    )  # fmt: skip


class Holders:
    """Who holds which office, as the phrases beside names say."""

    def __init__(self, held: Sequence[Held]) -> None:
        self._by_title: dict[tuple[str, bool], dict[str | None, set[str]]] = {}
        for each in held:
            bodies = self._by_title.setdefault((_same(each.phrase), each.phrase.former), {})
            for body in {each.phrase.of, _ANY}:
                bodies.setdefault(body, set()).add(each.entity or "")

    def of(self, phrase: Phrase) -> set[str]:
        """Return who holds the office of a phrase, of the same body where it tells one."""
        title = _same(phrase)
        found = self._at(title, phrase) | self._at(f"chief {title}", phrase)
        if title == "leader" and phrase.of:
            for leads in grammar().leaders:
                found |= self._bodies(leads, phrase).get(phrase.of, set())
        return found

    def _at(self, title: str, phrase: Phrase) -> set[str]:
        bodies = self._bodies(title, phrase)
        if phrase.of is None:
            return bodies.get(_ANY, set())
        return bodies.get(phrase.of, set()) | bodies.get(None, set())

    def _bodies(self, title: str, phrase: Phrase) -> dict[str | None, set[str]]:
        return self._by_title.get((title, phrase.former), {})


def _same(phrase: Phrase) -> str:
    return grammar().same_titles.get(phrase.title.plain, phrase.title.plain)


def _worth(each: Held) -> bool:
    """Tell whether a phrase without a name is one person's office."""
    if each.entity:
        return True
    if each.phrase.title.plain in grammar().many:
        return False
    first = each.sentence.tokens[each.phrase.first].folded
    title = each.phrase.title
    return each.phrase.of is not None or (
        first in _OWNERS and (each.phrase.former or title.last - title.first > 1)
    )


def _resolved(each: Held, holders: Holders) -> Held:
    """Return a phrase with the one person of whom the text says the same."""
    phrase = each.phrase
    if each.sentence.tokens[phrase.first].folded in {"a", "an", *_OWNERS}:
        return each
    fitting = holders.of(phrase)
    return each._replace(entity=next(iter(fitting))) if len(fitting) == 1 else each


def _role(frame: Frame, held: Held) -> Role:
    tokens, phrase = held.sentence.tokens, held.phrase
    end = tokens[phrase.last - 1].end
    spaced = phrase.last < len(tokens) and tokens[phrase.last].gap == SPACE
    abbreviated = spaced and frame.text[end : end + 1] == "."
    end += abbreviated or held.sentence.bracketed(phrase.last - 1)  # "Gen.", "(HRT)"
    return Role(
        span=frame.span(tokens[phrase.first].start, end),
        entity=held.entity,
        role=phrase.title.plain,
        of=phrase.of,
        former=phrase.former,
    )
