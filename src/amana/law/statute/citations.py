"""Reading citations: from tokens to the provisions that they name, along the tree of the Statute.

How a citation is read:

1. It begins with a word for "article" or with `rs:`, or with "paragraph … of article …", which is
   read as if the article stood first. Where the whole text is one citation, the word may be missing
   ("8(2)(c)(i)-4").
2. Each label leads one level down, if there is such a provision. Numbers stand for small roman
   numerals where those are due, Arabic letters count in abjad order.
3. In running text a label needs brackets, a word like "paragraph" before it, or to be written
   together with what is above it: "Article 13 a decision" names Article 13.
4. Lists and ranges ("7(1)(a) and (f)", "(xiii) to (xv)", "Articles 6 to 8") name each provision.
5. A label to which nothing answers makes the citation none of the Statute's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from amana.law.statute.citation_labels import (
    CLOSING,
    OPENING,
    Label,
    below,
    is_label,
    label_at,
    repetition,
)
from amana.law.statute.provisions import Path, provisions
from amana.law.statute.wording import Sort, Token, instruments, short_articles

_FARTHEST_ARTICLE = 40  # tokens from "paragraph" to "of article"
_ARTICLE_WORDS = (Sort.ARTICLE, Sort.ARTICLES)
_BETWEEN = (",", ";", "\u060c", "\u061b")
_ENDS = (";", ":", "!", "?", "\u061b", "\u061f")
_ALSO_WORDS = ("a", "i")  # labels that are words of English, too


class Named(NamedTuple):
    """A provision that tokens name, and where they begin and end in the folded text.

    `crime` counts the crimes into which the Elements divide a provision, 0 where none is told.
    """

    path: Path
    crime: int
    start: int
    end: int


class Read(NamedTuple):
    """What was read, and the next token; `astray` are labels that lead to no provision."""

    named: tuple[Named, ...]
    astray: tuple[str, ...]
    following: int


def read_at(tokens: Sequence[Token], at: int, *, whole: bool = False) -> Read | None:
    """Return the citation that begins at token `at`, None where none does.

    `whole` says that the text is one citation: labels need no brackets, and the word "article" may
    be missing.
    """
    token = tokens[at]
    if token.sort in _ARTICLE_WORDS:
        plural = token.sort is Sort.ARTICLES
        read = _Reader(tokens, whole=whole, plural=plural).read(at, _past_article(tokens, at))
        if read and not whole and token.text in short_articles() and not _leads_down(read):
            return None  # one letter and a number: it may as well be a measure or an initial
        return read
    if token.sort is Sort.PART:
        return _turned(tokens, at, whole=whole)
    if token.text == "rs" and at + 1 < len(tokens) and tokens[at + 1].text == ":":
        return _Reader(tokens, whole=True).read(at, at + 2)
    if whole and token.sort is Sort.NUMBER:
        return _Reader(tokens, whole=True).read(at, at)
    return None


def _leads_down(read: Read) -> bool:
    return bool(read.named) and len(read.named[0].path) > 1


def read_first(tokens: Sequence[Token]) -> tuple[int, Read | None]:
    """Return the first citation of a text that is one citation, and the token where it begins.

    A bare number begins one only behind words that name the Statute, or none: "8 bis" does, and
    "about 8 people" does not.
    """
    for at, token in enumerate(tokens):
        if token.sort is not Sort.NUMBER and (read := read_at(tokens, at, whole=True)):
            return at, read
    for at, token in enumerate(tokens):
        if token.sort is Sort.NUMBER:
            return at, read_at(tokens, at, whole=True)
        if token.sort is Sort.WORD and token.text not in instruments().own:
            break
    return 0, None


def _past_article(tokens: Sequence[Token], at: int) -> int:
    """Return where the number stands after a word for "article": "Art. 8", "Article(s) 8"."""
    if [each.text for each in tokens[at + 1 : at + 4]] == ["(", "s", ")"]:
        return at + 4
    signs = "./" if tokens[at].text in short_articles() else "."
    return at + 2 if at + 1 < len(tokens) and tokens[at + 1].text in signs else at + 1


def _in_brackets(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the number of an article stands in brackets, as in Arabic: "المادة (7)"."""
    around = tokens[at : at + 3]
    opened = len(around) > 2 and around[0].text in OPENING and around[2].text in CLOSING  # noqa: PLR2004 - bracket, number, bracket
    return opened and around[1].sort is Sort.NUMBER


