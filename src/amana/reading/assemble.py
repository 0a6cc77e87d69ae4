"""From a worker's checked answer to a reading."""

from __future__ import annotations

from amana.reading.notices import Code, empty_reason, failure_state, sentence, state_of, warning
from amana.reading.outcome import Outcome
from amana.reading.steps import Step, reading_key
from amana.reading.wire import TextAnswer
from amana.records import Block, ByteRange, PageRects, Reading, Recipe, Segment, State


def failed(code: Code, n: int, media_type: str, recipe: Recipe) -> Outcome:
    """Return the outcome of a reading that came to nothing."""
    return Outcome(
        state=failure_state(code),
        reading=None,
        reason=sentence(code, n),
        media_type=media_type,
        recipe=recipe,
    )


def read(answer: TextAnswer, original: str, media_type: str, step: Step) -> Outcome:
    """Return the outcome of a reading that came to its end."""
    state = state_of(answer.text, (told.code for told in answer.notices))
    if state is State.NO_READER:
        return failed(Code.NOT_TEXT, 0, "application/octet-stream", step.recipe)
    warnings = tuple(warning(*told) for told in answer.notices)
    reason = None
    if state is State.READ_EMPTY:
        reason = empty_reason(answer.notices)
        if all(known.detail != reason for known in warnings):
            warnings = (*warnings, warning(Code.BLANK))
    elif state is State.PARTLY_READ:
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
    )
    return Outcome(
        state=state, reading=reading, reason=reason, media_type=media_type, recipe=step.recipe
    )


def _segments(answer: TextAnswer) -> tuple[Segment, ...]:
    if answer.lines:
        return tuple(
            Segment(
                char_start=line.char_start,
                char_end=line.char_end,
                locator=PageRects(page=line.page, rects=line.rects),
            )
            for line in answer.lines
        )
    return tuple(
        Segment(
            char_start=run.char_start,
            char_end=run.char_end,
            locator=ByteRange(start=run.byte_start, end=run.byte_end),
            exact=run.exact,
        )
        for run in answer.runs
    )


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
