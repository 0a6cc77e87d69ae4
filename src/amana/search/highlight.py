"""Where in a text a query is answered: quotations of about 240 characters with the words marked.

Engines know only their own lists of words. The quotation is therefore made here, from the text as
it was read and the map of its folding, so that every mark leads to exact characters. Pure.
"""
# ruff: noqa: RUF001 - Arabic and typographic signs are meant

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

from amana.search.model import Piece, Snippet
from amana.search.query import Beginning, Parsed, Phrase, Word
from amana.text import fold, light_stem, tokens

WIDTH = 240
MOST_SNIPPETS = 3
_LONGEST_WAY_TO_A_GAP = 40
_MOST_MARKS = 1_000  # where a text is full of marks nothing better is looked for behind them
_MOST_WORDS = 100_000

_JOINTS = "['’,٬،.]?"

_EXACT, _STEM = 3, 1  # what a mark weighs when the best quotation is chosen


class Mark(NamedTuple):
    """A run of a piece that answers term number `term` of the query."""

    start: int
    end: int
    term: int
    weight: int


_Cut = tuple[str, int, int]  # a word of the folded text and where it stands
_Run = tuple[int, int, int, int]  # numbers of the first and the last word, term, weight


class _Window(NamedTuple):
    piece: int
    first: int  # numbers of marks, end exclusive
    stop: int


class Highlighter:
    """Finds and quotes what one query looks for in the body of texts."""

    def __init__(self, parsed: Parsed) -> None:
        wanted = [
            term
            for clause in parsed.clauses
            if not clause.excluded
            for term in clause.terms
            if isinstance(term, Word | Phrase | Beginning) and not term.title
        ]
        self._words = [(n, t.folded, frozenset(t.stems)) for n, t in enumerate(wanted)
                       if isinstance(t, Word)]  # fmt: skip
        self._beginnings = [(n, t.forms) for n, t in enumerate(wanted) if isinstance(t, Beginning)]
        self._phrases = [(n, [frozenset(slot) for slot in t.slots])
                         for n, t in enumerate(wanted) if isinstance(t, Phrase)]  # fmt: skip
        self._trace = _trace(wanted)

    def snippets(self, pieces: Sequence[Piece]) -> tuple[Snippet, ...]:
        """Return one to three quotations from `pieces`, in their order; none from an empty text.

        The rules:

        1. the quotation with the most different terms of the query comes first, then the one that
           adds the most; among equals the one with the better matches, then the earlier one;
        2. a quotation lies within one piece and begins and ends between words where it can; no
           mark is cut, and two quotations do not overlap;
        3. where nothing is to be marked (the title alone answered), the text's beginning is quoted.
        """
        pieces = sorted(pieces, key=lambda piece: piece.char_start)
        marks = self._marks_of_all(pieces)
        chosen = _choose(marks)
        if not chosen:
            return tuple(_beginning(pieces))
        quotes: list[Snippet] = []
        for window, after in zip_longest(chosen, chosen[1:]):
            piece, found = pieces[window.piece], marks[window.piece]
            floor = quotes[-1].char_end - piece.char_start if quotes else 0
            ceiling = len(piece.text)
            if after and after.piece == window.piece:
                ceiling = found[after.first].start
            frame = _frame(piece.text, found[window.first : window.stop], max(0, floor), ceiling)
            quotes.append(_snippet(piece, *_whole_marks(piece.text, found, *frame), found))
        return tuple(quotes)

    def _marks_of_all(self, pieces: Sequence[Piece]) -> list[list[Mark]]:
        marks: list[list[Mark]] = []
        many = 0
        for piece in pieces:
            marks.append(list(self.marks(piece.text)) if many < _MOST_MARKS else [])
            many += len(marks[-1])
        return marks

    def marks(self, text: str) -> Iterator[Mark]:
        """Yield the runs of `text` that answer the query; they do not overlap.

        In a very long run of text the first ones must do.
        """
        if self._trace is None:
            return
        folded = fold(text)
        trace = self._trace.search(folded.text)
        if trace is None:
            return
        first = _run_start(folded.text, trace.start())
        if self._phrases:
            every = _words_from(folded.text, first)
            cut = list(islice(every, _MOST_WORDS))
        else:
            cut = list(islice(_words_around(self._trace, folded.text, first), _MOST_WORDS))
        found = [*self._single(cut), *self._in_sequence(cut)]
        found.sort(key=lambda run: (run[0], -run[1], -run[3]))
        behind = -1
        for first, last, term, weight in found:
            if first > behind:
                start, end = folded.source(cut[first][1], cut[last][2])
                yield Mark(start, end, term, weight)
                behind = last

    def _single(self, cut: list[_Cut]) -> Iterator[_Run]:
        """Yield the words that answer by themselves."""
        if not self._words and not self._beginnings:
            return
        for place, (token, _, _) in enumerate(cut):
            for term, weight in self._answers(token):
                yield place, place, term, weight

    def _in_sequence(self, cut: list[_Cut]) -> Iterator[_Run]:
        """Yield the runs of words that are a phrase."""
        words = [token for token, _, _ in cut]
        for term, slots in self._phrases:
            for place in _places(words, slots):
                yield place, place + len(slots) - 1, term, _EXACT

    def _answers(self, token: str) -> Iterator[tuple[int, int]]:
        stem = light_stem(token)
        for number, wanted, stems in self._words:
            if stem in stems:
                yield number, _EXACT if token == wanted else _STEM
        for number, forms in self._beginnings:
            if token.startswith(forms):
                yield number, _STEM


