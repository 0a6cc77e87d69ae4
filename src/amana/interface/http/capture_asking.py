"""What somebody asks for when pages are to be captured, and what is said of it row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from amana.archive import Archive, Examined, parse_pause, parse_restriction, parse_risk
from amana.core import UsageError
from amana.records import Form, Risk

_MOST_LETTERS = 4 << 20


class AskedForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The acquisition form of pages; restrictions as the command line writes them."""

    source: str | None = None
    collector: str | None = None
    purpose: str | None = None
    consent: str | None = None
    restrictions: tuple[str, ...] = ()


class AskedPages(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Pages that are asked for: addresses, one a line, or a list with columns.

    `risk` and `every` are for rows that say nothing else. `warned` tells that the person has read
    what sites see of whoever asks.
    """

    pages: str
    form: AskedForm = AskedForm()
    profile: str | None = None
    risk: str | None = None
    every: str | None = None
    warned: bool = False


class PlannedRow(msgspec.Struct, frozen=True, kw_only=True):
    """What would be done for a row, or what is wrong with it."""

    line: int
    url: str | None
    wrong: str | None
    risk: Risk | None = None
    every: int | None = None
    source: str | None = None
    restrictions: int = 0
    note: str | None = None


def require_warned(*, warned: bool) -> None:
    """Raise where nobody has said that they know what sites see of them.

    Raises:
        UsageError: so it is.
    """
    if not warned:
        raise UsageError(
            "pages are asked for only when you have read what their sites see of you",
            remedy="read the warning, and confirm it",
        )


def form_asked(asked: AskedForm) -> Form:
    """Return the form of pages that are asked for.

    Raises:
        UsageError: a restriction is none.
    """
    return Form(
        source=asked.source or None,
        collector=asked.collector or None,
        purpose=asked.purpose or None,
        consent=asked.consent or None,
        restrictions=tuple(map(parse_restriction, asked.restrictions)),
    )


def examined(archive: Archive, asked: AskedPages) -> Sequence[Examined]:
    """Return what is said of each row; what a row does not say is as asked for all of them.

    Raises:
        UsageError: the list as a whole, the form, the risk or the pause cannot be used.
    """
    if len(asked.pages) > _MOST_LETTERS:
        raise UsageError("the list is too long", remedy="split it")
    risk = parse_risk(asked.risk) if asked.risk else Risk.NORMAL
    every = parse_pause(asked.every) if asked.every else None
    rows = archive.captures.examine(asked.pages, form_asked(asked.form), profile=asked.profile)
    return [_filled(row, risk, every) for row in rows]


def _filled(row: Examined, risk: Risk, every: int | None) -> Examined:
    if row.page is None:
        return row
    own: dict[str, Any] = {}
    if row.page.risk is Risk.NORMAL:
        own["risk"] = risk
    if row.page.every is None:
        own["every"] = every
    return msgspec.structs.replace(row, page=msgspec.structs.replace(row.page, **own))


def planned(row: Examined) -> PlannedRow:
    """Return what is told of a row before anything is asked for."""
    page = row.page
    if page is None:
        return PlannedRow(line=row.line, url=row.url, wrong=row.wrong)
    return PlannedRow(
        line=row.line,
        url=page.url,
        wrong=None,
        risk=page.risk,
        every=page.every,
        source=page.form.source,
        restrictions=len(page.form.restrictions),
        note=page.note,
    )
