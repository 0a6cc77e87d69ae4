"""How the page looked: pictures of its whole length, a PDF, and one file that holds it (MHTML).

A tall page becomes several tiles, from top to bottom; one CSS pixel is one pixel. What is higher or
wider than is taken is cut, and said to be cut.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import re
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from amana.acquire.capture import told
from amana.acquire.capture.devtools import Session, Unanswered
from amana.acquire.capture.frames import taken_frames
from amana.acquire.capture.tab import Tab

TILE = 16_000
"""Height of one picture; Chromium itself fails above 16,384."""

MOST_FAR_FRAMES = 24
"""How many frames below the first screen have a picture of their own."""

PDF, MHTML = "page.pdf", "page.mhtml"

_TILES = 8
_WIDEST = 4_000
_PATIENCE = 60.0
_DRAWN_SECONDS = 0.25
_PAGES = 200
_PDF_PAGE = re.compile(rb"/Type ?/Page\b")


async def take_pictures(page: Session, folder: Path, name: str, pixels: int) -> bool:
    """Write `<name>.png`, `<name>-2.png` and so on; returns whether the whole page is on them.

    Args:
        page: the session of the page.
        folder: where they are written.
        name: of the first file, without its ending.
        pixels: height that is taken at most.

    Raises:
        Unanswered: the page does not let itself be drawn.
    """
    size = (await page.ask("Page.getLayoutMetrics", told.Metrics, _PATIENCE)).content
    height = min(size.height, pixels, _TILES * TILE)
    width = min(size.width, _WIDEST)
    top, number = 0.0, 1
    while top < height or number == 1:
        clip = {
            "x": size.x,
            "y": size.y + top,
            "width": max(width, 1),
            "height": max(min(TILE, height - top), 1),
            "scale": 1,
        }
        shot = await page.ask(
            "Page.captureScreenshot",
            told.Held,
            _PATIENCE,
            format="png",
            clip=clip,
            captureBeyondViewport=True,
            optimizeForSpeed=True,
        )
        file = f"{name}.png" if number == 1 else f"{name}-{number}.png"
        (folder / file).write_bytes(base64.b64decode(shot.content))
        top, number = top + TILE, number + 1
    return height >= size.height and width >= size.width


async def far_frames(tab: Tab, screen: int) -> dict[str, int]:
    """Return the frames of other sites that reach below the first screen of `screen` pixels.

    Chromium does not draw such a frame into a picture of the whole page: its place stays empty.
    Their names lead to the node that each stands in.
    """
    found, top = {}, 0.0
    with contextlib.suppress(Unanswered):  # then by where they stand on the screen
        top = (await tab.main.ask("Page.getLayoutMetrics", told.Metrics)).screen.y
    for frame in list(tab.frames.values()):
        try:
            owner = await tab.main.ask("DOM.getFrameOwner", told.Owner, frameId=frame)
            box = await _box(tab.main, owner.node)
        except Unanswered:
            continue  # it is not shown, or stands within another frame
        if top + box.bottom > screen:
            found[frame] = owner.node
    return found


async def picture_frames(page: Session, folder: Path, frames: Mapping[str, int]) -> bool:
    """Scroll to each frame and write `picture-frame-<n>.png`; returns whether each is whole on it.

    The number is that of the frame in frames.json. The page stays where it was scrolled to.

    Raises:
        Unanswered: the page does not let itself be drawn.
    """
    numbers = {each.frame: number for number, each in enumerate(taken_frames(folder))}
    whole = len(frames) <= MOST_FAR_FRAMES
    for frame, node in islice(frames.items(), MOST_FAR_FRAMES):
        number = numbers.get(frame)
        box = None if number is None else await _scrolled_to(page, node)
        if box is None:
            whole = False
            continue
        screen = (await page.ask("Page.getLayoutMetrics", told.Metrics, _PATIENCE)).screen
        seen = box.within(screen.width, screen.height)
        if seen.right - seen.left < 1 or seen.bottom - seen.top < 1:
            whole = False
            continue
        clip = {
            "x": screen.x + seen.left,
            "y": screen.y + seen.top,
            "width": seen.right - seen.left,
            "height": seen.bottom - seen.top,
            "scale": 1,
        }
        shot = await page.ask(
            "Page.captureScreenshot", told.Held, _PATIENCE, format="png", clip=clip
        )
        if await _box(page, node) != box:  # the page moved meanwhile: this may show something else
            whole = False
            continue
        whole = whole and seen == box
        (folder / f"picture-frame-{number:03}.png").write_bytes(base64.b64decode(shot.content))
    return whole


async def _scrolled_to(page: Session, node: int) -> _Box | None:
    """Scroll to a node and return where it stands then; None where it is gone meanwhile."""
    try:
        await page.ask("DOM.scrollIntoViewIfNeeded", told.Nothing, backendNodeId=node)
        await asyncio.sleep(_DRAWN_SECONDS)
        return await _box(page, node)
    except Unanswered:
        return None


class _Box(NamedTuple):
    """Edges of what stands on the screen, in CSS pixels from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, width: float, height: float) -> _Box:
        """Return what of it is on a screen of this size."""
        return _Box(
            max(self.left, 0.0),
            max(self.top, 0.0),
            min(self.right, width),
            min(self.bottom, height),
        )


async def _box(page: Session, node: int) -> _Box:
    """Return the box around what a node holds, also of one that is turned. Raises Unanswered."""
    corners = (await page.ask("DOM.getBoxModel", told.Box, backendNodeId=node)).model.content
    across, down = corners[::2], corners[1::2]
    return _Box(min(across), min(down), max(across), max(down))


async def take_pdf(page: Session, folder: Path) -> bool:
    """Write page.pdf; returns whether the whole page is in it. Raises Unanswered."""
    printed = await page.ask(
        "Page.printToPDF",
        told.Held,
        _PATIENCE,
        printBackground=True,
        pageRanges=f"1-{_PAGES}",
        generateTaggedPDF=False,
    )
    content = base64.b64decode(printed.content)
    (folder / PDF).write_bytes(content)
    return len(_PDF_PAGE.findall(content)) < _PAGES


async def take_mhtml(page: Session, folder: Path) -> None:
    """Write page.mhtml (RFC 2557). Raises Unanswered."""
    snapshot = await page.ask("Page.captureSnapshot", told.Held, _PATIENCE, format="mhtml")
    (folder / MHTML).write_text(snapshot.content, "utf-8", "replace", newline="")
