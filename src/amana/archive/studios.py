"""What captures pages: the port that the archive stands on; `real_studio` leads to a browser."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import msgspec

from amana.acquire.capture import Account, Limits, Profile, Wanted


class CaptureProgress(msgspec.Struct, frozen=True, kw_only=True):
    """How far the capture of a page is: the step, and how much was recorded until then."""

    url: str
    step: str
    requests: int = 0
    bytes: int = 0


OnProgress = Callable[[CaptureProgress], None]


class Shot(msgspec.Struct, frozen=True, kw_only=True):
    """A page that was captured: its account, and the bundle on the disk."""

    account: Account
    bundle: Path


class Studio(Protocol):
    """Captures pages, several at once: `capture` may be called from as many threads as tabs."""

    def capture(
        self,
        wanted: Wanted,
        collector: str | None,
        folder: Path,
        on_progress: OnProgress,
        stop: threading.Event,
    ) -> Shot:
        """Capture one page into a new folder. A page that is not there is a capture as well.

        Raises:
            UsageError: the address is none that may be asked for; nothing was made.
            UnavailableError: captures cannot be made on this machine.
        """
        ...


OpenStudio = Callable[[int, Profile, Limits], AbstractContextManager[Studio]]
"""`open_studio(tabs, profile, limits)` opens what captures so many pages at once."""
