"""Pages whose text is known, drawn by a browser, as it draws them and as a scanner would.

Every kind of page is drawn in several fonts from sentences that are chosen by chance, the same ones
every time. `truth` is the text in the order in which a person reads it: of columns in Arabic, the
right one first.
"""

from __future__ import annotations

import html
import io
import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from ocr_texts import ARABIC, ENGLISH, FRENCH, TABLE_ARABIC, TABLE_ENGLISH
from PIL import Image, ImageFilter
from PIL.Image import Resampling

_WIDE, _HIGH = 794, 1123
_SCALE = 200 / 96  # an A4 page at 200 dots an inch
ARABIC_FONTS = ("Noto Naskh Arabic", "Noto Sans Arabic", "DejaVu Sans")
LATIN_FONTS = ("Liberation Serif", "DejaVu Sans", "Liberation Sans")


class Page(NamedTuple):
    """A page: of which kind, in which state, its pixels, its text."""

    kind: str
    state: str
    image: Image.Image
    truth: str


class _Layout(NamedTuple):
    body: str
    truth: str
    arabic: bool = False


def _paragraphs(
    sentences: Sequence[str], chance: random.Random, count: int, each: int
) -> list[str]:
    chosen = chance.sample(list(sentences), count * each)
    return [" ".join(chosen[at : at + each]) for at in range(0, len(chosen), each)]


def _flowing(paragraphs: Sequence[str], style: str = "", direction: str = "ltr") -> str:
    inner = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    return f'<div dir="{direction}" style="{style}">{inner}</div>'


def _column(sentences: Sequence[str], chance: random.Random, direction: str) -> _Layout:
    paragraphs = _paragraphs(sentences, chance, 4, 3)
    body = _flowing(paragraphs, direction=direction)
    return _Layout(body, "\n".join(paragraphs), arabic=direction == "rtl")


def _columns(sentences: Sequence[str], chance: random.Random, direction: str) -> _Layout:
    sides = [_paragraphs(sentences, chance, 3, 3), _paragraphs(sentences, chance, 3, 3)]
    title = _paragraphs(sentences, chance, 1, 1)[0]
    cells = "".join(_flowing(side, "flex:1", direction) for side in sides)
    body = (
        f'<h2 dir="{direction}">{html.escape(title)}</h2>'
        f'<div dir="{direction}" style="display:flex;gap:2.2em">{cells}</div>'
    )
    truth = "\n".join([title, *sides[0], *sides[1]])
    return _Layout(body, truth, arabic=direction == "rtl")


def _table(rows: Sequence[Sequence[str]], intro: str, direction: str, border: str) -> _Layout:
    cells = "".join(
        "<tr>" + "".join(f'<td style="{border}">{cell}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    body = (
        f'<p dir="{direction}">{html.escape(intro)}</p><table dir="{direction}" style="width:100%;'
        f'border-collapse:collapse">{cells}</table><p dir="{direction}">{html.escape(intro)}</p>'
    )
    truth = "\n".join([intro, *(" ".join(row) for row in rows), intro])
    return _Layout(body, truth, arabic=direction == "rtl")


def _mixed(chance: random.Random) -> _Layout:
    first = _paragraphs(ARABIC, chance, 2, 3)
    second = _paragraphs(ENGLISH, chance, 2, 3)
    body = _flowing(first, direction="rtl") + _flowing(second)
    return _Layout(body, "\n".join([*first, *second]))


def _letter(chance: random.Random) -> _Layout:
    """A letterhead in two languages side by side, then Arabic."""
    paragraphs = _paragraphs(ARABIC, chance, 3, 3)
    left, right = "Office of Documentation", "مكتب التوثيق"
    body = (
        f'<div style="display:flex;justify-content:space-between"><b>{left}</b>'
        f'<b dir="rtl">{right}</b></div><p dir="rtl">الرقم 118 التاريخ 2019/3/5</p>'
        + _flowing(paragraphs, direction="rtl")
    )
    truth = "\n".join([right, left, "الرقم 118 التاريخ 2019/3/5", *paragraphs])
    return _Layout(body, truth, arabic=True)


def _layouts(chance: random.Random) -> Iterator[tuple[str, _Layout]]:
    ruled, bare = "border:1px solid;padding:6px", "padding:6px"
    yield "Arabic, one column", _column(ARABIC, chance, "rtl")
    yield "Arabic, two columns", _columns(ARABIC, chance, "rtl")
    yield "English, one column", _column(ENGLISH, chance, "ltr")
    yield "English, two columns", _columns(ENGLISH, chance, "ltr")
    yield "French, one column", _column(FRENCH, chance, "ltr")
    yield "Arabic, ruled table", _table(TABLE_ARABIC, chance.choice(ARABIC), "rtl", ruled)
    yield "Arabic, bare table", _table(TABLE_ARABIC, chance.choice(ARABIC), "rtl", bare)
    yield "English, ruled table", _table(TABLE_ENGLISH, chance.choice(ENGLISH), "ltr", ruled)
    yield "English, bare table", _table(TABLE_ENGLISH, chance.choice(ENGLISH), "ltr", bare)
    yield "Arabic, then English", _mixed(chance)
    yield "Arabic letter", _letter(chance)


def drawn(body: str, *, scale: float, font: str, size: int) -> Image.Image:
    """Have the browser draw the body of a page."""
    source = (
        '<!doctype html><meta charset="utf-8"><style>'
        f"body{{margin:60px;font:{size}px/1.5 '{font}';background:#fff;width:{_WIDE - 120}px}}"
        f"</style><body>{body}"
    )
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder, "page.html"), Path(folder, "page.png")
        page.write_text(source, "utf-8")
        words = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        words += [f"--force-device-scale-factor={scale}", f"--window-size={_WIDE},{_HIGH}"]
        subprocess.run(
            [
                "/usr/bin/env",
                "chromium",
                *words,
                f"--user-data-dir={folder}",
                f"--screenshot={shot}",
                str(page),
            ],
            check=True,
            capture_output=True,
        )
        return Image.open(io.BytesIO(shot.read_bytes())).convert("RGB")


def scanned(image: Image.Image, seed: int) -> Image.Image:
    """Turn a page a little, soften it, add noise and shade, and compress it, as scanners do."""
    chance = np.random.default_rng(seed)
    turned = image.convert("L").rotate(
        float(chance.uniform(-1, 1)), Resampling.BICUBIC, fillcolor=255
    )
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float32)
    shade = np.linspace(0, 25, pixels.shape[1], dtype=np.float32)
    noisy = pixels * 0.8 + 35 - shade + chance.normal(0, 9, pixels.shape)
    file = io.BytesIO()
    Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(file, "JPEG", quality=60)
    return Image.open(io.BytesIO(file.getvalue())).convert("RGB")


def pages(variants: int = 3) -> Iterator[Page]:
    """Yield pages: each kind in `variants` fonts; each clean, scanned, and small (screen size)."""
    for variant in range(variants):
        chance = random.Random(variant)  # noqa: S311 - no secret
        for kind, layout in _layouts(chance):
            fonts = ARABIC_FONTS if layout.arabic else LATIN_FONTS
            font = fonts[variant % len(fonts)]
            size = (17, 16, 15)[variant % 3]
            clean = drawn(layout.body, scale=_SCALE, font=font, size=size)
            yield Page(kind, "clean", clean, layout.truth)
            yield Page(kind, "scanned", scanned(clean, variant), layout.truth)
            small = drawn(layout.body, scale=1, font=font, size=size)
            yield Page(kind, "small", small, layout.truth)
