"""What captures pages: the port that the archive stands on, and the way to the real one.

The real one is a recorder and a browser, in processes of their own.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from amana.acquire.capture import Captured, Limits, OnProgress, Profile, Wanted, addresses

if TYPE_CHECKING:
    from amana.acquire.capture import capture


class Studio(Protocol):
    """Captures pages, several at once: `capture` may be called from as many threads as tabs."""

    def capture(
        self,
        wanted: Wanted,
        collector: str | None,
        folder: Path,
        on_progress: OnProgress,
        stop: threading.Event,
    ) -> Captured:
        """Capture one page into a new folder. A page that is not there is a capture as well.

        Raises:
            UsageError: the address is none that may be asked for; nothing was made.
            UnavailableError: captures cannot be made on this machine.
        """
        ...


OpenStudio = Callable[[int, Profile, Limits], AbstractContextManager[Studio]]
"""`open_studio(tabs, profile, limits)` opens what captures so many pages at once."""


def check_url(text: str, profile: Profile) -> str:
    """Return an address in the spelling in which it is asked for.

    Raises:
        UsageError: it is none of the web, or none that this profile may ask for.
    """
    return addresses.check_url(text, profile).url


@contextlib.contextmanager
def open_studio(tabs: int, profile: Profile, limits: Limits) -> Iterator[Studio]:
    """Open what captures so many pages at once; its processes end with the `with`.

    Raises:
        UnavailableError: captures cannot be made on this machine.
    """
    from amana.acquire.capture import capture  # noqa: PLC0415 - only captures need what it loads

    with capture.Studio(tabs=tabs, profile=profile, limits=limits) as studio:
        yield _Real(studio)


class _Real:
    """The studio of the port over the one of a recorder and a browser."""

    def __init__(self, studio: capture.Studio) -> None:
        self._studio = studio

    def capture(
        self,
        wanted: Wanted,
        collector: str | None,
        folder: Path,
        on_progress: OnProgress,
        stop: threading.Event,
    ) -> Captured:
        """Capture one page into a new folder."""
        from amana.acquire.capture.shooting import Order  # noqa: PLC0415 - see above

        order = Order(wanted=wanted, collector=collector)
        return self._studio.capture(order, folder, on_progress, stop)
