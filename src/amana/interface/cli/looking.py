"""Commands that look: `status`, `list`, `text`, `facts`, `search`, `log`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from cyclopts import Parameter

from amana.archive import (
    Hit,
    ListedItem,
    Query,
    Status,
    parse_condition,
    warning_of,
)
from amana.core import JSON
from amana.interface.cli.common import (
    DEFAULT,
    Common,
    Many,
    Offset,
    Purpose,
    people,
    say,
    table,
    write_bytes,
    write_json,
)
from amana.interface.cli.plain import count, many_lines, one_line, size_of, spell
from amana.interface.sentences import sentence
from amana.interface.watch_sentences import told_of_watches
from amana.records import State


def status(*, purpose: Purpose = None, common: Common = DEFAULT) -> None:
    """Count items by state; tell what is wrong with the copies."""
    with common.open() as archive:
        found = archive.status(purpose=purpose)
        kept = archive.copies.status()
    if common.json:
        write_json({**msgspec.structs.asdict(found), "copies": kept})
        return
    log = count(found.entries, "entry")
    inside = f", and {count(found.inside, 'item')} inside of them" if found.inside else ""
    say(f"{count(found.items, 'item')}{inside}; {log} in the custody log.")
    if found.unread_since is not None:
        age = datetime.now(UTC) - datetime.fromisoformat(found.unread_since)
        say(f"No byte has gone unread for more than {count(max(0, age.days) + 1, 'day')}.")
    if found.lines:
        table(("state", "number", "reason", "what to do"), _lines(found))
    if found.analysis:
        rows = [
            (a.state.value, str(a.number), a.reason or "", a.remedy or "") for a in found.analysis
        ]
        table(("analysis", "number", "reason", "what to do"), rows)
    if found.not_determinate:
        said = count(found.not_determinate, "reading")
        say(f"! {said} not determinate: `amana list --where notice=not-determinate`")
    if found.restricted and not purpose:
        said = count(found.restricted, "restricted item")
        say(f"{said} not counted by state: say what for with --purpose.")
    for line in told_of_watches(found.watching):
        say(line)
    for warning in kept.warnings:
        say(f"! {warning}")


def _lines(found: Status) -> list[tuple[str, str, str, str]]:
    """Return the account as rows, with the sum where there are several."""
    rows = []
    for line in found.lines:
        kinds = ", ".join(f"{n} {kind}" for kind, n in line.kinds)
        rows.append(
            (line.state.value, str(line.number), kinds or line.reason or "", line.remedy or "")
        )
    if len(rows) > 1:
        rows.append(("all of them", str(sum(line.number for line in found.lines)), "", ""))
    return rows


def list_items(
    *,
    where: Annotated[list[str] | None, Parameter(negative=())] = None,
    differing: Annotated[bool, Parameter(negative=())] = False,
    inside: str | None = None,
    limit: Many | None = None,
    offset: Offset = 0,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """List items in the order in which they came.

    Parameters
    ----------
    where
        Only items and things inside items of which this holds: state=…, type=…, notice=…. May be
        given several times; all must hold. One of several values: state=unreadable,refused.
    differing
        Only items of which the package that they came in claimed something else.
    inside
        What is inside of the item of this reference.
    limit
        At most so many; all of them otherwise.
    offset
        Pass over so many first.
    """
    rows_wanted = -1 if limit is None else limit
    with common.open() as archive:
        total, rows = archive.list(
            where=[parse_condition(text) for text in where or ()],
            differing=differing,
            inside=inside,
            limit=rows_wanted,
            offset=offset,
            purpose=purpose,
        )
    if common.json:
        for row in rows:
            write_json(_flat(row))
        return
    columns: tuple[str, ...] = ("item", "state", "size", "articles", "name")
    if differing:
        columns = (*columns, "what differs")
    table(columns, [_cells(row)[: len(columns)] for row in rows])
    for remedy, refs in _remedies(rows).items() if where else ():
        say(f"What to do about {_several(refs)}: {remedy}.")
    if not rows:
        say("No items." if total == 0 else "No items on this page.")
    elif len(rows) < total:
        say(f"{len(rows)} of {count(total, 'item')}.")


def _remedies(rows: Sequence[ListedItem]) -> dict[str, list[str]]:
    """Return what to do, and about which of these."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.remedy:
            found.setdefault(row.remedy, []).append(row.ref)
    return found


def _several(refs: Sequence[str]) -> str:
    return refs[0] if len(refs) == 1 else f"these {len(refs)}"


def _flat(row: ListedItem) -> dict[str, JSON]:
    shown: dict[str, JSON] = msgspec.to_builtins(row.item) if row.item else {}
    conditions: JSON = msgspec.to_builtins(row.restrictions)
    claims: dict[str, JSON] = (
        {"differing": msgspec.to_builtins(row.differing)} if row.differing else {}
    )
    return {
        **shown, "ref": row.ref, "hidden": row.hidden, "restrictions": conditions,
        **({"remedy": row.remedy} if row.remedy else {}), **claims,
    }  # fmt: skip


