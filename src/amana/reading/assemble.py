"""From a worker's checked answer to a reading."""

from __future__ import annotations

from collections.abc import Iterator

from amana.reading.endings import (
    asks_for_password,
    deciding,
    empty_reason,
    failure_state,
    state_of,
)
from amana.reading.notices import Code, sentence, warning
from amana.reading.outcome import Outcome
from amana.reading.steps import Step, reading_key
from amana.reading.wire import CellRun, Line, PartRun, RowRun, Run, TextAnswer, Told
from amana.records import (
    Block,
    ByteRange,
    Cell,
    Child,
    Locator,
    PageRects,
    Part,
    Reading,
    Recipe,
    Row,
    Segment,
    State,
)

Mapped = Line | Run | PartRun | CellRun | RowRun


def failed(
    code: Code,
    n: int,
    media_type: str,
    recipe: Recipe,
    children: tuple[Child, ...] = (),
    *,
    also: tuple[Told, ...] = (),
) -> Outcome:
    """Return the outcome of a reading that broke off; `children` were taken out until then.

    What is `also` told stands behind the reason.
    """
    return Outcome(
        state=failure_state(code),
        reading=None,
        reason="; ".join([sentence(code, n), *(sentence(*told) for told in also)]),
        media_type=media_type,
        recipe=recipe,
        code=code.value,
        locked=asks_for_password([code]),
        children=children,
    )


def read(
    answer: TextAnswer,
    original: str,
    media_type: str,
    step: Step,
    children: tuple[Child, ...] = (),
) -> Outcome:
    """Return the outcome of a reading that came to its end."""
    state = state_of(answer.text, (told.code for told in answer.notices))
    if state is State.NO_READER:
        return failed(Code.NOT_TEXT, 0, "application/octet-stream", step.recipe)
    warnings = tuple(warning(*told) for told in answer.notices)
    reason = None
    if state in {State.READ_EMPTY, State.WAITING}:
        reason = empty_reason(answer.notices)
        if all(known.detail != reason for known in warnings):
            warnings = (*warnings, warning(Code.BLANK))
    elif state in {State.PARTLY_READ, State.ENCRYPTED}:
        reason = "; ".join(known.detail for known in warnings)
    reading = Reading(
        original=original,
        key=reading_key(original, step.recipe),
        recipe=step.recipe,
        state=state,
        media_type=media_type,
        text=answer.text,
        encoding=answer.encoding,
        language=answer.language,
        segments=_segments(answer),
        blocks=_blocks(answer),
        pages=answer.pages,
        metadata=answer.metadata,
        warnings=warnings,
        opinions=answer.opinions,
        children=children,
    )
    return Outcome(
        state=state,
        reading=reading,
        reason=reason,
        media_type=media_type,
        recipe=step.recipe,
        code=deciding(state, (told.code for told in answer.notices)),
        locked=asks_for_password(told.code for told in answer.notices),
        children=children,
    )


def _segments(answer: TextAnswer) -> tuple[Segment, ...]:
    return tuple(sorted(_mapped(answer), key=lambda segment: segment.char_start))


def _mapped(answer: TextAnswer) -> Iterator[Segment]:
    names = answer.part_names
    for line in answer.lines:
        yield _segment(line, PageRects(page=line.page, rects=line.rects))
    for run in answer.runs:
        yield _segment(run, ByteRange(start=run.byte_start, end=run.byte_end), exact=run.exact)
    for part in answer.parts:
        name, encoding = names[part.part].name, names[part.part].encoding
        locator = Part(name=name, start=part.start, end=part.end, encoding=encoding)
        yield _segment(part, locator, exact=part.exact)
    for cell in answer.cells:
        yield _segment(cell, Cell(sheet=names[cell.sheet].name, cell=cell.cell))
    for row in answer.rows:
        yield _segment(row, Row(table=names[row.table].name, row=row.row, column=row.column))


def _segment(run: Mapped, locator: Locator, *, exact: bool = False) -> Segment:
    return Segment(char_start=run.char_start, char_end=run.char_end, locator=locator, exact=exact)


def _blocks(answer: TextAnswer) -> tuple[Block, ...]:
    return tuple(
        Block(
            char_start=row.char_start,
            char_end=row.char_end,
            tag=row.tag,
            within=row.within,
            hints=row.hints,
            link_chars=row.link_chars,
        )
        for row in answer.blocks
    )
