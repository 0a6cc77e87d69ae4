"""What commands of law share: which day is meant, and which treaty facts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from amana.core import SystemClock, UsageError

FactsFile = Annotated[
    Path | None,
    Parameter(
        name="--facts",
        help="A list of treaty facts that is laid over those of the program; else the one that the "
        "setting treaty_facts of the archive names.",
    ),
]


def day_meant(day: str | None) -> str:
    """Return the day that a person means, or today by this machine's clock.

    Raises:
        UsageError: it is no day.
    """
    if day is None:
        return SystemClock().now().date().isoformat()
    try:
        if dt.date.fromisoformat(day).isoformat() == day:
            return day
    except ValueError:
        pass
    raise UsageError(f"“{day}” is no day", remedy="write it as 2014-06-13")
