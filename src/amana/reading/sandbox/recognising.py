"""Text recognition of pages that are pictures: drawn in a worker, then read by tesseract."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from msgspec import structs

from amana.reading.limits import Limits
from amana.reading.notices import Code
from amana.reading.ocr.areas import Pixels
from amana.reading.ocr.lines import RecognisedLine, Scale, Sureness, lines_of
from amana.reading.ocr.passes import page_words
from amana.reading.ocr.splice import with_recognised
from amana.reading.ocr.words import Word, weight, words_of
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
_DPI_OF_PICTURES = 200  # which bounds their size
_ONE_COLUMN = "4"  # why: see `ocr.columns`
_LOW = 22  # pixels: a word of 11 points at 150 dots an inch
_ENLARGED = 2
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
                words, scale = self._page(page, sizes[page - 1], order, languages)
            except (Failure, IndexError):
                failed += 1
                continue
            sureness = sureness.with_words(words)
            pages[page] = lines_of(words, scale)
        return Recognised(pages, sureness, failed)

    def _page(
        self, page: int, size: tuple[int, int], order: ReadOrder, languages: str
    ) -> tuple[list[Word], Scale]:
        """Return the words of a page in the order of reading, and of which size its picture was."""
        area = max(1, size[0] * size[1]) / _UNITS_AN_INCH**2
        most = int((min(_MOST_PIXELS, order.budget.pixels) / area) ** 0.5)
        dpi = max(1, min(_DPI.get(order.family, _DPI_OF_PICTURES), most))
        told = ("--dpi", str(dpi)) if order.family in _DPI else ()

        def drawn(enlarged: int) -> Pixels:
            asked = RenderOrder(
                family=order.family, size=order.size, start=order.start, page=page, dpi=dpi,
                enlarged=enlarged, budget=order.budget, passwords=order.passwords,
            )  # fmt: skip
            answer = self._draw(asked)
            return Pixels(answer.width, answer.height, answer.rgb)

        def words_in(picture: Pixels, asked: str) -> list[Word]:
            return self._words(picture, asked, told)

        picture = drawn(1)
        words = words_in(picture, languages)
        if order.family not in _DPI and _small(words):
            larger = drawn(_ENLARGED)
            again = words_in(larger, languages)
            if weight(again) > weight(words):
                picture, words = larger, again
        words = page_words(picture, words, languages, words_in)
        return words, Scale(size, (picture.width, picture.height))

    def _words(self, picture: Pixels, languages: str, told: tuple[str, ...]) -> list[Word]:
        table = self._programs.run(
            TESSERACT,
            ("-", "stdout", "-l", languages, "--psm", _ONE_COLUMN, *told, "tsv"),
            pnm(picture.width, picture.height, picture.rgb),
            seconds=self._limits.ocr_seconds,
        )
        return list(words_of(table))


def _small(words: Sequence[Word]) -> bool:
    """Tell whether most words are so low that they are read better enlarged."""
    return bool(words) and median(word.bottom - word.top for word in words) < _LOW


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
