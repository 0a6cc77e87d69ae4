"""Capture: a web page taken in whole, byte for byte, before it is lost.

For an investigator: what the site sent, when and from where, how the page looked, and what is
missing of it, in one bundle that others can open and check.
For an engineer: a recording proxy and a browser without any other network, each a process of its
own behind a port; this is not handed on by `amana.acquire`, since only captures need what it loads.
"""

from __future__ import annotations

from amana.acquire.capture.accounts import (
    COLLECTOR_MEMBER,
    Account,
    Captured,
    CaptureProgress,
    OnProgress,
    Outcome,
    Wanted,
)
from amana.acquire.capture.profiles import PLAIN, Limits, Profile
from amana.acquire.capture.walls import Means, means

__all__ = [
    "COLLECTOR_MEMBER",
    "PLAIN",
    "Account",
    "CaptureProgress",
    "Captured",
    "Limits",
    "Means",
    "OnProgress",
    "Outcome",
    "Profile",
    "Wanted",
    "means",
]
