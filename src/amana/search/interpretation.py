"""How a query was read, in a sentence, so that nobody must guess what a search did not look for."""

from __future__ import annotations

from amana.search.model import Query
from amana.search.query import Beginning, Clause, Language, Parsed, Phrase, Term, quoted


def interpretation(parsed: Parsed, query: Query) -> str:
    """Return how the query was read: what a text must hold, what it must not, what was left out."""
    sentences = [_main_sentence(parsed, query)] if parsed.clauses or parsed.everything else []
    return " ".join((*sentences, *parsed.notes))


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
