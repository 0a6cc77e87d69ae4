"""What is done to a page while it is taken: codes of steps.jsonl, and of what a run tells."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """One thing that is done, or that the page wanted and did not get."""

    ASKED = "asked"
    LOADED = "loaded"
    PICTURED = "pictured"  # untouched
    CONSENT_REJECTED = "consent-rejected"
    CONSENT_ACCEPTED = "consent-accepted"
    DETAILS_OPENED = "details-opened"
    MORE_ASKED_FOR = "more-asked-for"
    SCROLLED = "scrolled"
    SCROLLED_IN_PART = "scrolled-in-part"
    MEDIA_PLAYED = "media-played"
    PICTURED_AGAIN = "pictured-again"
    FRAMES_TAKEN = "frames-taken"
    MHTML_TAKEN = "mhtml-taken"
    PRINTED = "printed"
    FRAMES_PICTURED = "frames-pictured"  # those further down, each by itself
    WINDOW_REFUSED = "window-refused"
    DOWNLOAD_REFUSED = "download-refused"
    DIALOG_DISMISSED = "dialog-dismissed"
    WANTED_TO_LEAVE = "wanted-to-leave"


class Stage(StrEnum):
    """Where a capture is besides, as it is told while it goes on."""

    WAITING = "waiting"
    BEGUN = "begun"
    ROBOTS = "robots"
    CLOSING = "closing"
    BUNDLED = "bundled"
