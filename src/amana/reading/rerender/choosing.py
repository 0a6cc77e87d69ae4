"""Which page is meant, and which pages there are."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

import msgspec

from amana.reading.rerender.addresses import spelled, whole
from amana.reading.rerender.index import Held, Index, Match, Question, moment
from amana.reading.rerender.opening import Holding
from amana.reading.rerender.told import LONGEST, MOST_PAGES, FoundPage, Pages

_HTML = {"text/html", "application/xhtml+xml"}
_SUGGESTED = 5
_COMPARED = 5_000
_ALIKE = 0.5
_MOST_LACKING = 20
_FOUND = 200


def pages_of(holding: Holding, index: Index, wanted: str | None, lacking: Iterable[str]) -> Pages:
    """Return the pages of an archive, and the one that is wanted.

    Rules:
      1. The pages are those that the archive lists; if it lists none, every answer in HTML that was
         found at its address, by the time at which it was taken.
      2. The main one is the one that the archive calls so, else the first that it holds.
      3. A page that is asked for by its address may be any answer of the archive; of several times
         the one that the list of pages names, else the first.
    """
    listed = tuple(_with_held(page, index) for page in holding.listed) or _by_answers(index)
    chosen = _chosen(listed, holding, index, wanted)
    return Pages(
        kind=holding.kind,
        chosen=chosen,
        pages=listed[:MOST_PAGES],
        number=len(listed),
        nearest=() if chosen or wanted is None else _resembling(wanted, listed, index),
        addresses=len(index),
        lacking=(*holding.lacking, *lacking)[:_MOST_LACKING],
    )


def _with_held(page: FoundPage, index: Index) -> FoundPage:
    return msgspec.structs.replace(page, held=_at(index, page.url) is not None)


def _at(index: Index, url: str) -> Match | None:
    """Return what answers to an address; nothing where that only repeats what is elsewhere."""
    match = index.match(Question(url=url, page=True))
    lost = match and match.held.kind == "revisit" and index.original(match.held) is None
    return None if lost else match


def _by_answers(index: Index) -> tuple[FoundPage, ...]:
    found = [held for held in index.all() if held.status == _FOUND and held.media_type in _HTML]
    found = [held for held in found if held.method == "GET" and _at(index, held.url)]
    found.sort(key=_when)
    return tuple(FoundPage(url=held.url[:LONGEST], date=held.date) for held in found)


def _when(held: Held) -> tuple[bool, float]:
    when = moment(held.date)
    return (when is None, when.timestamp() if when else 0.0)


def _chosen(
    listed: tuple[FoundPage, ...], holding: Holding, index: Index, wanted: str | None
) -> FoundPage | None:
    if wanted is not None:
        return _named(wanted, "", listed, index)
    if holding.main and (main := _named(*holding.main, listed, index)):
        return main
    return next((page for page in listed if page.held), None)


def _named(url: str, date: str, listed: tuple[FoundPage, ...], index: Index) -> FoundPage | None:
    match = _at(index, url)
    if match is None:
        return None
    same = spelled(url)
    for page in listed:
        if spelled(page.url) == same and (not date or page.date == date):
            return msgspec.structs.replace(page, url=url)
    return FoundPage(url=url, date=date or match.held.date)


def _resembling(url: str, listed: tuple[FoundPage, ...], index: Index) -> tuple[str, ...]:
    """Return addresses of pages that look like the one that is not there, else of the first."""
    known = list(dict.fromkeys(whole(page.url)[:LONGEST] for page in listed if page.held))
    known = known[:_COMPARED] or [
        held.url[:LONGEST] for held, _ in zip(index.all(), range(_COMPARED), strict=False)
    ]
    alike = difflib.get_close_matches(url[:LONGEST], known, _SUGGESTED, _ALIKE)
    return tuple(alike or known[:_SUGGESTED])
