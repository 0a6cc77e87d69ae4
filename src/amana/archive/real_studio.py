"""The way to the real studio: a recorder and a browser, in processes of their own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from amana.acquire.capture import Limits, Profile, Wanted, addresses
from amana.archive.studios import CaptureProgress, OnProgress, Shot, Studio

if TYPE_CHECKING:
    from amana.acquire.capture import capture


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
    ) -> Shot:
        """Capture one page into a new folder."""
        from amana.acquire.capture.shooting import Order, Progress  # noqa: PLC0415 - see above

        def tell(told: Progress) -> None:
            on_progress(
                CaptureProgress(
                    url=told.url, step=told.step, requests=told.requests, bytes=told.bytes
                )
            )

        order = Order(wanted=wanted, collector=collector)
        made = self._studio.capture(order, folder, tell, stop)
        return Shot(account=made.account, bundle=made.bundle)