def _turned(tokens: Sequence[Token], at: int, *, whole: bool) -> Read | None:
    """Read "sub-paragraph (a) of paragraph 3 of article 25" as if the article stood first."""
    groups: list[list[Token]] = [[]]
    for here in range(at, min(len(tokens), at + _FARTHEST_ARTICLE)):
        token = tokens[here]
        if token.sort is Sort.OF:
            groups.append([])
        elif token.sort is Sort.ARTICLE and len(groups) > 1 and not groups[-1]:
            number = _past_article(tokens, here)
            _, end = repetition(tokens, number + 1 + 2 * _in_brackets(tokens, number))
            turned = [*tokens[here:end], *(each for group in groups[::-1] for each in group)]
            read = _Reader(turned, whole=whole).read(0, number - here)
            if read is None or (not read.astray and read.following < len(turned)):
                return None
            return read._replace(following=end)
        elif not _may_stand_between(token, tokens[here - 1]):
            return None
        elif token.sort is not Sort.THE or groups[-1]:
            groups[-1].append(token)
    return None


def _may_stand_between(token: Token, before: Token) -> bool:
    """Tell whether a token can stand between "paragraph" and "of article"."""
    if token.text == ".":
        return before.sort is Sort.PART
    if token.sort is Sort.SIGN:
        return token.text not in _ENDS
    return token.sort is not Sort.WORD or is_label(token.text)


