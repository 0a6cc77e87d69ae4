"""Of which instrument an article is: the Rome Statute, or another one that the words name.

Rules, the first that says anything decides:

1. What follows ("of the Convention", "UN Charter", "of the Statute of the ICTY").
2. An acronym directly before it that is not the Court's: "ICCPR Article 7".
3. Words before it, with nothing between but numbers, brackets and a few short words: "Geneva
   Convention IV, Article 147", "Regulation (EU) 2022/2554, Article 8", "common Article 3".
4. Otherwise it is taken to be the Statute's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from amana.law.statute.provisions import ROMANS
from amana.law.statute.wording import Sort, Token, instruments

Written = Callable[[Token], str]
"""`written(token)` returns a token as it stands in the text, capitals included."""

_BEFORE, _AFTER, _DIRECTLY = 9, 14, 2  # tokens around a citation that may name its instrument
_ENDS = frozenset(";:!?-\u061b\u061f")
_SIGNS = frozenset(",()/\u060c")
_SHORTEST_ACRONYM = 2
_LONGEST_SHORT_WORD = 3
_ARTICLE_WORDS = frozenset({Sort.ARTICLE, Sort.ARTICLES})
_PREPOSITIONS = frozenset({Sort.AND, Sort.TO, Sort.OF})


def is_of_another(tokens: Sequence[Token], at: int, following: int, written: Written) -> bool:
    """Tell whether the citation from token `at` to `following` is of another instrument."""
    after = _said_after(tokens, following)
    if after is not None:
        return after
    return _acronym_before(tokens, at, written) or _named_before(tokens, at)


def _said_after(tokens: Sequence[Token], following: int) -> bool | None:
    known = instruments()
    after = list(_window(tokens, following))
    said = f" {' '.join(token.text for token in after)} "
    if any(f" {court} " in said for court in known.other_court):
        return True
    for token in after:
        if token.text in known.own | known.other:
            return token.text in known.other
    return None


def _window(tokens: Sequence[Token], at: int) -> Iterator[Token]:
    """Yield the tokens after a citation that may say of which instrument it is."""
    comma = at < len(tokens) and tokens[at].text == ","
    if at < len(tokens) and tokens[at].text in {")", ","}:
        at += 1
    belongs = at < len(tokens) and tokens[at].sort is Sort.OF
    if comma and any(token.sort in _ARTICLE_WORDS for token in tokens[at : at + 2 * _DIRECTLY]):
        return  # ", Rome Statute Article 7": those words are of the next one
    stop = min(len(tokens), at + (_AFTER if belongs else _DIRECTLY))
    for here in range(at, stop):
        token = tokens[here]
        ends_sentence = token.text == "." and len(tokens[here - 1].text) > 1  # not "U.N."
        if ends_sentence or token.text in _ENDS or token.sort in _ARTICLE_WORDS:
            return
        yield token


def _acronym_before(tokens: Sequence[Token], at: int, written: Written) -> bool:
    before = at - 2 if at and tokens[at - 1].text in {",", "\u060c"} else at - 1
    if before < 0 or _is_in_capitals(written(tokens[at])):
        return False
    word = written(tokens[before])
    ours = tokens[before].text in instruments().own or tokens[before].text in ROMANS
    return len(word) >= _SHORTEST_ACRONYM and _is_in_capitals(word) and not ours


def _is_in_capitals(word: str) -> bool:
    return word.isascii() and word.isalpha() and word.isupper()


def _named_before(tokens: Sequence[Token], at: int) -> bool:
    known = instruments()
    if at and tokens[at - 1].text == "(":
        return False
    for token in reversed(tokens[max(0, at - _BEFORE) : at]):
        if token.text in known.before:
            return True
        short = token.text.isalnum() and len(token.text) <= _LONGEST_SHORT_WORD
        passed = token.sort is Sort.NUMBER or token.text in _SIGNS or token.text in ROMANS
        if token.sort in _PREPOSITIONS or not (passed or short or token.sort is Sort.PART):
            return False
    return False
