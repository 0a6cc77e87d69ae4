"""The command `decide`: what people hold of facts, and the matters that they enter."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.archive import Decided, read_decisions
from amana.core import UsageError
from amana.interface.cli.common import DEFAULT, Common, Purpose, say, table, write_json
from amana.interface.cli.plain import count


def decide(
    path: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    purpose: Purpose = None,
    common: Common = DEFAULT,
) -> None:
    """Enter what you hold of facts, and matters of law.

    All of the file is entered, or nothing. What a line holds stands in docs/reference/decisions.md.

    Parameters
    ----------
    path
        A file of JSON lines, one decision each; - is standard input.
    """
    decisions = list(read_decisions(_content(path)))
    if not decisions:
        raise UsageError(f"{path} holds no decision", remedy="write one on each line, as JSON")
    with common.open() as archive:
        decided = archive.decide(decisions, purpose=purpose)
    if common.json:
        for each in decided:
            write_json(each)
        return
    columns = ("entry", "about", "decision", "fact", "fact that it made")
    table(columns, [_cells(each) for each in decided])
    say(f"{count(len(decided), 'decision')} entered in the custody log.")


def _content(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error


def _cells(each: Decided) -> tuple[str, ...]:
    about, fact, made = (each.item or each.key or "", each.fact or "", each.made or "")
    return (str(each.number), about, each.decision, fact[:12], made[:12])
