"""Looks at watched pages: what each found, held against the last capture that had the page.

A look says what is there, not why. That a page is gone is said where its own site says so; a
connection that fails, here or there, says nothing of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from amana import analysis  # its names are asked for at their use: those of pictures load numpy
from amana.acquire.capture import Account, Outcome
from amana.archive.bundles import Bundle
from amana.archive.contents import open_content
from amana.archive.hiding import require_content
from amana.archive.page_taking import TakenPage
from amana.archive.parts import Parts
from amana.archive.wanted_pages import WantedPage
from amana.catalogue import LookRow, WatchRow
from amana.core import JSON, AmanaError, new_watch_name
from amana.records import EntryType, Looked, Measures

SOME_OF_IT = 50
"""From so many thousandths of differing picture on, a page has changed, whatever its text."""

HOUR = 3_600
_QUICK_TRIES = 2
_THERE = frozenset({Looked.FIRST, Looked.UNCHANGED, Looked.CHANGED, Looked.BACK})
_CAPTURED = frozenset({Outcome.CAPTURED, Outcome.IN_PART})


class CaptureDifference(msgspec.Struct, frozen=True, kw_only=True):
    """How two captures differ; `text` or `picture` is None where one of them has none.

    `addresses` and `titles` are those that were shown, the earlier one first.
    """

    measures: Measures
    text: analysis.TextDifference | None
    picture: analysis.PictureDifference | None
    addresses: tuple[str | None, str | None]
    titles: tuple[str | None, str | None]


def difference_of(before: Bundle, after: Bundle) -> CaptureDifference:
    """Return how a capture differs from an earlier one.

    Raises:
        UnreadableError: one of them has no account that can be read.
    """
    old, new = before.account(), after.account()
    texts, pictures = (before.text(), after.text()), (before.picture(), after.picture())
    text = picture = None
    if texts[0] is not None and texts[1] is not None:
        elapsed = datetime.fromisoformat(new.began) - datetime.fromisoformat(old.began)
        text = analysis.text_difference(texts[0], texts[1], elapsed)
    if pictures[0] is not None and pictures[1] is not None:
        picture = analysis.picture_difference(pictures[0], pictures[1])
    return CaptureDifference(
        measures=_measures(old, new, text, picture),
        text=text,
        picture=picture,
        addresses=(old.shown, new.shown),
        titles=(old.title, new.title),
    )


def _measures(
    old: Account,
    new: Account,
    text: analysis.TextDifference | None,
    picture: analysis.PictureDifference | None,
) -> Measures:
    numbers: dict[str, Any] = {}
    if text is not None:
        names = ("added", "removed", "moved", "kept", "clocks")
        numbers |= {name: getattr(text, name) for name in names}
    if picture is not None:
        numbers |= {"tiles": picture.tiles, "taller": picture.taller}
    return Measures(
        **numbers,
        address=old.shown != new.shown,
        title=old.title != new.title,
        status=new.status,
    )


def is_changed(measures: Measures) -> bool:
    """Tell whether a page has changed.

    Rules:
      1. A paragraph was added, removed or moved; clocks that went on do not count.
      2. Another address is shown in the end, or another title.
      3. At least a twentieth of the picture differs.
    """
    words = measures.added or measures.removed or measures.moved
    return bool(
        words or measures.address or measures.title or (measures.tiles or 0) >= SOME_OF_IT
    )  # fmt: skip


def _says(measures: Measures) -> Looked:
    """Return what measures say of a page; where none could be taken, nothing can be said."""
    if is_changed(measures):
        return Looked.CHANGED
    measured = measures.kept or measures.clocks or measures.tiles is not None
    return Looked.UNCHANGED if measured else Looked.FAILED


def found(
    outcome: Outcome | None, measures: Measures | None, looks: Sequence[LookRow], at: datetime
) -> Looked:
    """Return what a look found; `looks` are those before it, in order.

    Rules:
      1. The page is there: it is back where the last look that could say anything found it gone,
         and else compared with the last capture that had it, if there is one. Where neither words
         nor picture of both are there to be compared, it is not called unchanged: failed.
      2. The site itself says that it is gone (404, 410): gone.
      3. There is no such host: gone where the look before met that as well, an hour ago or more.
      4. Anything else says nothing of the page: failed.
    """
    telling = [look for look in looks if look.outcome != Looked.FAILED]
    if outcome in _CAPTURED:
        if telling and telling[-1].outcome == Looked.GONE:
            return Looked.BACK
        if measures is None:
            return Looked.FIRST
        return _says(measures)
    if outcome is Outcome.GONE:
        return Looked.GONE
    if outcome is Outcome.NO_SUCH_HOST and looks and looks[-1].state == Outcome.NO_SUCH_HOST:
        since = at - datetime.fromisoformat(looks[-1].at)
        if looks[-1].outcome == Looked.GONE or since >= timedelta(seconds=HOUR):
            return Looked.GONE
    return Looked.FAILED


def due_at(watch: WatchRow, looks: Sequence[LookRow]) -> datetime:
    """Return when a page is to be looked at next.

    After a look that failed it is tried again within an hour, twice; then as always.
    """
    if not looks:
        return datetime.fromisoformat(watch.at)
    pause = watch.every
    failed = [look.outcome == Looked.FAILED for look in looks[-_QUICK_TRIES - 1 :]]
    if failed[-1] and not (len(failed) > _QUICK_TRIES and all(failed)):
        pause = min(pause, HOUR)
    return datetime.fromisoformat(looks[-1].at) + timedelta(seconds=pause)


def watched_already(parts: Parts, url: str) -> str | None:
    """Return the watch that stands on an address; None: there is none."""
    watches = parts.current().watched().watches()
    return next((watch.watch for watch in watches if watch.url == url), None)


def set_watch(parts: Parts, page: WantedPage, every: int) -> str:
    """Enter that a page is watched; return the name of the watch."""
    name = new_watch_name()
    form = page.form
    restrictions: list[JSON] = [
        {"kind": each.kind.value, "until": each.until} for each in form.restrictions
    ]
    fields: dict[str, JSON] = {
        "watch": name,
        "url": page.url,
        "every": every,
        "risk": page.risk.value,
        "profile": page.profile,
        "note": page.note,
        "source": form.source,
        "collector": form.collector,
        "purpose": form.purpose,
        "consent": form.consent,
        "restrictions": restrictions,
    }
    parts.note(EntryType.WATCH_SET, fields)
    return name


def enter_look(parts: Parts, watch: str, taken: TakenPage) -> Looked:
    """Hold a capture against the last one of its watch, and enter what that found."""
    looks = parts.current().watched().looks(watch)
    outcome = taken.account.outcome if taken.account else None
    compared, measures = None, None
    if outcome in _CAPTURED and taken.ref is not None:
        compared, measures = _compared(parts, taken.ref, looks)
    looked = found(outcome, measures, looks, parts.clock.now())
    fields: dict[str, JSON] = {
        "item": taken.ref,
        "watch": watch,
        "compared": compared,
        "outcome": looked.value,
        "state": outcome.value if outcome else None,
        "measures": msgspec.to_builtins(measures or Measures()),
    }
    parts.note(EntryType.WATCH_LOOKED, fields)
    return looked


def _compared(
    parts: Parts, ref: str, looks: Sequence[LookRow]
) -> tuple[str | None, Measures | None]:
    """Return the last capture before that has the page and can be read, and how they differ."""
    there = [look.item for look in looks if look.outcome in _THERE and look.item]
    for earlier in reversed(there):
        try:
            with _bundle(parts, earlier) as before, _bundle(parts, ref) as after:
                return earlier, difference_of(before, after).measures
        except AmanaError:  # erased since, or damaged: an earlier one may serve
            continue
    return None, None


def _bundle(parts: Parts, ref: str) -> Bundle:
    row = parts.current().item(ref)
    require_content(row)
    return Bundle(ref, open_content(parts, row))
