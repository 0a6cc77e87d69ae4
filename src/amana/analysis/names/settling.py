"""Settling what the pieces of a text name: each gets its type, its key and its fullest name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from amana.analysis.frame import Frame
from amana.analysis.names.abbreviations import (
    abbreviations_of,
    initials_of,
    nicknames_of,
    types_told,
)
from amana.analysis.names.deciding import (
    Decided,
    Place,
    Surface,
    decided,
    gathered,
    heard,
    linked_to,
    persons_among,
    printed,
    unclear,
)
from amana.analysis.names.gazetteer import Entry, Match
from amana.analysis.names.keys import key_of
from amana.analysis.names.lexicon import given_names, grammar, is_common
from amana.analysis.names.persons import person_at
from amana.analysis.names.phrases import Settled
from amana.analysis.names.pieces import Piece
from amana.analysis.names.spelling import parts_of
from amana.analysis.names.tokens import Token
from amana.analysis.parsing import Named
from amana.analysis.tools import Tools


class Names:
    """The names of a text, as its body tells them. `places` are the pieces of the body."""

    def __init__(self, frame: Frame, places: Sequence[Place], tools: Tools) -> None:
        self._frame, self._tools = frame, tools
        self._short = abbreviations_of(frame.text, places)
        self._nicknames = nicknames_of(places)
        self._initials = initials_of(places)
        self._keys = {
            place.piece.entry.key for place in places if place.piece.entry and not _is_short(place)
        }
        self._body = self._decide([each for each in places if each.piece.type is None])
        self._fullest = _fullest(places)
        self._entries: dict[Surface, Entry] = {}
        for place in places:
            settled = self._settle(place, self._body)
            if settled:
                self._entries.setdefault(place.surface, settled.entry)
        self._firsts: dict[str, list[Surface]] = {}
        for surface in sorted(self._entries, key=len, reverse=True):
            self._firsts.setdefault(surface[0], []).append(surface)

    def settled(self, places: Sequence[Place]) -> Iterator[Settled]:
        """Yield the names among pieces of the body."""
        for place in places:
            settled = self._settle(place, self._body)
            if settled:
                yield settled

    def settled_apart(self, places: Sequence[Place]) -> Iterator[Settled]:
        """Yield the names among pieces of headlines: open ones are decided by themselves."""
        linked = [p for p in places if p.piece.type is None and p.surface not in self._entries]
        apart = self._decide([each for each in linked if not self._person_key(each, self._body)])
        for place in places:
            settled = self._settle(place, self._body) or self._settle(place, apart)
            if settled:
                yield settled

    def beginning(self, number: int, tokens: list[Token]) -> Place | None:
        """Return the piece of a common word that begins a sentence, and is a surname of the text.

        "Grant said so": the capital tells nothing there, but Dalia Grant is named elsewhere.
        """
        word = tokens[0]
        if not (word.capital and is_common(word)) or word.folded in grammar().never:
            return None
        if len(tokens) > 1 and tokens[1].near and tokens[1].capital:
            return None
        if word.folded not in self._body.persons.surnames:
            return None
        return Place(number, tokens, Piece(0, 1, word.start, word.end))

    def local(self, tokens: list[Token], at: int) -> Match | None:
        """Return the longest name of the body that stands at a word, whatever its case."""
        for surface in self._firsts.get(tokens[at].folded, ()):
            last = at + len(surface)
            if not tokens[at].capital or last > len(tokens):
                continue
            if all(
                tokens[at + n].folded == word and (n == 0 or tokens[at + n].near)
                for n, word in enumerate(surface)
            ):
                return Match(at, last, self._entries[surface])
        return None

    def _decide(self, opened: Sequence[Place]) -> Decided:
        told = types_told(self._short)
        signs = gathered(opened, told)
        linked = linked_to(persons_among(opened, signs), opened)
        asked = unclear(signs, linked)
        votes = heard(opened, self._named({p.sentence for p in opened if p.surface in asked}))
        return decided(opened, signs, votes)

    def _named(self, sentences: Collection[int]) -> Mapping[int, Sequence[Named]]:
        return self._tools.named(self._frame, sentences) if sentences else {}

    def _settle(self, place: Place, by: Decided) -> Settled | None:
        piece = place.piece
        entry = self._known(place) or self._person_key(place, by)
        if entry is None:
            type_ = piece.type or by.types.get(place.surface)
            if type_ is None:
                return None
            entry = self._entry(place, piece, type_)
        if entry.type == "PERSON" and piece.entry is None:
            piece = _cut(place)
        return Settled(place.sentence, place.tokens, piece, entry)

    def _known(self, place: Place) -> Entry | None:
        """Return the entry of a well-known name; an abbreviation may mean another body here.

        What the text itself explains comes first, then a body of the text with these initials.
        """
        entry = place.piece.entry
        if entry is not None and entry.weak and place.piece.first == 0:
            person = person_at(self._body.persons, parts_of(place.words), place.piece.start)
            return Entry("PERSON", person.key, person.name) if person else entry
        if entry is None or not _is_short(place):
            return entry
        full = self._short.get(place.surface)
        if full is None and entry.key not in self._keys:
            full = self._initials.get(place.surface[0])
        if full is None or full.piece.type != entry.type:
            return entry
        return full.piece.entry or self._entry(full, full.piece, entry.type)

    def _person_key(self, place: Place, by: Decided) -> Entry | None:
        """Return the entry of the person of the body whom an open piece names."""
        if place.piece.type or by.types.get(place.surface, "PERSON") != "PERSON":
            return None
        place = self._nicknames.get(place.surface, place)
        person = person_at(by.persons, parts_of(_person_words(place)), place.piece.start)
        return Entry("PERSON", person.key, person.name) if person else None

    def _entry(self, place: Place, piece: Piece, type_: str) -> Entry:
        full = self._short.get(place.surface)
        if full is not None:
            if full.piece.entry:
                return full.piece.entry
            name = self._frame.text[full.piece.start : full.piece.end]
            return Entry(type_, key_of(name), " ".join(name.split()))
        name = " ".join(self._frame.text[piece.start : piece.end].split())
        if type_ == "PERSON":
            name = self._fullest.get(parts_of(place.words), name)
        return Entry(type_, key_of(name), name)


def _is_short(place: Place) -> bool:
    """Tell whether a piece is one word in capitals."""
    return len(place.words) == 1 and len(place.words[0].text) > 1 and place.words[0].text.isupper()


def _fullest(places: Sequence[Place]) -> dict[tuple[str, ...], str]:
    """Return the longest printed form of names that differ in particles only."""
    found: dict[tuple[str, ...], str] = {}
    for place in places:
        parts = parts_of(place.words)
        name = printed(place.words)
        if parts and len(name) > len(found.get(parts, "")):
            found[parts] = name
    return found


def _person_words(place: Place) -> list[Token]:
    words = place.words
    for number, word in enumerate(words[:-1]):
        if not is_common(word) or word.folded in given_names():
            return words[number:]
    return words


def _cut(place: Place) -> Piece:
    """Return the piece of a person without common words before the name."""
    words = _person_words(place)
    cut = len(place.words) - len(words)
    piece = place.piece
    return piece._replace(first=piece.first + cut, start=words[0].start) if cut else piece
