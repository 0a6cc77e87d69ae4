"""Readings of the samples for the test double: simple, but with true offsets.

This is not how amana reads. It knows the samples and gives the client texts, articles and places
that fit each other: every span and every place can be followed to the bytes of the sample.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pypdfium2 as pdfium

Json = dict[str, Any]
UNIT = 1000  # places on a page are told in thousandths of a point


@dataclass
class Reading:
    """A text with the way back: for each run of it a place in the original."""

    text: str
    segments: list[tuple[int, int, Json]]
    exact: bool
    language: str
    articles: list[Json] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    page_sizes: list[Json] = field(default_factory=list)
    warnings: list[Json] = field(default_factory=list)

    def span(self, start: int, end: int) -> Json:
        return {
            "char_start": start,
            "char_end": end,
            "byte_start": len(self.text[:start].encode()),
            "byte_end": len(self.text[:end].encode()),
            "quote": self.text[start:end],
        }

    def locate(self, start: int, end: int) -> list[Json]:
        if self.exact:
            span = self.span(start, end)
            return [{"kind": "bytes", "start": span["byte_start"], "end": span["byte_end"]}]
        places = [place for s, e, place in self.segments if s < end and e > start]
        found = [place for place in places if place["kind"] == "bytes"]
        for page in dict.fromkeys(p["page"] for p in places if p["kind"] == "page"):
            rects = [r for p in places if p.get("page") == page for r in p["rects"]]
            found.append({"kind": "page", "page": page, "rects": rects})
        return found


def language_of(text: str) -> str:
    arabic = len(re.findall(r"[\u0600-\u06ff]", text))
    return "ar" if arabic > len(text) / 4 else "en"


def article(reading: Reading, number: int, parts: list[tuple[str, int, int]]) -> Json:
    """Return an article whose parts are (role, start, end) in the order of the text."""

    def spans(role: str) -> list[Json]:
        return [reading.span(s, e) for r, s, e in parts if r == role]

    def one(role: str) -> Json | None:
        return next(iter(spans(role)), None)

    start, end = parts[0][1], parts[-1][2]
    body = [p for p in parts if p[0] == "paragraph"]
    return {
        "article": number,
        "span": reading.span(start, end),
        "title": one("title"),
        "body": reading.span(body[0][1], body[-1][2]) if body else None,
        "paragraphs": spans("paragraph"),
        "captions": [caption(span) for span in spans("caption")],
        "byline": one("byline"),
        "dateline": one("dateline"),
        "published": None,
        "language": language_of(reading.text[start:end]),
        "left_out": [
            {"span": reading.span(s, e), "why": r.removeprefix("left-out:")}
            for r, s, e in parts
            if r.startswith("left-out:")
        ],
    }


def caption(span: Json) -> Json:
    quote = span["quote"]
    credit = re.search(r"(COASTWIRE|Halyard Press Photo|وكالة كوستواير|Coastwire)/([^()\n]+)", quote)
    day = re.search(r"(March|April) (\d+), (\d{4})", quote)
    months = {"March": "03", "April": "04"}
    return {
        "span": span,
        "credit": credit.group(0) if credit else None,
        "agency": credit.group(1).title() if credit and credit.group(1).isascii() else credit and credit.group(1),
        "photographer": credit.group(2).strip() if credit else None,
        "date": f"{day.group(3)}-{months[day.group(1)]}-{int(day.group(2)):02}" if day else None,
        "place": None,
        "file_photo": quote.lstrip().startswith("FILE PHOTO"),
    }


def read_text(data: bytes) -> Reading:
    text = data.decode()
    whole = {"kind": "bytes", "start": 0, "end": len(text.encode())}
    reading = Reading(text, [(0, len(text), whole)], True, language_of(text))
    for number, match in enumerate(re.finditer(r"\S(?:.|\n(?!\n\n\n))*", text)):
        reading.articles.append(article(reading, number, _lines(match.group(), match.start())))
    return reading


def _lines(text: str, offset: int) -> list[tuple[str, int, int]]:
    parts: list[tuple[str, int, int]] = []
    seen: set[str] = set()
    at = offset
    for line in text.splitlines(keepends=True):
        words = line.strip()
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at += len(line)
        if not words:
            continue
        is_caption = re.search(r"COASTWIRE/|Press Photo/", words) is not None
        role = "caption" if is_caption else "paragraph" if seen else "title"
        if words in seen:
            role = "left-out:caption-repeat" if is_caption else "left-out:title-repeat"
        if words == "TT":
            role = "left-out:widget"
        seen.add(words)
        parts.append((role, start, end))
    return parts


class _Blocks(HTMLParser):
    """Collects (tag, hints, inside article, text, first and last character of its source)."""

    BLOCKS = frozenset("h1 h2 h3 p li figcaption button td th title".split())

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = [0, *(m.end() for m in re.finditer("\n", source))]
        self.open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str, bool, str, int, int]] = []
        self.feed(source)

    def _at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "img", "link", "br", "input"):
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._take(data, data)

    def handle_entityref(self, name: str) -> None:
        self._take(unescape(f"&{name};"), f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._take(unescape(f"&#{name};"), f"&#{name};")

    def _take(self, text: str, source: str) -> None:
        tags = [tag for tag, _ in self.open]
        if not text.strip() or not {"script", "style", "head"}.isdisjoint(tags):
            return
        tag = next((t for t in reversed(tags) if t in self.BLOCKS), tags[-1] if tags else "p")
        hints = " ".join([*tags, *(hint for _, hint in self.open)])
        start = self._at()
        last = self.found[-1] if self.found else None
        if last and last[:2] == (tag, hints) and last[5] == start:
            self.found[-1] = (*last[:3], last[3] + text, last[4], start + len(source))
        else:
            self.found.append((tag, hints, "article" in tags, text, start, start + len(source)))


def read_html(data: bytes) -> Reading:
    source = data.decode()
    reading = Reading("", [], False, language_of(source))
    parts: list[tuple[str, int, int]] = []
    texts: list[str] = []
    at = 0
    for tag, hints, inside, text, first, last in _Blocks(source).found:
        place = {
            "kind": "bytes",
            "start": len(source[:first].encode()),
            "end": len(source[:last].encode()),
        }
        reading.segments.append((at, at + len(text), place))
        if inside:
            parts.append((_role(tag, hints), at, at + len(text)))
        texts.append(text)
        at += len(text) + 2
    reading.text = "\n\n".join(texts)
    if parts:
        reading.articles.append(article(reading, 0, parts))
        stamp = re.search(r'published_time" content="([^"]+)"', source)
        if stamp:
            reading.articles[0]["published"] = {"edtf": stamp.group(1), "basis": "metadata"}
    return reading


def _role(tag: str, hints: str) -> str:
    if re.search(r"\bad\b|ad-|advert|promo", hints):
        return "left-out:advertisement"
    if re.search(r"share|social|tools|button", hints):
        return "left-out:widget"
    if "nav" in hints.split():
        return "left-out:navigation"
    if "aside" in hints or "related" in hints:
        return "left-out:related"
    if tag == "figcaption":
        return "caption"
    if "byline" in hints:
        return "byline"
    if tag == "h1":
        return "title"
    return "dateline" if "date" in hints else "paragraph"


def read_pdf(data: bytes) -> Reading:
    """Return the lines of the pages, each with its box."""
    document = pdfium.PdfDocument(data)
    reading = Reading("", [], False, "en")
    lines: list[str] = []
    at = 0
    for number, page in enumerate(document, start=1):
        width, height = page.get_size()
        reading.page_sizes.append(
            {"page": number, "width": round(width * UNIT), "height": round(height * UNIT)}
        )
        begin = at
        textpage = page.get_textpage()
        index = 0
        for line in textpage.get_text_range().splitlines(keepends=True):
            words = line.rstrip("\r\n").replace("\ufffe", "-")
            boxes = [textpage.get_charbox(index + n) for n, c in enumerate(words) if c.strip()]
            index += len(line)
            if not boxes:
                continue
            box = [
                min(b[0] for b in boxes),
                height - max(b[3] for b in boxes),
                max(b[2] for b in boxes),
                height - min(b[1] for b in boxes),
            ]
            place = {"kind": "page", "page": number, "rects": [[round(v * UNIT) for v in box]]}
            reading.segments.append((at, at + len(words), place))
            lines.append(words)
            at += len(words) + 1
        reading.pages.append((begin, at))
    reading.text = "\n".join(lines)
    reading.language = language_of(reading.text)
    reading.articles.append(article(reading, 0, _report_parts(reading)))
    return reading


def _report_parts(reading: Reading) -> list[tuple[str, int, int]]:
    """Return the second heading as title, and paragraphs that end with a short line."""
    parts: list[tuple[str, int, int]] = []
    run: list[tuple[int, int]] = []
    for start, end, _ in reading.segments:
        run.append((start, end))
        if end - start < 66:
            role = "title" if len(parts) == 1 else "paragraph"
            parts.append((role, run[0][0], run[-1][1]))
            run = []
    if run:
        parts.append(("paragraph", run[0][0], run[-1][1]))
    return parts[1:]


def page_picture(data: bytes, number: int) -> bytes:
    """Return page `number` (from 1) as a grey PNG."""
    bitmap = pdfium.PdfDocument(data)[number - 1].render(scale=2, grayscale=True)
    rows = bytes(bitmap.buffer)
    stride, width, height = bitmap.stride, bitmap.width, bitmap.height
    raw = b"".join(b"\0" + rows[y * stride : y * stride + width] for y in range(height))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 0, 0, 0, 0])
    return b"".join([
        b"\x89PNG\r\n\x1a\n",
        chunk(b"IHDR", head),
        chunk(b"IDAT", zlib.compress(raw, 6)),
        chunk(b"IEND", b""),
    ])
