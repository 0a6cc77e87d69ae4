"""Search keeps its promises for any text and any query; all engines find the same."""
# ruff: noqa: RUF001 - Arabic letters and typographic signs are meant

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.search import (
    IndexedText,
    MemoryIndex,
    Piece,
    Query,
    Results,
    SearchIndex,
    Snippet,
    open_index,
)
from amana.search.analysis import analyse
from amana.search.highlight import WIDTH, Highlighter
from amana.search.interpretation import interpretation
from amana.search.query import MOST_WORDS, Beginning, Parsed, Phrase, Word, parse
from amana.text import fold, light_stem, tokens

WORDS = (
    "محكمة", "المَحْكَمَة", "محكمه", "بمحكمة", "للمحكمة", "والمحاكم", "كتاب", "تاب", "لجنة", "للجنة",
    "جنة", "وزارة", "الوزارة", "كان", "إن", "أن", "في", "مدنيين", "المدنيون", "دم", "الدم",
    "court", "Courts", "COURT'S", "city", "cities", "état", "etat", "U.N.", "UN", "Sana'a", "Sanaa",
    "44,000", "٤٤٬٠٠٠", "44000", "8(2)(b)", "8", "b", "T-72", "al-Bashir", "北京", "京", "№5", "5",
    "½", "x²", "a_b", "l'état", "ﷺ", "الله", "ـ", "ً", "\u200fمحكمة\u200e", "👩\u200d🚒",
)  # fmt: skip
SIGNS = (" ", "  ", ", ", "-", ".", "\n", "", "،", " ـ", "'", "*")
QUERY_SIGNS = (" ", " -", " OR ", '"', "*", " title:", " lang:", "«", "»", " | ", "(", ")", " AND ")
LANGUAGES = (None, "ar", "en", "fr")

texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SIGNS)), max_size=14).map(
    lambda pairs: "".join(word + sign for word, sign in pairs)
)
questions = st.one_of(
    st.lists(
        st.tuples(st.sampled_from(QUERY_SIGNS), st.sampled_from((*WORDS, "ar", "en", "c", "مح"))),
        max_size=6,
    ).map(lambda pairs: "".join(sign + word for sign, word in pairs)),
    st.sampled_from(WORDS),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(
        lambda two: f'"{two[0]} {two[1]}"'
    ),
)


