"""Values for the expressions of a frame, with the date of publication and without it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from amana.analysis.amounts import Line
from amana.analysis.frame import Frame, Zone
from amana.analysis.time import hijri
from amana.analysis.time.anchors import Anchor, Anchors
from amana.analysis.time.calendar import day_of
from amana.analysis.time.direction import points_forward
from amana.analysis.time.meanings import (
    Day,
    Following,
    Found,
    Hijri,
    Known,
    Lasting,
    Meaning,
    Month,
)
from amana.analysis.time.resolving import Context, resolve
from amana.records import TimeExpression


class Placed(msgspec.Struct, frozen=True):
    """An expression, the line it stands in, and the paragraph of that line."""

    line: Line
    paragraph: int
    found: Found

    @property
    def at(self) -> int:
        """Where the expression begins in the frame."""
        return self.line.at + self.found.start


Story = tuple[Placed, str] | None
"""The last dated expression of the body, and its value."""

_FEW = 100


class Mentions(msgspec.Struct, frozen=True):
    """Where a text gives a day of a month in full, in text order, and in which years."""

    starts: list[int] = []
    years: list[int] = []


Full = Mapping[tuple[int, int], Mentions]
"""Full mentions, by month and day."""


def valued(frame: Frame, placed: Sequence[Placed], anchors: Anchors) -> Iterator[TimeExpression]:
    """Yield the expressions with their values, in text order."""
    full = _full_mentions(placed)
    told: Story = None
    told_with_date: Story = None
    for each in placed:
        plain = Context(
            None,
            points_forward(each.line, each.found.start, each.found.end),
            _near(told, each),
            _year_of(each, full),
        )
        values = _values(each.found.meaning, plain, anchors, _near(told_with_date, each))
        yield _expression(frame, each, values)
        if each.line.zone is Zone.BODY and not isinstance(each.found.meaning, Lasting):
            told = (each, values.alone) if values.alone else told
            told_with_date = (each, values.edtf) if values.edtf else told_with_date


class _Values(msgspec.Struct, frozen=True):
    edtf: str | None
    alone: str | None
    basis: str


def _values(meaning: Meaning, plain: Context, anchors: Anchors, story: str | None) -> _Values:
    """Return the value with the date of publication and the value of the text alone."""
    alone = resolve(meaning, _from(plain, anchors.text))
    lone = not isinstance(meaning, Following)
    itself = resolve(meaning, msgspec.structs.replace(plain, story=None) if lone else plain)
    if itself is not None:
        return _Values(itself, itself, "text")
    if anchors.published is not None:
        dated = _from(msgspec.structs.replace(plain, story=story), anchors.published)
        value = resolve(meaning, dated)
        if value is not None:
            return _Values(value, alone, anchors.published.basis)
    if alone is None:
        return _Values(None, None, "none")
    return _Values(alone, alone, anchors.text.basis if anchors.text else "text")


def _from(context: Context, anchor: Anchor | None) -> Context:
    return msgspec.structs.replace(context, anchor=anchor)


def _near(story: Story, each: Placed) -> str | None:
    """Return the last date when what counts from it stands in the same paragraph or the next.

    A day without year counts only from one in its own paragraph, a month in its own sentence.
    """
    if story is None or each.paragraph - story[0].paragraph > 1:
        return None
    if isinstance(each.found.meaning, Month) and story[0].line is not each.line:
        return None
    lone = isinstance(each.found.meaning, Day)
    return None if lone and story[0].paragraph != each.paragraph else story[1]


def _expression(frame: Frame, each: Placed, values: _Values) -> TimeExpression:
    meaning = each.found.meaning
    return TimeExpression(
        span=frame.span(each.at, each.line.at + each.found.end),
        type="duration" if isinstance(meaning, Lasting) else "date",
        edtf=values.edtf,
        edtf_text_only=values.alone,
        basis=values.basis,
        printed=hijri.printed(meaning) if isinstance(meaning, Hijri) else None,
    )


def _full_mentions(placed: Sequence[Placed]) -> Full:
    full: dict[tuple[int, int], Mentions] = defaultdict(Mentions)
    for each in placed:
        meaning = each.found.meaning
        day = day_of(meaning.edtf) if isinstance(meaning, Known) else None
        if day is not None:
            full[day.month, day.day].starts.append(each.at)
            full[day.month, day.day].years.append(day.year)
    return full


def _year_of(each: Placed, full: Full) -> int | None:
    """Return the year of the last full mention before, or the only one of all that follow."""
    meaning = each.found.meaning
    if not isinstance(meaning, Day):
        return None
    mentions = full.get((meaning.month, meaning.day))
    if mentions is None:
        return None
    before = bisect_left(mentions.starts, each.at)
    if before:
        return mentions.years[before - 1]
    return mentions.years[0] if len(set(mentions.years[:_FEW])) == 1 else None