class _Reader:
    """Reads one citation. `plural` is how its word for "article" stands."""

    def __init__(self, tokens: Sequence[Token], *, whole: bool, plural: bool = False) -> None:
        self._tokens = tokens
        self._whole = whole
        self._plural = plural
        self._numerals_as_numbers = False
        self._found: list[Named] = []

    def read(self, first: int, number: int) -> Read | None:
        """Read from the token of the article's number; `first` is where the citation begins."""
        start = self._article(number)
        if start is None:
            return None
        path, at = start
        if path not in provisions():
            return Read((), (*path, *self._labels(at)), at)
        stop = self._down(path, at, first)
        while isinstance(stop, int):
            going_on = self._next_of_list(stop)
            if going_on is None:
                return Read(tuple(self._found), (), stop)
            stop = going_on
        return stop

    def _article(self, at: int) -> tuple[Path, int] | None:
        bracketed = _in_brackets(self._tokens, at)
        at += bracketed
        if at >= len(self._tokens) or self._tokens[at].sort is not Sort.NUMBER:
            return None
        again, after = repetition(self._tokens, at + 1 + bracketed)
        return (self._tokens[at].text.lstrip("0") + again,), after

    def _down(self, path: Path, at: int, first: int) -> int | Read:
        """Follow labels down from `path`, note the provision, return the token after it."""
        led = False
        while (label := label_at(self._tokens, at)) and not self._is_next_article(path, label):
            child = below(path, label.text)
            if child is None and (crime := self._crime(path, label)):
                return self._note(path, crime, first, label.following)
            if not self._is_meant(label, led=led):
                break
            if child is None and (label.joined in _BETWEEN or self._beside(path, at)):
                break
            if child is None:
                return Read((), (*path, *self._labels(at)), label.following)
            self._numerals_as_numbers |= child[-1] != label.text
            path, at, led = child, label.following, led or label.led
        return self._note(path, 0, first, at)

    def _note(self, path: Path, crime: int, first: int, at: int) -> int:
        told = self._tokens[first:at]
        if told[-1].text in CLOSING and _unopened(told):
            told = told[:-1]  # "(see article 12, paragraph 3)": it closes what stands around
        start, end = min(each.start for each in told), max(each.end for each in told)
        self._found.append(Named(path, crime, start, end))
        return at

    def _crime(self, path: Path, label: Label) -> int:
        """Return the number of a crime within a provision: the 4 of "8(2)(c)(i)-4"."""
        told = label.joined == "-" and not label.marked and label.text.isdigit()
        return int(label.text) if told and int(label.text) <= provisions()[path].crimes else 0

    def _is_next_article(self, path: Path, label: Label) -> bool:
        """Tell whether a bare number after "Articles 7," is the next article of a list."""
        bare = label.text[0].isdigit() and not (label.marked or label.led)
        if not (self._plural and len(path) == 1 and bare and label.joined in {*_BETWEEN, "-"}):
            return False
        below_it = label_at(self._tokens, label.following)
        return label.joined != "-" or below_it is None or below_it.joined != "-"

    def _is_meant(self, label: Label, *, led: bool) -> bool:
        """Tell whether a label belongs to the citation, and is no word of the sentence."""
        if self._whole:
            # "Article 7 - a crime": a word of the title, where "7-1-a" is written together.
            return label.joined != "-" or label.marked or label.close or not _also_word(label)
        if label.joined == "." and not label.close:
            return False  # a new sentence
        if label.marked or label.led:
            return True
        together = label.close and (not label.joined or label.joined in ".-/")
        return together or label.half or (led and not _also_word(label))

    def _connected(self, at: int) -> tuple[int, bool] | None:
        """Return where the next of a list may begin, and whether it ends a range."""
        here, is_range = at, False
        while here < min(at + 3, len(self._tokens)):
            token = self._tokens[here]
            if token.sort is Sort.TO or self._is_french_to(here):
                is_range = True
            elif token.sort is not Sort.AND and token.text not in _BETWEEN:
                break
            here += 1
        return (here, is_range) if here > at else None

    def _is_french_to(self, at: int) -> bool:
        """Tell whether an "à" between two numbers, folded to "a", stands for a range."""
        around = self._tokens[at - 1 : at + 2]
        numbers = [each.sort is Sort.NUMBER for each in around] == [True, False, True]
        return self._plural and numbers and around[1].text == "a"

    def _beside(self, path: Path, at: int) -> tuple[Path, int, bool] | None:
        """Return what follows `path` in a list, the next token, and whether it ends a range."""
        connected = self._connected(at)
        label = label_at(self._tokens, connected[0]) if connected else None
        if connected is None or label is None or label.joined:
            return None
        whole = self._whole and not _also_word(label)
        if label.marked or label.half or label.led or whole or label.close:
            for exact in (True, False) if not self._numerals_as_numbers else (False,):
                for depth in range(len(path) - 1, 0, -1):
                    if found := below(path[:depth], label.text, exact=exact):
                        return found, label.following, connected[1]
        bare = not (label.marked or label.half or label.led)
        if connected[1] and len(path) > 1:
            return None
        if bare and (self._plural or self._whole) and (label.text,) in provisions():
            return (label.text,), label.following, connected[1]
        return None

    def _next_of_list(self, at: int) -> int | Read | None:
        """Read the next provision of a list or range; None: the citation ends here."""
        before = self._found[-1]
        beside = self._beside(before.path, at)
        if beside is None:
            return None
        path, following, is_range = beside
        first = self._connected(at)
        start = first[0] if first else at
        if is_range:
            for between in _between(before.path, path):
                self._note(between, 0, start, following)
        return self._down(path, following, start)

    def _labels(self, at: int) -> list[str]:
        """Return the labels from token `at` on, for the suggestion of what was meant."""
        found: list[str] = []
        while len(found) < 5 and (label := label_at(self._tokens, at)):  # noqa: PLR2004 - the Statute has five levels
            dash = "-" if label.joined == "-" and not label.marked else ""
            found.append(dash + label.text)
            at = label.following
        return found


def _also_word(label: Label) -> bool:
    return label.text in _ALSO_WORDS


def _unopened(tokens: Sequence[Token]) -> bool:
    """Tell whether a bracket is closed that was not opened here."""
    return sum((each.text in OPENING) - (each.text in CLOSING) for each in tokens) < 0


def _between(first: Path, last: Path) -> list[Path]:
    """Return the provisions between two that stand beside each other."""
    above = last[:-1]
    beside = provisions()[above].below
    if len(first) < len(last) or first[:-1][: len(above)] != above:
        return []
    start, end = beside.index(first[len(above)]), beside.index(last[-1])
    return [(*above, label) for label in beside[start + 1 : end]]
