"""The days with which a question about proceedings is asked."""

from __future__ import annotations

from amana.core import UsageError
from amana.text import days_of


def day_of(text: str) -> str:
    """Return an ISO day.

    Raises:
        UsageError: it is none.
    """
    days = days_of(text)
    if days is None or days[0] != days[1] or "/" in text:
        raise UsageError(f"{text!r} is no day", remedy="write it like 2024-11-22")
    return days[0]
