"""An index in memory, for tests and for a handful of texts; it answers as the others do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from amana.search.analysis import analyse, encodable, facet_values
from amana.search.answer import facets, hit
from amana.search.highlight import Highlighter
from amana.search.interpretation import interpretation, understood
from amana.search.model import UNDETERMINED, IndexedText, Query, Results
from amana.search.query import Beginning, Clause, Language, Parsed, Phrase, Term, Word, parse
from amana.text import light_stem

_EXACT, _FOLDED, _STEM = 3.0, 2.0, 1.0
_TITLE = 2.0
_USUAL_LENGTH = 100


class _Part(msgspec.Struct, frozen=True):
    """The words of a title or of a body: runs for phrases, counts for the rest."""

    runs: tuple[tuple[str, ...], ...]
    folded: Counter[str]
    stems: Counter[str]
    exact: Counter[str]


class _Held(msgspec.Struct, frozen=True):
    document: IndexedText
    language: str
    title: _Part
    text: _Part  # title and pieces


class MemoryIndex:
    """A `SearchIndex` that forgets everything when the process ends."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}
        self._changes: list[IndexedText | str] = []
        self._log_size = 0

    def add(self, documents: Iterable[IndexedText]) -> None:
        """See `SearchIndex.add`."""
        self._changes.extend(map(encodable, documents))

    def delete_item(self, item: str) -> None:
        """See `SearchIndex.delete_item`."""
        self._changes.append(item)

    def commit(self, log_size: int) -> None:
        """See `SearchIndex.commit`."""
        for change in self._changes:
            if isinstance(change, IndexedText):
                self._held[change.key] = _hold(change)
            else:
                gone = [k for k, held in self._held.items() if held.document.item == change]
                for key in gone:
                    del self._held[key]
        self._changes.clear()
        self._log_size = log_size

    def log_size(self) -> int:
        """See `SearchIndex.log_size`."""
        return self._log_size

    def clear(self) -> None:
        """See `SearchIndex.clear`."""
        self._held.clear()
        self._changes.clear()
        self._log_size = 0

    def count(self) -> int:
        """See `SearchIndex.count`."""
        return len(self._held)

    def damaged(self) -> tuple[str, ...]:
        """See `SearchIndex.damaged`; memory has no files."""
        return ()

    def close(self) -> None:
        """See `SearchIndex.close`."""
        self._changes.clear()

    def search(self, query: Query) -> Results:
        """See `SearchIndex.search`."""
        parsed = parse(query.text)
        found = [
            held for held in self._held.values() if _allowed(held, query) and _answers(held, parsed)
        ]
        words = _words(parsed)
        ranked = sorted(
            ((-_weight(held, words), held.document.key, held) for held in found),
            key=lambda entry: entry[:2],
        )
        best = -ranked[0][0] if ranked else 0.0
        first = max(0, query.offset)
        highlighter = Highlighter(parsed)
        return Results(
            total=len(found),
            hits=tuple(
                hit(held.document, highlighter, -score, best)
                for score, _, held in ranked[first : first + max(0, query.limit)]
            ),
            facets=facets(_counted(found)),
            interpretation=interpretation(parsed, query),
            understood=understood(parsed, query),
        )


def _hold(document: IndexedText) -> _Held:
    title = [document.title] if document.title else []
    return _Held(
        document=document,
        language=(document.language or UNDETERMINED).lower(),
        title=_part(title),
        text=_part([*title, *(piece.text for piece in document.pieces)]),
    )


def _part(texts: list[str]) -> _Part:
    analysed = [analyse(text) for text in texts]
    return _Part(
        runs=tuple(tuple(words.folded) for words in analysed),
        folded=Counter(token for words in analysed for token in words.folded),
        stems=Counter(light_stem(token) for words in analysed for token in words.folded),
        exact=Counter(token for words in analysed for token in words.exact),
    )


def _allowed(held: _Held, query: Query) -> bool:
    return (
        held.document.acl in query.acl
        and (query.language is None or held.language == query.language.lower())
        and (query.media_type is None or held.document.media_type == query.media_type)
    )


def _answers(held: _Held, parsed: Parsed) -> bool:
    if not parsed.clauses:
        return parsed.everything
    return all(_fits(held, clause) for clause in parsed.clauses)


def _fits(held: _Held, clause: Clause) -> bool:
    return clause.excluded != any(_holds(held, term) for term in clause.terms)


def _holds(held: _Held, term: Term) -> bool:
    if isinstance(term, Language):
        return held.language == term.shown
    part = held.title if term.title else held.text
    match term:
        case Word():
            return any(stem in part.stems for stem in term.stems)
        case Phrase():
            return any(_stands_in(run, term.slots) for run in part.runs)
        case Beginning():
            return any(token.startswith(term.forms) for token in part.folded)


def _stands_in(run: tuple[str, ...], slots: tuple[tuple[str, ...], ...]) -> bool:
    return any(
        all(run[place + step] in slot for step, slot in enumerate(slots))
        for place in range(len(run) - len(slots) + 1)
    )


def _counted(found: list[_Held]) -> Mapping[str, Iterable[tuple[str, int]]]:
    counts: dict[str, Counter[str]] = {}
    for held in found:
        for name, value in facet_values(held.document):
            if value is not None:
                counts.setdefault(name, Counter())[value] += 1
    return {name: counter.items() for name, counter in counts.items()}


def _words(parsed: Parsed) -> list[Word]:
    return [
        term
        for clause in parsed.clauses
        if not clause.excluded
        for term in clause.terms
        if isinstance(term, Word)
    ]


def _weight(held: _Held, words: list[Word]) -> float:
    """Return how well a text fits: for each word its best match, more of it in a short text."""
    return sum(
        max(
            _EXACT * _share(held.text, held.text.exact[word.exact]),
            _FOLDED * _share(held.text, held.text.folded[word.folded]),
            _TITLE * _FOLDED * _share(held.title, held.title.folded[word.folded]),
            _STEM * _share(held.text, sum(held.text.stems[stem] for stem in word.stems)),
        )
        for word in words
    )


def _share(part: _Part, times: int) -> float:
    return times / (times + 1 + part.folded.total() / _USUAL_LENGTH)