def _trace(wanted: Sequence[Word | Phrase | Beginning]) -> re.Pattern[str] | None:
    """Return what every answering word has in it; to look for that first is many times quicker.

    Light stems only take letters off, but for -ies, which becomes -y. Inside a word an apostrophe,
    a point or a separator of thousands may stand, which cutting takes out.
    """
    traces: set[str] = set()
    for term in wanted:
        match term:
            case Word():
                traces.update(stem.removesuffix("y") or stem for stem in term.stems)
            case Beginning():
                traces.update(term.forms)
            case Phrase():
                traces.update(term.slots[0])
    needed = {trace for trace in traces if not any(o in trace for o in traces if o != trace)}
    if not needed:
        return None
    return re.compile("|".join(_JOINTS.join(trace) if trace.isascii() else trace
                               for trace in sorted(needed)))  # fmt: skip


def _words_around(trace: re.Pattern[str], text: str, start: int) -> Iterator[_Cut]:
    """Yield the words of the runs between blanks in which there is a trace, from `start` on.

    No word reaches over a blank, so such a run is cut as it is inside the whole text.
    """
    while True:
        found = trace.search(text, start)
        if found is None:
            return
        first, stop = _run_start(text, found.start()), found.end()
        while stop < len(text) and not text[stop].isspace():
            stop += 1
        for token, begin, end in tokens(text[first:stop]):
            yield token, first + begin, first + end
        start = stop


def _run_start(text: str, place: int) -> int:
    while place and not text[place - 1].isspace():
        place -= 1
    return place


def _words_from(text: str, start: int) -> Iterator[_Cut]:
    return ((token, start + begin, start + end) for token, begin, end in tokens(text[start:]))


def _places(words: list[str], slots: list[frozenset[str]]) -> Iterator[int]:
    """Yield where in `words` the phrase begins."""
    for place in range(len(words) - len(slots) + 1):
        if words[place] in slots[0] and all(
            words[place + step] in slot for step, slot in enumerate(slots)
        ):
            yield place


