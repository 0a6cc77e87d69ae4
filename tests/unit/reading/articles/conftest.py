"""Readings of texts and pages for the tests of the articles step."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from amana.records import Block, Reading, Recipe, State

Plain = Callable[[str], Reading]
Page = Callable[..., Reading]

PROSE = (
    "The Harbour Tribunal said on Tuesday that it had opened an inquiry into the shelling of the "
    "covered market, after a request by the families of those who were killed there in March."
)
MORE = (
    "A spokesman for the army said that its guns had fired at a store of ammunition outside the "
    "town, and denied that the market had been a target at any time of that day."
)


def _reading(
    text: str, kind: str, blocks: tuple[Block, ...], metadata: tuple[tuple[str, str], ...]
) -> Reading:
    return Reading(
        original=hashlib.sha256(text.encode()).hexdigest(),
        key=hashlib.sha256(b"reading" + text.encode()).hexdigest(),
        recipe=Recipe(step="read", tool="amana.test", version="1"),
        state=State.READ,
        media_type=kind,
        text=text,
        blocks=blocks,
        metadata=metadata,
    )


@pytest.fixture
def plain() -> Plain:
    """Return a maker of readings of plain texts."""
    return lambda text: _reading(text, "text/plain", (), ())


@pytest.fixture
def page() -> Page:
    """Return a maker of readings of pages from (tag, text, within, hints) and metadata."""

    def make(
        *blocks: tuple[str, str, tuple[str, ...], tuple[str, ...]],
        metadata: tuple[tuple[str, str], ...] = (),
    ) -> Reading:
        text, made = "", []
        for tag, content, within, hints in blocks:
            text += "\n\n" if text else ""
            start = len(text)
            text += content
            linked = len(content) if tag == "a" or "nav" in within else 0
            made.append(
                Block(
                    char_start=start,
                    char_end=len(text),
                    tag="li" if tag == "a" else tag,
                    within=within,
                    hints=hints,
                    link_chars=linked,
                )
            )
        return _reading(text, "text/html", tuple(made), metadata)

    return make


@pytest.fixture
def story(page: Page) -> Reading:
    """Return a page with navigation, one article with a picture, and related links."""
    inside = ("main", "article")
    return page(
        ("a", "Home News Sport Weather Contact", ("nav", "ul"), ("menu",)),
        ("h1", "Harbour Tribunal Opens Inquiry Into Shelling of Market", inside, ()),
        ("p", "By Lotte Hvidvoll", inside, ("byline",)),
        ("figcaption", "The market of Tell al-Zanbaq, March 12, 2024. COASTWIRE/Mirela Stoan",
         (*inside, "figure"), ()),
        ("p", PROSE, inside, ()),
        ("p", MORE, inside, ()),
        ("p", PROSE.replace("Tuesday", "Friday"), inside, ()),
        ("a", "Ferry service resumes", ("aside", "ul"), ("related",)),
        metadata=(
            ("title", "Harbour Tribunal Opens Inquiry Into Shelling of Market - The Courier"),
            ("article:published_time", "2024-10-22T08:00:00+00:00"),
        ),
    )  # fmt: skip


GLUED = f"""Harbour Tribunal Opens Inquiry Into Shelling of Market

  The market of Tell al-Zanbaq, March 12, 2024. (COASTWIRE/Mirela Stoan)
The market of Tell al-Zanbaq, March 12, 2024. (COASTWIRE/Mirela Stoan)
TT

Harbour Tribunal Opens Inquiry Into Shelling of Market

{PROSE}

{MORE}



Norland and Estmark to Resume Talks on River Water

Boats on the river near Port Aldera. (Anders Kvile/Pool via COASTWIRE)
Boats on the river near Port Aldera. (Anders Kvile/Pool via COASTWIRE)
TT

Norland and Estmark to Resume Talks on River Water

The two governments will resume talks on the water of the river in June, officials said.

They last met two years ago, when the talks ended without an agreement between the two sides.
"""


@pytest.fixture
def glued(plain: Plain) -> Reading:
    """Return a text that holds two unrelated articles with the furniture of their site."""
    return plain(GLUED)
