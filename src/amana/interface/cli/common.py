"""What all commands share: which archive, who acts, and how answers are printed.

What a program may want to read goes to standard output; tables, sentences and progress for people
go to standard error.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter
from rich.console import Console
from rich.table import Table

from amana.archive import Archive, open_archive
from amana.records import Restriction


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

    def open(self) -> Archive:
        """Open the archive that the person means."""
        root = self.archive or Path(os.environ.get("AMANA_ARCHIVE") or ".")
        return open_archive(root, actor=self.actor)


DEFAULT = Common()

Purpose = Annotated[
    str | None,
    Parameter(help="What restricted items are needed for; each look is entered in the log."),
]


def people() -> Console:
    """Return the console for people: standard error, plain where it is no terminal."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str = "") -> None:
    """Print a line for people."""
    people().print(printable(text), markup=False)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table for people; the last column takes the room that is left."""
    console = people()
    made = Table(box=None, pad_edge=False, header_style="bold")
    for number, column in enumerate(columns):
        last = number == len(columns) - 1
        made.add_column(column, no_wrap=not last, overflow="fold" if last else "ellipsis")
    for row in rows:
        made.add_row(*(printable(cell) for cell in row))
    console.print(made, markup=False, soft_wrap=not console.is_terminal)


def printable(text: str) -> str:
    """Return `text` without characters that would move the cursor or turn the line around.

    Names of evidence may hold terminal escapes or bidirectional overrides; they are shown as marks.
    """
    return "".join(
        letter
        if letter in "\n\t"
        or (
            unicodedata.category(letter) not in ("Cc", "Cs", "Co")
            and letter not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        )
        else "\ufffd"
        for letter in text
    )


def write_json(value: object) -> None:
    """Print one JSON value on a line."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def write_bytes(data: bytes) -> None:
    """Print bytes as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def spell(restrictions: Iterable[Restriction]) -> str:
    """Return restrictions as people write them."""
    return ", ".join(r.kind.value + (f":{r.until}" if r.until else "") for r in restrictions)


def size_of(size: int) -> str:
    """Return a size for people, in binary units."""
    value, unit = float(size), "B"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if value < 1024:  # noqa: PLR2004 - the step between binary units
            break
        value, unit = value / 1024, larger
    return f"{size} B" if unit == "B" else f"{value:.1f} {unit}"
