"""The reader of SQLite databases (Database File Format; SQLite is its own standard).

The text: each stored table in the order of names, its columns, its rows. Nothing is calculated: no
view, trigger, virtual table or generated column is run. Values stand as they are stored; what a
number means (a time, a state) only the program knew that wrote it. Rows that were deleted are not
looked for; how many pages may still hold some is told.
"""

from __future__ import annotations

import sqlite3

from amana.reading.notices import Code
from amana.reading.readers import tables
from amana.reading.readers.facts import Facts
from amana.reading.readers.intake import Content, GiveUp, Outlet
from amana.reading.readers.sampling import must_read
from amana.reading.readers.sqlite import header, opening, schema
from amana.reading.readers.sqlite.scan import Scan
from amana.reading.readers.values import Values
from amana.reading.wire import Budget, ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

_SCHEMA = "sqlite_schema"
_MOST_TABLES = 10_000


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a database and hand out the files that are values of it.

    Raises:
        GiveUp: it is no database, or its schema cannot be read.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    head = header.header_of(document.at(0, header.SIZE), document.size)
    if head is None:
        raise GiveUp(Code.CONTAINER_BROKEN)
    facts = Facts()
    header.tell(head, facts)
    notices = [
        *([Told(Code.LOG_APART)] if head.logged else []),
        *([Told(Code.FREE_PAGES, head.free)] if head.free else []),
        *_behind(document, head, out),
    ]
    opened = opening.open_copy(document)
    try:
        answer = _read(opened, order.budget, out, facts)
    finally:
        opened.connection.close()
    return TextAnswer(
        text=answer.text,
        rows=answer.rows,
        blocks=answer.blocks,
        part_names=answer.part_names,
        metadata=facts.pairs(),
        notices=(*notices, *answer.notices),
    )


def _behind(document: Content, head: header.Header, out: Outlet) -> list[Told]:
    """Hand out what stands behind the last page, where the database does not look."""
    end = head.pages * head.page_size
    if document.size <= end:
        return []
    row = ChildRow(path=b"appended", derivation=Derivation.SLICE, start=end, end=document.size)
    out.child(row)
    return [Told(Code.BYTES_APPENDED, document.size - end)]


def _read(opened: opening.Opened, budget: Budget, out: Outlet, facts: Facts) -> tables.Written:
    lines, broken = schema.listed(opened.connection)
    values = Values(out)
    scans: list[Scan] = []
    found: list[tables.Table] = []
    lost = int(opened.damaged or broken)
    for line in sorted(filter(schema.is_stored, lines), key=lambda line: (line.name, line.row)):
        stored = schema.stored(opened.connection, line)
        if stored is None:
            lost += 1
            continue
        scan = Scan(opened, stored, values)
        scans.append(scan)
        found.append(_table(stored, scan))
        for name in stored.computed:
            facts.add("sqlite:computed-column", f"{line.name}.{name}")
    written = tables.write(found[:_MOST_TABLES], budget)
    for name, count, more in written.counts:
        facts.add("sqlite:rows", f"{name}: {count}{'+' if more else ''}")
    active = _beside(lines, facts)
    lost += sum(scan.damaged for scan in scans)
    told = (
        *written.notices,
        *values.notices(),
        *([Told(Code.STRUCTURE_DAMAGED, lost)] if lost else []),
        *([Told(Code.ACTIVE_CONTENT, active)] if active else []),
        *([] if written.text or lost else [Told(Code.CONTAINER_EMPTY)]),
    )
    return written._replace(notices=told)


def _table(stored: schema.Stored, scan: Scan) -> tables.Table:
    line = stored.listed
    return tables.Table(
        name=line.name,
        columns=stored.columns,
        rows=scan.rows(),
        named=tables.Origin(_SCHEMA, line.row, "name"),
        described=tables.Origin(_SCHEMA, line.row, "sql"),
    )


def _beside(lines: list[schema.Listed], facts: Facts) -> int:
    """Keep what is defined beside the tables; return how many triggers there are."""
    triggers = 0
    for line in lines:
        if line.kind in {"view", "trigger"}:
            facts.add(f"sqlite:{line.kind}", line.sql or line.name)
            triggers += line.kind == "trigger"
        elif schema.is_virtual(line):
            facts.add("sqlite:virtual-table", line.sql)
    return triggers


def libraries() -> tuple[tuple[str, str], ...]:
    """Name the library that reads the pages."""
    return (("sqlite", sqlite3.sqlite_version),)


def warm() -> None:
    """Read a database of our own and make sure of the result."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a, b)")
    connection.execute("INSERT INTO t VALUES (1, 'x')")
    connection.commit()
    sample = connection.serialize()
    connection.close()
    must_read(read, "sqlite", sample, "t\na\tb\n1\tx")
