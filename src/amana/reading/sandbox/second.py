"""The second opinion about right-to-left text: what pdftotext reads in the same PDF."""

from __future__ import annotations

from msgspec import structs

from amana.reading.agreement import doubts
from amana.reading.sandbox.errand import Failure
from amana.reading.sandbox.feeding import Slice
from amana.reading.sandbox.running import Programs
from amana.reading.wire import TextAnswer

PDFTOTEXT = "pdftotext"


def with_second_opinion(
    answer: TextAnswer, given: Slice, pages: int, programs: Programs
) -> TextAnswer:
    """Return the answer with the doubts about the order of its right-to-left text, if it has any.

    A second reader that is missing, or fails, is no opinion, which is told as well.
    """
    if not answer.right_to_left or not answer.lines:
        return answer
    # Plain mode: it alone puts right-to-left text into logical order.
    arguments = ("-l", str(pages), "-enc", "UTF-8", "-eol", "unix", "-q", "-", "-")
    try:
        said = programs.run(PDFTOTEXT, arguments, given)
    except Failure:
        opinion = None
    else:
        opinion = said.decode("utf-8", "replace")
    return structs.replace(answer, notices=(*answer.notices, *doubts(answer.text, opinion)))
