"""Cutting the phrases that describe a person: what stands before a title, and what follows it.

"Norland's former finance minister" goes from the owner to the title, "head of the Harbour
Tribunal" from the title to the body; determiners are kept as printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from amana.analysis.names.gazetteer import Entry, entries
from amana.analysis.names.lexicon import grammar, phrases, plain_titles
from amana.analysis.names.pieces import Piece
from amana.analysis.names.tokens import COMMA, HYPHEN, OTHER, POSSESSIVE, SPACE, Token

_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "its", "our"})
LINKS = frozenset({"of", "for", "at", "in", "to", "on"})
OWNING = frozenset({"of", "for", "to"})
_LONGEST_TITLE = 4
_MOST_WORDS = 12
_KEPT = frozenset({"deputy", "vice", "assistant", "acting", "interim", "chief", "associate"})


class Settled(NamedTuple):
    """A name that is settled: the number of its sentence, the words of that, piece and entry."""

    sentence: int
    tokens: list[Token]
    piece: Piece
    entry: Entry


class Title(NamedTuple):
    """A title in a sentence: words `first` up to `last`, and the plain title."""

    first: int
    last: int
    plain: str


class Phrase(NamedTuple):
    """A phrase: words `first` up to `last`, its title, `of` what, and whether that is past."""

    first: int
    last: int
    title: Title
    of: str | None
    former: bool


class Sentence:
    """The words of a sentence, and which names cover them."""

    def __init__(self, text: str, tokens: list[Token], names: Sequence[Settled]) -> None:
        self.text, self.tokens, self.names = text, tokens, names
        self._over: dict[int, Settled] = {
            at: name for name in names for at in range(name.piece.first, name.piece.last)
        }

    def name(self, at: int) -> Settled | None:
        """Return the name that covers a word."""
        return self._over.get(at)

    def person_at(self, at: int) -> bool:
        """Tell whether a person's name begins at a word."""
        name = self._over.get(at)
        return name is not None and name.entry.type == "PERSON" and name.piece.first == at

    def title_before(self, last: int) -> Title | None:
        """Return the longest title that ends before a word; no name is part of one."""
        for size in range(min(_LONGEST_TITLE, last), 0, -1):
            title = self.title_at(last - size)
            if title and title.last >= last:
                return Title(title.first, last, title.plain) if title.last == last else None
        return None

    def title_at(self, at: int) -> Title | None:
        """Return the longest title that begins at a word."""
        for words in phrases("titles").get(self.tokens[at].folded, ()):
            last = at + len(words)
            if last <= len(self.tokens) and all(
                self.tokens[at + n].folded == word
                and (n == 0 or self.tokens[at + n].near)
                and at + n not in self._over
                for n, word in enumerate(words)
            ):
                return Title(at, last, plain_titles()[words])
        return None

    def bracketed(self, at: int) -> bool:
        """Tell whether a word stands alone in brackets: "Harbour Tribunal (HT)"."""
        if not at or self.tokens[at].gap != OTHER:
            return False
        between = self.text[self.tokens[at - 1].end : self.tokens[at].start]
        return between.strip() == "(" and self.text[self.tokens[at].end :][:1] == ")"


def begun(sentence: Sentence, title: Title) -> int:
    """Return where a phrase begins whose title stands here: owner, determiner, modifiers."""
    first = title.first
    while first and title.first - first < _MOST_WORDS:
        before = _step(sentence, first, title)
        if before == first:
            break
        first = before
        if sentence.tokens[first].folded in _DETERMINERS and sentence.name(first) is None:
            break
    return first


def _step(sentence: Sentence, first: int, title: Title) -> int:
    """Return where the word or name begins that stands before and belongs to the phrase."""
    token, before = sentence.tokens[first], sentence.tokens[first - 1]
    if sentence.bracketed(first) and sentence.name(first):
        full = sentence.name(first - 1)
        return full.piece.first if full else first
    after_bracket = (
        token.gap == OTHER and sentence.bracketed(first - 1) and _closes(sentence, first)
    )
    if not (token.near or token.gap == POSSESSIVE or after_bracket):
        return first
    name = sentence.name(first - 1)
    if name:
        owner = name.entry.type != "PERSON" or token.gap == POSSESSIVE
        return name.piece.first if owner else first
    if token.gap == POSSESSIVE:
        return first - 1 if not before.capital else first
    owned = sentence.tokens[first].folded not in _DETERMINERS
    if before.folded in _DETERMINERS and owned:
        return first - 1
    modifies = before.folded in grammar().before_titles or before.folded in grammar().former
    return first - 1 if modifies and title.first - first < _MOST_WORDS else first


def adjoins(sentence: Sentence, at: int) -> bool:
    """Tell whether nothing but a space, a possessive or brackets around one word stand before."""
    token = sentence.tokens[at]
    after_bracket = token.gap == OTHER and sentence.bracketed(at - 1) and _closes(sentence, at)
    return token.near or token.gap == POSSESSIVE or after_bracket or sentence.bracketed(at)


def _closes(sentence: Sentence, at: int) -> bool:
    between = sentence.text[sentence.tokens[at - 1].end : sentence.tokens[at].start]
    return between in {") ", ")'s ", ")' "}


