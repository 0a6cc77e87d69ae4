"""What an article gives to count from: its date of publication, and the dates of its captions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from amana.analysis.frame import Frame
from amana.analysis.time.calendar import day_of, moved
from amana.analysis.time.meanings import Weekday

_LATE = 2  # days that a caption may be ahead of the date of publication: time zones
_NEAR = 7  # days within which pictures of one article are taken


class Anchor(msgspec.Struct, frozen=True):
    """A day to count from. `day` is the first one where only a month or year is known.

    `precision` is 10, 7 or 4: how many characters of the day are known. `floor` says that the text
    was written on that day or some days later, as a dated caption shows.
    """

    day: dt.date
    basis: str
    precision: int = 10
    floor: bool = False


class Anchors(msgspec.Struct, frozen=True):
    """What the text alone gives to count from, and the date of publication."""

    text: Anchor | None
    published: Anchor | None


def anchors_of(frame: Frame, weekdays: Sequence[Weekday]) -> Anchors:
    """Return the anchors of a frame.

    Rules:
    1. A date of publication that the text itself prints is an anchor of the text.
    2. Else the latest dated caption is one, unless it says that the picture is from the file: the
       text was written then or some days later; on that very day, where the body names the weekday
       of the caption and no other.
    3. A caption that is later than the date of publication contradicts it: then neither counts.

    Args:
        frame: the article.
        weekdays: the bare weekdays of its body.
    """
    published = _published(frame)
    caption = _caption(frame, weekdays)
    if published and caption and published.precision == len("2024-10-22"):
        late = moved(published.day, _LATE)
        if late is not None and caption.day > late:
            return Anchors(None, None)
    if published and frame.published and frame.published.basis == "text":
        return Anchors(published, published)
    return Anchors(caption, published)


def _published(frame: Frame) -> Anchor | None:
    if frame.published is None:
        return None
    value = frame.published.edtf
    for precision, rest in ((10, ""), (7, "-01"), (4, "-01-01")):
        day = day_of(value[:precision] + rest) if len(value) >= precision else None
        if day is not None:
            return Anchor(day, f"published: {frame.published.basis}", precision)
    return None


def _caption(frame: Frame, weekdays: Sequence[Weekday]) -> Anchor | None:
    dated = [day_of(each.date) for each in frame.captions if each.date and not each.file_photo]
    days = sorted(day for day in dated if day is not None)
    if not days or (days[-1] - days[0]).days > _NEAR:
        return None
    named = {each.weekday for each in weekdays}
    return Anchor(days[-1], "caption", floor=named != {days[-1].isoweekday()})