@st.composite
def corpora(draw: st.DrawFn) -> list[IndexedText]:
    count = draw(st.integers(1, 7))
    return [
        IndexedText(
            key=f"IT-{number}#0",
            item=f"IT-{number % 4}",
            original="o",
            reading="r",
            article=0,
            title=draw(st.none() | texts),
            pieces=tuple(
                Piece(char_start=100 * place, text=draw(texts))
                for place in range(draw(st.integers(0, 3)))
            ),
            language=draw(st.sampled_from(LANGUAGES)),
            media_type=draw(st.sampled_from(("text/html", "text/plain"))),
            acl=draw(st.sampled_from(("open", "open", "restricted"))),
            published=draw(st.sampled_from((None, "2014", "2013-05"))),
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def engine() -> Iterator[SearchIndex]:
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(folder)
        yield index
        index.close()


def summary(found: Results) -> tuple[object, ...]:
    hits = sorted((hit.key, hit.snippets) for hit in found.hits)
    return found.total, hits, found.facets, found.interpretation


@settings(max_examples=40)
@given(corpora(), st.lists(questions, min_size=1, max_size=8), st.integers(0, 3))
def test_both_engines_find_the_same(
    engine: SearchIndex, corpus: list[IndexedText], asked: list[str], gone: int
) -> None:
    memory = MemoryIndex()
    for index in (engine, memory):
        for item in range(4):  # what the example before left
            index.delete_item(f"IT-{item}")
        index.add(corpus)
        index.commit(1)
    for round_ in range(2):
        for question in asked:
            for acl in (frozenset({"open"}), frozenset({"open", "restricted"})):
                query = Query(text=question, acl=acl, language="ar" if "ar" in question else None)
                told = [summary(index.search(query)) for index in (engine, memory)]
                assert told[0] == told[1], question
        if round_ == 0:
            for index in (engine, memory):
                index.delete_item(f"IT-{gone}")
                index.commit(2)
        assert engine.count() == memory.count()


@given(texts, questions)
def test_what_is_marked_is_what_was_asked(text: str, question: str) -> None:
    parsed = parse(question)
    for mark in Highlighter(parsed).marks(text):
        assert answers(text[mark.start : mark.end], parsed), text[mark.start : mark.end]


def answers(marked: str, parsed: Parsed) -> bool:
    cut = [token for token, *_ in tokens(fold(marked).text)]
    for term in (t for c in parsed.clauses if not c.excluded for t in c.terms):
        match term:
            case Word(title=False):
                found = any(light_stem(token) in term.stems for token in cut)
            case Beginning(title=False):
                found = any(token.startswith(term.forms) for token in cut)
            case Phrase(title=False):
                found = any(
                    all(token in slot for token, slot in zip(cut[place:], term.slots, strict=False))
                    for place in range(len(cut) - len(term.slots) + 1)
                )
            case _:
                found = False
        if found:
            return True
    return False


@given(texts, questions)
def test_everything_that_was_asked_is_marked(text: str, question: str) -> None:
    parsed = parse(question)
    marks = list(Highlighter(parsed).marks(text))
    assert all(before.end <= after.start for before, after in pairwise(marks))
    folded = fold(text)
    stems = {s for c in parsed.clauses if not c.excluded for t in c.terms
             if isinstance(t, Word) and not t.title for s in t.stems}  # fmt: skip
    for token, start, end in tokens(folded.text):
        if light_stem(token) in stems:
            first, stop = folded.source(start, end)
            assert any(mark.start <= first and stop <= mark.end for mark in marks), token


@given(st.lists(texts, max_size=4), questions, st.integers(1, 40))
def test_quotations_are_exact(pieces: list[str], question: str, times: int) -> None:
    reading = ""
    placed = []
    for piece in pieces:
        placed.append(Piece(char_start=len(reading), text=piece * times))
        reading += piece * times + "\n\n"
    found = Highlighter(parse(question)).snippets(placed)
    assert len(found) <= 3
    for snippet in found:
        check(snippet, reading)
        assert any(
            piece.char_start <= snippet.char_start
            and snippet.char_end <= piece.char_start + len(piece.text)
            for piece in placed
        )
    assert all(before.char_end <= after.char_start for before, after in pairwise(found))


def check(snippet: Snippet, reading: str) -> None:
    assert reading[snippet.char_start : snippet.char_end] == snippet.quote
    assert snippet.quote.strip()
    longest = max((end - start for start, end in snippet.marks), default=0)
    assert len(snippet.quote) <= max(WIDTH, longest)
    last = 0
    for start, end in snippet.marks:
        assert last <= start < end <= len(snippet.quote)
        last = end


@given(st.one_of(st.text(), questions))
def test_any_text_is_read_as_a_query(question: str) -> None:
    parsed = parse(question)
    assert parse(question) == parsed
    sentence = interpretation(parsed, Query(text=question, acl=frozenset()))
    assert sentence.endswith(".")
    sentence.encode()
    assert sum(len(clause.terms) for clause in parsed.clauses) <= MOST_WORDS
    assert parsed.everything <= (not parsed.clauses)


@given(st.one_of(st.text(), texts))
def test_the_lists_of_words_agree(text: str) -> None:
    found = analyse(text)
    assert found.folded == [token for token, *_ in tokens(fold(text).text)]
    stems = [light_stem(token) for token in found.folded]
    assert found.stems == [s for s, t in zip(stems, found.folded, strict=True) if s != t]
    assert {fold(word).text for word in found.exact} <= set(found.folded)


@given(texts)
def test_a_text_is_found_by_each_of_its_words(text: str) -> None:
    memory = MemoryIndex()
    memory.add([
        IndexedText(
            key="IT-1#0", item="IT-1", original="o", reading="r", article=0, title=None,
            pieces=(Piece(char_start=0, text=text),), language=None, media_type="text/plain",
            acl="open", published=None,
        )
    ])  # fmt: skip
    memory.commit(1)
    folded = fold(text)
    for _, start, end in tokens(folded.text):
        first, stop = folded.source(start, end)
        question = text[first:stop].removeprefix("-")
        found = memory.search(Query(text=f'"{question}"', acl=frozenset({"open"})))
        assert found.total == 1, question
        assert found.hits[0].snippets[0].marks
