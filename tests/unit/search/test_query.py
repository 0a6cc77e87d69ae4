# ruff: noqa: RUF001 - Arabic letters and typographic signs are meant
from __future__ import annotations

import pytest

from amana.search.query import (
    MOST_CHARACTERS,
    MOST_WORDS,
    Beginning,
    Clause,
    Language,
    Phrase,
    Word,
    parse,
    quoted,
)


def only(question: str) -> Clause:
    (clause,) = parse(question).clauses
    return clause


def shape(question: str) -> list[str]:
    """The clauses as short words: what kind, what is shown, what joins."""
    told = []
    for clause in parse(question).clauses:
        terms = [
            f"{'title:' * getattr(t, 'title', False)}{type(t).__name__.lower()}({t.shown})"
            for t in clause.terms
        ]
        told.append("-" * clause.excluded + "|".join(terms))
    return told


def test_a_word_knows_its_spelling_its_form_and_its_stems() -> None:
    (word,) = only("المَحْكَمَةِ").terms
    assert isinstance(word, Word)
    assert word.folded == "المحكمه"
    assert word.exact == "المَحْكَمَةِ"
    assert {"محكم", "بمحكم", "لمحكم", "كمحكم", "فمحكم"} <= set(word.stems)
    (word,) = only("Courts").terms
    assert word == Word(shown="Courts", folded="courts", exact="courts", stems=("court",))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("a b", ["word(a)", "word(b)"]),
        ('"a b" c', ["phrase(a b)", "word(c)"]),
        ("“a b” «c d» „e f”", ["phrase(a b)", "phrase(c d)", "phrase(e f)"]),
        ('"a b', ["phrase(a b)"]),
        ('"a"', ["phrase(a)"]),
        ('a"b c"d', ["word(a)", "phrase(b c)", "word(d)"]),
        ('"" a', ["word(a)"]),
        ("-a", ["-word(a)"]),
        ("--a", ["-word(a)"]),
        ("+a", ["word(a)"]),
        ('-"a b"', ["-phrase(a b)"]),
        ("- a", ["word(a)"]),
        ("a-b", ["phrase(a-b)"]),
        ("a OR b", ["word(a)|word(b)"]),
        ("a OR b OR c d", ["word(a)|word(b)|word(c)", "word(d)"]),
        ("a OR OR b", ["word(a)|word(b)"]),
        ("a or b", ["word(a)", "word(or)", "word(b)"]),
        ("a | b || c", ["word(a)|word(b)|word(c)"]),
        ("a AND b & c", ["word(a)", "word(b)", "word(c)"]),
        ('a OR "b c" OR d*', ["word(a)|phrase(b c)|word(d)"]),
        ("a OR -b", ["word(a)", "-word(b)"]),
        ("-a OR b", ["-word(a)", "word(b)"]),
        ("OR a OR", ["word(a)"]),
        ("ab* a* *ab a*b", ["beginning(ab)", "word(a)", "word(ab)", "phrase(a*b)"]),
        ("مست٭", ["beginning(مست)"]),
        ('"ab*"', ["phrase(ab*)"]),
        ("title:a b", ["title:word(a)", "word(b)"]),
        ('title:"a b"', ["title:phrase(a b)"]),
        ("Title: ab*", ["title:beginning(ab)"]),
        ("عنوان:ا لغة:ar", ["title:word(ا)", "language(ar)"]),
        ("-title:a", ["-title:word(a)"]),
        ("lang:AR lang:zh-Hant", ["language(ar)", "language(zh-hant)"]),
        ('lang:"ar"', ["language(ar)"]),
        ("-lang:ar", ["-language(ar)"]),
        ("lang:?? lang:x", ["word(x)"]),
        ("title:", ["word(title)"]),
        ("subtitle:a", ["phrase(subtitle:a)"]),
        ("10:30", ["phrase(10:30)"]),
        ("(a OR b) c", ["word(a)|word(b)", "word(c)"]),
        ("a, b. c!", ["word(a)", "word(b)", "word(c)"]),
        ("8(2)(b)", ["phrase(8(2)(b))"]),
        ("44,000", ["word(44,000)"]),
        ("a A á", ["word(a)", "word(á)"]),
        ("a a -a -a", ["word(a)", "-word(a)"]),
        ("\u200f-\u200fa\u202c", ["-word(a)"]),
        ("a\x00b\nc", ["word(a)", "word(b)", "word(c)"]),
        ("a\u2028b\ud800c", ["word(a)", "word(b)", "word(c)"]),
    ],
)
def test_the_parts_of_a_query(question: str, told: list[str]) -> None:
    assert shape(question) == told


def test_a_blank_query_asks_for_everything_and_signs_for_nothing() -> None:
    for blank in ("", " \t\n", "\u200f\ufeff", "\x00"):
        assert parse(blank).everything
        assert parse(blank).remarks == ()
    for signs in ("؟؟؟", "*", '"', "- | OR", "👍"):
        found = parse(signs)
        assert not found.everything
        assert found.clauses == ()
        assert found.remarks[-1].code == "nothing"


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ('a "b c', "open-quotation"),
        ("a* b", "star-on-one-letter"),
        ("8(2)*", "star-on-several"),
        ("a OR", "or-at-end"),
        ("OR a", "or-astray"),
        ("a OR -b", "or-astray"),
        (" ".join(f"w{n}" for n in range(99)), "most-words"),
        ("a " * MOST_CHARACTERS, "most-characters"),
    ],
)
def test_what_was_read_otherwise_is_told_once(question: str, code: str) -> None:
    assert [told.code for told in parse(question).remarks].count(code) == 1


def test_no_more_words_are_read_than_an_engine_can_bear() -> None:
    many = parse(" ".join(f"w{n}" for n in range(3000)))
    assert len(many.clauses) == MOST_WORDS
    (phrase,) = only('"' + " ".join(f"w{n}" for n in range(3000)) + '"').terms
    assert isinstance(phrase, Phrase)
    assert len(phrase.slots) == MOST_WORDS
    assert len(parse(" OR ".join(f"w{n}" for n in range(3000))).clauses[0].terms) == MOST_WORDS


def test_a_phrase_takes_every_written_form_of_its_words_but_no_other_ending() -> None:
    (phrase,) = only('"القوات المسلحة"').terms
    assert isinstance(phrase, Phrase)
    assert {"القوات", "قوات", "والقوات", "للقوات"} <= set(phrase.slots[0])
    assert "قو" not in phrase.slots[0]
    (phrase,) = only('"war crimes"').terms
    assert phrase == Phrase(shown="war crimes", slots=(("war",), ("crimes",)))


def test_a_beginning_takes_particles_before_it() -> None:
    (beginning,) = only("مستش*").terms
    assert isinstance(beginning, Beginning)
    assert {"مستش", "المستش", "بالمستش", "للمستش"} <= set(beginning.forms)


def test_languages_are_tags_in_small_letters() -> None:
    assert only("lang:AR").terms == (Language(shown="ar"),)


def test_words_are_quoted_so_that_their_direction_stays_their_own() -> None:
    assert quoted("court") == "“court”"
    assert quoted("محكمة") == "\u2068“محكمة”\u2069"
    assert quoted("x" * 100) == "\u2068“" + "x" * 59 + "…”\u2069"
