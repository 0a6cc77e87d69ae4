"""How a query was read, in a sentence, so that nobody must guess what a search did not look for."""

from __future__ import annotations

from amana.search.model import Condition, Query, Remark, Sought, Understood
from amana.search.query import (
    MOST_CHARACTERS,
    MOST_WORDS,
    Beginning,
    Clause,
    Language,
    Parsed,
    Phrase,
    Term,
    quoted,
    shortened,
)

_REMARKS = {
    "most-characters": f"Only the first {MOST_CHARACTERS:,} characters were read.",
    "most-words": f"Only the first {MOST_WORDS} words were used.",
    "nothing": "There is no word to look for in {shown}.",
    "open-quotation": "A quotation mark that is not closed was taken to reach to the end.",
    "or-at-end": "An OR without a word behind it was left out.",
    "or-astray": "An OR that does not stand between two words was left out.",
    "star-on-several": "The star behind {shown} was left out: it is several words.",
    "star-on-one-letter": "The star behind {shown} was left out: it needs two letters.",
}


def interpretation(parsed: Parsed, query: Query) -> str:
    """Return how the query was read: what a text must hold, what it must not, what was left out."""
    sentences = [_main_sentence(parsed, query)] if parsed.clauses or parsed.everything else []
    return " ".join((*sentences, *map(sentence_of, parsed.remarks)))


def sentence_of(remark: Remark) -> str:
    """Return what was read otherwise than it was typed, as a sentence."""
    return _REMARKS[remark.code].format(shown=quoted(remark.shown or ""))


def understood(parsed: Parsed, query: Query) -> Understood:
    """Return the same in parts."""
    return Understood(
        everything=parsed.everything,
        conditions=tuple(
            Condition(any_of=tuple(map(_sought, clause.terms)), excluded=clause.excluded)
            for clause in parsed.clauses
        ),
        language=query.language,
        media_type=query.media_type,
        remarks=tuple(
            Remark(code=each.code, shown=None if each.shown is None else shortened(each.shown))
            for each in parsed.remarks
        ),
    )


def _sought(term: Term) -> Sought:
    shown = shortened(term.shown)
    match term:
        case Language():
            return Sought(kind="language", shown=shown)
        case Phrase():
            kind = "phrase" if len(term.slots) > 1 else "exact"
        case Beginning():
            kind = "beginning"
        case _:
            kind = "word"
    return Sought(kind=kind, shown=shown, title=term.title)


def _main_sentence(parsed: Parsed, query: Query) -> str:
    wanted = [_alternatives(clause) for clause in parsed.clauses if not clause.excluded]
    unwanted = [_alternatives(clause) for clause in parsed.clauses if clause.excluded]
    joint = ", and with " if any(len(clause.terms) > 1 for clause in parsed.clauses) else " and "
    sentence = f"Texts with {_listed(wanted, joint)}" if wanted else "All texts"
    if unwanted:
        sentence += f", without {_listed(unwanted, ' and ')}"
    if query.language is not None:
        sentence += f"; only in the language {quoted(query.language)}"
    if query.media_type is not None:
        sentence += f"; only of the type {quoted(query.media_type)}"
    return sentence + "."


def _alternatives(clause: Clause) -> str:
    told = [_told(term) for term in clause.terms]
    return told[0] if len(told) == 1 else f"either {' or '.join(told)}"


def _told(term: Term) -> str:
    match term:
        case Language():
            return f"the language {quoted(term.shown)}"
        case Phrase() if len(term.slots) > 1:
            told = f"the phrase {quoted(term.shown)}"
        case Phrase():
            told = f"the very word {quoted(term.shown)}"
        case Beginning():
            told = f"a word that begins with {quoted(term.shown)}"
        case _:
            told = quoted(term.shown)
    return f"{told} in the title" if term.title else told


def _listed(parts: list[str], joint: str) -> str:
    return joint.join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]
