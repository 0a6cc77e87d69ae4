"""The pool: documents in, checked readings out, from any number of threads."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from amana.core import UnavailableError, UnreadableError, UsageError
from amana.reading import assemble
from amana.reading.identify import UNKNOWN, identify
from amana.reading.limits import Limits
from amana.reading.notices import Code, sentence
from amana.reading.opinions import disagreements
from amana.reading.outcome import Outcome
from amana.reading.readers.catalogue import FAMILIES, Family, family_of
from amana.reading.readers.intake import DescriptorContent, GiveUp
from amana.reading.readers.onlookers import LOOK, OPINIONS
from amana.reading.sandbox.children import Children
from amana.reading.sandbox.describing import FFPROBE, described
from amana.reading.sandbox.errand import Errand, Failure
from amana.reading.sandbox.feeding import Slice
from amana.reading.sandbox.looking import Looking, Seen, with_opinions
from amana.reading.sandbox.nurseries import Nurseries
from amana.reading.sandbox.picture import png
from amana.reading.sandbox.programs import PROGRAMS
from amana.reading.sandbox.protocol import Setup
from amana.reading.sandbox.recognising import Recognising
from amana.reading.sandbox.running import Programs, Standing
from amana.reading.sandbox.second import PDFTOTEXT, with_second_opinion
from amana.reading.steps import IDENTIFY, TESSERACT, Step, step_of
from amana.reading.taking import Allowance, Digesting, Taker
from amana.reading.wire import (
    Budget,
    PixelsAnswer,
    ReadOrder,
    RenderOrder,
    SizesAnswer,
    SizesOrder,
    TextAnswer,
)
from amana.records import Recipe

_MAX_NAME = 1024
_MAX_DPI = 1200


class ReadingPool:
    """Reads originals in confined worker processes, one process for each document.

    Use it as a context manager. All methods may be called from several threads; at most `workers`
    documents are open at a time, further calls wait. `unconfined` forgoes the sandbox; it is for
    systems that have none (macOS).
    """

    def __init__(
        self,
        workers: int,
        limits: Limits | None = None,
        *,
        unconfined: bool = False,
        families: tuple[Family, ...] = FAMILIES,
    ) -> None:
        if workers < 1:
            raise UsageError(f"a pool of {workers} workers reads nothing", remedy="use 1 or more")
        self.limits = limits or Limits()
        self._families = families
        self._slots = threading.BoundedSemaphore(workers)
        every = (*families, *OPINIONS)
        setup = Setup(limits=self.limits, families=every, unconfined=unconfined)
        self._nurseries = Nurseries(setup, spare=workers)
        self._looking = Looking(self._nurseries, self.limits)
        self._programs = Programs(self._nurseries.programs, self.limits, forgone=unconfined)
        self._unconfined = unconfined
        self._environment: tuple[str, ...] = ()
        self._steps: dict[str, Step] = {}

    def __enter__(self) -> Self:
        """Start the workers' nursery.

        Raises:
            UnavailableError: documents cannot be opened safely here, with what to do about it.
        """
        layers = self._nurseries.start()
        self._environment = ("unconfined", *layers) if self._unconfined else layers
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop everything that was started."""
        self._nurseries.stop()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that this pool can carry out, by family."""
        return tuple(self._step(family) for family in self._families)

    @property
    def environment(self) -> tuple[str, ...]:
        """The layers that confine a worker here, in the order in which they go on."""
        return self._environment

    def programs(self) -> tuple[Standing, ...]:
        """Look for every program that may be run over documents; tell which can be used here."""
        return tuple(self._programs.standing(program.name) for program in PROGRAMS)

    def start_apart(self) -> tuple[str, ...]:
        """Start the nursery of the readers with large libraries, where there are any; name them.

        Raises:
            UnavailableError: it does not start, or is not what the recipes say.
        """
        return self._nurseries.start_apart()

    def step_for(self, media_type: str) -> Step | None:
        """Return the step that reads a media type, or None: there is no reader yet."""
        family = family_of(media_type, self._families)
        return self._step(family) if family else None

    def _step(self, family: Family) -> Step:
        """Return the step of a family. What it needs is looked for when it is first asked for."""
        if family.name not in self._steps:
            libraries = self._nurseries.libraries(family) + self._nurseries.libraries(LOOK)
            libraries += self._programs.libraries(self._used(family))
            self._steps[family.name] = step_of(family, libraries, self.limits, self._environment)
        return self._steps[family.name]

    def recipe_for(
        self, fd: int, *, name: str, size: int, start: int = 0, declared: str | None = None
    ) -> Recipe:
        """Return by which recipe `read` would read this now, without a password."""
        with _own_descriptor(fd) as own:
            try:
                seen = self._look(own, start, size, name, declared)
            except GiveUp:
                return IDENTIFY
        step = self.step_for(seen.kind)
        return step.recipe if step else IDENTIFY

    def _used(self, family: Family) -> tuple[str, ...]:
        """Return the programs that are run for a family by these limits."""
        return tuple(each for each in family.programs if each != TESSERACT or self.limits.ocr)

    def read(
        self,
        fd: int,
        *,
        original: str,
        name: str,
        size: int,
        start: int = 0,
        declared: str | None = None,
        taker: Taker | None = None,
        allowance: Allowance | None = None,
        passwords: tuple[str, ...] = (),
    ) -> Outcome:
        """Read `size` bytes behind `fd` from byte `start` on, whose SHA-256 is `original`.

        `fd` must be open for reading and seekable; its position is neither used nor changed.
        `name` (a file name) and `declared` (the media type that what it was found in states) are
        hints for identification only: they never outweigh the bytes. What is found inside goes to
        `taker`, within the `allowance`. `passwords` are tried where one is needed.

        Raises:
            UnavailableError: no worker process can be had.
        """
        with _own_descriptor(fd) as own:
            try:
                seen = self._look(own, start, size, name, declared)
            except GiveUp as gave_up:
                return assemble.failed(gave_up.code, gave_up.n, UNKNOWN, IDENTIFY)
            media_type, content = seen.kind, DescriptorContent(own, start, size)
            if (family := family_of(media_type, self._families)) is None:
                also = disagreements(media_type, seen.opinions, name, content)
                return assemble.failed(Code.NO_READER, 0, media_type, IDENTIFY, also=also)
            step = self._step(family)
            if size > self.limits.input_bytes and not family.streams:
                return assemble.failed(Code.TOO_LARGE, size, media_type, step.recipe)
            if allowance and allowance.seconds <= 0:
                return assemble.failed(Code.INSIDE_TOOK_TOO_LONG, 0, media_type, step.recipe)
            order = ReadOrder(
                family=family.name,
                name=name[:_MAX_NAME],
                start=start,
                size=size,
                media_type=media_type,
                budget=self._budget(allowance or Allowance()),
                passwords=passwords,
            )
            children = Children(order, own, taker or Digesting())
            try:
                answer = self._read(family, order, own, children)
            except Failure as failure:
                why = (failure.code, failure.n, media_type, step.recipe, tuple(children.found))
                also = disagreements(media_type, seen.opinions, name, content)
                return assemble.failed(*why, also=also)
            answer = with_opinions(answer, seen, name, content)
            return assemble.read(answer, original, media_type, step, tuple(children.found))

    def _look(self, own: int, start: int, size: int, name: str, declared: str | None) -> Seen:
        with self._slots:
            return self._looking.at(own, start, size, name, declared)

    def _read(self, family: Family, order: ReadOrder, own: int, children: Children) -> TextAnswer:
        """Read with the reader of a family, then with the programs that it asks for."""
        given = Slice(own, order.start, order.size)
        with self._slots:
            answer = self._errand(family.name).read(order, own, children)
            if PDFTOTEXT in family.programs:
                answer = with_second_opinion(answer, given, order.budget.pages, self._programs)
            if FFPROBE in family.programs:
                answer = described(answer, given, self._programs)
            if TESSERACT in family.programs:
                answer = self._recognising(own, family).completed(answer, order)
        return answer

    def _errand(self, name: str) -> Errand:
        """Return what carries orders to the workers of a family."""
        return Errand(self._nurseries.of(name), self.limits)

    def _recognising(self, own: int, family: Family) -> Recognising:
        """Return what recognises the text of pictures behind a descriptor."""
        errand = self._errand(family.name)
        return Recognising(
            self._programs,
            self.limits,
            draw=lambda order: errand.ask(order, own, PixelsAnswer),
            measure=lambda order: errand.ask(order, own, SizesAnswer),
        )

    def render_page(
        self, fd: int, page: int, dpi: int = 100, *, start: int = 0, size: int | None = None
    ) -> bytes:
        """Return page `page` (from 1) of the PDF or picture behind `fd` as a PNG.

        The original has `size` bytes (None: to the end) from byte `start` on. The page is drawn
        in a worker; only its pixels come out.

        Raises:
            UsageError: the page or the resolution is out of range.
            UnreadableError: the page cannot be drawn.
            UnavailableError: no worker process can be had.
        """
        if page < 1 or not 1 <= dpi <= _MAX_DPI:
            raise UsageError(
                f"there is no page {page} at {dpi} dpi",
                remedy=f"pages count from 1, resolution goes from 1 to {_MAX_DPI}",
            )
        with _own_descriptor(fd) as own, self._slots:
            size = _size(own, size)
            order = RenderOrder(
                family=self._paged(own, start, size),
                start=start,
                size=size,
                page=page,
                dpi=dpi,
                budget=self._budget(),
            )
            with _as_errors():
                answer = self._errand(order.family).ask(order, own, PixelsAnswer)
        return png(answer.width, answer.height, answer.rgb)

    def page_sizes(
        self, fd: int, *, start: int = 0, size: int | None = None
    ) -> tuple[tuple[int, int], ...]:
        """Return width and height of each page of the PDF or picture behind `fd`, as displayed.

        Unit: a thousandth of a point, as in `PageRects`; a pixel of a picture is a point.

        Raises:
            UnreadableError: the bytes cannot be opened.
            UnavailableError: no worker process can be had.
        """
        with _own_descriptor(fd) as own, self._slots:
            size = _size(own, size)
            order = SizesOrder(
                family=self._paged(own, start, size),
                start=start,
                size=size,
                budget=self._budget(),
            )
            with _as_errors():
                return self._errand(order.family).ask(order, own, SizesAnswer).sizes

    def _paged(self, own: int, start: int, size: int) -> str:
        """Return the family that draws pages of these bytes.

        Raises:
            UnreadableError: none does.
        """
        try:
            media_type = identify(DescriptorContent(own, start, size), "")
        except GiveUp as gave_up:
            raise UnreadableError(sentence(gave_up.code, gave_up.n)) from None
        family = family_of(media_type, self._families)
        if family is None or not family.paged:
            raise UnreadableError(
                f"{media_type} has no pages to show",
                remedy="look at its text, or at what is inside it",
            )
        return family.name

    def _budget(self, allowance: Allowance | None = None) -> Budget:
        limits = self.limits
        return Budget(
            children=allowance.children if allowance and allowance.depth else 0,
            child_bytes=allowance.child_bytes if allowance else 0,
            text_chars=limits.text_chars,
            runs=limits.runs,
            pages=limits.pages,
            pixels=limits.pixels,
        )


def _size(descriptor: int, size: int | None) -> int:
    return os.fstat(descriptor).st_size if size is None else size


@contextmanager
def _own_descriptor(fd: int) -> Iterator[int]:
    """Open what `fd` refers to once more, read-only: no worker can write to it or move it."""
    try:
        own = os.open(f"/dev/fd/{fd}", os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise UnavailableError(
            f"the bytes to be read cannot be opened: {error.strerror}",
            remedy="hand in a descriptor of a regular file that is open for reading",
        ) from error
    try:
        yield own
    finally:
        os.close(own)


@contextmanager
def _as_errors() -> Iterator[None]:
    try:
        yield
    except Failure as failure:
        raise UnreadableError(
            sentence(failure.code, failure.n),
            remedy="the original is preserved; open it with other means on an isolated machine",
        ) from failure
