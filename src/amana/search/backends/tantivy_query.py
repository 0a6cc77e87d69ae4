"""From clauses to the queries of tantivy, and the fields that they look into."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import tantivy
from tantivy import Occur

from amana.search.analysis import stem_is_itself
from amana.search.model import Query
from amana.search.query import Beginning, Clause, Language, Parsed, Phrase, Term, Word

_EXACT, _FOLDED = 3.0, 2.0  # beside a light stem, which counts once
_TITLE = 2.0


class _Fields(NamedTuple):
    folded: str
    stems: str
    exact: str


_TEXT = _Fields("folded", "stems", "exact")
_TITLES = _Fields("title_folded", "title_stems", "title_exact")

KEY_NUMBERS = ("key_high", "key_low")  # the first 16 bytes of the key, as two big-endian numbers
_OTHER_MATCHES = 0.1  # what a match counts beside a better one; it parts many equal weights


def key_numbers(key: str) -> tuple[int, int]:
    """Return the first 16 bytes of a key as numbers in whose order the keys stand."""
    first = key.encode()[:16].ljust(16, b"\0")
    return int.from_bytes(first[:8], "big"), int.from_bytes(first[8:], "big")


def build_schema() -> tantivy.Schema:
    """Return the fields of the index.

    Names are raw text: a text is deleted by a term of a raw *text* field, because deleting by a
    number deletes nothing and says nothing. `mark` holds the one entry that is not a text: the
    schema number and the size of the log. The numbers of the key order texts of equal weight.
    `stored` is the text as it is handed back.
    """
    builder = tantivy.SchemaBuilder()
    for name in ("mark", "item", "acl"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("key", "language", "media_type", "year"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for fields in (_TEXT, _TITLES):
        builder.add_text_field(fields.folded, tokenizer_name="whitespace", index_option="position")
        for name in (fields.stems, fields.exact):
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in KEY_NUMBERS:
        builder.add_unsigned_field(name, fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def compile_query(
    schema: tantivy.Schema, parsed: Parsed, query: Query, *, weighed: bool
) -> tantivy.Query:
    """Return the query for tantivy; `weighed`, to rank texts, or leaner, to count them.

    The labels of the person stand inside it as a clause that must hold, so that hits, total and
    facets alike never see anything else.
    """
    compiler = _Compiler(schema, weighed=weighed)
    clauses = [(Occur.Must, compiler.labels(query.acl))]
    if query.language is not None:
        clauses.append((Occur.Must, compiler.filter("language", query.language.lower())))
    if query.media_type is not None:
        clauses.append((Occur.Must, compiler.filter("media_type", query.media_type)))
    if not parsed.clauses and not parsed.everything:
        clauses.append((Occur.Must, tantivy.Query.empty_query()))
    for clause in parsed.clauses:
        occur = Occur.MustNot if clause.excluded else Occur.Must
        clauses.append((occur, compiler.clause(clause)))
    return tantivy.Query.boolean_query(clauses)


def has_weight(parsed: Parsed) -> bool:
    """Return whether texts can differ in how well they answer; else they stand in order of key."""
    return any(isinstance(term, Word | Phrase) for term in _wanted(parsed))


def has_better_matches(parsed: Parsed) -> bool:
    """Return whether ranking asks for more than counting does."""
    return any(isinstance(term, Word) for term in _wanted(parsed))


def _wanted(parsed: Parsed) -> Iterator[Term]:
    for clause in parsed.clauses:
        if not clause.excluded:
            yield from clause.terms


class _Compiler:
    def __init__(self, schema: tantivy.Schema, *, weighed: bool) -> None:
        self._schema = schema
        self._weighed = weighed

    def labels(self, acl: frozenset[str]) -> tantivy.Query:
        # Not a term-set query: that gathers every text a person may see, for each question.
        allowed = [self._term("acl", label) for label in sorted(acl)]
        return tantivy.Query.const_score_query(_any_of(allowed), 0.0)

    def filter(self, field: str, value: str) -> tantivy.Query:
        return tantivy.Query.const_score_query(self._term(field, value), 0.0)

    def clause(self, clause: Clause) -> tantivy.Query:
        return _any_of([self._sought(term) for term in clause.terms])

    def _sought(self, term: Term) -> tantivy.Query:
        if isinstance(term, Language):
            return self.filter("language", term.shown)
        fields = _TITLES if term.title else _TEXT
        match term:
            case Word():
                stems = list(self._stems(term, fields))
                if not self._weighed:
                    return _any_of(stems)
                better = self._better_matches(term, fields)
                return tantivy.Query.disjunction_max_query([*better, *stems], _OTHER_MATCHES)
            case Phrase():
                return self._phrase(term, fields)
            case Beginning():
                return _any_of([self._beginning(fields.folded, form) for form in term.forms])

    def _stems(self, word: Word, fields: _Fields) -> Iterator[tantivy.Query]:
        """Yield what decides whether a text holds the word."""
        for stem in word.stems:
            yield self._term(fields.stems, stem)
            if stem_is_itself(stem):
                yield self._term(fields.folded, stem)

    def _better_matches(self, word: Word, fields: _Fields) -> Iterator[tantivy.Query]:
        """Yield what texts rank higher for; each of these texts has a stem of the word as well."""
        if word.exact != word.folded:
            yield self._term(fields.exact, word.exact, _EXACT)
        yield self._term(fields.folded, word.folded, _FOLDED)
        if not word.title:
            yield self._term(_TITLES.folded, word.folded, _TITLE * _FOLDED)

    def _phrase(self, phrase: Phrase, fields: _Fields) -> tantivy.Query:
        if len(phrase.slots) == 1:
            return _any_of([self._term(fields.folded, form) for form in phrase.slots[0]])
        if all(len(slot) == 1 for slot in phrase.slots):
            words: list[str | tuple[int, str]] = [slot[0] for slot in phrase.slots]
            return tantivy.Query.phrase_query(self._schema, fields.folded, words)
        patterns: list[str | tuple[int, str]] = [f"(?:{'|'.join(slot)})" for slot in phrase.slots]
        return tantivy.Query.regex_phrase_query(self._schema, fields.folded, patterns)

    def _beginning(self, field: str, form: str) -> tantivy.Query:
        # No letter may differ, but more may follow: the same as `form.*`, but quicker to prepare.
        return tantivy.Query.fuzzy_term_query(
            self._schema, field, form, distance=0, transposition_cost_one=True, prefix=True
        )

    def _term(self, field: str, value: str, boost: float = 1.0) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, field, value)
        return term if boost == 1.0 else tantivy.Query.boost_query(term, boost)


def _any_of(queries: list[tantivy.Query]) -> tantivy.Query:
    if not queries:
        return tantivy.Query.empty_query()
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(Occur.Should, query) for query in queries])
