"""What all commands share: which archive, who acts, and how answers are printed.

What a program may want to read goes to standard output; tables, sentences and progress for people
go to standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter, validators
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table

from amana.archive import Archive, open_archive
from amana.interface.cli.plain import one_line


@Parameter(name="*")
@dataclass(frozen=True)
class Common:
    """Options of every command."""

    archive: Annotated[
        Path | None,
        Parameter(help="Folder of the archive; else AMANA_ARCHIVE, else the current folder."),
    ] = None
    actor: Annotated[
        str | None,
        Parameter(name="--as", help="Who acts; else AMANA_ACTOR, else the system login."),
    ] = None
    json: Annotated[
        bool, Parameter(name="--json", negative=(), help="Answer in JSON for programs.")
    ] = False

    @property
    def folder(self) -> Path:
        """The folder that the person means."""
        return self.archive or Path(os.environ.get("AMANA_ARCHIVE") or ".")

    def open(self) -> Archive:
        """Open the archive that the person means."""
        return open_archive(self.folder, actor=self.actor)


DEFAULT = Common()

Many = Annotated[int, Parameter(validator=validators.Number(gte=1))]
"""How many of something are wanted."""

Offset = Annotated[int, Parameter(validator=validators.Number(gte=0))]
"""How many of something are passed over."""

Purpose = Annotated[
    str | None,
    Parameter(help="What restricted items are needed for; each look is entered in the log."),
]


def people() -> Console:
    """Return the console for people: standard error, plain where it is no terminal."""
    return Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)


def say(line: str = "") -> None:
    """Print a line for people."""
    people().print(one_line(line), markup=False)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table for people; nothing, not even its head, if there is no row.

    A row is a line, however long, unless a terminal folds the last column.
    """
    shown = [[one_line(cell) for cell in row] for row in rows]
    if not shown:
        return
    console = people()
    if not console.is_terminal:
        _print_plain([columns, *shown])
        return
    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns[:-1]:
        made.add_column(column, no_wrap=True)
    made.add_column(columns[-1], overflow="fold")
    for row in shown:
        made.add_row(*row)
    console.print(made, markup=False, soft_wrap=False)


def _print_plain(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (set_cell_size(cell, width) for cell, width in zip(row, widths, strict=True))
        sys.stderr.write("  ".join(cells).rstrip() + "\n")


def bar() -> Progress:
    """Return a bar of progress for people, which leaves nothing behind; none but on a terminal."""
    console = people()
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def write_json(value: object) -> None:
    """Print one JSON value on a line."""
    write_bytes(msgspec.json.encode(value) + b"\n")


def write_bytes(data: bytes) -> None:
    """Print bytes as they are, at once."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
