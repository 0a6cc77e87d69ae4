"""How the page looked: pictures of its whole length, a PDF, and one file that holds it (MHTML).

A tall page becomes several tiles, from top to bottom; one CSS pixel is one pixel. What is higher or
wider than is taken is cut, and said to be cut.
"""

from __future__ import annotations

import base64
import re
from pathlib import Path

from amana.acquire.capture import told
from amana.acquire.capture.devtools import Session, Unanswered
from amana.acquire.capture.tab import Tab

TILE = 16_000
"""Height of one picture; Chromium itself fails above 16,384."""

PDF, MHTML = "page.pdf", "page.mhtml"

_TILES = 8
_WIDEST = 4_000
_PATIENCE = 60.0
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


async def blank_frames(tab: Tab, screen: int) -> int:
    """Count the frames of other sites that reach below the first screen of `screen` pixels.

    Chromium does not draw such a frame into a picture of the whole page: its place stays empty. It
    is in page.pdf, page.mhtml and frames/.
    """
    count = 0
    for frame in list(tab.frames.values()):
        try:
            owner = await tab.main.ask("DOM.getFrameOwner", told.Owner, frameId=frame)
            box = await tab.main.ask("DOM.getBoxModel", told.Box, backendNodeId=owner.node)
        except Unanswered:
            continue  # it is not shown, or stands within another frame
        count += box.model.content[-1] > screen
    return count


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
