"""Labels of a citation: what one is, what sets it off from the text, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from amana.law.statute.provisions import ROMANS, Path, provisions, roman
from amana.law.statute.wording import Sort, Token, arabic_letters

OPENING, CLOSING, _QUOTES = "([{", ")]}", "'\"«»“”"
_JOINING = ",.-/\u060c"
_HIGHEST = 999
_MOST_LEADING = 7  # words and signs between a label and the one above: ", sub-para."


class Label(NamedTuple):
    """A label as it is written.

    Attributes:
        text: The label; an Arabic letter is made Latin.
        following: The token after it.
        marked: Whether brackets or quotes set it off on both sides.
        half: Whether only a closing bracket does: "b)".
        led: Whether a word like "paragraph" leads to it.
        joined: The sign that joins it to what stands before, or nothing.
        close: Whether it is written together with what stands before.
    """

    text: str
    following: int
    marked: bool
    half: bool
    led: bool
    joined: str
    close: bool


def is_label(word: str) -> bool:
    """Tell whether a word can be a label: a number, a letter or a small roman numeral."""
    if word.isdigit():
        return int(word) <= _HIGHEST
    return (len(word) == 1 and "a" <= word <= "z") or word in ROMANS or word in arabic_letters()


def repetition(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return `bis` or `ter` if it stands at token `at`, and the token after it."""
    if at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at + 1].text in {"bis", "ter"}:
        at += 1  # "8-bis"
    if at < len(tokens) and tokens[at].sort is Sort.TER:
        return "ter", at + 1
    if at < len(tokens) and tokens[at].sort is Sort.BIS:
        # The Arabic text counts on: what is repeated "a second time" is ter.
        second = at + 1 < len(tokens) and tokens[at + 1].sort is Sort.SECOND
        return ("ter", at + 2) if second else ("bis", at + 1)
    return "", at


def label_at(tokens: Sequence[Token], at: int) -> Label | None:
    """Return the label that begins at token `at`, with what leads to it; None: there is none."""
    here, joined, led = _leading(tokens, at)
    if here >= len(tokens):
        return None
    close = tokens[here].close
    if tokens[here].text in OPENING or tokens[here].text in _QUOTES:
        text, after = _written(tokens, here + 1)
        if not text or after >= len(tokens) or tokens[after].text not in CLOSING + _QUOTES:
            return None
        again, end = repetition(tokens, after + 1)  # "(3) bis"
        return Label(text + again, end, True, False, led, joined, close)
    text, after = _written(tokens, here)
    half = after < len(tokens) and tokens[after].text in CLOSING
    set_off = half or led or _is_slashed(tokens, here, after, joined)
    if not text or (_is_word(tokens, here) and not set_off):
        return None
    return Label(text, after + half, False, half, led, joined, close)


def _leading(tokens: Sequence[Token], at: int) -> tuple[int, str, bool]:
    """Return where a label may stand, the sign before it, and whether a word leads to it."""
    joined, led = "", False
    for here in range(at, min(at + _MOST_LEADING, len(tokens))):
        token = tokens[here]
        if token.sort is Sort.PART:
            led = True
        elif token.text in _JOINING and not joined and not led:
            joined = token.text
        elif not (led and token.text in ".-'"):  # "para.", "sub-paragraph"
            return here, joined, led
    return min(at + _MOST_LEADING, len(tokens)), joined, led


def _written(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the label that stands at token `at`, without brackets, and the token after it."""
    if at >= len(tokens) or not is_label(tokens[at].text):
        return "", at
    again, end = repetition(tokens, at + 1)
    word = tokens[at].text
    return arabic_letters().get(word, word.lstrip("0") or "0") + again, end


def _is_word(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a label is a word of the sentence as well: the Arabic "and", the French "l'"."""
    elided = at + 1 < len(tokens) and tokens[at + 1].text == "'"
    plain = (Sort.NUMBER, Sort.WORD) if elided else (Sort.NUMBER, Sort.WORD, Sort.THE)
    return tokens[at].sort not in plain


def _is_slashed(tokens: Sequence[Token], here: int, after: int, joined: str) -> bool:
    """Tell whether a sign sets off a letter that is also a word: the last of "7/1/و".

    Of "7/1/و8" nobody can say: it may be a letter, or "and 8".
    """
    if after < len(tokens) and tokens[after].close and tokens[after].sort is not Sort.SIGN:
        return False
    return joined == "/" or (bool(joined) and joined in ".-" and tokens[here].close)


def below(path: Path, text: str, *, exact: bool = False) -> Path | None:
    """Return the provision below `path` that a label leads to; None: there is none.

    A number leads to the roman numeral of that value where those are due, unless `exact`.
    """
    known = provisions()[path].below
    if text in known:
        return (*path, text)
    # Numerals stand below letters only: elsewhere "i" is a letter.
    if not exact and text.isdigit() and 0 < int(text) <= len(ROMANS):
        numeral = roman(int(text))
        if numeral in known and path and path[-1].isalpha():
            return (*path, numeral)
    return None
