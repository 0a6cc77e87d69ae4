"""The query language: what a person types becomes clauses that any engine can answer.

The language is described for its users in docs/reference/search.md. Pure: no index, no engine.
"""
# ruff: noqa: RUF001 - typographic quotation marks and the Arabic star are meant

from __future__ import annotations

import re

import msgspec

from amana.search.analysis import exact_words
from amana.search.model import Remark
from amana.text import fold, light_stem, tokens, written_forms

MOST_CHARACTERS = 10_000
MOST_WORDS = 64
SHORTEST_BEGINNING = 2
_SHOWN = 60

_TITLE_FIELDS = ("title", "عنوان", "العنوان")
_LANGUAGE_FIELDS = ("lang", "لغة", "اللغة")
_QUOTES = '"“”„‟«»'
_ITEM = re.compile(
    rf"""
    (?P<sign>[-\u2212+]*)
    (?:(?P<field>{"|".join(_TITLE_FIELDS + _LANGUAGE_FIELDS)}):\s*)?
    (?: [{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<close>[{_QUOTES}]?) | (?P<word>[^\s{_QUOTES}]+) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_DIVIDING_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_LANGUAGE_TAG = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*")


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A word in any of its written forms.

    `folded` is its one spelling, `exact` what was typed in small letters, `stems` the light stems
    of all forms in which the word is written: a text holds the word if one of its words has one of
    these stems.
    """

    shown: str
    folded: str
    exact: str
    stems: tuple[str, ...]
    title: bool = False


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """Words that stand side by side in this order; each slot lists its folded written forms."""

    shown: str
    slots: tuple[tuple[str, ...], ...]
    title: bool = False


class Beginning(msgspec.Struct, frozen=True, kw_only=True):
    """A word whose folded form begins with one of `forms`."""

    shown: str
    forms: tuple[str, ...]
    title: bool = False


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """The language of the text, a BCP 47 tag in small letters."""

    shown: str


Term = Word | Phrase | Beginning | Language


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """At least one of `terms` must hold; when `excluded`, none may."""

    terms: tuple[Term, ...]
    excluded: bool = False


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """A query as it was understood: every clause must hold.

    `everything` is true for a blank query, which asks for all texts. Without it and without
    clauses nothing is sought and nothing found. `remarks` tell what was read otherwise than it
    was typed.
    """

    clauses: tuple[Clause, ...]
    remarks: tuple[Remark, ...] = ()
    everything: bool = False


class _Item(msgspec.Struct, frozen=True):
    term: Term
    size: int
    excluded: bool
    joined: bool  # an OR stands before it


def parse(text: str) -> Parsed:
    """Read a query; any text is one.

    1. words divided by blanks must all occur; in which form does not matter;
    2. words in quotation marks (" “ ” „ « ») are a phrase; a mark that is not closed reaches to
       the end;
    3. `-` before a word or phrase excludes it; `OR` or `|` between two asks for one or the other
       and binds tighter than the blank; `AND` and `&` change nothing;
    4. `*` at the end of a word of two letters or more makes it a beginning; elsewhere it divides;
    5. `title:` looks in titles only, `lang:` for the language of the text; in Arabic `عنوان:` and
       `لغة:`; any other colon divides;
    6. a word that falls apart (8(2)(b), al-Bashir, an address) is a phrase;
    7. control characters divide, invisible ones are left out; at most 10,000 characters and 64
       words are read.
    """
    remarks: list[Remark] = []
    text = _INVISIBLE.sub("", _DIVIDING_CONTROLS.sub(" ", text)).strip()
    if not text:
        return Parsed(clauses=(), everything=True)
    if len(text) > MOST_CHARACTERS:
        text = text[:MOST_CHARACTERS]
        remarks.append(Remark(code="most-characters"))
    clauses = _clauses(_items(text, remarks), remarks)
    if not clauses:
        remarks.append(Remark(code="nothing", shown=text))
    return Parsed(clauses=clauses, remarks=tuple(dict.fromkeys(remarks)))


def quoted(text: str) -> str:
    """Return words of the query as they are quoted in sentences about it.

    They are isolated (Unicode Bidirectional Algorithm, FSI and PDI), lest two Arabic words and
    what stands between them change places.
    """
    shown = shortened(text)
    return f"“{shown}”" if shown.isascii() else f"\u2068“{shown}”\u2069"


def shortened(text: str) -> str:
    """Return words of the query, cut short where they are many."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


def _items(text: str, remarks: list[Remark]) -> list[_Item]:
    items: list[_Item] = []
    joined = False
    for match in _ITEM.finditer(text):
        word = match["word"]
        if word in ("OR", "|", "||") and not match["sign"] and not match["field"]:
            joined = True
            continue
        if word in ("AND", "&", "&&") and not match["sign"] and not match["field"]:
            continue
        if match["phrase"] is not None and not match["close"]:
            remarks.append(Remark(code="open-quotation"))
        found = _term(match, remarks)
        if found:
            term, size = found
            items.append(_Item(term, size, "-" in match["sign"].replace("\u2212", "-"), joined))
            joined = False
    if joined:
        remarks.append(Remark(code="or-at-end"))
    return items


def _clauses(items: list[_Item], remarks: list[Remark]) -> tuple[Clause, ...]:
    clauses: dict[tuple[Term | bool, ...], Clause] = {}
    last: Clause | None = None
    left = MOST_WORDS
    for item in items:
        left -= item.size
        if left < 0:
            remarks.append(Remark(code="most-words"))
            break
        if item.joined and last and not (last.excluded or item.excluded):
            clauses.pop(_identity(last), None)
            last = Clause(terms=(*last.terms, item.term))
        else:
            if item.joined:
                remarks.append(Remark(code="or-astray"))
            last = Clause(terms=(item.term,), excluded=item.excluded)
        clauses.setdefault(_identity(last), last)
    return tuple(clauses.values())


def _identity(clause: Clause) -> tuple[Term | bool, ...]:
    terms = (
        term if isinstance(term, Language) else msgspec.structs.replace(term, shown="")
        for term in clause.terms
    )
    return (clause.excluded, *terms)


def _term(match: re.Match[str], remarks: list[Remark]) -> tuple[Term, int] | None:
    field = (match["field"] or "").lower()
    title = field in _TITLE_FIELDS
    phrase: str | None = match["phrase"]
    typed: str = match["word"] if phrase is None else phrase.strip()
    if field in _LANGUAGE_FIELDS and _LANGUAGE_TAG.fullmatch(typed.lower()):
        return Language(shown=typed.lower()), 1
    if phrase is None:
        return _word(typed, remarks, title=title)
    return _phrase(typed, title=title)


def _phrase(typed: str, *, title: bool) -> tuple[Term, int] | None:
    slots = tuple(tuple(sorted(written_forms(token))) for token, *_ in tokens(fold(typed).text))
    if not slots:
        return None
    used = slots[:MOST_WORDS]
    return Phrase(shown=typed, slots=used, title=title), len(used)


def _word(typed: str, remarks: list[Remark], *, title: bool) -> tuple[Term, int] | None:
    folded = fold(typed)
    cut = list(tokens(folded.text))
    if not cut:
        return None
    starred = typed.endswith(("*", "٭"))
    if len(cut) > 1:
        shown = typed.rstrip("*٭,;:.?!،؛؟")
        if starred:
            remarks.append(Remark(code="star-on-several", shown=shown))
        return _phrase(shown, title=title)
    token, start, end = cut[0]
    first, stop = folded.source(start, end)
    shown = typed[first:stop]
    forms = written_forms(token)
    if starred and len(token) >= SHORTEST_BEGINNING:
        return Beginning(shown=shown, forms=tuple(sorted(forms)), title=title), 1
    if starred:
        remarks.append(Remark(code="star-on-one-letter", shown=shown))
    stems = tuple(sorted({light_stem(form) for form in forms}))
    written = exact_words(shown)
    exact = written[0] if len(written) == 1 else token
    return Word(shown=shown, folded=token, exact=exact, stems=stems, title=title), 1
