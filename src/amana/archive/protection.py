"""What protects this machine from what is read and captured on it, and what can be done here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from amana.reading import Limits, ReadingPool, Standing

if TYPE_CHECKING:
    from amana.acquire.capture import Means


class Protection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The layers that confine each reading worker, and who reads besides the common readers.

    `programs` says of each program whether it can be used, confined, and what is lost without it.
    `apart` names the readers with large libraries, which start when they are first needed.
    """

    layers: tuple[str, ...]
    programs: tuple[Standing, ...]
    apart: tuple[str, ...]


def reading_protection() -> Protection:
    """Start everything that reads on this machine, and tell how it is confined.

    Raises:
        UnavailableError: workers cannot be confined here.
    """
    with ReadingPool(1, Limits()) as pool:
        return Protection(
            layers=pool.environment, programs=pool.programs(), apart=pool.start_apart()
        )


def capture_means() -> Means:
    """Tell whether web pages can be captured on this machine, and what is missing.

    No browser is started: its walls are built around a program that does nothing.
    """
    from amana.acquire.capture import means  # noqa: PLC0415 - only captures need what it loads

    return means()
