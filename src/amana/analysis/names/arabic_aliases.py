"""Who a name in Arabic stands for in its text: the key and fullest name, and later short names.

After "Dalia Mansur" has been named, "Mansur" alone is her: the family name of a person, a name
without its article, and whatever stands in brackets right after a full name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from amana.analysis.arabic import Word, folded_words, start_without, stems
from amana.analysis.names.arabic_listed import Found
from amana.analysis.names.arabic_lists import word_list
from amana.analysis.names.keys import key_of

_BINDERS = frozenset({"بن", "ابن", "بنت", "ال", "ابو", "ابي", "ام", "عبد", "ولد"})
_ARTICLE = "ال"
_SHORTEST = 3


def short_names(text: str, found: Sequence[Found]) -> dict[tuple[str, ...], str]:
    """Return the short forms of the persons found, each with the full name, without unsure ones."""
    forms: dict[tuple[str, ...], str] = {}
    unsure: set[tuple[str, ...]] = set()
    for each in found:
        words = folded_words(text[each.start : each.end])
        if each.type != "PERSON" or len(words) < 2:  # noqa: PLR2004 - a full name has two
            continue
        full = text[each.start : each.end]
        for form in {_last_part(words), words}:
            if form in forms and key_of(forms[form]) != key_of(full) and form != words:
                unsure.add(form)
            forms.setdefault(form, full)
    return {form: full for form, full in forms.items() if form not in unsure}


def _last_part(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the family name: the last word, with the particle that belongs to it."""
    two = len(words) > 1 and (words[-2] in _BINDERS or words[-1] in ("الدين", "الله"))
    return words[-2:] if two else words[-1:]


def again(
    text: str, words: Sequence[Word], taken: set[int], forms: Mapping[tuple[str, ...], str]
) -> Iterator[Found]:
    """Yield where persons are named again by a short form."""
    firsts = {form[0] for form in forms}
    at = 0
    while at < len(words):
        name = None if at in taken else _short(text, words, at, forms, firsts)
        if name and not taken.intersection(range(name.first, name.last)):
            yield name
            at = name.last
        else:
            at += 1


def _short(
    text: str,
    words: Sequence[Word],
    at: int,
    forms: Mapping[tuple[str, ...], str],
    firsts: set[str],
) -> Found | None:
    for stem in stems(words[at].folded):
        if stem.folded not in firsts:
            continue
        for length in (2, 1):
            form = (stem.folded, *(word.folded for word in words[at + 1 : at + length]))
            if form in forms and len(form) == length and _is_telling(form):
                start = start_without(text, words[at], stem.off)
                key = _person_key(forms[form])
                return Found(at, at + length, start, words[at + length - 1].end, "PERSON", key)
    return None


def _is_telling(form: tuple[str, ...]) -> bool:
    """Tell whether a short form is no common word."""
    word = form[0]
    if len(form) > 1:
        return True
    plain = word in word_list("also words") or word in word_list("never in names")
    return len(word) >= _SHORTEST and not (plain and not word.startswith(_ARTICLE))


def _person_key(full: str) -> str:
    return key_of(" ".join(folded_words(full)))


def identities(text: str, found: Sequence[Found]) -> dict[Found, tuple[str, str]]:
    """Return key and fullest name of each of the names found, which stand in text order."""
    forms = short_names(text, found)
    longest: dict[str, str] = {}
    keys: dict[Found, str] = {}
    for each in found:
        name = " ".join(text[each.start : each.end].split())
        full = forms.get(folded_words(name), name) if each.type == "PERSON" else name
        keys[each] = each.key or key_of(" ".join(folded_words(full)))
        if len(full) > len(longest.get(keys[each], "")):
            longest[keys[each]] = " ".join(full.split())
    return {each: (keys[each], longest[keys[each]]) for each in found}
