"""What a check does not show, said wherever its result is."""

from __future__ import annotations

from collections.abc import Sequence

from amana.archive.stamps import Shown

_NOT_SHOWN = (
    "who made an original, or what happened to it before it was taken in",
    "whether what an original says is true",
)
_NO_TIME = (
    "when something existed: the times in the log are those that this machine's clock claimed"
)
_NOT_EARLIER = (
    "when something came to exist: a time-stamp shows that it existed then, not how long before; "
    "the other times in the log are those that this machine's clock claimed"
)


def does_not_show(times: Sequence[Shown]) -> tuple[str, ...]:
    """Return what a check does not show; `times` are the time-stamps that it found right."""
    return (*_NOT_SHOWN, _NOT_EARLIER if times else _NO_TIME)
