"""Text recognition of pages that are pictures: drawn in a worker, then read by tesseract."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec import structs

from amana.reading.limits import Limits
from amana.reading.notices import Code
from amana.reading.ocr.lines import RecognisedLine, Scale, Sureness, lines_of
from amana.reading.ocr.splice import with_recognised
from amana.reading.ocr.words import words_of
from amana.reading.sandbox.errand import Failure
from amana.reading.sandbox.picture import pnm
from amana.reading.sandbox.programs import NUMBER
from amana.reading.sandbox.running import Programs
from amana.reading.steps import TESSERACT
from amana.reading.wire import (
    PixelsAnswer,
    ReadOrder,
    RenderOrder,
    SizesAnswer,
    SizesOrder,
    TextAnswer,
    Told,
)

_DPI = {"pdf": 300}
_DPI_OF_PICTURES = 200  # which bounds their size: a picture is never enlarged
_MOST_PIXELS = 20_000_000
_UNITS_AN_INCH = 72_000
_WITHOUT_TEXT = frozenset({Code.NO_TEXT_LAYER, Code.PAGES_WITHOUT_TEXT})

Draw = Callable[[RenderOrder], PixelsAnswer]
Measure = Callable[[SizesOrder], SizesAnswer]


class Recognised(NamedTuple):
    """What was found, page by page, and on how many pages it failed."""

    pages: dict[int, list[RecognisedLine]]
    sureness: Sureness
    failed: int


class Recognising:
    """Recognises the pages of one document."""

    def __init__(self, programs: Programs, limits: Limits, draw: Draw, measure: Measure) -> None:
        self._programs = programs
        self._limits = limits
        self._draw = draw
        self._measure = measure

    def completed(self, answer: TextAnswer, order: ReadOrder) -> TextAnswer:
        """Return the answer with the text of its pictures, and what is to be told about it.

        Where tesseract is missing, the answer says so, and waits if there is no other text.
        """
        if not self._limits.ocr or not answer.pictures:
            return answer
        languages = self._languages()
        if not languages:
            missing = Told(Code.PROGRAM_MISSING, NUMBER[TESSERACT])
            return structs.replace(answer, notices=(missing, *_without_empty(answer)))
        wanted = answer.pictures[: self._limits.ocr_pages]
        found = self._recognise(wanted, order, languages)
        told = [told for told in answer.notices if told.code not in _WITHOUT_TEXT]
        if len(wanted) < len(answer.pictures):
            told.append(Told(Code.RECOGNITION_CUT, len(wanted)))
        told += _told(found, has_text=bool(answer.text.strip()))
        answer = structs.replace(
            answer,
            notices=tuple(told),
            metadata=(*answer.metadata, *_facts(found, len(wanted), languages)),
        )
        return with_recognised(answer, found.pages, order.budget)

    def _languages(self) -> str:
        """Return those of the wanted languages that are installed."""
        here = {name for name, _ in self._programs.standing(TESSERACT).models}
        return "+".join(name for name in self._limits.ocr.split("+") if name in here)

    def _recognise(self, wanted: tuple[int, ...], order: ReadOrder, languages: str) -> Recognised:
        pages: dict[int, list[RecognisedLine]] = {}
        sureness, failed = Sureness(), 0
        try:
            sizes = self._measure(
                SizesOrder(
                    family=order.family, size=order.size, start=order.start, budget=order.budget,
                    passwords=order.passwords,
                )
            ).sizes  # fmt: skip
        except Failure:
            return Recognised({}, sureness, len(wanted))
        for page in wanted:
            try:
                scale, table = self._page(page, sizes[page - 1], order, languages)
            except (Failure, IndexError):
                failed += 1
                continue
            words = list(words_of(table))
            sureness = sureness.with_words(words)
            pages[page] = lines_of(words, scale)
        return Recognised(pages, sureness, failed)

    def _page(
        self, page: int, size: tuple[int, int], order: ReadOrder, languages: str
    ) -> tuple[Scale, bytes]:
        area = max(1, size[0] * size[1]) / _UNITS_AN_INCH**2
        most = int((min(_MOST_PIXELS, order.budget.pixels) / area) ** 0.5)
        dpi = max(1, min(_DPI.get(order.family, _DPI_OF_PICTURES), most))
        pixels = self._draw(
            RenderOrder(
                family=order.family, size=order.size, start=order.start, page=page, dpi=dpi,
                budget=order.budget, passwords=order.passwords,
            )
        )  # fmt: skip
        arguments = ["-", "stdout", "-l", languages, "--psm", "3"]
        arguments += ["--dpi", str(dpi)] if order.family in _DPI else []
        table = self._programs.run(
            TESSERACT,
            (*arguments, "tsv"),
            pnm(pixels.width, pixels.height, pixels.rgb),
            seconds=self._limits.ocr_seconds,
        )
        return Scale(size, (pixels.width, pixels.height)), table


def _without_empty(answer: TextAnswer) -> tuple[Told, ...]:
    return tuple(told for told in answer.notices if told.code is not Code.NO_TEXT_LAYER)


def _told(found: Recognised, *, has_text: bool) -> list[Told]:
    told = []
    read = sum(bool(lines) for lines in found.pages.values())
    if read:
        told.append(Told(Code.TEXT_RECOGNISED, read))
        if found.sureness.unsure:
            told.append(Told(Code.WORDS_UNSURE, found.sureness.unsure_share))
    elif not has_text:
        told.append(Told(Code.NOTHING_RECOGNISED))
    if found.failed:
        told.append(Told(Code.PAGES_UNRECOGNISED, found.failed))
    return told


def _facts(found: Recognised, pages: int, languages: str) -> list[tuple[str, str]]:
    sureness = found.sureness
    facts = [
        ("ocr:languages", languages),
        ("ocr:pages", str(pages)),
        ("ocr:words", str(sureness.words)),
    ]
    if sureness.words:
        facts += [
            ("ocr:confidence", str(sureness.mean)),
            ("ocr:below-60", str(sureness.unsure_share)),
        ]
    return facts
