"""The step `places`: where the places lie that a text names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from amana.analysis.frame import Frame
from amana.analysis.places.candidates import Name
from amana.analysis.places.evidence import countries_near, countries_of
from amana.analysis.places.gazetteer import Place
from amana.analysis.places.keys import LONGEST, key
from amana.analysis.places.lexicon import after_preposition, kind_around, lies_inside
from amana.analysis.places.resolve import resolve
from amana.analysis.steps import Earlier
from amana.analysis.tools import Tools
from amana.records import Mention, Observed, PlaceReference

_TYPES = frozenset({"GPE", "LOC", "FAC"})
_AND = frozenset(("and", "or", "&", "و", "أو"))
_SHORT = 8
_LOOKED_AT = 6
"""So many mentions of a name are looked around."""


def observe(frame: Frame, earlier: Earlier, tools: Tools) -> list[Observed]:
    """Return where each place that is named lies; see `Step.observe`."""
    del tools
    mentions = [each for each in earlier.get("names", ()) if isinstance(each, Mention)]
    named = sorted(
        (each for each in mentions if each.type in _TYPES),
        key=lambda each: (each.span.char_start, each.span.char_end),
    )
    if not named:
        return []
    keys = [_key(frame, each) for each in named]
    meant = resolve(names_of(frame, named, keys), countries_of(frame))
    people = _people(mentions)
    found: list[Observed] = []
    seen: set[tuple[int, int]] = set()
    for each, name in zip(named, keys, strict=True):
        where = (each.span.char_start, each.span.char_end)
        if where in seen:
            continue
        seen.add(where)
        is_person = key(_text(frame, each)) in people and not after_preposition(
            frame.text, where[0]
        )
        found.append(_reference(each, None if is_person else meant[name]))
    return found


def names_of(frame: Frame, mentions: Sequence[Mention], keys: Sequence[str]) -> dict[str, Name]:
    """Return the names of mentions by their keys, with what stands around them."""
    names: dict[str, Name] = {}
    for number, (each, mine) in enumerate(zip(mentions, keys, strict=True)):
        name = names.get(mine) or _named(_text(frame, each), mine, names)
        name.count += 1
        name.types.add(each.type)
        if name.count > _LOOKED_AT:
            continue
        start, end = each.span.char_start, each.span.char_end
        name.local.update(countries_near(frame.text, start, end))
        if kind := kind_around(frame.text, start, end):
            name.kinds.setdefault(*kind)
        if said := _holding(frame, mentions, number):
            holder = keys[number + 1]
            name.inside[holder] = name.inside.get(holder, False) or said == "word"
    return names


def _key(frame: Frame, mention: Mention) -> str:
    """Return under which key a mention stands: with the kind that the words beside it say.

    "Rafah" and the "Rafah crossing" are two; "Rafah" and "Rafah city" are one.
    """
    kind = kind_around(frame.text, mention.span.char_start, mention.span.char_end)
    return key(_text(frame, mention)) + (f" ({kind[0]})" if kind and kind[0] != "town" else "")


def _named(text: str, mine: str, names: dict[str, Name]) -> Name:
    """Put in a new name; "Salem, Oregon" as one mention is a name with what holds it."""
    head, _, holder = text.partition(",")
    name = names[mine] = Name(head.strip() or text)
    if holder := holder.strip():
        names.setdefault(key(holder), Name(holder))
        name.inside[key(holder)] = True
    return name


def _holding(frame: Frame, mentions: Sequence[Mention], number: int) -> str | None:
    """Return by what the next name is said to hold a place: a word, or a sign.

    Where several follow ("in Syria and Iraq"), none is.
    """
    spans = [each.span for each in mentions[number : number + 3]]
    if len(spans) == 1 or (
        spans[2:] and _joined(frame.text, spans[1].char_end, spans[2].char_start)
    ):
        return None
    return lies_inside(frame.text, spans[0].char_end, spans[1].char_start)


def _joined(text: str, end: int, start: int) -> bool:
    return start - end < _SHORT and text[end:start].strip() in _AND


def _text(frame: Frame, mention: Mention) -> str:
    return frame.text[mention.span.char_start : mention.span.char_end][: LONGEST + 1]


def _people(mentions: Iterable[Mention]) -> set[str]:
    """Return the last names of the persons that a text names."""
    found = set()
    for each in mentions:
        words = each.canonical.split() if each.type == "PERSON" else []
        if len(words) > 1:
            found.add(key(words[-1]))
    return found


def _reference(mention: Mention, place: Place | None) -> PlaceReference:
    return PlaceReference(
        span=mention.span,
        entity=mention.entity,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=place.precision if place else "unknown",
        gazetteer=place.gazetteer if place else None,
        country=place.country if place else None,
    )
