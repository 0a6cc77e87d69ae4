"""Light stems: what remains of a word when its commonest beginnings and endings are taken off.

Two stemmers in one, chosen by the script of the word. Arabic: the rules of Larkey's "light10"
stemmer. Latin script: Harman's "S" stemmer, which takes off plurals and possessives only, so
"attack" does not find "attacked" (the query `attack*` does). Words with digits and words of other
scripts stay as they are. Both are deliberately weak: a strong stemmer makes one word of many.

Words are expected in their folded form.
"""
# ruff: noqa: RUF001, RUF002 - Arabic letters and apostrophes are meant

from __future__ import annotations

import re
from functools import lru_cache

_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]+")
_LATIN = re.compile("[a-z]+")

_ARTICLES = ("ال", "وال", "بال", "كال", "فال", "لل")
_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ي")
_LEFT_BY_CONJUNCTION = 3
_LEFT_BY_PREPOSITION = 3
_LEFT_BY_BOTH = 4  # "وكالة" (agency) would otherwise also be "آلة" (machine)
_LEFT_BY_ARTICLE = 2
_LEFT_BY_SUFFIX = 2
_SHORTEST_PLURAL = 4

_PREPOSITIONS = ("", "ال", "ب", "بال", "ك", "كال", "ل", "لل")
_LEADS = (*_PREPOSITIONS, *("و" + lead for lead in _PREPOSITIONS), "ف", "فال")


@lru_cache(maxsize=65_536)
def light_stem(token: str) -> str:
    """Return the light stem of a folded word.

    Arabic, once each and in this order:

    1. a leading و is taken off when at least three letters remain;
    2. then one of ال وال بال كال فال لل, when at least two letters remain; after it a leading و
       goes as under 1, so that "وزارة" and "الوزارة" meet;
    3. then the endings ها ان ات ون ين يه ية ه ي, each once in this order, when at least two
       letters remain.

    Latin, for words of four letters or more, the first rule that fits:

    1. -ies becomes -y, unless it is -eies or -aies;
    2. -es becomes -e, unless it is -aes, -ees or -oes;
    3. -s falls away, unless it is -us or -ss.
    """
    if _ARABIC.fullmatch(token):
        return _without_endings(_without_lead(token))
    if token.endswith("s") and len(token) >= _SHORTEST_PLURAL and _LATIN.fullmatch(token):
        return _singular(token)
    return token


@lru_cache(maxsize=4096)
def written_forms(token: str) -> frozenset[str]:
    """Return the forms in which a folded word may stand in a text: itself and its relatives.

    Arabic joins particles to the word that follows them. To find "محكمة" is to find "المحكمة",
    "بالمحكمة", "للمحكمة", "وبمحكمة" as well, and any of these must find all the others:

    1. what the word may be without particles: as it stands; without a leading و or ف, or ب ك ل
       (three letters must remain, four when both are taken off); without ال behind these, and
       without لل, which may hide a ل of the word itself (two letters must remain);
    2. each of these again with و, with ب ك ل, with ال, their combinations, and ف and فال.

    A particle cannot be told from a first letter of the same shape: "كتاب" is also taken for ك
    and "تاب". Such a form ranks below the word itself. Words of other scripts have one form.
    """
    if not _ARABIC.fullmatch(token):
        return frozenset((token,))
    return frozenset(form for core in _cores(token) for form in _with_leads(core))


def _cores(token: str) -> set[str]:
    """Return what may remain of a word when its particles are taken off, the word included."""
    bare = {token}
    if token[0] in "وف" and len(token) > _LEFT_BY_CONJUNCTION:
        bare.add(token[1:])
    for form in tuple(bare):
        left = _LEFT_BY_PREPOSITION if form == token else _LEFT_BY_BOTH
        if form[0] in "بكل" and len(form) > left:
            bare.add(form[1:])
    for form in tuple(bare):
        rest = form[2:]
        if len(rest) >= _LEFT_BY_ARTICLE and form.startswith(("ال", "لل")):
            bare.update((rest, "ل" + rest) if form.startswith("لل") else (rest,))
    return bare


def _with_leads(core: str) -> set[str]:
    forms = {lead + core for lead in _LEADS}
    if core.startswith("ل"):  # ل + ال + لجنة is written للجنة, with one ل less
        forms.update(("لل" + core[1:], "ولل" + core[1:]))
    return forms


def _without_lead(word: str) -> str:
    word = _without_conjunction(word)
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= _LEFT_BY_ARTICLE:
            return _without_conjunction(word[len(article) :])
    return word


def _without_conjunction(word: str) -> str:
    return word[1:] if word.startswith("و") and len(word) > _LEFT_BY_CONJUNCTION else word


def _without_endings(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _LEFT_BY_SUFFIX:
            word = word[: -len(suffix)]
    return word


def _singular(word: str) -> str:
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]
