"""Whether every span of facts, and every cited passage, is what stands in the text there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from amana.archive.parts import Parts
from amana.catalogue import Catalogue, ObservedRow
from amana.core import IntegrityError, NotFound, prepared
from amana.records import Reading, Span


def misquoted(parts: Parts, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the derivative of facts, and what in it its reading does not have.

    What is damaged or missing is named by other steps of a check.
    """
    reading: Reading | None = None
    for row in catalogue.analyses().every_step():
        if row.derivative is None:
            continue
        try:
            if reading is None or reading.key != row.reading:
                reading = _reading(parts, catalogue, row)
            lines = parts.derivative(row.derivative).splitlines()
        except (NotFound, IntegrityError):
            continue
        wrong = next(_wrong(reading, lines), None)
        if wrong is not None:
            yield f"the facts {row.derivative}", wrong


def miscited(parts: Parts, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield the entry of a cite, and how its reading does not have what it quotes."""
    cites = [each for rows in catalogue.decisions().cites().values() for each in rows]
    texts: dict[str, str | None] = {}
    for cite in sorted(cites, key=lambda each: (each.reading or "", each.number)):
        if cite.reading is None or cite.char_start is None or cite.char_end is None:
            continue  # erased, or what was noticed without a text
        if cite.reading not in texts:
            texts = {cite.reading: _text(parts, catalogue, cite.reading)}  # one at a time
        text = texts[cite.reading]
        if text is not None and text[cite.char_start : cite.char_end] != cite.quote:
            place = f"characters {cite.char_start} to {cite.char_end}"
            what = f"cites of {cite.item} what does not stand at {place} of its reading"
            yield f"custody/payloads (entry {cite.number})", what


def _text(parts: Parts, catalogue: Catalogue, key: str) -> str | None:
    """Return the text of a reading; None where it is damaged or missing, which others name."""
    stored = catalogue.reading(key)
    try:
        if stored is None:
            return None
        return msgspec.json.decode(parts.derivative(stored.derivative), type=prepared(Reading)).text
    except (NotFound, IntegrityError):
        return None


def _reading(parts: Parts, catalogue: Catalogue, row: ObservedRow) -> Reading:
    stored = catalogue.reading(row.reading)
    if stored is None:
        raise NotFound(f"there is no reading {row.reading}")
    return msgspec.json.decode(parts.derivative(stored.derivative), type=prepared(Reading))


def _wrong(reading: Reading, lines: list[bytes]) -> Iterator[str]:
    data = reading.text.encode("utf-8", "surrogatepass")
    for line in lines:
        fact = msgspec.json.decode(line)
        for span in _spans(fact):
            if not _stands(span, reading.text, data):
                yield (
                    f"the fact {fact.get('id')} quotes what does not stand at characters "
                    f"{span.char_start} to {span.char_end} of its reading"
                )


def _stands(span: Span, text: str, data: bytes) -> bool:
    quoted = data[span.byte_start : span.byte_end].decode("utf-8", "replace")
    return text[span.char_start : span.char_end] == span.quote == quoted


def _spans(fact: Any) -> Iterator[Span]:  # noqa: ANN401 - JSON goes in
    waiting = [fact]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if "char_start" in value:
                yield msgspec.convert(value, prepared(Span))
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