def ended(
    sentence: Sentence, title: Title, links: frozenset[str] = LINKS, *, persons: bool = False
) -> int:
    """Return where a phrase ends whose title goes on: "head of the Harbour Tribunal's branch".

    With `persons`, it may be somebody whom it goes on to name: "adviser to Dalia Mansur".
    """
    last = title.last
    while last < len(sentence.tokens) - 1 and last - title.last < _MOST_WORDS:
        token = sentence.tokens[last]
        if token.gap != SPACE or token.folded not in links or token.capital:
            break
        somebody = sentence.name(last + 1) if persons and sentence.person_at(last + 1) else None
        end = somebody.piece.last if somebody else _noun_phrase(sentence, last + 1)
        if end == last + 1:
            break
        last = end
    return last


def _noun_phrase(sentence: Sentence, at: int) -> int:
    """Return where a noun phrase ends: names and words up to a verb, a comma, an "and"."""
    start, tokens = at, sentence.tokens
    if tokens[at].folded in _DETERMINERS and tokens[at].gap == SPACE:
        at += 1
    begun_at = at
    while at < len(tokens) and at - start < _MOST_WORDS:
        name, token = sentence.name(at), tokens[at]
        if at > begun_at and not (adjoins(sentence, at) or _row_of_adjectives(sentence, at)):
            break
        if sentence.person_at(at) or sentence.title_at(at):
            break
        if name:
            at = name.piece.last
        elif _is_noun(token):
            at += 1
        else:
            break
    return at if at > begun_at else start


def _row_of_adjectives(sentence: Sentence, at: int) -> bool:
    """Tell whether a comma stands between adjectives: "the US-backed, Kurdish-led forces"."""
    tokens = sentence.tokens
    return tokens[at].gap == COMMA and tokens[at - 1].gap == HYPHEN and tokens[at].capital


def _is_noun(token: Token) -> bool:
    if token.folded in grammar().never and not token.capital:
        return token.folded in grammar().before_titles
    verb = token.folded in grammar().person_after or token.folded.endswith("ing")
    return not (verb and not token.capital)


def phrase_of(sentence: Sentence, first: int, last: int, title: Title) -> Phrase:
    """Return a phrase with what its words tell."""
    words = [word.folded for word in sentence.tokens[first:last]]
    former = not grammar().former.isdisjoint(words)
    kept = [
        sentence.tokens[at].folded
        for at in range(first, title.first)
        if sentence.tokens[at].folded in _KEPT and sentence.name(at) is None
    ]
    plain = " ".join([*kept[-1:], title.plain])
    return Phrase(
        first, last, title._replace(plain=plain), _body(sentence, first, last, title), former
    )


def _body(sentence: Sentence, first: int, last: int, title: Title) -> str | None:
    """Return the key of the body or country of which somebody holds an office."""
    inside = _names_between(sentence, title.last, last)
    if inside:
        links = [at for at in range(inside[0].piece.last, last)
                 if sentence.tokens[at].folded in LINKS]  # fmt: skip
        chosen = [name for name in inside if not links or name.piece.first < links[0]]
        return key_of_body(chosen[-1].entry)
    before = _names_between(sentence, first, title.first)
    bodies = [key for name in before if (key := key_of_body(name.entry))]
    return bodies[-1] if bodies else None


def _names_between(sentence: Sentence, first: int, last: int) -> list[Settled]:
    return [
        name for name in sentence.names if first <= name.piece.first and name.piece.last <= last
    ]


def key_of_body(entry: Entry) -> str | None:
    """Return the key of a body or country; that of the country for its adjective."""
    if entry.type == "NORP":
        return entry.country or (entries()[entry.key].country if entry.key in entries() else None)
    return entry.key


def owned(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell whether a phrase says whose office it is, or begins with an article."""
    return phrase.first < phrase.title.first and (
        sentence.tokens[phrase.first].folded in _DETERMINERS
        or any(sentence.tokens[at].gap == POSSESSIVE for at in range(phrase.first + 1, phrase.last))
    )


def after_comma(sentence: Sentence, at: int) -> Title | None:
    """Return the title of an apposition that begins after a comma: ", the head of …"."""
    tokens = sentence.tokens
    if at >= len(tokens) or tokens[at].gap != COMMA:
        return None
    start = at
    while at < len(tokens) and at - start < _MOST_WORDS:
        if at > start and not (tokens[at].near or tokens[at].gap == POSSESSIVE):
            return None
        name = sentence.name(at)
        if name:
            if name.entry.type == "PERSON" and name.piece.first == at:
                follows = name.piece.last
                if follows >= len(tokens) or tokens[follows].gap != POSSESSIVE:
                    return None
            at = name.piece.last
            continue
        title = sentence.title_at(at)
        if title and not _goes_on(sentence, title):
            return title
        word = tokens[at].folded
        if not (word in _DETERMINERS or word in grammar().before_titles
                or word in grammar().former or _owner(tokens, at)):  # fmt: skip
            return None
        at += 1
    return None


def _goes_on(sentence: Sentence, title: Title) -> bool:
    """Tell whether a title is but the beginning of a longer one: "national security adviser"."""
    at = title.last
    if at >= len(sentence.tokens) or not sentence.tokens[at].near:
        return False
    name = sentence.name(at)
    if (
        name
        and name.entry.type in {"NORP", "GPE", "ORG"}
        and name.piece.last < len(sentence.tokens)
    ):
        return sentence.title_at(name.piece.last) is not None
    return sentence.title_at(at) is not None or (
        sentence.tokens[at].folded in grammar().before_titles and name is None
    )


def _owner(tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].gap == POSSESSIVE and not tokens[at].capital