def _choose(marks: list[list[Mark]]) -> list[_Window]:
    """Return up to three windows over the marks, best first found, in the order of the text."""
    every = (window for piece, found in enumerate(marks) for window in _windows(piece, found))
    windows = list(islice(every, _MOST_MARKS))
    chosen: list[_Window] = []
    told: set[int] = set()
    while windows and len(chosen) < MOST_SNIPPETS:
        best = max(windows, key=lambda window: _worth(window, marks, told))
        chosen.append(best)
        told.update(mark.term for mark in marks[best.piece][best.first : best.stop])
        windows = [w for w in windows if w.piece != best.piece or w.stop <= best.first
                   or best.stop <= w.first]  # fmt: skip
    return sorted(chosen)


def _windows(piece: int, found: list[Mark]) -> Iterator[_Window]:
    stop = 0
    for first, mark in enumerate(found):
        stop = max(stop, first + 1)
        while stop < len(found) and found[stop].end - mark.start <= WIDTH:
            stop += 1
        yield _Window(piece, first, stop)


def _worth(window: _Window, marks: list[list[Mark]], told: set[int]) -> tuple[int, int, int, int]:
    inside = marks[window.piece][window.first : window.stop]
    best = {mark.term: 0 for mark in inside}
    for mark in inside:
        best[mark.term] = max(best[mark.term], mark.weight)
    return (len(best.keys() - told), sum(best.values()), -window.piece, -window.first)


def _frame(text: str, inside: list[Mark], floor: int, ceiling: int) -> tuple[int, int]:
    """Return where the quotation around `inside` begins and ends, between `floor` and `ceiling`."""
    first, last = inside[0].start, inside[-1].end
    spare = max(0, WIDTH - (last - first))
    start = max(floor, first - spare // 2)
    end = min(ceiling, last + spare - (first - start))
    start = max(floor, min(start, end - WIDTH) if end - start < WIDTH else start)
    return _word_start(text, start, first), _word_end(text, end, last)


def _word_start(text: str, start: int, latest: int) -> int:
    """Return the beginning of a word at or soon after `start`, or `start` where there is none."""
    if start == 0 or text[start - 1].isspace():
        return _over_blanks(text, start, latest)
    for place in range(start, min(latest, start + _LONGEST_WAY_TO_A_GAP)):
        if text[place].isspace():
            return _over_blanks(text, place, latest)
    while start < latest and unicodedata.category(text[start]).startswith("M"):
        start += 1
    return start


def _over_blanks(text: str, start: int, latest: int) -> int:
    while start < latest and text[start].isspace():
        start += 1
    return start


def _word_end(text: str, end: int, earliest: int) -> int:
    """Return the end of a word at or shortly before `end`, or `end` where there is none."""
    inside_a_word = end < len(text) and not text[end].isspace()
    if inside_a_word:
        for place in range(end, max(earliest, end - _LONGEST_WAY_TO_A_GAP), -1):
            if text[place - 1].isspace():
                end = place
                break
        else:
            while end > earliest and unicodedata.category(text[end]).startswith("M"):
                end -= 1
    while end > earliest and text[end - 1].isspace():
        end -= 1
    return end


def _beginning(pieces: list[Piece]) -> Iterator[Snippet]:
    for piece in pieces:
        start = _over_blanks(piece.text, 0, len(piece.text))
        if start < len(piece.text):
            end = _word_end(piece.text, min(len(piece.text), start + WIDTH), start + 1)
            yield _snippet(piece, start, end, [])
            return


def _whole_marks(text: str, found: list[Mark], start: int, end: int) -> tuple[int, int]:
    """Return the frame without the part of a mark that it cut."""
    for mark in found:
        if mark.start < start < mark.end:
            start = _over_blanks(text, mark.end, end)
        if mark.start < end < mark.end:
            end = len(text[: mark.start].rstrip())
    return start, end


def _snippet(piece: Piece, start: int, end: int, found: list[Mark]) -> Snippet:
    return Snippet(
        char_start=piece.char_start + start,
        char_end=piece.char_start + end,
        quote=piece.text[start:end],
        marks=tuple(
            (mark.start - start, mark.end - start)
            for mark in found
            if start <= mark.start and mark.end <= end
        ),
    )