def _cells(row: ListedItem) -> tuple[str, ...]:
    if row.item is None:
        return (row.ref, "restricted", "", "", f"{spell(row.restrictions)}: give --purpose", "")
    item = row.item
    mark = f" [{spell(row.restrictions)}]" if row.restrictions else ""
    name = (
        _called(item.path or item.name or "", item.title, item.media_type)
        + mark
        + (f" — {item.reason}" if item.reason else "")
    )
    size = "" if item.state is State.ERASED else size_of(item.size)
    differs = "; ".join(filter(None, map(warning_of, row.differing)))
    named = name.removeprefix(" — ")
    return (row.ref, item.state.value, size, str(item.articles or ""), named, differs)


def _called(name: str, title: str | None, kind: str | None) -> str:
    """Return the name of an item; before that of a mail stands its subject."""
    mail = (kind or "").startswith(("message/", "application/vnd.ms-outlook"))
    return f"{title} \u00b7 {name}" if mail and title else name


def text(ref: str, /, *, purpose: Purpose = None, common: Common = DEFAULT) -> None:
    """Print the text of an item; with --json, the whole reading.

    Parameters
    ----------
    ref
        The item's reference, like IT-7F3K-Q2M9.
    """
    with common.open() as archive:
        reading = archive.reading(ref, purpose=purpose)
    if common.json:
        write_json(reading)
        return
    shown = many_lines(reading.text) if sys.stdout.isatty() else reading.text
    write_bytes(shown.encode("utf-8"))
    if not shown.endswith("\n") and (sys.stdout.isatty() or reading.warnings):
        say()  # ends the line on a terminal, and is no part of the text
    for warning in reading.warnings:
        say(f"warning: {warning.detail}")


def facts(
    ref: str | None = None,
    /,
    *,
    kind: str | None = None,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Print facts as JSON lines.

    Parameters
    ----------
    ref
        The item's reference; without it, facts of every item that may be seen.
    kind
        Only facts of this kind: article, mention, role, time, place, quantity, claim, incident,
        proceeding, likeness.
    """
    found = False
    with common.open() as archive:
        for line in archive.facts(ref, kind=kind, purpose=purpose):
            write_bytes(line)
            found = True
    if not found and not common.json:
        say("No facts.")


def search(
    query: Annotated[list[str], Parameter(allow_leading_hyphen=True)],
    /,
    *,
    language: str | None = None,
    limit: Many = 20,
    offset: Offset = 0,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Search the text of all items.

    Parameters
    ----------
    query
        Words, all of them wanted. "a phrase", -without, one OR other, begin*, title:word.
    language
        Only articles in this language, like ar or en.
    limit
        At most so many hits.
    offset
        Pass over so many first.
    """
    asked = Query(
        text=" ".join(query), acl=frozenset(), language=language, limit=limit, offset=offset
    )
    with common.open() as archive:
        found = archive.search(asked, purpose=purpose)
    if common.json:
        for hit in found.results.hits:
            write_json(hit)
        return
    for hit in found.results.hits:
        _print_hit(hit, found.titles.get(hit.item) or found.names.get(hit.item))
    # Terminals do not know the isolates (U+2066 to U+2069) by which screens keep words in order.
    understood = found.results.interpretation.translate(dict.fromkeys(range(0x2066, 0x206A)))
    say(f"{found.results.total} found. {understood}")
    if found.not_searched:
        said = count(found.not_searched, "restricted item")
        say(f"{said} not searched: say what for with --purpose.")


def _print_hit(hit: Hit, name: str | None) -> None:
    console = people()
    number = "" if hit.article is None else f" #{hit.article}"
    title = one_line(hit.title or name or "")
    console.print(f"{hit.item}{number}  {title}", style="bold", markup=False)
    for snippet in hit.snippets:
        marked, at = "", 0
        for start, end in snippet.marks:
            marked += snippet.quote[at:start] + "«" + snippet.quote[start:end] + "»"
            at = end
        marked += snippet.quote[at:]
        place = f"{snippet.char_start}-{snippet.char_end}"
        console.print(f"   {place}: {one_line(' '.join(marked.split()))}", markup=False)


def log(
    ref: str | None = None,
    /,
    *,
    limit: Many = 50,
    before: Offset | None = None,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Print the custody log as sentences, newest first.

    Parameters
    ----------
    ref
        Only entries about this item.
    limit
        At most so many entries.
    before
        Only entries before this number.
    """
    with common.open() as archive:
        total, entries = archive.entries(ref, before=before, limit=limit, purpose=purpose)
    for entry in entries:
        if common.json:
            write_json({"index": entry.index, **{f.name: f.value for f in entry.fields}})
        else:
            say(f"{entry.index:>6}  {sentence(entry)}")
    if not common.json and len(entries) < total:
        say(f"{len(entries)} of {count(total, 'entry')}.")
