"""What is done to a page between its pictures: banners answered, folds opened, scrolled, played.

The doing is data/behaviours.js, the words and selectors of banners are data/consent.json. The first
picture shows the page untouched; what was done then is told step by step.
"""

from __future__ import annotations

import functools
import json
from importlib import resources

import msgspec

from amana.acquire.capture.devtools import Session, Unanswered
from amana.acquire.capture.frames import evaluate, frames_of, value_of, world_in
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.tab import Tab

_CLICKS = 10
_FRAMES = 12  # frames of a page in which banners are looked for and folds opened
_FRAME_SECONDS = 3.0
_GRACE = 3.0  # seconds over what a behaviour allows itself


class Done(msgspec.Struct, frozen=True):
    """What was done, as behaviours.js tells it."""

    what: str
    said: str = ""
    count: int = 1


async def behave(tab: Tab, limits: Limits) -> tuple[list[Done], bool]:
    """Do all of it; returns what was done, and whether it came to its end.

    Raises:
        BrowserLost: the browser is gone.
    """
    done: list[Done] = []
    whole = True
    try:
        frames = [(session, frame.id) for session, frame in await frames_of(tab)][:_FRAMES]
    except Unanswered:
        return done, False
    for number, (session, frame) in enumerate(frames):
        behaviours = ("consent", "expand", "scroll", "play") if number == 0 else _INNER
        share = limits.behave_seconds if number == 0 else _FRAME_SECONDS
        try:
            context = await world_in(session, frame)
            for each in behaviours:
                done += await _one(session, context, each, limits.pixels, share)
        except Unanswered:
            whole = whole and number > 0  # a frame that ends meanwhile is no loss
    return done, whole


_INNER = ("consent", "expand", "play")


async def _one(session: Session, context: int, what: str, pixels: int, share: float) -> list[Done]:
    script = f"({_source()}).{what}({_settings(pixels, share)})"
    told = await evaluate(
        session, context, script, share + _GRACE, awaitPromise=True, returnByValue=True
    )
    return value_of(told, list[Done])


@functools.cache
def _source() -> str:
    folder = resources.files("amana.acquire.capture") / "data"
    return (folder / "behaviours.js").read_text("utf-8")


@functools.cache
def _settings(pixels: int, share: float) -> str:
    folder = resources.files("amana.acquire.capture") / "data"
    told = json.loads((folder / "consent.json").read_text("utf-8"))
    del told["about"]
    return json.dumps({**told, "pixels": pixels, "clicks": _CLICKS, "until": share * 1000})
